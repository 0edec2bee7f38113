package nn

import (
	"fmt"
	"math"
	"slices"
)

// A Setup is everything that one chooses on the playground's screen before training. The zero value is not
// valid: begin with DefaultSetup, change it, and Clamp what came from outside.
type Setup struct {
	Problem    string  // "classification" (output tanh) or "regression" (output linear)
	Dataset    string  // a key of Datasets, or "own" for the points in Own
	Noise      int     // percent, 0–50
	Train      int     // percent of the points to train on, 10–90
	Features   [7]bool // which of FeatureNames are inputs
	Hidden     []int   // neurons of each hidden layer: 0–6 layers of 1–8
	Activation string  // a key of Activations, of the hidden layers
	Rate       float64 // learning rate
	Penalty    Penalty
	Batch      int    // examples of an update, 1–30
	Seed       string // of data and first weights, as in "0.12345"
	InitZero   bool   // weights and biases start at 0
	ShowTest   bool   // the screen shows the test points
	Discretize bool   // the screen shows the sign of the output only

	// What playground.tensorflow.org does not have, and no URL can say.
	Optimizer        string   // a key of OptimizerNames
	Dropout          float64  // share of hidden outputs left out while training, 0–0.9
	LayerActivations []string // of single hidden layers; "" or missing: Activation
	Own              []Point  // points of the data set "own"
}

// LearningRates and PenaltyRates are the playground's choices.
var (
	LearningRates = []float64{1e-5, 1e-4, .001, .003, .01, .03, .1, .3, 1, 3, 10}
	PenaltyRates  = []float64{0, .001, .003, .01, .03, .1, .3, 1, 3, 10}
)

// DefaultSetup is the playground as it opens: circle, tanh, [4 2], learning rate 0.03.
func DefaultSetup(seed string) Setup {
	return Setup{
		Problem: "classification", Dataset: "circle", Train: 50, Features: [7]bool{true, true}, Hidden: []int{4, 2},
		Activation: "tanh", Rate: 0.03, Penalty: Penalty{Name: "none"}, Batch: 10, Seed: seed, Optimizer: "sgd",
	}
}

// A Note says what was changed or left out of a Setup that came from outside: an English phrase with verbs, and what stands for them.
// The phrase can be looked up in a translation.
type Note struct {
	Phrase string
	Args   []any
}

// String is the note in English.
func (n Note) String() string { return fmt.Sprintf(n.Phrase, n.Args...) }

// Clamp brings every field into its range and says in a sentence, for each, what it changed.
func (s *Setup) Clamp() (notes []Note) {
	notes = s.clampWords()
	number := func(what string, v *int, from, to int) {
		if to := min(max(*v, from), to); to != *v {
			notes = append(notes, Note{"%s %d is outside %d–%d: took %d", []any{what, *v, from, max(from, to), to}})
			*v = to
		}
	}
	number("noise", &s.Noise, 0, 50)
	number("percTrainData", &s.Train, 10, 90)
	number("batchSize", &s.Batch, 1, 30)
	if len(s.Hidden) > 6 {
		notes = append(notes, Note{"networkShape has %d hidden layers: took the first 6", []any{len(s.Hidden)}})
		s.Hidden = s.Hidden[:6]
	}
	for i := range s.Hidden {
		number("networkShape", &s.Hidden[i], 1, 8)
	}
	nearest := func(what string, v *float64, choices []float64) {
		if to := closest(*v, choices); to != *v {
			notes = append(notes, Note{"%s %g is not one of the choices: took %g", []any{what, *v, to}})
			*v = to
		}
	}
	nearest("learningRate", &s.Rate, LearningRates)
	nearest("regularizationRate", &s.Penalty.Rate, PenaltyRates)
	if drop := min(max(s.Dropout, 0), 0.9); drop != s.Dropout {
		notes = append(notes, Note{"dropout %g is outside 0–0.9: took %g", []any{s.Dropout, drop}})
		s.Dropout = drop
	}
	return notes
}

func (s *Setup) clampWords() (notes []Note) {
	word := func(what string, v *string, choices []string) {
		if !slices.Contains(choices, *v) {
			notes = append(notes, Note{"%s %q is unknown: took %s", []any{what, *v, choices[0]}})
			*v = choices[0]
		}
	}
	word("problem", &s.Problem, []string{"classification", "regression"})
	data := ClassificationNames
	if s.Problem == "regression" {
		data = RegressionNames
	}
	word("dataset", &s.Dataset, append(slices.Clone(data), "own"))
	word("activation", &s.Activation, append([]string{"tanh"}, ActivationNames...))
	word("regularization", &s.Penalty.Name, PenaltyNames)
	word("optimizer", &s.Optimizer, OptimizerNames)
	for i := range s.LayerActivations {
		if s.LayerActivations[i] != "" {
			word("activation of a layer", &s.LayerActivations[i], append([]string{"tanh"}, ActivationNames...))
		}
	}
	return notes
}

// closest returns the choice whose logarithm is nearest; not a number gives the first.
func closest(v float64, choices []float64) float64 {
	best, distance := choices[0], math.Inf(1)
	for _, c := range choices {
		if c == v {
			return c
		}
		if d := math.Abs(math.Log(max(v, 1e-9)) - math.Log(max(c, 1e-9))); d < distance {
			best, distance = c, d
		}
	}
	return best
}

// sizes are the numbers of neurons from the inputs to the output.
func (s Setup) sizes() []int {
	inputs := 0
	for _, on := range s.Features {
		if on {
			inputs++
		}
	}
	return append(append([]int{inputs}, s.Hidden...), 1)
}

// activations are those of the hidden layers and of the output.
func (s Setup) activations() []Activation {
	var acts []Activation
	for i := range s.Hidden {
		name := s.Activation
		if i < len(s.LayerActivations) && s.LayerActivations[i] != "" {
			name = s.LayerActivations[i]
		}
		acts = append(acts, Activations[name])
	}
	if s.Problem == "regression" {
		return append(acts, Activations["linear"])
	}
	return append(acts, Activations["tanh"])
}

// samples is the number of generated points.
func (s Setup) samples() int {
	if s.Problem == "regression" {
		return 1200
	}
	return 500
}
