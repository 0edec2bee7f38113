package widget

import (
	"flag"
	"math"
	"math/rand/v2"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// polyfit puts the best member of a family of functions through measured points, and shows what it does between them.
type polyfit struct {
	env            Env
	panel          panel
	ask            *forecast
	data, family   int // index into nn.MeasurementNames, nn.FamilyNames
	points, degree int
	noise          float64
	hidden         bool // the law is not shown
	x, y           []float64
	fit            nn.Formula
	err            error
	worst, at      float64 // the largest error against the law, and where it is
}

// polyfitGrid is how many places of the range are searched for the largest error.
const polyfitGrid = 10_000

func newPolyfit(args []string, _ string, env Env) (Widget, error) {
	p := &polyfit{env: env, points: 11, degree: 5}
	data, family, ask := "runge", "polynomial", true
	err := parse(args, func(f *flag.FlagSet) {
		f.StringVar(&data, "data", data, "")
		f.StringVar(&family, "family", family, "")
		f.IntVar(&p.points, "points", p.points, "")
		f.IntVar(&p.degree, "degree", p.degree, "")
		f.BoolVar(&ask, "ask", ask, "") // false where the page around it asks the same
	})
	if err != nil {
		return nil, err
	}
	for _, e := range []error{oneOf("data", data, nn.MeasurementNames), oneOf("family", family, nn.FamilyNames), between("points", p.points, 3, 41), between("degree", p.degree, 0, 20)} {
		if e != nil {
			return nil, e
		}
	}
	p.data, p.family = indexOf(nn.MeasurementNames, data), indexOf(nn.FamilyNames, family)
	p.fields()
	p.refit()
	p.ask = askDegreeTen(env)
	if !ask {
		p.ask.skip()
	}
	return p, nil
}

func (p *polyfit) fields() {
	t := p.env.T
	shown := func(s string) string { return t(s) }
	p.panel.fields = []field{
		choice(t("points of"), &p.data, nn.MeasurementNames, shown, p.refit),
		choice(t("family"), &p.family, nn.FamilyNames, shown, p.refit),
		whole(t("degree"), &p.degree, 0, 20, func() { p.degree = min(p.degree, p.points-1); p.refit() }),
		whole(t("points"), &p.points, 3, 41, func() { p.degree = min(p.degree, p.points-1); p.refit() }),
		number(t("noise"), "%.2f", &p.noise, 0, 0.5, 0.05, 0.01, p.refit),
	}
	degree := &p.panel.fields[2]
	shownDegree := degree.value
	degree.value = func() string {
		if !p.polynomial() {
			return "–"
		}
		return shownDegree()
	}
}

func (p *polyfit) law() nn.Measured { return nn.Measurements[nn.MeasurementNames[p.data]] }

func (p *polyfit) polynomial() bool { return nn.FamilyNames[p.family] == "polynomial" }

// refit measures the points again, with the same noise, and finds the best curve.
func (p *polyfit) refit() {
	law := p.law()
	p.x, p.y = law.Sample(p.points, p.noise, rand.New(rand.NewPCG(p.env.Seed, 0x706f6c79)))
	p.fit, p.err = nn.FitFamily(nn.FamilyNames[p.family], p.x, p.y, p.degree)
	p.worst, p.at = 0, law.From
	if p.err != nil {
		return
	}
	p.worst = p.fit.MaxError(law.F, polyfitGrid)
	for i := range polyfitGrid + 1 {
		x := law.From + (law.To-law.From)*float64(i)/polyfitGrid
		if math.Abs(p.fit.At(x)-law.F(x)) >= p.worst {
			p.at = x
			break
		}
	}
}

func (p *polyfit) Update(msg tea.Msg) tea.Cmd {
	if handled, answered := p.ask.update(msg); handled {
		if answered { // what the question was about
			*p = polyfit{env: p.env, panel: p.panel, ask: p.ask, points: 11, degree: 10}
			p.fields()
			p.refit()
		}
		return nil
	}
	if p.ask.open() || p.panel.update(msg) {
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "a":
			p.family, p.degree = 0, min(20, p.points-1)
			p.refit()
		case "l":
			p.hidden = !p.hidden
		}
	}
	return nil
}

func (p *polyfit) Running() bool { return false }

func (p *polyfit) Keys() []key.Binding {
	if p.ask.open() {
		return p.ask.keys()
	}
	t := p.env.T
	return append(p.panel.bindings(p.env), bind(t("through all points"), "a"), bind(t("show or hide the law"), "l"), digits())
}

