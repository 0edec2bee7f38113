package lm

import (
	"math"

	"learn-llm/internal/nn"
)

// gemm computes C = alpha·op(A)·op(B) + beta·C for row-major matrices, on one core: a trainer's workers run side by side.
func gemm(ta, tb bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	nn.Gemm32(ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc, 1)
}

// expSum replaces x by e^(x-max) and returns their sum.
func expSum(x []float32) float32 {
	top := nn.Max32(x)
	for i := range x {
		x[i] -= top
	}
	nn.Exp32(x, x)
	return nn.Sum32(x)
}

func scale(x []float32, by float32) { nn.Scale32(by, x) }

func dot(a, b []float32) float32 { return nn.Dot32(a, b[:len(a)]) }

const (
	geluC = 0.7978845608028654 // √(2/π)
	geluA = 0.044715
)

// geluBlock is how many values go through the exponential at a time, in a buffer on the stack.
const geluBlock = 256

// gelu computes the tanh form of x·Φ(x), source: Hendrycks and Gimpel 2016. out may be x.
func gelu(out, x []float32) {
	var buf [geluBlock]float32
	for len(x) > 0 {
		n := min(len(x), geluBlock)
		e := geluExp(&buf, x[:n])
		for i, v := range x[:n] {
			out[i] = v - v/(e[i]+1)
		}
		out, x = out[n:], x[n:]
	}
}

// geluGrad multiplies d by the derivative of gelu at x.
func geluGrad(d, x []float32) {
	var buf [geluBlock]float32
	for len(x) > 0 {
		n := min(len(x), geluBlock)
		e := geluExp(&buf, x[:n])
		for i, v := range x[:n] {
			s := 1 / (e[i] + 1)
			d[i] *= 1 - s + 2*geluC*v*s*(1-s)*(1+3*geluA*v*v)
		}
		d, x = d[n:], x[n:]
	}
}

// geluExp writes e^2u to buf, where tanh u is that of gelu at x.
func geluExp(buf *[geluBlock]float32, x []float32) []float32 {
	e := buf[:len(x)]
	for i, v := range x {
		e[i] = 2 * geluC * (v + geluA*v*v*v)
	}
	nn.Exp32(e, e)
	return e
}

const normEps = 1e-5

// layerNorm writes (x-mean)/deviation·w+b and returns mean and 1/deviation.
func layerNorm(out, x, w, b []float32) (mean, rstd float32) {
	n := float32(len(x))
	for _, v := range x {
		mean += v
	}
	mean /= n
	var variance float32
	for _, v := range x {
		variance += (v - mean) * (v - mean)
	}
	rstd = float32(1 / math.Sqrt(float64(variance/n+normEps)))
	for i, v := range x {
		out[i] = (v-mean)*rstd*w[i] + b[i]
	}
	return mean, rstd
}

// layerNormGrad adds to dx, dw and db what dy at the output gives.
func layerNormGrad(dx, dw, db, dy, x, w []float32, mean, rstd float32) {
	var sum, sumX float32
	for i, g := range dy {
		h := (x[i] - mean) * rstd
		dw[i] += g * h
		db[i] += g
		sum += g * w[i]
		sumX += g * w[i] * h
	}
	n := float32(len(x))
	sum, sumX = sum/n, sumX/n
	for i, g := range dy {
		dx[i] += rstd * (g*w[i] - sum - (x[i]-mean)*rstd*sumX)
	}
}
