package widget

import (
	"flag"
	"fmt"
	"math"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// samples writes five texts from one prompt, each with a coin of its own, and shows what they did not choose.
type samples struct {
	*prompted
	panel   panel
	sampler lm.Sampler
	length  int
	runs    []sampleRun
	playing bool
	tree    bool
}

// sampleRun is one text: its session, its tokens, and what stood beside the first of them.
type sampleRun struct {
	session *lm.Session
	ids     []int
	logProb float64 // natural logarithm of the model's probability of the text
}

const sampleRuns = 5

func newSamples(args []string, text string, env Env) (Widget, error) {
	w := &samples{prompted: newPrompted(text, env), sampler: lm.Sampler{TopP: 0.9}, length: 40}
	err := parse(args, func(f *flag.FlagSet) { f.Float64Var(&w.sampler.Temperature, "t", 0.8, "") })
	if err == nil && !(w.sampler.Temperature >= 0 && w.sampler.Temperature <= hottest) {
		err = fmt.Errorf("t %v: it must be from 0 to %v", w.sampler.Temperature, hottest)
	}
	t := env.T
	w.panel.fields = []field{
		number(t("temperature T"), "%.2f", &w.sampler.Temperature, 0, hottest, 0.1, 0.01, w.restart),
		number("top-p", "%.2f", &w.sampler.TopP, 0.05, 1, 0.05, 0.01, w.restart),
		whole(t("tokens"), &w.length, 5, 80, w.restart),
	}
	return w, err
}

func (w *samples) restart() { w.runs, w.playing = nil, true }

// begin gives every run a session and a coin: the widget's seed, and the number of the run.
func (w *samples) begin() bool {
	if w.runs != nil {
		return true
	}
	if !w.look() {
		return false
	}
	for i := range sampleRuns {
		s := lm.NewSession(w.model, w.env.Seed*sampleRuns+uint64(i))
		s.Sampler = w.sampler
		w.runs = append(w.runs, sampleRun{session: s})
	}
	return true
}

// step adds one token to the shortest run; the prompt is read by one run a step.
func (w *samples) step() {
	if !w.begin() {
		w.playing = false
		return
	}
	at := 0
	for i, r := range w.runs {
		if len(r.ids) < len(w.runs[at].ids) {
			at = i
		}
	}
	r := &w.runs[at]
	if len(r.ids) >= w.length {
		w.playing = false
		return
	}
	if len(r.ids) == 0 {
		if w.err = r.session.Prompt(w.env.Ctx, w.ids); w.err != nil {
			return
		}
	}
	probs := make([]float32, w.model.Vocab)
	lm.Softmax(probs, r.session.Logits(), 1)
	id, err := r.session.Next(w.env.Ctx)
	if err != nil {
		w.err = err
		return
	}
	r.ids = append(r.ids, id)
	r.logProb += math.Log(float64(probs[id]))
}

func (w *samples) Update(msg tea.Msg) tea.Cmd {
	if handled, done := w.typing(msg); handled {
		if done {
			w.setPrompt(w.entry.value())
			w.restart()
		}
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		for range sampleRuns {
			if w.playing {
				w.step()
			}
		}
	case tea.KeyPressMsg:
		w.press(msg.String())
	}
	return nil
}

func (w *samples) press(k string) {
	switch k {
	case "space":
		w.playing = !w.playing
	case ".":
		for range sampleRuns {
			w.step()
		}
	case "b":
		w.tree = !w.tree
	case "t":
		w.playing = false
		w.entry.begin(w.prompt)
	}
}

func (w *samples) Running() bool { return w.playing }

// Typing reports whether a prompt is being typed.
func (w *samples) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *samples) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *samples) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	run := t("write five texts")
	if w.playing {
		run = t("pause")
	}
	other := t("tree of first words")
	if w.tree {
		other = t("texts")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one token each"), "."), bind(other, "b"), bind(t("type a text"), "t"), digits()}, w.panel.bindings(w.env)...)
}

func (w *samples) View(width, height int) string {
	if !w.look() {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 28}.render(width, height)
}

func (w *samples) picture(width, height int) string {
	if w.entry.on {
		return w.textBlock(width, 1)
	}
	if w.tree {
		return w.alternatives(width, height)
	}
	pen := *w.env.Pen
	width = min(width, 90)
	head := flow([]stretch{{w.prompt, theme.Text}}, width, pen)
	each := max(1, (height-lines(head)-1)/sampleRuns-1)
	out := []string{head, ""}
	for i, r := range w.runs {
		text := flow([]stretch{{fmt.Sprintf("%d ", i+1), theme.Muted}, {"… " + strings.TrimSpace(strings.Join(w.pieces(r.ids), "")), theme.Fit}}, width, pen)
		out = append(out, newest(text, each))
		if each > 1 {
			out = append(out, "")
		}
	}
	return strings.Join(out, "\n")
}

