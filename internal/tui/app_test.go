package tui

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/content"
	"learn-llm/internal/lesson"
	"learn-llm/internal/plot"
	"learn-llm/internal/progress"
)

// courses reads the real course once for each test.
func courses(t testing.TB, fsys fs.FS) map[string]*lesson.Course {
	t.Helper()
	out := map[string]*lesson.Course{}
	for _, lang := range []string{"en", "zh"} {
		c, problems := lesson.Load(fsys, lang)
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		out[lang] = c
	}
	return out
}

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// start opens the program with a record in a folder of the test.
func start(t testing.TB, change func(*Config)) *App {
	t.Helper()
	store, err := progress.Open(filepath.Join(t.TempDir(), "progress.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	cfg := Config{
		Courses: courses(t, content.FS), Langs: []string{"en", "zh"}, Phrases: map[string]map[string]string{"zh": content.Phrases("zh")},
		Store: store, Lang: "en", Theme: "mono", Seed: 1, Now: func() time.Time { return noon },
	}
	if change != nil {
		change(&cfg)
	}
	return New(context.Background(), cfg)
}

// keyMsg makes a key press from its name.
func keyMsg(name string) tea.KeyPressMsg {
	named := map[string]rune{"space": tea.KeySpace, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"backspace": tea.KeyBackspace, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1, "f2": tea.KeyF2, "f3": tea.KeyF3, "f4": tea.KeyF4, "f6": tea.KeyF6, "f7": tea.KeyF7, "f8": tea.KeyF8, "f9": tea.KeyF9}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(rest[0]), Mod: tea.ModCtrl}
	}
	if code, ok := named[name]; ok {
		msg := tea.KeyPressMsg{Code: code}
		if name == "space" {
			msg.Text = " "
		}
		return msg
	}
	r, _ := utf8.DecodeRuneInString(name)
	return tea.KeyPressMsg{Code: r, Text: name}
}

// press gives keys to the program and carries out the commands that answer at once.
func press(a *App, keys ...string) {
	for _, k := range keys {
		_, cmd := a.Update(keyMsg(k))
		if cmd == nil {
			continue
		}
		settle(a, cmd)
	}
}

// settle runs a command and delivers what it answers; beats of the clock are left out.
func settle(a *App, cmd tea.Cmd) {
	done := make(chan tea.Msg, 1)
	go func() { done <- cmd() }()
	select {
	case msg := <-done:
		switch msg := msg.(type) {
		case gone, act:
			a.Update(msg)
		case tea.BatchMsg:
			for _, c := range msg {
				if c != nil {
					settle(a, c)
				}
			}
		}
	case <-time.After(15 * time.Millisecond): // a beat or a blinking cursor
	}
}

func screen(a *App) string { return ansi.Strip(a.screen()) }

// checkScreen fails if a line leaves the screen, a control byte reaches it, or a style stays open.
func checkScreen(t testing.TB, a *App, what string) {
	t.Helper()
	s := a.screen()
	lines := strings.Split(s, "\n")
	if len(lines) > a.height {
		t.Errorf("%s: %d lines on %d rows", what, len(lines), a.height)
	}
	for _, l := range lines {
		if w := ansi.StringWidth(l); w > a.width {
			t.Errorf("%s: %d cells on %d columns: %q", what, w, a.width, l)
		}
		if !utf8.ValidString(l) {
			t.Errorf("%s: not UTF-8: %q", what, l)
		}
		for _, r := range ansi.Strip(l) {
			if r < ' ' || r == 0x7f {
				t.Errorf("%s: control character %q in %q", what, r, l)
			}
		}
	}
}

func TestEveryStepOfTheCourseFitsEverySize(t *testing.T) {
	a := start(t, nil)
	for _, lang := range []string{"en", "zh"} {
		a.lang = lang
		for _, s := range a.course().Sections() {
			for step := range s.Steps {
				a.open(s.ID, step)
				for _, size := range [][2]int{{1, 1}, {39, 11}, {40, 12}, {59, 20}, {80, 24}, {120, 36}, {160, 45}} {
					a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
					checkScreen(t, a, fmt.Sprintf("%s %s/%d at %v", lang, s.ID, step, size))
				}
			}
		}
	}
}

