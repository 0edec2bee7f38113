package plot

import (
	"math"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

func TestGreysPutsTwoRowsIntoALineAndClosesItsStyles(t *testing.T) {
	for _, name := range theme.Names {
		th, _ := theme.New(name)
		for g := Braille; g <= ASCII; g++ {
			rows := strings.Split(Greys([]float64{0, 1, .5, math.NaN(), -3, 9, .2, .3, .4}, 3, nil, Pen{th, g}), "\n")
			if len(rows) != 2 || ansi.StringWidth(rows[0]) != 3 || ansi.StringWidth(rows[1]) != 3 {
				t.Errorf("%s %v: %q, want two lines of three cells", name, g, rows)
			}
			if strings.Contains(rows[0], "\x1b") && !strings.HasSuffix(rows[0], theme.Reset) {
				t.Errorf("%s: a style is left open: %q", name, rows[0])
			}
		}
	}
}

func TestGreysIsDenserWhereItIsBrighter(t *testing.T) {
	got := Greys([]float64{0, 1, 0.5, 0, 1, 0.5}, 3, nil, Pen{})
	if got != " @+" {
		t.Errorf("%q, want a blank, the densest character and one between", got)
	}
	marked := Greys([]float64{0, 1}, 2, func(i int) rune { return []rune{0, '+'}[i] }, Pen{})
	if !strings.Contains(marked, "+") || strings.Contains(marked, "@") {
		t.Errorf("%q, want the second cell marked by +", marked)
	}
}
