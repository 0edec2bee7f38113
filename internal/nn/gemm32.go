package nn

import (
	"fmt"
	"sync"
)

// The tile of C that the micro-kernel computes, and the blocks that are packed: a block of A fits the second-level
// cache, a panel of B the first. Source: Goto and van de Geijn 2008.
const (
	tileRows = 6
	tileCols = 16
	blockM   = 24 * tileRows
	blockK   = 256
	blockN   = 64 * tileCols
)

// packs are buffers for packed blocks of A and B, and for a tile at an edge.
type packs struct {
	a    [blockM * blockK]float32
	b    [blockK * blockN]float32
	tile [tileRows * tileCols]float32
}

var packPool = sync.Pool{New: func() any { return new(packs) }}

// Gemm32 computes C = alpha·op(A)·op(B) + beta·C for row-major matrices; op transposes where its flag is set.
//
//	op(A) [m, k]  lda is the distance of A's rows in memory
//	op(B) [k, n]
//	C     [m, n]  must not overlap A or B; with beta 0 it is not read
//
// workers > 1 splits C; the result does not depend on it. A slice that is too short panics.
func Gemm32(transA, transB bool, m, n, k int, alpha float32, a []float32, lda int, b []float32, ldb int, beta float32, c []float32, ldc int, workers int) {
	if m <= 0 || n <= 0 {
		return
	}
	checkMatrix("A", transA, m, k, len(a), lda)
	checkMatrix("B", transB, k, n, len(b), ldb)
	checkMatrix("C", false, m, n, len(c), ldc)
	g := gemm{transA, transB, n, k, alpha, a, lda, b, ldb, beta, c, ldc}
	if workers <= 1 || m < 2*tileRows {
		g.rows(0, m)
		return
	}
	each := (m/tileRows + workers - 1) / workers * tileRows
	Parallel32(workers, func(w int) {
		if from := w * each; from < m {
			to := min(m, from+each)
			if w == workers-1 {
				to = m
			}
			g.rows(from, to)
		}
	})
}

func checkMatrix(name string, trans bool, rows, cols, have, ld int) {
	if trans {
		rows, cols = cols, rows
	}
	if rows > 0 && cols > 0 && (ld < cols || have < (rows-1)*ld+cols) {
		panic(fmt.Sprintf("nn: Gemm32: %s has %d numbers in rows of %d, for %d×%d", name, have, ld, rows, cols))
	}
}

// gemm is one product, of which rows computes a part.
type gemm struct {
	transA, transB bool
	n, k           int
	alpha          float32
	a              []float32
	lda            int
	b              []float32
	ldb            int
	beta           float32
	c              []float32
	ldc            int
}

// rows computes the rows [from, to) of C.
func (g *gemm) rows(from, to int) {
	g.scale(from, to)
	if g.alpha == 0 || g.k == 0 {
		return
	}
	p := packPool.Get().(*packs)
	defer packPool.Put(p)
	for j := 0; j < g.n; j += blockN {
		cols := min(blockN, g.n-j)
		for l := 0; l < g.k; l += blockK {
			depth := min(blockK, g.k-l)
			g.packB(p, l, depth, j, cols)
			for i := from; i < to; i += blockM {
				high := min(blockM, to-i)
				g.packA(p, i, high, l, depth)
				g.block(p, i, high, j, cols, depth)
			}
		}
	}
}

// scale multiplies the rows [from, to) of C by beta.
func (g *gemm) scale(from, to int) {
	if g.beta == 1 {
		return
	}
	for i := from; i < to; i++ {
		row := g.c[i*g.ldc : i*g.ldc+g.n]
		if g.beta == 0 {
			clear(row)
			continue
		}
		Scale32(g.beta, row)
	}
}

