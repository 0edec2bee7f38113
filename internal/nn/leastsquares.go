package nn

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// A Formula is a function of one variable from a family, with the numbers that least squares found.
type Formula struct {
	Family string    // a key of FamilyNames
	Coeff  []float64 // polynomial: c₀ … c_d of Chebyshev's T₀ … T_d in u; sine: a, b, c; exponential, power: a
	Rate   float64   // sine: ω; exponential: b; power: the power
	From   float64   // the smallest and the largest x: u runs from −1 to 1 between them
	To     float64
}

// FamilyNames are the families: polynomials; a·sin ωx + b·cos ωx + c; a·e^(bx); a·x^b.
var FamilyNames = []string{"polynomial", "sine", "exponential", "power"}

// LeastSquares returns the polynomial of a degree for which Σ(f(x)−y)² is smallest; through all points where there
// are degree+1. It is solved by QR in Chebyshev's basis, without which degree 20 would be noise. Too few
// different x for the degree are an error.
func LeastSquares(x, y []float64, degree int) (Formula, error) {
	f := Formula{Family: "polynomial"}
	if degree < 0 || len(x) <= degree {
		return f, fmt.Errorf("fit a polynomial of degree %d to %d points: it takes at least %d", degree, len(x), degree+1)
	}
	f.From, f.To = ends(x)
	if degree > 0 && f.From == f.To {
		return f, fmt.Errorf("fit a polynomial of degree %d: all points have the same x", degree)
	}
	columns := make([][]float64, degree+1)
	for k := range columns {
		columns[k] = make([]float64, len(x))
	}
	for i, v := range x {
		chebyshev(f.scale(v), func(k int, t float64) { columns[k][i] = t }, degree)
	}
	var err error
	f.Coeff, err = solveColumns(columns, y)
	return f, err
}

// FitFamily fits any family; degree counts for polynomials only. For the others the rate is searched for, and the
// rest is least squares. Exponential needs nothing, power needs x > 0.
func FitFamily(family string, x, y []float64, degree int) (Formula, error) {
	if family == "polynomial" {
		return LeastSquares(x, y, degree)
	}
	from, to := ends(x)
	f := Formula{Family: family, From: from, To: to}
	if len(x) < 3 || from == to {
		return f, fmt.Errorf("fit a %s: it takes at least three points with different x", family)
	}
	if family == "power" && from <= 0 {
		return f, fmt.Errorf("fit a power: x must be positive, %g is not", from)
	}
	rates := f.rates(len(x))
	best, at := math.Inf(1), 0
	for i, rate := range rates {
		if err := f.with(rate, x, y); err < best {
			best, at = err, i
		}
	}
	if math.IsInf(best, 1) {
		return f, fmt.Errorf("fit a %s: no rate fits these points", family)
	}
	f.refine(rates[max(at-1, 0)], rates[min(at+1, len(rates)-1)], x, y)
	return f, nil
}

// rates are where the search for a rate looks first.
func (f *Formula) rates(points int) []float64 {
	width, all := f.To-f.From, []float64(nil)
	for i := range 400 {
		t := float64(i) / 399
		switch f.Family {
		case "sine": // from a third of a wave on the picture to two points a wave
			all = append(all, 2*math.Pi/width*(0.3+t*(float64(points)/2-0.3)))
		case "exponential":
			all = append(all, (2*t-1)*20/width)
		default:
			all = append(all, (2*t-1)*8)
		}
	}
	return all
}

// refine narrows the rate down by golden section.
func (f *Formula) refine(from, to float64, x, y []float64) {
	const golden = 0.6180339887498949
	a, b := to-golden*(to-from), from+golden*(to-from)
	fa, fb := f.with(a, x, y), f.with(b, x, y)
	for range 60 {
		if fa < fb {
			to, b, fb = b, a, fa
			a = to - golden*(to-from)
			fa = f.with(a, x, y)
		} else {
			from, a, fa = a, b, fb
			b = from + golden*(to-from)
			fb = f.with(b, x, y)
		}
	}
	f.with((from+to)/2, x, y)
}

// with sets the rate, solves for the rest, and returns Σ(f−y)²; infinite where that cannot be.
func (f *Formula) with(rate float64, x, y []float64) float64 {
	f.Rate = rate
	columns := make([][]float64, 0, 3)
	for _, basis := range f.basis() {
		c := make([]float64, len(x))
		for i, v := range x {
			c[i] = basis(v)
		}
		columns = append(columns, c)
	}
	coeff, err := solveColumns(columns, y)
	if err != nil {
		return math.Inf(1)
	}
	f.Coeff = coeff
	return f.Squares(x, y)
}

