package nn

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.6g, want %.6g ± %.1g", what, got, want, within)
	}
}

// Source: the course's measured table for sine on [0, 2π].
func TestTheErrorOfStraightPiecesOnASineFallsAsMeasured(t *testing.T) {
	for _, tt := range []struct {
		k    int
		want float64
	}{{3, .4373}, {6, .1340}, {12, .0329}, {24, .0085}, {48, .0021}} {
		near(t, "error", Divide(Targets["sine"], tt.k).Error(Targets["sine"], 2000), tt.want, 6e-5)
	}
}

func TestSixPiecesOfASineHaveTheSlopesAndInterceptsOfTheCourse(t *testing.T) {
	p := Divide(Targets["sine"], 6)
	w := []float64{.8270, 0, -.8270, -.8270, 0, .8270}
	b := []float64{0, .8660, 2.5981, 2.5981, -.8660, -5.1962}
	c := []float64{.8270, -.8270, -.8270, 0, .8270, .8270}
	h := p.Construct()
	for i := range w {
		near(t, "w", p.W[i], w[i], 6e-5)
		near(t, "b", p.B[i], b[i], 6e-5)
		near(t, "c", h.C[i], c[i], 6e-5)
	}
}

func TestTheSumOfReLUsEqualsThePieces(t *testing.T) {
	for name, target := range Targets {
		for _, k := range []int{1, 2, 6, 48} {
			p := Divide(target, k)
			h := p.Construct()
			for i := range 1001 {
				x := target.From + (target.To-target.From)*float64(i)/1000
				near(t, name, h.At(x, k), p.At(x), 1e-12)
			}
		}
	}
}

func TestEverySlopeIsTheDerivative(t *testing.T) {
	for name, a := range Activations {
		for z := -3.05; z < 3; z += 0.1 {
			if name == "step" && math.Abs(z) < 0.1 {
				continue
			}
			near(t, name, a.Slope(z), (a.F(z+1e-6)-a.F(z-1e-6))/2e-6, 1e-6)
		}
	}
	if len(ActivationNames) != len(Activations) {
		t.Errorf("ActivationNames lists %d of %d activations", len(ActivationNames), len(Activations))
	}
}

func TestTheGradientOfAFitAgreesWithFiniteDifferences(t *testing.T) {
	for name, a := range Activations {
		if name == "step" {
			continue // its slope is 0 everywhere but at the jump
		}
		x, y := Targets["sine"].Sample(64)
		f := NewFit(8, a, Optimizer{"adam", 0.01}, x, y, rand.New(rand.NewPCG(3, 1)))
		for range 20 {
			f.Step()
		}
		if worst := f.Check(1e-6); worst > 1e-6 {
			t.Errorf("%s: gradients differ from difference quotients by %.2g, want at most 1e-6", name, worst)
		}
	}
}

func TestTheSameSeedGivesTheSameCurve(t *testing.T) {
	run := func() float64 {
		x, y := Targets["curve"].Sample(64)
		f := NewFit(6, Activations["relu"], Optimizer{"adam", 0.02}, x, y, rand.New(rand.NewPCG(7, 7)))
		for range 300 {
			f.Step()
		}
		return f.Loss()
	}
	if a, b := run(), run(); a != b {
		t.Errorf("two runs end at %v and %v", a, b)
	}
}

func TestTrainingFollowsTheSine(t *testing.T) {
	x, y := Targets["sine"].Sample(64)
	for _, opt := range []Optimizer{{"sgd", 0.05}, {"momentum", 0.02}, {"adam", 0.02}} {
		f := NewFit(12, Activations["relu"], opt, x, y, rand.New(rand.NewPCG(1, 2)))
		before := f.Loss()
		for range 4000 {
			f.Step()
		}
		if after := f.Loss(); after > before/20 || after > 0.02 {
			t.Errorf("%s: loss went from %.4f to %.4f in 4000 steps", opt.Name, before, after)
		}
	}
}

// A fit of n ReLUs is a chain of at most n+1 lines: it bends only at its kinks.
func TestAFitBendsOnlyAtItsKinks(t *testing.T) {
	x, y := Targets["sine"].Sample(64)
	f := NewFit(6, Activations["relu"], Optimizer{"adam", 0.02}, x, y, rand.New(rand.NewPCG(5, 2)))
	for range 500 {
		f.Step()
	}
	bends := 0
	const n = 20000
	h := 2 * math.Pi / n
	for i := 1; i < n; i++ {
		at := float64(i) * h
		if math.Abs(f.At(at+h)-2*f.At(at)+f.At(at-h)) < 1e-9 {
			continue
		}
		bends++
		nearest := math.Inf(1)
		for k := range f.W {
			nearest = math.Min(nearest, math.Abs(f.Kink(k)-at))
		}
		if nearest > 1.01*h {
			t.Errorf("a bend at %.4f, and no kink nearer than %.4f", at, nearest)
		}
	}
	if bends == 0 || bends > 2*6 {
		t.Errorf("%d bends for 6 neurons", bends)
	}
}

func TestAConstructionLoadedIntoAFitIsTheSameFunction(t *testing.T) {
	target := Targets["sine"]
	x, y := target.Sample(64)
	h := Divide(target, 6).Construct()
	f := NewFit(6, Activations["relu"], Optimizer{"sgd", 0.01}, x, y, rand.New(rand.NewPCG(5, 2)))
	f.Load(h)
	for _, v := range x {
		near(t, "f", f.At(v), h.At(v, 6), 1e-12)
	}
}

func TestADeadNeuronIsNamed(t *testing.T) {
	x, y := Targets["sine"].Sample(64)
	f := NewFit(2, Activations["relu"], Optimizer{"sgd", 0.01}, x, y, rand.New(rand.NewPCG(5, 2)))
	f.W[0], f.B[0] = 1, -100
	if !f.Dead(0) {
		t.Error("a neuron that is silent on all points is not called dead")
	}
	f.B[0] = 0
	if f.Dead(0) {
		t.Error("a neuron that fires is called dead")
	}
}

func BenchmarkFitStep(b *testing.B) {
	x, y := Targets["sine"].Sample(64)
	f := NewFit(16, Activations["relu"], Optimizer{"adam", 0.01}, x, y, rand.New(rand.NewPCG(1, 1)))
	b.ReportAllocs()
	for b.Loop() {
		f.Step()
	}
	b.ReportMetric(float64(b.N)*64/b.Elapsed().Seconds()*0.033, "examples/frame")
}
