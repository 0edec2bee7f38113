package widget

import (
	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// An entry is one line of text that the learner types at times.
type entry struct {
	input textinput.Model
	on    bool
}

func newEntry(limit int) entry {
	in := textinput.New()
	in.Prompt, in.CharLimit = "", limit
	in.SetVirtualCursor(false)
	in.SetStyles(textinput.Styles{})
	return entry{input: in}
}

// begin starts typing with value in the line.
func (e *entry) begin(value string) {
	e.on = true
	e.input.Focus()
	e.input.SetValue(value)
	e.input.CursorEnd()
}

// update takes a key or paste while typing; done reports that Enter ended it.
func (e *entry) update(msg tea.Msg) (done bool) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "enter":
			e.on = false
			return true
		case "esc":
			e.on = false
			return false
		}
	}
	e.input, _ = e.input.Update(msg)
	return false
}

func (e *entry) value() string { return e.input.Value() }

// view draws a mark and the line, the part around the cursor if it is long; cursor is the column of the cursor.
func (e *entry) view(width int, pen plot.Pen) (line string, cursor int) {
	in := e.input // a copy: drawing changes nothing
	in.SetWidth(max(1, width-3))
	cursor = 2
	if c := in.Cursor(); c != nil {
		cursor += c.X
	}
	return pen.Paint(theme.Focus, arrow(pen)) + plot.Fit(in.View(), max(1, width-2), 1), cursor
}
