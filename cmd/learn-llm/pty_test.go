//go:build unix

package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/term"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// A session is the real program in a terminal of its own.
type session struct {
	t      *testing.T
	cmd    *exec.Cmd
	pty    *os.File
	tty    *os.File
	screen *vt.SafeEmulator
	mu     sync.Mutex
	bytes  int
	raw    bytes.Buffer
	before *term.State
}

// terminalSession starts the program with a home of its own in a terminal of width×height cells.
func terminalSession(t *testing.T, width, height int, args ...string) *session {
	t.Helper()
	p, tty, err := pty.Open()
	if err != nil {
		t.Skip("no pseudo terminal: ", err)
	}
	if err := pty.Setsize(p, &pty.Winsize{Cols: uint16(width), Rows: uint16(height)}); err != nil {
		t.Fatal(err)
	}
	s := &session{t: t, pty: p, tty: tty, screen: vt.NewSafeEmulator(width, height)}
	s.before, err = term.GetState(tty.Fd())
	if err != nil {
		t.Fatal(err)
	}
	s.cmd = exec.Command(os.Args[0], args...)
	s.cmd.Env = []string{"LEARN_LLM_AS_PROGRAM=1", "TERM=xterm-256color", "COLORTERM=truecolor", "LANG=C.UTF-8", "HOME=" + t.TempDir(), "PATH=" + os.Getenv("PATH")}
	s.cmd.Stdin, s.cmd.Stdout, s.cmd.Stderr = tty, tty, tty
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(p, s.screen) }() // the terminal's replies to queries
	go s.read()
	t.Cleanup(func() {
		_ = s.cmd.Process.Kill()
		if c, ok := s.screen.InputPipe().(io.Closer); ok {
			c.Close()
		}
		tty.Close()
		p.Close()
	})
	return s
}

func (s *session) read() {
	buffer := make([]byte, 1<<16)
	for {
		n, err := s.pty.Read(buffer)
		s.mu.Lock()
		s.bytes += n
		s.raw.Write(buffer[:n])
		s.mu.Unlock()
		_, _ = s.screen.Write(buffer[:n])
		if err != nil {
			return
		}
	}
}

func (s *session) sent() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.bytes
}

func (s *session) text() string { return ansi.Strip(s.screen.Render()) }

// waitFor waits until the screen shows words; the test ends if it does not within ten seconds.
func (s *session) waitFor(words string) {
	s.t.Helper()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if strings.Contains(s.text(), words) {
			return
		}
	}
	s.t.Fatalf("the screen does not show %q:\n%s", words, s.text())
}

func (s *session) keys(k string) {
	s.t.Helper()
	if _, err := s.pty.WriteString(k); err != nil {
		s.t.Fatal(err)
	}
}

// end waits for the program and checks that the terminal is as it was.
func (s *session) end(wantCode int) {
	s.t.Helper()
	done := make(chan error, 1)
	go func() { done <- s.cmd.Wait() }()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		s.t.Fatalf("the program does not end:\n%s", s.text())
	}
	if code := s.cmd.ProcessState.ExitCode(); code != wantCode {
		s.t.Errorf("exit code %d, want %d:\n%s", code, wantCode, s.text())
	}
	after, err := term.GetState(s.tty.Fd())
	if err != nil {
		s.t.Fatal(err)
	}
	if *after != *s.before {
		s.t.Errorf("the terminal's settings differ:\n%+v\n%+v", after, s.before)
	}
	time.Sleep(30 * time.Millisecond)
	s.mu.Lock()
	defer s.mu.Unlock()
	raw := s.raw.String()
	if strings.LastIndex(raw, "\x1b[?1049l") < strings.LastIndex(raw, "\x1b[?1049h") {
		s.t.Error("the alternate screen was not left")
	}
	if strings.LastIndex(raw, "\x1b[?25h") < strings.LastIndex(raw, "\x1b[?25l") {
		s.t.Error("the cursor was not shown again")
	}
}

