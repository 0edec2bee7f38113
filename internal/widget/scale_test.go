package widget

import (
	"strings"
	"testing"
)

func TestARecordedNumberIsShownOnlyAfterItsEstimate(t *testing.T) {
	w := open(t, "scale", env(1))
	if v := w.View(100, 30); strings.Contains(v, "8.6") || strings.Contains(v, "Azevedo") {
		t.Fatalf("the answer stands there before the estimate:\n%s", v)
	}
	play(w, "right right right right right enter")
	if v := w.View(100, 30); !strings.Contains(v, "8.6 × 10¹⁰") || !strings.Contains(v, "Azevedo") {
		t.Errorf("the answer does not stand there after the estimate:\n%s", v)
	}
	near(t, "estimate", value(t, w, "estimate: neurons in a human brain"), 1e11, 1)
	near(t, "off", value(t, w, "off: neurons in a human brain"), 0.0655, 1e-4)
}

func TestTheRatiosComeAfterTheSixthEstimate(t *testing.T) {
	w := open(t, "scale", env(1))
	play(w, "enter enter enter enter enter enter")
	near(t, "GPT-3 beside synapses, %", value(t, w, "GPT-3 beside 1e14 synapses"), 0.175, 1e-12)
	near(t, "synapses", value(t, w, "synapses in a human brain"), 8.6e13, 1)
	near(t, "synapses at most", value(t, w, "synapses in a human brain, at most"), 6.02e14, 1)
	if _, reached := w.(Quest).Goal(); reached {
		t.Error("six estimates of a million reach the goal")
	}
}

func TestSixGoodEstimatesReachTheGoal(t *testing.T) {
	w := open(t, "scale", env(1))
	play(w, strings.Join([]string{
		strings.Repeat("right ", 5), "enter", strings.Repeat("right ", 8), "enter", "left enter",
		"right right enter", strings.Repeat("right ", 9), "enter", strings.Repeat("right ", 5), "enter"}, " "))
	if text, reached := w.(Quest).Goal(); !reached {
		t.Errorf("the goal %q is not reached: %s", text, w.View(100, 30))
	}
}

func TestThePressOfTheMouseSetsTheEstimateUnderIt(t *testing.T) {
	w := open(t, "scale", env(1))
	send(w, Mouse{X: columnOf(12, 80), Y: 1, Width: 80, Height: 20, Do: Press})
	near(t, "estimate", value(t, w, "estimate: neurons in a human brain")/1e12, 1, 0.3)
}
