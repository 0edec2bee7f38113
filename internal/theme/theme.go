// Package theme knows which colour stands for which meaning, in four themes. It does not know what is drawn.
package theme

import (
	"image/color"
	"math"
	"strconv"

	"charm.land/lipgloss/v2"
)

// A Role is a meaning that a colour stands for.
type Role uint8

// The twelve roles. Text is the terminal's own foreground.
const (
	Text     Role = iota // running text
	Muted                // secondary text, axes, hints
	Heading              // titles
	Accent               // links, names, keys
	Focus                // what the learner's keys act on
	Data                 // given data, the target
	Fit                  // what a model makes of it
	Positive             // above zero, right, class +1
	Negative             // below zero, class −1
	Warning              // wrong, failed, attention
	Code                 // code and verbatim text
	Border               // frames and rules
	roles
)

// Names of the themes that New takes, in the order that the theme key cycles through.
var Names = []string{"dark", "light", "projector", "mono"}

// A Theme maps roles to colours. The zero Theme is mono.
type Theme struct {
	name       string
	foreground [roles]color.Color // nil: the terminal's own
	neutral    color.RGBA         // the middle of the diverging ramp
	background color.Color        // nil: the terminal's own
	thick      bool
}

var themes = map[string]Theme{
	"dark": {
		name: "dark",
		foreground: [roles]color.Color{
			Muted: rgb(0x9aa2b4), Heading: rgb(0xf4f4f6), Accent: rgb(0x82aaff), Focus: rgb(0xffd166),
			Data: rgb(0x63d8c3), Fit: rgb(0xf48fb1), Positive: rgb(0x6cb6ff), Negative: rgb(0xffa057),
			Warning: rgb(0xff7b72), Code: rgb(0xb8c4d9), Border: rgb(0x868ea0),
		},
		neutral: rgb(0x33363f),
	},
	"light": {
		name: "light",
		foreground: [roles]color.Color{
			Muted: rgb(0x59606e), Heading: rgb(0x101216), Accent: rgb(0x1d56b8), Focus: rgb(0x8a4b00),
			Data: rgb(0x00695f), Fit: rgb(0xad1457), Positive: rgb(0x0a5fae), Negative: rgb(0xa84300),
			Warning: rgb(0xb3261e), Code: rgb(0x37475a), Border: rgb(0x6a7280),
		},
		neutral: rgb(0xe8eaeb),
	},
	"projector": {
		name: "projector",
		foreground: [roles]color.Color{
			Text: rgb(0x000000), Muted: rgb(0x303030), Heading: rgb(0x000000), Accent: rgb(0x003c9e), Focus: rgb(0x7a3600),
			Data: rgb(0x00524a), Fit: rgb(0x96004a), Positive: rgb(0x00488f), Negative: rgb(0x8f3400),
			Warning: rgb(0xa30000), Code: rgb(0x1c2733), Border: rgb(0x404040),
		},
		neutral: rgb(0xf2f2f2), background: rgb(0xffffff), thick: true,
	},
	"mono": {name: "mono"},
}

// New returns the theme of that name. ok is false, and the theme dark, for a name that is not in Names.
func New(name string) (t Theme, ok bool) {
	t, ok = themes[name]
	if !ok {
		t = themes["dark"]
	}
	return t, ok
}

// Name returns the name that New takes.
func (t Theme) Name() string {
	if t.name == "" {
		return "mono"
	}
	return t.name
}

// Mono reports whether the theme uses no colour: meaning must then rest on glyphs, labels, weight and reverse video.
func (t Theme) Mono() bool { return t.name == "" || t.name == "mono" }

// Thick reports whether curves are drawn with more than one dot of width, for a projector.
func (t Theme) Thick() bool { return t.thick }

// Background returns the colour to paint the screen with, or nil for the terminal's own.
func (t Theme) Background() color.Color { return t.background }

// Foreground returns the colour of a role, or nil for the terminal's own.
func (t Theme) Foreground(r Role) color.Color { return t.foreground[r] }

// Style returns the style of a role, for words. Grids of cells use SGR instead, which is faster.
func (t Theme) Style(r Role) lipgloss.Style {
	s := lipgloss.NewStyle()
	if c := t.foreground[r]; c != nil {
		s = s.Foreground(c)
	}
	switch r {
	case Heading:
		s = s.Bold(true)
	case Focus, Warning:
		s = s.Bold(t.Mono())
	case Accent:
		s = s.Underline(t.Mono())
	case Muted, Border:
		s = s.Faint(t.Mono())
	}
	return s
}

// SGR returns the escape sequence that switches the foreground to a role, "" for the terminal's own.
func (t Theme) SGR(r Role) string { return sgr(38, t.foreground[r]) }

// Reset is the escape sequence that ends every style.
const Reset = "\x1b[m"

// Levels is the number of colours of a ramp: few enough that an animated heat map costs little.
const Levels = 23

// Level maps v in [−1, 1] to a level in [0, Levels); values outside are clamped, NaN is the middle.
func Level(v float64) int {
	if math.IsNaN(v) {
		v = 0
	}
	v = math.Max(-1, math.Min(1, v))
	return int(math.Round((v + 1) / 2 * (Levels - 1)))
}

// Ramp returns the colour of v in [−1, 1] on the diverging ramp, Negative (orange) through neutral to Positive (blue).
// It returns nil in a theme without colour.
func (t Theme) Ramp(v float64) color.Color {
	if t.Mono() {
		return nil
	}
	level := float64(Level(v))/(Levels-1)*2 - 1
	if level < 0 {
		return mix(t.neutral, rgb(0xf59322), -level)
	}
	return mix(t.neutral, rgb(0x0877bd), level)
}

func mix(a, b color.RGBA, share float64) color.RGBA {
	f := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*share)) }
	return color.RGBA{f(a.R, b.R), f(a.G, b.G), f(a.B, b.B), 255}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// BackgroundSGR returns the escape sequence that switches the background to c, "" for nil.
func BackgroundSGR(c color.Color) string { return sgr(48, c) }

// ForegroundSGR returns the escape sequence that switches the foreground to c, "" for nil.
func ForegroundSGR(c color.Color) string { return sgr(38, c) }

func sgr(kind int, c color.Color) string {
	if c == nil {
		return ""
	}
	r, g, b, _ := c.RGBA()
	out := append([]byte("\x1b["), strconv.Itoa(kind)...)
	for _, v := range [...]uint32{2, r >> 8, g >> 8, b >> 8} {
		out = append(out, ';')
		out = strconv.AppendUint(out, uint64(v), 10)
	}
	return string(append(out, 'm'))
}
