package nn

import "math"

// A Target is a function of one variable that is to be approximated on [From, To].
type Target struct {
	Name     string
	From, To float64
	F        func(x float64) float64
}

// Targets are the built-in targets by name.
var Targets = map[string]Target{
	"sine": {"sine", 0, 2 * math.Pi, math.Sin},
	// curve rises, dips and rises again: smooth, and no formula that a learner would guess.
	"curve": {"curve", 0, 6, func(x float64) float64 { return 0.35*x - 0.9*math.Sin(1.5*x)*math.Exp(-0.12*x) - 0.8 }},
	"abs":   {"abs", -3, 3, func(x float64) float64 { return math.Abs(x) - 1.5 }},
	"step":  {"step", -3, 3, func(x float64) float64 { return 2*step(x) - 1 }},
}

// TargetNames are the keys of Targets in the order of the screen.
var TargetNames = []string{"curve", "sine", "abs", "step"}

// Drawn returns the target through equally spaced samples on [from, to], joined by straight lines; at least two samples.
func Drawn(from, to float64, samples []float64) Target {
	n := len(samples)
	return Target{"drawn", from, to, func(x float64) float64 {
		t := (x - from) / (to - from) * float64(n-1)
		i := max(0, min(n-2, int(math.Floor(t))))
		share := t - float64(i)
		return samples[i] + (samples[i+1]-samples[i])*share
	}}
}

// Sample returns n equally spaced points of the target, both ends included; n ≥ 2.
func (t Target) Sample(n int) (x, y []float64) {
	x, y = make([]float64, n), make([]float64, n)
	for i := range n {
		x[i] = t.From + (t.To-t.From)*float64(i)/float64(n-1)
		y[i] = t.F(x[i])
	}
	return x, y
}
