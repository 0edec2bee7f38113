package widget

import (
	"flag"
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// lln follows the share of heads of several coins: the share settles, the difference does not.
type lln struct {
	env     Env
	panel   panel
	coins   int
	show    int // index into llnShow
	playing bool
	rng     *rand.Rand
	runs    []prob.RunningShare
	at      []float64   // numbers of tosses at which a point was taken
	share   [][]float64 // of each coin
	gap     [][]float64
}

var llnShow = []string{phrase("share"), phrase("difference")}

// llnMost ends the run: at a million tosses the band is narrower than a line.
const llnMost = 1_000_000

func newLLN(args []string, _ string, env Env) (Widget, error) {
	l := &lln{env: env}
	show := "share"
	err := parse(args, func(f *flag.FlagSet) {
		f.IntVar(&l.coins, "coins", 8, "")
		f.StringVar(&show, "show", show, "")
	})
	if err == nil {
		err = between("coins", l.coins, 1, 20)
	}
	if err == nil {
		err = oneOf("show", show, llnShow)
	}
	if err != nil {
		return nil, err
	}
	l.show = indexOf(llnShow, show)
	l.panel.fields = []field{
		choice(env.T("show"), &l.show, llnShow, func(s string) string { return env.T(s) }, func() {}),
		whole(env.T("coins"), &l.coins, 1, 20, l.restart),
	}
	l.restart()
	return l, nil
}

func (l *lln) restart() {
	l.rng = lm.Coin(l.env.Seed)
	l.runs = make([]prob.RunningShare, l.coins)
	l.at, l.share, l.gap = nil, make([][]float64, l.coins), make([][]float64, l.coins)
	l.advance(1)
}

func (l *lln) tosses() int { return l.runs[0].N }

// advance tosses every coin n times and takes a point.
func (l *lln) advance(n int) {
	n = min(n, llnMost-l.tosses())
	if n <= 0 {
		l.playing = false
		return
	}
	for i := range l.runs {
		l.runs[i].Advance(n, l.rng)
		l.share[i] = append(l.share[i], l.runs[i].Share())
		l.gap[i] = append(l.gap[i], l.runs[i].Gap())
	}
	l.at = append(l.at, float64(l.tosses()))
}

// stride is the number of tosses until the next point: points lie evenly on a logarithmic axis.
func (l *lln) stride() int { return max(1, l.tosses()/20) }

func (l *lln) Update(msg tea.Msg) tea.Cmd {
	if l.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		l.advance(l.stride())
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			l.playing = !l.playing && l.tosses() < llnMost
		case ".":
			l.advance(l.stride())
		}
	}
	return nil
}

func (l *lln) Running() bool { return l.playing }

func (l *lln) Keys() []key.Binding {
	run := l.env.T("run")
	if l.playing {
		run = l.env.T("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(l.env.T("one step"), "."), digits()}, l.panel.bindings(l.env)...)
}

func (l *lln) View(width, height int) string {
	return scene{pen: *l.env.Pen, picture: l.picture, panel: &l.panel, facts: l.facts(), caption: l.caption(), side: 30}.render(width, height)
}

func (l *lln) picture(width, height int) string {
	far := math.Max(1000, float64(l.tosses()))
	ch := plot.Chart{X: plot.Range{Min: 1, Max: far}, LogX: true, XLabel: l.env.T("tosses"), Y: plot.Range{Min: 0, Max: 1}, YLabel: l.env.T("share of heads")}
	curves := l.share
	spread := func(n float64) float64 { return 0.5 / math.Sqrt(n) }
	middle := 0.5
	if llnShow[l.show] == "difference" {
		curves, middle = l.gap, 0
		spread = func(n float64) float64 { return 0.5 * math.Sqrt(n) }
		ch.YLabel = l.env.T("heads − tosses/2")
		most := 3 * spread(far)
		ch.Y = plot.Range{Min: -most, Max: most}
	}
	ch.Rules = []plot.Rule{{At: middle, Horizontal: true, Role: theme.Border}}
	for i, c := range curves {
		role := []theme.Role{theme.Data, theme.Positive, theme.Accent, theme.Negative}[i%4]
		ch.Series = append(ch.Series, plot.Series{Role: role, X: l.at, Y: c})
	}
	band := func(sign float64) func(float64) float64 {
		return func(n float64) float64 { return middle + sign*2*spread(n) }
	}
	ch.Series = append(ch.Series, plot.Series{Role: theme.Fit, Kind: plot.Dotted, F: band(1)},
		plot.Series{Name: l.env.T("two standard deviations"), Role: theme.Fit, Kind: plot.Dotted, F: band(-1)})
	return ch.Render(width, height, *l.env.Pen)
}

// meanGap is the mean over the coins of |heads − tosses/2|.
func (l *lln) meanGap() float64 {
	sum := 0.0
	for _, r := range l.runs {
		sum += math.Abs(r.Gap())
	}
	return sum / float64(len(l.runs))
}

// meanMiss is the mean over the coins of |share − ½|.
func (l *lln) meanMiss() float64 { return l.meanGap() / float64(l.tosses()) }

func (l *lln) facts() []string {
	t := l.env.T
	return []string{t("tosses: %d", l.tosses()), t("|share − ½|: %.4f", l.meanMiss()), t("|heads − n/2|: %.1f", l.meanGap())}
}

func (l *lln) caption() string {
	t := l.env.T
	if llnShow[l.show] == "difference" {
		return t("The difference spreads like √n: after %d tosses %.1f heads too many or too few, on average over %d coins.", l.tosses(), l.meanGap(), l.coins)
	}
	return t("The share closes in on ½ like 1/√n: after %d tosses it is %.4f away, on average over %d coins.", l.tosses(), l.meanMiss(), l.coins)
}

func (l *lln) Report() Report {
	t, n := l.env.T, l.tosses()
	r := Report{Narration: l.caption(), Values: []Value{
		{"tosses", float64(n), "", t("of each of the %d coins", l.coins)},
		{"mean |share − ½|", l.meanMiss(), "", t("mean over %d coins of |heads/%d − ½|", l.coins, n)},
		{"mean |heads − n/2|", l.meanGap(), "", t("mean over %d coins of |heads − %d/2|; expected √(n/2π) = %.1f", l.coins, n, math.Sqrt(float64(n)/(2*math.Pi)))},
	}}
	if n <= 20000 {
		r.Values = append(r.Values, Value{"P(|share − ½| ≤ .01)", prob.Within(n, 0.01), "", t("exact: binomial probabilities of %d tosses, summed", n)})
	}
	return r
}
