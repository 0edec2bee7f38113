package tui

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lesson"
	"learn-llm/internal/plot"
	"learn-llm/internal/prose"
	"learn-llm/internal/theme"
)

// A question is a quiz or a prediction on the page: it asks, takes an answer, then says why.
type question struct {
	quiz    lesson.Quiz
	focused bool
	at      int          // the option at hand
	chosen  map[int]bool // of several right ones
	typed   string       // the number being typed
	asking  bool         // a prediction: an answer is given, the confidence is asked
	sure    int          // index into confidences
	done    bool
	right   bool
	again   bool   // it was answered wrongly some time ago
	unsaved string // why the answer could not be stored
	clue    int    // hints given so far
}

// confidences are the answers to "how sure are you", in percent.
var confidences = []int{50, 60, 70, 80, 90, 99}

// newQuestion opens a question, with the learner's earlier answer where it is still the same question.
func newQuestion(a *App, quiz lesson.Quiz) *question {
	q := &question{quiz: quiz, chosen: map[int]bool{}, sure: 2}
	q.recall(a)
	return q
}

func (q *question) prediction() bool { return q.quiz.Kind == lesson.Prediction }

func (q *question) press(a *App, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	k := msg.String()
	switch {
	case q.done:
		if k == "r" {
			*q = question{quiz: q.quiz, chosen: map[int]bool{}, sure: 2, focused: true}
			return nil, true
		}
		return nil, false
	case k == "f9" || k == "H":
		q.clue++
		return nil, true
	case q.asking:
		return nil, q.confide(a, k)
	case q.quiz.Number != nil:
		return nil, q.typing(a, k)
	}
	return nil, q.choosing(a, k)
}

// choosing answers the keys of a question with options.
func (q *question) choosing(a *App, k string) bool {
	n := len(q.quiz.Options)
	switch {
	case k == "up":
		q.at = (q.at + n - 1) % n
	case k == "down":
		q.at = (q.at + 1) % n
	case len(k) == 1 && k[0] >= '1' && int(k[0]-'1') < n:
		q.at = int(k[0] - '1')
		q.mark(a)
	case k == "space":
		q.mark(a)
	case k == "enter":
		if !q.quiz.Multiple() || len(q.chosen) == 0 {
			q.chosen = map[int]bool{q.at: true}
		}
		q.answered(a)
	default:
		return false
	}
	return true
}

// mark chooses the option at hand: at once where one is right, else it joins the others until Enter.
func (q *question) mark(a *App) {
	if !q.quiz.Multiple() {
		q.chosen = map[int]bool{q.at: true}
		q.answered(a)
		return
	}
	if q.chosen[q.at] {
		delete(q.chosen, q.at)
		return
	}
	q.chosen[q.at] = true
}

// typing answers the keys of a question that asks for a number.
func (q *question) typing(a *App, k string) bool {
	switch {
	case k == "backspace":
		if r := []rune(q.typed); len(r) > 0 {
			q.typed = string(r[:len(r)-1])
		}
	case k == "enter":
		if _, err := lesson.ParseNumber(q.typed); err == nil {
			q.answered(a)
		}
	case utf8.RuneCountInString(k) == 1 && strings.Contains(numeral, k) && len(q.typed) < 40:
		q.typed += k
	default:
		return k == "space"
	}
	return true
}

// numeral are the characters of a number as people write it; lesson.ParseNumber reads them.
const numeral = "0123456789.,-+eE%百千万亿"

// answered takes the answer: a prediction asks how sure the learner is, a quiz is judged at once.
func (q *question) answered(a *App) {
	if q.prediction() {
		q.asking = true
		return
	}
	q.judge(a)
}

// confide answers the keys while the confidence is asked.
func (q *question) confide(a *App, k string) bool {
	switch {
	case k == "left" || k == "down":
		q.sure = max(0, q.sure-1)
	case k == "right" || k == "up":
		q.sure = min(len(confidences)-1, q.sure+1)
	case len(k) == 1 && k[0] >= '1' && int(k[0]-'1') < len(confidences):
		q.sure = int(k[0] - '1')
		q.judge(a)
	case k == "enter" || k == "space":
		q.judge(a)
	default:
		return false
	}
	return true
}

