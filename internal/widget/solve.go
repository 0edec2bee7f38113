package widget

import (
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// solve shapes a sine and looks for the place where it takes a value, by halving and by tangents, step by step.
type solve struct {
	env                 Env
	panel               panel
	ask                 *forecast
	amp, freq, phase    float64 // f(x) = amp·sin(freq·x + phase)
	level               float64 // c in f(x) = c
	from, to, start     float64 // the first bracket, the first tangent
	step                int     // shown: 0 before the first
	playing             bool
	ticks               int
	halves              []nn.Bracket
	tangents            []nn.Tangent
	halvesErr, steepErr error
}

const (
	solveMost      = 12.0 // x runs from 0 to here: half a day of a tide
	solveTolerance = 1e-6
	solveTicks     = 12 // frames of one step while it plays
)

func newSolve(args []string, _ string, env Env) (Widget, error) {
	s := &solve{env: env, amp: 2, freq: 0.5, level: 1.2, to: 3, start: 2.5}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	again := s.search
	t := env.T
	s.panel.fields = []field{
		number(t("amplitude"), "%.2f", &s.amp, 0.1, 5, 0.25, 0.05, again),
		number(t("frequency"), "%.2f", &s.freq, 0.05, 3, 0.25, 0.05, again),
		number(t("phase"), "%.2f", &s.phase, -3.15, 3.15, 0.25, 0.05, again),
		number(t("level c"), "%.2f", &s.level, -5, 5, 0.25, 0.05, again),
		number(t("halving from"), "%.2f", &s.from, 0, solveMost, 0.5, 0.1, again),
		number(t("halving to"), "%.2f", &s.to, 0, solveMost, 0.5, 0.1, again),
		number(t("tangents from"), "%.2f", &s.start, 0, solveMost, 0.25, 0.05, again),
	}
	s.search()
	n := len(s.tangents)
	right := 0 // the options from few steps to many
	for _, most := range []int{6, 12, len(s.halves)} {
		if n > most {
			right++
		}
	}
	s.ask = newForecast(env, "solve-tangents",
		t("2·sin(x/2) = 1.2, to six decimals. Halving needs %d steps, one binary digit each. How many do the tangents need?", len(s.halves)),
		[]string{t("at most %d", 6), t("%d to %d", 7, 12), t("%d to %d", 13, len(s.halves)), t("more than %d", len(s.halves))}, right)
	return s, nil
}

func (s *solve) f(x float64) float64 { return s.amp * math.Sin(s.freq*x+s.phase) }

// search runs both methods and begins the walk along their steps again.
func (s *solve) search() {
	gap := func(x float64) float64 { return s.f(x) - s.level }
	a, b := min(s.from, s.to), max(s.from, s.to)
	s.halves, s.halvesErr = nn.Bisect(gap, a, b, solveTolerance, 60)
	s.tangents, s.steepErr = nn.Newton(gap, s.start, solveTolerance, 30)
	s.step, s.playing = 0, false
}

func (s *solve) last() int { return max(len(s.halves), len(s.tangents)) }

// forward goes on by n steps, or back.
func (s *solve) forward(n int) {
	s.step = max(0, min(s.last(), s.step+n))
	s.playing = s.playing && s.step < s.last()
}

func (s *solve) Update(msg tea.Msg) tea.Cmd {
	if handled, _ := s.ask.update(msg); handled || s.ask.open() || s.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if s.ticks++; s.playing && s.ticks%solveTicks == 0 {
			s.forward(1)
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			s.playing = !s.playing && s.step < s.last()
		case ".":
			s.forward(1)
		case ",":
			s.forward(-1)
		}
	}
	return nil
}

func (s *solve) Running() bool { return s.playing }

func (s *solve) Keys() []key.Binding {
	if s.ask.open() {
		return s.ask.keys()
	}
	t := s.env.T
	run := t("run")
	if s.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one step"), "."), bind(t("one step back"), ",")}, s.panel.bindings(s.env)...)
}

// Goal is to see where the tangents get lost though the halving finds a place.
func (s *solve) Goal() (string, bool) {
	if s.ask.open() {
		return "", false
	}
	return s.env.T("the tangents get lost, halving does not"), s.lost() && s.halvesErr == nil && s.step > 0
}

