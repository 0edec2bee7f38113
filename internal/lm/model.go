package lm

import (
	"math"
	"math/rand/v2"
	"strings"
)

// A Model is a blueprint and its weights. After loading or training it is read-only and may be shared by any number of Sessions.
type Model struct {
	Config
	Tokenizer *Tokenizer // nil for a model over bytes or bare ids

	flat []float32 // all weights, in the order of Config.Tensors
	weights
}

// weights are views of a flat slice of numbers: those of a model, or their gradients.
type weights struct {
	wte, wpe   []float32 // [Vocab, Dim], [Context, Dim]
	blocks     []block
	lnfW, lnfB []float32 // [Dim]
}

// block is one layer. Matrices are [out, in].
type block struct {
	ln1W, ln1B   []float32 // [D]
	qkvW, qkvB   []float32 // [3D, D], [3D]
	projW, projB []float32 // [D, D], [D]
	ln2W, ln2B   []float32 // [D]
	fcW, fcB     []float32 // [4D, D], [4D]
	outW, outB   []float32 // [D, 4D], [D]
}

// view cuts a flat slice into the tensors of c.
func (c Config) view(flat []float32) weights {
	next := func(n int) []float32 {
		s := flat[:n:n]
		flat = flat[n:]
		return s
	}
	d := c.Dim
	w := weights{wte: next(c.Vocab * d), wpe: next(c.Context * d)}
	for range c.Layers {
		w.blocks = append(w.blocks, block{
			next(d), next(d),
			next(3 * d * d), next(3 * d), next(d * d), next(d),
			next(d), next(d),
			next(4 * d * d), next(4 * d), next(4 * d * d), next(d),
		})
	}
	w.lnfW, w.lnfB = next(d), next(d)
	return w
}

// newModel returns a model with all weights zero. c must pass Check.
func newModel(c Config) *Model {
	m := &Model{Config: c, flat: make([]float32, c.Params())}
	m.weights = c.view(m.flat)
	return m
}

// NewModel returns a model with random weights, as GPT-2 begins: normal with deviation 0.02, the matrices that add to the residual
// stream smaller by √(2·Layers), gains one, biases zero. It panics if c does not pass Check.
func NewModel(c Config, seed uint64) *Model {
	if err := c.Check(); err != nil {
		panic("lm: " + err.Error())
	}
	m := newModel(c)
	rng := rand.New(rand.NewPCG(seed, 0x6c6d))
	for _, t := range c.Tensors() {
		w := m.flat[t.at : t.at+t.Len()]
		switch {
		case len(t.Shape) == 2:
			dev := 0.02
			if strings.HasSuffix(t.Name, "c_proj.weight") {
				dev /= math.Sqrt(float64(2 * c.Layers))
			}
			for i := range w {
				w[i] = float32(rng.NormFloat64() * dev)
			}
		case strings.Contains(t.Name, "ln_") && strings.HasSuffix(t.Name, "weight"):
			for i := range w {
				w[i] = 1
			}
		}
	}
	return m
}

// Weights returns the tensor of that name, to look at; nil without one. Matrices of layers are [out, in].
func (m *Model) Weights(name string) []float32 {
	for _, t := range m.Tensors() {
		if t.Name == name {
			return m.flat[t.at : t.at+t.Len()]
		}
	}
	return nil
}

// Clone returns a copy that shares nothing but the tokenizer.
func (m *Model) Clone() *Model {
	c := newModel(m.Config)
	copy(c.flat, m.flat)
	c.Tokenizer = m.Tokenizer
	return c
}
