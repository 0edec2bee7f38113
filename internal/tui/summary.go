package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/prose"
)

// A summary closes the course: what was read, answered and predicted, with the calibration.
type summary struct{ scroll int }

func newSummary(*App) layer { return &summary{} }

func (s *summary) title(a *App) string                       { return a.t("What you did") }
func (s *summary) side() bool                                { return false }
func (s *summary) cursor(*App, int, int) (x, y int, ok bool) { return 0, 0, false }

func (s *summary) update(_ *App, msg tea.Msg) (tea.Cmd, bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, true
	}
	switch actions[keyName(press.String())] {
	case scrollDown, forward, halfDown:
		s.scroll += 3
	case scrollUp, back, halfUp:
		s.scroll = max(0, s.scroll-3)
	default:
		return nil, false
	}
	return nil, true
}

func (s *summary) view(a *App, width, height int) string {
	text, err := a.summaryText()
	if err != nil {
		text = a.t("the record cannot be read: %v", err)
	}
	var lines []string
	for _, l := range prose.Render(text, prose.Options{Width: width, Theme: a.pen.Theme, Lang: a.lang, ASCII: a.ascii()}) {
		lines = append(lines, l.Text)
	}
	from := max(0, min(s.scroll, len(lines)-height))
	return plot.Fit(strings.Join(lines[from:], "\n"), width, height)
}
