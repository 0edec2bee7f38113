package nn

import (
	"math/rand/v2"
	"slices"
)

// A History trains a Playground and can go back to any earlier epoch, in bounded memory: it keeps snapshots and,
// between them, trains again, which gives the same numbers. Whoever changes a setting or a weight calls Changed.
type History struct {
	P *Playground

	shots   []snapshot // rising in epoch; the last of an epoch counts
	spacing int
}

// A snapshot is all that the next epoch depends on.
type snapshot struct {
	epoch         int
	fixed         bool // a change was made here, so that it cannot be computed from what was before
	params, grad  []float64
	counted       int
	dead          [][]bool
	m, v          []float64
	t             int
	coin          rand.PCG
	setup         Setup
	trainL, testL float64
}

const historyCap = 256 // snapshots

// NewHistory begins the history of a playground where that stands.
func NewHistory(p *Playground) *History {
	h := &History{P: p, spacing: 1}
	h.keep(true)
	return h
}

// Step trains one epoch; where a change was made after this epoch when it was first trained, the change is made again.
func (h *History) Step() {
	h.P.Step()
	if s := h.find(h.P.Epoch); s.epoch == h.P.Epoch && s.fixed {
		h.P.restore(s)
	}
	if h.P.Epoch > h.shots[len(h.shots)-1].epoch && h.P.Epoch%h.spacing == 0 {
		h.keep(false)
	}
}

// Changed says that a weight or a setting (Rate, Penalty, Batch, Optimizer, Dropout) was just changed: what was
// trained after this epoch is forgotten.
func (h *History) Changed() {
	n := len(h.shots)
	for n > 0 && h.shots[n-1].epoch >= h.P.Epoch {
		n--
	}
	h.shots = h.shots[:n]
	h.P.measureAgain()
	h.keep(true)
}

// First and Last are the epochs between which Seek can go without training something new.
func (h *History) First() int { return h.shots[0].epoch }

// Last returns the newest epoch that is kept.
func (h *History) Last() int { return max(h.P.Epoch, h.shots[len(h.shots)-1].epoch) }

// Seek goes to an epoch between First and Last, training again from the nearest snapshot before it; it returns
// after at most limit trained epochs and reports whether it arrived. Called again, it goes on.
func (h *History) Seek(epoch, limit int) (arrived bool) {
	epoch = min(max(epoch, h.First()), h.Last())
	if s := h.find(epoch); h.P.Epoch > epoch || h.P.Epoch < s.epoch {
		h.P.restore(s)
	}
	for h.P.Epoch < epoch && limit > 0 {
		h.Step()
		limit--
	}
	return h.P.Epoch == epoch
}

// find returns the last snapshot at or before an epoch.
func (h *History) find(epoch int) *snapshot {
	i, found := slices.BinarySearchFunc(h.shots, epoch, func(s snapshot, e int) int { return s.epoch - e })
	if found {
		return &h.shots[i]
	}
	return &h.shots[max(i-1, 0)]
}

func (h *History) keep(fixed bool) {
	if len(h.shots) >= historyCap {
		h.thin()
	}
	h.shots = append(h.shots, h.P.snapshot(fixed))
}

// thin drops every second snapshot that can be computed again; where all are changes, the older half of the past.
func (h *History) thin() {
	h.spacing *= 2
	kept := h.shots[:0:0]
	for i, s := range h.shots {
		if i == 0 || s.fixed || s.epoch%h.spacing == 0 {
			kept = append(kept, s)
		}
	}
	if len(kept) > historyCap*3/4 {
		kept = slices.Clone(kept[len(kept)/2:])
	}
	h.shots = kept
}

func (p *Playground) snapshot(fixed bool) snapshot {
	n := p.Net
	s := snapshot{
		epoch: p.Epoch, fixed: fixed, params: slices.Clone(n.params), grad: slices.Clone(n.grad), counted: n.counted,
		t: n.state.t, coin: *p.coin, setup: p.Setup, trainL: p.TrainLoss, testL: p.TestLoss,
	}
	if p.Setup.Optimizer != "sgd" {
		s.m, s.v = slices.Clone(n.state.m), slices.Clone(n.state.v)
	}
	if p.Setup.Penalty.Name == "L1" || n.cut() {
		for _, l := range n.Layers {
			s.dead = append(s.dead, slices.Clone(l.Dead))
		}
	}
	return s
}

// cut reports whether any link is dead.
func (n *Network) cut() bool {
	alive, all := n.Links()
	return alive < all
}

func (p *Playground) restore(s *snapshot) {
	n := p.Net
	copy(n.params, s.params)
	copy(n.grad, s.grad)
	n.counted, n.state.t, *p.coin = s.counted, s.t, s.coin
	clear(n.state.m)
	clear(n.state.v)
	copy(n.state.m, s.m)
	copy(n.state.v, s.v)
	for l := range n.Layers {
		clear(n.Layers[l].Dead)
		if s.dead != nil {
			copy(n.Layers[l].Dead, s.dead[l])
		}
	}
	p.Setup.Rate, p.Setup.Penalty, p.Setup.Batch = s.setup.Rate, s.setup.Penalty, s.setup.Batch
	p.Setup.Optimizer, p.Setup.Dropout = s.setup.Optimizer, s.setup.Dropout
	p.Epoch, p.TrainLoss, p.TestLoss = s.epoch, s.trainL, s.testL
	p.curve.back(p.Epoch)
}

// measureAgain measures the losses after something was changed by hand.
func (p *Playground) measureAgain() {
	p.curve.back(p.Epoch - 1)
	p.measure()
}
