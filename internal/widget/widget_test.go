package widget

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/content"
	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// shipped lends the models that ship with the course.
var shipped = func() *lm.Shelf {
	small, err := fs.Sub(content.FS, "models/small")
	if err != nil {
		panic(err)
	}
	texts, err := fs.Sub(content.FS, "primer")
	if err != nil {
		panic(err)
	}
	return lm.NewShelf(map[string]fs.FS{lm.SmallName: small}, texts)
}()

// env is a world for tests: English, the mono theme, a memory that ends with the test.
func env(seed uint64) Env {
	th, _ := theme.New("mono")
	return Env{Ctx: context.Background(), Seed: seed, T: fmt.Sprintf, Pen: &plot.Pen{Theme: th}, Memory: NewMemory(), Models: shipped}
}

// open makes a widget or ends the test.
func open(t testing.TB, name string, e Env, args ...string) Widget {
	t.Helper()
	w, err := New(name, args, sampleText, e)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// sampleText is a fence's body.
const sampleText = "A person wrote this sentence\n\nand explained it here."

// press makes the message of a key; words for the keys that have a name.
func press(name string) tea.KeyPressMsg {
	named := map[string]rune{"space": tea.KeySpace, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown,
		"left": tea.KeyLeft, "right": tea.KeyRight, "backspace": tea.KeyBackspace, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown}
	if code, ok := named[name]; ok {
		msg := tea.KeyPressMsg{Code: code}
		if name == "space" {
			msg.Text = " "
		}
		return msg
	}
	code, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg{Code: code, Text: name}
}

// send delivers a message and what its commands answer.
func send(w Widget, msg tea.Msg) {
	queue := []tea.Cmd{w.Update(msg)}
	for n := 0; len(queue) > 0 && n < 1000; n++ {
		cmd := queue[0]
		queue = queue[1:]
		if cmd == nil {
			continue
		}
		switch answer := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, answer...)
		default:
			queue = append(queue, w.Update(answer))
		}
	}
}

// play presses keys separated by spaces; tick:N gives N frames.
func play(w Widget, keys string) {
	for _, k := range strings.Fields(keys) {
		var n int
		if _, err := fmt.Sscanf(k, "tick:%d", &n); err == nil {
			for range n {
				send(w, Tick{})
			}
			continue
		}
		send(w, press(k))
	}
}

// value returns one value of a widget's report.
func value(t testing.TB, w Widget, name string) float64 {
	t.Helper()
	for _, v := range w.Report().Values {
		if v.Name == name {
			return v.Value
		}
	}
	t.Fatalf("no value %q in %v", name, w.Report().Values)
	return 0
}

func near(t testing.TB, what string, got, want, within float64) {
	t.Helper()
	if !(math.Abs(got-want) <= within) {
		t.Errorf("%s = %.6g, want %.6g ± %.1g", what, got, want, within)
	}
}

var sizes = [][2]int{{0, 0}, {1, 1}, {7, 3}, {38, 8}, {40, 10}, {76, 18}, {110, 30}, {156, 41}}

// checkView fails if a picture leaves its cells, holds a control byte, or leaves a style open.
func checkView(t testing.TB, what, s string, width, height int) {
	t.Helper()
	rows := strings.Split(s, "\n")
	if len(rows) > max(height, 1) {
		t.Errorf("%s at %d×%d: %d lines", what, width, height, len(rows))
	}
	for _, l := range rows {
		if w := ansi.StringWidth(l); w > width {
			t.Errorf("%s at %d×%d: a line of %d cells: %q", what, width, height, w, l)
		}
		if !utf8.ValidString(l) {
			t.Errorf("%s: not UTF-8: %q", what, l)
		}
		if i := strings.LastIndex(l, "\x1b["); i >= 0 && !strings.HasPrefix(l[i:], theme.Reset) && !strings.HasPrefix(l[i:], "\x1b[0m") {
			t.Errorf("%s at %d×%d: a style is left open: %q", what, width, height, l)
		}
		for _, r := range ansi.Strip(l) {
			if r < ' ' || r == 0x7f {
				t.Errorf("%s: control character %q", what, r)
			}
		}
	}
}

