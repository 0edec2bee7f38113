package nn

// An Affine is a neuron of one input without an activation: y = W·x + B.
type Affine struct{ W, B float64 }

// At returns W·x + B.
func (a Affine) At(x float64) float64 { return a.W*x + a.B }

// Chain returns the one neuron that equals neurons one after another, the first one first: with each next neuron
// W becomes w·W, and B becomes w·B + b. A hundred linear layers have no bend.
func Chain(neurons ...Affine) Affine {
	out := Affine{W: 1}
	for _, n := range neurons {
		out = Affine{n.W * out.W, n.W*out.B + n.B}
	}
	return out
}

// Sum returns the one neuron that equals neurons side by side, added.
func Sum(neurons ...Affine) Affine {
	var out Affine
	for _, n := range neurons {
		out.W += n.W
		out.B += n.B
	}
	return out
}

// Product returns the coefficients of 1, x, x² … of neurons multiplied: no line any more, two make a parabola.
func Product(neurons ...Affine) []float64 {
	out := []float64{1}
	for _, n := range neurons {
		next := make([]float64, len(out)+1)
		for i, c := range out {
			next[i] += c * n.B
			next[i+1] += c * n.W
		}
		out = next
	}
	return out
}

// Horner returns the polynomial with coefficients of 1, x, x² … at x.
func Horner(coeff []float64, x float64) float64 {
	y := 0.0
	for i := len(coeff) - 1; i >= 0; i-- {
		y = y*x + coeff[i]
	}
	return y
}
