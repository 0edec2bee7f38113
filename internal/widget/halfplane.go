package widget

import (
	"flag"
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// halfplane cuts the plane with neurons of two inputs; together they enclose a region.
type halfplane struct {
	env    Env
	panel  panel
	n      int
	at     int // the neuron at hand, from 1
	turn   [mostPlanes]float64
	shift  [mostPlanes]float64
	points []nn.Point
}

const (
	mostPlanes     = 4
	halfplaneSpan  = 6.0
	halfplaneReach = 0.95 // share of points on the right side that solves the puzzle
	halfplaneShown = 120
)

func newHalfplane(args []string, _ string, env Env) (Widget, error) {
	w := &halfplane{env: env, at: 1, turn: [mostPlanes]float64{0, 120, 240, 60}, shift: [mostPlanes]float64{-2, -2, -2, -2}}
	err := parse(args, func(f *flag.FlagSet) { f.IntVar(&w.n, "n", 1, "") })
	if err == nil {
		err = between("n", w.n, 1, mostPlanes)
	}
	if err != nil {
		return nil, err
	}
	w.points = nn.Datasets["circle"](200, 0, nn.NewStream(fmt.Sprintf("0.%d", 12344+env.Seed)))
	t := env.T
	w.panel.fields = []field{
		whole(t("how many neurons"), &w.n, 1, mostPlanes, func() { w.at = min(w.at, w.n) }),
		whole(t("chosen neuron"), &w.at, 1, mostPlanes, func() { w.at = min(w.at, w.n) }),
		{label: t("turned by"), value: func() string { return fmt.Sprintf("%.0f°", w.turn[w.at-1]) },
			change: func(steps int) { w.turn[w.at-1] = math.Mod(w.turn[w.at-1]+float64(steps)*10+360, 360) },
			fine:   func(steps int) { w.turn[w.at-1] = math.Mod(w.turn[w.at-1]+float64(steps)+360, 360) }},
		{label: t("shifted by"), value: func() string { return fmt.Sprintf("%+.1f", w.shift[w.at-1]) },
			change: func(steps int) { w.move(float64(steps) * 0.5) }, fine: func(steps int) { w.move(float64(steps) * 0.1) }},
	}
	return w, nil
}

func (w *halfplane) move(by float64) {
	i := w.at - 1
	w.shift[i] = max(-halfplaneSpan, min(halfplaneSpan, math.Round((w.shift[i]+by)*10)/10))
}

// plane is neuron i: it fires on the side to which it is turned, from its shift on.
func (w *halfplane) plane(i int) nn.HalfPlane {
	sin, cos := math.Sincos(w.turn[i] * math.Pi / 180)
	return nn.HalfPlane{A: cos, B: sin, C: -w.shift[i]}
}

func (w *halfplane) planes() (out []nn.HalfPlane) {
	for i := range w.n {
		out = append(out, w.plane(i))
	}
	return out
}

// right is the share of points on the right side: blue where all neurons fire, orange elsewhere.
func (w *halfplane) right() float64 {
	n, planes := 0, w.planes()
	for _, p := range w.points {
		if nn.AllFire(planes, p.X, p.Y) == (p.Label > 0) {
			n++
		}
	}
	return float64(n) / float64(len(w.points))
}

func (w *halfplane) Update(msg tea.Msg) tea.Cmd {
	w.panel.update(msg)
	return nil
}

func (w *halfplane) Running() bool { return false }

func (w *halfplane) Keys() []key.Binding { return append(w.panel.bindings(w.env), digits()) }

// Goal is to enclose the blue points.
func (w *halfplane) Goal() (string, bool) {
	return w.env.T("Enclose the blue points: %.0f %% on the right side", 100*halfplaneReach), w.right() >= halfplaneReach
}

func (w *halfplane) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

// picture is the plane: the more neurons fire, the bluer; where all do it is darkest. The border of the neuron at hand is drawn.
func (w *halfplane) picture(width, height int) string {
	planes := w.planes()
	width = min(width, 2*height+8)
	heat := plot.Heatmap{X: plot.Range{Min: -halfplaneSpan, Max: halfplaneSpan}, Y: plot.Range{Min: -halfplaneSpan, Max: halfplaneSpan}, F: func(x, y float64) float64 {
		firing := 0
		for _, p := range planes {
			if p.Fires(x, y) {
				firing++
			}
		}
		if firing == len(planes) {
			return 0.7
		}
		return -0.6 + 0.5*float64(firing)/float64(len(planes))
	}}
	above := plot.Series{Role: theme.Positive, Kind: plot.Points, Mark: '●'}
	below := plot.Series{Role: theme.Negative, Kind: plot.Points, Mark: '○'}
	for i, p := range w.points {
		if i >= halfplaneShown {
			break
		}
		s := &above
		if p.Label < 0 {
			s = &below
		}
		s.X, s.Y = append(s.X, p.X), append(s.Y, p.Y)
	}
	heat.Points = []plot.Series{above, below, w.border(planes[w.at-1])}
	return heat.Render(width, height, *w.env.Pen)
}

// border is the line on which a neuron's sum is zero.
func (w *halfplane) border(p nn.HalfPlane) plot.Series {
	s := plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '·'}
	for i := range 61 {
		along := -9 + 18*float64(i)/60
		x, y := -p.C*p.A-along*p.B, -p.C*p.B+along*p.A
		if math.Abs(x) < halfplaneSpan && math.Abs(y) < halfplaneSpan {
			s.X, s.Y = append(s.X, x), append(s.Y, y)
		}
	}
	return s
}

