package plot

import (
	"math"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

type tick struct {
	at    float64
	label string
}

// ticks returns about n round numbers inside r, at steps of 1, 2 or 5 times a power of ten (Heckbert 1990).
func ticks(r Range, log bool, n int) []tick {
	if log {
		return logTicks(r, n)
	}
	span := r.Max - r.Min
	if !(span > 0) || math.IsInf(span, 0) {
		return nil
	}
	step := math.Pow(10, math.Floor(math.Log10(span/float64(n))))
	for _, m := range []float64{1, 2, 5, 10} {
		if span/(step*m) <= float64(n) {
			step *= m
			break
		}
	}
	decimals := max(0, int(-math.Floor(math.Log10(step)+1e-9)))
	var out []tick
	for k := math.Ceil(r.Min/step - 1e-9); k*step <= r.Max+step*1e-9; k++ {
		out = append(out, tick{k * step, label(k*step, decimals)})
	}
	return out
}

func label(v float64, decimals int) string {
	if v == 0 {
		return "0"
	}
	if a := math.Abs(v); a >= 1e6 || decimals > 5 {
		return strings.Replace(strconv.FormatFloat(v, 'g', 3, 64), "e+0", "e", 1)
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	return strings.Replace(s, "-", "−", 1)
}

func logTicks(r Range, n int) []tick {
	a, b := math.Ceil(math.Log10(r.Min)-1e-9), math.Floor(math.Log10(r.Max)+1e-9)
	step := math.Max(1, math.Ceil((b-a)/float64(n)))
	var out []tick
	for k := a; k <= b; k += step {
		v := math.Pow(10, k)
		out = append(out, tick{v, logLabel(int(k))})
	}
	if len(out) == 0 {
		out = append(out, tick{r.Min, strconv.FormatFloat(r.Min, 'g', 2, 64)}, tick{r.Max, strconv.FormatFloat(r.Max, 'g', 2, 64)})
	}
	return out
}

func logLabel(k int) string {
	if k >= 0 && k <= 4 {
		return strconv.Itoa(int(math.Pow10(k)))
	}
	if k < 0 && k >= -4 {
		return strconv.FormatFloat(math.Pow10(k), 'f', -k, 64)
	}
	return "1e" + strconv.Itoa(k)
}

// axes draws the two axes and their numbers around the plot.
func (ch Chart) axes(c *Canvas, f Frame) {
	plain := func(s string) string {
		if c.pen.Glyphs == ASCII {
			return strings.ReplaceAll(s, "−", "-")
		}
		return s
	}
	bottom := f.Top + f.Height
	for _, t := range ticks(f.Y, ch.LogY, max(2, f.Height/4)) {
		_, cy := f.Cell(f.X.Min, t.at)
		y := min(int(math.Floor(cy)), bottom-1)
		c.TextRight(f.Left-1, y, theme.Muted, plain(t.label))
		c.Set(f.Left-1, y, theme.Border, c.pen.pick('┤', '+'))
	}
	for y := f.Top; y < bottom; y++ {
		if p := c.at(f.Left-1, y); p != nil && p.glyph == 0 {
			c.Set(f.Left-1, y, theme.Border, c.pen.pick('│', '|'))
		}
	}
	end := f.Left - 1
	limit := f.Left + f.Width
	if ch.XLabel != "" {
		limit -= ansi.StringWidth(ch.XLabel) + 1
		c.TextRight(f.Left+f.Width, bottom, theme.Muted, ch.XLabel)
	}
	for _, t := range ticks(f.X, ch.LogX, max(2, f.Width/12)) {
		cx, _ := f.Cell(t.at, f.Y.Min)
		s := plain(t.label)
		w := ansi.StringWidth(s)
		x := min(int(math.Floor(cx))-w/2, f.Left+f.Width-w)
		if x <= end || x+w > limit {
			continue
		}
		end = c.Text(x, bottom, theme.Muted, s)
	}
}
