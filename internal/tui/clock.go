package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
)

// A frameMsg is one beat of the clock.
type frameMsg struct{}

// A clock sends one beat at a time, and only while something runs: an idle screen costs nothing.
type clock struct {
	armed bool
}

// Beats a second: of the demonstration that has the keys, and of one that plays beside the text.
const (
	fastBeat = time.Second / 30
	slowBeat = time.Second / 12
)

// arm returns the command for the next beat, or nil if none is wanted or one is on its way.
// It is the program's only tea.Tick.
func (c *clock) arm(running, focused bool) tea.Cmd {
	if !running || c.armed {
		return nil
	}
	c.armed = true
	beat := slowBeat
	if focused {
		beat = fastBeat
	}
	return tea.Tick(beat, func(time.Time) tea.Msg { return frameMsg{} })
}

// beat takes note that a beat has come.
func (c *clock) beat() { c.armed = false }
