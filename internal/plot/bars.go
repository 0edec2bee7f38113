package plot

import (
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

// A Bar is one horizontal bar with its name at the left and its number at the right.
type Bar struct {
	Name  string
	Value float64
	Text  string // the number as it is shown
	Role  theme.Role
	Focus bool // the learner's choice: marked without colour too
}

// Bars draws horizontal bars, one a line; the longest possible bar stands for most (0: the largest value).
// Lines that do not fit are left out.
func Bars(bars []Bar, most float64, width, height int, pen Pen) string {
	c := NewCanvas(width, min(height, len(bars)), pen)
	names, texts := 0, 0
	for _, b := range bars {
		names, texts = max(names, ansi.StringWidth(b.Name)), max(texts, ansi.StringWidth(b.Text))
		if most == 0 || b.Value > most {
			most = math.Max(most, b.Value)
		}
	}
	names = min(names, max(4, width/3))
	left := names + 3
	room := width - left - texts - 1
	for y, b := range bars {
		if y >= height {
			break
		}
		role := theme.Text
		if b.Focus {
			role = theme.Focus
			c.Set(0, y, theme.Focus, pen.pick('▸', '>'))
		}
		c.Text(2, y, role, ansi.Truncate(b.Name, names, string(pen.pick('…', '~'))))
		end := c.bar(left, y, room, b.Value/most, b.Role)
		c.Text(end+1, y, theme.Muted, b.Text)
	}
	return c.String()
}

var eighths = []rune(" ▏▎▍▌▋▊▉█")

// bar draws share of room cells from (x, y) to the right and returns the column after it.
func (c *Canvas) bar(x, y, room int, share float64, r theme.Role) int {
	if room <= 0 || !(share > 0) {
		return x
	}
	cells := math.Min(share, 1) * float64(room)
	full := int(cells)
	for i := range full {
		c.Set(x+i, y, r, c.pen.pick('█', '='))
	}
	part := int(math.Round((cells - float64(full)) * 8))
	if c.pen.Glyphs == ASCII {
		part = 0
	}
	if part == 0 && full == 0 {
		part = 1
	}
	if part > 0 && full < room {
		c.Set(x+full, y, r, [...]rune{eighths[part], '|'}[btoi(c.pen.Glyphs == ASCII)])
		full++
	}
	return x + full
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

var lower = []rune(" ▁▂▃▄▅▆▇█")

// Sparkline draws values as a line of small columns, the newest at the right; at most width cells.
func Sparkline(values []float64, width int, r theme.Role, pen Pen) string {
	if width <= 0 || len(values) == 0 {
		return ""
	}
	if len(values) > width {
		values = shrink(values, width)
	}
	span := Over(values)
	var b strings.Builder
	for _, v := range values {
		k := int(math.Round(unit((v-span.Min)/(span.Max-span.Min)) * 7))
		if pen.Glyphs == ASCII {
			b.WriteByte("_.-~=+*#"[k])
			continue
		}
		b.WriteRune(lower[k+1])
	}
	return pen.Paint(r, b.String())
}

// unit clamps v to [0, 1]; what is not a number is 0.
func unit(v float64) float64 {
	if !(v > 0) {
		return 0
	}
	return math.Min(v, 1)
}

// shrink returns the means of n stretches of values of equal length.
func shrink(values []float64, n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		from, to := i*len(values)/n, (i+1)*len(values)/n
		for _, v := range values[from:to] {
			out[i] += v / float64(to-from)
		}
	}
	return out
}

// A Histogram is a row of columns over an axis, with a curve over it if there is one.
type Histogram struct {
	X       Range                   // from the left edge of the first column to the right edge of the last
	Heights []float64               // of the columns, from 0
	Most    float64                 // the height of the picture; 0: what fits columns and curve
	Curve   func(x float64) float64 // drawn over the columns; nil for none
	Role    theme.Role
	XLabel  string
	YLabel  string
}

// Render draws the histogram in width×height cells.
func (h Histogram) Render(width, height int, pen Pen) string {
	c := NewCanvas(width, height, pen)
	most := h.most()
	ch := Chart{X: h.X, Y: Range{0, most}, XLabel: h.XLabel, YLabel: h.YLabel}
	if h.Curve != nil {
		ch.Series = []Series{{F: h.Curve, Role: theme.Fit}}
	}
	f := ch.Layout(width, height)
	for i := range f.Width {
		if f.Height <= 0 || len(h.Heights) == 0 {
			break
		}
		k := min(len(h.Heights)-1, i*len(h.Heights)/f.Width)
		c.column(f.Left+i, f.Top+f.Height-1, f.Height, h.Heights[k]/most, h.Role)
	}
	ch.Draw(c, 0, 0, width, height)
	return c.String()
}

func (h Histogram) most() float64 {
	if h.Most > 0 {
		return h.Most
	}
	most := 0.0
	for _, v := range h.Heights {
		most = math.Max(most, v)
	}
	if h.Curve != nil {
		for i := range 101 {
			most = math.Max(most, h.Curve(h.X.Min+(h.X.Max-h.X.Min)*float64(i)/100))
		}
	}
	if most == 0 {
		return 1
	}
	return most * 1.08
}

// column draws share of height cells upwards from (x, y).
func (c *Canvas) column(x, y, height int, share float64, r theme.Role) {
	if !(share > 0) {
		return
	}
	units := int(math.Round(math.Min(share, 1) * float64(height) * 8))
	for ; units >= 8; units, y = units-8, y-1 {
		c.Set(x, y, r, c.pen.pick('█', '#'))
	}
	if units == 0 {
		return
	}
	if c.pen.Glyphs == ASCII {
		c.Set(x, y, r, rune(".:"[units/4]))
		return
	}
	c.Set(x, y, r, lower[units])
}
