// Package sim knows simulations that are neither network, chance nor language: machines with a hidden rule, and the like.
// It does not know a screen or a language; names are English, to be looked up in a translation.
package sim

import (
	"fmt"
	"slices"
	"strconv"
)

// An Input is what goes into a machine: X for numbers, X and Y for points, Word for words.
type Input struct {
	X, Y int
	Word string
}

// A MachineRule is a function from one set to another, of which only inputs and outputs are seen.
type MachineRule struct {
	Name  string // English, to be looked up in a translation
	Apply func(in Input) string
}

// MachineKinds are the keys of Machines in the order of the screen.
var MachineKinds = []string{"numbers", "words", "points"}

// Machines are the rules that a machine of each kind can hide. All those of numbers agree on 2: one example says nothing.
var Machines = map[string][]MachineRule{
	"numbers": {
		{"x + 2", number(func(x int) int { return x + 2 })},
		{"2x", number(func(x int) int { return 2 * x })},
		{"x²", number(func(x int) int { return x * x })},
		{"2·|x|", number(func(x int) int { return 2 * max(x, -x) })},
		{"6 − x", number(func(x int) int { return 6 - x })},
		{"x³ − 4", number(func(x int) int { return x*x*x - 4 })},
		{"4, whatever goes in", number(func(int) int { return 4 })},
	},
	"words": {
		{"read backwards", word(reversed)},
		{"unchanged", word(func(w []rune) []rune { return w })},
		{"written twice", word(func(w []rune) []rune { return append(slices.Clone(w), w...) })},
		{"the last character", word(func(w []rune) []rune { return w[max(0, len(w)-1):] })},
		{"the first character goes to the end", word(firstLast)},
		{"every second character left out", word(everySecond)},
		{"the number of characters", func(in Input) string { return strconv.Itoa(len([]rune(in.Word))) }},
	},
	"points": {
		{"x and y change places", point(func(x, y int) (int, int) { return y, x })},
		{"mirrored at the x axis", point(func(x, y int) (int, int) { return x, -y })},
		{"a quarter turn to the left", point(func(x, y int) (int, int) { return -y, x })},
		{"half a turn", point(func(x, y int) (int, int) { return -x, -y })},
		{"x + y", func(in Input) string { return strconv.Itoa(in.X + in.Y) }},
		{"x · y", func(in Input) string { return strconv.Itoa(in.X * in.Y) }},
		{"blue inside a disc of radius 3", colour(func(x, y int) bool { return x*x+y*y < 9 })},
		{"blue where x and y have one sign", colour(func(x, y int) bool { return x*y > 0 })},
	},
}

func number(f func(int) int) func(Input) string {
	return func(in Input) string { return strconv.Itoa(f(in.X)) }
}

func word(f func([]rune) []rune) func(Input) string {
	return func(in Input) string { return string(f([]rune(in.Word))) }
}

func point(f func(x, y int) (int, int)) func(Input) string {
	return func(in Input) string {
		x, y := f(in.X, in.Y)
		return fmt.Sprintf("(%d, %d)", x, y)
	}
}

func colour(blue func(x, y int) bool) func(Input) string {
	return func(in Input) string {
		if blue(in.X, in.Y) {
			return "blue"
		}
		return "orange"
	}
}

func reversed(w []rune) []rune {
	w = slices.Clone(w)
	slices.Reverse(w)
	return w
}

func firstLast(w []rune) []rune {
	if len(w) == 0 {
		return w
	}
	return append(slices.Clone(w[1:]), w[0])
}

func everySecond(w []rune) (out []rune) {
	for i := 0; i < len(w); i += 2 {
		out = append(out, w[i])
	}
	return out
}

// Contradiction returns the index of the first of the inputs for which a and b give different outputs; −1 if they
// agree on all.
func Contradiction(a, b MachineRule, inputs []Input) int {
	return slices.IndexFunc(inputs, func(in Input) bool { return a.Apply(in) != b.Apply(in) })
}
