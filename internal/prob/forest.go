package prob

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Tree predicts y from x by questions of the form "is x below …?". Source: Breiman et al. 1984.
type Tree struct {
	cut         float64
	mean        float64
	left, right *Tree // nil at a leaf
}

// NewTree grows a tree on points; a leaf holds at least leaf of them. It needs at least one point.
func NewTree(x, y []float64, leaf int) *Tree {
	order := make([]int, len(x))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		switch {
		case x[a] < x[b]:
			return -1
		case x[a] > x[b]:
			return 1
		}
		return a - b
	})
	return grow(x, y, order, max(1, leaf))
}

func grow(x, y []float64, order []int, leaf int) *Tree {
	t := &Tree{mean: meanOf(y, order)}
	best, at := math.Inf(1), -1
	for k := leaf; k <= len(order)-leaf; k++ {
		if k == 0 || x[order[k-1]] == x[order[k]] {
			continue
		}
		if e := squares(y, order[:k]) + squares(y, order[k:]); e < best {
			best, at = e, k
		}
	}
	if at < 0 {
		return t
	}
	t.cut = (x[order[at-1]] + x[order[at]]) / 2
	t.left, t.right = grow(x, y, order[:at], leaf), grow(x, y, order[at:], leaf)
	return t
}

func meanOf(y []float64, order []int) float64 {
	sum := 0.0
	for _, i := range order {
		sum += y[i]
	}
	return sum / float64(len(order))
}

func squares(y []float64, order []int) (sum float64) {
	m := meanOf(y, order)
	for _, i := range order {
		sum += (y[i] - m) * (y[i] - m)
	}
	return sum
}

// At is the prediction at x.
func (t *Tree) At(x float64) float64 {
	for t.left != nil {
		if x < t.cut {
			t = t.left
		} else {
			t = t.right
		}
	}
	return t.mean
}

// Bootstrap draws n of n points with replacement and returns which, and the share of different ones: on average 1 − (1 − 1/n)ⁿ.
// Source: Efron 1979.
func Bootstrap(n int, rng *rand.Rand) (drawn []int, unique float64) {
	seen, different := make([]bool, n), 0
	for range n {
		i := rng.IntN(n)
		drawn = append(drawn, i)
		if !seen[i] {
			seen[i] = true
			different++
		}
	}
	return drawn, float64(different) / float64(n)
}

// UniqueShare is the mean share of different points in a bootstrap of n; it falls towards 1 − 1/e.
func UniqueShare(n int) float64 { return 1 - math.Pow(1-1/float64(n), float64(n)) }
