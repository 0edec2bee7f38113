package prob

import (
	"math"
	"math/rand/v2"
)

// A Strategy is how two players who may not talk answer in the game of Clauser, Horne, Shimony and Holt (1969): each
// is asked a random bit and answers a bit; they win if their answers differ exactly when both were asked 1.
type Strategy interface {
	// Win returns the probability that the players win when they are asked x and y.
	Win(x, y int) float64
	// Answer plays one round.
	Answer(x, y int, rng *rand.Rand) (a, b int)
}

// A Plan is what the players agreed on beforehand: the answers to the questions 0 and 1.
type Plan struct{ First, Second [2]int }

// Win returns 1 or 0: a plan leaves nothing to chance.
func (p Plan) Win(x, y int) float64 {
	if Won(x, y, p.First[x], p.Second[y]) {
		return 1
	}
	return 0
}

// Answer looks the answers up.
func (p Plan) Answer(x, y int, _ *rand.Rand) (a, b int) { return p.First[x], p.Second[y] }

// A Pair is an entangled pair of photons, one with each player, who turns a polarizer to one of two angles in degrees,
// as asked, and answers what it shows. Both show the same with probability cos² of the difference of the angles.
//
// Source: Born's rule for (|00⟩ + |11⟩)/√2.
type Pair struct{ First, Second [2]float64 }

// BestPair holds the angles that win with probability cos²(π/8) whatever is asked (Cirel'son 1980).
var BestPair = Pair{First: [2]float64{0, 45}, Second: [2]float64{22.5, -22.5}}

// Same returns the probability that both answers are the same.
func (p Pair) Same(x, y int) float64 {
	c := math.Cos((p.First[x] - p.Second[y]) * math.Pi / 180)
	return c * c
}

// Win returns the probability of the answers that win.
func (p Pair) Win(x, y int) float64 {
	if x == 1 && y == 1 {
		return 1 - p.Same(x, y)
	}
	return p.Same(x, y)
}

// Answer measures a pair: the first answer is a fair coin, the second agrees with it as Same says.
func (p Pair) Answer(x, y int, rng *rand.Rand) (a, b int) {
	a = rng.IntN(2)
	if rng.Float64() < p.Same(x, y) {
		return a, a
	}
	return a, 1 - a
}

// Won reports whether the answers a and b win when x and y were asked.
func Won(x, y, a, b int) bool { return (a != b) == (x == 1 && y == 1) }

// WinRate returns the probability to win a round whose questions are fair coins.
func WinRate(s Strategy) float64 {
	return (s.Win(0, 0) + s.Win(0, 1) + s.Win(1, 0) + s.Win(1, 1)) / 4
}

// A CHSH counts the rounds of the game.
type CHSH struct {
	Rounds, Wins [2][2]int // by what was asked
	SecondOnes   [2][2]int // rounds in which the second player answered 1
	Last         struct{ X, Y, A, B int }
}

// Play plays one round with questions drawn at random.
func (g *CHSH) Play(s Strategy, rng *rand.Rand) {
	x, y := rng.IntN(2), rng.IntN(2)
	a, b := s.Answer(x, y, rng)
	g.Rounds[x][y]++
	if Won(x, y, a, b) {
		g.Wins[x][y]++
	}
	g.SecondOnes[x][y] += b
	g.Last.X, g.Last.Y, g.Last.A, g.Last.B = x, y, a, b
}

// Total returns the rounds played and won.
func (g *CHSH) Total() (rounds, wins int) {
	for x := range 2 {
		for y := range 2 {
			rounds += g.Rounds[x][y]
			wins += g.Wins[x][y]
		}
	}
	return rounds, wins
}

// SecondShare returns how often the second player answered 1 when the first was asked x; ½ before the first such round.
func (g *CHSH) SecondShare(x int) float64 {
	n := g.Rounds[x][0] + g.Rounds[x][1]
	if n == 0 {
		return 0.5
	}
	return float64(g.SecondOnes[x][0]+g.SecondOnes[x][1]) / float64(n)
}
