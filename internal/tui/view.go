package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// The rows above and below the body: title and a blank line; a blank line and the keys.
const chrome = 4

func (a *App) bodyHeight() int { return max(1, a.height-chrome) }

func (a *App) bodyWidth() int {
	if a.layer != nil && a.layer.side() && a.width >= besideWidth {
		return a.width - sideWidth
	}
	return a.width
}

// sideWidth is what the contents take at the left edge, with the gap after them.
const sideWidth = 34

// View draws the screen.
func (a *App) View() tea.View {
	v := tea.View{AltScreen: true, MouseMode: tea.MouseModeCellMotion, WindowTitle: "learn-llm · " + a.page.section.Title}
	v.BackgroundColor = a.pen.Theme.Background()
	if v.BackgroundColor != nil {
		v.ForegroundColor = a.pen.Theme.Foreground(theme.Text)
	}
	v.SetContent(a.screen())
	if x, y, ok := a.cursor(); ok {
		v.Cursor = tea.NewCursor(x, y)
	}
	return v
}

// screen is the whole picture: at most height lines of at most width cells.
func (a *App) screen() string {
	if a.width < leastColumns || a.height < leastRows {
		return plot.Fit(a.tooSmall(), a.width, a.height)
	}
	body := a.body(a.height - chrome)
	out := make([]string, 0, a.height)
	out = append(out, a.titleLine(), "")
	out = append(out, body...)
	for len(out) < a.height-1 {
		out = append(out, "")
	}
	out = append(out[:a.height-1], a.statusLine())
	return plot.Fit(strings.Join(out, "\n"), a.width, a.height)
}

func (a *App) tooSmall() string {
	return a.t("learn-llm needs %d×%d cells; this terminal has %d×%d. Enlarge it; the keys still work.", leastColumns, leastRows, a.width, a.height)
}

// body is the part between title and keys.
func (a *App) body(height int) []string {
	switch {
	case a.layer == nil:
		return strings.Split(a.page.view(a, a.width, height), "\n")
	case a.layer.side() && a.width >= besideWidth:
		left := a.layer.view(a, sideWidth-4, height)
		return strings.Split(joinColumns(indent(left, 2), a.page.view(a, a.width-sideWidth, height), sideWidth, height), "\n")
	}
	width := min(a.width-4, 92)
	return strings.Split(indent(a.layer.view(a, width, height), (a.width-width)/2), "\n")
}

func indent(s string, by int) string {
	pad := strings.Repeat(" ", by)
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if l != "" {
			lines[i] = pad + l
		}
	}
	return strings.Join(lines, "\n")
}

// titleLine says where the learner is, and how far.
func (a *App) titleLine() string {
	s := a.page.section
	where := fmt.Sprintf("%d %s", s.Chapter.Number, s.Chapter.Title)
	role := theme.Text
	title := s.Title
	if a.layer != nil {
		title = a.layer.title(a)
		role = theme.Focus
	}
	gauge := a.gauge()
	room := a.width - 4 - ansi.StringWidth(gauge)
	sep := a.glyph(" › ", " > ")
	name := a.pen.Paint(theme.Accent, "learn-llm") + "  "
	crumbs := a.pen.Paint(theme.Muted, where+sep) + a.pen.Paint(role, title)
	if ansi.StringWidth(name+crumbs) > room {
		name = ""
	}
	if ansi.StringWidth(name+crumbs) > room {
		crumbs = a.pen.Paint(role, title)
	}
	left := " " + plot.Fit(name+crumbs, room, 1)
	return left + strings.Repeat(" ", max(1, a.width-1-ansi.StringWidth(left)-ansi.StringWidth(gauge))) + gauge
}

// gauge is the share of the course that is done.
func (a *App) gauge() string {
	done, all := a.doneSections()
	const cells = 7
	full := done * cells / max(1, all)
	return a.pen.Paint(theme.Positive, strings.Repeat(a.glyph("▰", "#"), full)) +
		a.pen.Paint(theme.Border, strings.Repeat(a.glyph("▱", "."), cells-full)) +
		a.pen.Paint(theme.Muted, fmt.Sprintf(" %d %%", done*100/max(1, all)))
}

// statusLine lists the keys that matter now; at its right, step and time, or what has just happened.
func (a *App) statusLine() string {
	p := a.page
	right := fmt.Sprintf("%d/%d · %s", p.step+1, len(p.section.Steps), a.t("%d min", p.section.Minutes))
	room := a.width - 4 - ansi.StringWidth(right)
	left := a.pen.Paint(theme.Muted, a.hintLine(room))
	if a.notice != "" {
		left = a.pen.Paint(theme.Focus, ansi.Truncate(a.notice, room, "…"))
	}
	return " " + left + strings.Repeat(" ", max(1, a.width-2-ansi.StringWidth(left)-ansi.StringWidth(right))) + a.pen.Paint(theme.Muted, right)
}

func (a *App) hintLine(room int) string {
	hints := a.hints()
	line := ""
	for _, h := range hints {
		next := h
		if line != "" {
			next = line + " · " + h
		}
		if ansi.StringWidth(next) > room {
			break
		}
		line = next
	}
	return line
}

func (a *App) hints() []string {
	switch {
	case a.layer != nil:
		return []string{a.t("Enter choose"), a.t("Esc close"), a.t("↑↓ move")}
	case a.page.focus >= 0 && a.page.parts[a.page.focus].frame != nil:
		return []string{a.t("Esc back to the text"), a.t("Tab next"), a.t("e full screen"), a.t("? help")}
	case a.page.focus >= 0:
		return []string{a.t("Esc back to the text"), a.t("Tab next"), a.t("? help")}
	}
	out := []string{a.t("Space next")}
	if a.page.next(1) >= 0 {
		out = append(out, a.t("Enter try it"))
	}
	if a.width < stackedWidth && a.page.hand >= 0 {
		out = append(out, a.t("Tab text or demo"))
	}
	return append(out, a.t("o contents"), a.t("/ search"), a.t("? help"), a.t("L 中文"), a.t("q quit"))
}

// cursor is where the terminal's cursor stands: in what takes text.
func (a *App) cursor() (x, y int, ok bool) {
	if a.layer == nil {
		return a.page.cursor(a)
	}
	width := min(a.width-4, 92)
	left := (a.width - width) / 2
	if a.layer.side() && a.width >= besideWidth {
		width, left = sideWidth-4, 2
	}
	x, y, ok = a.layer.cursor(a, width, a.height-chrome)
	return x + left, y + 2, ok
}

func (a *App) ascii() bool { return a.pen.Glyphs == plot.ASCII }

// glyph chooses between a character and its ASCII twin.
func (a *App) glyph(rich, ascii string) string {
	if a.ascii() {
		return ascii
	}
	return rich
}
