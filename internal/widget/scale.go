package widget

import (
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/sim"
	"learn-llm/internal/theme"
)

// scale asks for orders of magnitude on a logarithmic axis, and shows the recorded numbers only after the estimate.
type scale struct {
	env   Env
	guess []float64 // exponents of ten, one for each of sim.Magnitudes
	told  int       // so many are answered; the next one is asked
}

// The axis goes from 10^scaleFrom to 10^scaleTo.
const (
	scaleFrom, scaleTo = 2, 18
	scaleStart         = 6
	factorTen          = 1.0 // this many powers of ten off still count as near
)

func newScale(args []string, _ string, env Env) (Widget, error) {
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	s := &scale{env: env, guess: make([]float64, len(sim.Magnitudes))}
	for i := range s.guess {
		s.guess[i] = scaleStart
	}
	return s, nil
}

func (s *scale) done() bool { return s.told == len(s.guess) }

func (s *scale) Update(msg tea.Msg) tea.Cmd {
	if s.done() {
		return nil
	}
	at := &s.guess[s.told]
	switch msg := msg.(type) {
	case Mouse:
		if msg.Do == Press || msg.Do == Drag {
			*at = exponentAt(msg.X, msg.Width)
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "left":
			*at--
		case "right":
			*at++
		case "-":
			*at -= 0.1
		case "+", "=":
			*at += 0.1
		case "enter", "space":
			s.told++
		}
	}
	*at = max(scaleFrom, min(scaleTo, math.Round(*at*10)/10))
	return nil
}

func (s *scale) Running() bool { return false }

// Goal is to come within a factor of ten, six times.
func (s *scale) Goal() (text string, reached bool) {
	return s.env.T("estimate all %d, each within a factor of ten", len(s.guess)), s.done() && s.near() == len(s.guess)
}

// near counts the answered estimates within a factor of ten.
func (s *scale) near() int {
	n := 0
	for i, m := range sim.Magnitudes[:s.told] {
		if m.Off(s.guess[i]) <= factorTen {
			n++
		}
	}
	return n
}

func (s *scale) Keys() []key.Binding {
	t := s.env.T
	if s.done() {
		return nil
	}
	return []key.Binding{bind(t("ten times less or more"), "←→", "left", "right"), bind(t("finer"), "- +", "-", "+", "="), bind(t("this is my estimate"), "enter", "enter", "space")}
}

func (s *scale) caption() string {
	t := s.env.T
	if s.done() {
		return t("GPT-3's parameters beside 10¹⁴ synapses: %.3f %%. A parameter is a number; a synapse is a small chemical factory. %d of %d estimates came within a factor of ten.",
			gptShare(), s.near(), len(s.guess))
	}
	return t("Estimate before you know: how many %s? Your estimate: %s.", t(sim.Magnitudes[s.told].Name), large(math.Pow(10, s.guess[s.told])))
}

func (s *scale) Report() Report {
	t := s.env.T
	r := Report{Narration: s.caption()}
	for i, m := range sim.Magnitudes[:min(s.told+1, len(s.guess))] {
		r.Values = append(r.Values, Value{"estimate: " + m.Name, math.Pow(10, s.guess[i]), "", t("10^%.1f, your estimate", s.guess[i])})
		if i == s.told {
			break
		}
		r.Values = append(r.Values, Value{m.Name, m.Least, "", s.source(m)},
			Value{"off: " + m.Name, m.Off(s.guess[i]), "", t("powers of ten between the estimate and the recorded number")})
		if m.Most > m.Least {
			r.Values = append(r.Values, Value{m.Name + ", at most", m.Most, "", s.source(m)})
		}
	}
	if s.done() {
		r.Values = append(r.Values,
			Value{"GPT-3 beside 1e14 synapses", gptShare(), "%", t("100 × 175e9 / 1e14")},
			Value{"synapses a cell in H01", sim.H01Synapses / sim.H01Cells, "", t("150e6 / 57e3")},
			Value{"bytes a synapse in H01", sim.H01Bytes / sim.H01Synapses, "", t("1.4e15 / 150e6")})
	}
	return r
}

func gptShare() float64 { return 100 * sim.GPT3Parameters / sim.RoundSynapses }

// exponentAt is the exponent under a column of a view of that width.
func exponentAt(x, width int) float64 {
	return scaleFrom + float64(x-1)/float64(max(1, width-3))*(scaleTo-scaleFrom)
}

// columnOf is the inverse of exponentAt.
func columnOf(exponent float64, width int) int {
	return 1 + int(math.Round((exponent-scaleFrom)/(scaleTo-scaleFrom)*float64(max(0, width-3))))
}

