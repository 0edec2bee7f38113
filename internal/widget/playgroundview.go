package widget

import (
	"fmt"
	"math"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// playTile is where one neuron or feature stands.
type playTile struct{ column, row, x, y, w, h int }

// playGeometry is where everything stands in a view: a pure function of its size and the network's shape.
type playGeometry struct {
	left  int // width of the column of fields; 0: they stand in a row above
	top   int // first row of the picture
	tiles []playTile
	side  box // the large map
	below box // losses, under the map
}

type box struct{ x, y, w, h int }

// point is the place on the large map of a cell, in the coordinates of the data.
func (g playGeometry) point(x, y int) (px, py float64, inside bool) {
	s := g.side
	inside = x >= s.x && x < s.x+s.w && y >= s.y && y < s.y+s.h
	return -6 + 12*(float64(x-s.x)+0.5)/float64(max(1, s.w)), 6 - 12*(float64(y-s.y)+0.5)/float64(max(1, s.h)), inside
}

// geometry lays the picture out: fields at the left, the network in the middle, the map and the losses at the right.
func (w *playground) geometry(width, height int) playGeometry {
	g := playGeometry{}
	if width >= 100 {
		g.left = 35
	} else if height >= 12 {
		g.top = 1
	}
	mapW := max(8, min(width*3/10, 2*(height-g.top-5), 60))
	mapH := max(4, min(mapW/2, height-g.top-3))
	g.side = box{width - mapW, g.top + 1, mapW, mapH}
	g.below = box{width - mapW, g.top + 1 + mapH, mapW, height - g.top - 1 - mapH}
	g.tiles = w.tiles(g.left, g.top+1, width-mapW-5-g.left, height-g.top-1)
	return g
}

// tiles spreads the columns of the network over a box. The features' names stand in front of their tiles.
func (w *playground) tiles(x, y, width, height int) (out []playTile) {
	sizes := w.sizes()
	const names = 6
	rows := 0
	for _, n := range sizes {
		rows = max(rows, n)
	}
	each := max(1, min(4, height/rows))
	high := max(1, each-1)
	wide := []int{0, 2, 5, 6}[min(3, high)]
	step := float64(width-names-wide) / float64(max(1, len(sizes)-1))
	wide = max(1, min(wide, int(step)-1))
	for c, n := range sizes {
		left := x + names + int(step*float64(c))
		start := y + max(0, (rows*each-n*each)/2)
		if c == 0 {
			start = y
		}
		for r := range n {
			if top := start + r*each; top < y+height {
				out = append(out, playTile{c, r, left, top, wide, min(high, y+height-top)})
			}
		}
	}
	return out
}

func (w *playground) View(width, height int) string {
	if width < 24 || height < 8 {
		return plot.Fit(fold(w.caption(), max(1, width)), width, height)
	}
	pen := *w.env.Pen
	caption := ""
	if height >= 14 {
		caption = pen.Paint(theme.Muted, ansi.Truncate(w.caption(), width, "…"))
		height--
	}
	if w.url.on {
		line, _ := w.url.view(width, pen)
		return plot.Fit(line+"\n\n"+fold(w.env.T("Paste an address of playground.tensorflow.org, or copy this one."), width), width, height)
	}
	g := w.geometry(width, height)
	c := plot.NewCanvas(width, height, pen)
	w.drawNetwork(c, g)
	w.drawMap(c, g)
	w.drawBelow(c, g)
	out := c.String()
	if g.left > 0 {
		out = plot.Beside(0, padRight(plot.Fit(w.panel.column(g.left-2, pen), g.left, height), g.left), cutLeft(out, g.left))
	} else if g.top > 0 {
		out = plot.Fit(w.panel.row(width, pen), width, 1) + "\n" + cutTop(out)
	}
	if caption != "" {
		out += "\n" + caption
	}
	return out
}

// cutLeft takes the first columns of a block away: they are empty, and fields stand there.
func cutLeft(block string, columns int) string {
	out := ""
	for i, l := range splitLines(block) {
		if i > 0 {
			out += "\n"
		}
		out += ansi.TruncateLeft(l, columns, "")
	}
	return out
}

// cutTop takes the first line of a block away.
func cutTop(block string) string {
	all := splitLines(block)
	out := ""
	for i, l := range all[1:] {
		if i > 0 {
			out += "\n"
		}
		out += l
	}
	return out
}

// drawNetwork draws links, then every neuron as the map of what it answers.
func (w *playground) drawNetwork(c *plot.Canvas, g playGeometry) {
	w.drawLinks(c, g)
	active := w.active()
	heats := map[[2]int]*nn.Heat{}
	for _, t := range g.tiles {
		h := heats[[2]int{t.w, t.h}]
		if h == nil {
			h = &nn.Heat{}
			h.Draw(w.play, t.w, 2*t.h)
			heats[[2]int{t.w, t.h}] = h
		}
		var values []float64
		if t.column > 0 {
			values = h.Layers[t.column-1][t.row]
		} else {
			w.featureName(c, t)
			for k, f := range active {
				if f == t.row {
					values = h.Inputs[k]
				}
			}
		}
		w.drawTile(c, t, values)
	}
	w.drawTitles(c, g)
}

func (w *playground) featureName(c *plot.Canvas, t playTile) {
	role := theme.Muted
	if w.play.Setup.Features[t.row] {
		role = theme.Text
	}
	if w.column == 0 && w.row == t.row {
		role = theme.Focus
	}
	c.TextRight(t.x-1, t.y+t.h/2, role, nn.FeatureNames[t.row])
}

// drawTile draws one neuron's map, or a frame of dots for a feature that does not go in. The chosen one has marks at its sides.
func (w *playground) drawTile(c *plot.Canvas, t playTile, values []float64) {
	for y := range t.h {
		for x := range t.w {
			if values == nil {
				c.Set(t.x+x, t.y+y, theme.Muted, '·')
				continue
			}
			upper, lower := values[2*y*t.w+x], values[(2*y+1)*t.w+x]
			if pen := *w.env.Pen; pen.Theme.Mono() || pen.Glyphs == plot.ASCII {
				c.Shade(t.x+x, t.y+y, (upper+lower)/2)
			} else {
				c.Halves(t.x+x, t.y+y, upper, lower)
			}
		}
	}
	if t.column == w.column && t.row == w.row {
		for y := range t.h {
			c.Set(t.x-1, t.y+y, theme.Focus, '[')
			c.Set(t.x+t.w, t.y+y, theme.Focus, ']')
		}
	}
}

// drawLinks draws the weights: solid where strong, dotted where weak, coloured by sign.
func (w *playground) drawLinks(c *plot.Canvas, g playGeometry) {
	width, height := c.Size()
	at := map[[2]int]playTile{}
	for _, t := range g.tiles {
		at[[2]int{t.column, t.row}] = t
	}
	var graph plot.Graph
	node := func(x, y int) int {
		graph.Nodes = append(graph.Nodes, plot.Node{X: float64(x-1) / float64(max(1, width-3)), Y: float64(y) / float64(max(1, height-1))})
		return len(graph.Nodes) - 1
	}
	active := w.active()
	for l, layer := range w.play.Net.Layers {
		in := len(layer.W) / len(layer.B)
		for o := range layer.B {
			for i := range in {
				row := i
				if l == 0 {
					row = active[i]
				}
				from, okF := at[[2]int{l, row}]
				to, okT := at[[2]int{l + 1, o}]
				if !okF || !okT {
					continue
				}
				weight := math.Max(-1, math.Min(1, layer.W[o*in+i]))
				graph.Edges = append(graph.Edges, plot.Edge{From: node(from.x+from.w-1, from.y+from.h/2), To: node(to.x, to.y+to.h/2), Weight: weight, Signed: true})
			}
		}
	}
	graph.Draw(c, 0, 0, width, height)
}

// drawTitles names the columns.
func (w *playground) drawTitles(c *plot.Canvas, g playGeometry) {
	t := w.env.T
	for _, tile := range g.tiles {
		if tile.row != 0 {
			continue
		}
		name := ""
		switch tile.column {
		case 0:
			name = t("features")
		case len(w.play.Net.Layers):
			name = t("output")
		default:
			name = fmt.Sprint(len(w.play.Net.Layers[tile.column-1].B))
		}
		c.TextCentre(tile.x+tile.w/2, g.top, theme.Muted, name)
	}
}

// drawMap draws what the output, or the chosen neuron, answers over the plane, with the points.
func (w *playground) drawMap(c *plot.Canvas, g playGeometry) {
	t, s := w.env.T, g.side
	title := t("output")
	value := w.play.Output
	if w.column == 0 {
		row := w.row
		title = nn.FeatureNames[row]
		value = func(x, y float64) float64 { return nn.Features(x, y)[row] }
	} else if l := w.chosenLayer(); l != nil && w.column < len(w.play.Net.Layers) {
		title = t("neuron %d.%d", w.column, w.row+1)
		value = func(x, y float64) float64 { w.play.Output(x, y); return l.A[w.row] }
	}
	discrete := w.setup.Discretize
	heat := plot.Heatmap{X: plot.Range{Min: -6, Max: 6}, Y: plot.Range{Min: -6, Max: 6}, F: func(x, y float64) float64 {
		v := value(x, y)
		if discrete {
			return math.Copysign(1, v)
		}
		return v
	}}
	heat.Points = w.points(s.w)
	heat.Draw(c, s.x, s.y, s.w, s.h)
	c.Text(s.x, g.top, theme.Heading, title)
	if w.pencil {
		x := s.x + int((w.cross.X+6)/12*float64(s.w))
		y := s.y + int((6-w.cross.Y)/12*float64(s.h))
		c.Set(min(x, s.x+s.w-1), min(y, s.y+s.h-1), theme.Focus, '+')
	}
}

// points are the examples on the map, thinned where they would cover it: full marks are above zero, rings below.
func (w *playground) points(width int) []plot.Series {
	shown := w.play.Train
	if w.setup.ShowTest {
		shown = append(append([]nn.Point(nil), shown...), w.play.Test...)
	}
	above := plot.Series{Role: theme.Positive, Kind: plot.Points, Mark: '●'}
	below := plot.Series{Role: theme.Negative, Kind: plot.Points, Mark: '○'}
	every := max(1, len(shown)/(width*3))
	for i := 0; i < len(shown); i += every {
		p, s := shown[i], &above
		if p.Label < 0 {
			s = &below
		}
		s.X, s.Y = append(s.X, p.X), append(s.Y, p.Y)
	}
	return []plot.Series{above, below}
}
