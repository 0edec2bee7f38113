package widget

import (
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// nexttoken shows the model's probabilities for the next token; the learner chooses one, or lets the coin choose.
type nexttoken struct {
	*prompted
	at      int  // the bar at hand
	playing bool // a token every few ticks
	ticks   int
	lookup  entry
	word    string // looked up
}

const (
	nextBars    = 12 // that can be chosen, and that the caption adds up
	mostBars    = 24 // that are drawn where there is room
	barWidth    = 84
	ticksAToken = 10
)

// wolfram is what Wolfram (2023) printed for GPT-2 after the prompt of that name: recorded, not computed here.
var wolfram = struct {
	prompt string
	words  []string
	shares []float64
}{lm.DemoPrompts[0], []string{" learn", " predict", " make", " understand", " do"}, []float64{0.045, 0.035, 0.032, 0.031, 0.029}}

func newNexttoken(args []string, text string, env Env) (Widget, error) {
	return &nexttoken{prompted: newPrompted(text, env), lookup: newEntry(40)}, parse(args, noFlags)
}

func (n *nexttoken) Update(msg tea.Msg) tea.Cmd {
	if handled, done := n.typing(msg); handled {
		if done {
			n.setPrompt(n.entry.value())
			n.at = 0
		}
		return nil
	}
	if n.lookup.on {
		if n.lookup.update(msg) {
			n.word = n.lookup.value()
		}
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if n.ticks++; n.playing && n.ticks%ticksAToken == 0 {
			n.sample()
		}
	case tea.KeyPressMsg:
		n.press(msg.String())
	}
	return nil
}

func (n *nexttoken) press(k string) {
	switch k {
	case "up":
		n.at = max(0, n.at-1)
	case "down":
		n.at = min(nextBars-1, n.at+1)
	case "enter", "right":
		if n.look() {
			n.take(lm.Top(n.model, n.session.Logits(), nextBars)[n.at].ID)
		}
	case "backspace", "left", ",":
		n.back()
		n.at = 0
	case ".":
		n.sample()
	case "space":
		n.playing = !n.playing
	case "t":
		n.playing = false
		n.entry.begin(n.prompt)
	case "w":
		n.playing = false
		n.lookup.begin(n.word)
	}
}

func (n *nexttoken) take(id int) {
	n.add(id)
	n.at = 0
}

// sample lets the session's coin choose at temperature 1.
func (n *nexttoken) sample() {
	if !n.look() {
		return
	}
	n.session.Sampler = lm.Sampler{Temperature: 1}
	id, err := n.session.Next(n.env.Ctx)
	if err != nil {
		n.err = err
		return
	}
	n.take(id)
	n.fresh = true
}

func (n *nexttoken) Running() bool { return n.playing }

// Typing reports whether a prompt or a word is being typed.
func (n *nexttoken) Typing() bool { return n.entry.on || n.lookup.on }

// Cursor is the column in the first line.
func (n *nexttoken) Cursor(width, _ int) (x, y int, ok bool) {
	e := &n.entry
	if n.lookup.on {
		e = &n.lookup
	}
	_, x = e.view(width, *n.env.Pen)
	return x, 0, e.on
}

func (n *nexttoken) Keys() []key.Binding {
	t := n.env.T
	if n.Typing() {
		return []key.Binding{bind(t("done"), "enter")}
	}
	run := t("let it write")
	if n.playing {
		run = t("pause")
	}
	return []key.Binding{bind(t("choose"), "↑↓", "up", "down"), bind(t("take it"), "enter", "enter", "right"), bind(t("take one back"), "←", "left", "backspace", ","),
		bind(run, "space"), bind(t("one token"), "."), bind(t("type a text"), "t"), bind(t("look up a word"), "w")}
}

func (n *nexttoken) View(width, height int) string {
	if !n.look() {
		return plot.Fit(fold(n.trouble(), width), width, height)
	}
	return scene{pen: *n.env.Pen, picture: n.picture, facts: n.facts(), caption: n.caption(), side: 30}.render(width, height)
}

func (n *nexttoken) picture(width, height int) string {
	text := n.textBlock(width, max(1, min(4, height/4)))
	if n.lookup.on {
		text, _ = n.lookup.view(width, *n.env.Pen)
	}
	rest := max(1, height-lines(text)-2)
	top := lm.Top(n.model, n.session.Logits(), min(mostBars, rest))
	bars := make([]plot.Bar, len(top))
	for i, c := range top {
		bars[i] = plot.Bar{Name: n.shown(c.Text), Value: c.P, Text: fmt.Sprintf("%5.2f %%", 100*c.P), Role: theme.Data, Focus: i == n.at}
	}
	return text + "\n\n" + plot.Bars(bars, max(0.05, top[0].P), min(width, barWidth), rest, *n.env.Pen) + "\n"
}

// entropy is that of the softmax in bits, and the number of equally likely tokens that would be as hard to guess.
func (n *nexttoken) entropy() (bits, among float64) {
	bits = lm.Softmax(make([]float32, len(n.session.Logits())), n.session.Logits(), 1)
	return bits, math.Exp2(bits)
}

// rank returns the probability of the first token of a word, and how many tokens are likelier, plus one.
func (n *nexttoken) rank(word string) (first string, p float64, rank int) {
	ids := n.model.Tokenizer.Encode(word)
	logits := n.session.Logits()
	probs := make([]float32, len(logits))
	lm.Softmax(probs, logits, 1)
	rank = 1
	for _, z := range logits {
		if z > logits[ids[0]] {
			rank++
		}
	}
	return n.model.Tokenizer.Token(ids[0]), float64(probs[ids[0]]), rank
}

// spaced puts a space in front of a word in Latin letters, as it stands in a running text.
func spaced(word string) string {
	if word != "" && word[0] > ' ' && word[0] < 0x80 {
		return " " + word
	}
	return word
}

func (n *nexttoken) facts() []string {
	t := n.env.T
	bits, among := n.entropy()
	out := []string{t("entropy %.2f bits", bits), t("as if among %.0f tokens", among), t("%d tokens read", len(n.ids))}
	if n.word != "" {
		first, p, rank := n.rank(spaced(n.word))
		out = append(out, "", n.env.Pen.Paint(theme.Focus, n.shown(first)), t("rank %d of %d", rank, n.model.Vocab), t("probability %.4f %%", 100*p))
	}
	if n.prompt == wolfram.prompt && len(n.ids) == n.given {
		out = append(out, "", t("recorded: GPT-2"), t("(Wolfram 2023)"))
		for i, w := range wolfram.words {
			out = append(out, fmt.Sprintf("%-12s %4.1f %%", n.shown(w), 100*wolfram.shares[i]))
		}
	}
	return out
}

func (n *nexttoken) caption() string {
	top := lm.Top(n.model, n.session.Logits(), nextBars)
	sum := 0.0
	for _, c := range top {
		sum += c.P
	}
	return n.env.T("Likeliest next: “%s” with %.1f %%; these %d of %d tokens share %.0f %%. All others are possible too.",
		n.shown(top[0].Text), 100*top[0].P, len(top), n.model.Vocab, 100*sum)
}

func (n *nexttoken) Report() Report {
	if !n.look() {
		return Report{Narration: n.trouble()}
	}
	t := n.env.T
	bits, among := n.entropy()
	r := Report{Narration: n.prompt + cleanText(n.generated()) + " … " + n.caption()}
	logits := n.session.Logits()
	for _, c := range lm.Top(n.model, logits, nextBars) {
		r.Values = append(r.Values, Value{"p(" + n.shown(c.Text) + ")", c.P, "", t("e^%.3f ÷ Σ e^z over %d tokens", logits[c.ID], len(logits))})
	}
	r.Values = append(r.Values, Value{"entropy", bits, "bit", t("−Σ p·log₂ p over %d tokens", len(logits))},
		Value{"as if among", among, "", t("2^%.3f", bits)},
		Value{"tokens read", float64(len(n.ids)), "", t("%d of the text, %d after it", n.given, len(n.ids)-n.given)})
	if n.word != "" {
		first, p, rank := n.rank(spaced(n.word))
		r.Values = append(r.Values, Value{"rank", float64(rank), "", t("tokens with a higher score than “%s”, and one", n.shown(first))},
			Value{"probability", p, "", t("softmax of “%s”", n.shown(first))})
	}
	return r
}
