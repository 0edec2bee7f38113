package tui

import (
	"strings"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// A choice is one line of a picker.
type choice struct {
	text   string // what is matched and shown
	detail string // shown at the right, muted
	indent int
	mark   string // one cell before the text, such as ✓
	head   bool   // a heading: shown, not chosen
	do     tea.Msg
}

// A picker is a list that is filtered by typing: contents, search, palette, bookmarks.
type picker struct {
	title string
	empty string // what is said when nothing matches
	input textinput.Model
	find  func(query string) []choice
	list  []choice
	at    int
}

// newPicker opens a picker with the list that find gives for an empty query; at is the line at hand.
func newPicker(title, prompt, empty string, find func(string) []choice, at int) *picker {
	in := textinput.New()
	in.Prompt = ""
	in.Placeholder = prompt
	in.SetVirtualCursor(false)
	in.CharLimit = 200
	in.Focus()
	p := &picker{title: title, empty: empty, input: in, find: find, list: find(""), at: at}
	p.settle(1)
	return p
}

// settle moves from a heading to the next line that can be chosen, in the direction of step.
func (p *picker) settle(step int) {
	for n := 0; n < len(p.list) && p.at >= 0 && p.at < len(p.list) && p.list[p.at].head; n++ {
		p.at += step
	}
	if p.at < 0 || p.at >= len(p.list) {
		p.at = p.firstChoice()
	}
}

func (p *picker) firstChoice() int {
	for i, c := range p.list {
		if !c.head {
			return i
		}
	}
	return 0
}

func (p *picker) update(msg tea.Msg) (tea.Cmd, bool) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch keyName(press.String()) {
		case "esc":
			return nil, false
		case "enter":
			if p.at < len(p.list) && !p.list[p.at].head {
				chosen := p.list[p.at].do
				return func() tea.Msg { return chosen }, false
			}
			return nil, true
		case "up", "ctrl+k":
			p.move(-1)
			return nil, true
		case "down", "ctrl+j", "tab":
			p.move(1)
			return nil, true
		case "pgup":
			p.move(-10)
			return nil, true
		case "pgdown":
			p.move(10)
			return nil, true
		}
	}
	before := p.input.Value()
	var cmd tea.Cmd
	p.input, cmd = p.input.Update(msg)
	if p.input.Value() != before {
		p.list, p.at = p.find(p.input.Value()), 0
		p.settle(1)
	}
	return cmd, true
}

func (p *picker) move(by int) {
	p.at = max(0, min(len(p.list)-1, p.at+by))
	step := 1
	if by < 0 {
		step = -1
	}
	p.settle(step)
}

// view draws the picker in width×height cells.
func (p *picker) view(width, height int, pen plot.Pen) string {
	out := []string{p.inputLine(width, pen), ""}
	rows := max(1, height-len(out))
	if len(p.list) == 0 {
		return plot.Fit(strings.Join(append(out, pen.Paint(theme.Muted, p.empty)), "\n"), width, height)
	}
	from := max(0, min(p.at-rows/2, len(p.list)-rows))
	for i := from; i < min(len(p.list), from+rows); i++ {
		out = append(out, p.line(i, width, pen))
	}
	return plot.Fit(strings.Join(out, "\n"), width, height)
}

func (p *picker) inputLine(width int, pen plot.Pen) string {
	text := p.input.Value()
	role := theme.Text
	if text == "" {
		text, role = p.input.Placeholder, theme.Muted
	}
	lens := "⌕ "
	if pen.Glyphs == plot.ASCII {
		lens = "/ "
	}
	return pen.Paint(theme.Focus, lens) + pen.Paint(role, ansi.Truncate(text, max(1, width-2), "…"))
}

// cursor is where the typing cursor stands in the view.
func (p *picker) cursor(width int) (x, y int) {
	before := string([]rune(p.input.Value())[:p.input.Position()])
	return min(width-1, 2+ansi.StringWidth(before)), 0
}

func (p *picker) line(i, width int, pen plot.Pen) string {
	c := p.list[i]
	lead := strings.Repeat(" ", c.indent*2)
	mark := c.mark
	if mark == "" {
		mark = " "
	}
	role, hand := theme.Text, "  "
	switch {
	case c.head:
		role = theme.Heading
	case i == p.at:
		role, hand = theme.Focus, "▸ "
		if pen.Glyphs == plot.ASCII {
			hand = "> "
		}
	}
	detail := c.detail
	room := width - 2 - len(lead) - 2 - ansi.StringWidth(detail) - 1
	if room < 12 {
		detail, room = "", width-4-len(lead)
	}
	text := ansi.Truncate(c.text, max(1, room), "…")
	line := pen.Paint(role, hand+lead) + pen.Paint(theme.Positive, mark) + " " + pen.Paint(role, text)
	if detail == "" {
		return line
	}
	gap := max(1, width-ansi.StringWidth(line)-ansi.StringWidth(detail))
	return line + strings.Repeat(" ", gap) + pen.Paint(theme.Muted, detail)
}
