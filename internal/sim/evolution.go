package sim

import (
	"math/bits"
	"math/rand/v2"
)

// Evolution is a population of bit strings that chases a goal which no string knows.
// Each generation replaces the one before: parents are chosen, copied with mistakes, and may copy a piece of a neighbour.
type Evolution struct {
	Rate      float64 // probability that a bit is copied wrongly
	Selection bool    // the better of two is the parent; otherwise any
	Culture   bool    // a string copies eight bits from its best neighbour

	Goal       uint64
	Strings    []uint64
	Generation int
	rng        *rand.Rand
	next       []uint64
}

// GoalBits is how many bits a string has.
const GoalBits = 64

// cultureBits is how long a piece is that is copied from a neighbour, and neighbours how far to each side one looks.
const (
	cultureBits = 8
	neighbours  = 2
)

// NewEvolution returns size random strings and a random goal.
func NewEvolution(size int, seed uint64) *Evolution {
	e := &Evolution{rng: rand.New(rand.NewPCG(seed, 0x65766f6c)), Selection: true, Strings: make([]uint64, size), next: make([]uint64, size)}
	e.Goal = e.rng.Uint64()
	for i := range e.Strings {
		e.Strings[i] = e.rng.Uint64()
	}
	return e
}

// Plant makes every string the goal itself, as if it had been found.
func (e *Evolution) Plant() {
	for i := range e.Strings {
		e.Strings[i] = e.Goal
	}
}

// Fitness returns how many bits of s agree with the goal.
func (e *Evolution) Fitness(s uint64) int { return GoalBits - bits.OnesCount64(s^e.Goal) }

// Best returns the largest fitness and the number of the string that has it.
func (e *Evolution) Best() (fitness, at int) {
	for i, s := range e.Strings {
		if f := e.Fitness(s); f > fitness {
			fitness, at = f, i
		}
	}
	return fitness, at
}

// Mean returns the mean fitness.
func (e *Evolution) Mean() float64 {
	sum := 0
	for _, s := range e.Strings {
		sum += e.Fitness(s)
	}
	return float64(sum) / float64(len(e.Strings))
}

// Step makes the next generation.
func (e *Evolution) Step() {
	for i := range e.next {
		e.next[i] = e.copyOf(e.parent(i))
	}
	e.Strings, e.next = e.next, e.Strings
	if e.Culture {
		for i := range e.Strings {
			e.learn(i)
		}
	}
	e.Generation++
}

// parent chooses the parent of string i near i, so that neighbours are relatives: the better of two, or any.
func (e *Evolution) parent(i int) uint64 {
	a, b := e.Strings[e.near(i)], e.Strings[e.near(i)]
	if e.Selection && e.Fitness(b) > e.Fitness(a) {
		return b
	}
	return a
}

// near returns a string at most neighbours away from i, on a ring.
func (e *Evolution) near(i int) int {
	n := len(e.Strings)
	return (i + e.rng.IntN(2*neighbours+1) - neighbours + n) % n
}

// copyOf returns s with each bit wrong with probability Rate.
func (e *Evolution) copyOf(s uint64) uint64 {
	for bit := range GoalBits {
		if e.rng.Float64() < e.Rate {
			s ^= 1 << bit
		}
	}
	return s
}

// learn lets string i copy a piece from its best neighbour, if that does better as a whole. It keeps the piece if it does not do worse with it.
func (e *Evolution) learn(i int) {
	model, n := e.Strings[i], len(e.Strings)
	for d := -neighbours; d <= neighbours; d++ {
		if s := e.Strings[(i+d+n)%n]; e.Fitness(s) > e.Fitness(model) {
			model = s
		}
	}
	if e.Fitness(model) <= e.Fitness(e.Strings[i]) {
		return
	}
	mask := uint64(1<<cultureBits-1) << e.rng.IntN(GoalBits-cultureBits+1)
	tried := e.Strings[i]&^mask | model&mask
	if e.Fitness(tried) >= e.Fitness(e.Strings[i]) {
		e.Strings[i] = tried
	}
}

// Until steps until some string is the goal, at most so many generations, and returns how many it took; reached is false if none is.
func (e *Evolution) Until(most int) (generations int, reached bool) {
	for g := range most {
		if f, _ := e.Best(); f == GoalBits {
			return g, true
		}
		e.Step()
	}
	f, _ := e.Best()
	return most, f == GoalBits
}
