package widget

import (
	"math"
	"strings"
	"testing"
)

// answered opens the two slits with their question answered.
func answered(t *testing.T, seed uint64) Widget {
	w := open(t, "slit", env(seed))
	play(w, "3 enter enter")
	return w
}

func TestElectronsLeaveTheDarkPlacesEmptyOnlyWhenBothSlitsAreOpen(t *testing.T) {
	w := answered(t, 1)
	play(w, "tick:600")
	n := value(t, w, "electrons")
	if n < 5000 {
		t.Fatalf("%v electrons after 600 frames", n)
	}
	both := value(t, w, "near the mark") / n
	near(t, "share near the mark", both, value(t, w, "expected near the mark")/n, 5*math.Sqrt(0.005/n))
	play(w, "right tick:600") // only the left one; it runs on
	one := value(t, w, "near the mark") / value(t, w, "electrons")
	near(t, "share near the mark, one slit", one, value(t, w, "expected near the mark")/value(t, w, "electrons"), 0.01)
	if one < 10*both {
		t.Errorf("near the mark arrive %.4f of the electrons of one slit, %.4f of two", one, both)
	}
}

func TestTheStripesAreTheSameInEveryRunThoughNoDotIs(t *testing.T) {
	a, b := answered(t, 1), answered(t, 2)
	for _, w := range []Widget{a, b} {
		play(w, "tick:600")
		// Source: Kolmogorov; √n times the gap is above 1.95 in one case of a thousand.
		if gap, n := value(t, w, "largest CDF gap"), value(t, w, "electrons"); gap > 1.95/math.Sqrt(n) {
			t.Errorf("gap %.4f after %v electrons", gap, n)
		}
	}
	if value(t, a, "last place") == value(t, b, "last place") {
		t.Error("two seeds put the last electron at the same place")
	}
}

func TestElectronsBeginOneAtATime(t *testing.T) {
	w := answered(t, 3)
	play(w, "tick:5")
	near(t, "electrons after five frames", value(t, w, "electrons"), 1, 0)
	play(w, "tick:5")
	near(t, "electrons after ten", value(t, w, "electrons"), 2, 0)
}

func TestTheQuestionDoesNotShowTheAnswer(t *testing.T) {
	w := open(t, "slit", env(1))
	v := w.View(76, 20)
	if !strings.Contains(v, "mark") || strings.Contains(v, "ψ") {
		t.Errorf("the question shows\n%s", v)
	}
	near(t, "electrons through one slit", value(t, w, "electrons"), slitAsked, 0)
}
