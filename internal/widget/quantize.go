package widget

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// quantize rounds the model's weights to fewer and fewer bits, and measures what that costs.
type quantize struct {
	*prompted
	at       int // the row at hand
	results  []rounded
	baseTops []int
	playing  bool
	busy     bool // a measurement is under way
	round    int  // counts the prompts
}

// rounded is the model at so many bits, and what was measured of it.
type rounded struct {
	bits   int
	loss   float64 // nats a token, on the text
	same   float64 // share of places where the likeliest token is the whole model's
	greedy []int   // greedy continuation
	period int     // of the loop it ends in; 0: none
}

var quantizeBits = []int{32, 8, 6, 5, 4, 3, 2}

const (
	quantizeGreedy = 60
	measuredTokens = 96
)

func newQuantize(args []string, text string, env Env) (Widget, error) {
	return &quantize{prompted: newPrompted(text, env)}, parse(args, noFlags)
}

// roundedMsg brings a measurement home.
type roundedMsg struct {
	rounded
	tops  []int // of the whole model, once measured
	round int
	err   error
}

// step has the next number of bits measured; that takes longer than a frame.
func (w *quantize) step() tea.Cmd {
	if w.busy || !w.load() || len(w.results) == len(quantizeBits) {
		w.playing = w.playing && w.busy
		return nil
	}
	w.busy = true
	m := measuring{w.env.Ctx, w.model, w.env.Seed, append([]int(nil), w.ids...), w.baseTops}
	bits, round := quantizeBits[len(w.results)], w.round
	return func() tea.Msg { return m.run(bits, round) }
}

// home takes a measurement; one that was begun for another prompt is of no use any more.
func (w *quantize) home(r roundedMsg) tea.Cmd {
	w.busy = false
	if r.round != w.round {
		return nil
	}
	if r.err != nil {
		w.err = r.err
		return nil
	}
	w.results, w.baseTops = append(w.results, r.rounded), r.tops
	w.at = len(w.results) - 1
	if w.playing {
		return w.step()
	}
	return nil
}

// A measuring is what one measurement needs: nothing that the widget changes meanwhile.
type measuring struct {
	ctx      context.Context
	model    *lm.Model
	seed     uint64
	ids      []int
	baseTops []int
}

// sample is the text that the losses are measured on: what the whole model itself writes at temperature 1 after the prompt.
// It is likely text for this model, so that every loss of rounding shows.
func (w measuring) sample() ([]int, error) {
	s := lm.NewSession(w.model, w.seed)
	s.Sampler = lm.Sampler{Temperature: 1}
	ids := append([]int(nil), w.ids...)
	if err := s.Prompt(w.ctx, ids); err != nil {
		return nil, err
	}
	for len(ids) < measuredTokens {
		id, err := s.Next(w.ctx)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// run measures the model at so many bits.
func (w measuring) run(bits, round int) (out roundedMsg) {
	out.bits, out.round = bits, round
	m := w.model
	if bits < 32 {
		if m, out.err = w.model.Quantize(bits); out.err != nil {
			return out
		}
	}
	ids, err := w.sample()
	if err != nil {
		out.err = err
		return out
	}
	tops, loss, err := m.Tops(w.ctx, ids)
	if err != nil {
		out.err = err
		return out
	}
	if out.tops = w.baseTops; out.tops == nil {
		out.tops = tops
	}
	out.loss = loss
	for i, id := range tops {
		if id == out.tops[i] {
			out.same += 1 / float64(len(tops))
		}
	}
	out.greedy, out.err = w.greedy(m)
	out.period = lm.FindLoop(out.greedy).Period
	return out
}

// greedy continues the prompt, always with the likeliest token.
func (w measuring) greedy(m *lm.Model) (ids []int, err error) {
	s := lm.NewSession(m, w.seed)
	if err := s.Prompt(w.ctx, w.ids); err != nil {
		return nil, err
	}
	for range quantizeGreedy {
		id, err := s.Next(w.ctx)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (w *quantize) Update(msg tea.Msg) tea.Cmd {
	if handled, done := w.typing(msg); handled {
		if done {
			w.setPrompt(w.entry.value())
			w.results, w.baseTops, w.playing = nil, nil, true
			w.round++
			return w.step()
		}
		return nil
	}
	switch msg := msg.(type) {
	case roundedMsg:
		return w.home(msg)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			w.playing = !w.playing && len(w.results) < len(quantizeBits)
			return w.step()
		case ".":
			return w.step()
		case "up":
			w.at = max(0, w.at-1)
		case "down":
			w.at = max(0, min(len(w.results)-1, w.at+1))
		case "t":
			w.playing = false
			w.entry.begin(w.prompt)
		}
	}
	return nil
}

// Running is false: its commands come home without the clock.
func (w *quantize) Running() bool { return false }

// Typing reports whether a prompt is being typed.
func (w *quantize) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *quantize) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *quantize) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	return []key.Binding{bind(t("measure all"), "space"), bind(t("fewer bits"), "."), bind(t("choose"), "↑↓", "up", "down"), bind(t("type a text"), "t")}
}

