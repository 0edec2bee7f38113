package widget

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// heads shows where each attention head of the model looks in a text, and what the loss is without it.
type heads struct {
	*prompted
	panel   panel
	layer   int // from 1
	head    int // from 1
	at      int // the token whose row is named, from 1
	muted   [][]bool
	reading lm.Reading
	whole   float64 // loss with all heads
	read    bool
}

const headTokens = 40

func newHeads(args []string, text string, env Env) (Widget, error) {
	w := &heads{prompted: newPrompted(text, env), layer: 1, head: 1, at: headTokens}
	t, still := env.T, func() {}
	most := lm.Small
	if c, err := env.Models.Config(lm.SmallName); err == nil {
		most = c
	}
	w.panel.fields = []field{whole(t("layer"), &w.layer, 1, most.Layers, still), whole(t("head"), &w.head, 1, most.Heads, still), whole(t("token"), &w.at, 1, headTokens, still)}
	w.panel.fields[2].value = func() string { return fmt.Sprint(w.row() + 1) }
	w.panel.fields[2].change = func(steps int) { w.at = max(1, min(len(w.ids), w.row()+1+steps)) }
	return w, parse(args, noFlags)
}

// study reads the text if that has not been done.
func (w *heads) study() bool {
	if !w.load() {
		return false
	}
	if w.read {
		return true
	}
	w.ids = w.ids[:min(len(w.ids), headTokens)]
	all, err := w.model.Read(w.env.Ctx, w.ids, nil)
	w.whole, w.reading, w.read = all.Loss(), all, true
	if err == nil && w.silent() > 0 {
		w.reading, err = w.model.Read(w.env.Ctx, w.ids, w.muted)
	}
	w.err = err
	return err == nil
}

// silent is how many heads are switched off.
func (w *heads) silent() (n int) {
	for _, l := range w.muted {
		for _, off := range l {
			if off {
				n++
			}
		}
	}
	return n
}

func (w *heads) row() int { return max(0, min(len(w.ids), w.at)-1) }

func (w *heads) Update(msg tea.Msg) tea.Cmd {
	if handled, done := w.typing(msg); handled {
		if done {
			w.setPrompt(w.entry.value())
			w.read, w.at = false, headTokens
		}
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || !w.study() {
		return nil
	}
	switch press.String() {
	case "space":
		w.toggle(w.layer-1, w.head-1)
	case "l":
		for h := range w.model.Heads {
			w.toggle(w.layer-1, h)
		}
	case "a":
		w.muted, w.read = nil, false
	case "t":
		w.entry.begin(w.prompt)
	}
	return nil
}

// toggle switches one head off or on.
func (w *heads) toggle(layer, head int) {
	if w.muted == nil {
		w.muted = make([][]bool, w.model.Layers)
		for l := range w.muted {
			w.muted[l] = make([]bool, w.model.Heads)
		}
	}
	w.muted[layer][head] = !w.muted[layer][head]
	w.read = false
}

// name is a token without the spaces around it.
func (w *heads) name(i int) string { return strings.TrimSpace(w.pieces(w.ids)[i]) }

func (w *heads) Running() bool { return false }

// Typing reports whether a text is being typed.
func (w *heads) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *heads) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *heads) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	return append(w.panel.bindings(w.env), bind(t("head off or on"), "space"), bind(t("whole layer"), "l"), bind(t("all on"), "a"), bind(t("type a text"), "t"), digits())
}

