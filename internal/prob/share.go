package prob

import "math/rand/v2"

// A RunningShare is the share of heads of one coin that is tossed on and on.
type RunningShare struct {
	N, Heads int
}

// Advance tosses n times more.
func (s *RunningShare) Advance(n int, rng *rand.Rand) {
	s.Heads += Toss(n, rng)
	s.N += n
}

// Share returns heads/tosses; ½ before the first toss.
func (s RunningShare) Share() float64 {
	if s.N == 0 {
		return 0.5
	}
	return float64(s.Heads) / float64(s.N)
}

// Gap returns heads − tosses/2.
func (s RunningShare) Gap() float64 { return float64(s.Heads) - float64(s.N)/2 }
