package lm

// A pass holds what one forward pass over n sequences of T tokens leaves for the backward pass. One goroutine uses it.
type pass struct {
	Config
	n, t   int // sequences, tokens in each
	layers []passLayer
	x      []float32 // [n·T, D] residual stream at the end
	xf     []float32 // [n·T, D] after the last norm
	mean   []float32 // [n·T] of the last norm
	rstd   []float32
	logits []float32 // [lossRows, Vocab]

	dx, dn   []float32 // [n·T, D]
	dqkv, dh []float32 // [n·T, 3D], [n·T, 4D]
	dp       []float32 // [attendRows, T]
}

// passLayer is what one layer leaves. att holds the attention of each head, row by row; above the diagonal it is not defined.
type passLayer struct {
	x, n1, y, x2, n2           []float32 // [n·T, D]: in, normed, heads' output, between, normed
	qkv                        []float32 // [n·T, 3D]
	h, g                       []float32 // [n·T, 4D]: before and after GELU
	att                        []float32 // [n, Heads, T, T]
	mean1, rstd1, mean2, rstd2 []float32 // [n·T]
}

const (
	lossRows   = 128 // rows of logits at a time
	attendRows = 64  // rows of attention at a time; what lies above the diagonal's block is skipped
)

func newPass(c Config, n, t int) *pass {
	rows, d := n*t, c.Dim
	f := func(n int) []float32 { return make([]float32, n) }
	p := &pass{Config: c, n: n, t: t, x: f(rows * d), xf: f(rows * d), mean: f(rows), rstd: f(rows), logits: f(min(lossRows, rows) * c.Vocab),
		dx: f(rows * d), dn: f(rows * d), dqkv: f(rows * 3 * d), dh: f(rows * 4 * d), dp: f(min(attendRows, t) * t)}
	for range c.Layers {
		p.layers = append(p.layers, passLayer{
			x: f(rows * d), n1: f(rows * d), y: f(rows * d), x2: f(rows * d), n2: f(rows * d),
			qkv: f(rows * 3 * d), h: f(rows * 4 * d), g: f(rows * 4 * d), att: f(n * c.Heads * t * t),
			mean1: f(rows), rstd1: f(rows), mean2: f(rows), rstd2: f(rows),
		})
	}
	return p
}

// linear computes y = x·wᵀ + b (+ y if add).
//
//	x [rows, in]   w [out, in]   b [out]   y [rows, out]
func linear(y, x, w, b []float32, rows, in, out int, add bool) {
	for r := range rows {
		row := y[r*out : (r+1)*out]
		if !add {
			copy(row, b)
			continue
		}
		for i, v := range b {
			row[i] += v
		}
	}
	gemm(false, true, rows, out, in, 1, x, in, w, in, 1, y, out)
}

// linearGrad adds the gradients of linear to dw and db, and writes that of x to dx.
func linearGrad(dx, dw, db, dy, x, w []float32, rows, in, out int) {
	for r := range rows {
		for i, v := range dy[r*out : (r+1)*out] {
			db[i] += v
		}
	}
	gemm(true, false, out, in, rows, 1, dy, out, x, in, 1, dw, in)
	gemm(false, false, rows, in, out, 1, dy, out, w, in, 0, dx, in)
}

func normRows(out, x, w, b, mean, rstd []float32) {
	d := len(w)
	for r := range mean {
		mean[r], rstd[r] = layerNorm(out[r*d:(r+1)*d], x[r*d:(r+1)*d], w, b)
	}
}

// forward runs ids [n·T] through the model.
func (p *pass) forward(w *weights, ids []int32) {
	d, rows := p.Dim, p.n*p.t
	x := p.x
	if p.Layers > 0 {
		x = p.layers[0].x
	}
	for r, id := range ids[:rows] {
		token, place := w.wte[int(id)*d:(int(id)+1)*d], w.wpe[r%p.t*d:(r%p.t+1)*d]
		for i := range d {
			x[r*d+i] = token[i] + place[i]
		}
	}
	for l := range p.layers {
		a, b := &p.layers[l], &w.blocks[l]
		normRows(a.n1, a.x, b.ln1W, b.ln1B, a.mean1, a.rstd1)
		linear(a.qkv, a.n1, b.qkvW, b.qkvB, rows, d, 3*d, false)
		for s := range p.n {
			for h := range p.Heads {
				p.attend(a, s, h)
			}
		}
		copy(a.x2, a.x)
		linear(a.x2, a.y, b.projW, b.projB, rows, d, d, true)
		normRows(a.n2, a.x2, b.ln2W, b.ln2B, a.mean2, a.rstd2)
		linear(a.h, a.n2, b.fcW, b.fcB, rows, d, 4*d, false)
		gelu(a.g, a.h)
		out := p.x
		if l+1 < p.Layers {
			out = p.layers[l+1].x
		}
		copy(out, a.x2)
		linear(out, a.g, b.outW, b.outB, rows, 4*d, d, true)
	}
	normRows(p.xf, p.x, w.lnfW, w.lnfB, p.mean, p.rstd)
}

// backward adds the gradients of all weights to g; dx holds the gradient after the last norm (see loss).
func (p *pass) backward(w, g *weights, ids []int32) {
	d, rows := p.Dim, p.n*p.t
	copy(p.dn, p.dx)
	clear(p.dx)
	p.normGrad(p.x, w.lnfW, g.lnfW, g.lnfB, p.mean, p.rstd)
	for l := p.Layers - 1; l >= 0; l-- {
		a, b, gb := &p.layers[l], &w.blocks[l], &g.blocks[l]
		linearGrad(p.dh, gb.outW, gb.outB, p.dx, a.g, b.outW, rows, 4*d, d)
		geluGrad(p.dh, a.h)
		linearGrad(p.dn, gb.fcW, gb.fcB, p.dh, a.n2, b.fcW, rows, d, 4*d)
		p.normGrad(a.x2, b.ln2W, gb.ln2W, gb.ln2B, a.mean2, a.rstd2)
		linearGrad(p.dn, gb.projW, gb.projB, p.dx, a.y, b.projW, rows, d, d)
		clear(p.dqkv)
		for s := range p.n {
			for h := range p.Heads {
				p.attendGrad(a, s, h)
			}
		}
		linearGrad(p.dn, gb.qkvW, gb.qkvB, p.dqkv, a.n1, b.qkvW, rows, d, 3*d)
		p.normGrad(a.x, b.ln1W, gb.ln1W, gb.ln1B, a.mean1, a.rstd1)
	}
	for r, id := range ids[:rows] {
		token, place := g.wte[int(id)*d:(int(id)+1)*d], g.wpe[r%p.t*d:(r%p.t+1)*d]
		for i, v := range p.dx[r*d : (r+1)*d] {
			token[i] += v
			place[i] += v
		}
	}
}

// normGrad adds to dx what dn at a norm's output gives at its input.
func (p *pass) normGrad(x, w, dw, db, mean, rstd []float32) {
	d := p.Dim
	for r := range mean {
		at, end := r*d, (r+1)*d
		layerNormGrad(p.dx[at:end], dw, db, p.dn[at:end], x[at:end], w, mean[r], rstd[r])
	}
}
