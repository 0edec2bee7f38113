package widget

import (
	"strings"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// A stretch is a piece of running text in one role.
type stretch struct {
	text string
	role theme.Role
}

// flow sets stretches one after the other as running text, folded to width.
func flow(stretches []stretch, width int, pen plot.Pen) string {
	var plain strings.Builder
	var roles []theme.Role
	for _, s := range stretches {
		for _, r := range s.text {
			plain.WriteRune(r)
			roles = append(roles, s.role)
		}
	}
	source := []rune(plain.String())
	at := 0
	var out, run strings.Builder
	role := theme.Text
	flush := func() {
		if run.Len() > 0 {
			out.WriteString(pen.Paint(role, run.String()))
			run.Reset()
		}
	}
	for _, r := range fold(plain.String(), width) {
		if r == '\n' {
			flush()
			out.WriteByte('\n')
			continue
		}
		for at < len(source) && source[at] != r { // spaces that were dropped at the end of a line
			at++
		}
		if at >= len(source) {
			break
		}
		if roles[at] != role {
			flush()
			role = roles[at]
		}
		run.WriteRune(r)
		at++
	}
	flush()
	return out.String()
}

// newest keeps the last lines of a text, at most height of them.
func newest(text string, height int) string {
	all := strings.Split(text, "\n")
	return strings.Join(all[max(0, len(all)-height):], "\n")
}
