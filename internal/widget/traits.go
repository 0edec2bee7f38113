package widget

import (
	"encoding/json"
	"flag"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// traits is a table of agents by traits of intelligence. The learner votes 0–3 for each cell, then sees the evidence.
// Votes are kept by round, and the second round shows what changed since the first.
type traits struct {
	env      Env
	round    int
	row, col int
	votes    map[string]int // "agent/trait" → 0–3
	before   map[string]int // of round 1, in round 2
	unsaved  bool
}

// phrase marks a phrase that reaches T by way of a table.
func phrase(s string) string { return s }

// mostVote is the highest mark.
const mostVote = 3

func newTraits(args []string, _ string, env Env) (Widget, error) {
	w := &traits{env: env}
	err := parse(args, func(f *flag.FlagSet) { f.IntVar(&w.round, "round", 1, "") })
	if err == nil {
		err = between("round", w.round, 1, 2)
	}
	if err != nil {
		return nil, err
	}
	w.votes = w.load(w.round)
	if w.round == 2 {
		w.before = w.load(1)
	}
	return w, nil
}

func traitsName(round int) string { return fmt.Sprintf("traits-%d", round) }

func (w *traits) load(round int) map[string]int {
	votes := map[string]int{}
	if data, ok := w.env.Memory.Get(traitsName(round)); ok && json.Unmarshal(data, &votes) != nil {
		return map[string]int{}
	}
	return votes
}

func cellName(row, col int) string { return traitAgents[row] + "/" + traitNames[col] }

func (w *traits) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		w.press(msg.String())
	case Mouse:
		w.point(msg)
	}
	return nil
}

func (w *traits) press(k string) {
	rows, cols := len(traitAgents), len(traitNames)
	switch k {
	case "up":
		w.row = (w.row + rows - 1) % rows
	case "down":
		w.row = (w.row + 1) % rows
	case "left":
		w.col = (w.col + cols - 1) % cols
	case "right":
		w.col = (w.col + 1) % cols
	case "0", "1", "2", "3":
		w.vote(int(k[0] - '0'))
	case "space":
		w.vote((w.votes[cellName(w.row, w.col)] + 1) % (mostVote + 1))
	case "backspace":
		delete(w.votes, cellName(w.row, w.col))
		w.save()
	}
}

// point goes to the cell under the mouse.
func (w *traits) point(m Mouse) {
	if m.Do != Press {
		return
	}
	names, each := w.columns(m.Width)
	row, col := m.Y-1, (m.X-names)/max(1, each)
	if row >= 0 && row < len(traitAgents) && m.X >= names && col < len(traitNames) {
		w.row, w.col = row, col
	}
}

func (w *traits) vote(v int) {
	w.votes[cellName(w.row, w.col)] = v
	w.save()
}

func (w *traits) save() {
	data, err := json.Marshal(w.votes)
	if err == nil {
		err = w.env.Memory.Put(traitsName(w.round), data)
	}
	w.unsaved = err != nil
}

func (w *traits) Running() bool { return false }

func (w *traits) Keys() []key.Binding {
	t := w.env.T
	return []key.Binding{
		bind(t("give marks"), "0–3", "0", "1", "2", "3"), bind(t("move"), "←→↑↓", "left", "right", "up", "down"),
		bind(t("one more"), "space"), bind(t("take back"), "backspace"),
	}
}

// Goal is to have voted on every cell.
func (w *traits) Goal() (string, bool) {
	return w.env.T("every cell has a mark"), len(w.votes) == len(traitAgents)*len(traitNames)
}

// columns returns the width of the names and of each trait's column.
func (w *traits) columns(width int) (names, each int) {
	for _, a := range traitAgents {
		names = max(names, ansi.StringWidth(w.env.T(a))+3)
	}
	return names, max(3, min(14, (width-names)/len(traitNames)))
}

