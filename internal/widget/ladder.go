package widget

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// ladderView lets models of growing reach continue one prompt; the learner guesses which wrote what, and then sees their losses.
type ladderView struct {
	*prompted
	rungs  []rung
	order  []int // rung of each text as it is shown
	guess  []int // the learner's guess for each text; -1 none
	at     int
	open   bool // the answers are shown
	busy   bool
	round  int
	unseen string // the text that the losses are measured on
}

// rung is one model and what it did.
type rung struct {
	name string
	size string
	loss float64 // nats a token on the unseen text
	bits float64 // a byte
	text string
}

const ladderTokens = 24

// unseenText was written for this measurement and is no part of any training text.
var unseenText = phrase("The old clock in the station had stopped years ago, but nobody took it down. Travellers still looked up at it, then at their phones, and smiled. A girl asked her father why a broken clock was allowed to stay. He said that it was right twice a day, which was more than could be said of most people, and that a thing can be useful even when it only reminds us to look for ourselves. They ran for the train and caught it.")

func newLadder(args []string, text string, env Env) (Widget, error) {
	return &ladderView{prompted: newPrompted(text, env), unseen: env.T(unseenText)}, parse(args, noFlags)
}

// ladderMsg brings the texts and losses home.
type ladderMsg struct {
	rungs []rung
	round int
	err   error
}

// write has all models write and be measured.
func (w *ladderView) write() tea.Cmd {
	if w.busy || !w.load() {
		return nil
	}
	w.busy = true
	m := contest{w.env.Ctx, w.env.T, w.env.Models, w.prompt, w.unseen, w.env.Seed + uint64(w.round)*1000}
	round := w.round
	return func() tea.Msg {
		rungs, err := m.run()
		return ladderMsg{rungs, round, err}
	}
}

// A contest is what the models are asked.
type contest struct {
	ctx            context.Context
	t              func(string, ...any) string
	models         Models
	prompt, unseen string
	seed           uint64
}

func (c contest) run() ([]rung, error) {
	grams, err := c.models.Ngram()
	if err != nil {
		return nil, err
	}
	small, err := c.models.Model(lm.SmallName)
	if err != nil {
		return nil, err
	}
	var out []rung
	for order, name := range []string{c.t("single tokens"), c.t("pairs of tokens"), c.t("triples of tokens")} {
		g := grams.Upto(order + 1)
		r, err := c.one(g, small.Tokenizer, rung{name: name, size: c.t("%d counts", g.Runs())})
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	r, err := c.one(lm.NewSession(small, c.seed), small.Tokenizer, rung{name: c.t("small transformer"), size: c.t("%.1f million weights", float64(small.Params())/1e6)})
	if err != nil {
		return nil, err
	}
	out = append(out, r)
	if c.models.Has(gpt2Model) {
		if large, err := c.models.Model(gpt2Model); err == nil && large.Tokenizer != nil { // without it there are four rungs
			if r, err = c.one(lm.NewSession(large, c.seed), large.Tokenizer, rung{name: "GPT-2", size: c.t("%.1f million weights", float64(large.Params())/1e6)}); err != nil {
				return nil, err
			}
			out = append(out, r)
		}
	}
	return out, nil
}

// one lets a model write, and measures it.
func (c contest) one(f lm.Foreseer, tok *lm.Tokenizer, r rung) (rung, error) {
	ids := append([]int{tok.End()}, tok.Encode(c.unseen)...)
	loss, err := lm.Surprise(c.ctx, f, ids)
	if err != nil {
		return r, err
	}
	r.loss = loss
	r.bits = lm.Score{Loss: loss, Tokens: len(ids) - 1, Bytes: len(c.unseen)}.BitsPerByte()
	prompt := tok.Encode(c.prompt)
	if len(prompt) == 0 {
		prompt = []int{tok.End()}
	}
	rng := rand.New(rand.NewPCG(c.seed, 0x6c6164))
	all, err := lm.Continue(c.ctx, f, prompt, ladderTokens, 0.9, rng.Float64)
	if err == nil {
		r.text = cleanText(tok.Decode(all[len(prompt):]))
	}
	return r, err
}

// home takes the texts and hides who wrote them.
func (w *ladderView) home(m ladderMsg) {
	w.busy = false
	if m.round != w.round {
		return
	}
	w.err, w.rungs, w.open, w.at = m.err, m.rungs, false, 0
	rng := rand.New(rand.NewPCG(w.env.Seed, uint64(w.round)))
	w.order = rng.Perm(len(w.rungs))
	w.guess = make([]int, len(w.rungs))
	for i := range w.guess {
		w.guess[i] = -1
	}
}

func (w *ladderView) Update(msg tea.Msg) tea.Cmd {
	if handled, done := w.typing(msg); handled {
		if done {
			w.setPrompt(w.entry.value())
			w.rungs = nil
			w.round++
			return w.write()
		}
		return nil
	}
	switch msg := msg.(type) {
	case ladderMsg:
		w.home(msg)
	case tea.KeyPressMsg:
		return w.press(msg.String())
	}
	return nil
}

func (w *ladderView) press(k string) tea.Cmd {
	n := len(w.rungs)
	switch {
	case k == "space":
		w.round++
		return w.write()
	case k == "t":
		w.entry.begin(w.prompt)
	case n == 0:
	case k == "up":
		w.at = (w.at + n - 1) % n
	case k == "down":
		w.at = (w.at + 1) % n
	case k == "right" && !w.open:
		w.guess[w.at] = (w.guess[w.at]+2)%(n+1) - 1
	case k == "left" && !w.open:
		w.guess[w.at] = (w.guess[w.at]+n+1)%(n+1) - 1
	case k == "enter":
		w.open = true
	}
	return nil
}

// right is how many guesses are right.
func (w *ladderView) right() (n int) {
	for i, g := range w.guess {
		if g == w.order[i] {
			n++
		}
	}
	return n
}

// Goal is to tell all texts apart.
func (w *ladderView) Goal() (string, bool) {
	if len(w.rungs) == 0 {
		return "", false
	}
	return w.env.T("Tell who wrote what, all of them right"), w.open && w.right() == len(w.rungs)
}

func (w *ladderView) Running() bool { return false }

// Typing reports whether a prompt is being typed.
func (w *ladderView) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *ladderView) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *ladderView) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	out := []key.Binding{bind(t("let all write"), "space"), bind(t("type a text"), "t")}
	if len(w.rungs) > 0 && !w.open {
		out = append([]key.Binding{bind(t("choose a text"), "↑↓", "up", "down"), bind(t("guess its writer"), "←→", "left", "right"), bind(t("reveal"), "enter")}, out...)
	}
	return out
}

