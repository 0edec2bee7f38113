// Package nn knows networks that learn: neurons, losses, gradients, optimizers, data, and the kernels under them.
// It does not know language, chance for its own sake, or a screen.
package nn

import (
	"math"
	"math/rand/v2"
)

// A Fit is a network with one input, one hidden layer and one output, y(x) = d + Σ V[i]·a(W[i]·x + B[i]),
// trained on points of a curve with the full batch and the mean of ½(y−t)².
type Fit struct {
	W, B, V []float64 // hidden weights and biases, output weights: n each
	Act     Activation
	Opt     Optimizer
	Steps   int       // taken so far
	X, T    []float64 // the training points

	params, grad []float64 // W, B, V, d one after another; W, B and V are views
	z            []float64
	state        optState
}

// NewFit makes a network of n hidden neurons for points (x, t). Kinks start spread over the inputs, with random signs and sizes.
func NewFit(n int, act Activation, opt Optimizer, x, t []float64, rng *rand.Rand) *Fit {
	f := &Fit{Act: act, Opt: opt, X: x, T: t, params: make([]float64, 3*n+1), grad: make([]float64, 3*n+1), z: make([]float64, n)}
	f.W, f.B, f.V = f.params[:n:n], f.params[n:2*n:2*n], f.params[2*n:3*n:3*n]
	from, to := x[0], x[len(x)-1]
	for i := range n {
		f.W[i] = (0.5 + rng.Float64()) * [2]float64{-1, 1}[rng.IntN(2)]
		kink := from + (to-from)*(float64(i)+rng.Float64())/float64(n)
		f.B[i] = -f.W[i] * kink
		f.V[i] = rng.NormFloat64() * math.Sqrt(1/float64(n))
	}
	f.state = newOptState(len(f.params))
	return f
}

// Bias returns the output bias d.
func (f *Fit) Bias() float64 { return f.params[len(f.params)-1] }

// At returns the output at x.
func (f *Fit) At(x float64) float64 {
	y := f.Bias()
	for i, w := range f.W {
		y += f.V[i] * f.Act.F(w*x+f.B[i])
	}
	return y
}

// Part returns what hidden neuron i adds to the output at x: V[i]·a(W[i]·x + B[i]).
func (f *Fit) Part(i int, x float64) float64 { return f.V[i] * f.Act.F(f.W[i]*x+f.B[i]) }

// Kink returns the input at which neuron i turns, −B/W; NaN where W is 0.
func (f *Fit) Kink(i int) float64 {
	if f.W[i] == 0 {
		return math.NaN()
	}
	return -f.B[i] / f.W[i]
}

// Dead reports whether neuron i is silent at every training point: its gradient is then zero, it cannot learn.
func (f *Fit) Dead(i int) bool {
	for _, x := range f.X {
		if f.Act.F(f.W[i]*x+f.B[i]) != 0 || f.Act.Slope(f.W[i]*x+f.B[i]) != 0 {
			return false
		}
	}
	return true
}

// Loss returns the mean of ½(y−t)² over the training points.
func (f *Fit) Loss() float64 {
	sum := 0.0
	for k, x := range f.X {
		e := f.At(x) - f.T[k]
		sum += e * e / 2
	}
	return sum / float64(len(f.X))
}

// Gradient computes dLoss/dparameter for W, B, V and the output bias, in this order, and the loss. The slice is reused.
func (f *Fit) Gradient() (grad []float64, loss float64) {
	n := len(f.W)
	clear(f.grad)
	gw, gb, gv := f.grad[:n], f.grad[n:2*n], f.grad[2*n:3*n]
	for k, x := range f.X {
		y := f.params[3*n]
		for i, w := range f.W {
			f.z[i] = w*x + f.B[i]
			y += f.V[i] * f.Act.F(f.z[i])
		}
		e := y - f.T[k]
		loss += e * e / 2
		f.grad[3*n] += e
		for i, z := range f.z {
			gv[i] += e * f.Act.F(z)
			slope := e * f.V[i] * f.Act.Slope(z)
			gb[i] += slope
			gw[i] += slope * x
		}
	}
	m := float64(len(f.X))
	for i := range f.grad {
		f.grad[i] /= m
	}
	return f.grad, loss / m
}

// Step takes one step of the optimizer on the full batch and returns the loss before it. It allocates nothing.
func (f *Fit) Step() (loss float64) {
	grad, loss := f.Gradient()
	f.state.step(f.Opt, f.params, grad)
	f.Steps++
	return loss
}

// Check compares every gradient with the symmetric difference quotient of step h and returns the largest
// difference, relative to the larger of both values and 1.
func (f *Fit) Check(h float64) (worst float64) {
	grad, _ := f.Gradient()
	analytic := append([]float64(nil), grad...)
	for i := range f.params {
		keep := f.params[i]
		f.params[i] = keep + h
		up := f.Loss()
		f.params[i] = keep - h
		down := f.Loss()
		f.params[i] = keep
		numeric := (up - down) / (2 * h)
		scale := math.Max(1, math.Max(math.Abs(numeric), math.Abs(analytic[i])))
		worst = math.Max(worst, math.Abs(numeric-analytic[i])/scale)
	}
	return worst
}

// Load sets the parameters to a sum of ReLUs, so that training can go on from a construction.
// The network must have as many neurons as the sum; the activation becomes ReLU.
func (f *Fit) Load(h Hinges) {
	f.Act = Activations["relu"]
	for i := range f.W {
		f.W[i], f.B[i], f.V[i] = 1, -h.R[i], h.C[i]
	}
	f.params[len(f.params)-1] = h.Start
	f.state = newOptState(len(f.params))
}
