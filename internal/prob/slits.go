package prob

import (
	"math"
	"math/rand/v2"
)

// Slits are one or two slits in a wall and a screen far behind it, on which particles of one wavelength arrive.
// Places on the screen are measured in wavelength·distance/Apart: the stripes of two slits are 1 apart.
type Slits struct {
	Width         float64 // of a slit, as a share of the slits' distance from middle to middle
	First, Second bool    // which slits are open
	Watched       bool    // the slit that each particle takes is recorded
}

// amplitude returns the wave of one slit at place x, ψ = sinc(π·Width·x), without its phase.
func (s Slits) amplitude(x float64) float64 {
	a := math.Pi * s.Width * x
	if math.Abs(a) < 1e-9 {
		return 1
	}
	return math.Sin(a) / a
}

// Intensity returns |ψ₁ + ψ₂|² at place x, where a single open slit gives 1 in the middle. The paths of two slits
// differ by x wavelengths: the waves have the phases ±πx. Watched particles give |ψ₁|² + |ψ₂|².
//
// Source: Fraunhofer diffraction, Born's rule.
func (s Slits) Intensity(x float64) float64 {
	one := s.amplitude(x)
	switch {
	case s.First && s.Second && s.Watched:
		return 2 * one * one
	case s.First && s.Second:
		both := 2 * one * math.Cos(math.Pi*x)
		return both * both
	case s.First || s.Second:
		return one * one
	}
	return 0
}

// Density returns the probability per place of a particle that arrives between −reach and reach.
func (s Slits) Density(reach float64) func(x float64) float64 {
	const pieces = 4000
	total, dx := 0.0, 2*reach/pieces
	for i := range pieces {
		total += s.Intensity(-reach+(float64(i)+0.5)*dx) * dx
	}
	return func(x float64) float64 {
		if total == 0 {
			return 0
		}
		return s.Intensity(x) / total
	}
}

// Arrive returns the place between −reach and reach where the next particle is found: a random place that is kept
// with a probability in proportion to the intensity there. One slit or both must be open.
func (s Slits) Arrive(reach float64, rng *rand.Rand) float64 {
	if !s.First && !s.Second {
		panic("prob: both slits are closed")
	}
	most := 1.0
	if s.First && s.Second {
		most = 4
	}
	for {
		x := reach * (2*rng.Float64() - 1)
		if rng.Float64()*most < s.Intensity(x) {
			return x
		}
	}
}