func TestEveryLayerFitsEverySize(t *testing.T) {
	for _, k := range []string{"f2", "/", ":", "?", "'", "a"} {
		a := start(t, nil)
		press(a, k)
		if a.layer == nil {
			t.Fatalf("%s opens nothing", k)
		}
		for _, size := range [][2]int{{1, 1}, {40, 12}, {80, 24}, {120, 36}} {
			a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			checkScreen(t, a, k)
		}
		press(a, "esc")
		if a.layer != nil {
			t.Errorf("Esc does not close what %s opened", k)
		}
	}
}

func TestSpaceLeadsThroughTheWholeCourseAndBack(t *testing.T) {
	a := start(t, nil)
	seen := map[string]bool{}
	for range 2000 {
		seen[a.page.section.ID] = true
		press(a, "space")
		if a.layer != nil {
			break
		}
	}
	if n := len(a.course().Sections()); len(seen) != n {
		t.Errorf("Space leads through %d of %d sections", len(seen), n)
	}
	if _, ok := a.layer.(*summary); !ok {
		t.Fatalf("the end of the course shows %T, want the summary", a.layer)
	}
	if done, all := a.doneSections(); done != all {
		t.Errorf("%d of %d sections are done", done, all)
	}
	a.layer = nil
	for range 2000 {
		press(a, "backspace")
	}
	if a.sectionIndex() != 0 || a.page.step != 0 || a.page.scroll != 0 {
		t.Errorf("Backspace ends at section %d, step %d, row %d", a.sectionIndex(), a.page.step, a.page.scroll)
	}
}

func TestNoKeyIsBoundTwice(t *testing.T) {
	seen := map[string]string{}
	for _, b := range keyTable {
		for _, k := range b.keys {
			if was, ok := seen[k]; ok {
				t.Errorf("%q is bound to %q and to %q", k, was, b.does)
			}
			seen[k] = b.does
		}
	}
}

func TestFullWidthKeysAreFolded(t *testing.T) {
	for in, want := range map[string]string{"？": "?", "／": "/", "：": ":", "　": "space", "。": ".", "Ｌ": "L", "、": "/", "ctrl+n": "ctrl+n"} {
		if got := keyName(in); got != want {
			t.Errorf("keyName(%q) = %q, want %q", in, got, want)
		}
	}
	a := start(t, nil)
	press(a, "？")
	if _, ok := a.layer.(*help); !ok {
		t.Errorf("？ opens %T, want help", a.layer)
	}
}

func TestTheLanguageSwitchesAtTheSameStep(t *testing.T) {
	a := start(t, nil)
	press(a, "space", "space")
	section, step := a.page.section.ID, a.page.step
	press(a, "L")
	if a.lang != "zh" || a.page.section.ID != section || a.page.step != step {
		t.Errorf("now %s %s/%d, want zh %s/%d", a.lang, a.page.section.ID, a.page.step, section, step)
	}
	if !strings.Contains(screen(a), "空格") {
		t.Errorf("the interface is not Chinese:\n%s", screen(a))
	}
}

func TestAnAnswerIsStoredAndShownAgain(t *testing.T) {
	a := start(t, nil)
	a.open("what-is-intelligence", 3)
	press(a, "enter")
	if a.page.focus < 0 || a.page.parts[a.page.focus].quiz == nil {
		t.Fatalf("Enter goes to part %d", a.page.focus)
	}
	press(a, "1")
	if s := screen(a); !strings.Contains(s, "Not this time") || !strings.Contains(s, "saved") {
		t.Errorf("the answer is not judged:\n%s", s)
	}
	answers, err := a.cfg.Store.Answers()
	if err != nil || len(answers) != 1 || answers[0].Right || answers[0].Choice != "0" {
		t.Fatalf("stored: %+v, %v", answers, err)
	}
	a.open("what-is-intelligence", 0)
	a.open("what-is-intelligence", 3)
	if s := screen(a); !strings.Contains(s, "Not this time") {
		t.Errorf("the answer is forgotten:\n%s", s)
	}
}

func TestAPredictionAsksHowSureAndFeedsTheCalibration(t *testing.T) {
	a := start(t, nil)
	a.open("what-is-intelligence", 0)
	press(a, "enter", "2")
	if s := screen(a); !strings.Contains(s, "How sure") {
		t.Fatalf("no confidence is asked:\n%s", s)
	}
	press(a, "right", "enter")
	made, err := a.cfg.Store.Predictions()
	if err != nil || len(made) != 1 || !made[0].Right || made[0].Confidence != 0.8 {
		t.Errorf("stored: %+v, %v", made, err)
	}
}

