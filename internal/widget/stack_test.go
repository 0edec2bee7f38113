package widget

import (
	"fmt"
	"testing"
)

func TestNeuronsWithoutActivationCollapseToOneLine(t *testing.T) {
	for _, how := range []string{"sum", "chain"} {
		for n := 1; n <= mostStack; n++ {
			w := open(t, "stack", env(1), "-join="+how, fmt.Sprintf("-n=%d", n))
			near(t, fmt.Sprintf("%s of %d", how, n), value(t, w, "difference"), 0, 1e-12)
		}
	}
}

func TestAProductOfTwoIsAParabola(t *testing.T) {
	w := open(t, "stack", env(1), "-join=product", "-n=2").(*stack)
	a, b := w.neurons[0], w.neurons[1]
	near(t, "x²", value(t, w, "coefficient of x^2"), a.W*b.W, 1e-12)
	near(t, "x", value(t, w, "coefficient of x^1"), a.W*b.B+a.B*b.W, 1e-12)
	near(t, "1", value(t, w, "coefficient of x^0"), a.B*b.B, 1e-12)
	near(t, "at 1.5", w.result(1.5), a.At(1.5)*b.At(1.5), 1e-12)
}

func TestTheNumbersOfANeuronChange(t *testing.T) {
	w := open(t, "stack", env(1), "-join=sum", "-n=2")
	before := value(t, w, "W")
	play(w, "down down right down right")
	near(t, "W", value(t, w, "W"), before+0.1, 1e-12)
}
