package nn

import (
	"errors"
	"math"
	"testing"
)

func spaced(from, to float64, n int, f func(float64) float64) (x, y []float64) {
	return Target{"", from, to, f}.Sample(n)
}

// Source: course.md; the polynomial of degree d through d+1 equally spaced points of [−1, 1], both ends included,
// the largest error at 10,001 equally spaced points.
func TestPolynomialsThroughEquallySpacedPointsOfRungeFlyAway(t *testing.T) {
	for degree, want := range map[int]float64{5: .4327, 10: 1.9156, 15: 2.1076, 20: 59.82} {
		x, y := spaced(-1, 1, degree+1, Runge)
		f, err := LeastSquares(x, y, degree)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "largest error", f.MaxError(Runge, 10_000), want, want*1e-4)
		for i := range x {
			near(t, "at a point", f.At(x[i]), y[i], 1e-9)
		}
	}
}

func TestEveryFamilyFindsItself(t *testing.T) {
	for family, truth := range map[string]func(float64) float64{
		"polynomial":  func(x float64) float64 { return 2 - x + 0.3*x*x*x },
		"sine":        func(x float64) float64 { return 1.5*math.Sin(2.3*x+0.4) - 0.7 },
		"exponential": func(x float64) float64 { return 3 * math.Exp(-0.8*x) },
		"power":       func(x float64) float64 { return 0.5 * math.Pow(x, 1.7) },
	} {
		x, y := spaced(0.5, 6, 25, truth)
		f, err := FitFamily(family, x, y, 3)
		if err != nil {
			t.Errorf("%s: %v", family, err)
			continue
		}
		near(t, family, f.MaxError(truth, 500), 0, 1e-6)
		if family == "polynomial" {
			for i, want := range []float64{2, -1, 0, 0.3} {
				near(t, "coefficient", f.Powers()[i], want, 1e-9)
			}
		}
	}
}

func TestAFitThatCannotBeSaysWhy(t *testing.T) {
	for name, fit := range map[string]func() (Formula, error){
		"too few":    func() (Formula, error) { return LeastSquares([]float64{1, 2}, []float64{1, 2}, 2) },
		"same x":     func() (Formula, error) { return LeastSquares([]float64{1, 1, 1}, []float64{1, 2, 3}, 2) },
		"two places": func() (Formula, error) { return LeastSquares([]float64{1, 2, 2}, []float64{1, 2, 3}, 2) },
		"negative x": func() (Formula, error) { return FitFamily("power", []float64{-1, 1, 2}, []float64{1, 2, 3}, 0) },
	} {
		if _, err := fit(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestBisectionAndNewtonFindTheSameRoot(t *testing.T) {
	f := func(x float64) float64 { return math.Sin(x) - 0.5 }
	half, err := Bisect(f, 0, 1, 1e-9, 60)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "bisection", half[len(half)-1].Middle, math.Pi/6, 1e-9)
	for i, s := range half {
		near(t, "width", s.B-s.A, math.Pow(0.5, float64(i)), 1e-12)
	}
	tangents, err := Newton(f, 0, 1e-9, 20)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "Newton", tangents[len(tangents)-1].Next, math.Pi/6, 1e-9)
	if len(tangents) >= 8 || len(half) < 25 {
		t.Errorf("%d tangents and %d halvings", len(tangents), len(half))
	}
	if _, err := Bisect(f, 0, 0.1, 1e-9, 60); !errors.Is(err, ErrSameSign) {
		t.Errorf("no change of sign: %v", err)
	}
	if _, err := Newton(math.Cos, 0, 1e-9, 20); !errors.Is(err, ErrFlat) {
		t.Errorf("flat start: %v", err)
	}
	if _, err := Newton(func(x float64) float64 { return x*x + 1 }, 0.7, 1e-9, 20); !errors.Is(err, ErrNoRoot) {
		t.Errorf("no root: %v", err)
	}
	for _, end := range []float64{0, 2} {
		s, err := Bisect(func(x float64) float64 { return x - end }, 0, 2, 1e-9, 60)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "root at an end", s[len(s)-1].Middle, end, 2e-9)
	}
}

func TestAffineNeuronsCollapse(t *testing.T) {
	a := []Affine{{2, -1}, {-0.5, 3}, {4, 0.25}}
	for _, x := range []float64{-2, 0, 1.5} {
		near(t, "chain", Chain(a...).At(x), a[2].At(a[1].At(a[0].At(x))), 1e-12)
		near(t, "sum", Sum(a...).At(x), a[0].At(x)+a[1].At(x)+a[2].At(x), 1e-12)
		near(t, "product", Horner(Product(a...), x), a[0].At(x)*a[1].At(x)*a[2].At(x), 1e-12)
	}
}

func TestThreeHalfPlanesMakeATriangle(t *testing.T) {
	planes := []HalfPlane{{0, 1, 1}, {1, -1, 2}, {-1, -1, 2}} // y > −1, y < x+2, y < 2−x
	corners := Region(planes, 6)
	near(t, "area", Area(corners), 9, 1e-9)
	if len(corners) != 3 || !Closed(corners, 6) || !AllFire(planes, 0, 0) || AllFire(planes, 0, 3) {
		t.Errorf("corners %v", corners)
	}
	if Closed(Region(planes[:2], 6), 6) {
		t.Error("two half planes close")
	}
	if got := Region([]HalfPlane{{1, 0, -1}, {-1, 0, -1}}, 6); len(got) != 0 {
		t.Errorf("x > 1 and x < −1 meet in %v", got)
	}
	near(t, "distance", HalfPlane{3, 4, 5}.Distance(0, 0), 1, 1e-12)
}

func TestTheLearningRateDecidesWhetherTheBallSettles(t *testing.T) {
	for name, land := range Landscapes {
		if land.Name != name || !(land.Loss(land.Start[0], land.Start[1]) > 0) {
			t.Errorf("%s begins at %v with loss %g", name, land.Start, land.Loss(land.Start[0], land.Start[1]))
		}
	}
	land := Landscapes["ravine"]
	near(t, "curvature", land.Curvature(0.3, 0.2), 20, 1e-4)
	for rate, settles := range map[float64]bool{0.09: true, 0.099: true, 0.102: false, 1: false} {
		b := NewBall(land, 1, 1)
		for range 1000 {
			b.Step(Optimizer{"sgd", rate})
		}
		if got := b.Loss() < 1e-3; got != settles || len(b.Path) > PathCap+1 || b.Lost() == settles {
			t.Errorf("rate %g: loss %g after %d steps", rate, b.Loss(), b.Steps)
		}
	}
	for _, name := range LandscapeNames {
		b := NewBall(Landscapes[name], Landscapes[name].Start[0], Landscapes[name].Start[1])
		before := b.Loss()
		for range 200 {
			b.Step(Optimizer{"adam", 0.05})
		}
		if !(b.Loss() < before) {
			t.Errorf("%s: loss went from %g to %g", name, before, b.Loss())
		}
	}
}
