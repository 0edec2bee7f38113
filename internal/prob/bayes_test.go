package prob

import (
	"math"
	"testing"
)

func TestAPositiveResultOfAGoodTestIsMostlyAFalseAlarm(t *testing.T) {
	// 1 % ill, 99 % found, 95 % of the healthy let go: 0.0099 / (0.0099 + 0.0495).
	if got := (Test{.01, .99, .95}).Posterior(); math.Abs(got-1.0/6) > 1e-12 {
		t.Errorf("got %.5f, want 1/6", got)
	}
	if got := (Test{0, 1, 1}).Posterior(); got != 0 {
		t.Errorf("without a positive result: %v", got)
	}
}

func TestPeopleAddUp(t *testing.T) {
	for _, c := range []Test{{.01, .99, .95}, {.5, .5, .5}, {0, 1, 0}, {1, .3, .2}, {.333, .777, .111}} {
		a, b, d, e := c.People(1000)
		if a+b+d+e != 1000 || a < 0 || b < 0 || d < 0 || e < 0 {
			t.Errorf("%+v: %d %d %d %d", c, a, b, d, e)
		}
	}
}
