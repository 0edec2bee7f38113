package prob

import (
	"math"
	"math/rand/v2"
)

// A Search looks for one good thing among many by looking at one after the other at random, any of them again and again.
type Search struct{ Among int }

// Chance is the probability that at least one of n looks found it: 1 − (1 − 1/Among)ⁿ.
func (s Search) Chance(n int) float64 {
	return -math.Expm1(float64(n) * math.Log1p(-1/float64(s.Among)))
}

// Looks is the smallest number of looks whose Chance is at least p, for p in (0, 1).
func (s Search) Looks(p float64) int {
	if s.Among <= 1 {
		return 1
	}
	return int(math.Ceil(math.Log1p(-p) / math.Log1p(-1/float64(s.Among))))
}

// First draws after how many looks the good one is found for the first time: geometric, mean Among.
func (s Search) First(rng *rand.Rand) int {
	if s.Among <= 1 {
		return 1
	}
	u := 1 - rng.Float64() // within (0, 1]
	return max(1, int(math.Ceil(math.Log(u)/math.Log1p(-1/float64(s.Among)))))
}
