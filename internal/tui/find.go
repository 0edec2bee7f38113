package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lesson"
	"learn-llm/internal/prose"
)

// A search is the last one that was made: its matches can be stepped through.
type search struct {
	query string
	hits  []lesson.Hit
	at    int
	index *lesson.Index // of the course in this language, made when first needed
}

// A hitChosen is a line of the search list.
type hitChosen struct{ at int }

// newSearch opens the search over text and glossary.
func newSearch(a *App) layer {
	if a.search.index == nil {
		a.search.index = lesson.NewIndex(a.course())
	}
	find := func(query string) []choice {
		a.search.query, a.search.at = query, 0
		a.search.hits = a.search.index.Search(query)
		return a.hitLines()
	}
	last := a.search.query
	p := newPicker(a.t("Search"), a.t("text and glossary; English or 中文"), a.t("nothing found; try another word"), find, 0)
	if last != "" {
		p.input.SetValue(last)
		p.input.CursorEnd()
		p.list = find(last)
		p.settle(1)
	}
	return &searchLayer{listLayer{p, false}}
}

// A searchLayer opens the chosen match and keeps the list for stepping.
type searchLayer struct{ listLayer }

func (s *searchLayer) update(a *App, msg tea.Msg) (tea.Cmd, bool) {
	cmd, open := s.picker.update(msg)
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "enter" && len(a.search.hits) > 0 {
		a.search.at = s.at
		return a.match(0), false
	}
	return cmd, open
}

func (a *App) hitLines() []choice {
	out := make([]choice, 0, len(a.search.hits))
	for i, h := range a.search.hits {
		c := choice{text: formulas(h.Snippet), do: hitChosen{i}}
		switch {
		case h.Term != nil:
			c.mark = a.glyph("≡", "=")
		case h.Section != nil:
			c.detail = h.Section.Title
		}
		out = append(out, c)
	}
	return out
}

// match goes to the match that is by further on in the list, round and round.
func (a *App) match(by int) tea.Cmd {
	n := len(a.search.hits)
	if n == 0 {
		a.notice = a.t("no search yet: / begins one")
		return nil
	}
	a.search.at = ((a.search.at+by)%n + n) % n
	h := a.search.hits[a.search.at]
	if h.Section == nil {
		return nil
	}
	a.goTo(gone{section: h.Section.ID, step: h.Step, source: h.Line})
	a.notice = a.t("%s: match %d of %d · Ctrl-N next, N previous", a.search.query, a.search.at+1, n)
	return nil
}

// formulas sets what stands between dollar signs in a line as Unicode; one that the line cuts off is set as far as it goes.
func formulas(line string) string {
	parts := strings.Split(strings.ReplaceAll(line, "$$", "$"), "$")
	for i := 1; i < len(parts); i += 2 {
		parts[i] = prose.Inline(parts[i])
	}
	return strings.Join(parts, "")
}
