package plot

import (
	"image/color"
	"math"
	"strings"

	"learn-llm/internal/theme"
)

// greyLevels is how many greys are told apart.
const greyLevels = 24

// Greys draws a picture of greys, 0 dark to 1 bright, row by row, two rows a line; without colour by characters, the
// brighter the denser. mark may put a character on some cells to point at them, by the index of the upper grey; 0
// for none, nil for none at all.
func Greys(values []float64, columns int, mark func(i int) rune, pen Pen) string {
	if columns <= 0 {
		return ""
	}
	var out []string
	for top := 0; top+columns <= len(values); top += 2 * columns {
		var b strings.Builder
		for x := range columns {
			upper, lower := values[top+x], values[top+x]
			if i := top + columns + x; i < len(values) {
				lower = values[i]
			}
			sign := rune(0)
			if mark != nil {
				sign = mark(top + x)
			}
			b.WriteString(pen.greys(upper, lower, sign))
		}
		out = append(out, b.String())
	}
	return strings.Join(out, "\n")
}

// greys is one cell.
func (p Pen) greys(upper, lower float64, sign rune) string {
	if p.Theme.Mono() || p.Glyphs == ASCII {
		ink := []rune(" .:-=+*#%@")
		if sign == 0 {
			sign = ink[level((upper+lower)/2, len(ink))]
			return string(sign)
		}
		return p.Paint(theme.Focus, string(sign))
	}
	if sign != 0 {
		grey := greyColor((upper + lower) / 2)
		ink := color.Color(color.RGBA{0, 0, 0, 255})
		if upper+lower < 1 {
			ink = color.RGBA{255, 255, 255, 255}
		}
		return theme.ForegroundSGR(ink) + theme.BackgroundSGR(grey) + string(sign) + theme.Reset
	}
	return theme.ForegroundSGR(greyColor(upper)) + theme.BackgroundSGR(greyColor(lower)) + "▀" + theme.Reset
}

// level is which of n levels a value in [0, 1] has; what is outside is clamped, NaN is the lowest.
func level(v float64, n int) int {
	if !(v > 0) {
		return 0
	}
	return min(n-1, int(math.Round(v*float64(n-1))))
}

func greyColor(v float64) color.Color {
	g := uint8(20 + 225*level(v, greyLevels)/(greyLevels-1))
	return color.RGBA{g, g, g, 255}
}
