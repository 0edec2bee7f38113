package nn

import "math"

// An Optimizer says how a gradient changes the parameters.
type Optimizer struct {
	Name string // a key of OptimizerNames
	Rate float64
}

// OptimizerNames are the optimizers: plain gradient descent, with momentum 0.9 (Polyak 1964), and Adam (Kingma and Ba 2015).
var OptimizerNames = []string{"sgd", "momentum", "adam"}

// optState is what an optimizer remembers between steps: two moments for each parameter.
type optState struct {
	m, v []float64
	t    int
}

func newOptState(n int) optState { return optState{m: make([]float64, n), v: make([]float64, n)} }

// step changes p by the gradient g.
func (s *optState) step(o Optimizer, p, g []float64) {
	s.t++
	switch o.Name {
	case "momentum":
		for i := range p {
			s.m[i] = 0.9*s.m[i] + g[i]
			p[i] -= o.Rate * s.m[i]
		}
	case "adam":
		s.adam(o.Rate, p, g)
	default:
		for i := range p {
			p[i] -= o.Rate * g[i]
		}
	}
}

// adam is algorithm 1 of Kingma and Ba 2015 with β₁ = 0.9, β₂ = 0.999, ε = 1e-8.
func (s *optState) adam(rate float64, p, g []float64) {
	const b1, b2, eps = 0.9, 0.999, 1e-8
	c1, c2 := 1-math.Pow(b1, float64(s.t)), 1-math.Pow(b2, float64(s.t))
	for i := range p {
		s.m[i] = b1*s.m[i] + (1-b1)*g[i]
		s.v[i] = b2*s.v[i] + (1-b2)*g[i]*g[i]
		p[i] -= rate * (s.m[i] / c1) / (math.Sqrt(s.v[i]/c2) + eps)
	}
}
