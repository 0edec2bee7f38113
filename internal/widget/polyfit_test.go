package widget

import (
	"strings"
	"testing"
)

// answered opens polyfit with its prediction behind it.
func answeredPolyfit(t *testing.T, args ...string) (Widget, Env) {
	t.Helper()
	e := env(1)
	w := open(t, "polyfit", e, args...)
	play(w, "4 enter 5 enter")
	return w, e
}

// Source: the course; Runge 1901, largest errors of the polynomials through equally spaced points.
func TestPolyfitThroughAllPointsOfRungeMissesAsMeasured(t *testing.T) {
	for _, c := range []struct{ points, degree, want, within float64 }{
		{6, 5, .4327, 5e-5}, {11, 10, 1.9156, 6e-5}, {16, 15, 2.1076, 5e-5}, {21, 20, 59.82, 5e-3},
	} {
		w, _ := answeredPolyfit(t)
		play(w, "down down down") // points
		for value(t, w, "points") != c.points {
			play(w, map[bool]string{true: "right", false: "left"}[value(t, w, "points") < c.points])
		}
		play(w, "a")
		near(t, "degree", value(t, w, "degree"), c.degree, 0)
		near(t, "largest error", value(t, w, "largest error"), c.want, c.within)
		near(t, "error at the points", value(t, w, "error at the points"), 0, 1e-9)
	}
}

func TestPolyfitAsksBeforeItShowsDegreeTen(t *testing.T) {
	e := env(1)
	w := open(t, "polyfit", e)
	play(w, "right right a")
	if got := value(t, w, "degree"); got != 5 {
		t.Fatalf("degree %g before the prediction, want 5", got)
	}
	play(w, "4 enter 5 enter")
	if got := value(t, w, "degree"); got != 10 {
		t.Errorf("after the answer the degree is %g, want 10", got)
	}
	made := e.Memory.Predictions()
	if len(made) != 1 || !made[0].Right || made[0].Confidence != 0.9 {
		t.Errorf("predictions %+v, want one, right, with confidence 0.9", made)
	}
	if again := open(t, "polyfit", e); again.(*polyfit).ask.open() {
		t.Error("what was answered is asked again")
	}
}

func TestPolyfitFindsTheFamilyThatMadeThePoints(t *testing.T) {
	for data, family := range map[string]string{"throw": "polynomial", "tide": "sine", "growth": "exponential", "orbit": "power"} {
		w, _ := answeredPolyfit(t)
		e := env(1)
		e.Memory = w.(*polyfit).env.Memory
		w = open(t, "polyfit", e, "-data="+data, "-family="+family)
		near(t, data, value(t, w, "largest error"), 0, 1e-6)
		if _, reached := w.(Quest).Goal(); !reached {
			t.Errorf("%s with the family %s does not reach the goal", data, family)
		}
	}
}

func TestPolyfitGoalIsReachableOnRunge(t *testing.T) {
	w, e := answeredPolyfit(t)
	if _, reached := w.(Quest).Goal(); reached {
		t.Error("degree 10 through 11 points reaches the goal")
	}
	if _, reached := open(t, "polyfit", e, "-points=41", "-degree=16").(Quest).Goal(); !reached {
		t.Error("41 points and degree 16 do not reach the goal")
	}
}

func TestPolyfitSaysWhyAFamilyCannotFit(t *testing.T) {
	_, e := answeredPolyfit(t)
	w := open(t, "polyfit", e, "-data=runge", "-family=power") // x < 0
	if s := w.Report().Narration; !strings.Contains(s, "cannot follow") {
		t.Errorf("narration %q", s)
	}
	checkView(t, "polyfit", w.View(80, 20), 80, 20)
}

func TestPolyfitDoesNotAskWhatThePageAsks(t *testing.T) {
	e := env(1)
	w := open(t, "polyfit", e, "-ask=false")
	play(w, "a")
	if got := value(t, w, "degree"); got != 10 {
		t.Errorf("degree %g, want 10 at once", got)
	}
	if n := len(e.Memory.Predictions()); n != 0 {
		t.Errorf("%d predictions that nobody made", n)
	}
}
