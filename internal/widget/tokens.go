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

// tokens cuts a text into tokens in front of the learner: bytes, merges one by one, numbers.
type tokens struct {
	*prompted
	vocab *lm.Tokenizer
	other *lm.Tokenizer // GPT-2's, where the learner has it
	gpt2  bool
	word  int // the word whose merges are shown
	step  int // merges made so far in it; beyond their number means all
}

// gpt2Model is the name of GPT-2 on the shelf.
const gpt2Model = "gpt2"

func newTokens(args []string, text string, env Env) (Widget, error) {
	w := &tokens{prompted: newPrompted(text, env)}
	w.vocab, w.err = env.Models.Tokenizer(lm.SmallName)
	if env.Models.Has(gpt2Model) {
		w.other, _ = env.Models.Tokenizer(gpt2Model) // without it there is only our own
	}
	w.whole()
	return w, parse(args, noFlags)
}

// whole shows the word at hand fully merged.
func (w *tokens) whole() { w.step = 1 << 20 }

func (w *tokens) tokenizer() *lm.Tokenizer {
	if w.gpt2 && w.other != nil {
		return w.other
	}
	return w.vocab
}

func (w *tokens) Update(msg tea.Msg) tea.Cmd {
	if w.err != nil {
		return nil
	}
	if handled, _ := w.typing(msg); handled {
		w.prompt, w.word = w.entry.value(), 1<<20
		w.choose(0)
		return nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch press.String() {
	case "left":
		w.choose(-1)
	case "right":
		w.choose(1)
	case ".", "down":
		w.step = min(w.step, w.merges()) + 1
		if w.step > w.merges() {
			w.step = 0
		}
	case ",", "up":
		w.step = max(0, min(w.step, w.merges())-1)
	case "t":
		w.entry.begin(w.prompt)
	case "v":
		w.gpt2 = !w.gpt2 && w.other != nil
		w.whole()
	}
	return nil
}

// choose moves to another word.
func (w *tokens) choose(by int) {
	w.word = max(0, min(len(lm.Words(w.prompt))-1, w.word+by))
	w.whole()
}

// at is the word whose merges are shown; "" without a text.
func (w *tokens) at() string {
	words := lm.Words(w.prompt)
	if len(words) == 0 {
		return ""
	}
	return words[max(0, min(w.word, len(words)-1))]
}

func (w *tokens) merges() int { return len(w.tokenizer().Steps(w.at())) - 1 }

func (w *tokens) Running() bool { return false }

// Typing reports whether the text is being typed.
func (w *tokens) Typing() bool { return w.entry.on }

// Cursor is the column in the first line.
func (w *tokens) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.entry.view(width, *w.env.Pen)
	return x, 0, w.entry.on
}

func (w *tokens) Keys() []key.Binding {
	t := w.env.T
	if w.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	out := []key.Binding{bind(t("type a text"), "t"), bind(t("choose a word"), "←→", "left", "right"), bind(t("one merge"), ".", ".", "down"), bind(t("one merge back"), ",", ",", "up")}
	if w.other != nil {
		out = append(out, bind(t("other vocabulary"), "v"))
	}
	return out
}

