package widget

import (
	"math"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// brainRoles colours the parts; the part at hand is in the colour of the focus.
var brainRoles = []theme.Role{theme.Data, theme.Positive, theme.Fit, theme.Negative, theme.Accent, theme.Muted,
	theme.Fit, theme.Positive, theme.Warning, theme.Data, theme.Negative}

// A brainScale maps the dots of a picture, two by four a cell, to the drawing.
type brainScale struct{ left, top, unit float64 }

func newBrainScale(width, height int) brainScale {
	unit := math.Max(brainWidth/float64(max(1, 2*width)), brainHeight/float64(max(1, 4*height)))
	return brainScale{left: (float64(2*width)*unit - brainWidth) / 2, top: (float64(4*height)*unit - brainHeight) / 2, unit: unit}
}

func (s brainScale) at(dx, dy int) (x, y float64) {
	return (float64(dx)+0.5)*s.unit - s.left, (float64(dy)+0.5)*s.unit - s.top
}

// picture rasterizes the parts: outlines, the folds of the cortex, and the part at hand filled.
func (b *brainmap) picture(width, height int) string {
	c, scale := plot.NewCanvas(width, height, *b.env.Pen), newBrainScale(width, height)
	for y := range height {
		for x := range width {
			glyph, part := b.brainCell(scale, x, y)
			if part >= 0 && glyph != 0 {
				c.Set(x, y, b.role(part), glyph)
			}
		}
	}
	return c.String()
}

// role is the colour of a part: under a transparent cortex only the inner ones have one of their own.
func (b *brainmap) role(part int) theme.Role {
	switch {
	case part == b.at:
		return theme.Focus
	case b.inside() && !brainRegions[part].inner:
		return theme.Muted
	}
	return brainRoles[part]
}

// brainBits are the bits of a braille character's dots, by row and column.
var brainBits = [4][2]rune{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// brainCell returns the character of a cell and the part it belongs to; part −1 outside.
func (b *brainmap) brainCell(scale brainScale, x, y int) (glyph rune, part int) {
	part, inked, bits := -1, 0, rune(0)
	for r := range 4 {
		for k := range 2 {
			p, ink := b.dot(scale, 2*x+k, 4*y+r)
			if p == b.at || part < 0 {
				part = p
			}
			if ink {
				bits |= brainBits[r][k]
				inked++
			}
		}
	}
	switch {
	case inked == 0:
		return 0, part
	case b.env.Pen.Glyphs == plot.Braille:
		return 0x2800 + bits, part
	case b.env.Pen.Glyphs == plot.Blocks:
		return []rune("░░░▒▒▒▓▓█")[inked], part
	}
	return []rune("..::;;*##")[inked], part
}

// dot returns the part at a dot and whether the dot is drawn.
func (b *brainmap) dot(scale brainScale, dx, dy int) (part int, ink bool) {
	x, y := scale.at(dx, dy)
	part = partAt(x, y, b.inside())
	if part < 0 {
		return part, false
	}
	edge := false
	for _, d := range [][2]float64{{1, 0}, {0, 1}, {-1, 0}, {0, -1}} {
		n := partAt(x+d[0]*scale.unit, y+d[1]*scale.unit, b.inside())
		edge = edge || n < part // each border is drawn once, on one side
	}
	if part == b.at {
		return part, !edge || scale.unit > 1.2
	}
	return part, edge || b.texture(part, x, y, scale.unit)
}

// texture draws folds on the cortex and fine lines on the cerebellum.
func (b *brainmap) texture(part int, x, y, unit float64) bool {
	switch {
	case unit > 1.6: // too small for folds
		return false
	case part <= 3 && !b.inside():
		// a level line of an uneven surface, equally thin where the surface is flat
		slope := math.Hypot(folds(x+0.5, y)-folds(x-0.5, y), folds(x, y+0.5)-folds(x, y-0.5))
		return math.Abs(folds(x, y)) < 0.55*unit*slope
	case part == 4:
		return math.Mod(y+0.02*(x-103)*(x-103)+200, 3.4) < unit
	case brainRegions[part].inner:
		return math.Mod(x+y, 2*unit) < unit && math.Mod(x-y+200, 4*unit) < 2*unit
	}
	return false
}

// folds is an uneven surface whose zeros look like the furrows of a cortex.
func folds(x, y float64) float64 {
	return math.Sin(0.24*x + 0.09*y + 1.9*math.Sin(y/5.5+1.3*math.Sin(x/11)))
}
