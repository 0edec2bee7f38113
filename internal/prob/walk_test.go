package prob

import (
	"math"
	"testing"
)

func TestTheSpreadOfWalksGrowsWithTheRootOfTime(t *testing.T) {
	const count = 5000
	w, rng := NewWalks(count, 0.02, 0.5), seeded(4)
	for _, steps := range []int{1, 4, 16, 64, 256} {
		for w.Steps < steps {
			w.Step(rng)
		}
		want := 0.5 * math.Sqrt(float64(steps))
		// The standard error of a standard deviation from n values is σ/√(2n), of a mean σ/√n.
		near(t, "spread", w.Spread(), want, 5*want/math.Sqrt(2*count))
		near(t, "expected spread", w.ExpectedSpread(), want, 1e-12)
		near(t, "mean", w.Mean(), 0.02*float64(steps), 5*want/math.Sqrt(count))
	}
	// Source: the normal distribution, 95.45 % within two standard deviations; standard error .3 %.
	near(t, "inside two standard deviations", w.Inside(2), 0.9545, 0.015)
}