func (w *quantize) View(width, height int) string {
	if !w.load() {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, caption: w.caption()}.render(width, height)
}

// picture is a table with a line for each number of bits, and the greedy text of the line at hand.
func (w *quantize) picture(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	if w.entry.on {
		return w.textBlock(width, 1)
	}
	width = min(width, 100)
	c := plot.NewCanvas(width, len(quantizeBits)+1, pen)
	columns := []string{t("bits"), t("size"), t("loss"), t("top choice same"), t("greedy text loops")}
	at := []int{2, 9, 19, 29, 49}
	for i, name := range columns {
		c.Text(at[i], 0, theme.Muted, name)
	}
	for i, bits := range quantizeBits {
		y, role := 1+i, theme.Text
		if i == w.at && i < len(w.results) {
			role = theme.Focus
			c.Text(0, y, role, "▸")
		}
		c.Text(at[0], y, role, fmt.Sprintf("%4d", bits))
		c.Text(at[1], y, theme.Muted, fmt.Sprintf("%5.1f MB", float64(w.model.Bytes(bits))/1e6))
		if i >= len(w.results) {
			continue
		}
		r := w.results[i]
		loops := t("no loop in %d tokens", quantizeGreedy)
		if r.period > 0 {
			loops = t("a circle of length %d", r.period)
		}
		c.Text(at[2], y, role, fmt.Sprintf("%6.3f", r.loss))
		c.Text(at[3], y, role, fmt.Sprintf("%5.1f %%", 100*r.same))
		c.Text(at[4], y, role, loops)
	}
	out := c.String()
	if w.at < len(w.results) {
		text := flow([]stretch{{w.prompt, theme.Text}, {strings.Join(w.pieces(w.results[w.at].greedy), ""), theme.Fit}}, width, pen)
		out += "\n\n" + plot.Fit(text, width, max(1, height-len(quantizeBits)-3))
	}
	return out + "\n"
}

func (w *quantize) caption() string {
	t := w.env.T
	if len(w.results) < len(quantizeBits) {
		return t("Weights are rounded to a few values in groups of %d. How few bits are enough? Press space to measure.", lm.QuantGroup)
	}
	first := w.results[0].loss
	low, low2 := w.results[1].loss-first, w.results[len(w.results)-1].loss-first
	return t("Loss changes by %+.3f nats with 8 bits, %+.3f with 4, %+.3f with 2. Fewer bits do not make a model more creative: they add noise to its sums.", low, w.results[4].loss-first, low2)
}

func (w *quantize) Report() Report {
	if !w.load() {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	r := Report{Narration: w.caption()}
	for _, q := range w.results {
		name := fmt.Sprintf("%d bits: ", q.bits)
		r.Values = append(r.Values,
			Value{name + "loss", q.loss, "nat", t("mean of −log p on %d tokens that the whole model wrote", measuredTokens)},
			Value{name + "top choice same", q.same, "", t("places where the likeliest token is that of 32 bits ÷ %d", len(w.baseTops))},
			Value{name + "loop", float64(q.period), "", t("period of the cycle in which %d greedy tokens end; 0 for none", quantizeGreedy)},
			Value{name + "size", float64(w.model.Bytes(q.bits)), "byte", t("%d weights, a scale of 2 bytes for each %d", w.model.Params(), lm.QuantGroup)})
	}
	return r
}