func (w *halfplane) facts() []string {
	t, pen, p := w.env.T, *w.env.Pen, w.plane(w.at-1)
	out := []string{pen.Paint(theme.Focus, fmt.Sprintf("%.2f·x %+.2f·y %+.2f > 0", p.A, p.B, p.C)), "",
		t("on the right side: %.1f %%", 100*w.right())}
	corners := nn.Region(w.planes(), halfplaneSpan)
	if nn.Closed(corners, halfplaneSpan) {
		out = append(out, t("closed, %d corners", len(corners)), t("area %.2f", nn.Area(corners)))
	}
	return out
}

func (w *halfplane) caption() string {
	t := w.env.T
	corners := nn.Region(w.planes(), halfplaneSpan)
	switch {
	case w.n == 1:
		return t("One neuron with two inputs cuts the plane along a straight line: on one side it fires, on the other it does not.")
	case len(corners) == 0:
		return t("Nowhere do all %d fire.", w.n)
	case nn.Closed(corners, halfplaneSpan):
		return t("Where all %d fire there is a shape with %d corners. A neuron of a second layer that waits for all of them sees this shape.", w.n, len(corners))
	}
	return t("Where all %d fire there is a region, still open to one side.", w.n)
}

func (w *halfplane) Report() Report {
	t := w.env.T
	corners := nn.Region(w.planes(), halfplaneSpan)
	r := Report{Narration: w.caption(), Values: []Value{
		{"on the right side", w.right(), "", t("blue points where all fire and orange ones elsewhere, of %d", len(w.points))},
		{"corners", float64(len(corners)), "", t("of the region where all fire, within ±%.0f", halfplaneSpan)},
		{"area", nn.Area(corners), "", t("of that region")},
	}}
	for i := range w.n {
		p := w.plane(i)
		r.Values = append(r.Values,
			Value{fmt.Sprintf("w1 of %d", i+1), p.A, "", t("cos %.0f°", w.turn[i])},
			Value{fmt.Sprintf("w2 of %d", i+1), p.B, "", t("sin %.0f°", w.turn[i])},
			Value{fmt.Sprintf("b of %d", i+1), p.C, "", t("minus the shift %+.1f", w.shift[i])})
	}
	return r
}
