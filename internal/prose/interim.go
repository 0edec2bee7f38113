// Package prose sets words in terminal cells: Markdown to lines.
package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"

	"learn-llm/internal/theme"
)

// Options say how words are set.
type Options struct {
	Width        int
	Theme        theme.Theme
	Lang         string
	Plain, ASCII bool
}

// A Line is one line of cells.
type Line struct {
	Text          string
	Source, Block int
}

// Render sets Markdown.
func Render(markdown string, o Options) []Line {
	src := []byte(markdown)
	doc := goldmark.New().Parser().Parse(text.NewReader(src))
	var out []Line
	var walk func(n ast.Node, lead, next string)
	block := 0
	emit := func(n ast.Node, s, lead, next string) {
		line := 1
		if n.Lines() != nil && n.Lines().Len() > 0 {
			line = 1 + strings.Count(markdown[:n.Lines().At(0).Start], "\n")
		}
		if len(out) > 0 {
			out = append(out, Line{Source: out[len(out)-1].Source, Block: block})
		}
		block++
		for i, l := range Wrap(s, max(4, o.Width-ansi.StringWidth(lead)), 0) {
			p := lead
			if i > 0 {
				p = next
			}
			out = append(out, Line{p + l, line, block})
		}
	}
	walk = func(n ast.Node, lead, next string) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			switch c := c.(type) {
			case *ast.Heading:
				emit(c, o.Theme.Style(theme.Heading).Render(inline(c, src, o)), lead, next)
			case *ast.Paragraph, *ast.TextBlock:
				emit(c, inline(c, src, o), lead, next)
			case *ast.FencedCodeBlock, *ast.CodeBlock:
				var rows []string
				for i := range c.Lines().Len() {
					s := c.Lines().At(i)
					rows = append(rows, strings.TrimRight(string(s.Value(src)), "\n"))
				}
				if len(out) > 0 {
					out = append(out, Line{})
				}
				for _, r := range rows {
					out = append(out, Line{Text: ansi.Truncate(lead+r, o.Width, "…")})
				}
			case *ast.ListItem:
				walk(c, lead+"• ", next+"  ")
			case *ast.Blockquote:
				walk(c, lead+"▎ ", next+"▎ ")
			default:
				walk(c, lead, next)
			}
			if c.Kind() != ast.KindListItem {
				lead = next
			}
		}
	}
	walk(doc, "", "")
	return out
}

func inline(n ast.Node, src []byte, o Options) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			b.WriteString(string(c.Segment.Value(src)))
			if c.SoftLineBreak() || c.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(c.Value)
		case *ast.Emphasis:
			s := inline(c, src, o)
			if c.Level == 2 && !o.Plain {
				s = "\x1b[1m" + s + "\x1b[m"
			}
			b.WriteString(s)
		case *ast.CodeSpan:
			b.WriteString(inline(c, src, o))
		default:
			b.WriteString(inline(c, src, o))
		}
	}
	return b.String()
}

// Wrap breaks a string.
func Wrap(s string, width, hanging int) []string {
	var out []string
	for _, para := range strings.Split(s, "\n") {
		line, used, state := "", 0, -1
		rest := para
		for rest != "" {
			if strings.HasPrefix(rest, "\x1b") {
				if i := strings.IndexByte(rest, 'm'); i >= 0 {
					line, rest = line+rest[:i+1], rest[i+1:]
					continue
				}
			}
			cut := strings.IndexByte(rest, '\x1b')
			piece := rest
			if cut > 0 {
				piece = rest[:cut]
			}
			seg, _, _, st := uniseg.FirstLineSegmentInString(piece, state)
			state = st
			w := ansi.StringWidth(seg)
			if used > 0 && used+ansi.StringWidth(strings.TrimRight(seg, " ")) > width {
				out = append(out, strings.TrimRight(line, " "))
				line, used = strings.Repeat(" ", hanging), hanging
			}
			line, used, rest = line+seg, used+w, rest[len(seg):]
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	return out
}

// Clean makes control characters visible.
func Clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r >= ' ' && r != 0x7f && (r < 0x80 || r > 0x9f) && r != utf8.RuneError {
			return r
		}
		return '�'
	}, s)
}

// Plain is the text without markup.
func Plain(markdown string) string {
	return strings.NewReplacer("**", "", "`", "", "$", "").Replace(markdown)
}
