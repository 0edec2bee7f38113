package nn

// A Network is layers of neurons, each joined to every neuron of the layer before, trained on ½(o−t)².
// One goroutine owns it; Forward, Backward and Update allocate nothing.
type Network struct {
	Layers []Layer // the hidden layers, then the output layer
	Input  []float64

	params, grad []float64 // every layer's W then B, in order; Layer.W and Layer.B are views
	counted      int       // examples in grad: what is left over is carried into the next epoch
	state        optState
	mean         []float64 // scratch of Update for the optimizers with a memory
}

// A Layer is the neurons of one layer, with what the last Forward and Backward left in them.
type Layer struct {
	Act   Activation
	W     []float64 // [Out, In] weights, row by row
	B     []float64 // [Out] biases
	Dead  []bool    // [Out, In] links that L1 has cut: weight 0, for ever
	Z, A  []float64 // [Out] weighted sums and outputs
	Delta []float64 // [Out] dError/dZ

	fast             fastActivation
	in, gradW, gradB []float64 // in is the A of the layer before
	many             []float64 // [Out, examples] scratch of outputs
	mask             []float64 // [Out] what dropout multiplies A by; nil without dropout
}

// NewNetwork makes a network of sizes[0] inputs, then layers of sizes[1:]. acts has one activation for each
// layer. Weights are U(0,1)−½ from r in the order layer, neuron, link; biases 0.1. With zero they are all 0,
// and r is still read, so that what follows in the stream is the same.
// It panics if acts and sizes do not match.
func NewNetwork(sizes []int, acts []Activation, r *Stream, zero bool) *Network {
	if len(acts) != len(sizes)-1 || len(acts) == 0 {
		panic("nn: one activation for each layer after the inputs")
	}
	total := 0
	for l := range acts {
		total += sizes[l+1] * (sizes[l] + 1)
	}
	n := &Network{Input: make([]float64, sizes[0]), params: make([]float64, total), grad: make([]float64, total), mean: make([]float64, total)}
	n.state = newOptState(total)
	before, at := n.Input, 0
	for l, act := range acts {
		in, out := sizes[l], sizes[l+1]
		mid, end := at+in*out, at+in*out+out
		layer := Layer{
			Act: act, fast: fastActivations[act.Name], W: n.params[at:mid:mid], B: n.params[mid:end:end], Dead: make([]bool, in*out),
			Z: make([]float64, out), A: make([]float64, out), Delta: make([]float64, out),
			in: before, gradW: n.grad[at:mid:mid], gradB: n.grad[mid:end:end],
		}
		layer.fill(r, zero)
		n.Layers = append(n.Layers, layer)
		before, at = layer.A, end
	}
	return n
}

func (l *Layer) fill(r *Stream, zero bool) {
	for i := range l.W {
		if w := r.Float64() - 0.5; !zero {
			l.W[i] = w
		}
	}
	for i := range l.B {
		if !zero {
			l.B[i] = 0.1
		}
	}
}

// Forward computes the output for input, of which it keeps a copy. Dropout's masks do not act here.
func (n *Network) Forward(input []float64) float64 {
	copy(n.Input, input)
	for l := range n.Layers {
		n.Layers[l].forward()
	}
	return n.Layers[len(n.Layers)-1].A[0]
}

// forwardMasked is Forward with dropout's masks.
func (n *Network) forwardMasked(input []float64) float64 {
	copy(n.Input, input)
	for l := range n.Layers {
		layer := &n.Layers[l]
		layer.forward()
		for j, m := range layer.mask {
			layer.A[j] *= m
		}
	}
	return n.Layers[len(n.Layers)-1].A[0]
}

func (l *Layer) forward() {
	in := l.in
	if len(in) == 2 {
		l.sumsOfTwo()
		l.activate(l.Z, l.A)
		return
	}
	for j := range l.Z {
		sum := l.B[j]
		row := l.W[j*len(in) : j*len(in)+len(in)]
		for i, w := range row {
			sum += float64(w * in[i])
		}
		l.Z[j] = sum
	}
	l.activate(l.Z, l.A)
}

// Backward adds the gradient of ½(output−target)² to what is accumulated; Forward came before, with the same example.
func (n *Network) Backward(target float64) {
	last := &n.Layers[len(n.Layers)-1]
	last.Delta[0] = last.A[0] - target
	for k := len(n.Layers) - 1; k >= 0; k-- {
		layer := &n.Layers[k]
		if layer.mask != nil {
			layer.unmask()
		} else {
			layer.slopes()
		}
		if k > 0 {
			layer.back(n.Layers[k-1].Delta)
		} else {
			layer.accumulate()
		}
	}
	n.counted++
}

// unmask is slopes for a layer whose outputs were multiplied by dropout's mask.
func (l *Layer) unmask() {
	for j, m := range l.mask {
		l.Delta[j] *= m * l.Act.Slope(l.Z[j])
	}
}

// sumsOfTwo is forward's loop for two inputs, the usual case, where the inner loop costs more than its work.
func (l *Layer) sumsOfTwo() {
	x, y := l.in[0], l.in[1]
	w, b := l.W, l.B[:len(l.Z)]
	for j := range l.Z {
		l.Z[j] = b[j] + float64(w[2*j]*x) + float64(w[2*j+1]*y)
	}
}

func (l *Layer) accumulate() {
	in := l.in
	if len(in) == 2 {
		x, y, g, b := in[0], in[1], l.gradW, l.gradB[:len(l.Delta)]
		for j, d := range l.Delta {
			b[j] += d
			g[2*j] += float64(d * x)
			g[2*j+1] += float64(d * y)
		}
		return
	}
	for j, d := range l.Delta {
		l.gradB[j] += d
		row := l.gradW[j*len(in) : j*len(in)+len(in)]
		for i, x := range in {
			row[i] += float64(d * x)
		}
	}
}

// back is accumulate, and sets delta to dError/dA of the layer before.
func (l *Layer) back(delta []float64) {
	clear(delta)
	width := len(delta)
	in := l.in[:width]
	for j, d := range l.Delta {
		l.gradB[j] += d
		row, grad := l.W[j*width:j*width+width], l.gradW[j*width:j*width+width]
		for i := range delta {
			grad[i] += float64(d * in[i])
			delta[i] += float64(row[i] * d)
		}
	}
}

// Links returns how many links still carry a weight, and how many there are.
func (n *Network) Links() (alive, all int) {
	for _, l := range n.Layers {
		for _, dead := range l.Dead {
			all++
			if !dead {
				alive++
			}
		}
	}
	return alive, all
}

// Params are all weights and biases, each layer's W then B; a view, for reading.
func (n *Network) Params() []float64 { return n.params }
