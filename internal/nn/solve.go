package nn

import (
	"errors"
	"math"
)

// A Bracket is one step of bisection: the root of f lies in [A, B], and F is the value in the middle.
type Bracket struct{ A, B, Middle, F float64 }

// A Tangent is one step of Newton's method: at X the function is F with slope Slope, its tangent meets 0 at Next.
type Tangent struct{ X, F, Slope, Next float64 }

// Why a root was not found.
var (
	ErrSameSign = errors.New("f has the same sign at both ends: choose ends with a root between them")
	ErrFlat     = errors.New("the tangent is flat: it meets no axis, start elsewhere")
	ErrNoRoot   = errors.New("the steps do not settle: start elsewhere")
)

// Bisect halves [a, b] until it is narrower than tolerance, at most limit times, and returns every step.
// Without a change of sign it returns ErrSameSign.
func Bisect(f func(float64) float64, a, b, tolerance float64, limit int) ([]Bracket, error) {
	fa, fb := f(a), f(b)
	if !(fa*fb <= 0) {
		return nil, ErrSameSign
	}
	var steps []Bracket
	for range limit {
		m := a + (b-a)/2
		fm := f(m)
		steps = append(steps, Bracket{a, b, m, fm})
		switch {
		case fm == 0 || math.Abs(b-a) <= tolerance:
			return steps, nil
		case fa == 0:
			b = a
		case (fm < 0) == (fa < 0):
			a, fa = m, fm
		default:
			b = m
		}
	}
	return steps, nil
}

// Newton follows tangents from x until a step is at most tolerance, at most limit times, and returns every step,
// also with ErrFlat or ErrNoRoot. The slope is the symmetric difference quotient.
func Newton(f func(float64) float64, x, tolerance float64, limit int) ([]Tangent, error) {
	var steps []Tangent
	for range limit {
		h := 1e-6 * max(1, math.Abs(x))
		t := Tangent{X: x, F: f(x), Slope: (f(x+h) - f(x-h)) / (2 * h)}
		t.Next = x - t.F/t.Slope
		if t.F == 0 {
			t.Next = x
		}
		steps = append(steps, t)
		if math.IsNaN(t.Next) || math.IsInf(t.Next, 0) || math.Abs(t.Next) > 1e9 {
			return steps, ErrFlat
		}
		if math.Abs(t.Next-x) <= tolerance {
			return steps, nil
		}
		x = t.Next
	}
	return steps, ErrNoRoot
}
