package nn

import (
	"math"
	"math/rand/v2"
)

// The shapes of a ConvNet: filters of 5×5 on 16×16 give maps of 12×12, pooled by 2×2 to 6×6.
const (
	FilterSide = 5
	MapSide    = PictureSide - FilterSide + 1
	PoolSide   = MapSide / 2
)

// A ConvNet tells cats from dogs: filters slide over the picture, ReLU, the largest of each 2×2 cells, and one
// output, the probability of a cat; trained on cross-entropy. One goroutine owns it; Step allocates nothing.
type ConvNet struct {
	Filters int
	Steps   int

	params, grad []float64 // [Filters, 25] weights, [Filters] biases, [Filters, 36] output weights, output bias
	maps         []float64 // [Filters, 12, 12] after ReLU
	pooled       []float64 // [Filters, 6, 6]
	winner       []int     // [Filters, 6, 6] which cell of maps was largest
	input        [PictureSide * PictureSide]float64
	state        optState
}

// NewConvNet makes a net with small random weights (He et al. 2015 for the filters).
func NewConvNet(filters int, rng *rand.Rand) *ConvNet {
	const area, pool = FilterSide * FilterSide, PoolSide * PoolSide
	total := filters*(area+1+pool) + 1
	n := &ConvNet{
		Filters: filters, params: make([]float64, total), grad: make([]float64, total), state: newOptState(total),
		maps: make([]float64, filters*MapSide*MapSide), pooled: make([]float64, filters*pool), winner: make([]int, filters*pool),
	}
	w, _, v, _ := n.parts(n.params)
	for i := range w {
		w[i] = rng.NormFloat64() * math.Sqrt(2.0/area)
	}
	for i := range v {
		v[i] = rng.NormFloat64() * math.Sqrt(1/float64(len(v)))
	}
	return n
}

// parts cuts a slice of parameters into filters, their biases, output weights and output bias.
func (n *ConvNet) parts(p []float64) (w, b, v, d []float64) {
	i := n.Filters * FilterSide * FilterSide
	j := i + n.Filters
	k := len(p) - 1
	return p[:i], p[i:j], p[j:k], p[k:]
}

// Filter returns the 5×5 weights of a filter, row by row; a view.
func (n *ConvNet) Filter(i int) []float64 {
	const area = FilterSide * FilterSide
	return n.params[i*area : i*area+area]
}

// Map returns the 12×12 answers of a filter to the picture that Predict saw last; a view.
func (n *ConvNet) Map(i int) []float64 {
	return n.maps[i*MapSide*MapSide : (i+1)*MapSide*MapSide]
}

// Predict returns the probability of a cat.
func (n *ConvNet) Predict(p *Picture) float64 {
	w, b, v, d := n.parts(n.params)
	for i, g := range p.Grey {
		n.input[i] = g - 0.5
	}
	for f := range n.Filters {
		n.slide(n.Map(f), w[f*FilterSide*FilterSide:(f+1)*FilterSide*FilterSide], b[f])
		n.pool(f)
	}
	z := d[0]
	for i, a := range n.pooled {
		z += v[i] * a
	}
	return sigmoid(z)
}

// slide computes one filter's map.
func (n *ConvNet) slide(out, w []float64, bias float64) {
	for y := range MapSide {
		row := out[y*MapSide : y*MapSide+MapSide]
		for x := range row {
			row[x] = bias
		}
		for k, weight := range w {
			from := (y+k/FilterSide)*PictureSide + k%FilterSide
			addScaled(row, weight, n.input[from:from+MapSide])
		}
		for x, z := range row {
			row[x] = max(z, 0)
		}
	}
}

// pool takes the largest of each 2×2 cells of map f, and remembers which it was.
func (n *ConvNet) pool(f int) {
	m := n.Map(f)
	for i := range PoolSide * PoolSide {
		at := 2*(i/PoolSide)*MapSide + 2*(i%PoolSide)
		best := at
		for _, c := range [...]int{at + 1, at + MapSide, at + MapSide + 1} {
			if m[c] > m[best] {
				best = c
			}
		}
		n.pooled[f*PoolSide*PoolSide+i], n.winner[f*PoolSide*PoolSide+i] = m[best], best
	}
}

// Gradient computes dLoss/dparameter over a batch and returns it with the mean cross-entropy, in nats, and how many
// pictures were right. The slice is reused.
func (n *ConvNet) Gradient(batch []Picture) (grad []float64, loss float64, right int) {
	clear(n.grad)
	for i := range batch {
		prob, target := n.Predict(&batch[i]), truth(batch[i].Cat)
		of := prob
		if !batch[i].Cat {
			of = 1 - prob
		}
		loss -= math.Log(max(of, 1e-15))
		if of > 0.5 {
			right++
		}
		n.backward((prob - target) / float64(len(batch)))
	}
	return n.grad, loss / float64(len(batch)), right
}

// backward adds the gradient of one picture; delta is dLoss/dz of the output.
func (n *ConvNet) backward(delta float64) {
	const pool = PoolSide * PoolSide
	_, _, v, _ := n.parts(n.params)
	gw, gb, gv, gd := n.parts(n.grad)
	gd[0] += delta
	for i, a := range n.pooled {
		gv[i] += delta * a
		if a <= 0 {
			continue // ReLU is silent at the winner
		}
		f, at := i/pool, n.winner[i]
		slope := delta * v[i]
		gb[f] += slope
		for r := range FilterSide {
			from := (at/MapSide+r)*PictureSide + at%MapSide
			to := (f*FilterSide + r) * FilterSide
			addScaled(gw[to:to+FilterSide], slope, n.input[from:from+FilterSide])
		}
	}
}

// Step takes one step of the optimizer on a batch and returns the loss before it and how many pictures were right.
func (n *ConvNet) Step(o Optimizer, batch []Picture) (loss float64, right int) {
	grad, loss, right := n.Gradient(batch)
	n.state.step(o, n.params, grad)
	n.Steps++
	return loss, right
}