func TestEveryDemonstrationFitsItsCellsInEverySizeThemeAndTier(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			e := env(1)
			w := open(t, name, e)
			for _, themeName := range theme.Names {
				e.Pen.Theme, _ = theme.New(themeName)
				for g := plot.Braille; g <= plot.ASCII; g++ {
					e.Pen.Glyphs = g
					for _, s := range sizes {
						checkView(t, name+" "+themeName, w.View(s[0], s[1]), s[0], s[1])
					}
				}
			}
		})
	}
}

func TestTheSameKeysGiveTheSamePicture(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			run := func() string {
				w := open(t, name, env(5))
				play(w, "space tick:6 right down right tick:3 . up 3 space tick:2")
				return w.View(90, 24) + fmt.Sprint(w.Report())
			}
			if a, b := run(), run(); a != b {
				t.Error("two runs of the same script differ")
			}
		})
	}
}

func TestViewChangesNothing(t *testing.T) {
	for _, name := range Names() {
		w := open(t, name, env(2))
		play(w, "space tick:4")
		before := fmt.Sprint(w.Report())
		for _, s := range sizes {
			w.View(s[0], s[1])
		}
		if after := fmt.Sprint(w.Report()); after != before {
			t.Errorf("%s: drawing changed the report\n%s\n%s", name, before, after)
		}
	}
}

func TestEveryNumberOfAReportIsFiniteAndExplained(t *testing.T) {
	for _, name := range Names() {
		w := open(t, name, env(3))
		play(w, "space tick:5 right tick:2")
		r := w.Report()
		if r.Narration == "" {
			t.Errorf("%s: no narration", name)
		}
		for _, v := range r.Values {
			if v.Name == "" || v.How == "" || math.IsNaN(v.Value) || math.IsInf(v.Value, 0) {
				t.Errorf("%s: %+v is not a finite number with a name and an explanation", name, v)
			}
		}
	}
}

func TestEveryKeyThatIsListedIsFreeOfTheSharedKeys(t *testing.T) {
	shared := []string{"r", "s", "x", "i", "e", "esc"}
	for _, name := range Names() {
		for _, b := range open(t, name, env(1)).Keys() {
			for _, k := range b.Keys() {
				if slices.Contains(shared, k) {
					t.Errorf("%s: the key %q belongs to every demonstration", name, k)
				}
			}
		}
	}
}

func TestAnUnknownNameOrSettingIsExplained(t *testing.T) {
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"relufit", []string{"-hiden=3"}, "-hidden"},
		{"relufit", []string{"-hidden=99"}, "from 1 to 32"},
		{"relufit", []string{"-target=cosine"}, "sine"},
		{"line", []string{"3"}, "settings begin with -"},
		{"relufti", nil, "relufit"},
	}
	for _, tt := range tests {
		_, err := New(tt.name, tt.args, "", env(1))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("New(%q, %q): error %v, want one that says %q", tt.name, tt.args, err, tt.want)
		}
	}
}

// FuzzWidget gives every demonstration arbitrary keys, mouse and frames.
func FuzzWidget(f *testing.F) {
	for i := range len(Names()) {
		f.Add(uint8(i), uint64(1), []byte("  \x00\x01\x02rr..11"))
	}
	keys := []string{"space", ".", ",", "up", "down", "left", "right", "-", "+", "0", "1", "5", "9", "enter", "esc", "tab", "backspace", "g", "n", "c", "f", "m", "a", "中", "pgup", "pgdown", "home", "end"}
	f.Fuzz(func(t *testing.T, which uint8, seed uint64, script []byte) {
		name := Names()[int(which)%len(Names())]
		w := open(t, name, env(seed))
		rng := rand.New(rand.NewPCG(seed, 1))
		for _, b := range script[:min(len(script), 40)] {
			switch {
			case b%4 == 0:
				send(w, Tick{})
			case b%4 == 1:
				send(w, Mouse{X: rng.IntN(90) - 5, Y: rng.IntN(30) - 3, Width: 80, Height: 24, Do: MouseAction(b / 4 % 6)})
			default:
				send(w, press(keys[int(b/4)%len(keys)]))
			}
		}
		checkView(t, name, w.View(80, 24), 80, 24)
	})
}
