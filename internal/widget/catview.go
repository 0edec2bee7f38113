package widget

import (
	"fmt"
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

const (
	catWide = nn.PictureSide       // cells of a picture
	catHigh = nn.PictureSide/2 + 1 // with its label
)

func (c *cat) View(width, height int) string {
	if c.asking {
		question := c.ask.view(width)
		return plot.Fit(plot.Stack(question, " ", c.gallery(drawn, width, height-lines(question)-1)), width, height)
	}
	s := scene{pen: *c.env.Pen, picture: c.picture, panel: &c.panel, facts: c.facts(), caption: c.caption(), side: 36}
	if c.inside && width < 110 { // the filters need the width
		s.panel, s.side = nil, 1
		s.facts = nil
	}
	return s.render(width, height)
}

func (c *cat) picture(width, height int) string {
	out := ""
	if c.inside {
		out = c.insight(width, height)
	} else {
		out = c.gallery(c.style, width, height)
	}
	return out + strings.Repeat("\n", max(0, height-lines(out)))
}

// shownPictures are the pictures of a style from the number at hand on; only failures if these are asked for.
func (c *cat) shownPictures(style, most int) (out []*nn.Picture, numbers []int) {
	for i := range c.test[style] {
		p := &c.test[style][i]
		if i < c.at-1 || c.only && c.jury.Cat(p) == p.Cat && c.isCat(p) == p.Cat {
			continue
		}
		if len(out) == most {
			break
		}
		out, numbers = append(out, p), append(numbers, i+1)
	}
	return out, numbers
}

// gallery is as many pictures as fit, each with what it is and who is right about it.
func (c *cat) gallery(style, width, height int) string {
	across, down := max(1, (width+2)/(catWide+2)), max(1, (height+1)/(catHigh+1))
	all, numbers := c.shownPictures(style, across*down)
	if len(all) == 0 {
		return c.env.Pen.Paint(theme.Positive, fold(c.env.T("Nobody gets any of these pictures wrong."), width))
	}
	var rows []string
	for len(all) > 0 {
		n := min(across, len(all))
		blocks := make([]string, n)
		for i := range blocks {
			blocks[i] = padRight(c.label(all[i], numbers[i]), catWide) + "\n" + c.face(all[i])
		}
		rows = append(rows, plot.Beside(2, blocks...))
		all, numbers = all[n:], numbers[n:]
	}
	return plot.Fit(strings.Join(rows, "\n \n"), width, height)
}

// face draws a picture; where a rule is at hand, + and − show the cells that it looks at.
func (c *cat) face(p *nn.Picture) string {
	first := len(c.panel.fields) - len(c.chosen)
	if c.panel.at < first || c.asking {
		return plot.Greys(p.Grey[:], catWide, nil, *c.env.Pen)
	}
	rule := nn.PictureRules[c.panel.at-first]
	mark := func(i int) rune {
		switch {
		case within(rule.Plus, i):
			return '+'
		case within(rule.Minus, i):
			return '-'
		}
		return 0
	}
	return plot.Greys(p.Grey[:], catWide, mark, *c.env.Pen)
}

// within reports whether the grey i or the one below it lies in one of the fields.
func within(fields []nn.Field, i int) bool {
	x, y := i%catWide, i/catWide
	for _, f := range fields {
		if x >= f.X && x < f.X+f.W && y+1 >= f.Y && y < f.Y+f.H {
			return true
		}
	}
	return false
}

// label says what a picture is, and whether the rules and the network are right.
func (c *cat) label(p *nn.Picture, number int) string {
	t, pen := c.env.T, *c.env.Pen
	name := t("dog")
	if p.Cat {
		name = t("cat")
	}
	judged := func(short string, is bool) string {
		role := theme.Positive
		if is != p.Cat {
			role = theme.Warning
		}
		return pen.Paint(role, short+c.yes(is == p.Cat))
	}
	out := fitTo(fmt.Sprintf("%d %s", number, name), 8)
	if c.asking {
		return out
	}
	out += judged(t("R"), c.jury.Cat(p))
	if c.net.Steps > 0 {
		out += "  " + judged(t("N"), c.isCat(p))
	}
	return out
}

// yes is a tick or a cross.
func (c *cat) yes(ok bool) string {
	switch ascii := c.env.Pen.Glyphs == plot.ASCII; {
	case ascii && ok:
		return "y"
	case ascii:
		return "n"
	case ok:
		return "✓"
	}
	return "✗"
}

// insight is the filters in a row, and below them pictures with what each filter makes of them.
func (c *cat) insight(width, height int) string {
	const head, wide = nn.FilterSide + 2, 2 * nn.FilterSide
	t, pen := c.env.T, *c.env.Pen
	across := min(c.net.Filters, max(1, (width-catWide)/(nn.MapSide+2)))
	all, numbers := c.shownPictures(c.style, max(1, (height-head+1)/(catHigh+1)))
	if len(all) == 0 {
		return c.gallery(c.style, width, height)
	}
	if height < head+catHigh { // no room for a picture
		all, across = nil, min(c.net.Filters, max(1, (width+2)/(nn.MapSide+2)))
	}
	row := []string{padRight(paintLines(pen, theme.Muted, fold(t("each filter, and where it finds its pattern"), catWide)), catWide)}
	for i := range across {
		row = append(row, padRight(pen.Paint(theme.Muted, t("filter %d", i+1)), nn.MapSide)+"\n"+plot.Matrix(square(c.net.Filter(i)), wide, nn.FilterSide, pen))
	}
	if len(all) == 0 {
		row = row[1:]
	}
	out := []string{plot.Beside(2, row...)}
	for k, p := range all {
		share := c.net.Predict(p)
		row = []string{padRight(c.label(p, numbers[k]), catWide) + "\n" + plot.Greys(p.Grey[:], catWide, nil, pen)}
		for i := range across {
			title := " "
			if i == 0 {
				title = pen.Paint(theme.Heading, t("cat: %s", percent(share)))
			}
			row = append(row, padRight(title, nn.MapSide)+"\n"+plot.Greys(scaled(c.net.Map(i)), nn.MapSide, nil, pen))
		}
		out = append(out, plot.Beside(2, row...))
	}
	return plot.Fit(strings.Join(out, "\n \n"), width, height)
}

// square cuts the weights of a filter into rows, scaled to [−1, 1].
func square(w []float64) [][]float64 {
	most := 1e-9
	for _, v := range w {
		most = max(most, math.Abs(v))
	}
	rows := make([][]float64, nn.FilterSide)
	for i, v := range w {
		rows[i/nn.FilterSide] = append(rows[i/nn.FilterSide], v/most)
	}
	return rows
}

// scaled brings a map to [0, 1].
func scaled(m []float64) []float64 {
	most := 1e-9
	for _, v := range m {
		most = max(most, v)
	}
	out := make([]float64, len(m))
	for i, v := range m {
		out[i] = v / most
	}
	return out
}

// facts is the table of accuracies.
func (c *cat) facts() []string {
	t, pen := c.env.T, *c.env.Pen
	cell := func(s string) string { return strings.Repeat(" ", max(0, 9-ansi.StringWidth(s))) + s }
	out := []string{pen.Paint(theme.Muted, fitTo("", 12)+cell(t("rules"))+cell(t("network")))}
	for i, style := range catStyles {
		role := theme.Text
		if i == c.style {
			role = theme.Focus
		}
		mine, theirs := percent(c.byRules[i]), percent(c.byNet[i])
		if c.netAt == 0 {
			theirs = "–"
		}
		if i != drawn && c.ask.open() {
			mine, theirs = "?", "?"
		}
		out = append(out, pen.Paint(role, fitTo(t(style), 12)+cell(mine)+cell(theirs)))
	}
	out = []string{strings.Join(out, "\n"), pen.Paint(theme.Muted, t("the same %d held out", catTest))}
	if c.netAt > 0 {
		out = append(out, t("step %d", c.netAt)+"  "+t("loss %.4f", c.loss))
	}
	return append(out, c.ask.verdict())
}
