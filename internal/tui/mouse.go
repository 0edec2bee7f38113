package tui

import (
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/widget"
)

// pointer answers the mouse and pasted text on the page.
func (a *App) pointer(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if f := a.hand(); f != nil && f.typing() {
			return f.deliver(msg)
		}
	case tea.MouseWheelMsg:
		return a.wheel(msg)
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return a.touch(msg.X, msg.Y, widget.Press)
		}
	case tea.MouseMotionMsg:
		do := widget.Hover
		if msg.Button == tea.MouseLeft {
			do = widget.Drag
		}
		return a.touch(msg.X, msg.Y, do)
	case tea.MouseReleaseMsg:
		return a.touch(msg.X, msg.Y, widget.Release)
	}
	return nil
}

func (a *App) wheel(msg tea.MouseWheelMsg) tea.Cmd {
	by, do := 3, widget.WheelDown
	if msg.Button == tea.MouseWheelUp {
		by, do = -3, widget.WheelUp
	}
	if i, m, ok := a.page.spot(a, msg.X, msg.Y); ok && i == a.page.focus && a.page.parts[i].frame != nil {
		m.Do = do
		return a.page.parts[i].frame.deliver(m)
	}
	a.page.scroll += by
	return nil
}

// touch gives a press or movement to the demonstration under the mouse; a press on one that has not the keys gives it them.
func (a *App) touch(x, y int, do widget.MouseAction) tea.Cmd {
	i, m, ok := a.page.spot(a, x, y)
	if !ok {
		if do == widget.Press && a.page.focus >= 0 {
			a.page.setFocus(-1)
		}
		return nil
	}
	if do == widget.Press && i != a.page.focus {
		a.page.setFocus(i)
		a.page.sheet.reveal = false
		return nil
	}
	f := a.page.parts[i].frame
	if f == nil || i != a.page.focus || f.sheet != noSheet {
		return nil
	}
	m.Do = do
	return f.deliver(m)
}

// spot finds the part under a cell of the screen, and where in the demonstration's own view that cell lies.
func (p *page) spot(a *App, x, y int) (part int, m widget.Mouse, ok bool) {
	y -= 2
	width, height := a.bodyWidth(), a.bodyHeight()
	if y < 0 || y >= height {
		return 0, m, false
	}
	inside := func(left, top, w, h int) widget.Mouse {
		return widget.Mouse{X: x - left - 2, Y: y - top - 1, Width: w - 4, Height: h - 2}
	}
	column := p.textColumn(width)
	switch {
	case p.full && p.focus >= 0:
		return p.focus, inside(0, 0, width, height), true
	case p.wide(width) && x >= column+4:
		return p.hand, inside(column+4, 0, width-column-6, height), true
	case width < stackedWidth && p.flip && p.hand >= 0:
		return p.hand, inside(0, 0, width, height), true
	}
	if at := p.scroll + y; at < len(p.sheet.lines) && p.sheet.lines[at].part >= 0 {
		r := p.sheet.lines[at]
		margin := max(2, (width-column)/2)
		if p.wide(width) {
			margin = 2
		}
		return r.part, inside(margin, y-r.offset, column, p.sheet.key.demo), true
	}
	return 0, m, false
}
