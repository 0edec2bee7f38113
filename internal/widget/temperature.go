package widget

import (
	"flag"
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// temperature reshapes the probabilities of the next token by T, and cuts off their tail.
type temperature struct {
	*prompted
	panel    panel
	sampler  lm.Sampler
	recorded bool // the five recorded shares instead of the model's
	playing  bool
	ticks    int
}

const (
	hottest  = 3.0
	tempBars = 14
)

func newTemperature(args []string, text string, env Env) (Widget, error) {
	w := &temperature{prompted: newPrompted(text, env), sampler: lm.Sampler{TopP: 1, Penalty: 1}}
	err := parse(args, func(f *flag.FlagSet) { f.Float64Var(&w.sampler.Temperature, "t", 0.8, "") })
	if err == nil && !(w.sampler.Temperature >= 0 && w.sampler.Temperature <= hottest) {
		err = fmt.Errorf("t %v: it must be from 0 to %v", w.sampler.Temperature, hottest)
	}
	t, still := env.T, func() {}
	top := whole("top-k", &w.sampler.TopK, 0, 1000, still)
	top.value = func() string {
		if w.sampler.TopK == 0 {
			return t("all")
		}
		return fmt.Sprint(w.sampler.TopK)
	}
	w.panel.fields = []field{
		number(t("temperature T"), "%.2f", &w.sampler.Temperature, 0, hottest, 0.1, 0.01, still),
		top,
		number("top-p", "%.2f", &w.sampler.TopP, 0.05, 1, 0.05, 0.01, still),
		number(t("repetition penalty"), "%.2f", &w.sampler.Penalty, 1, 2, 0.1, 0.01, still),
	}
	return w, err
}

func (w *temperature) Update(msg tea.Msg) tea.Cmd {
	if handled, done := w.typing(msg); handled {
		if done {
			w.setPrompt(w.entry.value())
		}
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if w.ticks++; w.playing && w.ticks%ticksAToken == 0 {
			w.sample()
		}
	case tea.KeyPressMsg:
		w.press(msg.String())
	}
	return nil
}

func (w *temperature) press(k string) {
	switch k {
	case "space":
		w.playing = !w.playing
	case ".":
		w.sample()
	case ",", "backspace":
		w.back()
	case "o":
		w.recorded = !w.recorded
	case "t":
		w.playing = false
		w.entry.begin(w.prompt)
	}
}

// sample lets the coin choose a token.
func (w *temperature) sample() {
	if w.recorded || !w.look() {
		return
	}
	w.session.Sampler = w.sampler
	id, err := w.session.Next(w.env.Ctx)
	if err != nil {
		w.err = err
		return
	}
	w.add(id)
	w.fresh = true
}

func (w *temperature) Running() bool { return w.playing }

// Typing reports whether a prompt is being typed.
func (w *temperature) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *temperature) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *temperature) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	run := t("let it write")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one token"), "."), bind(t("take one back"), ",", ",", "backspace"), bind(t("the recorded five"), "o"), bind(t("type a text"), "t"), digits()},
		w.panel.bindings(w.env)...)
}

// A reshaped is a candidate with its probability before and after.
type reshaped struct {
	text          string
	before, after float64
}

// candidates are the likeliest tokens with what the settings make of them.
func (w *temperature) candidates(n int) []reshaped {
	if w.recorded {
		return w.reshapeRecorded()
	}
	after := map[int]float64{}
	for _, c := range w.sampler.Choose(w.model, w.session.Logits(), w.session.IDs(), 0).Kept {
		after[c.ID] = c.P
	}
	var out []reshaped
	for _, c := range lm.Top(w.model, w.session.Logits(), n) {
		out = append(out, reshaped{c.Text, c.P, after[c.ID]})
	}
	return out
}

// reshapeRecorded makes p^(1/T)/Σ of the recorded five: a softmax of their logarithms at temperature T.
func (w *temperature) reshapeRecorded() (out []reshaped) {
	sum, total := 0.0, 0.0
	invT := 1 / math.Max(w.sampler.Temperature, 0.01)
	for _, p := range wolfram.shares {
		sum += math.Pow(p/wolfram.shares[0], invT)
		total += p
	}
	for i, p := range wolfram.shares {
		out = append(out, reshaped{wolfram.words[i], p / total, math.Pow(p/wolfram.shares[0], invT) / sum})
	}
	return out
}

func (w *temperature) View(width, height int) string {
	if !w.look() {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

func (w *temperature) picture(width, height int) string {
	text := w.textBlock(width, max(1, min(4, height/4)))
	rest := max(1, height-lines(text)-2)
	all := w.candidates(min(tempBars, rest))
	most := 0.05
	var bars []plot.Bar
	for _, c := range all[:min(rest, len(all))] {
		most = max(most, c.after)
		role := theme.Data
		if c.after == 0 {
			role = theme.Muted
		}
		bars = append(bars, plot.Bar{Name: w.shown(c.text), Value: c.after, Role: role, Text: fmt.Sprintf("%5.1f %%  %s", 100*c.after, w.env.T("T=1: %.1f", 100*c.before))})
	}
	return text + "\n\n" + plot.Bars(bars, most, min(width, barWidth), rest, *w.env.Pen) + "\n"
}

// kept is how many tokens can still be drawn, and the entropy in bits of what is left.
func (w *temperature) kept() (n int, bits float64) {
	if w.recorded {
		for _, c := range w.reshapeRecorded() {
			if c.after > 0 {
				bits -= c.after * math.Log2(c.after)
			}
		}
		return len(wolfram.words), bits
	}
	c := w.sampler.Choose(w.model, w.session.Logits(), w.session.IDs(), 0)
	for _, k := range c.Kept {
		if k.P > 0 {
			bits -= k.P * math.Log2(k.P)
		}
	}
	return len(c.Kept), bits
}

func (w *temperature) facts() []string {
	t := w.env.T
	n, bits := w.kept()
	out := []string{t("tokens kept: %d", n), t("entropy %.2f bits", bits)}
	if w.recorded {
		out = append(out, "", t("recorded: GPT-2"), t("(Wolfram 2023)"), t("five words, shares among them"))
	}
	return out
}

func (w *temperature) caption() string {
	t := w.env.T
	n, bits := w.kept()
	switch T := w.sampler.Temperature; {
	case T == 0:
		return t("T = 0: no coin. The likeliest token is taken, always.")
	case T < 0.95:
		return t("T = %.2f sharpens: large shares grow, small ones shrink. %d tokens can still be drawn, %.2f bits of surprise; each draw is a draw.", T, n, bits)
	case T <= 1.05:
		return t("T = %.2f leaves the shares nearly as the model gives them. Still every token is drawn by a coin: %d can come, %.2f bits.", T, n, bits)
	default:
		return t("T = %.2f flattens: unlikely tokens get their chance, and sense is lost. %d tokens can be drawn, %.2f bits.", T, n, bits)
	}
}

func (w *temperature) Report() Report {
	if !w.look() {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	n, bits := w.kept()
	r := Report{Narration: w.prompt + cleanText(w.generated()) + " … " + w.caption()}
	for _, c := range w.candidates(tempBars) {
		r.Values = append(r.Values, Value{"p(" + w.shown(c.text) + ")", c.after, "", t("e^(z/%.2f) ÷ Σ over %d tokens; at T=1 %.5f of all", w.sampler.Temperature, n, c.before)})
	}
	return Report{r.Narration, append(r.Values,
		Value{"tokens kept", float64(n), "", t("after top-k and top-p")},
		Value{"entropy", bits, "bit", t("−Σ p·log₂ p over %d tokens", n)})}
}
