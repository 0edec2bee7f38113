package nn

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

func random32(n int, rng *rand.Rand) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = float32(rng.NormFloat64())
	}
	return x
}

// product64 is the reference in float64.
func product64(ta, tb bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int) []float64 {
	out := make([]float64, m*n)
	for i := range m {
		for j := range n {
			sum := 0.0
			for l := range k {
				x, y := a[min(i*lda+l, len(a)-1)], b[min(l*ldb+j, len(b)-1)]
				if ta {
					x = a[l*lda+i]
				}
				if tb {
					y = b[j*ldb+l]
				}
				sum += float64(x) * float64(y)
			}
			out[i*n+j] = float64(alpha) * sum
			if beta != 0 {
				out[i*n+j] += float64(beta) * float64(c[i*ldc+j])
			}
		}
	}
	return out
}

func TestProductsOfOddShapesAgreeWithFloat64(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	shapes := [][3]int{{1, 1, 1}, {6, 16, 8}, {7, 17, 5}, {5, 15, 300}, {150, 40, 260}, {13, 1100, 9}, {1, 33, 64}, {33, 1, 64}, {12, 32, 1}}
	for _, s := range shapes {
		for mode := range 8 {
			ta, tb, beta := mode&1 != 0, mode&2 != 0, float32(mode>>2)*0.5
			m, n, k := s[0], s[1], s[2]
			lda, ldb, ldc := k+1, n+2, n+3
			la, lb := m*lda, k*ldb
			if ta {
				lda = m + 1
				la = k * lda
			}
			if tb {
				ldb = k + 2
				lb = n * ldb
			}
			a, b, c := random32(la, rng), random32(lb, rng), random32(m*ldc, rng)
			if beta == 0 {
				for i := range c {
					c[i] = float32(math.NaN()) // must not be read
				}
			}
			want := product64(ta, tb, m, n, k, 1.5, a, lda, b, ldb, beta, c, ldc)
			one, two := append([]float32(nil), c...), append([]float32(nil), c...)
			Gemm32(ta, tb, m, n, k, 1.5, a, lda, b, ldb, beta, one, ldc, 1)
			Gemm32(ta, tb, m, n, k, 1.5, a, lda, b, ldb, beta, two, ldc, 2)
			for i := range m {
				for j := range n {
					got := float64(one[i*ldc+j])
					if math.Abs(got-want[i*n+j]) > 2e-5*math.Sqrt(float64(k))+1e-5 {
						t.Fatalf("%v mode %d: C[%d,%d] = %g, want %g", s, mode, i, j, got, want[i*n+j])
					}
					if one[i*ldc+j] != two[i*ldc+j] {
						t.Fatalf("%v mode %d: one worker gives %g, two give %g", s, mode, one[i*ldc+j], two[i*ldc+j])
					}
				}
			}
		}
	}
}

func TestTheAssemblyAgreesWithTheReference(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	for _, k := range []int{1, 2, 7, 256} {
		a, b := random32(k*tileRows, rng), random32(k*tileCols, rng)
		c := random32(tileRows*20, rng)
		d := append([]float32(nil), c...)
		tile(k, a, b, c, 20)
		tileGo(k, a, b, d, 20)
		for i := range c {
			if math.Abs(float64(c[i]-d[i])) > 1e-4 {
				t.Fatalf("k %d: tile[%d] = %g, reference %g", k, i, c[i], d[i])
			}
		}
	}
	for _, n := range []int{32, 64, 1024} {
		x, y := random32(n, rng), random32(n, rng)
		if got, want := dotBlock(x, y), dotGo(x, y); math.Abs(float64(got-want)) > 1e-4 {
			t.Errorf("dot of %d = %g, reference %g", n, got, want)
		}
	}
}

func TestExpIsRightTo2e7Relative(t *testing.T) {
	var x []float32
	for v := -95.0; v < 88; v += 0.0137 {
		x = append(x, float32(v))
	}
	for _, exp := range []func(dst, x []float32){Exp32, expGo} {
		got := make([]float32, len(x))
		exp(got, x)
		for i, v := range x {
			want := math.Exp(float64(v))
			if v < expLow {
				want = 0
			}
			if math.Abs(float64(got[i])-want) > 2e-7*want {
				t.Fatalf("exp(%g) = %g, want %g", v, got[i], want)
			}
		}
	}
	edge := []float32{float32(math.Inf(-1)), 1000, 0}
	Exp32(edge, edge)
	if edge[0] != 0 || math.IsInf(float64(edge[1]), 0) || edge[1] < 1e38 || edge[2] != 1 {
		t.Errorf("at the edges: %v", edge)
	}
}

func TestSoftmaxSumsToOneAndReturnsTheLogSum(t *testing.T) {
	x := []float32{1, 2, 3, -1e4, 1e2}
	log := Softmax32(x)
	near(t, "sum", float64(Sum32(x)), 1, 1e-6)
	near(t, "log sum", float64(log), 100, 1e-5)
}

func TestMatrixTimesVectorIsTheSameForEveryNumberOfWorkers(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	const rows, cols = 301, 257
	w, x := random32(rows*cols, rng), random32(cols, rng)
	one, two := make([]float32, rows), make([]float32, rows)
	MatVec32(one, w, x, rows, cols, 1)
	MatVec32(two, w, x, rows, cols, 2)
	for r := range rows {
		want := 0.0
		for c := range cols {
			want += float64(w[r*cols+c]) * float64(x[c])
		}
		near(t, "row", float64(one[r]), want, 1e-4)
		if one[r] != two[r] {
			t.Fatalf("row %d: %g and %g", r, one[r], two[r])
		}
	}
}

func TestAPanicInAWorkerReachesTheCaller(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Parallel32(2, func(w int) {
		if w == 1 {
			panic("worker")
		}
	})
}

func BenchmarkGemm32(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, s := range [][3]int{{1024, 768, 256}, {1024, 256, 1024}, {1024, 8192, 256}, {256, 256, 32}} {
		m, n, k := s[0], s[1], s[2]
		x, y, c := random32(m*k, rng), random32(k*n, rng), make([]float32, m*n)
		for workers := 1; workers <= 2; workers++ {
			b.Run(fmt.Sprintf("%dx%dx%d/%d", m, n, k, workers), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					Gemm32(false, true, m, n, k, 1, x, k, y, k, 0, c, n, workers)
				}
				b.ReportMetric(2*float64(m)*float64(n)*float64(k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GFLOP/s")
			})
		}
	}
}

func BenchmarkExp32(b *testing.B) {
	x := random32(4096, rand.New(rand.NewPCG(1, 1)))
	y := make([]float32, len(x))
	for b.Loop() {
		Exp32(y, x)
	}
	b.ReportMetric(float64(b.N)*4096/b.Elapsed().Seconds()/1e6, "M/s")
}

func BenchmarkMatVec32(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 1))
	const rows, cols = 8192, 2048
	w, x, y := random32(rows*cols, rng), random32(cols, rng), make([]float32, rows)
	for workers := 1; workers <= 2; workers++ {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			for b.Loop() {
				MatVec32(y, w, x, rows, cols, workers)
			}
			b.ReportMetric(float64(b.N)*rows*cols*4/b.Elapsed().Seconds()/1e9, "GB/s")
		})
	}
}
