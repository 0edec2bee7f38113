package prob

import (
	"math"
	"testing"
)

func TestTheMajorityOfIndependentVotersIsRightMoreOften(t *testing.T) {
	for n, want := range map[int]float64{1: .7, 3: .784, 5: .837, 11: .922, 25: .983} {
		if got := Majority(n, .7); math.Abs(got-want) > 5e-4 {
			t.Errorf("%d voters: %.4f, want %.3f", n, got, want)
		}
	}
}

func TestVotersWhoShareAnOpinionAreNoBetterThanOne(t *testing.T) {
	if got := Herd(25, .7, 1); math.Abs(got-.7) > 1e-12 {
		t.Errorf("all of one opinion: %.4f", got)
	}
	if got := Herd(999, .7, .5); math.Abs(got-.85) > 1e-3 { // half of the time one opinion, else nearly always right
		t.Errorf("half shared: %.4f, want the limit .85", got)
	}
}