func TestTheProgramOpensTurnsPagesAndQuits(t *testing.T) {
	s := terminalSession(t, 100, 30)
	s.waitFor("What is intelligence?")
	s.keys(" ")
	s.waitFor("2/")
	s.keys("L")
	s.waitFor("空格")
	s.keys("q")
	s.end(0)
}

func TestAnIdleScreenSendsNoBytes(t *testing.T) {
	s := terminalSession(t, 100, 30)
	s.waitFor("What is intelligence?")
	time.Sleep(500 * time.Millisecond)
	before := s.sent()
	time.Sleep(800 * time.Millisecond)
	if n := s.sent() - before; n != 0 {
		t.Errorf("%d bytes were sent while nothing happened", n)
	}
	s.keys("q")
	s.end(0)
}

func TestSignalsSaveAndGiveTheTerminalBack(t *testing.T) {
	for signal, code := range map[syscall.Signal]int{syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGINT: 130} {
		s := terminalSession(t, 80, 24)
		s.waitFor("What is intelligence?")
		if err := s.cmd.Process.Signal(signal); err != nil {
			t.Fatal(err)
		}
		s.end(code)
		if !strings.Contains(s.text(), "saved") {
			t.Errorf("%v: nothing says how to go on:\n%s", signal, s.text())
		}
	}
}

func TestHalfEscapeSequencesAndFakeRepliesAreIgnored(t *testing.T) {
	s := terminalSession(t, 80, 24)
	s.waitFor("What is intelligence?")
	for _, junk := range []string{"\x1b[", "\x1b]11;rgb:", "\x1b[?62;", "\xff\xfe\xc3", "\x1b[999;999R", "\x1bP1$r0m\x1b\\", "\x1b[1;2;3;4;5;6;7;8;9m"} {
		s.keys(junk)
		time.Sleep(20 * time.Millisecond)
	}
	time.Sleep(200 * time.Millisecond)
	s.keys("\x1b")
	time.Sleep(100 * time.Millisecond)
	s.keys("\x03")
	s.end(0)
}

func TestOneDemonstrationRunsAloneAndEnds(t *testing.T) {
	s := terminalSession(t, 100, 30, "widget", "relufit", "-hidden=4")
	s.waitFor("neurons")
	s.keys(" ")
	s.waitFor("step")
	s.keys("q")
	s.end(0)
}

func TestTheCourseWorksWithoutAHome(t *testing.T) {
	home := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(home, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(os.Args[0], "list")
	cmd.Env = []string{"LEARN_LLM_AS_PROGRAM=1", "LEARN_LLM_HOME=" + home}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "what-is-intelligence") {
		t.Errorf("list with an unusable home: %v\n%s", err, out)
	}
}

// BenchmarkFirstFrame measures from the start of the process to the first words on the screen.
func BenchmarkFirstFrame(b *testing.B) {
	for b.Loop() {
		p, tty, err := pty.Open()
		if err != nil {
			b.Skip(err)
		}
		_ = pty.Setsize(p, &pty.Winsize{Cols: 100, Rows: 30})
		cmd := exec.Command(os.Args[0])
		cmd.Env = []string{"LEARN_LLM_AS_PROGRAM=1", "TERM=xterm-256color", "LANG=C.UTF-8", "HOME=" + b.TempDir()}
		cmd.Stdin, cmd.Stdout, cmd.Stderr = tty, tty, tty
		cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
		if err := cmd.Start(); err != nil {
			b.Fatal(err)
		}
		var seen []byte
		buffer := make([]byte, 1<<16)
		for !bytes.Contains(seen, []byte("intelligence?")) {
			n, err := p.Read(buffer)
			if err != nil {
				b.Fatal(err)
			}
			seen = append(seen, buffer[:n]...)
		}
		b.StopTimer()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		tty.Close()
		p.Close()
		b.StartTimer()
	}
}
