package tui

import (
	"context"
	"fmt"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
	"learn-llm/internal/widget"
)

// A Solo is one demonstration alone on the screen.
type Solo struct {
	frame         *frame
	pen           plot.Pen
	chosen        bool
	width, height int
	clock         clock
	still         bool
}

// NewSolo opens one demonstration alone. The error says what is wrong with its name or settings.
func NewSolo(ctx context.Context, cfg Config, name string, args []string, words string) (*Solo, error) {
	s := &Solo{width: 80, height: 24, still: cfg.NoMotion}
	s.pen.Glyphs = cfg.Glyphs
	s.pen.Theme, s.chosen = theme.New(cfg.Theme)
	env := widget.Env{Ctx: ctx, Seed: cfg.Seed, T: Phrases(cfg.Phrases[cfg.Lang]), Pen: &s.pen, Memory: widget.NewMemory(), Models: cfg.Models}
	if _, err := widget.New(name, args, words, env); err != nil {
		return nil, err
	}
	s.frame = newFrame(name, args, words, env)
	s.frame.focused = true
	return s, nil
}

// Phrases returns fmt.Sprintf that looks its format up in a table first.
func Phrases(table map[string]string) func(phrase string, args ...any) string {
	return func(phrase string, args ...any) string {
		if p, ok := table[phrase]; ok {
			phrase = p
		}
		if len(args) == 0 {
			return phrase
		}
		return fmt.Sprintf(phrase, args...)
	}
}

// Init asks the terminal for its background.
func (s *Solo) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, s.clock.arm(s.frame.running() && !s.still, true))
}

// Update gives the demonstration its keys; q and Ctrl-C end the program.
func (s *Solo) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.width, s.height = max(1, msg.Width), max(1, msg.Height)
	case tea.BackgroundColorMsg:
		if !s.chosen {
			s.pen.Theme, _ = theme.New(map[bool]string{true: "dark", false: "light"}[msg.IsDark()])
		}
	case frameMsg:
		s.clock.beat()
		if s.frame.running() {
			cmd = s.frame.deliver(widget.Tick{})
		}
	case reply:
		cmd, _ = s.frame.home(msg)
	case tea.KeyPressMsg:
		return s.key(msg)
	case tea.PasteMsg:
		cmd = s.frame.deliver(msg)
	default:
		cmd = s.pointer(msg)
	}
	return s, tea.Batch(cmd, s.clock.arm(s.frame.running() && !s.still, true))
}

func (s *Solo) key(msg tea.KeyPressMsg) (tea.Model, tea.Cmd) {
	name := keyName(msg.String())
	if name == "ctrl+c" || name == "q" && !s.frame.typing() {
		s.frame.close()
		return s, tea.Quit
	}
	if name == "ctrl+z" {
		return s, tea.Suspend
	}
	if !s.frame.typing() {
		msg = folded(msg, name)
	}
	cmd, used := s.frame.press(msg)
	if !used && (name == "T" || name == "f7") {
		s.chosen = true
		s.pen.Theme, _ = theme.New(nextTheme(s.pen.Theme.Name()))
	}
	return s, tea.Batch(cmd, s.clock.arm(s.frame.running() && !s.still, true))
}

func (s *Solo) pointer(msg tea.Msg) tea.Cmd {
	m := widget.Mouse{Width: s.width - 4, Height: s.height - 2}
	at := func(x, y int, do widget.MouseAction) tea.Cmd {
		m.X, m.Y, m.Do = x-2, y-1, do
		return s.frame.deliver(m)
	}
	switch msg := msg.(type) {
	case tea.MouseClickMsg:
		return at(msg.X, msg.Y, widget.Press)
	case tea.MouseReleaseMsg:
		return at(msg.X, msg.Y, widget.Release)
	case tea.MouseMotionMsg:
		if msg.Button == tea.MouseLeft {
			return at(msg.X, msg.Y, widget.Drag)
		}
		return at(msg.X, msg.Y, widget.Hover)
	case tea.MouseWheelMsg:
		if msg.Button == tea.MouseWheelUp {
			return at(msg.X, msg.Y, widget.WheelUp)
		}
		return at(msg.X, msg.Y, widget.WheelDown)
	}
	return nil
}

// View draws the demonstration on the whole screen.
func (s *Solo) View() tea.View {
	v := tea.View{AltScreen: true, MouseMode: tea.MouseModeCellMotion, WindowTitle: "learn-llm · " + s.frame.name}
	v.BackgroundColor = s.pen.Theme.Background()
	if v.BackgroundColor != nil {
		v.ForegroundColor = s.pen.Theme.Foreground(theme.Text)
	}
	v.SetContent(plot.Fit(s.frame.view(s.width, s.height), s.width, s.height))
	if x, y, ok := s.frame.cursor(s.width-4, s.height-2); ok {
		v.Cursor = tea.NewCursor(x+2, y+1)
	}
	return v
}
