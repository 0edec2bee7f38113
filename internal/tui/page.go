package tui

import (
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lesson"
	"learn-llm/internal/widget"
)

// A page is one step of a section on the screen: its text, its demonstrations, its questions.
// It owns focus and layout; the text is folded once for each width, theme and language.
type page struct {
	section *lesson.Section
	step    int
	parts   []part
	focus   int // index into parts of what has the keys; −1: the reader
	hand    int // index into parts of the demonstration that stands beside the text; −1: none
	full    bool
	scroll  int
	skipped bool // predictions need not be made before the rest is shown
	flip    bool // on a narrow screen: show the demonstration instead of the text
	sheet   layout
}

// A part is one block of a step: text, a demonstration or a question.
type part struct {
	text  *lesson.Prose
	frame *frame
	quiz  *question
}

// newPage opens a step. Demonstrations are built once and kept until the page is left.
func newPage(a *App, s *lesson.Section, step int) *page {
	p := &page{section: s, step: max(0, min(step, len(s.Steps)-1)), focus: -1, hand: -1}
	for _, b := range s.Steps[p.step].Blocks {
		switch b := b.(type) {
		case lesson.Prose:
			p.parts = append(p.parts, part{text: &b})
		case lesson.Demo:
			if p.hand < 0 {
				p.hand = len(p.parts)
			}
			p.parts = append(p.parts, part{frame: newFrame(b.Name, b.Args, b.Text, a.env())})
		case lesson.Quiz:
			p.parts = append(p.parts, part{quiz: newQuestion(a, b)})
		}
	}
	return p
}

// close gives back what the demonstrations hold.
func (p *page) close() {
	for _, part := range p.parts {
		if part.frame != nil {
			part.frame.close()
		}
	}
}

// running reports whether a demonstration on the screen plays, and whether it has the keys.
func (p *page) running() (running, focused bool) {
	for i, part := range p.parts {
		if part.frame != nil && part.frame.running() {
			running, focused = true, focused || i == p.focus
		}
	}
	return running, focused
}

// tick gives every playing demonstration one frame.
func (p *page) tick() tea.Cmd {
	var cmds []tea.Cmd
	for _, part := range p.parts {
		if part.frame != nil && part.frame.running() {
			cmds = append(cmds, part.frame.deliver(widget.Tick{}))
		}
	}
	return tea.Batch(cmds...)
}

// home brings the answer of a command to the demonstration that sent it; an answer to a page that was left is dropped.
func (p *page) home(r reply) tea.Cmd {
	for _, part := range p.parts {
		if part.frame == nil {
			continue
		}
		if cmd, ok := part.frame.home(r); ok {
			return cmd
		}
	}
	return nil
}

// press offers a key to what has the focus.
func (p *page) press(a *App, msg tea.KeyPressMsg) (tea.Cmd, bool) {
	if p.focus < 0 {
		return nil, false
	}
	part := p.parts[p.focus]
	if part.quiz != nil {
		return part.quiz.press(a, msg)
	}
	cmd, used := part.frame.press(msg)
	if used {
		return cmd, true
	}
	if msg.String() == "e" {
		p.full = !p.full
		return nil, true
	}
	if msg.String() == "space" {
		return nil, true // a demonstration that does not play must not turn the page under the learner's hand
	}
	return nil, false
}

// enter gives the keys to the part i, or to the next one after the focus if i is −1.
func (p *page) enter(i int) bool {
	if i < 0 {
		i = p.next(1)
	}
	if i < 0 {
		return false
	}
	p.setFocus(i)
	return true
}

// next returns the next part that takes keys after the focus, in the direction of step; −1 if there is none.
func (p *page) next(step int) int {
	at := p.focus
	for range p.parts {
		at += step
		if at < 0 {
			at = len(p.parts) - 1
		}
		if at >= len(p.parts) {
			at = 0
		}
		if at <= p.limit() && (p.parts[at].frame != nil || p.parts[at].quiz != nil) {
			return at
		}
	}
	return -1
}

func (p *page) setFocus(i int) {
	for k, part := range p.parts {
		if part.frame != nil {
			part.frame.focused = k == i
		}
		if part.quiz != nil {
			part.quiz.focused = k == i
		}
	}
	p.focus = i
	if i < 0 {
		p.full, p.flip = false, false
		return
	}
	if p.parts[i].frame != nil {
		p.hand, p.flip = i, true
	}
	p.sheet.reveal = true
}

// limit is the last part that is shown: a prediction is made, or skipped, before what answers it appears.
func (p *page) limit() int {
	for i, part := range p.parts {
		if q := part.quiz; q != nil && q.prediction() && !q.done && !p.skipped {
			return i
		}
	}
	return len(p.parts) - 1
}

// again puts a question from before in front of the page.
func (p *page) again(q *question) {
	p.parts = append([]part{{quiz: q}}, p.parts...)
	if p.hand >= 0 {
		p.hand++
	}
	p.sheet = layout{}
}