func (w *tokens) View(width, height int) string {
	if w.err != nil {
		return plot.Fit(fold(w.trouble(), width), width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, caption: w.caption()}.render(width, height)
}

func (w *tokens) picture(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	var out []string
	if w.entry.on {
		line, _ := w.entry.view(width, pen)
		out = append(out, line)
	} else {
		out = append(out, w.textLines(width))
	}
	out = append(out, "", pen.Paint(theme.Muted, t("tokens and their numbers")), w.tokenLines(width), "",
		pen.Paint(theme.Muted, t("the word “%s”: %d bytes, %d merges", w.shown(w.at()), len(w.at()), w.merges())))
	used := lines(strings.Join(out, "\n"))
	return strings.Join(append(out, w.mergeLines(width, max(1, height-used-1))), "\n") + "\n"
}

// textLines is the text with the word at hand marked.
func (w *tokens) textLines(width int) string {
	var text []stretch
	for i, word := range lm.Words(w.prompt) {
		role := theme.Text
		if i == min(w.word, len(lm.Words(w.prompt))-1) {
			role = theme.Focus
		}
		text = append(text, stretch{cleanText(word), role})
	}
	return flow(text, width, *w.env.Pen)
}

// tokenLines lists the tokens with their numbers, as many in a line as fit, in turn in two roles.
func (w *tokens) tokenLines(width int) string {
	pen, tok := *w.env.Pen, w.tokenizer()
	var out strings.Builder
	used := 0
	for i, id := range tok.Encode(w.prompt) {
		piece := w.shown(tok.Token(id)) + " " + fmt.Sprint(id)
		cells := ansi.StringWidth(piece) + 3
		if used > 0 && used+cells > width {
			out.WriteByte('\n')
			used = 0
		}
		role := theme.Data
		if i%2 == 1 {
			role = theme.Fit
		}
		out.WriteString(pen.Paint(role, w.shown(tok.Token(id))) + " " + pen.Paint(theme.Muted, fmt.Sprint(id)) + "   ")
		used += cells
	}
	return out.String()
}

// mergeLines shows the merges of the word, one a line: the rule's rank and the parts after it.
func (w *tokens) mergeLines(width, height int) string {
	pen := *w.env.Pen
	var out []string
	for i, s := range w.tokenizer().Steps(w.at()) {
		if i > w.step {
			break
		}
		line := pen.Paint(theme.Muted, w.env.T("bytes      "))
		if i > 0 {
			line = pen.Paint(theme.Muted, w.env.T("rule %5d ", s.Rank+1))
		}
		for k, part := range s.Parts {
			role := theme.Text
			if k == s.At {
				role = theme.Focus
			}
			line += pen.Paint(role, w.shown(part)) + pen.Paint(theme.Muted, " ")
		}
		out = append(out, ansi.Truncate(line, width, "…"))
	}
	return strings.Join(out[max(0, len(out)-height):], "\n")
}

func (w *tokens) caption() string {
	t := w.env.T
	ids := w.tokenizer().Encode(w.prompt)
	name := t("the course's own vocabulary")
	if w.gpt2 {
		name = t("GPT-2's vocabulary")
	}
	s := t("%d characters are %d bytes and become %d tokens, in %s of %d.", len([]rune(w.prompt)), len(w.prompt), len(ids), name, w.tokenizer().Size())
	if w.other != nil {
		s += " " + t("The course's: %d tokens; GPT-2's: %d.", len(w.vocab.Encode(w.prompt)), len(w.other.Encode(w.prompt)))
	}
	return s
}

func (w *tokens) Report() Report {
	if w.err != nil {
		return Report{Narration: w.trouble()}
	}
	t := w.env.T
	tok := w.tokenizer()
	ids := tok.Encode(w.prompt)
	var cut strings.Builder
	for _, id := range ids {
		fmt.Fprintf(&cut, " [%s]", w.shown(tok.Token(id)))
	}
	r := Report{Narration: w.caption() + cut.String(), Values: []Value{
		{"characters", float64(len([]rune(w.prompt))), "", t("Unicode characters of the text")},
		{"bytes", float64(len(w.prompt)), "", t("of the text in UTF-8")},
		{"tokens", float64(len(ids)), "", t("after all merges in all %d words", len(lm.Words(w.prompt)))},
		{"vocabulary", float64(tok.Size()), "", t("tokens that there are")},
		{"merges", float64(w.merges()), "", t("from the %d bytes of “%s”", len(w.at()), w.shown(w.at()))},
	}}
	for i, id := range ids {
		r.Values = append(r.Values, Value{fmt.Sprintf("token %d", i+1), float64(id), "", t("number of “%s” in the vocabulary", w.shown(tok.Token(id)))})
	}
	return r
}