func (w *traits) View(width, height int) string {
	c := plot.NewCanvas(width, min(height, len(traitAgents)+1), *w.env.Pen)
	names, each := w.columns(width)
	for j, name := range traitNames {
		role := theme.Muted
		if j == w.col {
			role = theme.Focus
		}
		c.Text(names+j*each, 0, role, ansi.Truncate(w.env.T(name), each-1, "."))
	}
	for i, a := range traitAgents {
		w.drawRow(c, i, a, names, each)
	}
	rest := height - len(traitAgents) - 2
	if rest < 1 {
		return c.String()
	}
	return plot.Fit(plot.Stack(c.String(), " ", w.evidence(width)), width, height)
}

func (w *traits) drawRow(c *plot.Canvas, i int, agent string, names, each int) {
	role := theme.Text
	if i == w.row {
		role = theme.Focus
	}
	c.Text(2, i+1, role, w.env.T(agent))
	for j := range traitNames {
		x := names + j*each
		text, cell := w.mark(i, j)
		c.Text(x, i+1, cell, text)
		if i == w.row && j == w.col {
			for k := range max(3, ansi.StringWidth(text)) {
				c.Invert(x+k, i+1)
			}
		}
	}
}

// mark is what a cell shows: the vote as dots, in round 2 with the change since round 1.
func (w *traits) mark(i, j int) (string, theme.Role) {
	v, ok := w.votes[cellName(i, j)]
	if !ok {
		return "·", theme.Muted
	}
	dot, ring := "●", "○"
	if w.env.Pen.Glyphs == plot.ASCII {
		dot, ring = "*", "."
	}
	text := strings.Repeat(dot, v) + strings.Repeat(ring, mostVote-v)
	if old, had := w.before[cellName(i, j)]; had && old != v {
		return fmt.Sprintf("%s%+d", text, v-old), theme.Fit
	}
	return text, theme.Data
}

// evidence is what speaks for and against, shown once the cell has a vote.
func (w *traits) evidence(width int) string {
	t, pen := w.env.T, *w.env.Pen
	head := pen.Paint(theme.Heading, t(traitAgents[w.row])+" · "+t(traitNames[w.col]))
	v, ok := w.votes[cellName(w.row, w.col)]
	if !ok {
		return head + "\n" + pen.Paint(theme.Muted, fold(t("Give 0 to 3 first; then you see what speaks for and against."), width))
	}
	e := traitEvidence[w.row][w.col]
	lines := []string{
		head + pen.Paint(theme.Muted, "  "+t("your mark: %d", v)),
		pen.Paint(theme.Positive, "+ ") + fold(t(e.pro), width-2),
		pen.Paint(theme.Negative, "− ") + fold(t(e.con), width-2),
	}
	if w.unsaved {
		lines = append(lines, pen.Paint(theme.Warning, t("not saved")))
	}
	return strings.Join(lines, "\n")
}

// changed counts the cells whose mark differs from round 1.
func (w *traits) changed() int {
	n := 0
	for name, old := range w.before {
		if v, ok := w.votes[name]; ok && v != old {
			n++
		}
	}
	return n
}

func (w *traits) Report() Report {
	t := w.env.T
	cells := len(traitAgents) * len(traitNames)
	r := Report{Narration: t("%d of %d cells have a mark.", len(w.votes), cells)}
	e := traitEvidence[w.row][w.col]
	if v, ok := w.votes[cellName(w.row, w.col)]; ok {
		r.Narration += " " + t("%s, %s: your mark %d. For: %s. Against: %s.", t(traitAgents[w.row]), t(traitNames[w.col]), v, t(e.pro), t(e.con))
	}
	r.Values = []Value{{"marks given", float64(len(w.votes)), "", t("cells with a mark, of %d agents × %d traits", len(traitAgents), len(traitNames))}}
	if w.round == 2 {
		r.Values = append(r.Values, Value{"changed", float64(w.changed()), "", t("cells whose mark differs from the one in chapter 1, of %d marked there", len(w.before))})
		r.Narration += " " + t("Since chapter 1, %d marks changed.", w.changed())
	}
	for i, a := range traitAgents {
		sum, n := 0, 0
		for j := range traitNames {
			if v, ok := w.votes[cellName(i, j)]; ok {
				sum, n = sum+v, n+1
			}
		}
		if n > 0 {
			r.Values = append(r.Values, Value{a, float64(sum) / float64(n), "", t("mean of your %d marks for %s", n, t(a))})
		}
	}
	return r
}
