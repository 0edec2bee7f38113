package lesson

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"regexp"
	"strings"
	"unicode"
)

// A parser reads one chapter line by line. It does not follow Markdown into lists and quotes:
// headings, fences and steps of ours stand at the first column, and a scan stays linear on any input.
type parser struct {
	file     string
	chapter  *Chapter
	section  *Section
	prose    []string
	start    int // line of prose[0]
	source   strings.Builder
	quizzes  int
	problems []Problem
}

var headingID = regexp.MustCompile(`^(.*?)\s*\{#([A-Za-z0-9][A-Za-z0-9-]*)((?:\s+[a-z]+)*)\s*\}\s*$`)

// parse reads the Markdown of one chapter.
func parse(file, src string, ch *Chapter) []Problem {
	p := &parser{file: file, chapter: ch}
	lines := strings.Split(src, "\n")
	for i := 0; i < len(lines); {
		i = p.line(lines, i)
	}
	p.endSection()
	if ch.Title == "" {
		p.problem(0, "a chapter without a title", "begin it with # Title")
	}
	if len(ch.Sections) == 0 {
		p.problem(0, "a chapter without a section", "add ## Title {#id}")
	}
	return p.problems
}

func (p *parser) problem(line int, what, hint string) {
	p.problems = append(p.problems, Problem{p.file, line, what, hint})
}

// line takes lines[i], with a fence all of its lines, and returns the index of the next.
func (p *parser) line(lines []string, i int) int {
	l := lines[i]
	if marker := fence(l); marker != "" {
		return p.fenced(lines, i, marker)
	}
	switch {
	case strings.HasPrefix(l, "# "):
		p.title(l, i+1)
		return i + 1
	case strings.HasPrefix(l, "## ") || l == "##":
		p.heading(l, i+1)
		return i + 1
	}
	p.keep(l)
	if strings.TrimRight(l, " \t") == "---" && p.section != nil {
		p.endProse()
		p.section.Steps = append(p.section.Steps, Step{})
		return i + 1
	}
	p.addProse(l, i+1)
	return i + 1
}

func (p *parser) title(l string, at int) {
	if p.chapter.Title != "" {
		p.problem(at, "a second chapter title", "use ## Title {#id} for a section")
		return
	}
	p.chapter.Title = strings.TrimSpace(l[2:])
}

func (p *parser) heading(l string, at int) {
	p.endSection()
	s := &Section{Title: strings.TrimSpace(strings.TrimPrefix(l, "##")), Chapter: p.chapter, Line: at, Steps: []Step{{}}}
	if m := headingID.FindStringSubmatch(s.Title); m != nil {
		s.Title, s.ID = strings.TrimSpace(m[1]), m[2]
		for _, word := range strings.Fields(m[3]) {
			if word != "core" {
				p.problem(at, fmt.Sprintf("the mark %q is unknown", word), "the only mark is core")
				continue
			}
			s.Core = true
		}
	} else {
		p.problem(at, "a section without an id", "write ## Title {#id}, letters, digits and hyphens")
		s.ID = fmt.Sprintf("%s-line-%d", p.chapter.ID, at)
	}
	if s.Title == "" {
		p.problem(at, "a section without a title", "write ## Title {#id}")
	}
	p.section = s
	p.keep(l)
}

// keep adds a line to the source that the section's hash covers.
func (p *parser) keep(l string) {
	if p.section != nil {
		p.source.WriteString(l + "\n")
	}
}

func (p *parser) addProse(l string, at int) {
	if p.section == nil {
		if strings.TrimSpace(l) != "" {
			p.problem(at, "text before the first section", "move it under a heading ## Title {#id}")
		}
		return
	}
	if len(p.prose) == 0 {
		if strings.TrimSpace(l) == "" {
			return
		}
		p.start = at
	}
	p.prose = append(p.prose, l)
}

func (p *parser) add(b Block) {
	p.endProse()
	st := &p.section.Steps[len(p.section.Steps)-1]
	st.Blocks = append(st.Blocks, b)
}

func (p *parser) endProse() {
	if len(p.prose) == 0 {
		return
	}
	text := strings.TrimRight(strings.Join(p.prose, "\n"), " \t\n")
	p.prose = nil
	p.add(Prose{Text: text, Line: p.start})
}

func (p *parser) endSection() {
	s := p.section
	if s == nil {
		return
	}
	p.endProse()
	for i, st := range s.Steps {
		if len(st.Blocks) == 0 {
			p.problem(s.Line, fmt.Sprintf("step %d of section %s is empty", i+1, s.ID), "remove a line --- or write something")
		}
	}
	s.Hash = hash(p.source.String())
	s.Minutes = minutes(s)
	p.chapter.Sections = append(p.chapter.Sections, s)
	p.section, p.quizzes = nil, 0
	p.source.Reset()
}

// fence returns the marker that opens a fence on l, or "".
func fence(l string) string {
	for _, c := range []string{"`", "~"} {
		n := len(l) - len(strings.TrimLeft(l, c))
		if n >= 3 && (c == "~" || !strings.Contains(l[n:], "`")) {
			return l[:n]
		}
	}
	return ""
}

