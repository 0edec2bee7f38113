package widget

import (
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// line is y = wx + b: hit two targets, then find out that three cannot be hit.
type line struct {
	env    Env
	panel  panel
	w, b   float64
	round  int // 0: two targets, 1: three
	x, y   []float64
	solved bool // two targets were hit at least once
}

// hitDistance is how near, in y, counts as a hit.
const hitDistance = 0.15

func newLine(args []string, _ string, env Env) (Widget, error) {
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	l := &line{env: env, w: 0.5}
	changed := func() { l.solved = l.solved || l.round == 0 && l.hits() == 2 }
	l.panel.fields = []field{
		number(env.T("weight w"), "%.2f", &l.w, -4, 4, 0.25, 0.05, changed),
		number(env.T("bias b"), "%.2f", &l.b, -6, 6, 0.25, 0.05, changed),
	}
	l.place()
	return l, nil
}

// place draws targets: two that a line with round numbers meets, and for the second round one well off that line.
func (l *line) place() {
	rng := rand.New(rand.NewPCG(l.env.Seed, 0x6c696e65))
	w := float64(rng.IntN(9)-4) / 4
	if w == 0.5 {
		w = -0.75
	}
	b := float64(rng.IntN(9)-4) / 4
	l.x = []float64{-2, 2}
	l.y = []float64{w*-2 + b, w*2 + b}
	off := 1.5
	if rng.IntN(2) == 0 {
		off = -1.5
	}
	l.x, l.y = append(l.x, 0.5), append(l.y, w*0.5+b+off)
}

func (l *line) targets() int { return 2 + l.round }

func (l *line) hits() int {
	n := 0
	for i := range l.targets() {
		if math.Abs(l.w*l.x[i]+l.b-l.y[i]) <= hitDistance {
			n++
		}
	}
	return n
}

// farthest is the largest distance in y from the line to a target.
func (l *line) farthest() float64 {
	worst := 0.0
	for i := range l.targets() {
		worst = math.Max(worst, math.Abs(l.w*l.x[i]+l.b-l.y[i]))
	}
	return worst
}

// best is the smallest largest distance that any line can have from three targets: Chebyshev's line, which misses
// each by the same amount, half the distance of the middle target from the chord of the outer ones.
func (l *line) best() float64 {
	chord := l.y[0] + (l.y[1]-l.y[0])*(l.x[2]-l.x[0])/(l.x[1]-l.x[0])
	return math.Abs(l.y[2]-chord) / 2
}

func (l *line) Update(msg tea.Msg) tea.Cmd {
	if l.panel.update(msg) {
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "n" {
		l.round = 1 - l.round
	}
	return nil
}

func (l *line) Running() bool { return false }

func (l *line) Keys() []key.Binding {
	does := l.env.T("a third target")
	if l.round == 1 {
		does = l.env.T("two targets")
	}
	return append(l.panel.bindings(l.env), bind(does, "n"))
}

// Goal is to hit both targets.
func (l *line) Goal() (string, bool) {
	if l.round == 1 {
		return "", false
	}
	return l.env.T("both targets hit"), l.hits() == 2
}

func (l *line) View(width, height int) string {
	return scene{pen: *l.env.Pen, panel: &l.panel, facts: l.facts(), caption: l.caption(), picture: l.picture}.render(width, height)
}

func (l *line) picture(width, height int) string {
	n := l.targets()
	ch := plot.Chart{
		X: plot.Range{Min: -4, Max: 4}, Y: plot.Range{Min: -6, Max: 6}, XLabel: "x",
		Rules: []plot.Rule{{At: 0, Horizontal: true, Role: theme.Border}},
		Series: []plot.Series{
			{Name: "wx + b", Role: theme.Fit, F: func(x float64) float64 { return l.w*x + l.b }},
			{Name: l.env.T("targets"), Role: theme.Data, Kind: plot.Points, Mark: '●', X: l.x[:n], Y: l.y[:n]},
		},
	}
	return ch.Render(width, height, *l.env.Pen)
}

func (l *line) facts() []string {
	return []string{
		l.env.T("hit: %d of %d", l.hits(), l.targets()),
		l.env.T("farthest: %.2f", l.farthest()),
	}
}

func (l *line) caption() string {
	t := l.env.T
	switch {
	case l.round == 1:
		return t("Three targets that are not in line: whatever you do, one is missed by at least %.2f. A line cannot bend.", l.best())
	case l.hits() == 2:
		return t("Both hit: two points fix w and b. Press n for a third target.")
	}
	return t("w turns the line, b lifts it. Put it through both targets.")
}

func (l *line) Report() Report {
	t := l.env.T
	r := Report{Narration: l.caption(), Values: []Value{
		{"w", l.w, "", t("the weight that you set")},
		{"b", l.b, "", t("the bias that you set")},
		{"hits", float64(l.hits()), "", t("targets that the line passes within %.2f of, out of %d", hitDistance, l.targets())},
		{"farthest", l.farthest(), "", t("largest |w·x + b − y| over %d targets", l.targets())},
	}}
	if l.round == 1 {
		r.Values = append(r.Values, Value{"best possible", l.best(), "", t("half the distance of the third target from the line through the other two")})
	}
	return r
}
