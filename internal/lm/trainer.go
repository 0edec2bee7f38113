package lm

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
)

// A Plan says how a model is trained.
type Plan struct {
	Batch   int     // sequences a step
	Length  int     // tokens of each; at most the model's Context
	Micro   int     // sequences that one worker takes at a time; 0 is 1
	Workers int     // goroutines; the sums are the same for the same number of them
	Rate    float64 // learning rate between warm-up and cool-down
	Warmup  int     // steps over which the rate rises
	Seed    uint64
}

// coolest is the share of the learning rate at which a cool-down ends.
const coolest = 0.05

// A Trainer teaches a Model by AdamW. One goroutine owns it. It draws its text from a Mixture.
type Trainer struct {
	Plan
	model    *Model
	mix      *Mixture
	pcg      *rand.PCG
	rng      *rand.Rand
	step     int
	coolFrom int // step after which the cool-down begins
	coolFor  int // its length; 0 is no cool-down
	m, v     []float32
	grads    [][]float32 // one a worker
	views    []weights
	passes   []*pass
	losses   []float64
	ids      []int32
	targets  []int32
	decayed  []Tensor
	last     float64 // norm of the last gradient
}

// NewTrainer returns a Trainer that changes m. It panics if the plan does not fit the model.
func NewTrainer(m *Model, mix *Mixture, p Plan) *Trainer {
	p.Micro, p.Workers = max(p.Micro, 1), max(p.Workers, 1)
	if p.Length < 1 || p.Length > m.Context || p.Batch < 1 || p.Batch%p.Micro != 0 {
		panic(fmt.Sprintf("lm: a batch of %d by %d sequences of %d tokens for a context of %d", p.Batch, p.Micro, p.Length, m.Context))
	}
	t := &Trainer{Plan: p, model: m, mix: mix, pcg: rand.NewPCG(p.Seed, 0x7472), losses: make([]float64, p.Workers),
		m: make([]float32, len(m.flat)), v: make([]float32, len(m.flat)),
		ids: make([]int32, p.Batch*p.Length), targets: make([]int32, p.Batch*p.Length), decayed: m.Tensors()}
	t.rng = rand.New(t.pcg)
	for range p.Workers {
		g := make([]float32, len(m.flat))
		t.grads = append(t.grads, g)
		t.views = append(t.views, m.view(g))
		t.passes = append(t.passes, newPass(m.Config, p.Micro, p.Length))
	}
	return t
}

// Steps is the number of steps made.
func (t *Trainer) Steps() int { return t.step }

// GradNorm is the length of the last step's gradient, before clipping.
func (t *Trainer) GradNorm() float64 { return t.last }

// CoolDown lets the learning rate fall from now on, over so many steps, to a twentieth.
func (t *Trainer) CoolDown(steps int) { t.coolFrom, t.coolFor = t.step, steps }

// Cooled reports whether a cool-down has come to its end.
func (t *Trainer) Cooled() bool { return t.coolFor > 0 && t.step >= t.coolFrom+t.coolFor }

// SetMixture changes the text that the following steps draw from.
func (t *Trainer) SetMixture(m *Mixture) { t.mix = m }

// LearningRate is the rate of the next step.
func (t *Trainer) LearningRate() float64 {
	rate := t.Rate
	if t.step < t.Warmup {
		rate *= float64(t.step+1) / float64(t.Warmup)
	}
	if t.coolFor > 0 {
		done := min(1, float64(t.step-t.coolFrom)/float64(t.coolFor))
		rate *= 1 - (1-coolest)*done
	}
	return rate
}

// Step draws one batch, learns from it and returns its mean loss in nats a token.
func (t *Trainer) Step() float64 {
	for s := range t.Batch {
		at, end := s*t.Length, (s+1)*t.Length
		t.mix.Draw(t.rng, t.ids[at:end], t.targets[at:end])
	}
	return t.learn()
}

// learn makes one step on the present batch.
func (t *Trainer) learn() float64 {
	t.each(func(w int) { t.losses[w] = t.gradient(w) })
	t.each(t.gather)
	var sum float64
	for _, l := range t.losses {
		sum += l
	}
	t.last = norm(t.grads[0])
	by, rate := float32(1), t.LearningRate()
	if t.last > clipNorm {
		by = float32(clipNorm / t.last)
	}
	t.step++
	t.each(func(w int) { t.update(w, float32(rate), by) })
	return sum / float64(len(t.ids))
}

// each runs do for every worker and waits for all; a panic in one becomes a panic here.
func (t *Trainer) each(do func(worker int)) {
	if t.Workers == 1 {
		do(0)
		return
	}
	var wait sync.WaitGroup
	faults := make([]any, t.Workers)
	for w := range t.Workers {
		wait.Go(func() {
			defer func() { faults[w] = recover() }()
			do(w)
		})
	}
	wait.Wait()
	for _, f := range faults {
		if f != nil {
			panic(f)
		}
	}
}

// gradient makes the gradient of worker w's share of the batch and returns the sum of its losses.
func (t *Trainer) gradient(w int) float64 {
	clear(t.grads[w])
	pieces := t.Batch / t.Micro
	n := t.Micro * t.Length
	by := float32(1) / float32(len(t.ids))
	var sum float64
	for piece := w * pieces / t.Workers; piece < (w+1)*pieces/t.Workers; piece++ {
		p, g := t.passes[w], &t.views[w]
		p.forward(&t.model.weights, t.ids[piece*n:])
		sum += p.loss(&t.model.weights, g, t.targets[piece*n:], by)
		p.backward(&t.model.weights, g, t.ids[piece*n:])
	}
	return sum
}

// share is worker w's part of all weights.
func (t *Trainer) share(w int) (from, to int) {
	n := len(t.model.flat)
	return n * w / t.Workers, n * (w + 1) / t.Workers
}

// gather adds the other workers' gradients to the first, always in the same order.
func (t *Trainer) gather(w int) {
	from, to := t.share(w)
	sum := t.grads[0][from:to]
	for _, g := range t.grads[1:] {
		for i, x := range g[from:to] {
			sum[i] += x
		}
	}
}

func (t *Trainer) update(w int, rate, by float32) {
	from, to := t.share(w)
	for _, tensor := range t.decayed {
		a, b := max(from, tensor.at), min(to, tensor.at+tensor.Len())
		if a >= b {
			continue
		}
		decay := float32(0)
		if len(tensor.Shape) == 2 && !strings.HasPrefix(tensor.Name, "wpe") {
			decay = weightDecay
		}
		adamW(t.model.flat[a:b], t.grads[0][a:b], t.m[a:b], t.v[a:b], t.step, rate, by, decay)
	}
}
