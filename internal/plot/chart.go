package plot

import (
	"image/color"
	"math"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

// A Range is an interval of numbers. The zero Range asks for one that fits the data.
type Range struct{ Min, Max float64 }

// Over returns the range of the finite numbers in all slices, widened by a twentieth on both sides; {0, 1} if there is none.
func Over(slices ...[]float64) Range {
	r := Range{math.Inf(1), math.Inf(-1)}
	for _, s := range slices {
		for _, v := range s {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				r.Min, r.Max = math.Min(r.Min, v), math.Max(r.Max, v)
			}
		}
	}
	if r.Min > r.Max {
		return Range{0, 1}
	}
	pad := (r.Max - r.Min) / 20
	if pad == 0 {
		pad = math.Max(math.Abs(r.Max)/10, 0.5)
	}
	return Range{r.Min - pad, r.Max + pad}
}

// A Series is one line or cloud of a Chart.
type Series struct {
	Name string // in the legend; "" leaves it out
	Role theme.Role
	X, Y []float64               // the points; X nil: 0, 1, 2 …
	F    func(x float64) float64 // or a function, drawn in every column
	Kind Kind
	Mark rune // for Points, and for lines in ASCII; 0 chooses one
}

// A Kind is how a Series is drawn.
type Kind uint8

// The kinds of series.
const (
	Line   Kind = iota // joined by straight lines
	Dotted             // the same, every third dot
	Points             // one character a point
	Dust               // one dot a point: for thousands of points
	Stems              // a vertical line from zero
)

// A Rule is a vertical or horizontal line through a Chart.
type Rule struct {
	At         float64
	Horizontal bool
	Role       theme.Role
	Label      string
}

// A Chart is a drawing of series over two axes.
type Chart struct {
	X, Y           Range
	LogX, LogY     bool // axes of base 10; ranges are then of the numbers themselves, above 0
	XLabel, YLabel string
	Series         []Series
	Rules          []Rule
	Shade          []Range // intervals of x with a background, such as where there are no data
	Bare           bool    // no axes and no legend
}

// Render draws the chart in width×height cells; at least 1×1 is drawn, whatever fits.
func (ch Chart) Render(width, height int, pen Pen) string {
	c := NewCanvas(width, height, pen)
	ch.Draw(c, 0, 0, width, height)
	return c.String()
}

// A Frame maps the numbers of a Chart to the cells of its picture.
type Frame struct {
	Left, Top, Width, Height int // the cells of the plot itself, inside the axes
	X, Y                     Range
	logX, logY               bool
}

// Cell returns the position of (x, y) in cells, with fractions.
func (f Frame) Cell(x, y float64) (cx, cy float64) {
	return float64(f.Left) + share(x, f.X, f.logX)*float64(f.Width),
		float64(f.Top) + (1-share(y, f.Y, f.logY))*float64(f.Height)
}

// At returns the numbers at the middle of a cell.
func (f Frame) At(cx, cy int) (x, y float64) {
	return inverse((float64(cx-f.Left)+0.5)/float64(max(f.Width, 1)), f.X, f.logX),
		inverse(1-(float64(cy-f.Top)+0.5)/float64(max(f.Height, 1)), f.Y, f.logY)
}

func share(v float64, r Range, log bool) float64 {
	if log {
		v, r = math.Log10(v), Range{math.Log10(r.Min), math.Log10(r.Max)}
	}
	return (v - r.Min) / (r.Max - r.Min)
}

func inverse(t float64, r Range, log bool) float64 {
	if log {
		a, b := math.Log10(r.Min), math.Log10(r.Max)
		return math.Pow(10, a+(b-a)*t)
	}
	return r.Min + (r.Max-r.Min)*t
}

// Layout returns where the plot will stand in a picture of width×height cells with its top left at (0, 0).
func (ch Chart) Layout(width, height int) Frame {
	f := Frame{Width: width, Height: height, X: ch.X, Y: ch.Y, logX: ch.LogX, logY: ch.LogY}
	if f.X == (Range{}) {
		f.X = ch.fitX()
	}
	if f.Y == (Range{}) {
		f.Y = ch.fitY(f.X)
	}
	if ch.Bare || width < 16 || height < 5 {
		return f
	}
	for _, t := range ticks(f.Y, ch.LogY, max(2, height/4)) {
		f.Left = max(f.Left, ansi.StringWidth(t.label)+1)
	}
	f.Width = width - f.Left
	f.Height = height - 1
	if ch.YLabel != "" || ch.legend() > 0 {
		f.Top, f.Height = 1, f.Height-1
	}
	return f
}

func (ch Chart) legend() (entries int) {
	for _, s := range ch.Series {
		if s.Name != "" {
			entries++
		}
	}
	return entries
}

