//go:build amd64 && !purego

package nn

import "golang.org/x/sys/cpu"

// fast reports whether the assembly can run here.
var fast = cpu.X86.HasAVX2 && cpu.X86.HasFMA

//go:noescape
func tileAVX2(k int, a, b, c *float32, ldc int)

//go:noescape
func dotAVX2(x, y *float32, n int) float32

//go:noescape
func expAVX2(dst, x *float32, n int)

// tile adds the product of a panel of A and one of B to a tile of C, whose rows are ldc apart.
func tile(k int, a, b, c []float32, ldc int) {
	if !fast {
		tileGo(k, a, b, c, ldc)
		return
	}
	_, _, _ = a[k*tileRows-1], b[k*tileCols-1], c[(tileRows-1)*ldc+tileCols-1]
	tileAVX2(k, &a[0], &b[0], &c[0], ldc)
}

// dotBlock is Σ xᵢyᵢ for a length that is a multiple of 32, and not 0.
func dotBlock(x, y []float32) float32 {
	if !fast {
		return dotGo(x, y)
	}
	_ = y[len(x)-1]
	return dotAVX2(&x[0], &y[0], len(x))
}

// expBlock is eˣ for a length that is a multiple of 8, and not 0.
func expBlock(dst, x []float32) {
	if !fast {
		expGo(dst, x)
		return
	}
	_ = dst[len(x)-1]
	expAVX2(&dst[0], &x[0], len(x))
}
