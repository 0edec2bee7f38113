package prob

import (
	"math"
	"testing"
)

// plans are all sixteen.
func plans() (all []Plan) {
	for bits := range 16 {
		all = append(all, Plan{[2]int{bits & 1, bits >> 1 & 1}, [2]int{bits >> 2 & 1, bits >> 3 & 1}})
	}
	return all
}

// Source: Bell 1964; Clauser, Horne, Shimony, Holt 1969. Drawing the plan at random only mixes these rates.
func TestNoPlanAgreedBeforehandWinsMoreThanThreeQuarters(t *testing.T) {
	best := 0.0
	for _, p := range plans() {
		best = math.Max(best, WinRate(p))
	}
	if best != 0.75 {
		t.Errorf("the best of all plans wins %v", best)
	}
}

// Source: Cirel'son 1980: cos²(π/8) = (2+√2)/4 = .85355 is the most that any entangled pair reaches.
func TestAnEntangledPairWinsWithCosineSquaredOfAnEighthTurn(t *testing.T) {
	near(t, "win rate", WinRate(BestPair), 0.853553, 5e-7)
	near(t, "win rate", WinRate(BestPair), math.Pow(math.Cos(math.Pi/8), 2), 1e-12)
	for x := range 2 {
		for y := range 2 {
			near(t, "win rate of a case", BestPair.Win(x, y), (2+math.Sqrt2)/4, 1e-12)
		}
	}
	for a := -90.0; a <= 90; a += 7.5 {
		for b := -90.0; b <= 90; b += 7.5 {
			for c := -90.0; c <= 90; c += 7.5 {
				if w := WinRate(Pair{[2]float64{0, a}, [2]float64{b, c}}); w > WinRate(BestPair)+1e-12 {
					t.Fatalf("angles 0, %v, %v, %v win %v", a, b, c, w)
				}
			}
		}
	}
}

func TestMeasuredWinsComeNearTheirProbability(t *testing.T) {
	const n = 40000
	for _, s := range []Strategy{plans()[0], plans()[6], BestPair, Pair{[2]float64{10, 80}, [2]float64{30, -50}}} {
		var g CHSH
		rng := seeded(6)
		for range n {
			g.Play(s, rng)
		}
		rounds, wins := g.Total()
		near(t, "rounds", float64(rounds), n, 0)
		near(t, "wins", float64(wins)/n, WinRate(s), 5*0.5/math.Sqrt(n))
	}
}

// Source: no-signalling: the second answer alone is a fair coin, whatever the first player is asked.
func TestCorrelationSendsNoMessage(t *testing.T) {
	const n = 100000
	var g CHSH
	rng := seeded(7)
	for range n {
		g.Play(BestPair, rng)
	}
	for x := range 2 {
		near(t, "share of 1 in the second answers", g.SecondShare(x), 0.5, 5*0.5/math.Sqrt(n/2))
	}
}
