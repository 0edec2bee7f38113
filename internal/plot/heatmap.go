package plot

import (
	"math"

	"learn-llm/internal/theme"
)

// A Heatmap is a picture of a function of two variables with values in [−1, 1]: orange below zero, blue above.
type Heatmap struct {
	X, Y   Range
	F      func(x, y float64) float64
	Points []Series // drawn over it, one character a point
}

// Render draws the heat map in width×height cells, two values a cell one above the other where there is colour.
func (h Heatmap) Render(width, height int, pen Pen) string {
	c := NewCanvas(width, height, pen)
	h.Draw(c, 0, 0, width, height)
	return c.String()
}

// Draw draws the heat map on a canvas with its top left at (x, y), and returns where it stands.
func (h Heatmap) Draw(c *Canvas, x, y, width, height int) Frame {
	f := Frame{Left: x, Top: y, Width: max(width, 0), Height: max(height, 0), X: h.X, Y: h.Y}
	for cy := y; cy < y+height; cy++ {
		for cx := x; cx < x+width; cx++ {
			h.cell(c, f, cx, cy)
		}
	}
	for _, s := range h.Points {
		s.points(c, f)
	}
	return f
}

func (h Heatmap) cell(c *Canvas, f Frame, cx, cy int) {
	px := inverse((float64(cx-f.Left)+0.5)/float64(f.Width), f.X, false)
	at := func(part float64) float64 {
		return h.F(px, inverse(1-(float64(cy-f.Top)+part)/float64(f.Height), f.Y, false))
	}
	if c.pen.Theme.Mono() || c.pen.Glyphs == ASCII {
		c.Shade(cx, cy, at(0.5))
		return
	}
	c.Halves(cx, cy, at(0.25), at(0.75))
}

// Halves colours the upper and the lower half of a cell by values in [−1, 1].
func (c *Canvas) Halves(x, y int, upper, lower float64) {
	p := c.at(x, y)
	if p == nil {
		return
	}
	if Level := theme.Level; Level(upper) == Level(lower) {
		*p = cell{bg: c.pen.Theme.Ramp(lower)}
		return
	}
	*p = cell{glyph: '▀', fg: c.pen.Theme.Ramp(upper), bg: c.pen.Theme.Ramp(lower)}
}

// Shade shows a value in [−1, 1] in one cell by a character: the darker, the larger; below zero the characters are others.
func (c *Canvas) Shade(x, y int, v float64) {
	if c.pen.Theme.Mono() || c.pen.Glyphs == ASCII {
		positive, negative := []rune(" ░▒▓█"), []rune(" -=≡≣")
		if c.pen.Glyphs == ASCII {
			positive, negative = []rune(" :+*#"), []rune(" .-~=")
		}
		if math.IsNaN(v) {
			v = 0
		}
		k := int(math.Round(math.Min(1, math.Abs(v)) * 4))
		if v < 0 {
			c.Set(x, y, theme.Negative, negative[k])
			return
		}
		c.Set(x, y, theme.Positive, positive[k])
		return
	}
	c.Fill(x, y, c.pen.Theme.Ramp(v))
}

// Matrix draws a grid of values in [−1, 1], row by row from the top, each entry as wide and high as fits.
func Matrix(values [][]float64, width, height int, pen Pen) string {
	c := NewCanvas(width, height, pen)
	if len(values) == 0 || len(values[0]) == 0 {
		return c.String()
	}
	rows, cols := len(values), len(values[0])
	h := Heatmap{X: Range{0, float64(cols)}, Y: Range{0, float64(rows)}, F: func(x, y float64) float64 {
		return values[min(rows-1, max(0, rows-1-int(y)))][min(cols-1, max(0, int(x)))]
	}}
	h.Draw(c, 0, 0, width, height)
	return c.String()
}
