package sim

import "testing"

// found runs an evolution of 60 strings at a rate and returns the generations to the goal.
func found(seed uint64, rate float64, culture bool) (int, bool) {
	e := NewEvolution(60, seed)
	e.Rate, e.Culture = rate, culture
	return e.Until(600)
}

func TestWithCultureFewerGenerationsAreNeededOver100Seeds(t *testing.T) {
	alone, together, faster := 0, 0, 0
	for seed := range uint64(100) {
		a, okA := found(seed, 0.005, false)
		b, okB := found(seed, 0.005, true)
		if !okA || !okB {
			t.Fatalf("seed %d: goal reached alone %v, with culture %v", seed, okA, okB)
		}
		alone, together = alone+a, together+b
		if b < a {
			faster++
		}
	}
	t.Logf("generations on average: %.1f alone, %.1f with culture; faster in %d of 100", float64(alone)/100, float64(together)/100, faster)
	if faster < 95 || together*3 > alone*2 {
		t.Errorf("culture is faster in %d of 100 seeds, %d against %d generations in all", faster, together, alone)
	}
}

func TestAboveTheErrorThresholdWhatWasFoundIsLostOver100Seeds(t *testing.T) {
	for _, tt := range []struct {
		rate        float64
		least, most float64 // of the mean fitness at the end
	}{{0.002, 60, 64}, {0.1, 32, 48}} {
		for seed := range uint64(100) {
			e := NewEvolution(60, seed)
			e.Plant()
			e.Rate = tt.rate
			for range 150 {
				e.Step()
			}
			best, _ := e.Best()
			if m := e.Mean(); m < tt.least || m > tt.most || (tt.rate > 0.05 && best == GoalBits) {
				t.Errorf("rate %g, seed %d: mean fitness %.1f, best %d; want a mean in [%g, %g]", tt.rate, seed, m, best, tt.least, tt.most)
			}
		}
	}
}

func TestWithoutSelectionMutationIsNoise(t *testing.T) {
	e := NewEvolution(60, 1)
	e.Plant()
	e.Rate, e.Selection = 0.02, false
	for range 400 {
		e.Step()
	}
	if m := e.Mean(); m > 42 {
		t.Errorf("without selection the mean fitness stays at %.1f, want about half of 64", m)
	}
}

func TestTheSameSeedEvolvesInTheSameWay(t *testing.T) {
	a, _ := found(7, 0.01, true)
	b, _ := found(7, 0.01, true)
	if a != b {
		t.Errorf("%d and %d generations from one seed", a, b)
	}
}
