package lm

import (
	"math"
	"slices"
)

// A Sampler says how the next token is chosen from logits. The zero Sampler is greedy.
type Sampler struct {
	Temperature float64 // 0 is greedy: the token of the highest logit, of lowest id on ties
	TopK        int     // keep only so many of the likeliest; 0 keeps all
	TopP        float64 // keep the smallest set of the likeliest whose probabilities reach this; 0 or 1 keeps all
	Penalty     float64 // logits of tokens seen lately are divided (if positive) or multiplied by it; 0 or 1 is none
}

// A Candidate is one possible next token.
type Candidate struct {
	ID   int
	Text string
	P    float64
}

// Softmax writes the probabilities of logits at a temperature above 0 to p, and returns their entropy in bits.
// p may be logits. It does not overflow for any finite logits.
func Softmax(p, logits []float32, temperature float64) (bits float64) {
	top := slices.Max(logits)
	by := 1 / temperature
	var sum float64
	for i, z := range logits {
		e := math.Exp((float64(z) - float64(top)) * by)
		p[i] = float32(e)
		sum += e
	}
	for i, e := range p {
		q := float64(e) / sum
		p[i] = float32(q)
		if q > 0 {
			bits -= q * math.Log2(q)
		}
	}
	return bits
}

// A Choice is what a Sampler made of logits: the candidates that it kept, likeliest first, and which one the coin took.
type Choice struct {
	Kept    []Candidate // their probabilities add up to 1
	Index   int         // of the chosen one
	Entropy float64     // in bits, of the full softmax before anything was cut off
}

// Choose returns the candidates kept and the one that u, a coin within [0, 1), falls on: the candidates lie side by side, likeliest
// first, each as wide as its probability. recent are the tokens that Penalty looks at. logits are not changed.
func (s Sampler) Choose(m *Model, logits []float32, recent []int, u float64) Choice {
	d := newDraw(len(logits))
	d.run(s, logits, recent)
	c := Choice{Entropy: d.bits}
	for i, id := range d.order[:d.kept] {
		c.Kept = append(c.Kept, Candidate{int(id), m.tokenText(int(id)), float64(d.p[id]) / d.mass})
		if u*d.mass >= d.upTo(i) && i+1 < d.kept {
			c.Index = i + 1
		}
	}
	return c
}

// Pick is Choose for the id alone.
func (s Sampler) Pick(logits []float32, recent []int, u float64) int {
	d := newDraw(len(logits))
	d.run(s, logits, recent)
	return d.pick(u)
}

// A draw holds the buffers of a choice, so that a Session need not make them for each token.
type draw struct {
	p     []float32 // [Vocab] probabilities
	z     []float32 // [Vocab] logits after the penalty
	order []int32   // ids, likeliest first, as far as kept
	keys  []uint64  // [Vocab]
	kept  int
	mass  float64 // probability of what is kept
	bits  float64
}

func newDraw(vocab int) *draw {
	return &draw{p: make([]float32, vocab), z: make([]float32, vocab), order: make([]int32, vocab), keys: make([]uint64, vocab)}
}

// run ranks the tokens and cuts off what the Sampler does not keep.
func (d *draw) run(s Sampler, logits []float32, recent []int) {
	copy(d.z, logits)
	if s.Penalty > 0 && s.Penalty != 1 {
		for i, id := range recent {
			if !slices.Contains(recent[:i], id) {
				d.z[id] = penalize(d.z[id], float32(s.Penalty))
			}
		}
	}
	temperature := s.Temperature
	if temperature <= 0 {
		temperature = 1
	}
	d.bits = Softmax(d.p, d.z, temperature)
	for i := range d.order {
		d.order[i] = int32(i)
	}
	if s.Temperature <= 0 {
		d.order[0] = int32(argmax(d.z))
		d.kept, d.mass = 1, float64(d.p[d.order[0]])
		return
	}
	d.rank()
	d.kept = len(d.order)
	if s.TopK > 0 {
		d.kept = min(d.kept, s.TopK)
	}
	d.mass = d.upTo(d.kept - 1)
	if s.TopP > 0 && s.TopP < 1 {
		want, sum := s.TopP*d.mass, 0.0
		for i, id := range d.order[:d.kept] {
			if sum += float64(d.p[id]); sum >= want {
				d.kept, d.mass = i+1, sum
				break
			}
		}
	}
}

// rank sorts the tokens by logit, the largest first, ties by id: as numbers whose order is that of the negated floats.
func (d *draw) rank() {
	for i, z := range d.z {
		bits := math.Float32bits(z)
		if bits>>31 == 0 {
			bits ^= 1<<31 - 1 // the larger a positive number, the earlier
		}
		d.keys[i] = uint64(bits)<<32 | uint64(i)
	}
	slices.Sort(d.keys)
	for i, k := range d.keys {
		d.order[i] = int32(uint32(k))
	}
}

func penalize(z, by float32) float32 {
	if z > 0 {
		return z / by
	}
	return z * by
}

// upTo is the probability of the first i+1 candidates.
func (d *draw) upTo(i int) (sum float64) {
	for _, id := range d.order[:i+1] {
		sum += float64(d.p[id])
	}
	return sum
}

func (d *draw) pick(u float64) int {
	left := u * d.mass
	for _, id := range d.order[:d.kept-1] {
		if left -= float64(d.p[id]); left < 0 {
			return int(id)
		}
	}
	return int(d.order[d.kept-1])
}

func argmax(z []float32) int {
	best := 0
	for i, v := range z {
		if v > z[best] {
			best = i
		}
	}
	return best
}

// Top returns the n likeliest next tokens at temperature 1, with their share of all probability.
func Top(m *Model, logits []float32, n int) []Candidate {
	d := newDraw(len(logits))
	d.run(Sampler{Temperature: 1}, logits, nil)
	top := make([]Candidate, min(n, len(logits)))
	for i := range top {
		id := int(d.order[i])
		top[i] = Candidate{id, m.tokenText(id), float64(d.p[id])}
	}
	return top
}