func (w *ladderView) View(width, height int) string {
	if !w.load() {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, caption: w.caption()}.render(width, height)
}

func (w *ladderView) picture(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	width = min(width, 100)
	if w.entry.on || len(w.rungs) == 0 {
		text := w.textBlock(width, max(1, height/2))
		if w.busy {
			text += "\n\n" + pen.Paint(theme.Muted, t("All are writing …"))
		}
		return text + "\n"
	}
	var out []string
	each := max(1, (height-2)/len(w.rungs)-1)
	for i, at := range w.order {
		r, role, mark := w.rungs[at], theme.Muted, "  "
		if i == w.at {
			role, mark = theme.Focus, arrow(pen)
		}
		who := t("who?")
		if w.guess[i] >= 0 {
			who = w.rungs[w.guess[i]].name + "?"
		}
		if w.open {
			who = t("%s, %s: loss %.2f nats a token, %.2f bits a byte", r.name, r.size, r.loss, r.bits)
			if w.guess[i] >= 0 {
				who += map[bool]string{true: " ✓", false: " ✗"}[w.guess[i] == at]
			}
		}
		out = append(out, pen.Paint(role, mark+who))
		if each > 1 || i == w.at {
			text := flow([]stretch{{"… " + strings.TrimSpace(r.text), theme.Fit}}, width-2, pen)
			out = append(out, indent(plot.Fit(text, width-2, min(lines(text), max(1, each))), "  "))
		}
	}
	return pen.Paint(theme.Text, plainFit(w.prompt, width)) + "\n\n" + strings.Join(out, "\n") + "\n"
}

// indent puts a margin in front of each line.
func indent(s, by string) string { return by + strings.ReplaceAll(s, "\n", "\n"+by) }

func (w *ladderView) caption() string {
	t := w.env.T
	switch {
	case len(w.rungs) == 0:
		return t("Counts of single tokens, of pairs, of triples, and a transformer: all learned from the same text. Press space and let them write.")
	case !w.open:
		return t("Who wrote what? Guess for each text, then reveal.")
	}
	first, last := w.rungs[0], w.rungs[len(w.rungs)-1]
	s := t("%d of %d guessed. ", w.right(), len(w.rungs)) + t("On a text that none has seen, %.2f bits a byte for %s and %.2f for %s: whoever looks further back is surprised less.", first.bits, first.name, last.bits, last.name)
	if w.env.Models != nil && !w.env.Models.Has(gpt2Model) {
		s += " " + t("GPT-2 joins when you fetch it: learn-llm lm get gpt2. GPT-3 and later do not run here.")
	}
	return s
}

func (w *ladderView) Report() Report {
	if !w.load() {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	r := Report{Narration: w.caption()}
	for i, at := range w.order {
		rung := w.rungs[at]
		r.Narration += fmt.Sprintf("\n%d: %s …%s", i+1, w.prompt, rung.text)
		if w.open {
			r.Narration += " (" + rung.name + ")"
		}
	}
	if !w.open {
		return r
	}
	for _, rung := range w.rungs {
		r.Values = append(r.Values,
			Value{rung.name + ": loss", rung.loss, "nat", t("mean of −log p a token on %d bytes written for this measurement", len(w.unseen))},
			Value{rung.name + ": bits a byte", rung.bits, "bit", t("loss ÷ ln 2 × tokens ÷ %d bytes", len(w.unseen))})
	}
	r.Values = append(r.Values, Value{"right", float64(w.right()), "", t("guesses that are right, of %d", len(w.rungs))})
	return r
}
