package widget

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// bayes shows a medical test as a thousand dots: who is ill, whom the test finds, whom it frightens.
type bayes struct {
	env    Env
	panel  panel
	test   prob.Test
	sorted bool // by the test's result instead of by who is ill
}

const bayesPeople = 1000

func newBayes(args []string, _ string, env Env) (Widget, error) {
	w := &bayes{env: env, test: prob.Test{Prevalence: .01, Sensitivity: .99, Specificity: .95}}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	t := env.T
	w.panel.fields = []field{
		w.share(t("ill"), &w.test.Prevalence, 0.01, 0.001),
		w.share(t("ill, and found"), &w.test.Sensitivity, 0.05, 0.01),
		w.share(t("healthy, let go"), &w.test.Specificity, 0.05, 0.01),
	}
	return w, nil
}

// share is a field for a share, shown in percent.
func (w *bayes) share(label string, at *float64, coarse, fine float64) field {
	f := number(label, "%.3f", at, 0, 1, coarse, fine, func() {})
	f.value = func() string { return fmt.Sprintf("%.1f %%", 100**at) }
	return f
}

func (w *bayes) Update(msg tea.Msg) tea.Cmd {
	if w.panel.update(msg) {
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && (press.String() == "space" || press.String() == "enter") {
		w.sorted = !w.sorted
	}
	return nil
}

func (w *bayes) Running() bool { return false }

func (w *bayes) Keys() []key.Binding {
	t := w.env.T
	other := t("only the positive results")
	if w.sorted {
		other = t("everybody")
	}
	return append([]key.Binding{bind(other, "space", "space", "enter")}, w.panel.bindings(w.env)...)
}

func (w *bayes) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 32}.render(width, height)
}

// picture is a dot for each person, or as many persons a dot as fit: the ill first.
func (w *bayes) picture(width, height int) string {
	found, missed, frightened, released := w.test.People(bayesPeople)
	groups := []struct {
		n    int
		role theme.Role
		mark rune
	}{{found, theme.Warning, '●'}, {frightened, theme.Focus, '◐'}, {missed, theme.Negative, '○'}, {released, theme.Muted, '·'}}
	if w.sorted {
		groups = groups[:2]
	}
	width = min(width, 2*50)
	rows := height
	if width/2*height < bayesPeople { // the last line says how many a mark stands for
		rows = max(1, height-1)
	}
	cells := width / 2 * rows
	per := max(1, (bayesPeople+cells-1)/max(1, cells))
	c := plot.NewCanvas(width, height, *w.env.Pen)
	if per > 1 {
		c.Text(0, height-1, theme.Muted, w.env.T("one mark stands for %d people", per))
	}
	at := 0
	counts := make([]int, len(groups))
	for i, g := range groups {
		counts[i] = g.n
	}
	for i, n := range marks(counts, per) {
		g := groups[i]
		for range n {
			if at < cells {
				c.Set(2*(at%(width/2)), at/(width/2), g.role, g.mark)
			}
			at++
		}
	}
	return c.String()
}

// marks shares out one mark for so many people a group: whole marks first, then one more where most people are left over.
func marks(counts []int, per int) []int {
	out, left, total := make([]int, len(counts)), make([]int, len(counts)), 0
	for i, n := range counts {
		out[i], left[i] = n/per, n%per
		total += n
	}
	more := (total + per/2) / per
	for _, n := range out {
		more -= n
	}
	for range more {
		best := 0
		for i, l := range left {
			if l > left[best] {
				best = i
			}
		}
		out[best]++
		left[best] = 0
	}
	return out
}

func (w *bayes) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	found, missed, frightened, released := w.test.People(bayesPeople)
	return []string{
		pen.Paint(theme.Warning, t("● ill and found: %d", found)),
		pen.Paint(theme.Focus, t("◐ healthy, yet positive: %d", frightened)),
		pen.Paint(theme.Negative, t("○ ill and missed: %d", missed)),
		pen.Paint(theme.Muted, t("· healthy and let go: %d", released)), "",
		t("positive: %.2f %% of all", 100*w.test.Positive()),
		pen.Paint(theme.Fit, t("of these ill: %.1f %%", 100*w.test.Posterior())),
	}
}

func (w *bayes) caption() string {
	t := w.env.T
	found, _, frightened, _ := w.test.People(bayesPeople)
	return t("Of 1,000 people %d get a positive result, and %d of them are ill: %.1f %%. Where an illness is rare, the many healthy make most of the alarms.", found+frightened, found, 100*w.test.Posterior())
}

func (w *bayes) Report() Report {
	t := w.env.T
	s := w.test
	found, missed, frightened, released := s.People(bayesPeople)
	return Report{w.caption(), []Value{
		{"ill given positive", s.Posterior(), "", t("%.3f·%.2f ÷ (%.3f·%.2f + %.3f·%.2f)", s.Prevalence, s.Sensitivity, s.Prevalence, s.Sensitivity, 1-s.Prevalence, 1-s.Specificity)},
		{"positive", s.Positive(), "", t("%.3f·%.2f + %.3f·%.2f", s.Prevalence, s.Sensitivity, 1-s.Prevalence, 1-s.Specificity)},
		{"ill and found", float64(found), "", t("of %d people", bayesPeople)},
		{"ill and missed", float64(missed), "", t("of %d people", bayesPeople)},
		{"healthy, yet positive", float64(frightened), "", t("of %d people", bayesPeople)},
		{"healthy and let go", float64(released), "", t("of %d people", bayesPeople)},
	}}
}
