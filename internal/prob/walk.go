package prob

import (
	"math"
	"math/rand/v2"
)

// Walks are many random walks that start at 0 and take their steps together.
// A step has mean Drift and standard deviation SD; its distribution is normal.
type Walks struct {
	Drift, SD float64
	Steps     int
	At        []float64 // where each walk stands
}

// NewWalks returns that many walks at 0.
func NewWalks(count int, drift, sd float64) *Walks {
	return &Walks{Drift: drift, SD: sd, At: make([]float64, count)}
}

// Step moves every walk once.
func (w *Walks) Step(rng *rand.Rand) {
	for i := range w.At {
		w.At[i] += w.Drift + w.SD*rng.NormFloat64()
	}
	w.Steps++
}

// Mean returns the average place of the walks.
func (w *Walks) Mean() float64 {
	sum := 0.0
	for _, x := range w.At {
		sum += x
	}
	return sum / float64(len(w.At))
}

// Spread returns the root of the mean squared distance of the walks from Drift·Steps, where they are expected.
func (w *Walks) Spread() float64 {
	sum, mean := 0.0, w.Drift*float64(w.Steps)
	for _, x := range w.At {
		sum += (x - mean) * (x - mean)
	}
	return math.Sqrt(sum / float64(len(w.At)))
}

// ExpectedSpread returns SD·√Steps, the standard deviation of a walk's place.
func (w *Walks) ExpectedSpread() float64 { return w.SD * math.Sqrt(float64(w.Steps)) }

// Inside returns the share of walks within k standard deviations of where they are expected.
func (w *Walks) Inside(k float64) float64 {
	n, mean, far := 0, w.Drift*float64(w.Steps), k*w.ExpectedSpread()
	for _, x := range w.At {
		if math.Abs(x-mean) <= far {
			n++
		}
	}
	return float64(n) / float64(len(w.At))
}
