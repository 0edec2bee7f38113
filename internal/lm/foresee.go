package lm

import (
	"context"
	"math"
)

// A Foreseer gives the probability of every next token after ids: counted or computed.
type Foreseer interface {
	// Foresee writes the probabilities of the token after ids to p, which has a place for each token.
	Foresee(ctx context.Context, p []float32, ids []int) error
	// Vocabulary is the number of tokens.
	Vocabulary() int
}

// Foresee writes the probabilities of the token after ids, looking at the last Order-1 of them.
func (g *Ngram) Foresee(_ context.Context, p []float32, ids []int) error {
	g.Probs(p, ids)
	return nil
}

// Vocabulary is the number of tokens.
func (g *Ngram) Vocabulary() int { return g.vocab }

// Upto returns the model that looks at less: runs of at most order tokens. It shares the counts.
func (g *Ngram) Upto(order int) *Ngram {
	return &Ngram{g.vocab, g.levels[:max(1, min(order, len(g.levels)))]}
}

// Foresee writes the probabilities of the token after ids, at temperature 1.
func (s *Session) Foresee(ctx context.Context, p []float32, ids []int) error {
	if err := s.Prompt(ctx, ids); err != nil {
		return err
	}
	Softmax(p, s.logits, 1)
	return nil
}

// Vocabulary is the number of tokens.
func (s *Session) Vocabulary() int { return s.model.Vocab }

// Surprise is the mean of -log p in nats of all tokens of ids but the first, each foreseen from those before it.
func Surprise(ctx context.Context, f Foreseer, ids []int) (float64, error) {
	p, sum := make([]float32, f.Vocabulary()), 0.0
	for i := 1; i < len(ids); i++ {
		if err := f.Foresee(ctx, p, ids[:i]); err != nil {
			return 0, err
		}
		sum -= math.Log(max(float64(p[ids[i]]), 1e-30))
	}
	return sum / float64(max(1, len(ids)-1)), nil
}

// Continue appends n tokens to ids, each drawn by coin() in [0, 1) from the likeliest whose shares reach topP.
func Continue(ctx context.Context, f Foreseer, ids []int, n int, topP float64, coin func() float64) ([]int, error) {
	p, logs := make([]float32, f.Vocabulary()), make([]float32, f.Vocabulary())
	ids = append([]int(nil), ids...)
	for range n {
		if err := f.Foresee(ctx, p, ids); err != nil {
			return ids, err
		}
		for i, v := range p {
			logs[i] = float32(math.Log(max(float64(v), 1e-30)))
		}
		ids = append(ids, Sampler{Temperature: 1, TopP: topP}.Pick(logs, nil, coin()))
	}
	return ids, nil
}
