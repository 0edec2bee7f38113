package widget

import (
	"flag"
	"fmt"
	"math"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// stack joins neurons without an activation, in sum, in depth or multiplied, and shows what they collapse to.
type stack struct {
	env     Env
	panel   panel
	how     int // index into stackHow
	n       int
	at      int // the neuron at hand, from 1
	neurons [mostStack]nn.Affine
}

const mostStack = 8

var stackHow = []string{phrase("sum"), phrase("chain"), phrase("product")}

func newStack(args []string, _ string, env Env) (Widget, error) {
	w := &stack{env: env, at: 1}
	how := "chain"
	err := parse(args, func(f *flag.FlagSet) {
		f.StringVar(&how, "join", how, "")
		f.IntVar(&w.n, "n", 3, "")
	})
	for _, e := range []error{oneOf("join", how, stackHow), between("n", w.n, 1, mostStack)} {
		if err == nil {
			err = e
		}
	}
	if err != nil {
		return nil, err
	}
	w.how = indexOf(stackHow, how)
	for i := range w.neurons {
		w.neurons[i] = nn.Affine{W: []float64{1.5, -0.8, 0.6, 1.2, -1.1, 0.9, 0.7, -1.3}[i], B: []float64{-0.5, 0.7, 0.3, -0.4, 0.2, -0.6, 0.8, 0.1}[i]}
	}
	t := env.T
	w.panel.fields = []field{
		choice(t("joined as"), &w.how, stackHow, func(s string) string { return t(s) }, func() {}),
		whole(t("how many neurons"), &w.n, 1, mostStack, func() { w.at = min(w.at, w.n) }),
		whole(t("chosen neuron"), &w.at, 1, mostStack, func() { w.at = min(w.at, w.n) }),
		w.number("w", func() *float64 { return &w.neurons[w.at-1].W }),
		w.number("b", func() *float64 { return &w.neurons[w.at-1].B }),
	}
	return w, nil
}

// number is a field for a number of the neuron at hand.
func (w *stack) number(label string, at func() *float64) field {
	set := func(step float64) func(int) {
		return func(steps int) {
			*at() = max(-3, min(3, math.Round((*at()+float64(steps)*step)*100)/100))
		}
	}
	return field{label: label, value: func() string { return fmt.Sprintf("%+.2f", *at()) }, change: set(0.1), fine: set(0.01)}
}

func (w *stack) used() []nn.Affine { return w.neurons[:w.n] }

func (w *stack) Update(msg tea.Msg) tea.Cmd {
	w.panel.update(msg)
	return nil
}

func (w *stack) Running() bool { return false }

func (w *stack) Keys() []key.Binding {
	return append(w.panel.bindings(w.env), digits())
}

// line is what a sum or a chain collapses to.
func (w *stack) line() nn.Affine {
	if stackHow[w.how] == "sum" {
		return nn.Sum(w.used()...)
	}
	return nn.Chain(w.used()...)
}

// result is what the joined neurons make of x, computed one neuron after the other.
func (w *stack) result(x float64) float64 {
	switch stackHow[w.how] {
	case "sum":
		y := 0.0
		for _, n := range w.used() {
			y += n.At(x)
		}
		return y
	case "product":
		y := 1.0
		for _, n := range w.used() {
			y *= n.At(x)
		}
		return y
	}
	for _, n := range w.used() {
		x = n.At(x)
	}
	return x
}

func (w *stack) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

func (w *stack) picture(width, height int) string {
	chart := plot.Chart{X: plot.Range{Min: -3, Max: 3}, Y: plot.Range{Min: -6, Max: 6}}
	for _, n := range w.used() {
		chart.Series = append(chart.Series, plot.Series{Role: theme.Muted, Kind: plot.Dotted, F: n.At})
	}
	chart.Series = append(chart.Series, plot.Series{Name: w.env.T("%d joined", w.n), Role: theme.Fit, Kind: plot.Line, F: w.result})
	text := fold(w.formula(), width)
	rest := height - lines(text) - 1
	if rest < 5 {
		return chart.Render(width, height, *w.env.Pen)
	}
	return chart.Render(width, rest, *w.env.Pen) + "\n\n" + paintLines(*w.env.Pen, theme.Data, text)
}

// formula writes what is joined, and what it is.
func (w *stack) formula() string {
	one := func(n nn.Affine, x string) string { return fmt.Sprintf("(%.2f·%s %+.2f)", n.W, x, n.B) }
	switch stackHow[w.how] {
	case "sum":
		var parts []string
		for _, n := range w.used() {
			parts = append(parts, one(n, "x"))
		}
		l := w.line()
		return strings.Join(parts, " + ") + fmt.Sprintf(" = %.4f·x %+.4f", l.W, l.B)
	case "product":
		var parts []string
		for _, n := range w.used() {
			parts = append(parts, one(n, "x"))
		}
		return strings.Join(parts, "·") + " = " + polynomial(nn.Product(w.used()...))
	}
	inner := "x"
	for _, n := range w.used() {
		inner = one(n, inner)
	}
	l := w.line()
	return strings.TrimSuffix(strings.TrimPrefix(inner, "("), ")") + fmt.Sprintf(" = %.4f·x %+.4f", l.W, l.B)
}

// polynomial writes coefficients of 1, x, x² … from the highest power down.
func polynomial(coeff []float64) string {
	powers := []string{"", "x", "x²", "x³", "x⁴", "x⁵", "x⁶", "x⁷", "x⁸"}
	var out []string
	for i := len(coeff) - 1; i >= 0; i-- {
		out = append(out, fmt.Sprintf("%+.3f%s", coeff[i], powers[i]))
	}
	return strings.TrimPrefix(strings.Join(out, " "), "+")
}

// facts are the two numbers that are left of all.
func (w *stack) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	if stackHow[w.how] == "product" {
		return []string{pen.Paint(theme.Fit, t("degree %d", w.n))}
	}
	l := w.line()
	return []string{pen.Paint(theme.Fit, fmt.Sprintf("W = %+.4f", l.W)), pen.Paint(theme.Fit, fmt.Sprintf("B = %+.4f", l.B)), "", t("bends: %d", 0), t("numbers that count: %d of %d", 2, 2*w.n)}
}

