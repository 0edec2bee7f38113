package widget

import (
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

func (s *slit) View(width, height int) string {
	if s.ask.open() {
		question := s.ask.view(width)
		if room := height - lines(question) - 1; room >= 6 {
			question += "\n\n" + s.picture(width, room)
		}
		return plot.Fit(question, width, height)
	}
	return scene{pen: *s.env.Pen, picture: s.picture, panel: &s.panel, facts: s.facts(), caption: s.caption(), side: 30}.render(width, height)
}

// picture is the screen with its dots, and under it, at the same places, the histogram and |ψ|².
func (s *slit) picture(width, height int) string {
	c := plot.NewCanvas(width, height, *s.env.Pen)
	top := height * 2 / 5
	frame := s.histogram().Draw(c, 0, top, width, height-top)
	dots := min(len(s.x), frame.Width*top*8/4) // more would fill the screen
	from := len(s.x) - dots
	screen := plot.Chart{Bare: true, X: plot.Range{Min: -slitReach, Max: slitReach}, Y: plot.Range{Max: 1},
		Series: []plot.Series{{Role: theme.Data, Kind: plot.Dust, X: s.x[from:], Y: s.y[from:]}}}
	screen.Draw(c, frame.Left, 0, frame.Width, top)
	s.mark(c, frame, top-1)
	return c.String()
}

// mark points at ½, where the waves of two slits cancel.
func (s *slit) mark(c *plot.Canvas, frame plot.Frame, y int) {
	at, _ := frame.Cell(0.5, 0)
	pointer := "▼"
	if s.env.Pen.Glyphs == plot.ASCII {
		pointer = "v"
	}
	if s.ask.open() {
		pointer += " " + s.env.T("mark") + " "
	}
	c.Text(int(at), y, theme.Focus, pointer)
}

func (s *slit) histogram() plot.Chart {
	t := s.env.T
	n := len(s.bins.Counts)
	x, heights := make([]float64, n), make([]float64, n)
	most := 0.0
	for i := range n {
		x[i] = -slitReach + (float64(i)+0.5)*2*slitReach/float64(n)
		heights[i] = s.bins.Density(i)
		most = max(most, 1.25*s.density(x[i]))
	}
	ch := plot.Chart{X: plot.Range{Min: -slitReach, Max: slitReach}, Y: plot.Range{Max: most}, XLabel: t("stripes")}
	ch.Series = []plot.Series{{Name: t("electrons"), Role: theme.Data, Kind: plot.Stems, X: x, Y: heights}}
	if !s.ask.open() {
		name := "|ψ|²"
		if s.slits.Watched {
			name = "|ψ₁|² + |ψ₂|²"
		}
		ch.Series = append(ch.Series, plot.Series{Name: name, Role: theme.Fit, F: s.density})
	}
	return ch
}

func (s *slit) facts() []string {
	t := s.env.T
	out := []string{t("electrons: %d", s.bins.N)}
	if s.bins.N > 0 {
		out = append(out, t("the last one at %+.2f", s.x[len(s.x)-1]),
			t("near the mark at ½: %d", s.dark), t("  expected: %.1f", s.darkExpected()),
			t("largest CDF gap: %.3f", s.gap()))
	}
	if v := s.ask.verdict(); v != "" {
		out = append(out, "", v)
	}
	return out
}

func (s *slit) darkExpected() float64 {
	return s.integral(0.5-slitNear, 0.5+slitNear) * float64(s.bins.N)
}

func (s *slit) caption() string {
	t := s.env.T
	switch name := slitOpen[s.open]; {
	case s.bins.N == 0:
		return t("Nothing has arrived yet. Each electron will leave one dot.")
	case name == "both":
		return t("Where each of %d electrons lands is chance; that they make stripes is not. At ½ the two ways cancel: what one slit sends, the other takes away.", s.bins.N)
	case name == "both, watched":
		return t("Recorded at the slits, each of %d electrons has gone one way or the other, and the stripes are gone: now the numbers add up, not the waves.", s.bins.N)
	}
	return t("One slit: %d electrons make one broad patch, without stripes. Electrons also reach the places that two slits leave dark.", s.bins.N)
}

func (s *slit) Report() Report {
	t := s.env.T
	r := Report{Narration: s.caption(), Values: []Value{{"electrons", float64(s.bins.N), "", t("arrived on the screen, one at a time")}}}
	if s.bins.N == 0 {
		return r
	}
	how := t("between %.1f and %.1f", 0.5-slitNear, 0.5+slitNear)
	r.Values = append(r.Values,
		Value{"last place", s.x[len(s.x)-1], "stripes", t("drawn with the probability |ψ|²")},
		Value{"near the mark", float64(s.dark), "", how},
		Value{"expected near the mark", s.darkExpected(), "", t("%d · the integral of |ψ|² %s", s.bins.N, how)},
		Value{"largest CDF gap", s.gap(), "", t("largest |share of %d electrons up to a place − the integral of |ψ|² up to there|", s.bins.N)})
	return r
}
