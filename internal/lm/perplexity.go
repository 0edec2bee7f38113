package lm

import (
	"context"
	"math"
)

// A Score says how well a model foresees a text.
type Score struct {
	Loss   float64 // mean of -log p, in nats a token
	Tokens int     // tokens that were foreseen
	Bytes  int     // their length
}

// Perplexity is e to the loss.
func (s Score) Perplexity() float64 { return math.Exp(s.Loss) }

// BitsPerByte is the loss in bits for each byte of the text: it compares models with different tokens.
func (s Score) BitsPerByte() float64 {
	if s.Bytes == 0 {
		return 0
	}
	return s.Loss * float64(s.Tokens) / math.Ln2 / float64(s.Bytes)
}

// Score measures the loss on ids, cut into pieces of the context's length. It stops with ctx's error. Ids are within the vocabulary.
func (m *Model) Score(ctx context.Context, ids []int) (Score, error) {
	var s Score
	p := newPass(m.Config, 1, m.Context)
	in, out := make([]int32, m.Context), make([]int32, m.Context)
	for at := 0; at+1 < len(ids); at += m.Context {
		if err := ctx.Err(); err != nil {
			return s, err
		}
		for i := range in {
			in[i], out[i] = 0, -1
			if at+i+1 < len(ids) {
				in[i], out[i] = int32(ids[at+i]), int32(ids[at+i+1])
				s.Tokens++
				s.Bytes += len(m.tokenText(ids[at+i+1]))
			}
		}
		p.forward(&m.weights, in)
		s.Loss += p.loss(&m.weights, nil, out, 1)
	}
	if s.Tokens > 0 {
		s.Loss /= float64(s.Tokens)
	}
	return s, nil
}

// tokenText is the text of a token; without a tokenizer a token is one byte.
func (m *Model) tokenText(id int) string {
	if m.Tokenizer == nil {
		return string([]byte{byte(id)})
	}
	return m.Tokenizer.Token(id)
}
