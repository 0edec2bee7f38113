package widget

import (
	"math"
	"testing"
)

func TestTheVarianceOfAGradientFallsWithTheBatch(t *testing.T) {
	last := math.Inf(1)
	for _, b := range []float64{1, 10, 100} {
		w := open(t, "luck", env(1), "-switch=batch").(*luck)
		w.amount[w.at] = b
		w.begin()
		play(w, "space tick:100")
		near(t, "runs", value(t, w, "runs"), mostLuck, 0)
		got, want := value(t, w, "variance"), value(t, w, "expected variance")
		if math.Abs(got/want-1) > 0.25 { // 400 draws of a variance: about 7 % of standard error
			t.Errorf("batch of %v: variance %.4f, expected %.4f", b, got, want)
		}
		if got >= last {
			t.Errorf("batch of %v: variance %.4f is not below %.4f", b, got, last)
		}
		last = got
	}
}

func TestThinnedNetsGiveTheWholeNetOnAverage(t *testing.T) {
	w := open(t, "luck", env(1), "-switch=dropout")
	play(w, "space tick:100")
	near(t, "mean", value(t, w, "mean"), value(t, w, "whole net"), 4*value(t, w, "spread")/math.Sqrt(mostLuck))
}

func TestAForestsTreesSee63PercentOfThePoints(t *testing.T) {
	w := open(t, "luck", env(1), "-switch=forest")
	play(w, "space tick:60")
	near(t, "different points", value(t, w, "different points"), 0.632, 0.02)
	near(t, "expected", value(t, w, "expected share"), 0.635, 0.002)
}

func TestZeroWeightsNeverBreakTheSymmetryAndRandomOnesFanOut(t *testing.T) {
	w := open(t, "luck", env(1), "-switch=init").(*luck)
	play(w, ".")
	if spread := value(t, w, "spread"); spread < 0.001 {
		t.Errorf("random weights end %.4f apart", spread)
	}
	play(w, "down right .")
	for _, r := range w.fan {
		near(t, "loss from zero weights", r.TrainLoss, 0.4995, 0.01) // the bias of the output still follows the last batch
	}
	near(t, "spread from zero weights", value(t, w, "spread"), 0, 0.005)
}

func TestNoisierDataGiveCurvesFurtherApart(t *testing.T) {
	spread := map[float64]float64{}
	for _, noise := range []float64{0.05, 0.8} {
		w := open(t, "luck", env(1)).(*luck)
		w.amount[w.at] = noise
		w.begin()
		play(w, "space tick:40")
		spread[noise] = value(t, w, "spread")
	}
	if spread[0.8] < 3*spread[0.05] {
		t.Errorf("spread %.3f with little noise, %.3f with much", spread[0.05], spread[0.8])
	}
}
