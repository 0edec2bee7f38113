package prob

import (
	"math"
	"testing"
)

func TestBallsFillTheBinsAsTheBinomialDistributionSays(t *testing.T) {
	for _, right := range []float64{0.5, 0.2, 0.85} {
		g, rng := NewGalton(12, right), seeded(11)
		const n = 40000
		for range n {
			g.Drop(rng)
		}
		// Five standard errors of a share: 5·√(p(1−p)/n) is at most 5·0.5/200.
		for k := range g.Bins {
			p := g.Expected(k)
			near(t, "share of a bin", float64(g.Bins[k])/n, p, 5*math.Sqrt(p*(1-p)/n)+1e-4)
		}
		near(t, "mean", g.Mean(), 12*right, 5*math.Sqrt(12*right*(1-right)/n))
		near(t, "standard deviation", g.SD(), math.Sqrt(12*right*(1-right)), 0.03)
	}
}

func TestABallPassesOnePegAStepAndNoneIsLost(t *testing.T) {
	g, rng := NewGalton(5, 0.5), seeded(2)
	for range 9 {
		g.Release()
		g.Step(rng)
	}
	if len(g.Falling)+g.Landed != 9 {
		t.Errorf("%d falling and %d landed, of 9", len(g.Falling), g.Landed)
	}
	if first := g.Falling[0]; first.Row != 5 {
		t.Errorf("the oldest ball that still falls has passed %d pegs, want 5", first.Row)
	}
	for range 6 {
		g.Step(rng)
	}
	if g.Landed != 9 || len(g.Falling) != 0 {
		t.Errorf("%d landed, %d falling", g.Landed, len(g.Falling))
	}
}

func TestABoardWithoutFairPegsLeansAsFarAsTheirBias(t *testing.T) {
	g, rng := NewGalton(10, 1), seeded(3)
	g.Drop(rng)
	if g.Bins[10] != 1 {
		t.Errorf("pegs that always send right fill %v", g.Bins)
	}
}
