package lm

import (
	"math"

	"learn-llm/internal/nn"
)

// loss adds up -log p(target) over the rows after forward. With g it also writes the gradient of by·loss at xf into dx and adds
// that of the output embedding to g.wte. Logits are made, used and forgotten lossRows at a time.
//
//	targets [n·T]; a negative one does not count
func (p *pass) loss(w, g *weights, targets []int32, by float32) float64 {
	d, v, rows := p.Dim, p.Vocab, p.n*p.t
	var sum float64
	for from := 0; from < rows; from += lossRows {
		n := min(lossRows, rows-from)
		xf := p.xf[from*d:]
		gemm(false, true, n, v, d, 1, xf, d, w.wte, d, 0, p.logits, v)
		for r := range n {
			sum += softmaxLoss(p.logits[r*v:(r+1)*v], targets[from+r], by)
		}
		if g != nil {
			gemm(false, false, n, d, v, 1, p.logits, v, w.wte, d, 0, p.dx[from*d:], d)
			gemm(true, false, v, d, n, 1, p.logits, v, xf, d, 1, g.wte, d)
		}
	}
	return sum
}

// softmaxLoss returns -log softmax(z)[target] and replaces z by the gradient of by times that; 0 for a negative target.
func softmaxLoss(z []float32, target int32, by float32) float64 {
	if target < 0 {
		clear(z)
		return 0
	}
	at := float64(z[target])
	top := nn.Max32(z)
	sum := expSum(z)
	scale(z, by/sum)
	z[target] -= by
	return math.Log(float64(sum)) + float64(top) - at
}
