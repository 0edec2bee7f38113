package plot

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

// Fit cuts s to at most width×height cells; it never lengthens it. Styles that a cut leaves open are closed.
func Fit(s string, width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	lines := strings.Split(s, "\n")
	if len(lines) > height {
		lines = lines[:height]
	}
	for i, l := range lines {
		if ansi.StringWidth(l) > width {
			lines[i] = ansi.Truncate(l, width, "") + theme.Reset
		}
	}
	return strings.Join(lines, "\n")
}

// Beside puts blocks of lines next to each other, gap cells apart, each block padded to its widest line.
func Beside(gap int, blocks ...string) string {
	var split [][]string
	var widths []int
	height := 0
	for _, b := range blocks {
		lines := strings.Split(b, "\n")
		w := 0
		for _, l := range lines {
			w = max(w, ansi.StringWidth(l))
		}
		split, widths, height = append(split, lines), append(widths, w), max(height, len(lines))
	}
	out := make([]string, height)
	for y := range out {
		var row strings.Builder
		for i, lines := range split {
			l := ""
			if y < len(lines) {
				l = lines[y]
			}
			row.WriteString(l)
			if i < len(split)-1 {
				row.WriteString(strings.Repeat(" ", widths[i]-ansi.StringWidth(l)+gap))
			}
		}
		out[y] = strings.TrimRight(row.String(), " ")
	}
	return strings.Join(out, "\n")
}

// Stack puts blocks of lines under each other and leaves out empty ones.
func Stack(blocks ...string) string {
	var kept []string
	for _, b := range blocks {
		if b != "" {
			kept = append(kept, b)
		}
	}
	return strings.Join(kept, "\n")
}
