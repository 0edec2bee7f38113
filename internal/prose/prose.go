// Package prose sets words in terminal cells: Markdown to lines, broken as each language wants it, formulas included.
// It does not know the course, the screen around the words, or the learner.
package prose

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"learn-llm/internal/theme"
)

// Options say how words are set.
type Options struct {
	Width int // in cells; at least 4 is used
	Theme theme.Theme
	Lang  string // "en" or "zh"
	Plain bool   // no styles, no drawing: for pipes and screen readers
	ASCII bool   // draw with ASCII only
}

// A Line is one line of at most Width cells.
type Line struct {
	Text   string // styled; every style is closed at its end
	Source int    // line of the Markdown, counted from 1, where its block begins
	Block  int    // ordinal of its block, from 1; 0 for a blank line before the first
}

// Bounds against hostile input.
const (
	mostBytes   = 1 << 20
	mostColumns = 32
	mostDepth   = 12
	mostLine    = 64 << 10
)

// markdown is the parser: CommonMark with tables. It is safe for concurrent use.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table))

// A setter sets one document.
type setter struct {
	Options
	src   []byte
	out   []Line
	block int
	tight bool // inside a tight list: no blank lines
}

// Render sets Markdown. Whatever the input, it returns; what is beyond the bounds is set as plain text.
func Render(source string, o Options) []Line {
	o.Width = max(4, o.Width)
	source = bounded(Clean(source))
	s := &setter{Options: o, src: []byte(source)}
	if deep(source) {
		s.emit(1, Wrap(source, o.Width, 0), "", "")
		return s.out
	}
	s.blocks(markdown.Parser().Parse(text.NewReader(s.src)), "", "", 0)
	return s.out
}

// bounded cuts a text and its lines to what can be set in a frame.
func bounded(source string) string {
	if len(source) > mostBytes {
		source = strings.ToValidUTF8(source[:mostBytes], "")
	}
	if len(source) <= mostLine {
		return source
	}
	lines := strings.Split(source, "\n")
	for i, l := range lines {
		if len(l) > mostLine {
			lines[i] = strings.ToValidUTF8(l[:mostLine], "")
		}
	}
	return strings.Join(lines, "\n")
}

// deep reports whether a line opens more blocks inside each other than are set.
func deep(source string) bool {
	for _, l := range strings.Split(source, "\n") {
		marks := 0
		for _, r := range l {
			if r != '>' && r != ' ' && r != '-' && r != '*' && r != '+' {
				break
			}
			if r != ' ' {
				marks++
			}
		}
		if marks > mostDepth && !strings.HasPrefix(strings.TrimSpace(l), "---") && !strings.HasPrefix(strings.TrimSpace(l), "***") {
			return true
		}
	}
	return false
}

// blocks sets the children of n; first stands before the first line, rest before the others.
func (s *setter) blocks(n ast.Node, first, rest string, depth int) {
	if depth > mostDepth {
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		before := len(s.out)
		s.one(c, first, rest, depth)
		if len(s.out) > before {
			first = rest
		}
	}
}

// one sets one block.
func (s *setter) one(n ast.Node, first, rest string, depth int) {
	at := s.line(n)
	switch n := n.(type) {
	case *ast.Heading:
		s.emit(at, s.wrap(s.style(theme.Heading, s.inline(n)), first, 0), first, rest)
	case *ast.Paragraph, *ast.TextBlock:
		s.paragraph(n, at, first, rest)
	case *ast.Blockquote:
		bar := s.pick("▎ ", "| ", "> ")
		s.blocks(n, first+s.style(theme.Border, bar), rest+s.style(theme.Border, bar), depth+1)
	case *ast.List:
		s.list(n, first, rest, depth)
	case *ast.FencedCodeBlock:
		s.fence(n, at, first, rest)
	case *ast.CodeBlock:
		s.emit(at, s.verbatim(s.raw(n), theme.Code, first), first, rest)
	case *ast.ThematicBreak:
		s.emit(at, []string{s.style(theme.Border, strings.Repeat(s.pick("─", "-", "-"), min(20, s.room(first))))}, first, rest)
	case *extast.Table:
		s.emit(at, s.table(n, s.room(first)), first, rest)
	case *ast.HTMLBlock:
	default:
		s.blocks(n, first, rest, depth+1)
	}
}

// paragraph sets a paragraph; one that is a display formula alone is set as a box.
func (s *setter) paragraph(n ast.Node, at int, first, rest string) {
	source := strings.TrimSpace(s.raw(n))
	if tex, ok := display(source); ok {
		s.emit(at, s.formula(tex, s.room(first)), first, rest)
		return
	}
	s.emit(at, s.wrap(s.inline(n), first, 0), first, rest)
}

// display returns the TeX of a paragraph that is $$…$$.
func display(source string) (tex string, ok bool) {
	if len(source) < 5 || !strings.HasPrefix(source, "$$") || !strings.HasSuffix(source, "$$") {
		return "", false
	}
	tex = source[2 : len(source)-2]
	return tex, !strings.Contains(tex, "$$")
}