func (ch Chart) fitX() Range {
	var all [][]float64
	for _, s := range ch.Series {
		switch {
		case s.X != nil:
			all = append(all, s.X)
		case len(s.Y) > 0:
			all = append(all, []float64{0, float64(len(s.Y) - 1)})
		}
	}
	r := Over(all...)
	pad := (r.Max - r.Min) / 22
	r = Range{r.Min + pad, r.Max - pad} // curves run from edge to edge
	if ch.LogX && r.Min <= 0 {
		r.Min = math.Max(1e-9, r.Max/1e6)
	}
	return r
}

func (ch Chart) fitY(x Range) Range {
	var all [][]float64
	for _, s := range ch.Series {
		all = append(all, s.Y)
		if s.F == nil {
			continue
		}
		ys := make([]float64, 0, 101)
		for i := range 101 {
			ys = append(ys, s.F(inverse(float64(i)/100, x, ch.LogX)))
		}
		all = append(all, ys)
	}
	r := Over(all...)
	if ch.LogY {
		return logRange(all)
	}
	return r
}

func logRange(all [][]float64) Range {
	r := Range{math.Inf(1), 0}
	for _, s := range all {
		for _, v := range s {
			if v > 0 && !math.IsInf(v, 0) {
				r.Min, r.Max = math.Min(r.Min, v), math.Max(r.Max, v)
			}
		}
	}
	if r.Max == 0 {
		return Range{0.1, 1}
	}
	if r.Min == r.Max {
		return Range{r.Min / 2, r.Max * 2}
	}
	return Range{r.Min / 1.2, r.Max * 1.2}
}

// Draw draws the chart on a canvas, with its top left at (x, y), and returns where the plot stands on the canvas.
func (ch Chart) Draw(c *Canvas, x, y, width, height int) Frame {
	f := ch.Layout(width, height)
	f.Left, f.Top = f.Left+x, f.Top+y
	if f.Width <= 0 || f.Height <= 0 {
		return f
	}
	ch.shade(c, f)
	if f.Width < width {
		ch.axes(c, f)
	}
	ch.rules(c, f)
	for _, s := range ch.Series {
		s.draw(c, f)
	}
	if f.Top > y {
		ch.head(c, x, y, width)
	}
	return f
}

func (ch Chart) shade(c *Canvas, f Frame) {
	bg := c.pen.Theme.Ramp(0)
	for _, s := range ch.Shade {
		from, _ := f.Cell(s.Min, 0)
		to, _ := f.Cell(s.Max, 0)
		for cx := max(f.Left, int(math.Round(from))); cx < min(f.Left+f.Width, int(math.Round(to))); cx++ {
			shadeColumn(c, f, cx, bg)
		}
	}
}

func shadeColumn(c *Canvas, f Frame, cx int, bg color.Color) {
	for cy := f.Top; cy < f.Top+f.Height; cy++ {
		switch {
		case bg != nil:
			c.Fill(cx, cy, bg)
		case (cx+cy)%3 == 0:
			c.Set(cx, cy, theme.Muted, c.pen.pick('·', '.'))
		}
	}
}

func (p Pen) pick(rich, ascii rune) rune {
	if p.Glyphs == ASCII {
		return ascii
	}
	return rich
}

func (ch Chart) rules(c *Canvas, f Frame) {
	for _, r := range ch.Rules {
		if r.Horizontal {
			_, cy := f.Cell(f.X.Min, r.At)
			drawRule(c, f, r, int(math.Floor(cy)))
			continue
		}
		cx, _ := f.Cell(r.At, f.Y.Min)
		drawRule(c, f, r, int(math.Floor(cx)))
	}
}

func drawRule(c *Canvas, f Frame, r Rule, at int) {
	if r.Horizontal {
		if at < f.Top || at >= f.Top+f.Height {
			return
		}
		for cx := f.Left; cx < f.Left+f.Width; cx++ {
			c.Set(cx, at, r.Role, c.pen.pick('╌', '-'))
		}
		c.TextRight(f.Left+f.Width, at, r.Role, r.Label)
		return
	}
	if at < f.Left || at >= f.Left+f.Width {
		return
	}
	for cy := f.Top; cy < f.Top+f.Height; cy++ {
		c.Set(at, cy, r.Role, c.pen.pick('┊', '|'))
	}
	c.TextCentre(at, f.Top, r.Role, r.Label)
}

// head writes the label of the y axis at the left and the legend at the right.
func (ch Chart) head(c *Canvas, x, y, width int) {
	left := c.Text(x, y, theme.Muted, ch.YLabel)
	at := x + width
	for i := len(ch.Series) - 1; i >= 0; i-- {
		s := ch.Series[i]
		if s.Name == "" {
			continue
		}
		at -= ansi.StringWidth(s.Name) + 2
		if at < left+1 {
			return
		}
		c.Set(at, y, s.Role, s.sample(c.pen))
		c.Text(at+2, y, theme.Muted, s.Name)
		at -= 2
	}
}
