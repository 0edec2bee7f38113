package lm

import (
	"context"
	"fmt"
	"math"
)

// A Reading is what a model did while it read a text, token by token.
type Reading struct {
	Attention [][][][]float32 // [Layers][Heads][n][…]: row i holds how much token i looks at the tokens 0 … i
	Surprise  []float64       // [n] -log p of each token before it was read, in nats; 0 for the first
}

// Loss is the mean surprise of all tokens but the first.
func (r Reading) Loss() float64 {
	if len(r.Surprise) < 2 {
		return 0
	}
	var sum float64
	for _, s := range r.Surprise[1:] {
		sum += s
	}
	return sum / float64(len(r.Surprise)-1)
}

// Read reads ids, at most Context of them. muted names heads that are switched off, [Layers][Heads]; nil is none.
func (m *Model) Read(ctx context.Context, ids []int, muted [][]bool) (Reading, error) {
	if len(ids) == 0 || len(ids) > m.Context {
		return Reading{}, fmt.Errorf("read %d tokens: 1 … %d are possible", len(ids), m.Context)
	}
	r := Reading{Attention: make([][][][]float32, m.Layers), Surprise: make([]float64, len(ids))}
	for l := range r.Attention {
		r.Attention[l] = make([][][]float32, m.Heads)
	}
	s := NewSession(m, 0)
	s.Trace, s.Muted = &Trace{}, muted
	p := make([]float32, m.Vocab)
	for i, id := range ids {
		if i > 0 {
			Softmax(p, s.Logits(), 1)
			r.Surprise[i] = -math.Log(max(float64(p[id]), 1e-30))
		}
		if err := s.Append(ctx, id); err != nil {
			return r, err
		}
		for l, heads := range s.Trace.Attention {
			for h, row := range heads {
				r.Attention[l][h] = append(r.Attention[l][h], append([]float32(nil), row...))
			}
		}
	}
	return r, nil
}

// Lens returns what the residual stream before each layer, and after the last, would give as logits for the token after ids:
// [Layers+1][Vocab]. Source: nostalgebraist 2020, interpreting GPT: the logit lens.
func (m *Model) Lens(ctx context.Context, ids []int) ([][]float32, error) {
	s := NewSession(m, 0)
	s.Trace = &Trace{Lens: true}
	if err := s.Prompt(ctx, ids); err != nil {
		return nil, err
	}
	return s.Trace.Logits, nil
}

// Tops returns for every place of ids but the last the token that the model finds likeliest to come next, and the mean loss of
// those that came. ids are at most Context.
func (m *Model) Tops(ctx context.Context, ids []int) (tops []int, loss float64, err error) {
	if len(ids) < 2 || len(ids) > m.Context {
		return nil, 0, fmt.Errorf("foresee %d tokens: 2 … %d are possible", len(ids), m.Context)
	}
	if err := ctx.Err(); err != nil {
		return nil, 0, err
	}
	n := len(ids) - 1
	in := make([]int32, n)
	for i := range in {
		in[i] = int32(ids[i])
	}
	p := newPass(m.Config, 1, n)
	p.forward(&m.weights, in)
	logits, probs := make([]float32, m.Vocab), make([]float32, m.Vocab)
	for i := range n {
		m.affine(logits, m.wte, p.xf[i*m.Dim:(i+1)*m.Dim], nil)
		tops = append(tops, argmax(logits))
		Softmax(probs, logits, 1)
		loss -= math.Log(max(float64(probs[ids[i+1]]), 1e-30)) / float64(n)
	}
	return tops, loss, nil
}
