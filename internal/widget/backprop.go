package widget

import (
	"errors"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// backprop runs values forward and gradients backward through an expression, one node a key.
type backprop struct {
	env    Env
	panel  panel
	entry  entry
	source string
	values [3]float64 // of a, b, c
	graph  *nn.Graph
	bad    *nn.SyntaxError
	ops    []int // the nodes that are computed, in order
	done   int   // steps made: first every op forward, then 1 for the result, then every op backward
	large  bool  // micrograd's example instead of the typed expression
}

var backpropNames = []string{"a", "b", "c"}

const backpropSource = "(a*b + c)^2"

func newBackprop(args []string, _ string, env Env) (Widget, error) {
	w := &backprop{env: env, entry: newEntry(80), source: backpropSource, values: [3]float64{2, -3, 10}}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	for i, name := range backpropNames {
		w.panel.fields = append(w.panel.fields, number(name, "%+.2f", &w.values[i], -20, 20, 0.5, 0.05, w.again))
	}
	w.again()
	return w, nil
}

// again makes the graph anew from the expression and the values, before any step.
func (w *backprop) again() {
	w.done = 0
	if w.large {
		w.graph = micrograd(w.values[0], w.values[1])
	} else if g, err := nn.ParseGraph(w.source, backpropNames, w.values[:]); err == nil {
		w.graph = g
	}
	w.ops = nil
	for i, n := range w.graph.Nodes {
		if n.Op != "" {
			w.ops = append(w.ops, i)
		}
	}
	w.graph.Forward()
}

// micrograd is the example of micrograd's README as a function of a and b. Source: Karpathy 2020.
func micrograd(va, vb float64) *nn.Graph {
	g := &nn.Graph{}
	a, b := g.Var("a", va), g.Var("b", vb)
	c := g.Add(a, b)
	d := g.Add(g.Mul(a, b), g.Pow(b, 3))
	c = g.Add(c, g.Add(c, g.Const(1)))
	c = g.Add(c, g.Add(g.Add(g.Const(1), c), g.Neg(a)))
	d = g.Add(d, g.Add(g.Mul(d, g.Const(2)), g.Apply("relu", g.Add(b, a))))
	d = g.Add(d, g.Add(g.Mul(g.Const(3), d), g.Apply("relu", g.Sub(b, a))))
	f := g.Pow(g.Sub(c, d), 2)
	g.Add(g.Div(f, g.Const(2)), g.Div(g.Const(10), f))
	return g
}

// steps is how many there are in all.
func (w *backprop) steps() int { return 2*len(w.ops) + 1 }

// move makes or takes back steps.
func (w *backprop) move(by int) {
	w.done = max(0, min(w.steps(), w.done+by))
	w.graph.Forward()
	if w.done <= len(w.ops) {
		return
	}
	w.graph.Begin()
	for k := range w.done - len(w.ops) - 1 {
		w.graph.Back(w.ops[len(w.ops)-1-k])
	}
}

func (w *backprop) Update(msg tea.Msg) tea.Cmd {
	if w.entry.on {
		done := w.entry.update(msg)
		_, err := nn.ParseGraph(w.entry.value(), backpropNames, w.values[:])
		if w.bad = nil; !errors.As(err, &w.bad) {
			w.bad = nil
		}
		if done && err == nil {
			w.source, w.large = w.entry.value(), false
			w.again()
		}
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch press.String() {
	case ".", "space", "enter":
		w.move(1)
	case ",", "backspace":
		w.move(-1)
	case "f":
		w.move(len(w.ops) - w.done)
	case "b":
		w.move(w.steps())
	case "t":
		w.bad = nil
		w.entry.begin(w.source)
	case "m":
		w.large = !w.large
		if w.values = [3]float64{2, -3, 10}; w.large {
			w.values = [3]float64{-4, 2, 0}
		}
		w.again()
	}
	return nil
}

func (w *backprop) Running() bool { return false }

// Typing reports whether an expression is being typed.
func (w *backprop) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *backprop) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

// Goal is to bring the gradients back to the variables.
func (w *backprop) Goal() (string, bool) {
	return w.env.T("Bring the gradient back to a, b and c"), w.done == w.steps()
}

func (w *backprop) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	return append([]key.Binding{bind(t("one step"), ".", ".", "space", "enter"), bind(t("step back"), ",", ",", "backspace"), bind(t("all forward"), "f"), bind(t("all backward"), "b"),
		bind(t("type an expression"), "t"), bind(t("micrograd's example"), "m")}, w.panel.bindings(w.env)...)
}

func (w *backprop) View(width, height int) string {
	if w.entry.on {
		return plot.Fit(w.typed(width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 26}.render(width, height)
}

// typed is the line being typed, and what is wrong with it.
func (w *backprop) typed(width int) string {
	t, pen := w.env.T, *w.env.Pen
	line, _ := w.entry.view(width, pen)
	if w.bad == nil {
		return line + "\n\n" + fold(t("a, b, c, numbers, + − * / ^ and relu, tanh, exp, sin, log. Enter: done."), width)
	}
	say := t(w.bad.Phrase)
	if strings.Contains(w.bad.Phrase, "%s") {
		say = t(w.bad.Phrase, w.bad.Word)
	}
	return line + "\n" + strings.Repeat(" ", min(width-1, 1+w.bad.Column)) + pen.Paint(theme.Warning, "^") + "\n" + paintLines(pen, theme.Warning, fold(say, width))
}

// current is the node that the last step worked on; -1 before the first.
func (w *backprop) current() int {
	switch n := len(w.ops); {
	case w.done == 0:
		return -1
	case w.done <= n:
		return w.ops[w.done-1]
	case w.done == n+1:
		return len(w.graph.Nodes) - 1
	default:
		return w.ops[n-(w.done-n-1)]
	}
}

// known reports whether the value of a node has been computed.
func (w *backprop) known(i int) bool {
	return w.graph.Nodes[i].Op == "" || w.done >= len(w.ops) || i <= w.ops[max(0, w.done-1)] && w.done > 0
}

// what writes a node as its operation on the numbers of others.
func (w *backprop) what(i int) string {
	n := w.graph.Nodes[i]
	ref := func(k int) string {
		if a := w.graph.Nodes[n.Args[k]]; a.Name != "" {
			return a.Name
		}
		return fmt.Sprintf("#%d", n.Args[k])
	}
	switch {
	case n.Op == "" && n.Name != "":
		return n.Name
	case n.Op == "":
		return "·"
	case n.Op == "^":
		return fmt.Sprintf("%s^%g", ref(0), n.Power)
	case len(n.Args) == 2:
		return ref(0) + " " + n.Op + " " + ref(1)
	}
	return n.Op + "(" + ref(0) + ")"
}
