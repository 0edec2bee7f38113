package nn

// A fastActivation says which loop computes a layer's activation. The usual ones are written out, because a call
// through a pointer for each neuron costs more than the sum before it.
type fastActivation uint8

const (
	byPointer fastActivation = iota
	fastTanh
	fastReLU
	fastSigmoid
	fastLinear
)

var fastActivations = map[string]fastActivation{"tanh": fastTanh, "relu": fastReLU, "sigmoid": fastSigmoid, "linear": fastLinear}

// activate sets a = F(z), which may be the same slice.
func (l *Layer) activate(z, a []float64) {
	a = a[:len(z)]
	switch l.fast {
	case fastTanh:
		tanhs(z, a)
	case fastReLU:
		for j, v := range z {
			a[j] = max(v, 0)
		}
	case fastLinear:
		copy(a, z)
	default:
		for j, v := range z {
			a[j] = l.Act.F(v)
		}
	}
}

// slopes multiplies Delta by F′(Z), for A = F(Z) as forward left it.
func (l *Layer) slopes() {
	z := l.Z
	a, d := l.A[:len(z)], l.Delta[:len(z)]
	switch l.fast {
	case fastTanh:
		for j, v := range a {
			d[j] *= 1 - float64(v*v)
		}
	case fastReLU:
		for j, v := range z {
			if v <= 0 {
				d[j] = 0
			}
		}
	case fastSigmoid:
		for j, v := range a {
			d[j] *= v * (1 - v)
		}
	case fastLinear:
	default:
		for j, v := range z {
			d[j] *= l.Act.Slope(v)
		}
	}
}
