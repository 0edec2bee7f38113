package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/textarea"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/progress"
)

// newMarks opens the list of bookmarks and notes.
func newMarks(a *App) layer {
	find := func(query string) []choice { return filter(a.marks(), query) }
	return &listLayer{newPicker(a.t("Bookmarks and notes"), a.t("filter"), a.t("none yet: m marks a place, a writes a note"), find, 0), false}
}

func (a *App) marks() []choice {
	var out []choice
	bookmarks, err := a.cfg.Store.Bookmarks()
	a.kept(err)
	for _, b := range bookmarks {
		out = append(out, choice{text: a.place(b.Section, b.Step), mark: a.glyph("⚑", "!"), do: gone{section: b.Section, step: b.Step}})
	}
	notes, err := a.cfg.Store.Notes()
	a.kept(err)
	for _, n := range notes {
		line, _, _ := strings.Cut(n.Text, "\n")
		out = append(out, choice{text: line, detail: a.place(n.Section, n.Step), mark: a.glyph("✎", "#"), do: gone{section: n.Section, step: n.Step}})
	}
	return out
}

// place names a step of a section.
func (a *App) place(section string, step int) string {
	if s := a.course().Section(section); s != nil {
		return fmt.Sprintf("%s %d/%d", s.Title, step+1, len(s.Steps))
	}
	return section
}

func (a *App) toggleBookmark() {
	p := a.page
	stands, err := a.cfg.Store.ToggleBookmark(progress.Bookmark{Section: p.section.ID, Step: p.step, Label: p.section.Title, At: a.cfg.Now()})
	switch {
	case !a.kept(err):
	case stands:
		a.notice = a.t("bookmark set; ' lists them")
	default:
		a.notice = a.t("bookmark taken away")
	}
}

// A note is an editor for what the learner writes at this step. An empty note is taken away.
type note struct {
	id   int64
	area textarea.Model
}

// newNote opens the note of this step.
func newNote(a *App) layer {
	n := &note{area: textarea.New()}
	n.area.SetVirtualCursor(false)
	n.area.ShowLineNumbers = false
	n.area.Prompt = ""
	n.area.CharLimit = 10000
	n.area.Focus()
	notes, err := a.cfg.Store.Notes()
	a.kept(err)
	for _, old := range notes {
		if old.Section == a.page.section.ID && old.Step == a.page.step {
			n.id = old.ID
			n.area.SetValue(old.Text)
		}
	}
	return n
}

func (n *note) title(a *App) string { return a.t("Note: Esc saves it") }
func (n *note) side() bool          { return false }

func (n *note) update(a *App, msg tea.Msg) (tea.Cmd, bool) {
	if press, ok := msg.(tea.KeyPressMsg); ok && press.String() == "esc" {
		n.save(a)
		return nil, false
	}
	var cmd tea.Cmd
	n.area, cmd = n.area.Update(msg)
	return cmd, true
}

func (n *note) save(a *App) {
	text := strings.TrimSpace(n.area.Value())
	if text == "" && n.id == 0 {
		return
	}
	_, err := a.cfg.Store.SetNote(progress.Note{ID: n.id, Section: a.page.section.ID, Step: a.page.step, Text: text, At: a.cfg.Now()})
	if a.kept(err) {
		a.notice = a.t("note saved; ' lists them")
	}
}

func (n *note) view(a *App, width, height int) string {
	n.area.SetWidth(width)
	n.area.SetHeight(min(height, 14))
	return ansi.Strip(n.area.View())
}

func (n *note) cursor(_ *App, width, height int) (x, y int, ok bool) {
	if c := n.area.Cursor(); c != nil {
		return c.X, c.Y, true
	}
	return 0, 0, false
}
