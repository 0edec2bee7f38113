package widget

import (
	"fmt"

	"charm.land/bubbles/v2/key"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// Typing reports whether a file's name is being typed.
func (w *traingpt) Typing() bool { return w.path.on }

// Cursor is the column in the first line.
func (w *traingpt) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.path.view(width, *w.env.Pen)
	return x, 0, w.path.on
}

func (w *traingpt) Keys() []key.Binding {
	t := w.env.T
	if w.path.on {
		return []key.Binding{bind(t("read this file"), "enter")}
	}
	run := t("train")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one step"), "."), bind(t("go back"), ","), bind(t("text from a file"), "f"), bind(t("keep it"), "w"), bind(t("take the kept one"), "o"), digits()},
		w.panel.bindings(w.env)...)
}

func (w *traingpt) View(width, height int) string {
	if w.trainer == nil {
		return plot.Fit(fold(w.env.T("There is no text to train on: %v", w.err), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

// last is the newest value of a history; ok is false if there is none.
func (h *history) last() (v float64, ok bool) {
	if len(h.values) == 0 {
		return 0, false
	}
	return h.values[len(h.values)-1], true
}

// steps spreads the values of a history over the steps from 0 to most.
func (h *history) steps(most float64) (x []float64) {
	for i := range h.values {
		x = append(x, most*float64(i)/max(1, float64(len(h.values)-1)))
	}
	return x
}

func (w *traingpt) picture(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	if w.path.on {
		line, _ := w.path.view(width, pen)
		return line
	}
	low := max(4, height*2/5)
	start := ""
	for _, id := range w.tail() {
		start += string([]byte{byte(id)})
	}
	text := flow([]stretch{{cleanText(start), theme.Text}, {w.sample, theme.Fit}}, min(width, 90), pen)
	text = plot.Fit(text, width, min(lines(text), low))
	rest := height - lines(text) - 2
	if rest < 5 {
		return text
	}
	steps := max(1, float64(w.trainer.Steps()))
	chart := plot.Chart{X: plot.Range{Min: 0, Max: steps}, Y: plot.Range{Min: 0, Max: 6}, XLabel: t("steps"), YLabel: t("loss"),
		Series: []plot.Series{
			{X: w.losses.steps(steps), Y: w.losses.values, Role: theme.Data, Kind: plot.Line, Name: t("training text")},
			{X: w.unseen.steps(steps), Y: w.unseen.values, Role: theme.Fit, Kind: plot.Line, Name: t("unseen text")},
		}}
	return text + "\n\n" + chart.Render(width, rest, pen)
}

func (w *traingpt) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{t("step %d", w.trainer.Steps()), t("%d weights", w.model.Params())}
	if v, ok := w.losses.last(); ok {
		out = append(out, pen.Paint(theme.Data, t("loss %.3f nats a byte", v)))
	}
	if v, ok := w.unseen.last(); ok {
		out = append(out, pen.Paint(theme.Fit, t("unseen %.3f", v)))
	}
	out = append(out, "", t("next byte, entropy %.2f", w.bits))
	for _, c := range w.next {
		out = append(out, fmt.Sprintf("%5.1f %%  %s", 100*c.P, byteName(c.ID)))
	}
	if w.saved {
		out = append(out, "", pen.Paint(theme.Positive, t("kept for next time")))
	}
	if w.err != nil {
		out = append(out, "", pen.Paint(theme.Warning, w.err.Error()))
	}
	return out
}

// byteName writes a byte as its character, or as a number.
func byteName(b int) string {
	switch {
	case b == ' ':
		return "␣"
	case b == '\n':
		return "↵"
	case b > ' ' && b < 0x7f:
		return string(rune(b))
	}
	return fmt.Sprintf("<%02X>", b)
}

func (w *traingpt) caption() string {
	t := w.env.T
	if w.trainer.Steps() == 0 {
		return t("Random weights: every one of 256 bytes is about as likely as any other, ln 256 = 5.55 nats. The text: %s, %d bytes.", w.source, len(w.train)+len(w.held))
	}
	v, _ := w.unseen.last()
	return t("After %d steps the model is as undecided as among %.1f bytes instead of 256. Letters, then syllables, then words: each only because it lowers the loss.", w.trainer.Steps(), perplexity(v))
}

func (w *traingpt) Report() Report {
	if w.trainer == nil {
		return Report{Narration: w.env.T("There is no text to train on: %v", w.err)}
	}
	t := w.env.T
	r := Report{Narration: w.caption() + " … " + w.sample, Values: []Value{
		{"steps", float64(w.trainer.Steps()), "", t("of %d sequences of %d bytes", liveBatch, liveContext)},
		{"weights", float64(w.model.Params()), "", t("%d layers of width %d over 256 bytes", w.layers, w.width)},
		{"entropy", w.bits, "bit", t("−Σ p·log₂ p over 256 bytes")},
	}}
	if v, ok := w.losses.last(); ok {
		r.Values = append(r.Values, Value{"loss", v, "nat", t("mean of −log p over the last batch of %d bytes", liveBatch*liveContext)})
	}
	if v, ok := w.unseen.last(); ok {
		r.Values = append(r.Values, Value{"unseen loss", v, "nat", t("the same over text that is not learned from")})
	}
	for _, c := range w.next {
		r.Values = append(r.Values, Value{"p(" + byteName(c.ID) + ")", c.P, "", t("softmax over 256 bytes")})
	}
	return r
}
