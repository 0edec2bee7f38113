package lm

import "math"

// attend computes softmax(qKᵀ/√D)V for one head of one sequence, blocks of rows at a time, up to the diagonal only.
//
//	q, k, v  columns of a.qkv [n·T, 3D]
//	att      a.att [T, T] of this head
//	y        columns of a.y [n·T, D]
//
// Source: Vaswani et al. 2017, eq. 1.
func (p *pass) attend(a *passLayer, s, h int) {
	d, hd, t := p.Dim, p.Dim/p.Heads, p.t
	q := a.qkv[s*t*3*d+h*hd:]
	k, v := q[d:], q[2*d:]
	att := a.att[(s*p.Heads+h)*t*t:][:t*t]
	y := a.y[s*t*d+h*hd:]
	by := float32(1 / math.Sqrt(float64(hd)))
	for from := 0; from < t; from += attendRows {
		to := min(from+attendRows, t)
		gemm(false, true, to-from, to, hd, by, q[from*3*d:], 3*d, k, 3*d, 0, att[from*t:], t)
		for i := from; i < to; i++ {
			row := att[i*t : i*t+to]
			scale(row[:i+1], 1/expSum(row[:i+1]))
			clear(row[i+1:])
		}
		gemm(false, false, to-from, hd, to, 1, att[from*t:], t, v, 3*d, 0, y[from*d:], d)
	}
}

// attendGrad adds to dqkv what the gradient dn at the head's output gives.
func (p *pass) attendGrad(a *passLayer, s, h int) {
	d, hd, t := p.Dim, p.Dim/p.Heads, p.t
	at := s*t*3*d + h*hd
	q, k, v := a.qkv[at:], a.qkv[at+d:], a.qkv[at+2*d:]
	dq, dk, dv := p.dqkv[at:], p.dqkv[at+d:], p.dqkv[at+2*d:]
	att := a.att[(s*p.Heads+h)*t*t:][:t*t]
	dy := p.dn[s*t*d+h*hd:]
	by := float32(1 / math.Sqrt(float64(hd)))
	for from := 0; from < t; from += attendRows {
		to := min(from+attendRows, t)
		n := to - from
		gemm(true, false, to, hd, n, 1, att[from*t:], t, dy[from*d:], d, 1, dv, 3*d)
		gemm(false, true, n, to, hd, 1, dy[from*d:], d, v, 3*d, 0, p.dp, t)
		for i := range n {
			row, w := p.dp[i*t:i*t+to], att[(from+i)*t:(from+i)*t+to]
			mean := dot(row, w)
			for j, x := range w {
				row[j] = x * (row[j] - mean)
			}
		}
		gemm(false, false, n, hd, to, by, p.dp, t, k, 3*d, 0, dq[from*3*d:], 3*d)
		gemm(true, false, to, hd, n, by, p.dp, t, q[from*3*d:], 3*d, 1, dk, 3*d)
	}
}
