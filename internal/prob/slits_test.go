package prob

import (
	"math"
	"testing"
)

func TestWhereTwoPathsDifferByHalfAWavelengthNoParticleArrives(t *testing.T) {
	both := Slits{Width: 0.2, First: true, Second: true}
	one := Slits{Width: 0.2, First: true}
	for _, x := range []float64{-2.5, -0.5, 0.5, 1.5} {
		near(t, "two slits, dark", both.Intensity(x), 0, 1e-12)
		if one.Intensity(x) < 0.02 {
			t.Errorf("one slit is dark at %v too: %v", x, one.Intensity(x))
		}
	}
	// Amplitudes add, not intensities: twice the wave, four times the particles.
	near(t, "middle", both.Intensity(0), 4*one.Intensity(0), 1e-12)
	// Source: the first zero of one slit lies where its edges' paths differ by a wavelength, at 1/Width.
	near(t, "one slit's first zero", one.Intensity(5), 0, 1e-12)
}

func TestParticlesArriveAsOftenAsTheSquaredWaveSays(t *testing.T) {
	const n, reach = 40000, 4.0
	for _, s := range []Slits{{0.2, true, true, false}, {0.2, true, true, true}, {0.2, true, false, false}, {0.35, false, true, true}} {
		rng, density := seeded(8), s.Density(reach)
		bins := NewBins(-reach, reach, 64)
		for range n {
			bins.Add(s.Arrive(reach, rng))
		}
		if bins.Below+bins.Above != 0 {
			t.Error("a particle arrives beside the screen")
		}
		chi := 0.0
		for i, got := range bins.Counts {
			want := 0.0 // the density, integrated over the bin
			for j := range 20 {
				want += density(-reach+(float64(i)+(float64(j)+0.5)/20)/8) / 8 / 20 * n
			}
			chi += (float64(got) - want) * (float64(got) - want) / want
		}
		// χ² with 63 degrees of freedom has the mean 63 and the standard deviation √126 = 11.2: four of them.
		if chi > 63+4*math.Sqrt(126) {
			t.Errorf("%+v: χ² = %.0f for 63 degrees of freedom", s, chi)
		}
	}
}

func TestAParticleWhosePathIsRecordedMakesNoStripes(t *testing.T) {
	watched, one := Slits{Width: 0.2, First: true, Second: true, Watched: true}, Slits{Width: 0.2, First: true}
	for _, x := range []float64{0, 0.5, 1, 3.3} {
		near(t, "intensity", watched.Intensity(x), 2*one.Intensity(x), 1e-12)
	}
}
