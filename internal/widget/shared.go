package widget

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
	"slices"

	"charm.land/bubbles/v2/key"

	"learn-llm/internal/nn"
)

// digits is the binding of 0–9, which the field at hand takes directly. It is not shown in the line of keys.
func digits() key.Binding {
	return key.NewBinding(key.WithKeys("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), key.WithHelp("0–9", ""))
}

// indexOf returns where name stands in names; 0 if nowhere.
func indexOf(names []string, name string) int { return max(0, slices.Index(names, name)) }

// factor makes a field for a positive number: ←→ go from 1 to 3 to 10 and so on, − and + by a tenth.
func factor(label string, at *float64, least, most float64, changed func()) field {
	set := func(v float64) {
		*at = max(least, min(most, v))
		changed()
	}
	return field{
		label:  label,
		value:  func() string { return fmt.Sprintf("%.4g", *at) },
		change: func(steps int) { set(ladder(*at, steps)) },
		fine:   func(steps int) { set(*at * math.Pow(1.1, float64(steps))) },
	}
}

// ladder returns the number that is steps further on in 1, 2, 5, 10, 20 …
func ladder(v float64, steps int) float64 {
	k := math.Round(math.Log10(v)*3) + float64(steps)
	decade := math.Floor(k / 3)
	return []float64{1, 2, 5}[int(k-3*decade)] * math.Pow(10, decade)
}

// A history is a curve over time that never grows beyond its bound: when full, every second value goes.
type history struct {
	values []float64
	every  int // only every so many values are kept
	seen   int
}

const historyBound = 512

func (h *history) add(v float64) {
	if h.every == 0 {
		h.every = 1
	}
	if h.seen%h.every == 0 {
		h.values = append(h.values, v)
	}
	h.seen++
	if len(h.values) < historyBound {
		return
	}
	for i := range historyBound / 2 {
		h.values[i] = h.values[2*i]
	}
	h.values = h.values[:historyBound/2]
	h.every *= 2
}

// drawnCurve is the name under which the learner's own curve is kept: a JSON list of samples.
const drawnCurve = "drawn-curve"

// targets are the built-in targets, and the learner's own curve if there is one.
func targets(env Env) []nn.Target {
	var out []nn.Target
	for _, name := range nn.TargetNames {
		out = append(out, nn.Targets[name])
	}
	data, ok := env.Memory.Get(drawnCurve)
	var samples []float64
	if ok && json.Unmarshal(data, &samples) == nil && len(samples) >= 2 {
		out = append(out, nn.Drawn(0, 6, samples))
	}
	return out
}

func targetNames(all []nn.Target) []string {
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.Name
	}
	return names
}

// noFlags is for demonstrations without settings.
func noFlags(*flag.FlagSet) {}

// These are names that other packages give and that are shown in the learner's language.
var _ = []string{
	phrase("curve"), phrase("sine"), phrase("abs"), phrase("step"), phrase("drawn"), // nn.Targets
	phrase("die"), phrase("coin"), phrase("exponential"), phrase("humps"), phrase("cauchy"), // prob.Sources
}
