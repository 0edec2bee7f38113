package plot

import (
	"math"

	"learn-llm/internal/theme"
)

// A dots is a raster finer than cells: 2×4 a cell in braille, 1×2 in blocks, 1×1 in ASCII.
// Each cell has the colour of what was drawn into it last.
type dots struct {
	c          *Canvas
	x, y, w, h int // the cells that it covers
	nx, ny     int // dots a cell
	bits       []uint8
	roles      []theme.Role
	mark       []rune // in ASCII, the character of what was drawn last
	cols, rows int    // dots in all
	phase      int    // of dotted lines: runs on from one segment to the next
}

// newDots covers the cells [x, x+w)×[y, y+h) of a canvas.
func newDots(c *Canvas, x, y, w, h int) *dots {
	d := &dots{c: c, x: x, y: y, w: max(w, 0), h: max(h, 0), nx: 2, ny: 4}
	switch c.pen.Glyphs {
	case Blocks:
		d.nx, d.ny = 1, 2
	case ASCII:
		d.nx, d.ny = 1, 1
	}
	d.cols, d.rows = d.w*d.nx, d.h*d.ny
	d.bits = make([]uint8, d.w*d.h)
	d.roles = make([]theme.Role, d.w*d.h)
	d.mark = make([]rune, d.w*d.h)
	return d
}

// brailleBit[y][x] is the bit of one dot in a braille pattern (Unicode chapter 21.1).
var brailleBit = [4][2]uint8{{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}}

// set lights the dot (i, j), counted from the top left.
func (d *dots) set(i, j int, r theme.Role, mark rune) {
	if i < 0 || j < 0 || i >= d.cols || j >= d.rows {
		return
	}
	at := (j/d.ny)*d.w + i/d.nx
	bit := uint8(1)
	switch d.ny {
	case 4:
		bit = brailleBit[j%4][i%2]
	case 2:
		bit = 1 << (j % 2)
	}
	d.bits[at] |= bit
	d.roles[at], d.mark[at] = r, mark
}

// line lights the dots from (x0, y0) to (x1, y1), in dot coordinates; every is the distance between lit dots (1: solid).
func (d *dots) line(x0, y0, x1, y1 float64, every int, r theme.Role, mark rune) {
	x0, y0, x1, y1, ok := clip(x0, y0, x1, y1, float64(d.cols), float64(d.rows))
	if !ok {
		return
	}
	n := int(math.Ceil(math.Max(math.Abs(x1-x0), math.Abs(y1-y0))))
	for k := 0; k <= n; k++ {
		t := 0.0
		if n > 0 {
			t = float64(k) / float64(n)
		}
		i, j := int(math.Floor(x0+(x1-x0)*t)), int(math.Floor(y0+(y1-y0)*t))
		if k > 0 {
			d.phase++
		}
		if every > 1 && d.phase%every != 0 {
			continue
		}
		d.set(i, j, r, mark)
		if every == 1 && d.c.pen.Theme.Thick() && d.ny == 4 {
			d.set(i, j+1, r, mark)
		}
	}
}

// flush puts the dots on the canvas. Cells without a dot stay as they are.
func (d *dots) flush() {
	for at, bits := range d.bits {
		if bits == 0 {
			continue
		}
		var glyph rune
		switch d.ny {
		case 4:
			glyph = 0x2800 + rune(bits)
		case 2:
			glyph = [...]rune{0, '▀', '▄', '█'}[bits]
		default:
			glyph = d.mark[at]
		}
		x, y := d.x+at%d.w, d.y+at/d.w
		if p := d.c.at(x, y); p != nil && p.glyph == '█' { // a curve over a bar: the bar stays behind it
			p.bg = d.c.pen.Theme.Foreground(p.role)
		}
		d.c.Set(x, y, d.roles[at], glyph)
	}
}

// clip cuts a segment to [−w, 2w]×[−h, 2h] (Liang–Barsky), so that no value can make a line endless.
// ok is false where nothing is left or a coordinate is not a number.
func clip(x0, y0, x1, y1, w, h float64) (cx0, cy0, cx1, cy1 float64, ok bool) {
	for _, v := range [...]float64{x0, y0, x1, y1} {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return 0, 0, 0, 0, false
		}
	}
	t0, t1 := 0.0, 1.0
	dx, dy := x1-x0, y1-y0
	for _, e := range [...][2]float64{{-dx, x0 + w}, {dx, 2*w - x0}, {-dy, y0 + h}, {dy, 2*h - y0}} {
		p, q := e[0], e[1]
		switch {
		case p == 0 && q < 0:
			return 0, 0, 0, 0, false
		case p < 0:
			t0 = math.Max(t0, q/p)
		case p > 0:
			t1 = math.Min(t1, q/p)
		}
	}
	if t0 > t1 {
		return 0, 0, 0, 0, false
	}
	return x0 + t0*dx, y0 + t0*dy, x0 + t1*dx, y0 + t1*dy, true
}
