package widget

import (
	"fmt"
	"math"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// timelineAxis is the height of the axis with its names where there is room.
const timelineAxis = 13

func (w *timeline) View(width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	story := w.story(w.at, width, true)
	if lines(story)+3 > height {
		story = w.story(w.at, width, false)
	}
	room := height - lines(story) - 1
	if room < 2 {
		return plot.Fit(story, width, height)
	}
	longest := lines(story) // of all entries, so that the axis stays where it is
	for i := range epochs {
		longest = max(longest, lines(w.story(i, width, true)))
	}
	room = min(room, max(4, height-longest-1))
	axis := min(room, timelineAxis)
	out := w.axis(width, axis) + "\n\n" + story
	if left := height - axis - longest - 2; left >= 3 {
		out += strings.Repeat("\n", longest-lines(story)+2) + w.list(width, left)
	}
	return plot.Fit(out, width, height)
}

// list shows the entries around the one at hand, a line each.
func (w *timeline) list(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	height = min(height, len(epochs))
	from := max(0, min(len(epochs)-height, w.at-height/2))
	out := make([]string, 0, height)
	for i := from; i < from+height; i++ {
		mark, role := "  ", theme.Muted
		if i == w.at {
			mark, role = arrow(pen), theme.Focus
		}
		e := epochs[i]
		name := t(e.name) + strings.Repeat(" ", max(0, 15-ansi.StringWidth(t(e.name))))
		out = append(out, pen.Paint(role, ansi.Truncate(fmt.Sprintf("%s%-9s  %s  %s", mark, e.when(), name, t(e.happened)), width, "…")))
	}
	return strings.Join(out, "\n")
}

// story is entry i in words, with its source or, where there is no room, without.
func (w *timeline) story(i, width int, source bool) string {
	t, pen, e := w.env.T, *w.env.Pen, epochs[i]
	wide := min(width, 96)
	out := []string{pen.Paint(theme.Heading, e.when()+"  "+t(e.name)) + pen.Paint(theme.Muted, fmt.Sprintf("  %d/%d", i+1, len(epochs))), fold(t(e.happened), wide)}
	if e.believed != "" {
		out = append(out, paintLines(pen, theme.Accent, fold(t("What people expected: %s", t(e.believed)), wide)))
	}
	if source {
		out = append(out, paintLines(pen, theme.Muted, fold(e.source, wide)))
	}
	return strings.Join(out, "\n")
}

// A yearAxis is a row of years on a canvas, with marks above it and spans below.
type yearAxis struct {
	canvas *plot.Canvas
	ascii  bool
	width  int
	first  float64
	years  int
	row    int // of the axis
}

func (a yearAxis) column(year float64) int {
	return int(math.Round((year - a.first) / float64(a.years) * float64(a.width-1)))
}

// axis draws labels above a line of years, and under it the times that lasted.
func (w *timeline) axis(width, height int) string {
	first, years := w.window()
	lanes := min(3, max(0, height-4))
	a := yearAxis{canvas: plot.NewCanvas(width, height, *w.env.Pen), ascii: w.env.Pen.Glyphs == plot.ASCII, width: width, first: first, years: years, row: height - lanes - 2}
	line := '─'
	if a.ascii {
		line = '-'
	}
	for x := range width {
		a.canvas.Set(x, a.row, theme.Border, line)
	}
	w.ticks(a)
	w.spans(a, lanes)
	w.marks(a)
	return a.canvas.String()
}

func (w *timeline) ticks(a yearAxis) {
	step := 20
	for _, s := range []int{10, 5, 2, 1} {
		if a.width/(a.years/s+1) >= 7 {
			step = s
		}
	}
	for year := (int(a.first) + step - 1) / step * step; year <= int(a.first)+a.years; year += step {
		if x := a.column(float64(year)); x >= 0 && x < a.width {
			a.canvas.TextCentre(x, a.row+1, theme.Muted, fmt.Sprint(year))
		}
	}
}
