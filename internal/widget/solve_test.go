package widget

import (
	"math"
	"strings"
	"testing"
)

// foretold opens solve with its prediction behind it.
func foretoldSolve(t *testing.T) Widget {
	t.Helper()
	w := open(t, "solve", env(1))
	play(w, "1 enter 3 enter")
	return w
}

func TestSolveFindsTheRootByBothMethods(t *testing.T) {
	w := foretoldSolve(t)
	play(w, strings.Repeat(". ", 60))
	want := 2 * math.Asin(0.6) // 2·sin(x/2) = 1.2
	near(t, "halving", value(t, w, "halving x"), want, 1e-6)
	near(t, "tangents", value(t, w, "tangent x"), want, 1e-9)
	half, steep := value(t, w, "halving steps"), value(t, w, "tangent steps")
	if want := math.Ceil(math.Log2(3/solveTolerance)) + 1; half != want {
		t.Errorf("halving took %g steps, want log₂(3/1e-6) rounded up, and the last look: %g", half, want)
	}
	if steep > 6 {
		t.Errorf("the tangents took %g steps", steep)
	}
}

func TestSolveAsksForTheNumberOfStepsFirst(t *testing.T) {
	e := env(1)
	w := open(t, "solve", e)
	play(w, ". . .")
	if got := value(t, w, "step"); got != 0 {
		t.Errorf("step %g before the prediction", got)
	}
	play(w, "1 enter 3 enter .")
	made := e.Memory.Predictions()
	if got := value(t, w, "step"); got != 1 || len(made) != 1 || !made[0].Right {
		t.Errorf("step %g, predictions %+v: want 1 and one that is right", got, made)
	}
}

func TestSolveHalvesTheBracketAtEveryStepAndGoesBack(t *testing.T) {
	w := foretoldSolve(t)
	play(w, ".")
	width := value(t, w, "halving width")
	near(t, "first width", width, 3, 1e-12)
	for range 9 {
		play(w, ".")
		near(t, "width", value(t, w, "halving width"), width/2, 1e-12)
		width /= 2
	}
	play(w, ", ,")
	near(t, "two steps back", value(t, w, "halving width"), width*4, 1e-12)
}

func TestSolveLosesTheTangentsNearACrest(t *testing.T) {
	w := foretoldSolve(t)
	play(w, "up"+strings.Repeat(" right", 3)+" .") // tangents from 3.25, past the crest at π
	if _, reached := w.(Quest).Goal(); !reached {
		t.Errorf("start %g does not lose them: %s", value(t, w, "start"), w.Report().Narration)
	}
	play(w, strings.Repeat(". ", 60))
	checkView(t, "solve", w.View(110, 30), 110, 30)
}

func TestSolveSaysWhyHalvingCannotBegin(t *testing.T) {
	w := foretoldSolve(t)
	play(w, "down down down down down"+strings.Repeat(" left", 5)+" .") // to 0.5: the curve is below at both ends
	if s := w.Report().Narration; !strings.Contains(s, "same side") {
		t.Errorf("narration %q", s)
	}
	if s := w.View(100, 24); !strings.Contains(s, "no crossing") {
		t.Errorf("the screen does not say so:\n%s", s)
	}
}
