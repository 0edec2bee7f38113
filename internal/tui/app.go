// Package tui is the program on the screen: focus, layout, time, routing, saving.
// It does not know what a demonstration computes, nor how a course is written down.
package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lesson"
	"learn-llm/internal/plot"
	"learn-llm/internal/progress"
	"learn-llm/internal/theme"
	"learn-llm/internal/widget"
)

// Config is what the program is opened with.
type Config struct {
	Courses  map[string]*lesson.Course    // by language
	Langs    []string                     // in the order that the language key cycles through
	Phrases  map[string]map[string]string // by language: English phrase → phrase
	Store    *progress.Store
	Lang     string
	Section  string // id to open; "" for where the learner left off
	Theme    string // "" for what the terminal's background asks for
	Glyphs   plot.Glyphs
	NoMotion bool
	Seed     uint64
	Now      func() time.Time // for what is stored; never for what is drawn
	Notice   string           // said once at the start
	Models   widget.Models    // for the demonstrations; nil has none
}

// An App is the whole program as Bubble Tea sees it.
type App struct {
	cfg      Config
	ctx      context.Context
	lang     string
	pen      plot.Pen // what everything on the screen is drawn with; demonstrations hold a pointer to it
	chosen   bool     // the learner chose the theme: the terminal's background no longer does
	big      bool
	width    int
	height   int
	page     *page
	layer    layer // what lies over the page; nil: nothing
	notice   string
	clock    clock
	search   search
	visits   map[string]progress.Visit // what is recorded of the sections; nil: to be read again
	entered  time.Time                 // when the section was opened
	quitting bool
}

// A layer is something that lies over the page and takes the keys: contents, search, palette, help, a note.
type layer interface {
	update(a *App, msg tea.Msg) (cmd tea.Cmd, open bool)
	view(a *App, width, height int) string
	title(a *App) string
	cursor(a *App, width, height int) (x, y int, ok bool)
	side() bool // stands at the left edge, beside the text, where there is room
}

// New opens the program. ctx ends with it.
func New(ctx context.Context, cfg Config) *App {
	a := &App{cfg: cfg, ctx: ctx, lang: cfg.Lang, width: 80, height: 24, notice: cfg.Notice, entered: cfg.Now()}
	a.pen.Glyphs = cfg.Glyphs
	a.pen.Theme, a.chosen = theme.New(cfg.Theme)
	a.restoreSettings()
	section, step := a.whereToOpen()
	a.open(section, step)
	if q := a.due(); q != nil {
		a.page.again(q)
	}
	a.settle()
	return a
}

// t is fmt.Sprintf in the learner's language.
func (a *App) t(phrase string, args ...any) string {
	return Phrases(a.cfg.Phrases[a.lang])(phrase, args...)
}

func (a *App) course() *lesson.Course { return a.cfg.Courses[a.lang] }

// env is what a demonstration may know.
func (a *App) env() widget.Env {
	return widget.Env{Ctx: a.ctx, Seed: a.cfg.Seed, T: a.t, Pen: &a.pen, Memory: memory{a}, Models: a.cfg.Models}
}

// Init asks the terminal for its background.
func (a *App) Init() tea.Cmd { return tea.RequestBackgroundColor }

// Update routes a message to the layer, the demonstration at hand, or the reader.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	cmd := a.route(msg)
	if a.quitting {
		return a, tea.Sequence(cmd, tea.Quit)
	}
	a.settle()
	running, focused := a.page.running()
	return a, tea.Batch(cmd, a.clock.arm(running && a.layer == nil && !a.cfg.NoMotion, focused))
}

func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.width, a.height = max(1, msg.Width), max(1, msg.Height)
		return nil
	case tea.BackgroundColorMsg:
		a.background(msg.IsDark())
		return nil
	case frameMsg:
		a.clock.beat()
		return a.page.tick()
	case reply:
		return a.page.home(msg)
	case gone:
		return a.goTo(msg)
	case act:
		return a.do(action(msg))
	case tea.KeyPressMsg:
		return a.key(msg)
	}
	if a.layer != nil {
		return a.toLayer(msg)
	}
	return a.pointer(msg)
}

// background takes over what the terminal says of its background, unless the learner chose a theme.
func (a *App) background(dark bool) {
	if a.chosen {
		return
	}
	name := "light"
	if dark {
		name = "dark"
	}
	a.setTheme(name)
}

// gone is a wish to go to a step of a section; focus is the number of a demonstration or question to enter, −1 for none.
type gone struct {
	section string
	step    int
	source  int // the line of the source to bring into view; 0 for the top
}

// act is a wish from the palette or a menu.
type act action

func (a *App) key(msg tea.KeyPressMsg) tea.Cmd {
	name := keyName(msg.String())
	if name == "ctrl+c" {
		return a.do(quit)
	}
	a.notice = ""
	if a.layer != nil {
		return a.toLayer(msg)
	}
	if name == "ctrl+z" || name == "ctrl+l" {
		return a.do(actions[name])
	}
	if cmd, used := a.page.press(a, folded(msg, name)); used {
		return cmd
	}
	return a.do(actions[name])
}

// folded is the key press with its character folded to ASCII, for demonstrations that do not take text.
func folded(msg tea.KeyPressMsg, name string) tea.KeyPressMsg {
	if name == msg.String() || len(name) != 1 {
		return msg
	}
	return tea.KeyPressMsg{Code: rune(name[0]), Text: name}
}

func (a *App) toLayer(msg tea.Msg) tea.Cmd {
	cmd, open := a.layer.update(a, msg)
	if !open {
		a.layer = nil
	}
	return cmd
}
