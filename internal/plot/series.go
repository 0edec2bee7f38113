package plot

import (
	"math"

	"learn-llm/internal/theme"
)

// sample is the character that stands for the series in a legend.
func (s Series) sample(pen Pen) rune {
	if s.Kind == Points || s.Kind == Dust || pen.Glyphs == ASCII {
		return s.mark(pen)
	}
	if s.Kind == Dotted {
		return '┄'
	}
	return '━'
}

func (s Series) mark(pen Pen) rune {
	if s.Mark != 0 && (pen.Glyphs != ASCII || s.Mark < 0x80) {
		return s.Mark
	}
	if pen.Glyphs != ASCII {
		return '•'
	}
	return asciiMark[s.Role]
}

// asciiMark tells series apart where there is neither colour nor a fine raster.
var asciiMark = map[theme.Role]rune{
	theme.Text: '*', theme.Muted: '.', theme.Heading: '#', theme.Accent: '@', theme.Focus: '%', theme.Data: 'o',
	theme.Fit: '*', theme.Positive: '+', theme.Negative: '-', theme.Warning: '!', theme.Code: '=', theme.Border: ':',
}

func (s Series) draw(c *Canvas, f Frame) {
	if s.Kind == Points {
		s.points(c, f)
		return
	}
	d := newDots(c, f.Left, f.Top, f.Width, f.Height)
	mark := s.mark(c.pen)
	switch {
	case s.F != nil:
		s.function(d, f, mark)
	case s.Kind == Dust:
		s.dust(d, f, mark)
	case s.Kind == Stems:
		s.stems(d, f, mark)
	default:
		s.joined(d, f, mark)
	}
	d.flush()
}

// dot returns (x, y) in the raster of d, the middle of a dot at .5.
func (d *dots) dot(f Frame, x, y float64) (float64, float64) {
	cx, cy := f.Cell(x, y)
	return (cx - float64(f.Left)) * float64(d.nx), (cy - float64(f.Top)) * float64(d.ny)
}

func (s Series) every() int {
	if s.Kind == Dotted {
		return 3
	}
	return 1
}

func (s Series) x(i int) float64 {
	if s.X == nil {
		return float64(i)
	}
	return s.X[i]
}

func (s Series) len() int {
	if s.X == nil {
		return len(s.Y)
	}
	return min(len(s.X), len(s.Y))
}

func (s Series) joined(d *dots, f Frame, mark rune) {
	var px, py float64
	for i := range s.len() {
		x, y := d.dot(f, s.x(i), s.Y[i])
		y = edge(y, d.rows)
		if i == 0 {
			px, py = x, y
		}
		d.line(px, py, x, y, s.every(), s.Role, mark)
		px, py = x, y
	}
}

// function draws F once a column of dots; steep parts are joined.
func (s Series) function(d *dots, f Frame, mark rune) {
	var px, py float64
	for i := range d.cols {
		x := inverse((float64(i)+0.5)/float64(d.cols), f.X, f.logX)
		px1, y := d.dot(f, x, s.F(x))
		y = edge(y, d.rows)
		if i == 0 {
			px, py = px1, y
		}
		d.line(px, py, px1, y, s.every(), s.Role, mark)
		px, py = px1, y
	}
}

// edge keeps a value that lies exactly on the upper or lower border inside the raster.
func edge(y float64, rows int) float64 {
	if y == float64(rows) {
		return y - 0.5
	}
	return y
}

func (s Series) dust(d *dots, f Frame, mark rune) {
	for i := range s.len() {
		x, y := d.dot(f, s.x(i), s.Y[i])
		if !math.IsNaN(x) && !math.IsNaN(y) {
			d.set(int(math.Floor(x)), int(math.Floor(edge(y, d.rows))), s.Role, mark)
		}
	}
}

func (s Series) stems(d *dots, f Frame, mark rune) {
	for i := range s.len() {
		x, y := d.dot(f, s.x(i), s.Y[i])
		_, zero := d.dot(f, s.x(i), math.Max(f.Y.Min, math.Min(f.Y.Max, 0)))
		d.line(x, edge(zero, d.rows), x, edge(y, d.rows), 1, s.Role, mark)
	}
}

func (s Series) points(c *Canvas, f Frame) {
	mark := s.mark(c.pen)
	for i := range s.len() {
		cx, cy := f.Cell(s.x(i), s.Y[i])
		if math.IsNaN(cx) || math.IsNaN(cy) {
			continue
		}
		x, y := int(math.Floor(cx)), int(math.Floor(cy))
		if y == f.Top+f.Height && s.Y[i] == f.Y.Min {
			y--
		}
		if x == f.Left+f.Width && s.x(i) == f.X.Max {
			x--
		}
		if x >= f.Left && x < f.Left+f.Width && y >= f.Top && y < f.Top+f.Height {
			c.Set(x, y, s.Role, mark)
		}
	}
}
