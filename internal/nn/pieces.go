package nn

import "math"

// Pieces is a chain of straight lines: on [R[i], R[i+1]] it is W[i]·x + B[i].
type Pieces struct {
	R    []float64 // K+1 borders, rising
	W, B []float64 // K slopes and intercepts
}

// Divide joins the target's values at K+1 equally spaced borders by straight lines; K ≥ 1.
func Divide(t Target, k int) Pieces {
	r, y := t.Sample(k + 1)
	p := Pieces{R: r, W: make([]float64, k), B: make([]float64, k)}
	for i := range k {
		p.W[i] = (y[i+1] - y[i]) / (r[i+1] - r[i])
		p.B[i] = y[i] - p.W[i]*r[i]
	}
	return p
}

// At returns the value at x. The first interval is closed at both ends; outside, the outer pieces go on.
func (p Pieces) At(x float64) float64 {
	i := 0
	for i < len(p.W)-1 && x > p.R[i+1] {
		i++
	}
	return p.W[i]*x + p.B[i]
}

// Error returns the largest distance from the target, looked for at n points of each piece.
func (p Pieces) Error(t Target, n int) float64 {
	worst := 0.0
	for i := range p.W {
		for j := range n + 1 {
			x := p.R[i] + (p.R[i+1]-p.R[i])*float64(j)/float64(n)
			worst = math.Max(worst, math.Abs(p.W[i]*x+p.B[i]-t.F(x)))
		}
	}
	return worst
}

// A Hinges is a sum of ReLUs: f(x) = Start + Σ C[i]·ReLU(x − R[i]).
type Hinges struct {
	Start float64
	C, R  []float64
}

// Construct turns a chain of lines into the sum of ReLUs that equals it from R[0] on:
// C[0] is the first slope, C[i] the change of slope at the border R[i].
func (p Pieces) Construct() Hinges {
	h := Hinges{Start: p.W[0]*p.R[0] + p.B[0], C: make([]float64, len(p.W)), R: p.R[:len(p.W)]}
	h.C[0] = p.W[0]
	for i := 1; i < len(p.W); i++ {
		h.C[i] = p.W[i] - p.W[i-1]
	}
	return h
}

// At returns the sum of the first n ReLUs at x.
func (h Hinges) At(x float64, n int) float64 {
	y := h.Start
	for i := range n {
		y += h.C[i] * relu(x-h.R[i])
	}
	return y
}