// alternatives draws what could have come first under the present settings, and which runs took it.
func (w *samples) alternatives(width, height int) string {
	pen := *w.env.Pen
	var bars []plot.Bar
	kept := w.sampler.Choose(w.model, w.session.Logits(), w.session.IDs(), 0).Kept
	for _, c := range kept[:min(len(kept), max(1, height-3))] {
		took, role := "", theme.Data
		for i, r := range w.runs {
			if len(r.ids) > 0 && r.ids[0] == c.ID {
				took += fmt.Sprintf(" %d", i+1)
			}
		}
		if took != "" {
			role, took = theme.Fit, "  "+w.env.T("taken by%s", took)
		}
		bars = append(bars, plot.Bar{Name: w.shown(c.Text), Value: c.P, Role: role,
			Text: fmt.Sprintf("%5.2f %%  %s%s", 100*c.P, w.env.T("one of 5: %.1f %%", 100*(1-math.Pow(1-c.P, sampleRuns))), took)})
	}
	return pen.Paint(theme.Text, plainFit(w.prompt, width)) + "\n\n" + plot.Bars(bars, max(0.05, kept[0].P), min(width, barWidth+12), height-3, pen) + "\n"
}

func plainFit(s string, width int) string { return newest(fold(s, width), 1) }

// distinct is the share of different pairs of neighbouring tokens among all pairs of all runs: a measure of variety.
func (w *samples) distinct() (share float64, pairs int) {
	seen := map[[2]int]bool{}
	for _, r := range w.runs {
		for i := 1; i < len(r.ids); i++ {
			seen[[2]int{r.ids[i-1], r.ids[i]}] = true
			pairs++
		}
	}
	if pairs == 0 {
		return 0, 0
	}
	return float64(len(seen)) / float64(pairs), pairs
}

// loss is the model's mean loss on its own texts, in nats a token: low is what the model itself finds plausible.
func (w *samples) loss() (loss float64, tokens int) {
	for _, r := range w.runs {
		loss -= r.logProb
		tokens += len(r.ids)
	}
	return loss / math.Max(1, float64(tokens)), tokens
}

func (w *samples) facts() []string {
	t := w.env.T
	share, pairs := w.distinct()
	loss, tokens := w.loss()
	if tokens == 0 {
		return []string{t("seed %d", w.env.Seed)}
	}
	return []string{t("tokens written: %d", tokens), t("plausible: %.2f nats", loss), t("varied: %.0f %% of %d pairs", 100*share, pairs), "",
		t("0.045 a start, five starts:"), fmt.Sprintf("1 − 0.955⁵ = %.1f %%", 100*(1-math.Pow(0.955, 5)))}
}

func (w *samples) caption() string {
	t := w.env.T
	share, _ := w.distinct()
	loss, tokens := w.loss()
	if tokens == 0 {
		return t("Five texts from one prompt, each with its own coin. The same seed writes the same five texts again.")
	}
	return t("T = %.2f: %.0f %% of the pairs of tokens are different (variety), and the model finds its texts plausible to %.2f nats a token (sense). Turn T: one is bought with the other.", w.sampler.Temperature, 100*share, loss)
}

func (w *samples) Report() Report {
	if !w.look() {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	share, pairs := w.distinct()
	loss, tokens := w.loss()
	r := Report{Narration: w.caption()}
	for i, run := range w.runs {
		if len(run.ids) > 0 {
			r.Narration += fmt.Sprintf("\n%d: %s%s", i+1, w.prompt, strings.Join(w.pieces(run.ids), ""))
		}
	}
	r.Values = []Value{
		{"tokens written", float64(tokens), "", t("of five texts together")},
		{"variety", share, "", t("different pairs of neighbouring tokens ÷ all %d pairs", pairs)},
		{"plausibility", loss, "nat", t("mean of −log p over %d tokens, p by the model at T = 1", tokens)},
		{"at least one of five", 1 - math.Pow(1-wolfram.shares[0], 5), "", t("1 − (1 − %.3f)^5, for the recorded share of the likeliest word", wolfram.shares[0])},
	}
	return r
}
