package tui

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lesson"
)

// A listLayer is a layer that is a picker: contents, search, palette, bookmarks.
type listLayer struct {
	*picker
	left bool
}

func (l *listLayer) update(_ *App, msg tea.Msg) (tea.Cmd, bool) { return l.picker.update(msg) }
func (l *listLayer) title(*App) string                          { return l.picker.title }
func (l *listLayer) side() bool                                 { return l.left }
func (l *listLayer) view(a *App, width, height int) string {
	return l.picker.view(width, height, a.pen)
}
func (l *listLayer) cursor(_ *App, width, _ int) (x, y int, ok bool) {
	x, y = l.picker.cursor(width)
	return x, y, true
}

// newContents opens the list of chapters and sections, at the section that is open.
func newContents(a *App) layer {
	find := func(query string) []choice { return a.contents(query) }
	at := 0
	for i, c := range find("") {
		if g, ok := c.do.(gone); ok && g.section == a.page.section.ID {
			at = i
		}
	}
	return &listLayer{newPicker(a.t("Contents"), a.t("filter"), a.t("no section is called that"), find, at), true}
}

// contents lists chapters with their sections; a query keeps the sections whose title, demonstrations or chapter it is part of.
func (a *App) contents(query string) []choice {
	var out []choice
	q := lesson.Fold(query)
	for _, ch := range a.course().Chapters {
		var inside []choice
		for _, s := range ch.Sections {
			words := lesson.Fold(ch.Title + " " + s.Title + " " + s.ID + " " + strings.Join(s.Demos(), " "))
			if q != "" && !strings.Contains(words, q) {
				continue
			}
			inside = append(inside, choice{text: s.Title, mark: a.mark(s), indent: 0, do: gone{section: s.ID}})
		}
		if len(inside) > 0 {
			out = append(out, choice{text: fmt.Sprintf("%d %s", ch.Number, ch.Title), head: true})
			out = append(out, inside...)
		}
	}
	return out
}

// mark is ✓ for a section that is done, ● for the one that is open, ◦ for one that was changed since it was read.
func (a *App) mark(s *lesson.Section) string {
	switch done, changed := a.state(s); {
	case s.ID == a.page.section.ID:
		return a.glyph("●", "*")
	case changed:
		return a.glyph("◦", "o")
	case done:
		return a.glyph("✓", "v")
	}
	return " "
}

// newPalette opens the list of everything that has a name: actions, sections, demonstrations.
func newPalette(a *App) layer {
	find := func(query string) []choice { return filter(a.everything(), query) }
	return &listLayer{newPicker(a.t("Everything by name"), a.t("type a name"), a.t("nothing is called that"), find, 0), false}
}

// everything lists all actions, then all sections, then all demonstrations.
func (a *App) everything() []choice {
	var out []choice
	for _, b := range keyTable {
		switch b.do {
		case openPalette, forward, back, scrollUp, scrollDown, halfUp, halfDown, leave, nextFocus, previousFocus:
			continue
		}
		out = append(out, choice{text: a.t(b.does), detail: b.show, do: act(b.do)})
	}
	for _, s := range a.course().Sections() {
		out = append(out, choice{text: s.Title, detail: a.t("section"), do: gone{section: s.ID}})
	}
	for _, s := range a.course().Sections() {
		for i, st := range s.Steps {
			for _, b := range st.Blocks {
				if d, ok := b.(lesson.Demo); ok {
					out = append(out, choice{text: d.Name, detail: a.t("demo in %s", s.Title), do: gone{section: s.ID, step: i}})
				}
			}
		}
	}
	return out
}

// filter keeps the choices that hold every word of the query in text or detail.
func filter(all []choice, query string) []choice {
	words := strings.Fields(lesson.Fold(query))
	var out []choice
	for _, c := range all {
		hay, ok := lesson.Fold(c.text+" "+c.detail), true
		for _, w := range words {
			ok = ok && strings.Contains(hay, w)
		}
		if ok {
			out = append(out, c)
		}
	}
	return out
}