// lost reports whether the tangents end nowhere, or outside of the picture.
func (s *solve) lost() bool {
	if s.steepErr != nil {
		return true
	}
	x := s.tangents[len(s.tangents)-1].Next
	return x < 0 || x > solveMost
}

func (s *solve) View(width, height int) string {
	if s.ask.open() {
		question := s.ask.view(width)
		if room := height - lines(question) - 1; room >= 6 {
			question += "\n\n" + s.chart(true, true).Render(width, room, *s.env.Pen)
		}
		return plot.Fit(question, width, height)
	}
	return scene{pen: *s.env.Pen, picture: s.picture, panel: &s.panel, facts: s.facts(), caption: s.caption()}.render(width, height)
}

// picture is both methods side by side, one over the other, or in one chart, as there is room.
func (s *solve) picture(width, height int) string {
	pen := *s.env.Pen
	half, steep := s.env.T("halving"), s.env.T("tangents")
	title := func(name, chart string) string { return pen.Paint(theme.Heading, name) + "\n" + chart }
	switch {
	case width >= 76 && height >= 10:
		w := (width - 2) / 2
		return plot.Beside(2, padRight(title(half, s.chart(true, false).Render(w, height-1, pen)), w), title(steep, s.chart(false, true).Render(w, height-1, pen)))
	case height >= 16:
		h := height / 2
		return plot.Stack(title(half, s.chart(true, false).Render(width, h-1, pen)), title(steep, s.chart(false, true).Render(width, height-h-1, pen)))
	}
	return s.chart(true, true).Render(width, height, pen)
}

// chart draws the curve, the level, and what the methods have come to.
func (s *solve) chart(half, steep bool) plot.Chart {
	most := max(s.amp, math.Abs(s.level)) * 1.25
	ch := plot.Chart{
		X: plot.Range{Min: 0, Max: solveMost}, Y: plot.Range{Min: -most, Max: most}, XLabel: "x",
		Rules:  []plot.Rule{{At: s.level, Horizontal: true, Role: theme.Positive, Label: "c"}},
		Series: []plot.Series{{Role: theme.Data, F: s.f}},
	}
	if half && s.step > 0 && len(s.halves) > 0 {
		b := s.halves[min(s.step, len(s.halves))-1]
		ch.Shade = []plot.Range{{Min: b.A, Max: b.B}}
		ch.Rules = append(ch.Rules, plot.Rule{At: b.A, Role: theme.Muted}, plot.Rule{At: b.B, Role: theme.Muted})
		ch.Series = append(ch.Series, plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '●', X: []float64{b.Middle}, Y: []float64{s.f(b.Middle)}})
	}
	if steep {
		ch.Series = append(ch.Series, s.walk()...)
	}
	return ch
}

// walk is the tangents so far, each from the curve down or up to the level; the newest stands out.
func (s *solve) walk() (out []plot.Series) {
	for i, t := range s.tangents[:min(s.step, len(s.tangents))] {
		role, kind := theme.Muted, plot.Dotted
		if i == min(s.step, len(s.tangents))-1 {
			role, kind = theme.Fit, plot.Line
		}
		out = append(out,
			plot.Series{Role: theme.Muted, Kind: plot.Dotted, X: []float64{t.X, t.X}, Y: []float64{s.level, s.f(t.X)}, Mark: ':'},
			s.line(t, role, kind))
	}
	at := s.start
	if n := min(s.step, len(s.tangents)); n > 0 {
		at = s.tangents[n-1].X
		if next := s.tangents[n-1].Next; next >= 0 && next <= solveMost {
			out = append(out, plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '▲', X: []float64{next}, Y: []float64{s.level}})
		}
	}
	return append(out, plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '●', X: []float64{at}, Y: []float64{s.f(at)}})
}

// line is a tangent from where it touches to the level, or to the edge of the picture.
func (s *solve) line(t nn.Tangent, role theme.Role, kind plot.Kind) plot.Series {
	end := max(-1, min(solveMost+1, t.Next))
	if math.IsNaN(end) { // flat, and at the level
		end = t.X
	}
	return plot.Series{Role: role, Kind: kind, X: []float64{t.X, end}, Y: []float64{s.f(t.X), s.f(t.X) + t.Slope*(end-t.X)}}
}