// closes reports whether l ends a fence that marker opened.
func closes(l, marker string) bool {
	l = strings.TrimRight(l, " \t")
	return len(l) >= len(marker) && strings.Trim(l, marker[:1]) == ""
}

// fenced takes the fence that opens at lines[i] and returns the index after it.
func (p *parser) fenced(lines []string, i int, marker string) int {
	end := i + 1
	for end < len(lines) && !closes(lines[end], marker) {
		end++
	}
	next := end + 1
	if end == len(lines) {
		p.problem(i+1, "a fence that is never closed", "add a line "+marker)
		// The rest of the chapter would vanish in the fence: it ends where the next section begins.
		for end = i + 1; end < len(lines) && !strings.HasPrefix(lines[end], "## "); end++ {
		}
		next = end
	}
	whole := lines[i:min(next, len(lines))]
	for _, l := range whole {
		p.keep(l)
	}
	name, settings, _ := strings.Cut(strings.TrimSpace(lines[i][len(marker):]), " ")
	if !ours[name] {
		for k, l := range whole {
			p.addProse(l, i+1+k)
		}
		return next
	}
	if p.section == nil {
		p.problem(i+1, "a fence before the first section", "move it under a heading ## Title {#id}")
		return next
	}
	p.special(name, settings, lines[i+1:end], i+1)
	return next
}

// ours are the words that make a fence more than code.
var ours = map[string]bool{"widget": true, "quiz": true, "predict": true, "notes": true, "later": true}

func (p *parser) special(name, settings string, body []string, at int) {
	text := strings.TrimSpace(strings.Join(body, "\n"))
	if name != "widget" && name != "later" && strings.TrimSpace(settings) != "" {
		p.problem(at, fmt.Sprintf("a %s fence takes no settings", name), "write them in its body")
	}
	switch name {
	case "later": // a demonstration whose words are written and which is not built yet: kept, not shown
	case "widget":
		p.demo(settings, text, at)
	case "notes":
		p.add(Notes{Text: text, Line: at})
	default:
		kind := Recall
		if name == "predict" {
			kind = Prediction
		}
		for _, q := range p.questions(kind, body, at+1) {
			p.quizzes++
			q.Key = fmt.Sprintf("%s/%d", p.section.ID, p.quizzes)
			q.Hash = quizHash(q)
			p.add(q)
		}
	}
}

func (p *parser) demo(settings, text string, at int) {
	args, err := split(settings)
	if err != nil {
		p.problem(at, err.Error(), "close the quotation mark")
		return
	}
	if len(args) == 0 {
		p.problem(at, "a widget fence without a name", "write ```widget NAME")
		return
	}
	if text == "" {
		p.problem(at, "a demonstration without words", "say in its body what it shows: plain mode reads it")
	}
	p.add(Demo{Name: args[0], Args: args[1:], Text: text, Line: at})
}

// split cuts settings at blanks outside double quotes.
func split(s string) ([]string, error) {
	var out []string
	var word strings.Builder
	quoted, any := false, false
	for _, r := range s {
		switch {
		case r == '"':
			quoted, any = !quoted, true
		case unicode.IsSpace(r) && !quoted:
			if any {
				out = append(out, word.String())
			}
			word.Reset()
			any = false
		default:
			word.WriteRune(r)
			any = true
		}
	}
	if quoted {
		return nil, fmt.Errorf("an open quotation mark in %q", clip(s, 40))
	}
	if any {
		out = append(out, word.String())
	}
	return out, nil
}

func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

func quizHash(q Quiz) string {
	s := fmt.Sprintf("%d %s", q.Kind, q.Question)
	for _, o := range q.Options {
		s += fmt.Sprintf("\n%v %s | %s", o.Right, o.Text, o.Why)
	}
	if q.Number != nil {
		s += fmt.Sprintf("\n%v", *q.Number)
	}
	return hash(s)
}

// minutes estimates how long a section takes: 200 English words or 350 汉字 a minute,
// a minute and a half for each demonstration, half a minute for each question.
func minutes(s *Section) int {
	m := 0.5 * float64(s.Quizzes())
	for _, b := range s.Blocks() {
		switch b := b.(type) {
		case Prose:
			words, han := Words(b.Text)
			m += float64(words)/200 + float64(han)/350
		case Demo:
			m += 1.5
		}
	}
	return max(1, int(math.Ceil(m)))
}

// Words counts the words of a text: those made of letters and digits, and 汉字 apart.
func Words(s string) (words, han int) {
	in := false
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r):
			han++
			in = false
		case unicode.IsLetter(r) || unicode.IsDigit(r) || in && (r == '\'' || r == '’' || r == '-'):
			if !in {
				words++
			}
			in = true
		default:
			in = false
		}
	}
	return words, han
}

// clip cuts s after n runes.
func clip(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n]) + "…"
}
