package widget

import (
	"fmt"
	"math/bits"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/sim"
	"learn-llm/internal/theme"
)

// evolve is a population of bit strings that chases a goal: mutation, selection and culture can be changed while it runs.
type evolve struct {
	env        Env
	panel      panel
	population *sim.Evolution
	percent    float64 // mutation rate
	selection  int     // index into onOff
	culture    int
	best, mean history
	found      int // the generation in which the goal was found; −1 before
	lost       bool
	playing    bool
	comparing  bool
	compared   *cultureRuns
}

const (
	evolveSize  = 60
	compareRuns = 20
	compareMost = 600 // generations of one run
)

var onOff = []string{phrase("on"), phrase("off")}

// cultureRuns are the generations to the goal without and with culture, over the same seeds.
type cultureRuns struct{ alone, together [compareRuns]int }

func newEvolve(args []string, _ string, env Env) (Widget, error) {
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	t := env.T
	e := &evolve{env: env, percent: 0.5, culture: 1, found: -1, population: sim.NewEvolution(evolveSize, env.Seed)}
	show := func(name string) string { return t(name) }
	e.panel.fields = []field{
		number(t("mutation, percent"), "%.1f", &e.percent, 0, 20, 0.5, 0.1, e.set),
		choice(t("selection"), &e.selection, onOff, show, e.set),
		choice(t("culture"), &e.culture, onOff, show, e.set),
	}
	e.set()
	e.note()
	return e, nil
}

// set hands the fields to the population, which lives on.
func (e *evolve) set() {
	e.population.Rate, e.population.Selection, e.population.Culture = e.percent/100, e.selection == 0, e.culture == 0
}

// note records the generation as it is.
func (e *evolve) note() {
	best, _ := e.population.Best()
	e.best.add(float64(best))
	e.mean.add(e.population.Mean())
	if best == sim.GoalBits && e.found < 0 {
		e.found = e.population.Generation
	}
	e.lost = e.found >= 0 && best < sim.GoalBits
}

func (e *evolve) step() {
	e.population.Step()
	e.note()
}

// compare runs the same seeds without and with culture.
func (e *evolve) compare() tea.Cmd {
	e.comparing = true
	seed, rate, selection := e.env.Seed, e.population.Rate, e.population.Selection
	return func() tea.Msg {
		runs := &cultureRuns{}
		for i := range compareRuns {
			for _, culture := range []bool{false, true} {
				p := sim.NewEvolution(evolveSize, seed+uint64(i))
				p.Rate, p.Selection, p.Culture = rate, selection, culture
				n, _ := p.Until(compareMost)
				if culture {
					runs.together[i] = n
				} else {
					runs.alone[i] = n
				}
			}
		}
		return runs
	}
}

func (e *evolve) Update(msg tea.Msg) tea.Cmd {
	if e.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		e.step()
	case *cultureRuns:
		e.compared, e.comparing = msg, false
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			e.playing = !e.playing
		case ".":
			e.step()
		case "c":
			if !e.comparing {
				return e.compare()
			}
		}
	}
	return nil
}

func (e *evolve) Running() bool { return e.playing }

// Goal is to find the goal.
func (e *evolve) Goal() (text string, reached bool) {
	return e.env.T("one string has all %d bits right", sim.GoalBits), e.found >= 0
}

func (e *evolve) Keys() []key.Binding {
	t := e.env.T
	run := t("run")
	if e.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one generation"), "."), bind(t("with and without culture"), "c")}, e.panel.bindings(e.env)...)
}

func (e *evolve) View(width, height int) string {
	return scene{pen: *e.env.Pen, picture: e.picture, panel: &e.panel, facts: e.facts(), caption: e.caption(), side: 32}.render(width, height)
}

func (e *evolve) facts() []string {
	t, pen := e.env.T, *e.env.Pen
	best, _ := e.population.Best()
	out := []string{
		t("generations: %d", e.population.Generation),
		pen.Paint(theme.Data, t("best: %d of %d bits", best, sim.GoalBits)),
		pen.Paint(theme.Fit, t("mean: %.1f", e.population.Mean())),
	}
	if e.found >= 0 {
		out = append(out, pen.Paint(theme.Positive, t("found in generation %d", e.found)))
	}
	if e.comparing {
		out = append(out, "", t("%d seeds, twice …", compareRuns))
	}
	if e.compared != nil {
		alone, together, faster := e.compared.means()
		out = append(out, "", t("generations, mean of %d seeds:", compareRuns), t("  without culture %.1f", alone), t("  with culture %.1f", together), t("  culture faster in %d", faster))
	}
	return out
}

