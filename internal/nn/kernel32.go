package nn

import (
	"fmt"
	"math"
	"sync"
)

// Parallel32 calls do(0) … do(n−1) at the same time and returns when all have. A panic in one is raised again here.
func Parallel32(n int, do func(worker int)) {
	var wait sync.WaitGroup
	faults := make([]any, n)
	for w := 1; w < n; w++ {
		wait.Add(1)
		go func() {
			defer wait.Done()
			defer func() { faults[w] = recover() }()
			do(w)
		}()
	}
	func() {
		defer func() { faults[0] = recover() }()
		do(0)
	}()
	wait.Wait()
	for _, f := range faults {
		if f != nil {
			panic(f)
		}
	}
}

func same(name string, a, b int) {
	if a != b {
		panic(fmt.Sprintf("nn: %s: %d numbers beside %d", name, a, b))
	}
}

// Scale32 multiplies every element of x by alpha.
func Scale32(alpha float32, x []float32) {
	for i := range x {
		x[i] *= alpha
	}
}

// Axpy32 adds alpha·x to y; lengths must be equal.
func Axpy32(alpha float32, x, y []float32) {
	same("Axpy32", len(x), len(y))
	for i, v := range x {
		y[i] += alpha * v
	}
}

// Max32 returns the largest element of x; x must not be empty, and a NaN in it does not count unless it is the first.
func Max32(x []float32) float32 {
	m := [4]float32{x[0], x[0], x[0], x[0]}
	for ; len(x) >= 4; x = x[4:] {
		for i, v := range x[:4] {
			if v > m[i] {
				m[i] = v
			}
		}
	}
	for _, v := range x {
		if v > m[0] {
			m[0] = v
		}
	}
	return max(m[0], m[1], m[2], m[3])
}

// Sum32 returns the sum of x.
func Sum32(x []float32) float32 {
	var s0, s1, s2, s3 float32
	i := 0
	for ; i+4 <= len(x); i += 4 {
		s0, s1, s2, s3 = s0+x[i], s1+x[i+1], s2+x[i+2], s3+x[i+3]
	}
	for ; i < len(x); i++ {
		s0 += x[i]
	}
	return (s0 + s1) + (s2 + s3)
}

// Dot32 returns Σ xᵢyᵢ; lengths must be equal.
func Dot32(x, y []float32) float32 {
	same("Dot32", len(x), len(y))
	n := len(x) / 32 * 32
	sum := float32(0)
	if n > 0 {
		sum = dotBlock(x[:n], y[:n])
	}
	for i := n; i < len(x); i++ {
		sum += x[i] * y[i]
	}
	return sum
}

// dotGo is the reference for dotBlock: 32 running sums, added pairwise.
func dotGo(x, y []float32) float32 {
	var s [32]float32
	for i := 0; i < len(x); i += 32 {
		for j := range s {
			s[j] += x[i+j] * y[i+j]
		}
	}
	for n := 16; n > 0; n /= 2 {
		for j := range n {
			s[j] += s[j+n]
		}
	}
	return s[0]
}

// Exp32 writes eˣ for each element of x to dst, to 2·10⁻⁷ relative; x below −87.3 gives 0, above 88.3 about e^88.3.
// dst may be x.
func Exp32(dst, x []float32) {
	same("Exp32", len(dst), len(x))
	n := len(x) / 8 * 8
	if n > 0 {
		expBlock(dst[:n], x[:n])
	}
	if n == len(x) {
		return
	}
	var in, out [8]float32
	copy(in[:], x[n:])
	expBlock(out[:], in[:])
	copy(dst[n:], out[:])
}

// Constants of expGo and its assembly. Source: Cephes, expf (Moshier 1989).
const (
	expLow  = -87.33654
	expHigh = 88.02969
	log2e   = 1.44269504088896341
	ln2Hi   = 0.693359375
	ln2Lo   = -2.12194440e-4
	expP0   = 1.9875691500e-4
	expP1   = 1.3981999507e-3
	expP2   = 8.3334519073e-3
	expP3   = 4.1665795894e-2
	expP4   = 1.6666665459e-1
	expP5   = 5.0000001201e-1
)

// expGo is the reference for expBlock.
func expGo(dst, x []float32) {
	for i, v := range x {
		if v < expLow {
			dst[i] = 0
			continue
		}
		v = min(v, expHigh)
		n := float32(math.RoundToEven(float64(v * log2e)))
		r := v - n*ln2Hi - n*ln2Lo
		p := float32(expP0)
		p = p*r + expP1
		p = p*r + expP2
		p = p*r + expP3
		p = p*r + expP4
		p = p*r + expP5
		p = p*(r*r) + r + 1
		dst[i] = p * math.Float32frombits(uint32(int32(n)+127)<<23)
	}
}

// Softmax32 replaces x by e^(xᵢ−max)/Σ and returns log Σ e^xᵢ; x must not be empty.
func Softmax32(x []float32) (logSum float32) {
	top := Max32(x)
	for i := range x {
		x[i] -= top
	}
	Exp32(x, x)
	sum := Sum32(x)
	Scale32(1/sum, x)
	return top + float32(math.Log(float64(sum)))
}

// MatVec32 writes the product of a matrix and a vector.
//
//	w   [rows, cols] row-major
//	x   [cols]
//	out [rows]
func MatVec32(out, w, x []float32, rows, cols, workers int) {
	same("MatVec32: out", len(out), rows)
	same("MatVec32: w", len(w), rows*cols)
	same("MatVec32: x", len(x), cols)
	if workers <= 1 || rows*cols < 1<<15 {
		matVecRows(out, w, x, 0, rows, cols)
		return
	}
	Parallel32(workers, func(n int) { matVecRows(out, w, x, n*rows/workers, (n+1)*rows/workers, cols) })
}

func matVecRows(out, w, x []float32, from, to, cols int) {
	for r := from; r < to; r++ {
		out[r] = Dot32(w[r*cols:(r+1)*cols], x)
	}
}
