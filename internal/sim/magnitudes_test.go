package sim

import (
	"math"
	"testing"
)

func TestTheMagnitudesOfTheCourseComeOutOfTheirFactors(t *testing.T) {
	s := Magnitudes[1]
	if math.Abs(s.Least/8.6e13-1) > 1e-12 || math.Abs(s.Most/6.02e14-1) > 1e-12 {
		t.Errorf("synapses from %g to %g, want 8.6e13 to 6.02e14", s.Least, s.Most)
	}
	if got := 100 * GPT3Parameters / RoundSynapses; math.Abs(got-0.175) > 1e-12 {
		t.Errorf("GPT-3 beside 1e14 synapses: %g %%, want 0.175", got)
	}
}

func TestAGuessInsideTheRangeIsNotOffAndOneBeyondIsOffByItsPowersOfTen(t *testing.T) {
	s := Magnitudes[1]
	if s.Off(14.2) != 0 {
		t.Errorf("10^14.2 lies inside and is off by %g", s.Off(14.2))
	}
	if got := s.Off(12); math.Abs(got-math.Log10(86)) > 1e-9 {
		t.Errorf("10^12 is off by %g, want log10(86)", got)
	}
	if got := Magnitudes[0].Off(12); math.Abs(got-math.Log10(1e12/86e9)) > 1e-9 {
		t.Errorf("10^12 neurons are off by %g", got)
	}
}
