package nn

import "math"

// An Activation is the function that a neuron applies to its weighted sum, with its derivative.
type Activation struct {
	Name  string
	F     func(z float64) float64
	Slope func(z float64) float64 // F′; at a kink the value from the left
}

// Activations are all activations by name.
var Activations = map[string]Activation{
	"relu":    {"relu", relu, func(z float64) float64 { return step(z) }},
	"leaky":   {"leaky", func(z float64) float64 { return relu(z) - leak*relu(-z) }, func(z float64) float64 { return leak + (1-leak)*step(z) }},
	"gelu":    {"gelu", gelu, geluSlope},
	"tanh":    {"tanh", math.Tanh, func(z float64) float64 { t := math.Tanh(z); return 1 - t*t }},
	"sigmoid": {"sigmoid", sigmoid, func(z float64) float64 { s := sigmoid(z); return s * (1 - s) }},
	"linear":  {"linear", func(z float64) float64 { return z }, func(float64) float64 { return 1 }},
	"step":    {"step", step, func(float64) float64 { return 0 }},
}

// ActivationNames are the keys of Activations in the order that a learner meets them.
var ActivationNames = []string{"relu", "leaky", "gelu", "tanh", "sigmoid", "step", "linear"}

// leak is the slope of the leaky ReLU below zero (Maas et al. 2013 use 0.01; 0.1 can be seen on a screen).
const leak = 0.1

func relu(z float64) float64 {
	if z > 0 {
		return z
	}
	return 0
}

func step(z float64) float64 {
	if z > 0 {
		return 1
	}
	return 0
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// gelu is z·Φ(z). Source: Hendrycks and Gimpel 2016.
func gelu(z float64) float64 { return z * normalCDF(z) }

func geluSlope(z float64) float64 {
	return normalCDF(z) + z*math.Exp(-z*z/2)/math.Sqrt(2*math.Pi)
}

func normalCDF(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
