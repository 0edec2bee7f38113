package widget

import (
	"math"
	"strings"
	"testing"
)

func TestPricesSpreadWithTheRootOfTheDays(t *testing.T) {
	w := open(t, "walk", env(1), "-paths=100")
	play(w, "2 enter enter")
	near(t, "days", value(t, w, "days"), 100, 0)
	// The standard error of a standard deviation of 100 values is 1/√200 of it: 7 %. Four of them.
	near(t, "spread after 100 days", value(t, w, "spread"), 10, 0.28*10)
	play(w, "tick:150")
	near(t, "days", value(t, w, "days"), 400, 0)
	near(t, "spread after 400 days", value(t, w, "spread"), 20, 0.28*20)
	near(t, "expected spread", value(t, w, "expected spread"), 20, 1e-9)
	near(t, "inside", value(t, w, "inside"), math.Erf(math.Sqrt2), 0.09) // standard error 2.1 %
}

func TestTheWalkAsksFirstAndThenKeepsTheAnswer(t *testing.T) {
	e := env(1)
	w := open(t, "walk", e)
	if v := w.View(76, 18); !strings.Contains(v, "400 days") || w.Running() {
		t.Errorf("no question: running %v\n%s", w.Running(), v)
	}
	play(w, "2 enter enter")
	if made := e.Memory.Predictions(); len(made) != 1 || !made[0].Right || !w.Running() {
		t.Errorf("predictions %+v, running %v", made, w.Running())
	}
}

func TestATrendMovesAllPricesAlike(t *testing.T) {
	w := open(t, "walk", env(2), "-paths=100")
	play(w, "2 enter enter down right right space tick:100") // 0.1 a day; a change begins anew: 200 days
	near(t, "days", value(t, w, "days"), 200, 0)
	near(t, "mean change", value(t, w, "mean change"), 20, 5*math.Sqrt(200)/10)
	near(t, "spread", value(t, w, "spread"), math.Sqrt(200), 0.28*math.Sqrt(200))
}

func TestTheWalkEndsAfterItsDays(t *testing.T) {
	w := open(t, "walk", env(1), "-paths=3")
	play(w, "2 enter enter tick:300 space tick:3")
	if got := value(t, w, "days"); got != walkDays || w.Running() {
		t.Errorf("%v days, running %v", got, w.Running())
	}
}