// Goal is a curve that holds between the points too.
func (p *polyfit) Goal() (string, bool) {
	if p.ask.open() {
		return "", false
	}
	return p.env.T("nowhere off by more than %d %% of the height", 4), p.err == nil && p.worst <= 0.04*p.height()
}

// height is the distance from the lowest to the highest value of the law.
func (p *polyfit) height() float64 {
	span := p.span()
	return span.Max - span.Min
}

func (p *polyfit) span() plot.Range {
	_, y := p.law().Sample(200, 0, nil)
	r := plot.Range{Min: y[0], Max: y[0]}
	for _, v := range y {
		r.Min, r.Max = min(r.Min, v), max(r.Max, v)
	}
	return r
}

func (p *polyfit) View(width, height int) string {
	s := scene{pen: *p.env.Pen, picture: p.picture, panel: &p.panel, facts: p.facts(), caption: p.caption(), side: 32}
	if p.ask.open() {
		question := p.ask.view(width)
		s.picture = func(w, h int) string {
			if room := h - lines(question) - 1; room >= 6 {
				return question + "\n\n" + p.picture(w, room)
			}
			return question
		}
		s.panel, s.facts, s.caption = nil, nil, ""
		return plot.Fit(s.picture(width, height), width, height)
	}
	return s.render(width, height)
}

func (p *polyfit) picture(width, height int) string {
	t, law, span := p.env.T, p.law(), p.span()
	high := span.Max - span.Min
	ch := plot.Chart{
		X: plot.Over([]float64{law.From, law.To}), Y: plot.Range{Min: span.Min - 0.7*high, Max: span.Max + 1.2*high}, XLabel: "x",
		Rules: []plot.Rule{{At: 0, Horizontal: true, Role: theme.Border}},
	}
	if !p.hidden {
		ch.Series = append(ch.Series, curveOf(t("law"), theme.Data, plot.Dotted, law, law.F))
	}
	if p.err == nil {
		ch.Series = append(ch.Series, curveOf(t("best fit"), theme.Fit, plot.Line, law, p.fit.At))
		if !p.hidden && p.worst > high/100 {
			ch.Rules = append(ch.Rules, plot.Rule{At: p.at, Role: theme.Warning})
		}
	}
	ch.Series = append(ch.Series, plot.Series{Name: t("points"), Role: theme.Data, Kind: plot.Points, Mark: '●', X: p.x, Y: p.y})
	return ch.Render(width, height, *p.env.Pen)
}

// curveOf draws f over the range of a law, fine enough for the steepest polynomial.
func curveOf(name string, role theme.Role, kind plot.Kind, law nn.Measured, f func(float64) float64) plot.Series {
	s := plot.Series{Name: name, Role: role, Kind: kind}
	if kind == plot.Dotted {
		s.Mark = '.'
	}
	for i := range 601 {
		x := law.From + (law.To-law.From)*float64(i)/600
		s.X, s.Y = append(s.X, x), append(s.Y, f(x))
	}
	return s
}

// offPoints is the root of the mean squared error at the points.
func (p *polyfit) offPoints() float64 {
	return math.Sqrt(p.fit.Squares(p.x, p.y) / float64(len(p.x)))
}

func (p *polyfit) facts() []string {
	t, pen := p.env.T, *p.env.Pen
	if p.err != nil {
		return []string{pen.Paint(theme.Warning, t("no fit"))}
	}
	role := theme.Positive
	if p.worst > 0.04*p.height() {
		role = theme.Warning
	}
	out := []string{
		pen.Paint(role, t("largest error %.4f", p.worst)),
		t("at the points %.4f", p.offPoints()),
		"",
	}
	out = append(out, strings.Split(fold(p.formula(), 32), "\n")...)
	return append(out, "", p.ask.verdict())
}

func (p *polyfit) caption() string {
	t := p.env.T
	switch {
	case p.err != nil:
		return t("This family cannot follow these points. Take another family, or more points.")
	case p.polynomial() && p.degree == p.points-1 && p.worst > 0.1*p.height():
		return t("The curve passes through all %d points, and between them it misses the law by up to %.4f. Through all points is not the right function.", p.points, p.worst)
	case p.polynomial():
		return t("The best polynomial of degree %d: off by %.4f at the points (root mean square), by at most %.4f anywhere, at x = %.2f.", p.degree, p.offPoints(), p.worst, p.at)
	}
	return t("The best member of the family %s: off by %.4f at the points (root mean square), by at most %.4f anywhere.", t(nn.FamilyNames[p.family]), p.offPoints(), p.worst)
}