// means returns the mean generations without and with culture, and in how many runs culture was faster.
func (r *cultureRuns) means() (alone, together float64, faster int) {
	for i := range r.alone {
		alone += float64(r.alone[i]) / compareRuns
		together += float64(r.together[i]) / compareRuns
		if r.together[i] < r.alone[i] {
			faster++
		}
	}
	return alone, together, faster
}

func (e *evolve) caption() string {
	t := e.env.T
	best, _ := e.population.Best()
	switch {
	case e.selection == 1:
		return t("Without selection every string is copied alike: mutation is mere noise, and the mean drifts to half of the bits.")
	case e.lost:
		return t("The goal was found in generation %d and is lost again: copies are damaged faster than selection can pick the good ones.", e.found)
	case e.found >= 0:
		return t("The goal was found in generation %d. Now raise the mutation rate: from where on is it lost?", e.found)
	}
	return t("Each row is a string; bright bits agree with the goal, which no string knows. The best has %d of %d.", best, sim.GoalBits)
}

func (e *evolve) Report() Report {
	t := e.env.T
	best, at := e.population.Best()
	r := Report{Narration: e.caption(), Values: []Value{
		{"generation", float64(e.population.Generation), "", t("generations since the start")},
		{"best", float64(best), "bits", t("string %d agrees with the goal in so many of %d bits", at+1, sim.GoalBits)},
		{"mean", e.population.Mean(), "bits", t("mean over %d strings", evolveSize)},
	}}
	if e.found >= 0 {
		r.Values = append(r.Values, Value{"found", float64(e.found), "", t("the first generation with a string that is the goal")})
	}
	if e.compared != nil {
		alone, together, faster := e.compared.means()
		how := t("mean over %d seeds; a run ends after %d generations", compareRuns, compareMost)
		r.Values = append(r.Values, Value{"without culture", alone, "", how}, Value{"with culture", together, "", how},
			Value{"culture faster", float64(faster), "", t("of %d seeds", compareRuns)})
	}
	return r
}

// picture is the strings, one a line, over the best and the mean of all generations.
func (e *evolve) picture(width, height int) string {
	c := plot.NewCanvas(width, height, *e.env.Pen)
	rows := min(evolveSize, height)
	if height >= 10 {
		rows = min(evolveSize, height/2)
		history := func(name string, role theme.Role, h history) plot.Series {
			s := plot.Series{Name: name, Role: role, Y: h.values}
			for i := range h.values {
				s.X = append(s.X, float64(i*h.every))
			}
			return s
		}
		plot.Chart{X: plot.Range{Max: float64(max(50, e.best.seen))}, Y: plot.Range{Min: 28, Max: sim.GoalBits + 2}, XLabel: e.env.T("generation"), YLabel: e.env.T("bits right"),
			Series: []plot.Series{history(e.env.T("mean"), theme.Fit, e.mean), history(e.env.T("best"), theme.Data, e.best)}}.Draw(c, 0, rows+1, width, height-rows-1)
	}
	group := 1
	for sim.GoalBits/group > width-5 && group < 8 {
		group *= 2
	}
	for y, s := range e.population.Strings[:rows] {
		e.drawString(c, y, group, s)
	}
	return c.String()
}

// drawString draws one string, group bits a cell, and how many of its bits are right.
func (e *evolve) drawString(c *plot.Canvas, y, group int, s uint64) {
	glyphs := []rune("·░▒▓█")
	if e.env.Pen.Glyphs == plot.ASCII {
		glyphs = []rune(".:+*#")
	}
	agree := ^(s ^ e.population.Goal)
	for x := range sim.GoalBits / group {
		n := bits.OnesCount64(agree >> (x * group) & (1<<group - 1))
		role := theme.Muted
		if n == group {
			role = theme.Data
		}
		c.Set(x, y, role, glyphs[n*4/group])
	}
	c.Text(sim.GoalBits/group+1, y, theme.Muted, fmt.Sprint(e.population.Fitness(s)))
}
