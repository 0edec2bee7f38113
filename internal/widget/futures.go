package widget

import (
	"fmt"
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// futures looks for the one good future among 14,000,605, any of them at random and again and again.
type futures struct {
	env     Env
	panel   panel
	search  prob.Search
	looks   float64 // that each searcher may make
	rng     *rand.Rand
	firsts  []int // after how many looks each searcher found it
	playing bool
}

const (
	filmFutures    = 14_000_605
	mostSearchers  = 5000
	searchersATick = 4
)

func newFutures(args []string, _ string, env Env) (Widget, error) {
	w := &futures{env: env, search: prob.Search{Among: filmFutures}, looks: 1_000_000}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	w.panel.fields = []field{factor(env.T("looks"), &w.looks, 1, 1e9, func() {})}
	w.panel.fields[0].value = func() string { return grouped(int(w.looks)) }
	w.restart()
	return w, nil
}

func (w *futures) restart() {
	w.rng, w.firsts = rand.New(rand.NewPCG(w.env.Seed, 0x66757475)), nil
}

// grouped writes a whole number with commas between thousands.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func (w *futures) Update(msg tea.Msg) tea.Cmd {
	if w.panel.update(msg) {
		return nil
	}
	switch m := msg.(type) {
	case Tick:
		for range searchersATick {
			w.send()
		}
	case tea.KeyPressMsg:
		switch m.String() {
		case "space":
			w.playing = !w.playing && len(w.firsts) < mostSearchers
		case ".":
			w.send()
		case "h":
			w.looks = float64(w.search.Looks(0.5))
		}
	}
	return nil
}

// send lets one more searcher look until the good future is found, however long that takes.
func (w *futures) send() {
	if len(w.firsts) >= mostSearchers {
		w.playing = false
		return
	}
	w.firsts = append(w.firsts, w.search.First(w.rng))
}

// found is how many searchers had it within the looks that they may make.
func (w *futures) found() (n int) {
	for _, f := range w.firsts {
		if f <= int(w.looks) {
			n++
		}
	}
	return n
}

func (w *futures) Running() bool { return w.playing }

func (w *futures) Keys() []key.Binding {
	t := w.env.T
	run := t("send searchers")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one searcher"), "."), bind(t("an even chance"), "h"), digits()}, w.panel.bindings(w.env)...)
}

func (w *futures) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 34}.render(width, height)
}

// picture is the chance of success against the number of looks, and each searcher as a dot where the search ended.
func (w *futures) picture(width, height int) string {
	most := 6.0 * filmFutures
	chance := plot.Series{Name: w.env.T("chance of success"), Role: theme.Data, Kind: plot.Line, F: func(x float64) float64 { return w.search.Chance(int(x * 1e6)) }}
	here := plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '◆', X: []float64{math.Min(w.looks, most) / 1e6}, Y: []float64{w.search.Chance(int(w.looks))}}
	dots := plot.Series{Name: w.env.T("searchers"), Role: theme.Fit, Kind: plot.Dust}
	for i, f := range w.firsts {
		if float64(f) < most {
			dots.X, dots.Y = append(dots.X, float64(f)/1e6), append(dots.Y, math.Mod(0.5+float64(i)*0.6180339887, 1)) // spread by the golden ratio: height means nothing
		}
	}
	return plot.Chart{X: plot.Range{Min: 0, Max: most / 1e6}, Y: plot.Range{Min: 0, Max: 1}, XLabel: w.env.T("million looks"), Series: []plot.Series{dots, chance, here}}.Render(width, height, *w.env.Pen)
}

func (w *futures) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{pen.Paint(theme.Data, t("chance %.5f %%", 100*w.search.Chance(int(w.looks)))), t("even chance at %s", grouped(w.search.Looks(0.5))), t("99 in 100 at %s", grouped(w.search.Looks(0.99)))}
	if n := len(w.firsts); n > 0 {
		out = append(out, "", t("searchers: %d", n), pen.Paint(theme.Fit, t("found in time: %d, %.2f %%", w.found(), 100*float64(w.found())/float64(n))), t("last needed %s", grouped(w.firsts[n-1])))
	}
	return out
}

func (w *futures) caption() string {
	return w.env.T("%s looks among %s futures find the good one with %.4f %%. A single look is worth nothing; millions of them are nearly certain.", grouped(int(w.looks)), grouped(filmFutures), 100*w.search.Chance(int(w.looks)))
}

func (w *futures) Report() Report {
	t := w.env.T
	r := Report{w.caption(), []Value{
		{"chance", w.search.Chance(int(w.looks)), "", t("1 − (1 − 1/%d)^%d", filmFutures, int(w.looks))},
		{"looks for one half", float64(w.search.Looks(0.5)), "", t("ln ½ ÷ ln(1 − 1/%d), rounded up", filmFutures)},
		{"looks for 99 %", float64(w.search.Looks(0.99)), "", t("ln 0.01 ÷ ln(1 − 1/%d), rounded up", filmFutures)},
		{"searchers", float64(len(w.firsts)), "", t("each looks until the good one is found")},
	}}
	if n := len(w.firsts); n > 0 {
		r.Values = append(r.Values, Value{"found in time", float64(w.found()) / float64(n), "", t("%d of %d searchers within %d looks", w.found(), n, int(w.looks))})
	}
	return r
}
