package plot

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

func pens() map[string]Pen {
	out := map[string]Pen{}
	for _, name := range theme.Names {
		th, _ := theme.New(name)
		for g := Braille; g <= ASCII; g++ {
			out[name+" "+g.String()] = Pen{th, g}
		}
	}
	return out
}

func mono(g Glyphs) Pen {
	th, _ := theme.New("mono")
	return Pen{th, g}
}

// pictures holds every kind of picture, with numbers that are hard to draw among them.
func pictures() map[string]func(w, h int, pen Pen) string {
	nasty := []float64{0, 1, math.NaN(), math.Inf(1), -1e300, 3, math.Inf(-1), 1e-300}
	return map[string]func(w, h int, pen Pen) string{
		"curve": func(w, h int, pen Pen) string {
			return Chart{X: Range{0, 6.28}, XLabel: "x", YLabel: "y", Shade: []Range{{5, 9}},
				Rules:  []Rule{{At: 3, Label: "r"}, {At: 0, Horizontal: true}},
				Series: []Series{{Name: "sine", Role: theme.Data, F: math.Sin}, {Name: "fit", Role: theme.Fit, Kind: Dotted, F: math.Cos}}}.Render(w, h, pen)
		},
		"nasty": func(w, h int, pen Pen) string {
			return Chart{Series: []Series{{Y: nasty}, {X: nasty, Y: nasty, Kind: Points}}}.Render(w, h, pen)
		},
		"empty": func(w, h int, pen Pen) string { return Chart{Series: []Series{{}}}.Render(w, h, pen) },
		"log": func(w, h int, pen Pen) string {
			return Chart{LogX: true, LogY: true, Series: []Series{{X: []float64{1, 10, 100}, Y: []float64{1, .1, .01}}}}.Render(w, h, pen)
		},
		"zeros": func(w, h int, pen Pen) string {
			return Chart{LogY: true, Series: []Series{{Y: []float64{0, 0}}}}.Render(w, h, pen)
		},
		"dust": func(w, h int, pen Pen) string {
			return Chart{Series: []Series{{Y: nasty, Kind: Dust}, {Y: nasty, Kind: Stems}}}.Render(w, h, pen)
		},
		"bars": func(w, h int, pen Pen) string {
			return Bars([]Bar{{Name: "苹果", Value: .5, Text: "50 %", Focus: true}, {Name: "learn", Value: math.NaN(), Text: "?"}}, 0, w, h, pen)
		},
		"columns": func(w, h int, pen Pen) string {
			return Histogram{X: Range{-3, 3}, Heights: []float64{1, 5, 2}, Curve: math.Cos, XLabel: "z"}.Render(w, h, pen)
		},
		"heat": func(w, h int, pen Pen) string {
			return Heatmap{X: Range{-1, 1}, Y: Range{-1, 1}, F: func(x, y float64) float64 { return x * y }, Points: []Series{{X: []float64{1}, Y: []float64{-1}}}}.Render(w, h, pen)
		},
		"matrix": func(w, h int, pen Pen) string { return Matrix([][]float64{{1, -1}, {0, math.NaN()}}, w, h, pen) },
		"graph": func(w, h int, pen Pen) string {
			return Graph{Nodes: []Node{{X: 0, Y: 0, Label: "x"}, {X: 1, Y: 1, Label: "和", Focus: true}}, Edges: []Edge{{From: 0, To: 1, Weight: -1, Signed: true}}}.Render(w, h, pen)
		},
		"spark": func(w, h int, pen Pen) string { return Fit(Sparkline(nasty, w, theme.Fit, pen), w, h) },
	}
}

func TestEveryPictureFitsItsCellsInEveryThemeAndTier(t *testing.T) {
	for penName, pen := range pens() {
		for name, draw := range pictures() {
			for _, size := range [][2]int{{0, 0}, {1, 1}, {3, 2}, {15, 4}, {17, 5}, {40, 10}, {120, 36}} {
				s := draw(size[0], size[1], pen)
				checkFits(t, penName+" "+name, s, size[0], size[1])
				if s != draw(size[0], size[1], pen) {
					t.Errorf("%s %s: the same picture drawn twice differs", penName, name)
				}
				if pen.Glyphs == ASCII && name != "bars" && name != "graph" {
					checkASCII(t, penName+" "+name, s)
				}
			}
		}
	}
}

func checkFits(t *testing.T, name, s string, w, h int) {
	t.Helper()
	lines := strings.Split(s, "\n")
	if h > 0 && len(lines) > h {
		t.Errorf("%s at %d×%d: %d lines", name, w, h, len(lines))
	}
	for _, l := range lines {
		if got := ansi.StringWidth(l); got > w {
			t.Errorf("%s at %d×%d: a line of %d cells: %q", name, w, h, got, l)
		}
		if !utf8.ValidString(l) {
			t.Errorf("%s at %d×%d: not UTF-8: %q", name, w, h, l)
		}
		if i := strings.LastIndex(l, "\x1b["); i >= 0 && !strings.HasPrefix(l[i:], theme.Reset) {
			t.Errorf("%s at %d×%d: a style is left open: %q", name, w, h, l)
		}
	}
}

