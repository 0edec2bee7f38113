package lesson

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"sort"
	"strings"
)

func sortEntries(e []fs.DirEntry) {
	sort.Slice(e, func(i, j int) bool { return e[i].Name() < e[j].Name() })
}

// Check reads a course in all languages and reports everything that is wrong: what Load reports,
// demonstrations that knows refuses, and outlines that differ from the first language's.
// knows returns nil for a demonstration that exists with settings that it takes; a nil knows takes all.
func Check(fsys fs.FS, langs []string, knows func(name string, args []string) error) []Problem {
	var out []Problem
	var courses []*Course
	for _, lang := range langs {
		c, problems := Load(fsys, lang)
		courses = append(courses, c)
		out = append(out, problems...)
		if knows != nil {
			out = append(out, unknown(c, knows)...)
		}
	}
	for _, c := range courses[min(1, len(courses)):] {
		out = append(out, Compare(courses[0], c)...)
	}
	return unique(out)
}

// unique removes repetitions: a file that stands in for a missing translation is read twice.
func unique(problems []Problem) []Problem {
	seen := map[Problem]bool{}
	return slices.DeleteFunc(problems, func(p Problem) bool {
		was := seen[p]
		seen[p] = true
		return was
	})
}

func unknown(c *Course, knows func(string, []string) error) []Problem {
	var out []Problem
	for _, s := range c.Sections() {
		for _, b := range s.Blocks() {
			d, ok := b.(Demo)
			if !ok {
				continue
			}
			if err := knows(d.Name, d.Args); err != nil {
				out = append(out, Problem{s.Chapter.File, d.Line, err.Error(), "mend the fence's line"})
			}
		}
	}
	return out
}

// An item is one line of an outline: what has to be equal in all languages.
type item struct {
	text string
	line int
}

// outline lists a section's parts that do not depend on the language.
func outline(s *Section) []item {
	head := "section " + s.ID
	if s.Core {
		head += " core"
	}
	items := []item{{head, s.Line}}
	for i, st := range s.Steps {
		if i > 0 {
			items = append(items, item{"a step", stepLine(s, i)})
		}
		for _, b := range st.Blocks {
			if text := blockOutline(b); text != "" {
				items = append(items, item{text, b.Pos()})
			}
		}
	}
	return items
}

func stepLine(s *Section, i int) int {
	if len(s.Steps[i].Blocks) == 0 {
		return s.Line
	}
	return s.Steps[i].Blocks[0].Pos()
}

func blockOutline(b Block) string {
	switch b := b.(type) {
	case Prose:
		return "text"
	case Demo:
		return fmt.Sprintf("demonstration %q", append([]string{b.Name}, b.Args...))
	case Quiz:
		return b.outline()
	}
	return "" // notes are each presenter's own
}

func (q Quiz) outline() string {
	kind := "question"
	if q.Kind == Prediction {
		kind = "prediction"
	}
	if n := q.Number; n != nil {
		return fmt.Sprintf("%s of the number %g ± %g ×÷ %g", kind, n.Value, n.Tolerance, n.Factor)
	}
	var marks strings.Builder
	for _, o := range q.Options {
		if o.Right {
			marks.WriteByte('x')
		} else {
			marks.WriteByte('.')
		}
	}
	return fmt.Sprintf("%s with options %s", kind, marks.String())
}

// Compare reports where the outline of b differs from a's: chapters, ids, steps, demonstrations with
// their settings, kinds of questions and which options are right. It reports the first difference of each section.
func Compare(a, b *Course) []Problem {
	var out []Problem
	other := map[string]*Chapter{}
	for _, ch := range b.Chapters {
		other[path.Dir(ch.File)] = ch
	}
	for _, ch := range a.Chapters {
		tr := other[path.Dir(ch.File)]
		delete(other, path.Dir(ch.File))
		if tr == nil {
			out = append(out, Problem{ch.File, 0, "the chapter is missing in " + b.Lang, "translate it"})
			continue
		}
		out = append(out, compareChapter(ch, tr)...)
	}
	for _, ch := range b.Chapters {
		if other[path.Dir(ch.File)] != nil {
			out = append(out, Problem{ch.File, 0, "the chapter is missing in " + a.Lang, "translate it"})
		}
	}
	return out
}

func compareChapter(a, b *Chapter) []Problem {
	for i := range max(len(a.Sections), len(b.Sections)) {
		switch {
		case i >= len(b.Sections):
			return []Problem{{b.File, 0, fmt.Sprintf("section %s of %s is missing", a.Sections[i].ID, a.File), "translate it"}}
		case i >= len(a.Sections):
			return []Problem{{b.File, b.Sections[i].Line, fmt.Sprintf("section %s is not in %s", b.Sections[i].ID, a.File), "add it there"}}
		case a.Sections[i].ID != b.Sections[i].ID:
			return []Problem{{b.File, b.Sections[i].Line, fmt.Sprintf("section %s stands where %s:%d has %s",
				b.Sections[i].ID, a.File, a.Sections[i].Line, a.Sections[i].ID), "use equal ids in equal order"}}
		}
	}
	var out []Problem
	for i, s := range a.Sections {
		out = append(out, compareSection(s, b.Sections[i])...)
	}
	return out
}

func compareSection(a, b *Section) []Problem {
	x, y := outline(a), outline(b)
	end := item{"the end of section " + a.ID, a.Line}
	for i := range max(len(x), len(y)) {
		p, q := end, item{end.text, b.Line}
		if i < len(x) {
			p = x[i]
		}
		if i < len(y) {
			q = y[i]
		}
		if p.text != q.text {
			return []Problem{{b.Chapter.File, q.line, fmt.Sprintf("%s where %s:%d has %s", q.text, a.Chapter.File, p.line, p.text), "make both languages equal"}}
		}
	}
	return nil
}