func (f *Formula) basis() []func(float64) float64 {
	switch rate := f.Rate; f.Family {
	case "sine":
		return []func(float64) float64{
			func(x float64) float64 { return math.Sin(rate * x) },
			func(x float64) float64 { return math.Cos(rate * x) },
			func(float64) float64 { return 1 },
		}
	case "exponential":
		return []func(float64) float64{func(x float64) float64 { return math.Exp(rate * x) }}
	default:
		return []func(float64) float64{func(x float64) float64 { return math.Pow(x, rate) }}
	}
}

// At returns the value at x.
func (f Formula) At(x float64) float64 {
	sum := 0.0
	if f.Family == "polynomial" {
		chebyshev(f.scale(x), func(k int, t float64) { sum += f.Coeff[k] * t }, len(f.Coeff)-1)
		return sum
	}
	for k, basis := range f.basis() {
		sum += f.Coeff[k] * basis(x)
	}
	return sum
}

// Squares returns Σ(f(x)−y)².
func (f Formula) Squares(x, y []float64) float64 {
	sum := 0.0
	for i, v := range x {
		d := f.At(v) - y[i]
		sum += d * d
	}
	return sum
}

// MaxError returns the largest |f − want| at n+1 equally spaced points of the fitted range.
func (f Formula) MaxError(want func(float64) float64, n int) float64 {
	worst := 0.0
	for i := range n + 1 {
		x := f.From + (f.To-f.From)*float64(i)/float64(n)
		worst = math.Max(worst, math.Abs(f.At(x)-want(x)))
	}
	return worst
}

// Powers returns a polynomial's coefficients of 1, x, x² … for a screen; beyond degree 10 they lose their digits.
func (f Formula) Powers() []float64 {
	n := len(f.Coeff)
	scale, shift := 1.0, 0.0 // u = scale·x + shift
	if f.To > f.From {
		scale, shift = 2/(f.To-f.From), -(f.To+f.From)/(f.To-f.From)
	}
	sum, t0, t1 := make([]float64, n), make([]float64, n), make([]float64, n)
	t0[0] = 1
	for k, c := range f.Coeff {
		for i, v := range t0 {
			sum[i] += c * v
		}
		factor := 2.0 // T₁ = u, then Tₖ₊₁ = 2u·Tₖ − Tₖ₋₁
		if k == 0 {
			factor = 1
		}
		next := make([]float64, n)
		for i, v := range t0 {
			next[i] += factor * shift * v
			if i+1 < n {
				next[i+1] += factor * scale * v
			}
			next[i] -= t1[i]
		}
		t0, t1 = next, t0
	}
	return sum
}

// scale maps the fitted range to [−1, 1].
func (f Formula) scale(x float64) float64 {
	if f.From == f.To {
		return 0
	}
	return (2*x - f.From - f.To) / (f.To - f.From)
}

// chebyshev calls do with T₀(u) … T_degree(u).
func chebyshev(u float64, do func(k int, t float64), degree int) {
	before, t := u, 1.0 // T₋₁ = u, T₀ = 1
	for k := range degree + 1 {
		do(k, t)
		before, t = t, 2*u*t-before
	}
}

// solveColumns returns the c for which |Σ c[k]·columns[k] − y|² is smallest.
func solveColumns(columns [][]float64, y []float64) ([]float64, error) {
	a := mat.NewDense(len(y), len(columns), nil)
	for k, c := range columns {
		for _, v := range c {
			if math.IsInf(v, 0) || math.IsNaN(v) {
				return nil, fmt.Errorf("a value of the basis is no number")
			}
		}
		a.SetCol(k, c)
	}
	var qr mat.QR
	qr.Factorize(a)
	var c mat.VecDense
	if err := qr.SolveVecTo(&c, false, mat.NewVecDense(len(y), y)); err != nil {
		return nil, fmt.Errorf("solve least squares for %d numbers from %d points, are their x different?: %w", len(columns), len(y), err)
	}
	return c.RawVector().Data, nil
}

func ends(x []float64) (from, to float64) {
	if len(x) == 0 {
		return 0, 0
	}
	from, to = x[0], x[0]
	for _, v := range x {
		from, to = min(from, v), max(to, v)
	}
	return from, to
}

// Runge is 1/(1+25x²) on [−1, 1], which polynomials through equally spaced points do not follow (Runge 1901).
func Runge(x float64) float64 { return 1 / (1 + 25*x*x) }