func checkASCII(t *testing.T, name, s string) {
	t.Helper()
	for _, r := range ansi.Strip(s) {
		if r > 0x7e {
			t.Errorf("%s: %q is not ASCII", name, r)
			return
		}
	}
}

func TestMonoDrawsTheSignOfAHeatMapWithoutColour(t *testing.T) {
	s := Matrix([][]float64{{1, -1}}, 2, 1, mono(Braille))
	left, right := []rune(ansi.Strip(s))[0], []rune(ansi.Strip(s))[1]
	if left == right || strings.Contains(s, "38;2") {
		t.Errorf("got %q: the signs must differ without colour", s)
	}
}

func TestACurveGoesWhereItsNumbersAre(t *testing.T) {
	c := NewCanvas(10, 10, mono(ASCII))
	f := Chart{X: Range{0, 1}, Y: Range{0, 1}, Bare: true, Series: []Series{{X: []float64{0.05, 0.95}, Y: []float64{0.05, 0.95}, Kind: Points, Mark: '*'}}}.Draw(c, 0, 0, 10, 10)
	lines := strings.Split(c.String(), "\n")
	if lines[9][0] != '*' || lines[0][9] != '*' {
		t.Errorf("points are not in their corners:\n%s", c)
	}
	if x, y := f.At(0, 9); math.Abs(x-0.05) > 1e-12 || math.Abs(y-0.05) > 1e-12 {
		t.Errorf("At(0, 9) = %v, %v; want 0.05, 0.05", x, y)
	}
}

func TestTheFrameMapsThereAndBack(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, log := range []bool{false, true} {
		f := Frame{Left: 7, Top: 2, Width: 60, Height: 20, X: Range{1, 1000}, Y: Range{0.01, 5}, logX: log, logY: log}
		for range 200 {
			cx, cy := 7+rng.IntN(60), 2+rng.IntN(20)
			x, y := f.At(cx, cy)
			gx, gy := f.Cell(x, y)
			if int(gx) != cx || int(gy) != cy {
				t.Fatalf("cell (%d, %d) → (%g, %g) → (%g, %g)", cx, cy, x, y, gx, gy)
			}
		}
	}
}

func TestTicksAreRoundNumbersInsideTheRange(t *testing.T) {
	tests := []struct {
		r    Range
		n    int
		want []string
	}{
		{Range{0, 1}, 5, []string{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{Range{-1.1, 1.1}, 4, []string{"−1", "0", "1"}},
		{Range{0, 0.0042}, 4, []string{"0", "0.002", "0.004"}},
		{Range{math.NaN(), 1}, 4, nil},
	}
	for _, tt := range tests {
		var got []string
		for _, k := range ticks(tt.r, false, tt.n) {
			got = append(got, k.label)
		}
		if strings.Join(got, " ") != strings.Join(tt.want, " ") {
			t.Errorf("ticks(%v, %d) = %q, want %q", tt.r, tt.n, got, tt.want)
		}
	}
}

func TestTheLongestBarIsTheLargestValue(t *testing.T) {
	s := Bars([]Bar{{Name: "a", Value: 1, Text: "1"}, {Name: "b", Value: 2, Text: "2"}}, 0, 40, 5, mono(ASCII))
	lines := strings.Split(s, "\n")
	if a, b := strings.Count(lines[0], "="), strings.Count(lines[1], "="); b != 2*a || b == 0 {
		t.Errorf("bars of %d and %d cells stand for 1 and 2", a, b)
	}
}

func TestAWideCharacterIsNeverCutInHalf(t *testing.T) {
	c := NewCanvas(3, 1, mono(Braille))
	c.Text(0, 0, theme.Text, "苹果")
	if got := c.String(); got != "苹 " {
		t.Errorf("got %q", got)
	}
}

func TestASegmentIsClippedToTheNeighbourhoodOfThePicture(t *testing.T) {
	x0, y0, x1, y1, ok := clip(-1e300, 5, 1e300, 5, 10, 10)
	if !ok || x0 < -10.001 || x1 > 20.001 || y0 != 5 || y1 != 5 {
		t.Errorf("got %v %v %v %v %v", x0, y0, x1, y1, ok)
	}
	if _, _, _, _, ok := clip(0, math.NaN(), 1, 1, 10, 10); ok {
		t.Error("a segment to NaN was kept")
	}
}

func TestBesideAlignsBlocks(t *testing.T) {
	if got, want := Beside(2, "a\nbbb", "x\ny"), "a    x\nbbb  y"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkCurve(b *testing.B) {
	th, _ := theme.New("dark")
	ch := Chart{X: Range{0, 6.28}, Y: Range{-1, 1}, Series: []Series{{Role: theme.Data, F: math.Sin}}}
	b.ReportAllocs()
	for b.Loop() {
		ch.Render(70, 16, Pen{Theme: th})
	}
}

func BenchmarkHeatmap(b *testing.B) {
	th, _ := theme.New("dark")
	h := Heatmap{X: Range{-1, 1}, Y: Range{-1, 1}, F: func(x, y float64) float64 { return x * y }}
	b.ReportAllocs()
	for b.Loop() {
		h.Render(70, 20, Pen{Theme: th})
	}
}
