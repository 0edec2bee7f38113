// Package prob knows chance: coins, running shares, sums and their limit, and the exact formulas beside each simulation.
// It does not know networks, language, or a screen; its randomness is always an argument.
package prob

import (
	"math"
	"math/bits"
	"math/rand/v2"

	"gonum.org/v1/gonum/stat/distuv"
)

// Toss returns the number of heads in n tosses of a fair coin, 64 tosses for each number drawn.
func Toss(n int, rng *rand.Rand) (heads int) {
	for ; n >= 64; n -= 64 {
		heads += bits.OnesCount64(rng.Uint64())
	}
	if n > 0 {
		heads += bits.OnesCount64(rng.Uint64() >> (64 - n))
	}
	return heads
}

// Binomial returns the probability of exactly k successes in n independent trials of probability p.
func Binomial(n, k int, p float64) float64 {
	return distuv.Binomial{N: float64(n), P: p}.Prob(float64(k))
}

// Within returns the probability that the share of heads in n tosses of a fair coin is at most e from ½.
func Within(n int, e float64) float64 {
	sum := 0.0
	for k := int(math.Ceil(float64(n)*(0.5-e) - 1e-9)); k <= int(math.Floor(float64(n)*(0.5+e)+1e-9)); k++ {
		sum += Binomial(n, k, 0.5)
	}
	return sum
}

// ExpectedGap returns E|heads − n/2| of n tosses of a fair coin.
func ExpectedGap(n int) float64 {
	sum := 0.0
	for k := range n + 1 {
		sum += math.Abs(float64(k)-float64(n)/2) * Binomial(n, k, 0.5)
	}
	return sum
}

// LongestRun returns the length of the longest stretch of equal values.
func LongestRun(tosses []bool) int {
	longest, run := 0, 0
	for i, heads := range tosses {
		if i > 0 && heads == tosses[i-1] {
			run++
		} else {
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}

// RunAtMost returns the probability that the longest run of n tosses of a fair coin is at most r.
// Source: Schilling 1990; sequences without a run over r are counted by A(n) = A(n−1) + … + A(n−r).
func RunAtMost(n, r int) float64 {
	if r <= 0 {
		return 0
	}
	// c[k] is the probability that no run is over r and the last run has length k+1.
	c := make([]float64, r)
	c[0] = 1
	for range n - 1 {
		total := 0.0
		for _, v := range c {
			total += v
		}
		copy(c[1:], c[:r-1])
		for k := 1; k < r; k++ {
			c[k] /= 2
		}
		c[0] = total / 2
	}
	total := 0.0
	for _, v := range c {
		total += v
	}
	return total
}

// ExpectedLongestRun returns the mean of the longest run of n tosses of a fair coin.
func ExpectedLongestRun(n int) float64 {
	mean := 0.0
	for r := range n {
		mean += 1 - RunAtMost(n, r)
	}
	return mean
}

// Alternations returns the number of places where the value changes.
func Alternations(tosses []bool) int {
	n := 0
	for i := 1; i < len(tosses); i++ {
		if tosses[i] != tosses[i-1] {
			n++
		}
	}
	return n
}

// A Suspicion is how unlike a fair coin a sequence looks.
type Suspicion struct {
	Longest     int
	PLongest    float64 // probability that a fair coin's longest run is this short
	Changes     int
	PChanges    float64 // probability that a fair coin changes this often or more
	MadeByHuman bool    // either probability is under 5 %
}

// Suspect judges a sequence of at least two tosses: people avoid long runs and change too often (Wagenaar 1972).
func Suspect(tosses []bool) Suspicion {
	n := len(tosses)
	s := Suspicion{Longest: LongestRun(tosses), Changes: Alternations(tosses)}
	s.PLongest = RunAtMost(n, s.Longest)
	for k := s.Changes; k <= n-1; k++ {
		s.PChanges += Binomial(n-1, k, 0.5)
	}
	s.MadeByHuman = s.PLongest < 0.05 || s.PChanges < 0.05
	return s
}
