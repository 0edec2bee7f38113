package lm

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/gonum"
)

// gemm computes C = alpha·op(A)·op(B) + beta·C for row-major matrices.
func gemm(ta, tb bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) {
	t := map[bool]blas.Transpose{false: blas.NoTrans, true: blas.Trans}
	gonum.Implementation{}.Sgemm(t[ta], t[tb], m, n, k, alpha, a, lda, b, ldb, beta, c, ldc)
}

// exp32 is e^x to about 1e-7 relative.
func exp32(x float32) float32 {
	if x < -87 {
		return 0
	}
	if x > 88 {
		x = 88
	}
	n := float32(int32(x*1.44269504+127.5)) - 127
	r := x - n*0.693359375 + n*2.12194440e-4
	p := float32(1.9875691500e-4)
	p = p*r + 1.3981999507e-3
	p = p*r + 8.3334519073e-3
	p = p*r + 4.1665795894e-2
	p = p*r + 1.6666665459e-1
	p = p*r + 5.0000001201e-1
	p = p*r*r + r + 1
	return p * math.Float32frombits(uint32(int32(n)+127)<<23)
}

// expSum replaces x by e^(x-max) and returns their sum.
func expSum(x []float32) float32 {
	top := x[0]
	for _, v := range x {
		top = max(top, v)
	}
	var sum float32
	for i, v := range x {
		e := exp32(v - top)
		x[i] = e
		sum += e
	}
	return sum
}

func scale(x []float32, by float32) {
	for i := range x {
		x[i] *= by
	}
}

func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += a[i] * b[i]
		s1 += a[i+1] * b[i+1]
		s2 += a[i+2] * b[i+2]
		s3 += a[i+3] * b[i+3]
	}
	for ; i < len(a); i++ {
		s0 += a[i] * b[i]
	}
	return s0 + s1 + s2 + s3
}

const (
	geluC = 0.7978845608028654 // √(2/π)
	geluA = 0.044715
)

// gelu computes the tanh form of x·Φ(x), source: Hendrycks and Gimpel 2016.
func gelu(out, x []float32) {
	for i, v := range x {
		u := geluC * (v + geluA*v*v*v)
		out[i] = v * (1 - 1/(exp32(2*u)+1))
	}
}

// geluGrad multiplies d by the derivative of gelu at x.
func geluGrad(d, x []float32) {
	for i, v := range x {
		t := 1 - 2/(exp32(2*geluC*(v+geluA*v*v*v))+1)
		d[i] *= 0.5*(1+t) + 0.5*v*(1-t*t)*geluC*(1+3*geluA*v*v)
	}
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
