package nn

import (
	"math"
	"math/rand/v2"
)

// A Measured is a law that is known here but not to whoever only sees points of it, measured with noise.
type Measured struct {
	Name     string
	From, To float64
	F        func(x float64) float64
}

// Measurements are what points can be measured of, by name.
//
//	runge   1/(1+25x²), smooth, and no polynomial through equally spaced points follows it
//	throw   the height of a ball, a parabola
//	tide    a sine over a constant
//	growth  an exponential
//	orbit   the power 3/2, as the years of planets go with their distances (Kepler)
var Measurements = map[string]Measured{
	"runge":  {"runge", -1, 1, Runge},
	"throw":  {"throw", 0, 2, func(x float64) float64 { return 0.6 + 9.2*x - 4.905*x*x }},
	"tide":   {"tide", 0, 24, func(x float64) float64 { return 3 + 1.8*math.Sin(2*math.Pi*(x-2)/12.4) }},
	"growth": {"growth", 0, 6, func(x float64) float64 { return 0.4 * math.Exp(0.55*x) }},
	"orbit":  {"orbit", 0.4, 10, func(x float64) float64 { return math.Pow(x, 1.5) }},
}

// MeasurementNames are the keys of Measurements in the order of the screen.
var MeasurementNames = []string{"runge", "throw", "tide", "growth", "orbit"}

// Sample returns n ≥ 2 equally spaced points, both ends included. noise is the standard deviation of what is added,
// as a share of the law's whole height; without noise rng is not read and may be nil.
func (m Measured) Sample(n int, noise float64, rng *rand.Rand) (x, y []float64) {
	low, high := m.F(m.From), m.F(m.From)
	x, y = make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = m.From + (m.To-m.From)*float64(i)/float64(n-1)
		y[i] = m.F(x[i])
		low, high = min(low, y[i]), max(high, y[i])
	}
	if noise == 0 {
		return x, y
	}
	for i := range y {
		y[i] += noise * (high - low) * rng.NormFloat64()
	}
	return x, y
}
