// Package plot draws numbers in terminal cells: curves, bars, histograms, heat maps, scatter plots, graphs.
// It knows cells, glyphs and colours by meaning; it does not know what the numbers are about.
package plot

import (
	"image/color"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

// Glyphs is the tier of characters that a terminal can show.
type Glyphs uint8

// The tiers. Each falls back on the next.
const (
	Braille Glyphs = iota // 2×4 dots a cell
	Blocks                // half and eighth blocks, lines
	ASCII                 // 7-bit characters only
)

// ParseGlyphs returns the tier of that name: braille, blocks or ascii.
func ParseGlyphs(name string) (g Glyphs, ok bool) {
	for g, n := range glyphNames {
		if n == name {
			return Glyphs(g), true
		}
	}
	return Braille, false
}

var glyphNames = [...]string{"braille", "blocks", "ascii"}

// String returns the name that ParseGlyphs takes.
func (g Glyphs) String() string { return glyphNames[g] }

// A Pen is what pictures are drawn with.
type Pen struct {
	Theme  theme.Theme
	Glyphs Glyphs
}

// Paint returns s in the style of a role; s holds no escape sequences of its own.
func (p Pen) Paint(r theme.Role, s string) string {
	if s == "" {
		return ""
	}
	open := p.Theme.SGR(r) + weight(p.Theme, r)
	if open == "" {
		return s
	}
	return open + s + theme.Reset
}

// weight returns the escape sequences for what a role has beside its colour.
func weight(t theme.Theme, r theme.Role) string {
	switch {
	case r == theme.Heading, t.Mono() && (r == theme.Focus || r == theme.Warning):
		return "\x1b[1m"
	case t.Mono() && (r == theme.Muted || r == theme.Border):
		return "\x1b[2m"
	}
	return ""
}

// A Canvas is a grid of cells to draw on. Drawing outside is ignored.
type Canvas struct {
	width, height int
	pen           Pen
	cells         []cell
}

type cell struct {
	glyph  rune // 0: a blank; continued: the right half of a wide character
	role   theme.Role
	bold   bool
	invert bool
	fg, bg color.Color // override the role where not nil
}

const continued = rune(-1)

// NewCanvas returns a blank canvas of width×height cells; negative sizes count as 0.
func NewCanvas(width, height int, pen Pen) *Canvas {
	width, height = max(width, 0), max(height, 0)
	return &Canvas{width: width, height: height, pen: pen, cells: make([]cell, width*height)}
}

// Size returns the width and height in cells.
func (c *Canvas) Size() (width, height int) { return c.width, c.height }

func (c *Canvas) at(x, y int) *cell {
	if x < 0 || y < 0 || x >= c.width || y >= c.height {
		return nil
	}
	return &c.cells[y*c.width+x]
}

// Set puts one character one cell wide at (x, y).
func (c *Canvas) Set(x, y int, r theme.Role, glyph rune) {
	if p := c.at(x, y); p != nil {
		p.glyph, p.role, p.bold = glyph, r, false
	}
}

// Fill puts a background colour behind (x, y); nil takes it away.
func (c *Canvas) Fill(x, y int, bg color.Color) {
	if p := c.at(x, y); p != nil {
		p.bg = bg
	}
}

// Invert shows (x, y) in reverse video, which marks a selection without colour.
func (c *Canvas) Invert(x, y int) {
	if p := c.at(x, y); p != nil {
		p.invert = true
	}
}

// Text writes s from (x, y) to the right and returns the column after it. What does not fit is cut off.
func (c *Canvas) Text(x, y int, r theme.Role, s string) int { return c.write(x, y, r, s, false) }

// Bold is Text in bold.
func (c *Canvas) Bold(x, y int, r theme.Role, s string) int { return c.write(x, y, r, s, true) }

func (c *Canvas) write(x, y int, r theme.Role, s string, bold bool) int {
	for len(s) > 0 {
		glyph, size := utf8.DecodeRuneInString(s)
		w := ansi.StringWidth(s[:size])
		s = s[size:]
		if w == 0 || glyph < ' ' {
			continue
		}
		if p := c.at(x, y); p != nil && x+w <= c.width {
			p.glyph, p.role, p.bold = glyph, r, bold
			if w == 2 {
				c.at(x+1, y).glyph = continued
			}
		}
		x += w
	}
	return x
}

// TextRight writes s so that it ends before column x.
func (c *Canvas) TextRight(x, y int, r theme.Role, s string) {
	c.Text(x-ansi.StringWidth(s), y, r, s)
}

// TextCentre writes s with its middle at column x, kept inside the canvas where it fits.
func (c *Canvas) TextCentre(x, y int, r theme.Role, s string) {
	w := ansi.StringWidth(s)
	c.Text(max(0, min(x-w/2, c.width-w)), y, r, s)
}

// String returns the picture: height lines joined by newlines, each exactly width cells, styles closed at the end of a line.
func (c *Canvas) String() string {
	var b strings.Builder
	b.Grow(c.width * c.height * 2)
	for y := range c.height {
		if y > 0 {
			b.WriteByte('\n')
		}
		c.line(&b, c.cells[y*c.width:(y+1)*c.width])
	}
	return b.String()
}

func (c *Canvas) line(b *strings.Builder, cells []cell) {
	open := ""
	for _, p := range cells {
		if p.glyph == continued {
			continue
		}
		if p.glyph == 0 {
			p.glyph = ' '
		}
		style := ""
		if p.glyph != ' ' || p.bg != nil || p.invert {
			style = c.style(p)
		}
		if style != open {
			if open != "" {
				b.WriteString(theme.Reset)
			}
			b.WriteString(style)
			open = style
		}
		b.WriteRune(p.glyph)
	}
	if open != "" {
		b.WriteString(theme.Reset)
	}
}

func (c *Canvas) style(p cell) string {
	s := ""
	if p.glyph != ' ' || p.invert {
		if p.fg != nil {
			s = theme.ForegroundSGR(p.fg)
		} else {
			s = c.pen.Theme.SGR(p.role) + weight(c.pen.Theme, p.role)
		}
		if p.bold {
			s += "\x1b[1m"
		}
	}
	if p.bg != nil {
		s += theme.BackgroundSGR(p.bg)
	}
	if p.invert {
		s += "\x1b[7m"
	}
	return s
}
