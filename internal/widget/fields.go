package widget

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// A field is one setting that the learner chooses with ↑↓ and changes with ←→ (− and + in fine steps, a digit directly).
type field struct {
	label  string          // in the learner's language
	value  func() string   // as shown
	change func(steps int) // ←→: coarse steps
	fine   func(steps int) // − +: fine steps; nil: as change
	digit  func(d int)     // 0–9; nil: ignored
}

// A panel is the list of a widget's fields with the one at hand.
type panel struct {
	fields []field
	at     int
}

// update answers the keys of a panel and reports whether msg was one of them.
func (p *panel) update(msg tea.Msg) bool {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || len(p.fields) == 0 {
		return false
	}
	f := p.fields[p.at]
	fine := f.fine
	if fine == nil {
		fine = f.change
	}
	switch k := press.String(); k {
	case "up":
		p.at = (p.at + len(p.fields) - 1) % len(p.fields)
	case "down":
		p.at = (p.at + 1) % len(p.fields)
	case "left":
		f.change(-1)
	case "right":
		f.change(1)
	case "-":
		fine(-1)
	case "+", "=":
		fine(1)
	default:
		if f.digit == nil || len(k) != 1 || k[0] < '0' || k[0] > '9' {
			return false
		}
		f.digit(int(k[0] - '0'))
	}
	return true
}

// bindings lists the keys of a panel.
func (p *panel) bindings(env Env) []key.Binding {
	if len(p.fields) == 0 {
		return nil
	}
	out := []key.Binding{bind(env.T("change"), "←→", "left", "right", "-", "+")}
	if len(p.fields) > 1 {
		out = append(out, bind(env.T("choose"), "↑↓", "up", "down"))
	}
	return out
}

// bind makes a binding: what it does, how the key is shown, and the keys themselves.
func bind(does, shown string, keys ...string) key.Binding {
	if len(keys) == 0 {
		keys = []string{shown}
	}
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, does))
}

// column draws the fields one a line, the one at hand marked.
func (p *panel) column(width int, pen plot.Pen) string {
	lines := make([]string, len(p.fields))
	labels := 0
	for _, f := range p.fields {
		labels = max(labels, ansi.StringWidth(f.label))
	}
	for i, f := range p.fields {
		mark, role := "  ", theme.Muted
		if i == p.at {
			mark, role = arrow(pen), theme.Focus
		}
		pad := strings.Repeat(" ", labels-ansi.StringWidth(f.label)+1)
		lines[i] = pen.Paint(role, mark+f.label) + pad + pen.Paint(valueRole(i == p.at), f.value())
	}
	return plot.Fit(strings.Join(lines, "\n"), width, len(lines))
}

func arrow(pen plot.Pen) string {
	if pen.Glyphs == plot.ASCII {
		return "> "
	}
	return "▸ "
}

func valueRole(focused bool) theme.Role {
	if focused {
		return theme.Focus
	}
	return theme.Text
}

// row draws the fields next to each other, as many as fit, beginning so that the one at hand is among them.
func (p *panel) row(width int, pen plot.Pen) string {
	for from := 0; from <= p.at; from++ {
		line, shown := p.rowFrom(from, width, pen)
		if shown > p.at || from == p.at {
			return line
		}
	}
	return ""
}

func (p *panel) rowFrom(from, width int, pen plot.Pen) (line string, shown int) {
	used := 0
	for i := from; i < len(p.fields); i++ {
		f := p.fields[i]
		mark := ""
		if i == p.at {
			mark = arrow(pen)
		}
		w := ansi.StringWidth(mark + f.label + " " + f.value())
		if used > 0 {
			w += 3
		}
		if used+w > width && used > 0 {
			return line, i
		}
		if used > 0 {
			line += "   "
		}
		role := theme.Muted
		if i == p.at {
			role = theme.Focus
		}
		line += pen.Paint(role, mark+f.label) + " " + pen.Paint(valueRole(i == p.at), f.value())
		used += w
	}
	return plot.Fit(line, width, 1), len(p.fields)
}

// choice makes a field that goes round a list of names; show translates a name for the screen.
func choice(label string, at *int, names []string, show func(string) string, changed func()) field {
	return field{
		label: label,
		value: func() string { return show(names[*at]) },
		change: func(steps int) {
			*at = ((*at+steps)%len(names) + len(names)) % len(names)
			changed()
		},
	}
}

// whole makes a field for a whole number from least to most.
func whole(label string, at *int, least, most int, changed func()) field {
	set := func(v int) {
		*at = max(least, min(most, v))
		changed()
	}
	return field{
		label:  label,
		value:  func() string { return fmt.Sprint(*at) },
		change: func(steps int) { set(*at + steps) },
		digit:  func(d int) { set(d) },
	}
}

// number makes a field for a number from least to most; ←→ take coarse steps, − and + fine ones.
func number(label, format string, at *float64, least, most, coarse, fine float64, changed func()) field {
	step := func(size float64) func(int) {
		return func(steps int) {
			v := *at + float64(steps)*size
			if r := v / fine; r-float64(int64(r)) != 0 { // keep to multiples, so that 0.1 ten times is 1
				v = float64(int64(r+sign(r)*0.5)) * fine
			}
			*at = max(least, min(most, v))
			changed()
		}
	}
	return field{
		label:  label,
		value:  func() string { return fmt.Sprintf(format, *at) },
		change: step(coarse),
		fine:   step(fine),
	}
}

func sign(v float64) float64 {
	if v < 0 {
		return -1
	}
	return 1
}
