package prob

import (
	"math"
	"math/rand/v2"
	"testing"
)

// The number of futures in the film of 2018.
var film = Search{14_000_605}

func TestHalfTheChanceNeedsNearlyTenMillionLooks(t *testing.T) {
	if got := film.Looks(0.5); got != 9_704_480 {
		t.Errorf("%d looks, want 9,704,480", got)
	}
	if film.Chance(film.Looks(0.5)) < 0.5 || film.Chance(film.Looks(0.5)-1) >= 0.5 {
		t.Error("the number of looks is not the smallest")
	}
	if got := film.Chance(14_000_605); math.Abs(got-(1-1/math.E)) > 1e-7 {
		t.Errorf("as many looks as futures find it with %.6f", got)
	}
}

func TestTheFirstSuccessIsGeometric(t *testing.T) {
	rng, s := rand.New(rand.NewPCG(8, 8)), Search{100}
	const n = 40_000
	sum, early := 0.0, 0
	for range n {
		k := s.First(rng)
		sum += float64(k)
		if k <= s.Looks(0.5) {
			early++
		}
	}
	// Mean 100 with standard error 0.5; half of them early with standard error 0.0025.
	if mean := sum / n; math.Abs(mean-100) > 2.5 {
		t.Errorf("mean %.2f", mean)
	}
	if share := float64(early) / n; math.Abs(share-s.Chance(s.Looks(0.5))) > 0.0125 {
		t.Errorf("%.4f found within half the chance", share)
	}
}
