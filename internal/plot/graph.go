package plot

import (
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

// A Node is a labelled point of a Graph at (X, Y) in [0, 1]², (0, 0) the top left.
type Node struct {
	X, Y  float64
	Label string
	Role  theme.Role
	Focus bool
}

// An Edge joins two nodes by their numbers. Weight chooses the colour by its sign, and dots where it is small.
type Edge struct {
	From, To int
	Weight   float64 // in [−1, 1]
	Role     theme.Role
	Signed   bool // colour by the sign of Weight instead of Role
}

// A Graph is a drawing of nodes and edges: a network, an expression, a tree.
type Graph struct {
	Nodes []Node
	Edges []Edge
}

// Render draws the graph in width×height cells.
func (g Graph) Render(width, height int, pen Pen) string {
	c := NewCanvas(width, height, pen)
	g.Draw(c, 0, 0, width, height)
	return c.String()
}

// Draw draws the graph on a canvas with its top left at (x, y).
func (g Graph) Draw(c *Canvas, x, y, width, height int) {
	d := newDots(c, x, y, width, height)
	for _, e := range g.Edges {
		ax, ay := g.spot(e.From, width, height)
		bx, by := g.spot(e.To, width, height)
		role, mark := e.look()
		d.line((float64(ax)+0.5)*float64(d.nx), (float64(ay)+0.5)*float64(d.ny),
			(float64(bx)+0.5)*float64(d.nx), (float64(by)+0.5)*float64(d.ny), e.spacing(), role, mark)
	}
	d.flush()
	for i, n := range g.Nodes {
		cx, cy := g.spot(i, width, height)
		g.node(c, n, x+cx, y+cy)
	}
}

// spot returns the cell of a node, so that its label fits inside the picture.
func (g Graph) spot(i, width, height int) (x, y int) {
	n := g.Nodes[i]
	half := ansi.StringWidth(n.Label)/2 + 1
	x = half + int(n.X*float64(max(0, width-1-2*half))+0.5)
	return x, int(n.Y*float64(max(0, height-1)) + 0.5)
}

func (g Graph) node(c *Canvas, n Node, x, y int) {
	left := x - ansi.StringWidth(n.Label)/2 - 1
	end := c.Bold(left+1, y, n.Role, n.Label)
	c.Set(left, y, theme.Text, ' ')
	c.Set(end, y, theme.Text, ' ')
	if !n.Focus {
		return
	}
	c.Set(left, y, theme.Focus, '[')
	c.Set(end, y, theme.Focus, ']')
}

func (e Edge) look() (theme.Role, rune) {
	switch {
	case !e.Signed:
		return e.Role, '.'
	case e.Weight < 0:
		return theme.Negative, '-'
	}
	return theme.Positive, '+'
}

// spacing is the distance between the dots of an edge: solid if strong, ever thinner towards zero.
func (e Edge) spacing() int {
	w := max(e.Weight, -e.Weight)
	switch {
	case !e.Signed || w > 0.5:
		return 1
	case w > 0.2:
		return 2
	case w > 0.05:
		return 4
	}
	return 7
}
