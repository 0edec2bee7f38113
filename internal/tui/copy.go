package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// copyCommand puts the command that recreates what is on the screen into the clipboard (OSC 52), and says it.
func (a *App) copyCommand() tea.Cmd {
	command := a.command()
	a.notice = a.t("copied: %s", command)
	return tea.SetClipboard(command)
}

// command is the command line that shows this screen again: the demonstration that has the keys, else the section.
func (a *App) command() string {
	if f := a.hand(); f != nil {
		return strings.Join(append([]string{"learn-llm", "widget", f.name}, append(quoted(f.args), fmt.Sprintf("--seed=%d", f.env.Seed), "--lang="+a.lang)...), " ")
	}
	return fmt.Sprintf("learn-llm %s --lang=%s", a.page.section.ID, a.lang)
}

// quoted puts what a shell would take apart into single quotes.
func quoted(args []string) []string {
	out := make([]string, len(args))
	for i, s := range args {
		out[i] = s
		if strings.ContainsAny(s, " \t'\"$`\\*?[]{}()<>|&;!#~") {
			out[i] = "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
		}
	}
	return out
}

// summaryText is the closing summary as Markdown.
func (a *App) summaryText() (string, error) {
	sum, err := a.cfg.Store.Summarize(len(a.course().Sections()))
	if err != nil {
		return "", err
	}
	return sum.Markdown(a.t), nil
}

// cursor is where the terminal's cursor stands on the page: in a demonstration that takes text.
func (p *page) cursor(a *App) (x, y int, ok bool) {
	f := a.hand()
	if f == nil || !f.typing() {
		return 0, 0, false
	}
	left, top, width, height, ok := p.place(a)
	if !ok {
		return 0, 0, false
	}
	x, y, ok = f.cursor(width-4, height-2)
	return x + left + 2, y + top + 3, ok
}

// place is where the demonstration that has the keys stands in the body.
func (p *page) place(a *App) (left, top, width, height int, ok bool) {
	w, h := a.bodyWidth(), a.bodyHeight()
	column := p.textColumn(w)
	switch {
	case p.full, w < stackedWidth && p.flip:
		return 0, 0, w, h, true
	case p.wide(w):
		return column + 4, 0, w - column - 6, h, true
	case p.focus < len(p.sheet.top):
		top = p.sheet.top[p.focus] - p.scroll
		return max(2, (w-column)/2), top, column, p.sheet.key.demo, top >= 0 && top < h
	}
	return 0, 0, 0, 0, false
}
