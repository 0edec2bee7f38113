package lm

import (
	"fmt"
	"math/rand/v2"
)

// A Stream is tokenized text and its share of what a Trainer sees.
type Stream struct {
	Name   string
	Tokens []uint16
	Weight float64
}

// A Mixture draws pieces of text from several streams.
type Mixture struct {
	streams []Stream
	total   float64
}

// NewMixture returns a mixture of the streams that have a weight; each must hold more than length tokens.
func NewMixture(streams []Stream, length int) (*Mixture, error) {
	m := &Mixture{}
	for _, s := range streams {
		if s.Weight <= 0 {
			continue
		}
		if len(s.Tokens) <= length {
			return nil, fmt.Errorf("text %q has %d tokens; it needs more than %d", s.Name, len(s.Tokens), length)
		}
		m.streams = append(m.streams, s)
		m.total += s.Weight
	}
	if len(m.streams) == 0 {
		return nil, fmt.Errorf("no text to train on")
	}
	return m, nil
}

// Draw fills ids and targets with a piece of a stream and what follows each of its tokens.
func (m *Mixture) Draw(rng *rand.Rand, ids, targets []int32) {
	u := rng.Float64() * m.total
	s := m.streams[0]
	for _, s = range m.streams {
		if u -= s.Weight; u < 0 {
			break
		}
	}
	at := rng.IntN(len(s.Tokens) - len(ids))
	for i := range ids {
		ids[i], targets[i] = int32(s.Tokens[at+i]), int32(s.Tokens[at+i+1])
	}
}
