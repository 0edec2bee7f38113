package prob

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestATreeFindsAStep(t *testing.T) {
	x, y := []float64{0, 1, 2, 3, 4, 5}, []float64{1, 1, 1, 5, 5, 5}
	tree := NewTree(x, y, 2)
	for at, want := range map[float64]float64{-9: 1, 2.4: 1, 2.6: 5, 99: 5} {
		if got := tree.At(at); got != want {
			t.Errorf("at %v: %v, want %v", at, got, want)
		}
	}
	if got := NewTree([]float64{1, 1, 1}, []float64{0, 3, 6}, 1).At(1); got != 3 {
		t.Errorf("points at one place: %v, want their mean", got)
	}
}

func TestABootstrapHoldsAbout63PercentOfThePoints(t *testing.T) {
	if got := UniqueShare(1000); math.Abs(got-.632) > 5e-4 {
		t.Errorf("mean share %.4f", got)
	}
	rng, sum := rand.New(rand.NewPCG(6, 3)), 0.0
	const n = 2000
	for range n {
		drawn, share := Bootstrap(100, rng)
		if len(drawn) != 100 {
			t.Fatalf("%d drawn", len(drawn))
		}
		sum += share
	}
	// The share of one bootstrap has a deviation of about 0.031; of the mean of 2000, 0.0007.
	if got := sum / n; math.Abs(got-UniqueShare(100)) > 0.0035 {
		t.Errorf("mean share %.4f, want %.4f", got, UniqueShare(100))
	}
}
