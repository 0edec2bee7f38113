package lm

import "math"

// AdamW's constants.
const (
	beta1       = 0.9
	beta2       = 0.98
	adamEps     = 1e-8
	weightDecay = 0.1 // of matrices
	clipNorm    = 1.0
)

// adamW moves w against the gradient g: m and v are its moments, step counts from 1, by scales g (clipping), decay is the share
// of w that is forgotten at a learning rate of 1.
//
// Source: Loshchilov and Hutter 2019, algorithm 2.
func adamW(w, g, m, v []float32, step int, lr, by, decay float32) {
	c1 := float32(1 / (1 - math.Pow(beta1, float64(step))))
	c2 := float32(1 / (1 - math.Pow(beta2, float64(step))))
	g, m, v = g[:len(w)], m[:len(w)], v[:len(w)]
	for i, x := range g {
		x *= by
		m[i] += (1 - beta1) * (x - m[i])
		v[i] += (1 - beta2) * (x*x - v[i])
		w[i] -= lr * (m[i]*c1/(float32(math.Sqrt(float64(v[i]*c2)))+adamEps) + decay*w[i])
	}
}

// norm is the length of g, summed in float64.
func norm(g []float32) float64 {
	var sum float64
	for len(g) > 0 {
		n := min(len(g), 4096)
		sum += float64(dot(g[:n], g[:n]))
		g = g[n:]
	}
	return math.Sqrt(sum)
}
