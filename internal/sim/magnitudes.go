package sim

import "math"

// A Magnitude is a large number that was recorded, with where it was published.
type Magnitude struct {
	Name   string  // English, to be looked up in a translation
	Least  float64 // the recorded number, or the lower end of its range
	Most   float64 // the upper end; Least where it is one number
	Source string  // author and year, or what was multiplied
}

// Numbers that the magnitudes are made of.
const (
	HumanNeurons      = 86e9   // Azevedo et al. 2009, Journal of Comparative Neurology 513
	CerebellumNeurons = 69e9   // the same
	SynapsesLeast     = 1e3    // of one neuron, a common estimate
	SynapsesMost      = 7e3    // of one cortical neuron, a common estimate
	H01Cells          = 57e3   // Shapson-Coe et al. 2024, Science 384
	H01Synapses       = 150e6  // the same
	H01Bytes          = 1.4e15 // the same
	GPT3Parameters    = 175e9  // Brown et al. 2020
	RoundSynapses     = 1e14   // the round number that parameters are compared with
)

// Magnitudes lists them in the order in which they are asked.
var Magnitudes = []Magnitude{
	{"neurons in a human brain", HumanNeurons, HumanNeurons, "Azevedo 2009"},
	{"synapses in a human brain", HumanNeurons * SynapsesLeast, HumanNeurons * SynapsesMost, "86e9 × 1e3…7e3"},
	{"cells in 1 mm³ of cortex (H01)", H01Cells, H01Cells, "Shapson-Coe 2024"},
	{"synapses in 1 mm³ of cortex (H01)", H01Synapses, H01Synapses, "Shapson-Coe 2024"},
	{"bytes of pictures of 1 mm³ (H01)", H01Bytes, H01Bytes, "Shapson-Coe 2024"},
	{"parameters of GPT-3", GPT3Parameters, GPT3Parameters, "Brown 2020"},
}

// Off returns how many powers of ten lie between a guess and the range of m, 0 inside it; guess is a power of ten's exponent.
func (m Magnitude) Off(guess float64) float64 {
	return max(0, guess-math.Log10(m.Most), math.Log10(m.Least)-guess)
}
