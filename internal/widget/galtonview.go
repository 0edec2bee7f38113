package widget

import (
	"fmt"
	"math"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// A galtonBoard is where the pegs and bins stand in a picture.
type galtonBoard struct {
	canvas *plot.Canvas
	pen    plot.Pen
	middle int // the column of the first peg
	gap    int // cells between neighbouring bins, even
	first  int // the first row of pegs that is shown
	pitch  int // lines a row
	floor  int // the line of the numbers under the bins
	top    int // the highest line of the columns
}

func (g *galton) picture(width, height int) string {
	b := g.layout(width, height)
	g.drawBins(b)
	g.drawPegs(b)
	return b.canvas.String()
}

// layout gives the pegs about half of the height; where that is too little, the first rows are not shown.
func (g *galton) layout(width, height int) galtonBoard {
	b := galtonBoard{canvas: plot.NewCanvas(width, height, *g.env.Pen), pen: *g.env.Pen, pitch: 1, floor: height - 1}
	b.gap = max(2, min(8, (width-1)/(g.rows+1)/2*2))
	b.middle = width / 2
	if height/4 >= g.rows {
		b.pitch = 2
	}
	shown := min(g.rows, max(0, min(height/2, height-6)/b.pitch))
	b.first = g.rows - shown
	b.top = shown * b.pitch
	return b
}

// at returns the cell of a ball or peg in row after turns to the right.
func (b galtonBoard) at(row, turns int) (x, y int) {
	return b.middle + (2*turns-row)*b.gap/2, (row - b.first) * b.pitch
}

func (g *galton) drawPegs(b galtonBoard) {
	peg, ball := '·', '●'
	if b.pen.Glyphs == plot.ASCII {
		peg, ball = '.', 'o'
	}
	for row := b.first; row < g.rows; row++ {
		for j := range row + 1 {
			x, y := b.at(row, j)
			b.canvas.Set(x, y+b.pitch-1, theme.Muted, peg)
		}
	}
	for _, f := range g.board.Falling {
		if f.Row >= b.first {
			x, y := b.at(f.Row, f.Turns)
			b.canvas.Set(x, y, theme.Focus, ball)
		}
	}
}

// drawBins draws the columns of balls, over them the binomial expectation, under them the numbers.
func (g *galton) drawBins(b galtonBoard) {
	room := b.floor - b.top - 1
	if room <= 0 {
		return
	}
	most := 1.0
	for k, n := range g.board.Bins {
		most = math.Max(most, math.Max(float64(n), g.board.Expected(k)*float64(g.board.Landed)))
	}
	scale := 10.0
	for scale < most {
		scale = ladder(scale, 1)
	}
	half := max(0, b.gap/2-1)
	labels := len(fmt.Sprint(int(most))) < b.gap
	for k, n := range g.board.Bins {
		x, _ := b.at(g.rows, k)
		for dx := -half; dx <= half; dx++ {
			b.stack(x+dx, float64(n)/scale*float64(room))
		}
		b.mark(x, half, float64(n)/scale*float64(room), g.board.Expected(k)*float64(g.board.Landed)/scale*float64(room))
		if labels {
			b.canvas.TextCentre(x, b.floor, theme.Muted, fmt.Sprint(n))
		}
	}
	if !labels {
		b.canvas.TextCentre(b.middle, b.floor, theme.Muted, g.env.T("turns to the right: 0 to %d", g.rows))
	}
}

// stack draws one column of that many lines, with fractions, on the floor.
func (b galtonBoard) stack(x int, height float64) {
	eighths := []rune("▁▂▃▄▅▆▇█")
	full := '█'
	if b.pen.Glyphs == plot.ASCII {
		eighths, full = []rune("...:::||"), '#'
	}
	y := b.floor - 1
	for ; height >= 1; height-- {
		b.canvas.Set(x, y, theme.Data, full)
		y--
	}
	if part := int(height * 8); part > 0 {
		b.canvas.Set(x, y, theme.Data, eighths[part-1])
	}
}

// mark draws the expected height over a bin, from half a gap at the left to half a gap at the right; where the column
// of that height goes on above it, the column stays behind the line.
func (b galtonBoard) mark(x, half int, column, height float64) {
	if height <= 0.05 {
		return
	}
	line := math.Floor(height)
	glyph := []rune("▁─▔")[min(2, int((height-line)*3))]
	if b.pen.Glyphs == plot.ASCII {
		glyph = '-'
	}
	y := b.floor - 1 - int(line)
	for dx := -b.gap / 2; dx < b.gap/2; dx++ {
		b.canvas.Set(x+dx, y, theme.Fit, glyph)
		if column >= line+1 && dx >= -half && dx <= half {
			b.canvas.Fill(x+dx, y, b.pen.Theme.Foreground(theme.Data))
		}
	}
}