// judge compares the answer with the truth and stores it.
func (q *question) judge(a *App) {
	q.asking, q.done = false, true
	if q.quiz.Number != nil {
		v, _ := lesson.ParseNumber(q.typed)
		q.right = q.quiz.Number.Right(v)
	} else {
		q.right = q.quiz.Right(slices.Collect(maps.Keys(q.chosen))...)
	}
	q.store(a)
	a.page.sheet.reveal = true
}

// lines draws the question in at most width cells a line.
func (q *question) lines(a *App, width int) []string {
	head, role := a.t("Question"), theme.Accent
	if q.prediction() {
		head = a.t("Predict")
	}
	if q.again {
		head = a.t("Once more, from before (or just read on)")
	}
	if q.focused {
		role = theme.Focus
	}
	out := []string{a.pen.Paint(role, bar(a)+head)}
	body := q.body(a, width-2)
	for _, l := range body {
		out = append(out, a.pen.Paint(role, bar(a))+l)
	}
	return out
}

// bar is the line at the left of a question.
func bar(a *App) string {
	if a.ascii() {
		return "| "
	}
	return "▎ "
}

func (q *question) body(a *App, width int) []string {
	out := q.markdown(a, q.quiz.Question, width, "", theme.Heading)
	if q.quiz.Number != nil {
		out = append(out, q.numberLines(a, width)...)
	}
	for i, o := range q.quiz.Options {
		out = append(out, q.option(a, i, o, width)...)
	}
	return append(out, q.foot(a, width)...)
}

// markdown sets words, the first line after lead and the others under it.
func (q *question) markdown(a *App, words string, width int, lead string, role theme.Role) []string {
	o := prose.Options{Width: max(8, width-len([]rune(lead))), Theme: a.pen.Theme, Lang: a.lang, ASCII: a.ascii()}
	var out []string
	for i, l := range prose.Render(words, o) {
		text := l.Text
		if role == theme.Heading && !a.pen.Theme.Mono() {
			text = a.pen.Theme.Style(theme.Heading).Render(l.Text)
		}
		if i == 0 {
			out = append(out, lead+text)
			continue
		}
		out = append(out, strings.Repeat(" ", len([]rune(lead)))+text)
	}
	return out
}

func (q *question) option(a *App, i int, o lesson.Option, width int) []string {
	mark, role := "   ", theme.Text
	picked := q.chosen[i]
	switch {
	case q.done && o.Right:
		mark, role = a.glyph("✓  ", "v  "), theme.Positive
	case q.done && picked:
		mark, role = a.glyph("✗  ", "x  "), theme.Warning
	case picked:
		mark, role = a.glyph("●  ", "*  "), theme.Focus
	case q.focused && i == q.at && !q.asking:
		mark, role = a.glyph("▸  ", ">  "), theme.Focus
	}
	number := fmt.Sprintf("%d  ", i+1)
	lines := q.markdown(a, o.Text, width-3-len(number), "", theme.Text)
	for k := range lines {
		lead := strings.Repeat(" ", 3+len(number))
		if k == 0 {
			lead = mark + number
		}
		lines[k] = a.pen.Paint(role, lead) + lines[k]
	}
	if q.done && (picked || o.Right) {
		for _, l := range q.markdown(a, o.Why, width-6, "", theme.Muted) {
			lines = append(lines, "      "+a.pen.Paint(theme.Muted, "")+l)
		}
	}
	return lines
}

