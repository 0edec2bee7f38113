package widget

import (
	"math"
	"testing"
)

// Source: Kimura 1962: a neutral gene reaches all with the probability of its share at the start.
func TestDriftEndsWithTheGeneInAllAsOftenAsItsShareAtTheStart(t *testing.T) {
	w := open(t, "drift", env(1))
	play(w, "2 enter enter tick:500")
	if open := value(t, w, "both live on"); open != 0 || w.Running() {
		t.Fatalf("%v populations are undecided after 250 generations of 20; running %v", open, w.Running())
	}
	near(t, "share of populations", value(t, w, "all have it, share"), 0.3, 4*math.Sqrt(0.3*0.7/driftPopulations))
	near(t, "all populations", value(t, w, "lost")+value(t, w, "all have it"), driftPopulations, 0)
	near(t, "mean time", value(t, w, "mean time"), value(t, w, "expected time"), 4*value(t, w, "expected time")/math.Sqrt(driftPopulations))
}

func TestSmallPopulationsDriftToTheirEndSooner(t *testing.T) {
	left := map[string]float64{}
	for _, size := range []string{"-size=10", "-size=100"} {
		w := open(t, "drift", env(1), size)
		play(w, "2 enter enter tick:40") // 20 generations
		left[size] = value(t, w, "both live on")
	}
	if left["-size=10"] > 0.2*driftPopulations || left["-size=100"] < 0.8*driftPopulations {
		t.Errorf("undecided after 20 generations: %v", left)
	}
}

func TestAnotherSizeOrStartBeginsTheDriftAnew(t *testing.T) {
	w := open(t, "drift", env(1))
	play(w, "2 enter enter tick:20 right down right")
	near(t, "generations", value(t, w, "generations"), 0, 0)
	near(t, "share at the start", value(t, w, "share at the start"), 0.4, 1e-12)
	if got := len(w.(*drift).fate.Carriers); w.(*drift).n() != 50 || got != driftPopulations {
		t.Errorf("%d individuals in %d populations", w.(*drift).n(), got)
	}
}
