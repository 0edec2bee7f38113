package prob

import (
	"math"
	"math/rand/v2"
	"testing"
)

// Source: Kimura 1962 for a neutral gene: the probability that all get it is its share at the start.
func TestANeutralGeneReachesAllAsOftenAsItsShareAtTheStart(t *testing.T) {
	for carriers, want := range map[int]float64{2: 0.1, 10: 0.5, 15: 0.75} {
		const populations = 4000
		d := NewDrift(populations, 20, carriers, rand.NewPCG(uint64(carriers), 1))
		for open := 1; open > 0; _, _, open = d.Count() {
			d.Step()
		}
		lost, fixed, _ := d.Count()
		near(t, "share of populations", float64(fixed)/populations, want, 5*0.5/math.Sqrt(populations))
		if lost+fixed != populations {
			t.Errorf("%d lost, %d fixed of %d", lost, fixed, populations)
		}
		// The times spread about as far as their mean, and a little less far: the error of the mean is at most mean/√4000.
		near(t, "mean end", d.MeanEnd(), ExpectedEnd(20, carriers), 5*ExpectedEnd(20, carriers)/math.Sqrt(populations))
	}
}

// Source: with two individuals and one carrier the next generation is 0, 1 or 2 with ¼, ½, ¼: t = 1 + t/2.
func TestTheMeanTimeUntilTheEndIsExact(t *testing.T) {
	near(t, "two individuals", ExpectedEnd(2, 1), 2, 1e-8)
	if ExpectedEnd(20, 0) != 0 || ExpectedEnd(20, 20) != 0 {
		t.Error("an end that has come takes time")
	}
	// Source: Ewens 2004, diffusion: −2N(x·ln x + (1−x)·ln(1−x)), N haploid individuals; 4 % off for 50.
	near(t, "fifty individuals", ExpectedEnd(50, 25), 2*50*math.Ln2, 0.04*2*50*math.Ln2)
}

func TestSmallPopulationsEndSooner(t *testing.T) {
	if small, large := ExpectedEnd(10, 5), ExpectedEnd(100, 50); large < 8*small {
		t.Errorf("%.1f generations for 10, %.1f for 100", small, large)
	}
}
