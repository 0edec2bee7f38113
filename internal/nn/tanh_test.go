package nn

import (
	"math"
	"testing"
)

func TestTheFastTanhIsTanh(t *testing.T) {
	z := []float64{0, math.Copysign(0, -1), 1e-300, 1e-9, -1e-5, 19, -22, 23, 1e300, math.Inf(1), math.Inf(-1)}
	for v := -6.0; v < 6; v += 0.00137 {
		z = append(z, v)
	}
	got := make([]float64, len(z))
	tanhs(z, got)
	for i, v := range z {
		want := math.Tanh(v)
		near(t, "tanh", got[i], want, 3e-16)
		if math.Abs(got[i]-want) > 1e-14*math.Abs(want) || math.Signbit(got[i]) != math.Signbit(want) {
			t.Errorf("tanh(%g) = %g, want %g", v, got[i], want)
		}
	}
	if tanhs([]float64{math.NaN()}, got[:1]); !math.IsNaN(got[0]) {
		t.Errorf("tanh(NaN) = %g", got[0])
	}
	for j, root := range roots {
		near(t, "root", root, math.Exp2(float64(j)/16), 3e-16)
	}
}