func (w *heads) View(width, height int) string {
	if !w.study() {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

// picture is the attention of one head: a row for each token that looks, a column for each that is looked at.
func (w *heads) picture(width, height int) string {
	if w.entry.on {
		return w.textBlock(width, 1)
	}
	pen := *w.env.Pen
	rows := w.reading.Attention[w.layer-1][w.head-1]
	names := w.pieces(w.ids)
	labels := 0
	for _, n := range names {
		labels = max(labels, min(12, ansi.StringWidth(n)))
	}
	cell := max(1, min(3, (width-labels-3)/len(rows)))
	from := max(0, min(w.row()-height/2, len(rows)-height))
	shown := rows[from:min(len(rows), from+height)]
	c := plot.NewCanvas(width, len(shown), pen)
	for y, row := range shown {
		role := theme.Text
		if from+y == w.row() {
			role = theme.Focus
			c.Text(0, y, theme.Focus, strings.TrimSpace(arrow(pen)))
		}
		name := ansi.Truncate(names[from+y], labels, "…")
		c.Text(2+labels-ansi.StringWidth(name), y, role, name)
		for x, a := range row {
			for k := range cell {
				c.Shade(3+labels+x*cell+k, y, float64(a))
			}
		}
	}
	return c.String()
}

// first is how much of the attention of all tokens but the first goes to the first, in one head.
func (w *heads) first(layer, head int) float64 {
	rows, sum := w.reading.Attention[layer][head], 0.0
	for _, row := range rows[1:] {
		sum += float64(row[0])
	}
	return sum / float64(max(1, len(rows)-1))
}

func (w *heads) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{t("loss, all heads: %.3f", w.whole)}
	if n := w.silent(); n > 0 {
		out = append(out, pen.Paint(theme.Warning, t("without %d: %.3f (%+.3f)", n, w.reading.Loss(), w.reading.Loss()-w.whole)))
	}
	out = append(out, "", t("share on the first token"), w.overview(), "", t("token “%s” looks at", w.name(w.row())))
	row := w.reading.Attention[w.layer-1][w.head-1][w.row()]
	for _, i := range largest(row, 4) {
		out = append(out, fmt.Sprintf("%5.1f %%  %s", 100*row[i], w.name(i)))
	}
	return out
}

// largest returns the places of the n largest values, the largest first.
func largest(v []float32, n int) (at []int) {
	for range min(n, len(v)) {
		best := -1
		for i, x := range v {
			if (best < 0 || x > v[best]) && !slices.Contains(at, i) {
				best = i
			}
		}
		at = append(at, best)
	}
	return at
}

// overview is a small map of all heads: layers from the top, heads from the left, the one at hand marked.
func (w *heads) overview() string {
	pen := *w.env.Pen
	c := plot.NewCanvas(w.model.Heads*3, w.model.Layers, pen)
	for l := range w.model.Layers {
		for h := range w.model.Heads {
			c.Shade(h*3, l, w.first(l, h))
			c.Shade(h*3+1, l, w.first(l, h))
			switch {
			case w.muted != nil && w.muted[l][h]:
				c.Text(h*3, l, theme.Warning, "× ")
			case l == w.layer-1 && h == w.head-1:
				c.Text(h*3+2, l, theme.Focus, "<")
			}
		}
	}
	return c.String()
}

func (w *heads) caption() string {
	t := w.env.T
	row := w.reading.Attention[w.layer-1][w.head-1][w.row()]
	best := largest(row, 1)[0]
	s := t("Layer %d, head %d: “%s” looks most at “%s” (%.0f %%). Rows add up to 1; nothing looks ahead.", w.layer, w.head, w.name(w.row()), w.name(best), 100*row[best])
	if w.first(w.layer-1, w.head-1) > 0.5 {
		s += " " + t("This head rests on the first token: where it finds nothing of its own, attention must still go somewhere.")
	}
	return s
}

func (w *heads) Report() Report {
	if !w.study() {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	r := Report{Narration: w.caption(), Values: []Value{
		{"loss, all heads", w.whole, "nat", t("mean of −log p over %d tokens", len(w.ids)-1)},
		{"loss", w.reading.Loss(), "nat", t("the same, with %d heads switched off", w.silent())},
		{"share on the first token", w.first(w.layer-1, w.head-1), "", t("mean of the first column over %d rows", len(w.ids)-1)},
	}}
	row := w.reading.Attention[w.layer-1][w.head-1][w.row()]
	for i, a := range row {
		r.Values = append(r.Values, Value{fmt.Sprintf("α %d", i+1), float64(a), "", t("softmax of q·k/√%d: how much “%s” looks at “%s”", w.model.Dim/w.model.Heads, w.name(w.row()), w.name(i))})
	}
	return r
}
