package prob

import (
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Drift is the fate of one gene in many populations of equal size in which nobody is fitter. Every individual of a
// generation takes its gene from a parent drawn at random with replacement (Wright 1931, Fisher 1930).
type Drift struct {
	N           int   // individuals of a population
	Generations int   // so far
	Carriers    []int // individuals with the gene, in each population
	Ended       []int // the generation in which the gene was lost or reached all; −1 while both are open
	source      rand.Source
}

// NewDrift returns populations of n individuals of which carriers have the gene. The chance of all comes from source.
func NewDrift(populations, n, carriers int, source rand.Source) *Drift {
	d := &Drift{N: n, Carriers: make([]int, populations), Ended: make([]int, populations), source: source}
	for i := range d.Carriers {
		d.Carriers[i], d.Ended[i] = carriers, -1
	}
	d.end()
	return d
}

// Step lets every population have its next generation.
func (d *Drift) Step() {
	for i, k := range d.Carriers {
		if d.Ended[i] < 0 {
			d.Carriers[i] = int(distuv.Binomial{N: float64(d.N), P: float64(k) / float64(d.N), Src: d.source}.Rand())
		}
	}
	d.Generations++
	d.end()
}

// end notes the populations whose gene can change no more.
func (d *Drift) end() {
	for i, k := range d.Carriers {
		if d.Ended[i] < 0 && (k == 0 || k == d.N) {
			d.Ended[i] = d.Generations
		}
	}
}

// Share returns the share of carriers in population i.
func (d *Drift) Share(i int) float64 { return float64(d.Carriers[i]) / float64(d.N) }

// Count returns the number of populations that lost the gene, in which all have it, and in which both live on.
func (d *Drift) Count() (lost, fixed, open int) {
	for _, k := range d.Carriers {
		switch k {
		case 0:
			lost++
		case d.N:
			fixed++
		default:
			open++
		}
	}
	return lost, fixed, open
}

// MeanEnd returns the mean generation in which populations ended; 0 if none has.
func (d *Drift) MeanEnd() float64 {
	sum, n := 0, 0
	for _, g := range d.Ended {
		if g >= 0 {
			sum += g
			n++
		}
	}
	return float64(sum) / float64(max(1, n))
}

// ExpectedEnd returns the mean number of generations until a gene is lost or reaches all, exactly: the solution of
// t = 1 + P·t, where P holds the binomial transitions among 1 … n−1 carriers.
func ExpectedEnd(n, carriers int) float64 {
	if carriers <= 0 || carriers >= n {
		return 0
	}
	rest := mat.NewDense(n-1, n-1, nil) // I − P
	ones := mat.NewVecDense(n-1, nil)
	for i := 1; i < n; i++ {
		ones.SetVec(i-1, 1)
		for j := 1; j < n; j++ {
			rest.Set(i-1, j-1, -Binomial(n, j, float64(i)/float64(n)))
		}
		rest.Set(i-1, i-1, rest.At(i-1, i-1)+1)
	}
	var t mat.VecDense
	if err := t.SolveVec(rest, ones); err != nil {
		panic("prob: transitions without an end: " + err.Error())
	}
	return t.AtVec(carriers - 1)
}
