package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/widget"
)

// bomb is a widget that panics whenever it is drawn.
type bomb struct{}

func (bomb) Update(tea.Msg) tea.Cmd { panic("update") }
func (bomb) View(int, int) string   { panic("view") }
func (bomb) Keys() []key.Binding    { return nil }
func (bomb) Running() bool          { return false }
func (bomb) Report() widget.Report  { panic("report") }
