package widget

import (
	"flag"
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// walk follows many prices that change at random every day: none can be foretold, the width of all grows with √time.
type walk struct {
	env     Env
	panel   panel
	paths   int
	trend   float64
	playing bool
	rng     *rand.Rand
	walks   *prob.Walks
	tracks  [][]float64 // of each path, from day 0
	ask     *forecast
}

// walkInside is the probability to be within two standard deviations of a normal distribution.
var walkInside = math.Erf(math.Sqrt2)

// The days that are seen before the question, and the days after which the run ends.
const (
	walkAsked = 100
	walkDays  = 640
)

func newWalk(args []string, _ string, env Env) (Widget, error) {
	w := &walk{env: env}
	err := parse(args, func(f *flag.FlagSet) { f.IntVar(&w.paths, "paths", 20, "") })
	if err == nil {
		err = between("paths", w.paths, 1, 100)
	}
	if err != nil {
		return nil, err
	}
	w.panel.fields = []field{
		whole(env.T("prices"), &w.paths, 1, 100, w.restart),
		number(env.T("trend a day"), "%+.2f", &w.trend, -0.2, 0.2, 0.05, 0.01, w.restart),
	}
	w.ask = newForecast(env, "walk-spread",
		env.T("Every day each price moves by about 1, up or down at random. After 100 days a price is typically 10 away from where it began. How far after 400 days?"),
		[]string{env.T("still about 10: ups and downs cancel"), env.T("about 20"), env.T("about 40: four times the days")}, 1)
	w.restart()
	return w, nil
}

func (w *walk) restart() {
	w.rng = rand.New(rand.NewPCG(w.env.Seed, 0x77616c6b))
	w.walks = prob.NewWalks(w.paths, w.trend, 1)
	w.tracks = make([][]float64, w.paths)
	w.keep()
	for w.ask.open() && w.walks.Steps < walkAsked {
		w.day()
	}
}

// keep adds to the tracks where the walks stand.
func (w *walk) keep() {
	for i, at := range w.walks.At {
		w.tracks[i] = append(w.tracks[i], at)
	}
}

func (w *walk) day() {
	if w.walks.Steps >= walkDays {
		w.playing = false
		return
	}
	w.walks.Step(w.rng)
	w.keep()
}

func (w *walk) Update(msg tea.Msg) tea.Cmd {
	if handled, answered := w.ask.update(msg); handled {
		w.playing = w.playing || answered
		return nil
	}
	if w.ask.open() || w.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		w.day()
		w.day()
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			w.playing = !w.playing && w.walks.Steps < walkDays
		case ".":
			w.day()
		}
	}
	return nil
}

func (w *walk) Running() bool { return w.playing }

func (w *walk) Keys() []key.Binding {
	if w.ask.open() {
		return w.ask.keys()
	}
	run := w.env.T("run")
	if w.playing {
		run = w.env.T("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(w.env.T("one day"), "."), digits()}, w.panel.bindings(w.env)...)
}

func (w *walk) View(width, height int) string {
	if w.ask.open() {
		question := w.ask.view(width)
		if room := height - lines(question) - 1; room >= 6 {
			question += "\n\n" + w.picture(width, room)
		}
		return plot.Fit(question, width, height)
	}
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

func (w *walk) picture(width, height int) string {
	days := 100.0
	for days < float64(w.walks.Steps) {
		days *= 2
	}
	days = math.Min(days, walkDays)
	most := 3*math.Sqrt(days) + math.Abs(w.trend)*days
	ch := plot.Chart{X: plot.Range{Max: days}, XLabel: w.env.T("days"), Y: plot.Range{Min: -most, Max: most}, YLabel: w.env.T("price, change since the first day")}
	ch.Rules = []plot.Rule{{At: 0, Horizontal: true, Role: theme.Border}}
	for _, track := range w.tracks[1:] {
		ch.Series = append(ch.Series, plot.Series{Role: theme.Data, Y: track})
	}
	ch.Series = append(ch.Series, plot.Series{Name: w.env.T("one of them"), Role: theme.Focus, Y: w.tracks[0]})
	if w.ask.open() { // the edge would give the answer away
		return ch.Render(width, height, *w.env.Pen)
	}
	edge := func(sign float64) func(float64) float64 {
		return func(n float64) float64 { return w.trend*n + sign*2*math.Sqrt(n) }
	}
	ch.Series = append(ch.Series, plot.Series{Role: theme.Fit, F: edge(1)}, plot.Series{Name: w.env.T("±2·√days"), Role: theme.Fit, F: edge(-1)})
	return ch.Render(width, height, *w.env.Pen)
}

func (w *walk) facts() []string {
	t := w.env.T
	out := []string{t("days: %d", w.walks.Steps), t("spread: %.1f", w.walks.Spread()), t("  √days: %.1f", w.walks.ExpectedSpread()),
		t("inside ±2·√days: %.0f %%", 100*w.walks.Inside(2)), t("  exact: %.1f %%", 100*walkInside)}
	if v := w.ask.verdict(); v != "" {
		out = append(out, "", v)
	}
	return out
}

func (w *walk) caption() string {
	t := w.env.T
	if w.walks.Steps == 0 {
		return t("%d prices on their first day. Each will move by a random step a day.", w.paths)
	}
	return t("After %d days the prices are spread by %.1f; √%d is %.1f. Four times the days, twice the spread. Which one is where, nobody could have said.",
		w.walks.Steps, w.walks.Spread(), w.walks.Steps, w.walks.ExpectedSpread())
}

func (w *walk) Report() Report {
	t, n := w.env.T, w.walks.Steps
	r := Report{Narration: w.caption(), Values: []Value{
		{"days", float64(n), "", t("steps of each of the %d prices", w.paths)},
		{"spread", w.walks.Spread(), "", t("root of the mean over %d prices of (change − %d·%+.2f)²", w.paths, n, w.trend)},
		{"expected spread", w.walks.ExpectedSpread(), "", t("1·√%d: a step has the standard deviation 1", n)},
		{"mean change", w.walks.Mean(), "", t("mean over %d prices; expected %d·%+.2f", w.paths, n, w.trend)},
		{"inside", w.walks.Inside(2), "", t("share of prices within 2·√%d of where the trend leads; exactly %.4f on average", n, walkInside)},
		{"inside, exact", walkInside, "", t("normal distribution: Φ(2) − Φ(−2)")},
	}}
	return r
}
