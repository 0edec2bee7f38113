package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// help lists the keys: first those of this screen, then, asked again, all of them.
type help struct {
	all    bool
	scroll int
}

func (h *help) title(a *App) string { return a.t("Help") }
func (h *help) side() bool          { return false }
func (h *help) cursor(*App, int, int) (x, y int, ok bool) {
	return 0, 0, false
}

func (h *help) update(a *App, msg tea.Msg) (tea.Cmd, bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil, true
	}
	switch actions[keyName(press.String())] {
	case openHelp:
		if h.all {
			return nil, false
		}
		h.all = true
	case scrollDown:
		h.scroll++
	case scrollUp:
		h.scroll = max(0, h.scroll-1)
	case forward, halfDown:
		h.scroll += 10
	case back, halfUp:
		h.scroll = max(0, h.scroll-10)
	default:
		return nil, false
	}
	return nil, true
}

// helpRow is a key and what it does; a row without a key is a heading.
type helpRow struct{ key, does string }

func (h *help) rows(a *App) []helpRow {
	var rows []helpRow
	if f := a.hand(); f != nil && !h.all {
		rows = append(rows, helpRow{"", a.t("In the demonstration %s", f.name)})
		for _, b := range append(f.keys(), sharedKeys(a.t)...) {
			if b.Help().Desc != "" {
				rows = append(rows, helpRow{keyLabel(a.t, b.Help().Key), b.Help().Desc})
			}
		}
		rows = append(rows, helpRow{})
	}
	rows = append(rows, helpRow{"", a.t("In the text")})
	for i, b := range keyTable {
		if h.all || i < 14 || b.do == openContents || b.do == openSearch || b.do == quit {
			rows = append(rows, helpRow{b.show, a.t(b.does)})
		}
	}
	if !h.all {
		return append(rows, helpRow{}, helpRow{"?", a.t("once more: every key")})
	}
	return append(rows, helpRow{}, helpRow{"", a.t("Every demonstration")}, helpRow{"Space", a.t("play and pause")}, helpRow{".", a.t("one step")},
		helpRow{"↑↓ ←→", a.t("choose a setting, change it; - and + in fine steps")}, helpRow{"r s", a.t("start again with the same seed; with a new one")},
		helpRow{"x", a.t("the picture in words")}, helpRow{"i", a.t("how each number was computed")}, helpRow{"e Esc", a.t("full screen; leave")})
}

// hand is the demonstration that has the keys, or nil.
func (a *App) hand() *frame {
	if a.page.focus < 0 {
		return nil
	}
	return a.page.parts[a.page.focus].frame
}

func (h *help) view(a *App, width, height int) string {
	rows := h.rows(a)
	keys := 0
	for _, r := range rows {
		keys = max(keys, ansi.StringWidth(r.key))
	}
	var out []string
	for _, r := range rows {
		if r.key == "" {
			out = append(out, a.pen.Paint(theme.Heading, r.does))
			continue
		}
		gap := strings.Repeat(" ", keys-ansi.StringWidth(r.key)+2)
		out = append(out, "  "+a.pen.Paint(theme.Accent, a.plainKeys(r.key))+gap+r.does)
	}
	h.scroll = max(0, min(h.scroll, len(out)-height))
	return plot.Fit(strings.Join(out[h.scroll:], "\n"), width, height)
}

// plainKeys writes arrows in letters where the terminal has only ASCII.
func (a *App) plainKeys(s string) string {
	if !a.ascii() {
		return s
	}
	return strings.NewReplacer("↑", "^", "↓", "v", "←", "<", "→", ">").Replace(s)
}