func (q *question) numberLines(a *App, width int) []string {
	if !q.done {
		cursor := ""
		if q.focused && !q.asking {
			cursor = a.glyph("▁", "_")
		}
		return []string{a.pen.Paint(theme.Focus, a.glyph("▸  ", ">  ")+q.typed+cursor)}
	}
	mark, role := a.glyph("✗  ", "x  "), theme.Warning
	if q.right {
		mark, role = a.glyph("✓  ", "v  "), theme.Positive
	}
	out := []string{a.pen.Paint(role, mark+q.typed) + "   " + a.pen.Paint(theme.Muted, a.t("the answer: %s", number(q.quiz.Number.Value)))}
	for _, l := range q.markdown(a, q.quiz.Number.Why, width-6, "", theme.Muted) {
		out = append(out, "      "+l)
	}
	return out
}

// foot says which keys answer, or what became of the answer.
func (q *question) foot(a *App, width int) []string {
	var out []string
	if q.clue > 0 && !q.done {
		out = append(out, prose.Wrap(q.hint(a), width, 0)...)
	}
	switch {
	case q.asking:
		scale := make([]string, len(confidences))
		for i, c := range confidences {
			scale[i] = fmt.Sprintf(" %d %% ", c)
			if i == q.sure {
				scale[i] = fmt.Sprintf("[%d %%]", c)
			}
		}
		out = append(out, a.pen.Paint(theme.Focus, a.t("How sure are you?")+"  ")+strings.Join(scale, ""),
			a.pen.Paint(theme.Muted, a.t("←→ choose · Enter: this sure")))
	case q.done:
		word, role := a.t("Not this time."), theme.Warning
		if q.right {
			word, role = a.t("Right."), theme.Positive
		}
		out = append(out, a.pen.Paint(role, word)+" "+a.pen.Paint(theme.Muted, q.kept(a)))
	case q.focused && q.quiz.Number != nil:
		out = append(out, a.pen.Paint(theme.Muted, a.t("type a number · Enter: that is it · Esc: later")))
	case q.focused && q.quiz.Multiple():
		out = append(out, a.pen.Paint(theme.Muted, a.t("↑↓ move · Space mark all that are right · Enter: done · F9 hint")))
	case q.focused:
		out = append(out, a.pen.Paint(theme.Muted, a.t("↑↓ choose · Enter answer · F9 hint · Esc later")))
	case q.prediction():
		out = append(out, a.pen.Paint(theme.Muted, a.t("Enter: predict, then see · Space: skip")))
	default:
		out = append(out, a.pen.Paint(theme.Muted, a.t("Enter: answer")))
	}
	return plotFit(out, width)
}

func plotFit(lines []string, width int) []string {
	for i, l := range lines {
		lines[i] = plot.Fit(l, width, 1)
	}
	return lines
}

// kept says whether the answer is stored.
func (q *question) kept(a *App) string {
	if q.unsaved != "" {
		return a.t("not saved: %s", q.unsaved)
	}
	return a.t("saved · r: once more")
}

// hint narrows the question down: first how many answers are right, then one that is wrong, then the answer.
func (q *question) hint(a *App) string {
	if q.quiz.Number != nil {
		return q.numberHint(a)
	}
	wrong, right := -1, -1
	for i, o := range q.quiz.Options {
		if o.Right && right < 0 {
			right = i
		}
		if !o.Right && wrong < 0 {
			wrong = i
		}
	}
	switch {
	case q.clue == 1 && q.quiz.Multiple():
		return a.t("hint: more than one is right")
	case q.clue <= 2 && wrong >= 0:
		return a.t("hint: it is not number %d: %s", wrong+1, prose.Plain(q.quiz.Options[wrong].Why))
	}
	return a.t("the answer: %s", prose.Plain(q.quiz.Options[right].Text))
}

func (q *question) numberHint(a *App) string {
	v := q.quiz.Number.Value
	switch q.clue {
	case 1:
		return a.t("hint: it lies between %s and %s", number(v/10), number(v*10))
	case 2:
		return a.t("hint: it lies between %s and %s", number(v*0.6), number(v*1.5))
	}
	return a.t("the answer: %s", number(q.quiz.Number.Value))
}
