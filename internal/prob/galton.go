package prob

import (
	"math"
	"math/rand/v2"
)

// A Galton is a board with rows of pegs. At each peg a ball goes right with probability Right, else left;
// the bin that it ends in is the number of times it went right.
type Galton struct {
	Right   float64
	Falling []Ball // on their way, the first to be released first
	Bins    []int  // balls that have landed, by the number of turns to the right
	Landed  int
}

// A Ball has passed Row pegs and went right at Turns of them.
type Ball struct{ Row, Turns int }

// NewGalton returns an empty board with that many rows of pegs.
func NewGalton(rows int, right float64) *Galton {
	return &Galton{Right: right, Bins: make([]int, rows+1)}
}

// Rows returns the number of rows of pegs.
func (g *Galton) Rows() int { return len(g.Bins) - 1 }

// Release puts a ball above the first peg.
func (g *Galton) Release() { g.Falling = append(g.Falling, Ball{}) }

// Step lets every falling ball pass one peg; those past the last row land.
func (g *Galton) Step(rng *rand.Rand) {
	still := g.Falling[:0]
	for _, b := range g.Falling {
		if b.Row == g.Rows() {
			g.Bins[b.Turns]++
			g.Landed++
			continue
		}
		if rng.Float64() < g.Right {
			b.Turns++
		}
		b.Row++
		still = append(still, b)
	}
	g.Falling = still
}

// Drop lets one ball fall all the way at once, past those that are falling.
func (g *Galton) Drop(rng *rand.Rand) {
	turns := 0
	for range g.Rows() {
		if rng.Float64() < g.Right {
			turns++
		}
	}
	g.Bins[turns]++
	g.Landed++
}

// Expected returns the probability that a ball ends in bin k.
func (g *Galton) Expected(k int) float64 { return Binomial(g.Rows(), k, g.Right) }

// Mean returns the average bin of the balls that have landed; 0 before the first.
func (g *Galton) Mean() float64 {
	sum := 0
	for k, n := range g.Bins {
		sum += k * n
	}
	return float64(sum) / math.Max(1, float64(g.Landed))
}

// SD returns the standard deviation of the bins of the balls that have landed.
func (g *Galton) SD() float64 {
	mean, sum := g.Mean(), 0.0
	for k, n := range g.Bins {
		d := float64(k) - mean
		sum += d * d * float64(n)
	}
	return math.Sqrt(sum / math.Max(1, float64(g.Landed)))
}

// Gap returns the largest difference between the share of balls in a bin and its probability; 1 before the first ball.
func (g *Galton) Gap() float64 {
	if g.Landed == 0 {
		return 1
	}
	gap := 0.0
	for k, n := range g.Bins {
		gap = math.Max(gap, math.Abs(float64(n)/float64(g.Landed)-g.Expected(k)))
	}
	return gap
}