// formula sets a display formula in the middle of the column, in several lines where it needs them.
func (s *setter) formula(tex string, width int) []string {
	if s.Plain {
		return Wrap(Inline(tex), width, 0)
	}
	lines := Box(tex)
	widest := 0
	for _, l := range lines {
		widest = max(widest, ansi.StringWidth(l))
	}
	if widest > width {
		return Wrap(Inline(tex), width, 0)
	}
	for i, l := range lines {
		lines[i] = strings.Repeat(" ", (width-widest)/2) + s.style(theme.Text, l)
	}
	return lines
}

func (s *setter) list(n *ast.List, first, rest string, depth int) {
	number := n.Start
	tight := s.tight
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		mark := s.pick("•", "*", "-") + " "
		if n.IsOrdered() {
			mark = itoa(number) + ". "
			number++
		}
		lead := s.style(theme.Accent, mark)
		if item != n.FirstChild() {
			s.tight = n.IsTight
		}
		pad := strings.Repeat(" ", ansi.StringWidth(mark))
		s.blocks(item, first+lead, rest+pad, depth+1)
		first = rest
	}
	s.tight = tight
}

func (s *setter) fence(n *ast.FencedCodeBlock, at int, first, rest string) {
	source := s.raw(n)
	switch language := string(n.Language(s.src)); language {
	case "figure":
		s.emit(at, s.figure(source, s.room(first)), first, rest)
	default:
		s.emit(at, s.highlight(source, language, first), first, rest)
	}
}

// figure sets a drawing as it is, in the middle of the column, cut at its edge.
func (s *setter) figure(source string, width int) []string {
	lines := strings.Split(strings.TrimRight(source, "\n"), "\n")
	widest := 0
	for _, l := range lines {
		widest = max(widest, ansi.StringWidth(l))
	}
	pad := strings.Repeat(" ", max(0, (width-widest)/2))
	for i, l := range lines {
		lines[i] = s.style(theme.Text, ansi.Truncate(pad+l, width, s.pick("…", "~", "…")))
	}
	return lines
}

// verbatim keeps lines as they are; one that is too long is folded.
func (s *setter) verbatim(source string, r theme.Role, first string) []string {
	var out []string
	for _, l := range strings.Split(strings.TrimRight(source, "\n"), "\n") {
		for _, part := range hard(strings.ReplaceAll(l, "\t", "    "), max(1, s.room(first)-2)) {
			out = append(out, "  "+s.style(r, part))
		}
	}
	return out
}

// emit adds the lines of a block, with a blank line before it unless it is the first or stands in a tight list.
func (s *setter) emit(source int, lines []string, first, rest string) {
	if len(lines) == 0 {
		return
	}
	if len(s.out) > 0 && !s.tight {
		blank := strings.TrimRight(rest, " ")
		if ansi.StringWidth(ansi.Strip(blank)) == 0 {
			blank = ""
		}
		s.out = append(s.out, Line{Text: blank, Source: s.out[len(s.out)-1].Source, Block: s.block})
	}
	s.tight = false
	s.block++
	for i, l := range lines {
		lead := rest
		if i == 0 {
			lead = first
		}
		if l == "" {
			lead = strings.TrimRight(lead, " ")
		}
		s.out = append(s.out, Line{Text: ansi.Truncate(lead+l, s.Width, ""), Source: source, Block: s.block})
	}
}

// room is the width that is left beside a lead.
func (s *setter) room(lead string) int { return max(4, s.Width-ansi.StringWidth(lead)) }

func (s *setter) wrap(words, first string, hanging int) []string {
	return Wrap(words, s.room(first), hanging)
}

// pick chooses the character for a rich, an ASCII and a plain setting.
func (s *setter) pick(rich, ascii, plain string) string {
	switch {
	case s.Plain:
		return plain
	case s.ASCII:
		return ascii
	}
	return rich
}

// style paints words in a role; nothing happens in plain setting.
func (s *setter) style(r theme.Role, words string) string {
	if s.Plain || words == "" {
		return words
	}
	open := s.Theme.SGR(r)
	if r == theme.Heading {
		open += "\x1b[1m"
	}
	if open == "" {
		return words
	}
	return open + strings.ReplaceAll(words, theme.Reset, theme.Reset+open) + theme.Reset
}

// raw is the source text of a leaf block.
func (s *setter) raw(n ast.Node) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(s.src))
	}
	return b.String()
}

// line is the line of the source where a block begins.
func (s *setter) line(n ast.Node) int {
	for c := n; c != nil; c = c.FirstChild() {
		if c.Type() == ast.TypeBlock && c.Lines() != nil && c.Lines().Len() > 0 {
			return 1 + strings.Count(string(s.src[:c.Lines().At(0).Start]), "\n")
		}
	}
	if len(s.out) > 0 {
		return s.out[len(s.out)-1].Source
	}
	return 1
}
