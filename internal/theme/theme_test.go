package theme

import (
	"image/color"
	"math"
	"testing"
)

// WCAG 2.2, contrast ratio of two colours.
func contrast(a, b color.Color) float64 {
	l := func(c color.Color) float64 {
		r, g, b, _ := c.RGBA()
		f := func(v uint32) float64 {
			s := float64(v) / 65535
			if s <= 0.04045 {
				return s / 12.92
			}
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return 0.2126*f(r) + 0.7152*f(g) + 0.0722*f(b)
	}
	x, y := l(a), l(b)
	return (math.Max(x, y) + 0.05) / (math.Min(x, y) + 0.05)
}

func TestEveryRoleIsReadableOnTheBackgroundOfItsTheme(t *testing.T) {
	backgrounds := map[string]color.Color{"dark": rgb(0x1e1e1e), "light": rgb(0xffffff), "projector": rgb(0xffffff)}
	for name, background := range backgrounds {
		th, ok := New(name)
		if !ok {
			t.Fatalf("no theme %q", name)
		}
		for r := Role(0); r < roles; r++ {
			c := th.Foreground(r)
			if c == nil {
				continue
			}
			if got := contrast(c, background); got < 4.5 {
				t.Errorf("%s: role %d has contrast %.2f on its background, WCAG asks 4.5", name, r, got)
			}
		}
	}
}

func TestMonoUsesNoColour(t *testing.T) {
	th, _ := New("mono")
	for r := Role(0); r < roles; r++ {
		if th.SGR(r) != "" || th.Foreground(r) != nil {
			t.Errorf("role %d has a colour in mono", r)
		}
	}
	if th.Ramp(1) != nil {
		t.Error("the ramp of mono has a colour")
	}
}

func TestAnUnknownThemeIsDarkAndSaysSo(t *testing.T) {
	th, ok := New("solarized")
	if ok || th.Name() != "dark" {
		t.Errorf("got %q, %v; want dark, false", th.Name(), ok)
	}
}

func TestTheRampEndsInTheColoursOfThePlayground(t *testing.T) {
	th, _ := New("dark")
	if got := th.Ramp(1); got != rgb(0x0877bd) {
		t.Errorf("Ramp(1) = %v, want #0877bd", got)
	}
	if got := th.Ramp(-7); got != rgb(0xf59322) {
		t.Errorf("Ramp(-7) = %v, want #f59322", got)
	}
	seen := map[color.Color]bool{}
	for v := -1.0; v <= 1; v += 0.001 {
		seen[th.Ramp(v)] = true
	}
	if len(seen) != Levels {
		t.Errorf("the ramp has %d colours, want %d", len(seen), Levels)
	}
}

func TestSGRSpellsTheColour(t *testing.T) {
	if got, want := BackgroundSGR(rgb(0x0877bd)), "\x1b[48;2;8;119;189m"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