// large writes a number as a factor and a power of ten, 8.6 × 10¹⁰.
func large(v float64) string {
	e := math.Floor(math.Log10(v) + 1e-9)
	f := v / math.Pow(10, e)
	if math.Abs(f-1) < 0.005 {
		return "10" + superscript(int(e))
	}
	return fmt.Sprintf("%.3g × 10%s", f, superscript(int(e)))
}

func superscript(n int) string {
	out := ""
	for _, d := range fmt.Sprint(n) {
		out += string([]rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[d-'0'])
	}
	return out
}

func (s *scale) View(width, height int) string {
	return scene{pen: *s.env.Pen, picture: s.picture, caption: s.caption()}.render(width, height)
}

// picture draws the questions so far, the newest at hand, over one axis of powers of ten.
func (s *scale) picture(width, height int) string {
	c := plot.NewCanvas(width, height, *s.env.Pen)
	if height < 3 {
		return c.String()
	}
	shown := min(s.told+1, len(s.guess))
	each := 2
	if height-2 >= 3*len(s.guess) {
		each = 3
	}
	y := 0
	for i := max(0, shown-(height-2)/each); i < shown; i++ {
		s.magnitude(c, y, i)
		y += each
	}
	if s.done() && y+3 <= height-2 {
		s.ratios(c, y)
	}
	axis := height - 2
	for e := scaleFrom; e <= scaleTo; e += 2 {
		if width < 60 && e%4 != 2 {
			continue
		}
		c.TextCentre(columnOf(float64(e), width), axis+1, theme.Muted, "10"+superscript(e))
	}
	for x := 1; x <= width-2; x++ {
		c.Set(x, axis, theme.Muted, s.glyph('─', '-'))
	}
	for e := scaleFrom; e <= scaleTo; e++ {
		c.Set(columnOf(float64(e), width), axis, theme.Muted, s.glyph('┴', '+'))
	}
	return c.String()
}

// source says where a number comes from: a publication, or a product of others.
func (s *scale) source(m sim.Magnitude) string {
	if m.Most > m.Least {
		return "= " + m.Source
	}
	return s.env.T("recorded: %s", m.Source)
}

func (s *scale) glyph(nice rune, plain rune) rune {
	if s.env.Pen.Glyphs == plot.ASCII {
		return plain
	}
	return nice
}

// magnitude draws one question: its name and, below, the estimate and what was recorded.
func (s *scale) magnitude(c *plot.Canvas, y, i int) {
	t, m := s.env.T, sim.Magnitudes[i]
	width, _ := c.Size()
	for x := 1; x <= width-2; x++ {
		c.Set(x, y+1, theme.Border, s.glyph('·', '.'))
	}
	if i == s.told {
		c.Text(1, y, theme.Focus, t(m.Name)+" ?")
		c.Set(columnOf(s.guess[i], width), y+1, theme.Focus, s.glyph('▲', '^'))
		return
	}
	x := c.Text(1, y, theme.Heading, t(m.Name)) + 2
	text := large(m.Least)
	if m.Most > m.Least {
		text += " … " + large(m.Most)
	}
	x = c.Text(x, y, theme.Data, text) + 2
	c.Text(x, y, theme.Muted, s.source(m))
	for x := columnOf(math.Log10(m.Least), width); x <= columnOf(math.Log10(m.Most), width); x++ {
		c.Set(x, y+1, theme.Data, s.glyph('█', '#'))
	}
	role := theme.Positive
	if m.Off(s.guess[i]) > factorTen {
		role = theme.Warning
	}
	c.Set(columnOf(s.guess[i], width), y+1, role, s.glyph('▲', '^'))
}

// ratios sets the numbers beside each other.
func (s *scale) ratios(c *plot.Canvas, y int) {
	t := s.env.T
	c.Text(1, y, theme.Fit, t("GPT-3's parameters / 10¹⁴ synapses = %.3f %%", gptShare()))
	c.Text(1, y+1, theme.Fit, t("synapses / cells in H01 = %.0f", sim.H01Synapses/sim.H01Cells))
	c.Text(1, y+2, theme.Fit, t("bytes / synapses in H01 = %.2g", sim.H01Bytes/sim.H01Synapses))
}

// These are the names of sim.Magnitudes.
var _ = []string{
	phrase("neurons in a human brain"), phrase("synapses in a human brain"), phrase("cells in 1 mm³ of cortex (H01)"),
	phrase("synapses in 1 mm³ of cortex (H01)"), phrase("bytes of pictures of 1 mm³ (H01)"), phrase("parameters of GPT-3"),
}
