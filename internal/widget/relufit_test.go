package widget

import (
	"fmt"
	"strings"
	"testing"
)

func TestReluFitLearnsTheSine(t *testing.T) {
	w := open(t, "relufit", env(1), "-hidden=8", "-target=sine")
	before := value(t, w, "loss")
	play(w, "space tick:150")
	if after := value(t, w, "loss"); after > before/50 {
		t.Errorf("loss went from %.5f to %.5f in 1500 steps", before, after)
	}
	if got := value(t, w, "steps"); got != 1500 {
		t.Errorf("steps = %v, want 1500", got)
	}
}

// Source: the course; finite differences agree to 1e-6.
func TestReluFitChecksItsGradientsOnTheScreen(t *testing.T) {
	w := open(t, "relufit", env(4))
	play(w, "space tick:10 space g")
	if got := value(t, w, "gradient check"); got > 1e-6 {
		t.Errorf("gradients differ by %.2g", got)
	}
	if s := w.View(110, 30); !strings.Contains(s, "gradients agree") {
		t.Errorf("the screen does not say so:\n%s", s)
	}
}

func TestReluFitHasAtMostAsManyKinksAsNeurons(t *testing.T) {
	w := open(t, "relufit", env(2), "-hidden=5")
	play(w, "space tick:20")
	kinks := 0
	for _, v := range w.Report().Values {
		if strings.HasPrefix(v.Name, "kink") {
			kinks++
		}
	}
	if kinks != 5 {
		t.Errorf("%d kinks for 5 neurons", kinks)
	}
}

func TestReluFitConstructsTheSumOfTheCourse(t *testing.T) {
	w := open(t, "relufit", env(1), "-mode=construct", "-hidden=6", "-target=sine")
	want := []string{"c = 0.827", "c = -0.827", "c = -0.827", "c = ", "c = 0.827", "c = 0.827"}
	for i, c := range want {
		name := fmt.Sprintf("kink %d", i+1)
		for _, v := range w.Report().Values {
			if v.Name == name && !strings.Contains(v.How, c) {
				t.Errorf("%s: %q does not say %q", name, v.How, c)
			}
		}
	}
	if w.Running() {
		t.Error("a construction needs no frames")
	}
	loss := value(t, w, "loss")
	play(w, "c")
	near(t, "loss where training takes over", value(t, w, "loss"), loss, 1e-12)
	play(w, "space tick:30")
	if after := value(t, w, "loss"); after > loss*1.05 {
		t.Errorf("training from the construction made it worse: %.5f → %.5f", loss, after)
	}
}

func TestTheSameSeedTrainsTheSameCurve(t *testing.T) {
	run := func(seed uint64) float64 {
		w := open(t, "relufit", env(seed))
		play(w, "space tick:30")
		return value(t, w, "loss")
	}
	if run(3) != run(3) {
		t.Error("the same seed gives two losses")
	}
	if run(3) == run(4) {
		t.Error("two seeds give the same loss")
	}
}

func TestTwoTargetsAreHitAndThreeAreNot(t *testing.T) {
	w := open(t, "line", env(1)).(*line)
	w.w = (w.y[1] - w.y[0]) / 4
	w.b = w.y[0] + 2*w.w
	if _, reached := w.Goal(); !reached || value(t, w, "hits") != 2 {
		t.Errorf("the line through both targets hits %v", value(t, w, "hits"))
	}
	play(w, "n")
	best := value(t, w, "best possible")
	for dw := -3.0; dw <= 3; dw += 0.05 {
		for db := -3.0; db <= 3; db += 0.05 {
			l := *w
			l.w, l.b = w.w+dw, w.b+db
			if l.farthest() < best-1e-9 {
				t.Fatalf("w %.2f b %.2f misses by %.3f, less than the best possible %.3f", l.w, l.b, l.farthest(), best)
			}
		}
	}
	if best < hitDistance {
		t.Errorf("three targets can be hit: best possible is %.3f", best)
	}
}

func TestTheKinkOfANeuronIsMinusBOverW(t *testing.T) {
	w := open(t, "relu", env(1), "-w=2", "-b=-3")
	near(t, "kink", value(t, w, "kink"), 1.5, 1e-12)
	play(w, "f")
	near(t, "kink after flipping", value(t, w, "kink"), 1.5, 1e-12)
	near(t, "w", value(t, w, "w"), -2, 1e-12)
	w.Update(Mouse{X: 50, Y: 5, Width: 60, Height: 20, Do: Press})
	if k := value(t, w, "kink"); k < 2 {
		t.Errorf("the kink stays at %.2f though the mouse pulls it right", k)
	}
}

func BenchmarkReluFitFrame(b *testing.B) {
	w := open(b, "relufit", env(1), "-hidden=16")
	play(w, "down down down down down down right right right up space")
	for b.Loop() {
		w.Update(Tick{})
		w.View(110, 30)
	}
}
