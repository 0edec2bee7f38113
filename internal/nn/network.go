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
			Act: act, W: n.params[at:mid:mid], B: n.params[mid:end:end], Dead: make([]bool, in*out),
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
	for j := range l.Z {
		sum := l.B[j]
		row := l.W[j*len(in) : j*len(in)+len(in)]
		for i, w := range row {
			sum += float64(w * in[i])
		}
		l.Z[j] = sum
	}
	activate(l.Act, l.Z, l.A)
}

// activate sets a = F(z). The usual names are written out, because a call through a pointer for each neuron costs more than the sum before it.
func activate(act Activation, z, a []float64) {
	a = a[:len(z)]
	switch act.Name {
	case "tanh":
		tanhs(z, a)
	case "relu":
		for j, v := range z {
			a[j] = max(v, 0)
		}
	case "linear":
		copy(a, z)
	default:
		for j, v := range z {
			a[j] = act.F(v)
		}
	}
}

// slopes multiplies d by F′(z); a = F(z) as Forward left it.
func slopes(act Activation, z, a, d []float64) {
	a, d = a[:len(z)], d[:len(z)]
	switch act.Name {
	case "tanh":
		for j, v := range a {
			d[j] *= 1 - float64(v*v)
		}
	case "relu":
		for j, v := range z {
			if v <= 0 {
				d[j] = 0
			}
		}
	case "sigmoid":
		for j, v := range a {
			d[j] *= v * (1 - v)
		}
	case "linear":
	default:
		for j, v := range z {
			d[j] *= act.Slope(v)
		}
	}
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
			slopes(layer.Act, layer.Z, layer.A, layer.Delta)
		}
		layer.accumulate()
		if k > 0 {
			layer.back(n.Layers[k-1].Delta)
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

func (l *Layer) accumulate() {
	in := l.in
	for j, d := range l.Delta {
		l.gradB[j] += d
		row := l.gradW[j*len(in) : j*len(in)+len(in)]
		for i, x := range in {
			row[i] += float64(d * x)
		}
	}
}

// back sets delta to dError/dA of the layer before.
func (l *Layer) back(delta []float64) {
	clear(delta)
	for j, d := range l.Delta {
		row := l.W[j*len(delta) : j*len(delta)+len(delta)]
		for i, w := range row {
			delta[i] += float64(w * d)
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