func TestANumberIsTypedAsPeopleWriteIt(t *testing.T) {
	a := start(t, nil)
	a.open("structure", 0)
	press(a, "enter", "7", "1", "enter", "enter")
	made, _ := a.cfg.Store.Predictions()
	if len(made) != 1 || !made[0].Right || made[0].Choice != "71" {
		t.Errorf("stored: %+v", made)
	}
}

func TestTheCourseReopensWhereItWasLeft(t *testing.T) {
	a := start(t, nil)
	a.open("neurons", 2)
	a.Close()
	b := New(context.Background(), a.cfg)
	if b.page.section.ID != "neurons" || b.page.step != 2 {
		t.Errorf("reopened at %s/%d", b.page.section.ID, b.page.step)
	}
}

func TestSearchFindsTextAndStepsThroughIt(t *testing.T) {
	a := start(t, nil)
	press(a, "/", "c", "e", "r", "e", "b", "e", "l", "l", "u", "m")
	if len(a.search.hits) < 2 {
		t.Fatalf("%d hits", len(a.search.hits))
	}
	press(a, "enter")
	if a.layer != nil || a.page.section.ID == "what-is-intelligence" {
		t.Errorf("Enter leaves layer %T, section %s", a.layer, a.page.section.ID)
	}
	press(a, "ctrl+n")
	if !strings.Contains(a.notice, "match 2") {
		t.Errorf("notice: %q", a.notice)
	}
}

func TestContentsAreFilteredByTypingAndOpenASection(t *testing.T) {
	a := start(t, nil)
	press(a, "f2", "g", "l", "o", "s", "s", "enter")
	if a.page.section.ID != "glossary" {
		t.Errorf("opened %s", a.page.section.ID)
	}
}

func TestBookmarksAndNotesAreListed(t *testing.T) {
	a := start(t, nil)
	press(a, "m", "a", "h", "i", "esc", "'")
	s := screen(a)
	if !strings.Contains(s, "hi") || !strings.Contains(s, "What is intelligence? 1/") {
		t.Errorf("the list:\n%s", s)
	}
}

func TestALostDatabaseIsSaidOnTheScreenAndTheCourseGoesOn(t *testing.T) {
	a := start(t, nil)
	a.cfg.Store.Close()
	press(a, "space", "m")
	if !strings.Contains(screen(a), "not saved") {
		t.Errorf("nothing is said:\n%s", screen(a))
	}
	press(a, "space")
	checkScreen(t, a, "without a record")
}

func TestADemonstrationThatPanicsIsFencedAndStartsAgain(t *testing.T) {
	a := start(t, func(c *Config) { c.Section = "certainty" })
	f := firstFrame(t, a)
	f.w = bomb{}
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	if s := screen(a); !strings.Contains(s, "stumbled") {
		t.Errorf("the fault is not shown:\n%s", s)
	}
	a.page.setFocus(a.page.hand)
	press(a, "r")
	if f.w == nil || strings.Contains(screen(a), "stumbled") {
		t.Errorf("r does not start it again:\n%s", screen(a))
	}
}

func TestSpaceAndEscStayInsideTheDemonstration(t *testing.T) {
	a := start(t, func(c *Config) { c.Section = "certainty" })
	step := a.page.step
	f := firstFrame(t, a)
	a.page.setFocus(a.page.hand)
	press(a, "space")
	if a.page.step != step || !f.running() {
		t.Errorf("Space turned to step %d; running %v", a.page.step, f.running())
	}
	press(a, "esc")
	if a.page.focus != -1 {
		t.Error("Esc does not leave the demonstration")
	}
	if a.quitting {
		t.Error("Esc quits")
	}
}

func TestAnIdlePageAsksForNoBeat(t *testing.T) {
	a := start(t, nil)
	_, cmd := a.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	if cmd != nil && cmd() != nil {
		t.Error("a page without a running demonstration wants a beat")
	}
}

func TestReducedMotionNeverArmsTheClock(t *testing.T) {
	a := start(t, func(c *Config) { c.Section = "certainty"; c.NoMotion = true })
	firstFrame(t, a)
	a.page.setFocus(a.page.hand)
	press(a, "space")
	if a.clock.armed {
		t.Error("the clock is armed with --no-motion")
	}
}

