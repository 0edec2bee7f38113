package prob

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestTheExpectedBrierScoreRewardsTheTruth(t *testing.T) {
	for _, c := range []struct{ p, truth, want float64 }{{.6, .6, .24}, {1, .6, .40}, {.5, .6, .25}, {.5, .3, .25}} {
		if got := ExpectedBrier(c.p, c.truth); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("saying %v where %v is true scores %v, want %v", c.p, c.truth, got, c.want)
		}
	}
	for truth := 0.05; truth < 1; truth += 0.1 {
		for p := 0.0; p <= 1; p += 0.05 {
			if ExpectedBrier(p, truth) < ExpectedBrier(truth, truth)-1e-12 {
				t.Errorf("where %v is true, saying %v scores better than the truth", truth, p)
			}
		}
	}
}

func TestTheBrierScoreOfManyForecastsIsTheExpectedOne(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	var all []Forecast
	for range 100_000 {
		all = append(all, Forecast{0.8, rng.Float64() < 0.6})
	}
	// The standard error of the mean is below 0.001.
	if got := Brier(all); math.Abs(got-ExpectedBrier(0.8, 0.6)) > 0.005 {
		t.Errorf("got %.4f, want %.4f", got, ExpectedBrier(0.8, 0.6))
	}
	if Brier(nil) != 0 {
		t.Error("no forecasts have a score")
	}
}

func TestCalibrationCountsEveryForecastOnce(t *testing.T) {
	all := []Forecast{{0, false}, {0.05, true}, {0.55, true}, {0.58, false}, {1, true}}
	bins := Calibration(all, 10)
	n := 0
	for _, b := range bins {
		n += b.N
	}
	if n != 5 || bins[0].N != 2 || bins[5].N != 2 || bins[9].N != 1 || math.Abs(bins[5].Mean-0.565) > 1e-12 || bins[5].Share != 0.5 {
		t.Errorf("%+v", bins)
	}
}
