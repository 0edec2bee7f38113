package prob

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Source is a distribution to draw from, with its mean and standard deviation; NaN where they do not exist.
type Source struct {
	Name     string
	Mean, SD float64
	Draw     func(rng *rand.Rand) float64
}

// Sources are the distributions of the course by name.
var Sources = map[string]Source{
	"die":         {"die", 3.5, math.Sqrt(35.0 / 12), func(r *rand.Rand) float64 { return float64(1 + r.IntN(6)) }},
	"coin":        {"coin", 0.5, 0.5, func(r *rand.Rand) float64 { return float64(r.Uint64() >> 63) }},
	"exponential": {"exponential", 1, 1, func(r *rand.Rand) float64 { return r.ExpFloat64() }},
	"humps":       {"humps", 0, math.Sqrt(1 + 0.25*0.25), humps},
	"cauchy":      {"cauchy", math.NaN(), math.NaN(), func(r *rand.Rand) float64 { return math.Tan(math.Pi * (r.Float64() - 0.5)) }},
}

// SourceNames are the keys of Sources in the order of the screen.
var SourceNames = []string{"die", "coin", "exponential", "humps", "cauchy"}

// humps draws from two narrow humps at ±1.
func humps(r *rand.Rand) float64 {
	x := 0.25 * r.NormFloat64()
	if r.Uint64()>>63 == 0 {
		return x - 1
	}
	return x + 1
}

// Weighted returns the source that gives the number i with a probability in proportion to weights[i].
// All weights must be finite and at least 0, and one of them above 0.
func Weighted(name string, weights []float64) Source {
	total, mean, square := 0.0, 0.0, 0.0
	cumulative := make([]float64, len(weights))
	for i, w := range weights {
		total += w
		cumulative[i] = total
		mean += w * float64(i)
		square += w * float64(i) * float64(i)
	}
	mean /= total
	return Source{name, mean, math.Sqrt(square/total - mean*mean), func(r *rand.Rand) float64 {
		i, _ := slices.BinarySearch(cumulative, r.Float64()*total)
		for i < len(weights)-1 && weights[i] == 0 {
			i++
		}
		return float64(min(i, len(weights)-1))
	}}
}

// Standardized returns (sum − n·mean)/(sd·√n) of n draws; for a source without mean or variance, the average of n draws.
func (s Source) Standardized(n int, rng *rand.Rand) float64 {
	sum := 0.0
	for range n {
		sum += s.Draw(rng)
	}
	if math.IsNaN(s.SD) {
		return sum / float64(n)
	}
	if s.SD == 0 {
		return 0
	}
	return (sum - float64(n)*s.Mean) / (s.SD * math.Sqrt(float64(n)))
}

// A Bins counts numbers in equal bins over [From, To]; what lies outside is counted apart.
type Bins struct {
	From, To     float64
	Counts       []int
	Below, Above int
	N            int
}

// NewBins returns n empty bins.
func NewBins(from, to float64, n int) *Bins {
	return &Bins{From: from, To: to, Counts: make([]int, n)}
}

// Add counts x.
func (b *Bins) Add(x float64) {
	b.N++
	switch {
	case x < b.From || math.IsNaN(x):
		b.Below++
	case x >= b.To:
		b.Above++
	default:
		i := int((x - b.From) / (b.To - b.From) * float64(len(b.Counts)))
		b.Counts[min(i, len(b.Counts)-1)]++
	}
}

// Density returns the height of bin i of a histogram whose area is the share of what was counted.
func (b *Bins) Density(i int) float64 {
	if b.N == 0 {
		return 0
	}
	return float64(b.Counts[i]) / float64(b.N) / ((b.To - b.From) / float64(len(b.Counts)))
}

// DiceSum returns the exact probabilities of the sum of n dice: p[k] is that of n+k.
func DiceSum(n int) []float64 {
	p := []float64{1}
	for range n {
		next := make([]float64, len(p)+5)
		for k, v := range p {
			for face := range 6 {
				next[k+face] += v / 6
			}
		}
		p = next
	}
	return p
}

// DiceError returns the largest difference between the exact distribution function of the sum of n dice and the
// normal one with the same mean and variance, taken midway between the values (with the continuity correction).
func DiceError(n int) float64 {
	p := DiceSum(n)
	mean, sd := 3.5*float64(n), math.Sqrt(35.0/12*float64(n))
	cdf, worst := 0.0, 0.0
	for k, v := range p {
		cdf += v
		worst = math.Max(worst, math.Abs(cdf-NormalCDF((float64(n+k)+0.5-mean)/sd)))
	}
	return worst
}

// NormalCDF is the distribution function of the standard normal distribution.
func NormalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }

// NormalDensity is the density of the standard normal distribution.
func NormalDensity(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }
