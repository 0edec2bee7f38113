package widget

import (
	"math"
	"testing"
)

// Source: Clauser, Horne, Shimony, Holt 1969; Cirel'son 1980.
func TestPairsWinMoreOftenThanAnyPlan(t *testing.T) {
	w := open(t, "chsh", env(1), "-pair")
	near(t, "exact", value(t, w, "won, exact"), 0.85355, 5e-6)
	near(t, "bound of plans", value(t, w, "best plan"), 0.75, 0)
	play(w, "space tick:400")
	n := value(t, w, "rounds")
	if n < 10000 {
		t.Fatalf("%v rounds", n)
	}
	near(t, "won", value(t, w, "won"), math.Pow(math.Cos(math.Pi/8), 2), 5*0.36/math.Sqrt(n))
	near(t, "asked 1 1", value(t, w, "won, asked 1 1"), 0.85355, 5*0.36/math.Sqrt(n/4))
	for _, x := range []string{"0", "1"} { // no message
		near(t, "Ben's answers", value(t, w, "Ben answers 1, Anna asked "+x), 0.5, 5*0.5/math.Sqrt(n/2))
	}
}

func TestTheGoalIsFirstTheBestPlanAndThenMore(t *testing.T) {
	w := open(t, "chsh", env(1))
	near(t, "the first plan", value(t, w, "won, exact"), 0.25, 0)
	text, reached := w.(Quest).Goal()
	if reached {
		t.Errorf("%q is reached at once", text)
	}
	play(w, "down down left down down left") // both answer 0, whatever is asked
	near(t, "all zeros", value(t, w, "won, exact"), 0.75, 0)
	play(w, "space tick:300")
	next, reached := w.(Quest).Goal()
	if next == text || reached {
		t.Errorf("after the best plan the goal is %q, reached %v", next, reached)
	}
	near(t, "measured", value(t, w, "won"), 0.75, 5*0.43/math.Sqrt(value(t, w, "rounds")))
	play(w, "b tick:200")
	if _, reached := w.(Quest).Goal(); !reached {
		t.Errorf("the pair wins %v of %v rounds and the goal is not reached", value(t, w, "won"), value(t, w, "rounds"))
	}
}

func TestEqualAnglesAlwaysGiveTheSameAnswers(t *testing.T) {
	w := open(t, "chsh", env(1), "-pair")
	play(w, "down down left left down left down right space tick:100") // all four angles 0°
	near(t, "asked 0 0", value(t, w, "won, asked 0 0"), 1, 0)
	near(t, "asked 1 1", value(t, w, "won, asked 1 1"), 0, 0)
	near(t, "exact", value(t, w, "won, exact"), 0.75, 1e-12)
}
