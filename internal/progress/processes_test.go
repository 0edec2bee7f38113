package progress

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain makes the test binary a learner that answers in a process of its own.
func TestMain(m *testing.M) {
	if path := os.Getenv("PROGRESS_TEST_ANSWER"); path != "" {
		os.Exit(answerAway(path, os.Getenv("PROGRESS_TEST_WHO"), os.Getenv("PROGRESS_TEST_N")))
	}
	os.Exit(m.Run())
}

// answerAway gives n answers and prints each when it is stored; n = 0 goes on until killed.
func answerAway(path, who, count string) int {
	n, _ := strconv.Atoi(count)
	s, err := Open(path)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	for i := 0; n == 0 || i < n; i++ {
		key := fmt.Sprintf("%s/%d", who, i)
		if err := s.AddAnswer(Answer{Key: key, At: noon}); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		fmt.Println(key)
	}
	return 0
}

func learner(path, who string, n int) *exec.Cmd {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), "PROGRESS_TEST_ANSWER="+path, "PROGRESS_TEST_WHO="+who, fmt.Sprintf("PROGRESS_TEST_N=%d", n))
	c.Stderr = os.Stderr
	return c
}

func TestKillingTheProgramLosesNoAcknowledgedAnswer(t *testing.T) {
	rounds := 200
	if testing.Short() {
		rounds = 10
	}
	path := filepath.Join(t.TempDir(), "progress.db")
	rng := rand.New(rand.NewPCG(1, 2))
	said := map[string]bool{}
	for round := range rounds {
		for _, key := range killed(t, path, fmt.Sprintf("r%d", round), rng) {
			said[key] = true
		}
	}
	s := open(t, path)
	answers, err := s.Answers()
	must(t, err)
	for _, a := range answers {
		delete(said, a.Key)
	}
	if len(said) > 0 {
		t.Errorf("%d answers were said to be stored and are lost: %v", len(said), said)
	}
	var sound string
	must(t, s.db.QueryRow("PRAGMA integrity_check").Scan(&sound))
	if sound != "ok" || len(answers) < rounds {
		t.Errorf("after %d rounds: %d answers, integrity %s", rounds, len(answers), sound)
	}
	t.Logf("%d rounds, %d answers", rounds, len(answers))
}

// killed lets a learner answer, kills it at a random instant, and returns what it was told is stored.
func killed(t *testing.T, path, who string, rng *rand.Rand) []string {
	t.Helper()
	c := learner(path, who, 0)
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n') // it is at work
	if err != nil {
		t.Fatalf("%s stored nothing: %v, %v", who, err, c.Wait())
	}
	time.Sleep(time.Duration(rng.IntN(8000)) * time.Microsecond)
	must(t, c.Process.Kill())
	rest, err := io.ReadAll(lines)
	must(t, err)
	c.Wait() // killed: its error says only that
	all := first + string(rest)
	return strings.Fields(all[:strings.LastIndexByte(all, '\n')+1]) // a cut line was not heard
}

func TestEightProcessesAtOnceStoreEveryAnswer(t *testing.T) {
	const processes = 8
	each := 1000
	if testing.Short() {
		each = 50
	}
	path := filepath.Join(t.TempDir(), "progress.db")
	var all []*exec.Cmd
	for i := range processes {
		c := learner(path, fmt.Sprintf("p%d", i), each)
		must(t, c.Start())
		all = append(all, c)
	}
	for _, c := range all {
		must(t, c.Wait())
	}
	answers, err := open(t, path).Answers()
	must(t, err)
	keys := map[string]bool{}
	for _, a := range answers {
		keys[a.Key] = true
	}
	if len(answers) != processes*each || len(keys) != len(answers) {
		t.Errorf("got %d answers, %d different, want %d", len(answers), len(keys), processes*each)
	}
}