// packA copies alpha·op(A)[i:i+high, l:l+depth] in panels of tileRows rows, column after column, padded with zeros.
func (g *gemm) packA(p *packs, i, high, l, depth int) {
	for r := 0; r < high; r += tileRows {
		panel := p.a[r*depth : (r+tileRows)*depth]
		tall := min(tileRows, high-r)
		if tall < tileRows {
			clear(panel)
		}
		if g.transA {
			copyPanel(panel, tileRows, tall, g.a[l*g.lda+i+r:], g.lda)
		} else {
			turnPanel(panel, tileRows, tall, g.a[(i+r)*g.lda+l:], g.lda, depth)
		}
		if g.alpha != 1 {
			Scale32(g.alpha, panel)
		}
	}
}

// packB copies op(B)[l:l+depth, j:j+cols] in panels of tileCols columns, row after row, padded with zeros.
func (g *gemm) packB(p *packs, l, depth, j, cols int) {
	for c := 0; c < cols; c += tileCols {
		panel := p.b[c*depth : (c+tileCols)*depth]
		wide := min(tileCols, cols-c)
		if wide < tileCols {
			clear(panel)
		}
		if g.transB {
			turnPanel(panel, tileCols, wide, g.b[(j+c)*g.ldb+l:], g.ldb, depth)
		} else {
			copyPanel(panel, tileCols, wide, g.b[l*g.ldb+j+c:], g.ldb)
		}
	}
}

// copyPanel fills panel, rows of width numbers, with the first wide numbers of each row of src. Whole rows of a tile are
// copied as arrays, which the compiler turns into a few vector moves.
func copyPanel(panel []float32, width, wide int, src []float32, ld int) {
	rows := len(panel) / width
	switch {
	case wide == width && width == tileRows:
		for x := range rows {
			row := *(*[tileRows]float32)(src[x*ld:])
			*(*[tileRows]float32)(panel[x*tileRows:]) = row
		}
	case wide == width && width == tileCols:
		for x := range rows {
			row := *(*[tileCols]float32)(src[x*ld:])
			*(*[tileCols]float32)(panel[x*tileCols:]) = row
		}
	default:
		for x := range rows {
			copy(panel[x*width:x*width+wide], src[x*ld:])
		}
	}
}

// turnPanel fills panel, rows of width numbers, with the first wide columns of the transpose of src [wide, depth].
func turnPanel(panel []float32, width, wide int, src []float32, ld, depth int) {
	y := 0
	for ; y+2 <= wide; y += 2 {
		s0, s1 := src[y*ld:][:depth], src[(y+1)*ld:][:depth]
		at := y
		for x, v := range s0 {
			to := panel[at : at+2 : at+2]
			to[0], to[1] = v, s1[x]
			at += width
		}
	}
	if y < wide {
		for x, v := range src[y*ld:][:depth] {
			panel[x*width+y] = v
		}
	}
}

// block adds the product of the packed blocks to C[i:i+high, j:j+cols].
func (g *gemm) block(p *packs, i, high, j, cols, depth int) {
	for c := 0; c < cols; c += tileCols {
		b := p.b[c*depth : (c+tileCols)*depth]
		for r := 0; r < high; r += tileRows {
			a := p.a[r*depth : (r+tileRows)*depth]
			at := (i+r)*g.ldc + j + c
			if high-r >= tileRows && cols-c >= tileCols {
				tile(depth, a, b, g.c[at:], g.ldc)
				continue
			}
			clear(p.tile[:])
			tile(depth, a, b, p.tile[:], tileCols)
			for y := range min(tileRows, high-r) {
				row := g.c[at+y*g.ldc:]
				for x := range min(tileCols, cols-c) {
					row[x] += p.tile[y*tileCols+x]
				}
			}
		}
	}
}

// tileGo adds the product of a panel of A and one of B to a tile of C; the reference for the assembly.
func tileGo(k int, a, b, c []float32, ldc int) {
	var acc [tileRows * tileCols]float32
	for l := range k {
		bl := b[l*tileCols:][:tileCols]
		for y, v := range a[l*tileRows:][:tileRows] {
			row := acc[y*tileCols:][:tileCols]
			for x, w := range bl {
				row[x] += v * w
			}
		}
	}
	for y := range tileRows {
		row := c[y*ldc:][:tileCols]
		for x := range row {
			row[x] += acc[y*tileCols+x]
		}
	}
}
