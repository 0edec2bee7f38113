// Package lesson knows what a course is: chapters, sections, steps, their blocks, and how Markdown says them.
// It does not know a terminal, the demonstrations that a fence names, or the learner.
package lesson

import "fmt"

// A Course is all chapters in one language.
type Course struct {
	Lang     string
	Chapters []*Chapter
	Terms    []Term // the glossary, in its order
}

// A Chapter is one folder NN-id.
type Chapter struct {
	Number   int    // the NN of its folder
	ID       string // the rest of the folder's name
	Title    string
	File     string // where it was read from, relative to the course: "04-probability/en.md"
	Sections []*Section
}

// A Section is one page of the course.
type Section struct {
	ID      string // unique in the course, equal in all languages
	Title   string
	Core    bool // marked {#id core}: part of a short presentation
	Chapter *Chapter
	Steps   []Step // at least one
	Minutes int    // estimated, at least 1
	Hash    string // of its source: changes when a word of it changes
	Line    int    // of its heading in Chapter.File
}

// A Step is what a presenter shows before pausing: the blocks between two lines "---".
type Step struct{ Blocks []Block }

// A Block is Prose, Demo, Quiz or Notes.
type Block interface {
	// Pos returns the line of the chapter's file where the block begins, counted from 1.
	Pos() int
	block()
}

// Prose is Markdown that needs nothing of ours to be shown.
type Prose struct {
	Text string // Markdown source, control characters made visible
	Line int
}

// A Demo is a live demonstration: its name, its settings, and words in the language of the course.
type Demo struct {
	Name string
	Args []string // the settings of the fence's line, quotes removed
	Text string   // the fence's body: what the demonstration works on, or what stands in for it
	Line int
}

// Notes are for who presents, never for who watches.
type Notes struct {
	Text string
	Line int
}

// A Kind says why a question is asked.
type Kind uint8

// Recall asks what was understood; Prediction asks what is expected, before it is shown.
const (
	Recall Kind = iota
	Prediction
)

// A Quiz is one question, with options or with a number for an answer.
type Quiz struct {
	Key      string // stable in all languages: section id "/" ordinal in the section, from 1
	Hash     string // of its text in this language
	Kind     Kind
	Question string // Markdown
	Options  []Option
	Number   *Number // nil if there are Options
	Line     int
}

// An Option is one answer to choose, with the reason why it is right or wrong.
type Option struct {
	Text, Why string
	Right     bool
}

// A Number is an answer to estimate.
type Number struct {
	Value     float64
	Tolerance float64 // largest distance from Value that is right; with Factor, 0
	Factor    float64 // right within Value÷Factor to Value×Factor; 0 if Tolerance counts
	Why       string
}

// A Term is one entry of the glossary.
type Term struct {
	Name  string // in the language of the course
	Other string // its counterpart in the other language
	Text  string // the explanation
	Line  int    // in the file of the chapter that holds the glossary
}

// A Problem is something wrong in a course, with where and what to do.
type Problem struct {
	File string
	Line int // 0: the file as a whole
	What string
	Hint string
}

// Error returns "file:line: what; hint".
func (p Problem) Error() string {
	s := p.File
	if p.Line > 0 {
		s = fmt.Sprintf("%s:%d", s, p.Line)
	}
	s += ": " + p.What
	if p.Hint != "" {
		s += "; " + p.Hint
	}
	return s
}

// Pos returns the line where the block begins.
func (p Prose) Pos() int { return p.Line }

// Pos returns the line of the opening fence.
func (d Demo) Pos() int { return d.Line }

// Pos returns the line of the question.
func (q Quiz) Pos() int { return q.Line }

// Pos returns the line of the opening fence.
func (n Notes) Pos() int { return n.Line }

func (Prose) block() {}
func (Demo) block()  {}
func (Quiz) block()  {}
func (Notes) block() {}

// Sections returns all sections in reading order.
func (c *Course) Sections() []*Section {
	var all []*Section
	for _, ch := range c.Chapters {
		all = append(all, ch.Sections...)
	}
	return all
}

// Section returns the section with that id, or nil.
func (c *Course) Section(id string) *Section {
	for _, s := range c.Sections() {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// SectionWithDemo returns the first section that holds a demonstration of that name, or nil.
func (c *Course) SectionWithDemo(name string) *Section {
	for _, s := range c.Sections() {
		for _, d := range s.Demos() {
			if d == name {
				return s
			}
		}
	}
	return nil
}

// Term returns the glossary's entry of that name in either language, ignoring case and width, or nil.
func (c *Course) Term(name string) *Term {
	name = Fold(name)
	for i, t := range c.Terms {
		if Fold(t.Name) == name || Fold(t.Other) == name {
			return &c.Terms[i]
		}
	}
	return nil
}

// Blocks returns the blocks of all steps in order.
func (s *Section) Blocks() []Block {
	var all []Block
	for _, st := range s.Steps {
		all = append(all, st.Blocks...)
	}
	return all
}

// Demos returns the names of the section's demonstrations in order, a repeated one twice.
func (s *Section) Demos() []string {
	var names []string
	for _, b := range s.Blocks() {
		if d, ok := b.(Demo); ok {
			names = append(names, d.Name)
		}
	}
	return names
}

// Quizzes returns the number of the section's questions of both kinds.
func (s *Section) Quizzes() int {
	n := 0
	for _, b := range s.Blocks() {
		if _, ok := b.(Quiz); ok {
			n++
		}
	}
	return n
}