func (w *stack) caption() string {
	t := w.env.T
	switch stackHow[w.how] {
	case "product":
		if w.n < 2 {
			return t("One neuron is a line. Multiply it by another one.")
		}
		return t("Multiplied, lines are lines no more: %d of them make a polynomial of degree %d.", w.n, w.n)
	case "sum":
		return t("However many lines are added, the sum is one line: the slopes add up, and so do the heights.")
	}
	return t("%d layers without an activation are one layer: the slopes multiply to W, and nothing ever bends. It would be the same with a hundred.", w.n)
}

func (w *stack) Report() Report {
	t := w.env.T
	r := Report{Narration: w.caption() + " " + w.formula(), Values: []Value{{"neurons", float64(w.n), "", t("joined as %s", t(stackHow[w.how]))}}}
	if stackHow[w.how] == "product" {
		for i, c := range nn.Product(w.used()...) {
			r.Values = append(r.Values, Value{fmt.Sprintf("coefficient of x^%d", i), c, "", t("from multiplying out %s", w.formula())})
		}
		return r
	}
	l := w.line()
	r.Values = append(r.Values, Value{"W", l.W, "", w.formula()}, Value{"B", l.B, "", w.formula()})
	worst := 0.0
	for i := range 601 {
		x := -3 + float64(i)/100
		worst = math.Max(worst, math.Abs(w.result(x)-l.At(x)))
	}
	r.Values = append(r.Values, Value{"difference", worst, "", t("largest |joined − one line| at 601 places")})
	return r
}
