package widget

import (
	"math"
	"testing"
)

func TestPiecesOfASineAreAsFarAwayAsComputed(t *testing.T) {
	for k, want := range map[string]float64{"3": .4373, "6": .1340, "12": .0329, "24": .0085, "48": .0021} {
		near(t, "largest error of "+k, value(t, open(t, "pieces", env(1), "-target=sine", "-k="+k), "largest error"), want, 6e-5)
	}
	w := open(t, "pieces", env(1), "-target=sine", "-k=6")
	for i, want := range []float64{.8270, 0, -.8270, -.8270, 0, .8270} {
		near(t, "w", value(t, w, "w "+string(rune('0'+i))), want, 6e-5)
	}
	for i, want := range []float64{0, .8660, 2.5981, 2.5981, -.8660, -5.1962} {
		near(t, "b", value(t, w, "b "+string(rune('0'+i))), want, 6e-5)
	}
}

func TestADrawingIsCarriedToTheNextDemonstrations(t *testing.T) {
	e := env(1)
	w := open(t, "pieces", e, "-target=sine").(*pieces)
	play(w, "d right right up up up enter")
	drawn := w.goal()
	if drawn.Name != "drawn" {
		t.Fatalf("the target is %s", drawn.Name)
	}
	next := open(t, "construct", e, "-target=drawn").(*construct)
	for _, x := range []float64{0, 0.5, 1, 4} {
		near(t, "the drawing", next.targets[next.target].F(x), drawn.F(x), 1e-12)
	}
	if _, err := New("relufit", []string{"-target=drawn"}, "", e); err != nil {
		t.Error(err)
	}
}

func TestTheMouseDrawsWhereItIs(t *testing.T) {
	w := open(t, "pieces", env(1), "-target=sine").(*pieces)
	play(w, "d")
	before := append([]float64(nil), w.drawing...)
	send(w, Mouse{X: 30, Y: 3, Width: 116, Height: 30, Do: Press})
	changed := 0
	for i, v := range w.drawing {
		if v != before[i] {
			changed++
		}
	}
	if changed != 1 {
		t.Errorf("%d columns changed", changed)
	}
}

func TestReLUsBuildThePiecesExactly(t *testing.T) {
	w := open(t, "construct", env(1), "-k=6", "-target=sine")
	play(w, "a")
	for i, want := range []float64{.8270, -.8270, -.8270, 0, .8270, .8270} {
		near(t, "c", value(t, w, "c "+string(rune('0'+i))), want, 6e-5)
	}
	near(t, "difference", value(t, w, "difference"), 0, 1e-12)
}

func TestAPredictedCoefficientIsJudged(t *testing.T) {
	w := open(t, "construct", env(1), "-k=6", "-target=sine").(*construct)
	for i, c := range w.sum.C {
		w.guess = c
		if i == 3 {
			w.guess = 5
		}
		play(w, "enter")
	}
	for i, right := range w.guessed {
		if right != (i != 3) {
			t.Errorf("c %d was judged %v", i, right)
		}
	}
	if _, reached := w.Goal(); !reached {
		t.Error("the goal is not reached")
	}
	if math.Abs(w.difference()) > 1e-12 {
		t.Error("a guess changed the sum")
	}
}
