package widget

import (
	"math"
	"strings"
	"testing"

	"learn-llm/internal/prob"
)

func TestTheHeapOfAGaltonBoardNearsTheBinomialLine(t *testing.T) {
	w := open(t, "galton", env(1), "-rows=10", "-right=30")
	play(w, "down down left space tick:200") // in crowds: 100 balls a frame and one that falls slowly
	if got := value(t, w, "balls in the bins"); got < 20000 || got > 20200 {
		t.Fatalf("%v balls after 200 frames", got)
	}
	// Source: mean np and variance np(1−p); five standard errors of 20,000 balls.
	near(t, "mean bin", value(t, w, "mean bin"), 3, 5*math.Sqrt(2.1/20000))
	near(t, "exact spread", value(t, w, "spread, exact"), math.Sqrt(2.1), 1e-12)
	near(t, "share of bin 3", value(t, w, "bin 3")/value(t, w, "balls in the bins"), prob.Binomial(10, 3, 0.3), 5*0.5/math.Sqrt(20000))
	if gap := value(t, w, "largest gap"); gap > 0.018 {
		t.Errorf("largest gap %.4f", gap)
	}
}

func TestABallIsSeenFallingPegByPegBeforeItLands(t *testing.T) {
	w := open(t, "galton", env(1), "-rows=4")
	play(w, ". . . .")
	if value(t, w, "balls in the bins") != 0 || value(t, w, "falling") != 4 {
		t.Fatalf("after four steps %v", w.Report().Values)
	}
	if n := strings.Count(w.View(76, 18), "●"); n != 4 {
		t.Errorf("%d balls are drawn, want 4", n)
	}
	play(w, ". .")
	if value(t, w, "balls in the bins") != 1 {
		t.Errorf("the first ball has passed all pegs but %v landed", value(t, w, "balls in the bins"))
	}
}

func TestAnotherBiasOfThePegsBeginsAnew(t *testing.T) {
	w := open(t, "galton", env(1))
	play(w, "d d down right")
	if got := value(t, w, "balls in the bins"); got != 0 {
		t.Errorf("%v balls of the old pegs are still there", got)
	}
	near(t, "exact mean", value(t, w, "mean bin, exact"), 8*0.6, 1e-9)
}
