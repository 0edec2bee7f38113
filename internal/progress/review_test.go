package progress

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

const day = 24 * time.Hour

func answered(right bool, after time.Duration, session int) Answer {
	return Answer{Key: "a/1", Right: right, At: noon.Add(after), Session: session}
}

func TestWrongAnswersComeBackAfterOneThreeAndSevenDaysOrSessions(t *testing.T) {
	wrong := answered(false, 0, 1)
	for _, c := range []struct {
		name    string
		answers []Answer
		after   time.Duration
		session int
		due     bool
	}{
		{"never wrong", []Answer{answered(true, 0, 1)}, 30 * day, 30, false},
		{"at once", []Answer{wrong}, time.Hour, 1, false},
		{"just before a day", []Answer{wrong}, day - 1, 1, false},
		{"after a day", []Answer{wrong}, day, 1, true},
		{"in the next session", []Answer{wrong}, time.Hour, 2, true},
		{"mended in the same hour, after a day", []Answer{wrong, answered(true, time.Hour, 1)}, day, 1, true},
		{"right when due, two days later", []Answer{wrong, answered(true, day, 1)}, 3 * day, 1, false},
		{"right when due, three days later", []Answer{wrong, answered(true, day, 1)}, 4 * day, 1, true},
		{"right twice, six days later", []Answer{wrong, answered(true, day, 1), answered(true, 4*day, 1)}, 10 * day, 1, false},
		{"right twice, seven days later", []Answer{wrong, answered(true, day, 1), answered(true, 4*day, 1)}, 11 * day, 1, true},
		{"right three times", []Answer{wrong, answered(true, day, 1), answered(true, 4*day, 1), answered(true, 11*day, 1)}, 99 * day, 99, false},
		{"wrong again", []Answer{wrong, answered(true, day, 1), answered(false, 4*day, 1)}, 5 * day, 1, true},
	} {
		got := Due(c.answers, noon.Add(c.after), c.session)
		if (len(got) == 1) != c.due {
			t.Errorf("%s: due is %v, want %v", c.name, got, c.due)
		}
	}
}

func TestWhatWaitsLongestComesFirst(t *testing.T) {
	s := fresh(t)
	for i, key := range []string{"c/1", "b/1", "a/1"} {
		must(t, s.AddAnswer(Answer{Key: key, At: noon.Add(time.Duration(i/2) * time.Hour), Session: 1}))
	}
	due, err := s.Due(noon.Add(3 * day))
	must(t, err)
	var keys []string
	for _, r := range due {
		keys = append(keys, r.Key)
	}
	if want := []string{"b/1", "c/1", "a/1"}; !slices.Equal(keys, want) {
		t.Errorf("got %v, want %v", keys, want)
	}
}

func TestSessionsAreCounted(t *testing.T) {
	s := fresh(t)
	for want := 1; want <= 3; want++ {
		if n, err := s.BeginSession(); n != want || err != nil || s.Session() != want {
			t.Errorf("got %d, %v, want %d", n, err, want)
		}
	}
}

// The expected scores follow from the definition: at a truth of 0.6, saying p costs
// 0.6(1−p)² + 0.4p²: 0.24 for 0.6, 0.40 for 1, 0.25 for 0.5.
func TestTheBrierScoreOfConstantForecasts(t *testing.T) {
	for _, c := range []struct{ say, want float64 }{{.6, .24}, {1, .40}, {.5, .25}, {0, .60}} {
		var p []Prediction
		for i := range 10 {
			p = append(p, Prediction{Confidence: c.say, Right: i < 6})
		}
		got := Calibrate(p)
		if math.Abs(got.Brier-c.want) > 1e-12 {
			t.Errorf("always %v: got %v, want %v", c.say, got.Brier, c.want)
		}
		b := got.Buckets[min(9, int(c.say*10))]
		if b.N != 10 || math.Abs(b.Share-.6) > 1e-12 || math.Abs(b.Confidence-c.say) > 1e-12 {
			t.Errorf("always %v: bucket %+v", c.say, b)
		}
	}
	if c := Calibrate(nil); !math.IsNaN(c.Brier) || c.N != 0 {
		t.Errorf("without predictions: %+v", c)
	}
}

func TestEveryTenthFallsIntoTheBucketThatItBegins(t *testing.T) {
	for i := range 10 {
		c := Calibrate([]Prediction{{Confidence: float64(i) / 10}})
		if c.Buckets[i].N != 1 {
			t.Errorf("%v is not in bucket %d", float64(i)/10, i)
		}
	}
}

func TestTheSummaryCountsWhatWasDone(t *testing.T) {
	s := fresh(t)
	fill(t, s)
	sum, err := s.Summarize(26)
	must(t, err)
	if sum.Sections != 26 || sum.Done != 1 || sum.Questions != 1 || sum.RightFirst != 0 || sum.RightNow != 1 || sum.Changed != 1 || sum.Votes2 != 1 {
		t.Errorf("got %+v", sum)
	}
	for _, text := range []string{sum.Text(fmt.Sprintf), sum.Markdown(fmt.Sprintf)} {
		for _, want := range []string{"Sections finished: 1 of 26", "Time spent: 2 min", "right at the first try 0, right by now 1", "Brier score 0.090", "970 万", "70 %", "changed: 1 of 1"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is not in\n%s", want, text)
			}
		}
	}
	if md := sum.Markdown(fmt.Sprintf); !strings.Contains(md, "| 70 % | 100 % | 1 |") || !strings.HasPrefix(md, "# ") {
		t.Errorf("no calibration table in\n%s", md)
	}
}
