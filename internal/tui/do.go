package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/theme"
)

// do carries out an action of the reader.
func (a *App) do(what action) tea.Cmd {
	switch what {
	case forward:
		return a.forward()
	case back:
		return a.back()
	case scrollUp:
		a.page.scroll--
	case scrollDown:
		a.page.scroll++
	case halfUp:
		a.page.scroll -= a.bodyHeight() / 2
	case halfDown:
		a.page.scroll += a.bodyHeight() / 2
	case nextSection:
		return a.turn(1)
	case previousSection:
		return a.turn(-1)
	case first:
		a.open(a.page.section.ID, 0)
	case last:
		a.open(a.page.section.ID, len(a.page.section.Steps)-1)
	case enter, nextFocus, previousFocus, leave, fullScreen:
		a.focus(what)
	case suspend:
		a.save()
		return tea.Suspend
	case redraw:
		return tea.ClearScreen
	case quit:
		a.quit()
	default:
		return a.tool(what)
	}
	return nil
}

// tool carries out what opens or changes something beside the text.
func (a *App) tool(what action) tea.Cmd {
	switch what {
	case openContents:
		a.layer = newContents(a)
	case openSearch:
		a.layer = newSearch(a)
	case openPalette:
		a.layer = newPalette(a)
	case openHelp:
		a.layer = &help{}
	case openMarks:
		a.layer = newMarks(a)
	case writeNote:
		a.layer = newNote(a)
	case bookmark:
		a.toggleBookmark()
	case nextMatch:
		return a.match(1)
	case previousMatch:
		return a.match(-1)
	case switchLanguage:
		a.switchLanguage()
	case switchTheme:
		a.cycleTheme()
	case bigText:
		a.big = !a.big
		a.remember("big", a.big)
	case copyCommand:
		return a.copyCommand()
	case hint:
		a.notice = a.t("a hint belongs to a question: Enter goes to it, F9 helps there")
	}
	return nil
}

// quit saves and ends the program.
func (a *App) quit() {
	a.save()
	a.page.close()
	a.quitting = true
}

// forward shows more: the rest of this step, the next step, the next section.
func (a *App) forward() tea.Cmd {
	height := a.bodyHeight()
	if a.page.scroll < a.page.bottom(height) {
		a.page.scroll += max(1, height-2)
		return nil
	}
	if a.page.limit() < len(a.page.parts)-1 {
		a.page.skipped = true
		a.page.setFocus(-1)
		return nil
	}
	if a.page.step+1 < len(a.page.section.Steps) {
		a.open(a.page.section.ID, a.page.step+1)
		return nil
	}
	a.finish()
	return a.turn(1)
}

// back undoes forward.
func (a *App) back() tea.Cmd {
	switch {
	case a.page.scroll > 0:
		a.page.scroll = max(0, a.page.scroll-max(1, a.bodyHeight()-2))
	case a.page.step > 0:
		a.open(a.page.section.ID, a.page.step-1)
	default:
		sections := a.course().Sections()
		if i := a.sectionIndex(); i > 0 {
			a.open(sections[i-1].ID, len(sections[i-1].Steps)-1)
		}
	}
	return nil
}

func (a *App) sectionIndex() int {
	for i, s := range a.course().Sections() {
		if s.ID == a.page.section.ID {
			return i
		}
	}
	return 0
}

// turn goes to the section after or before this one.
func (a *App) turn(by int) tea.Cmd {
	sections := a.course().Sections()
	i := a.sectionIndex() + by
	switch {
	case i < 0:
		a.notice = a.t("this is the beginning")
	case i >= len(sections):
		a.layer = newSummary(a)
	default:
		a.open(sections[i].ID, 0)
	}
	return nil
}

// open shows a step of a section and stores where the learner is.
func (a *App) open(section string, step int) {
	s := a.course().Section(section)
	if s == nil {
		a.notice = a.t("there is no section %q; F2 lists them", section)
		return
	}
	if a.page != nil {
		a.spend()
		a.page.close()
	}
	a.page = newPage(a, s, step)
	a.settle()
	a.save()
}

func (a *App) goTo(g gone) tea.Cmd {
	a.open(g.section, g.step)
	if g.source > 0 {
		a.page.scroll = a.page.rowOf(g.source)
		a.settle()
	}
	return nil
}

// focus moves the keys between the reader and the demonstrations and questions.
func (a *App) focus(what action) {
	p := a.page
	switch what {
	case enter:
		p.enter(p.unanswered())
	case nextFocus, previousFocus:
		step := 1
		if what == previousFocus {
			step = -1
		}
		if i := p.next(step); i >= 0 {
			p.setFocus(i)
		}
	case leave:
		if p.full {
			p.full = false
			return
		}
		p.setFocus(-1)
	case fullScreen:
		if p.hand >= 0 && p.hand <= p.limit() {
			p.setFocus(p.hand)
			p.full = true
		}
	}
}

// unanswered is the part that Enter goes to: the first question on the screen without an answer or demonstration in view; −1 for the next.
func (p *page) unanswered() int {
	for i, part := range p.parts[:p.limit()+1] {
		if part.quiz != nil && !part.quiz.done && i < len(p.sheet.top) && p.sheet.top[i] >= p.scroll {
			return i
		}
		if part.frame != nil {
			return i
		}
	}
	return -1
}

// switchLanguage shows the same paragraph in the next language.
func (a *App) switchLanguage() {
	at := 0
	for i, l := range a.cfg.Langs {
		if l == a.lang {
			at = i
		}
	}
	next := a.cfg.Langs[(at+1)%len(a.cfg.Langs)]
	if a.cfg.Courses[next].Section(a.page.section.ID) == nil {
		return
	}
	share := 0.0
	if n := len(a.page.sheet.lines); n > 0 {
		share = float64(a.page.scroll) / float64(n)
	}
	part, offset := a.page.partAt(a.page.scroll)
	a.lang = next
	a.remember("lang", next)
	a.open(a.page.section.ID, a.page.step)
	a.page.scrollTo(part, offset, share)
	a.search = search{}
	a.settle()
}

// partAt returns the part that the row at y belongs to, and how many rows into it.
func (p *page) partAt(y int) (part, offset int) {
	for i, top := range p.sheet.top {
		if top <= y {
			part, offset = i, y-top
		}
	}
	return part, offset
}

// scrollTo brings a part to the top; a text of another length is entered at the same share.
func (p *page) scrollTo(part, offset int, share float64) {
	if part < len(p.sheet.top) {
		p.scroll = p.sheet.top[part] + offset
		return
	}
	p.scroll = int(share * float64(len(p.sheet.lines)))
}

func (a *App) cycleTheme() {
	next := nextTheme(a.pen.Theme.Name())
	a.chosen = true
	a.setTheme(next)
	a.remember("theme", next)
	a.notice = a.t("theme: %s", a.t(next))
}

// nextTheme returns the name of the theme after the one given, round and round.
func nextTheme(name string) string {
	i := slices.Index(theme.Names, name)
	return theme.Names[(i+1)%len(theme.Names)]
}

func (a *App) setTheme(name string) {
	a.pen.Theme, _ = theme.New(name)
	if a.page != nil {
		a.settle()
	}
}

// settle lays the page out for the screen as it is, after anything that may have changed it.
func (a *App) settle() {
	width, height := a.bodyWidth(), a.bodyHeight()
	a.page.arrange(a, width, height)
	a.page.bringIntoView(height)
	a.page.scroll = max(0, min(a.page.scroll, a.page.bottom(height)))
}

// Close saves and gives back what the page holds. It may be called more than once.
func (a *App) Close() {
	if !a.quitting {
		a.quit()
	}
}