func TestTheASCIITierShowsOnlyASCIIOutsideTheTextOfTheCourse(t *testing.T) {
	a := start(t, func(c *Config) { c.Glyphs = plot.ASCII })
	press(a, "f2")
	for _, l := range strings.Split(screen(a), "\n")[2:20] {
		for _, r := range ansi.Truncate(l, sideWidth-2, "") {
			if r > 0x7e && r != '…' {
				t.Errorf("%q in %q", r, l)
			}
		}
	}
}

// firstFrame opens the first step of the section that holds a demonstration.
func firstFrame(t *testing.T, a *App) *frame {
	t.Helper()
	for step := range a.page.section.Steps {
		a.open(a.page.section.ID, step)
		if a.page.hand >= 0 {
			a.page.skipped = true
			a.settle()
			return a.page.parts[a.page.hand].frame
		}
	}
	t.Fatal("no demonstration")
	return nil
}

// FuzzApp gives the program arbitrary keys, sizes, mouse and paste.
func FuzzApp(f *testing.F) {
	f.Add([]byte("\x00\x01\x02\x03 asdf"))
	keys := []string{"space", "backspace", "enter", "esc", "tab", "up", "down", "left", "right", "pgup", "pgdown", "home", "end", "f1", "f2", "f3", "f4", "f6", "f7", "f8", "f9", "/", ":", "?", "'", "a", "m", "y", "e", "x", "i", "r", "s", "1", "2", "中", ".", ","}
	shared := courses(f, content.FS)
	f.Fuzz(func(t *testing.T, script []byte) {
		a := start(t, func(c *Config) { c.Courses = shared })
		for i, b := range script[:min(len(script), 60)] {
			switch b % 8 {
			case 0:
				a.Update(tea.WindowSizeMsg{Width: int(b)*2 + 1, Height: int(b) + 1})
			case 1:
				a.Update(tea.MouseClickMsg{X: int(b), Y: i, Button: tea.MouseLeft})
			case 2:
				a.Update(tea.PasteMsg{Content: string(script)})
			case 3:
				a.Update(frameMsg{})
			default:
				a.Update(keyMsg(keys[int(b/8+b%8*5)%len(keys)]))
			}
		}
		checkScreen(t, a, "fuzz")
	})
}

func BenchmarkPageTurn(b *testing.B) {
	a := start(b, nil)
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	for b.Loop() {
		a.forward()
		a.screen()
		if a.layer != nil {
			a.layer = nil
			a.open("what-is-intelligence", 0)
		}
	}
}

func TestWhatAnswersAPredictionAppearsAfterItIsMade(t *testing.T) {
	a := start(t, nil)
	a.Update(tea.WindowSizeMsg{Width: 80, Height: 100})
	step := 0
	for a.open("approximation", step); !strings.Contains(screen(a), "Adding bends"); a.open("approximation", step) { // text, prediction, text
		if step++; step > 40 {
			t.Fatal("there is no step about adding bends")
		}
	}
	const secret = "whole secret"
	if strings.Contains(screen(a), secret) {
		t.Fatal("the conclusion is there before the prediction")
	}
	press(a, "enter", "-", "1", "enter", "enter")
	if !strings.Contains(screen(a), secret) {
		t.Errorf("the conclusion is missing after the prediction:\n%s", screen(a))
	}
	a.cfg.Store.Reset("")
	a.open("approximation", step)
	press(a, "space")
	if a.page.step != step || !strings.Contains(screen(a), secret) {
		t.Errorf("Space does not skip the prediction, now at step %d:\n%s", a.page.step, screen(a))
	}
}

func TestAWrongAnswerReturnsAfterADay(t *testing.T) {
	a := start(t, nil)
	a.open("what-is-intelligence", 3)
	press(a, "enter", "1")
	later := a.cfg
	later.Now = func() time.Time { return noon.Add(25 * time.Hour) }
	b := New(context.Background(), later)
	if s := screen(b); !strings.Contains(s, "Once more") || !strings.Contains(s, "calculator") {
		t.Errorf("the question does not come back:\n%s", s)
	}
	b.Update(tea.WindowSizeMsg{Width: 80, Height: 24})
	press(b, "space", "space")
	checkScreen(t, b, "after reading on")
}

func BenchmarkOpenSection(b *testing.B) {
	a := start(b, nil)
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	sections := a.course().Sections()
	for n := 0; b.Loop(); n++ {
		a.open(sections[n%len(sections)].ID, 1)
		a.screen()
	}
}
