package lm

import (
	"math"
	"testing"
)

func TestEveryHalfPrecisionNumberSurvivesTheRoundTrip(t *testing.T) {
	for h := range 1 << 16 {
		x := fromF16(uint16(h))
		if x != x {
			continue
		}
		if got := toF16(x); got != uint16(h) {
			t.Fatalf("%#04x is %v and became %#04x", h, x, got)
		}
	}
}

func TestHalfPrecisionRoundsToTheNearestAndTiesToEven(t *testing.T) {
	for _, c := range []struct {
		x    float32
		want uint16
	}{
		{1, 0x3c00}, {-2, 0xc000}, {65504, 0x7bff}, {65519, 0x7bff}, {65520, 0x7c00}, {1e10, 0x7c00},
		{1 + 0x1p-11, 0x3c00}, {1 + 3*0x1p-11, 0x3c02}, {0x1p-25, 0}, {0x1.8p-25, 1}, {float32(math.Inf(-1)), 0xfc00},
	} {
		if got := toF16(c.x); got != c.want {
			t.Errorf("%v: got %#04x, want %#04x", c.x, got, c.want)
		}
	}
}
