package lm

import "fmt"

// A Config is the blueprint of a GPT-2.
type Config struct {
	Vocab   int // tokens
	Context int // positions
	Layers  int
	Heads   int
	Dim     int // width of the residual stream; a multiple of Heads
}

// Small is the blueprint of the model that ships with the course.
var Small = Config{Vocab: 8192, Context: 256, Layers: 6, Heads: 8, Dim: 256}

// Bounds of a blueprint that is accepted: generous to GPT-2 XL, and small enough that no product overflows.
const (
	mostContext = 1 << 16
	mostLayers  = 1 << 9
	mostDim     = 1 << 14
)

// Check returns an error that says what is wrong with c.
func (c Config) Check() error {
	for _, f := range []struct {
		name string
		n    int
		most int
	}{{"vocab_size", c.Vocab, mostTokens}, {"n_positions", c.Context, mostContext}, {"n_layer", c.Layers, mostLayers}, {"n_head", c.Heads, mostDim}, {"n_embd", c.Dim, mostDim}} {
		if f.n < 1 || f.n > f.most {
			return fmt.Errorf("config: %s is %d; it must be within 1 … %d", f.name, f.n, f.most)
		}
	}
	if c.Dim%c.Heads != 0 {
		return fmt.Errorf("config: n_embd %d is not a multiple of n_head %d", c.Dim, c.Heads)
	}
	return nil
}

// Params is the number of weights.
func (c Config) Params() int {
	_, n := c.layout()
	return n
}

// A Tensor is one named piece of the weights.
type Tensor struct {
	Name   string // as Hugging Face names it, without "transformer."
	Shape  []int  // as it lies in memory: matrices of layers are [out, in]
	Matrix bool   // a matrix inside a layer, which files hold as [in, out]
	at     int    // where it begins among all weights
}

// Len is the number of weights in the tensor.
func (t Tensor) Len() int {
	n := 1
	for _, d := range t.Shape {
		n *= d
	}
	return n
}

// Tensors lists the weights in the order in which they lie in memory.
func (c Config) Tensors() []Tensor {
	list, _ := c.layout()
	return list
}

func (c Config) layout() (list []Tensor, n int) {
	add := func(name string, shape ...int) {
		t := Tensor{Name: name, Shape: shape, at: n}
		list = append(list, t)
		n += t.Len()
	}
	matrix := func(name string, out, in int) {
		add(name+".weight", out, in)
		list[len(list)-1].Matrix = true
		add(name+".bias", out)
	}
	norm := func(name string) {
		add(name+".weight", c.Dim)
		add(name+".bias", c.Dim)
	}
	add("wte.weight", c.Vocab, c.Dim)
	add("wpe.weight", c.Context, c.Dim)
	for l := range c.Layers {
		h := fmt.Sprintf("h.%d.", l)
		norm(h + "ln_1")
		matrix(h+"attn.c_attn", 3*c.Dim, c.Dim)
		matrix(h+"attn.c_proj", c.Dim, c.Dim)
		norm(h + "ln_2")
		matrix(h+"mlp.c_fc", 4*c.Dim, c.Dim)
		matrix(h+"mlp.c_proj", c.Dim, 4*c.Dim)
	}
	norm("ln_f")
	return list, n
}
