package nn

// A Penalty is the regularization of weights; biases are never punished.
type Penalty struct {
	Name string // a key of PenaltyNames
	Rate float64
}

// PenaltyNames are the penalties: none, |w| (which cuts links that cross zero) and ½w².
var PenaltyNames = []string{"none", "L1", "L2"}

// slope is dPenalty/dw without the rate.
func (p Penalty) slope(w float64) float64 {
	switch {
	case p.Name == "L2":
		return w
	case p.Name != "L1" || w == 0:
		return 0
	case w < 0:
		return -1
	}
	return 1
}

// Update changes the parameters by the mean of the accumulated gradients, and forgets those. Plain SGD is exactly
// the playground's rule: the step, then lr·rate·R′(old w); with L1 a weight whose sign that would turn becomes 0
// and its link dead. The other optimizers only replace the step. Without examples it does nothing.
func (n *Network) Update(o Optimizer, p Penalty) {
	if n.counted == 0 {
		return
	}
	if o.Name != "sgd" {
		n.updateByOptimizer(o, p)
	} else {
		count := float64(n.counted)
		for l := range n.Layers {
			n.Layers[l].descend(o.Rate, count, p)
		}
	}
	clear(n.grad)
	n.counted = 0
}

func (l *Layer) descend(rate, count float64, p Penalty) {
	for j, g := range l.gradB {
		l.B[j] -= rate * g / count
	}
	each := rate / count
	if p.Name != "L1" && p.Name != "L2" {
		for i, g := range l.gradW {
			l.W[i] -= float64(each * g)
		}
		return
	}
	for i, g := range l.gradW {
		if !l.Dead[i] {
			old := l.W[i]
			l.settle(i, old, old-float64(each*g), rate, p)
		}
	}
}

// settle applies the penalty to weight i, which the data has moved from old to w.
func (l *Layer) settle(i int, old, w, rate float64, p Penalty) {
	next := w - float64(rate*p.Rate*p.slope(old))
	if p.Name == "L1" && w*next < 0 {
		next, l.Dead[i] = 0, true
	}
	l.W[i] = next
}

func (n *Network) updateByOptimizer(o Optimizer, p Penalty) {
	old := n.mean
	copy(old, n.params)
	for i := range n.grad {
		n.grad[i] /= float64(n.counted)
	}
	n.state.step(o, n.params, n.grad)
	at := 0
	for k := range n.Layers {
		l := &n.Layers[k]
		for i := range l.W {
			if l.Dead[i] {
				l.W[i] = 0
			} else {
				l.settle(i, old[at+i], l.W[i], o.Rate, p)
			}
		}
		at += len(l.W) + len(l.B)
	}
}
