package prob

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.6g, want %.6g ± %.1g", what, got, want, within)
	}
}

func seeded(n uint64) *rand.Rand { return rand.New(rand.NewPCG(n, 42)) }

// Source: 1 − 2⁻¹⁰ and 10·2⁻¹⁰.
func TestTenTossesAlmostSurelyShowAHeadButHardlyEverExactlyOne(t *testing.T) {
	near(t, "P(at least one)", 1-Binomial(10, 0, 0.5), 0.99902, 5e-6)
	near(t, "P(exactly one)", Binomial(10, 1, 0.5), 0.00977, 5e-6)
}

// Source: the course's table, exact binomial sums.
func TestTheShareComesNearAHalf(t *testing.T) {
	for n, want := range map[int]float64{100: .2356, 1000: .4933, 10000: .9556} {
		near(t, "P(|share−½| ≤ .01)", Within(n, 0.01), want, 6e-5)
	}
}

func TestTheDifferenceGrowsWhileTheShareSettles(t *testing.T) {
	for n, want := range map[int]float64{100: 4.0, 1000: 12.6, 10000: 39.9} {
		near(t, "E|heads−n/2|", ExpectedGap(n), want, 0.05)
	}
}

// Source: Schilling 1990, table for n = 100.
func TestTheLongestRunOfAHundredTossesIsSevenOnAverage(t *testing.T) {
	near(t, "mean longest run", ExpectedLongestRun(100), 7.0, 0.05)
	rng, sum := seeded(1), 0
	tosses := make([]bool, 100)
	for range 4000 {
		for i := range tosses {
			tosses[i] = rng.Uint64()>>63 == 1
		}
		sum += LongestRun(tosses)
	}
	near(t, "simulated mean", float64(sum)/4000, ExpectedLongestRun(100), 0.1) // standard error 0.028
}

func TestRunProbabilitiesMatchCounting(t *testing.T) {
	const n = 10
	for r := 1; r <= n; r++ {
		count := 0
		for bits := range 1 << n {
			tosses := make([]bool, n)
			for i := range tosses {
				tosses[i] = bits>>i&1 == 1
			}
			if LongestRun(tosses) <= r {
				count++
			}
		}
		near(t, "RunAtMost", RunAtMost(n, r), float64(count)/(1<<n), 1e-12)
	}
}

func TestASequenceThatAlternatesTooMuchIsFoundOut(t *testing.T) {
	human := make([]bool, 100)
	for i := range human {
		human[i] = i%2 == 0
	}
	if !Suspect(human).MadeByHuman {
		t.Error("strict alternation passes for a coin")
	}
	rng, caught := seeded(3), 0
	for range 1000 {
		for i := range human {
			human[i] = rng.Uint64()>>63 == 1
		}
		if Suspect(human).MadeByHuman {
			caught++
		}
	}
	if caught > 110 { // two tests at 5 %: at most 10 % in the mean, standard error 0.9 %
		t.Errorf("%d of 1000 real sequences are called human", caught)
	}
}

func TestTossingInWordsCountsEveryToss(t *testing.T) {
	rng := seeded(5)
	total := 0
	for range 2000 {
		total += Toss(77, rng)
	}
	near(t, "heads", float64(total)/(2000*77), 0.5, 0.005) // standard error 0.0013
	if Toss(0, rng) != 0 {
		t.Error("no toss gives heads")
	}
}

// Source: the course's table; exact convolution against the normal distribution with continuity correction.
func TestSumsOfDiceNearTheNormalDistributionAsMeasured(t *testing.T) {
	want := map[int]float64{1: .0542, 2: .0164, 3: .0098, 5: .0054, 10: .0026, 30: .0009}
	for n, w := range want {
		near(t, "largest CDF error", DiceError(n), w, 6e-5)
	}
}

func TestTheAverageOfCauchyDrawsIsNoSteadierThanOne(t *testing.T) {
	for _, n := range []int{1, 10, 100} {
		rng := seeded(uint64(n))
		xs := make([]float64, 20000)
		for i := range xs {
			xs[i] = Sources["cauchy"].Standardized(n, rng)
		}
		slices.Sort(xs)
		near(t, "lower quartile", xs[5000], -1, 0.06) // standard error 0.02
		near(t, "upper quartile", xs[15000], 1, 0.06)
	}
}

func TestSourcesHaveTheMeanAndDeviationThatTheyState(t *testing.T) {
	all := []Source{Weighted("own", []float64{1, 0, 3, 0.5})}
	for _, name := range SourceNames {
		all = append(all, Sources[name])
	}
	for _, s := range all {
		if math.IsNaN(s.Mean) {
			continue
		}
		rng := seeded(9)
		const n = 200000
		sum, square := 0.0, 0.0
		for range n {
			x := s.Draw(rng)
			sum += x
			square += x * x
		}
		mean := sum / n
		near(t, s.Name+" mean", mean, s.Mean, 5*s.SD/math.Sqrt(n))
		near(t, s.Name+" sd", math.Sqrt(square/n-mean*mean), s.SD, 0.02)
	}
}

func TestBinsKeepEveryCount(t *testing.T) {
	b := NewBins(-1, 1, 4)
	for _, x := range []float64{-1, -0.9, 0, 0.99, 1, 2, -5, math.NaN(), math.Inf(1)} {
		b.Add(x)
	}
	total := b.Below + b.Above
	for _, c := range b.Counts {
		total += c
	}
	if total != b.N || b.N != 9 || b.Counts[0] != 2 || b.Above != 3 || b.Below != 2 {
		t.Errorf("got %+v", b)
	}
}

func BenchmarkToss(b *testing.B) {
	rng := seeded(1)
	b.ReportAllocs()
	for b.Loop() {
		Toss(1_000_000, rng)
	}
	b.ReportMetric(float64(b.N)*1e6/b.Elapsed().Seconds()/1e6, "Mdraws/s")
}

func BenchmarkSums(b *testing.B) {
	for _, name := range SourceNames {
		b.Run(name, func(b *testing.B) {
			rng := seeded(1)
			b.ReportAllocs()
			for b.Loop() {
				Sources[name].Standardized(1, rng)
			}
		})
	}
}
