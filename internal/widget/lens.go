package widget

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// lens shows what each layer would predict if it were the last.
type lens struct {
	*prompted
	layers [][]lm.Candidate // [Layers+1] the likeliest, best first
	final  []lens1          // [Layers+1] the token that wins in the end
	seen   int              // how many ids the layers were made from; 0: none
}

// lens1 is how one layer sees the final token.
type lens1 struct {
	p    float64
	rank int
}

const lensTop = 4

func newLens(args []string, text string, env Env) (Widget, error) {
	return &lens{prompted: newPrompted(text, env)}, parse(args, noFlags)
}

// study computes the layers for the present text.
func (w *lens) study() bool {
	if !w.look() {
		return false
	}
	if w.seen == len(w.ids) {
		return true
	}
	logits, err := w.model.Lens(w.env.Ctx, w.ids)
	if err != nil {
		w.err = err
		return false
	}
	winner := lm.Top(w.model, logits[w.model.Layers], 1)[0].ID
	w.layers, w.final, w.seen = nil, nil, len(w.ids)
	for _, z := range logits {
		w.layers = append(w.layers, lm.Top(w.model, z, lensTop))
		p := make([]float32, len(z))
		lm.Softmax(p, z, 1)
		rank := 1
		for _, v := range z {
			if v > z[winner] {
				rank++
			}
		}
		w.final = append(w.final, lens1{float64(p[winner]), rank})
	}
	return true
}

func (w *lens) Update(msg tea.Msg) tea.Cmd {
	if handled, done := w.typing(msg); handled {
		if done {
			w.setPrompt(w.entry.value())
			w.seen = 0
		}
		return nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || !w.study() {
		return nil
	}
	switch press.String() {
	case ".", "right":
		w.add(w.winner().ID)
	case ",", "left", "backspace":
		w.back()
	case "t":
		w.entry.begin(w.prompt)
	}
	return nil
}

// winner is the token that the whole model finds likeliest.
func (w *lens) winner() lm.Candidate { return w.layers[len(w.layers)-1][0] }

// leads is the first layer from which on the winner stays in front.
func (w *lens) leads() int {
	l := len(w.final) - 1
	for l > 0 && w.final[l-1].rank == 1 {
		l--
	}
	return l
}

func (w *lens) Running() bool { return false }

// Typing reports whether a text is being typed.
func (w *lens) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *lens) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *lens) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	return []key.Binding{bind(t("append the likeliest"), ".", ".", "right"), bind(t("take one back"), ",", ",", "left", "backspace"), bind(t("type a text"), "t")}
}

func (w *lens) View(width, height int) string {
	if !w.study() {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, caption: w.caption()}.render(width, height)
}

// picture is a line for each layer: its likeliest tokens, and how much it gives to the one that wins in the end.
func (w *lens) picture(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	width = min(width, 100)
	text := w.textBlock(width, max(1, min(3, height/5)))
	left := ansi.StringWidth(t("layer %d", 9)) + 3
	column := max(8, (width-left-24)/lensTop)
	tops := min(lensTop, max(1, (width-left-20)/14))
	column = min(20, max(column, 14))
	rows := len(w.layers)
	c := plot.NewCanvas(width, rows+1, pen)
	c.Text(left, 0, theme.Muted, ansi.Truncate(t("likeliest by this layer"), tops*column-1, "…"))
	bars := left + tops*column
	c.Text(bars, 0, theme.Muted, ansi.Truncate(t("share of “%s”", w.shown(w.winner().Text)), max(1, width-bars), "…"))
	for l, top := range w.layers {
		y := 1 + l
		name := t("layer %d", l)
		if l == 0 {
			name = t("input")
		}
		role := theme.Text
		if l == w.leads() {
			role = theme.Focus
			c.Text(0, y, role, strings.TrimSpace(arrow(pen)))
		}
		c.Text(2, y, role, name)
		for k, cand := range top[:tops] {
			role := theme.Muted
			if cand.ID == w.winner().ID {
				role = theme.Fit
			}
			c.Text(left+k*column, y, role, ansi.Truncate(w.shown(cand.Text), column-7, "…")+fmt.Sprintf(" %3.0f%%", 100*cand.P))
		}
		share := fmt.Sprintf("%5.1f %%  %s", 100*w.final[l].p, t("rank %d", w.final[l].rank))
		c.Text(bars, y, theme.Text, ansi.Truncate(share, max(1, width-bars), ""))
	}
	return text + "\n\n" + c.String() + "\n"
}

func (w *lens) caption() string {
	t := w.env.T
	l := w.leads()
	if l == len(w.layers)-1 {
		return t("“%s” takes the lead only in the last layer. Before the layers begin there is little but the last token itself.", w.shown(w.winner().Text))
	}
	return t("From layer %d on “%s” is in front. Each layer adds a little to the same stream of numbers, and one output table can read it anywhere.", l, w.shown(w.winner().Text))
}

func (w *lens) Report() Report {
	if !w.study() {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	r := Report{Narration: w.prompt + cleanText(w.generated()) + " … " + w.caption()}
	for l, f := range w.final {
		r.Values = append(r.Values,
			Value{fmt.Sprintf("layer %d: share", l), f.p, "", t("softmax of the output table on the stream after %d layers, for “%s”", l, w.shown(w.winner().Text))},
			Value{fmt.Sprintf("layer %d: rank", l), float64(f.rank), "", t("tokens with a higher score than “%s”, and one", w.shown(w.winner().Text))})
		for _, c := range w.layers[l] {
			r.Values = append(r.Values, Value{fmt.Sprintf("layer %d: p(%s)", l, w.shown(c.Text)), c.P, "", t("softmax after %d layers", l)})
		}
	}
	return r
}
