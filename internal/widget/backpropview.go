package widget

import (
	"fmt"
	"strings"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// graphNodes is up to how many nodes the graph is drawn; beyond it is a list.
const graphNodes = 14

// picture is the graph where it is small enough, and the list of its nodes.
func (w *backprop) picture(width, height int) string {
	head := w.env.Pen.Paint(theme.Heading, plot.Fit(w.title(), width, 1))
	if len(w.graph.Nodes) > graphNodes || width < 44 || height < 16 {
		return head + "\n\n" + w.list(width, max(1, height-2))
	}
	rows := len(w.graph.Nodes) + 1
	graph := min(height-rows-4, 16)
	if graph < 5 {
		return head + "\n\n" + w.list(width, max(1, height-2))
	}
	return head + "\n\n" + w.drawing().Render(min(width, 90), graph, *w.env.Pen) + "\n\n" + w.list(width, height-graph-4)
}

func (w *backprop) title() string {
	if w.large {
		return w.env.T("the example of micrograd")
	}
	return w.source
}

// drawing is the graph: leaves at the left, the result at the right.
func (w *backprop) drawing() plot.Graph {
	depth := w.graph.Depth()
	count, seen, deepest := map[int]int{}, map[int]int{}, 1
	for _, d := range depth {
		count[d]++
		deepest = max(deepest, d)
	}
	var g plot.Graph
	for i, n := range w.graph.Nodes {
		d := depth[i]
		y := (float64(seen[d]) + 0.5) / float64(count[d])
		seen[d]++
		label, role := n.Name, theme.Text
		if n.Op != "" {
			label, role = n.Op, theme.Data
		}
		if w.known(i) {
			label = strings.TrimSpace(label + fmt.Sprintf(" %.4g", n.Value))
		}
		if w.done > len(w.ops) {
			label += fmt.Sprintf(" ∂%.4g", n.Grad)
		}
		g.Nodes = append(g.Nodes, plot.Node{X: float64(d) / float64(deepest), Y: y, Label: label, Role: role, Focus: i == w.current()})
		for _, a := range n.Args {
			g.Edges = append(g.Edges, plot.Edge{From: a, To: i, Role: theme.Muted})
		}
	}
	return g
}

// list is a line for each node: its number, what it is, its value and the gradient that has arrived.
func (w *backprop) list(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{pen.Paint(theme.Muted, fmt.Sprintf("   #  %s %s %s", cellLeft(t("is"), 14), cellRight(t("value"), 10), cellRight(t("gradient"), 12)))}
	for i, n := range w.graph.Nodes {
		value, grad, role, mark := "", "", theme.Text, "  "
		if w.known(i) {
			value = fmt.Sprintf("%.4f", n.Value)
		}
		if w.done > len(w.ops) {
			grad = fmt.Sprintf("%.4f", n.Grad)
		}
		if i == w.current() {
			role, mark = theme.Focus, arrow(pen)
		}
		out = append(out, pen.Paint(role, fmt.Sprintf("%s%2d  %-14s %10s %12s", mark, i, w.what(i), value, grad)))
	}
	if from := 1 + max(0, min(w.current(), len(out)-1)-height/2); len(out) > height && from > 1 { // keep the node at hand in sight
		from = min(from, len(out)-height+1)
		out = append(out[:1], out[max(1, from):]...)
	}
	return plot.Fit(strings.Join(out, "\n"), width, height)
}

func (w *backprop) facts() []string {
	t := w.env.T
	out := []string{t("step %d of %d", w.done, w.steps())}
	if w.done == w.steps() {
		for _, n := range w.graph.Nodes {
			if n.Name != "" {
				out = append(out, w.env.Pen.Paint(theme.Fit, fmt.Sprintf("∂/∂%s = %.4f", n.Name, n.Grad)))
			}
		}
	}
	return out
}

// rule says what the last backward step did: to each argument, the gradient here times the local slope.
func (w *backprop) rule(i int) string {
	n := w.graph.Nodes[i]
	var parts []string
	for k, a := range n.Args {
		name := fmt.Sprintf("#%d", a)
		if w.graph.Nodes[a].Name != "" {
			name = w.graph.Nodes[a].Name
		}
		local := w.graph.Local(i, k)
		parts = append(parts, w.env.T("%s gets %.4g · %.4g = %.4g", name, n.Grad, local, n.Grad*local))
	}
	return strings.Join(parts, "; ")
}

func (w *backprop) caption() string {
	t := w.env.T
	switch i, n := w.current(), len(w.ops); {
	case w.done == 0:
		return t("First forward: each node computes its value from those before it. One key, one node.")
	case w.done <= n:
		return t("Forward: #%d is %s = %.4f.", i, w.what(i), w.graph.Nodes[i].Value)
	case w.done == n+1:
		return t("Now backward. The result changes with itself at the rate 1: that is the first gradient.")
	default:
		return t("Backward through #%d, %s: %s.", i, w.what(i), w.rule(i))
	}
}

func (w *backprop) Report() Report {
	t := w.env.T
	r := Report{Narration: w.title() + ". " + w.caption(), Values: []Value{{"step", float64(w.done), "", t("of %d: every node forward, then every node backward", w.steps())}}}
	for i, n := range w.graph.Nodes {
		name := fmt.Sprintf("#%d", i)
		if n.Name != "" {
			name = n.Name
		}
		if w.known(i) {
			r.Values = append(r.Values, Value{name, n.Value, "", w.what(i)})
		}
		if w.done > len(w.ops) {
			r.Values = append(r.Values, Value{"gradient of " + name, n.Grad, "", t("d(result)/d(%s), as far as it has come back", name)})
		}
	}
	return r
}
