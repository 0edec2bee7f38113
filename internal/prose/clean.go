package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Clean makes control characters and the marks that reorder text visible; newline and tab stay.
func Clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "�")
	}
	s = entities.Replace(s)
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case r < ' ':
			return 0x2400 + r // the control pictures block
		case r == 0x7f:
			return '␡'
		case r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c, r == 0xfeff:
			return '�'
		}
		return r
	}, s)
}

// entities are the ones that would bring a control character back after parsing.
var entities = strings.NewReplacer("&#27;", "␛", "&#x1b;", "␛", "&#x1B;", "␛", "&#X1B;", "␛", "&#X1b;", "␛", "&#027;", "␛", "&#7;", "␇", "&#8;", "␈", "&#155;", "�", "&#x9b;", "�", "&#x9B;", "�", "&#127;", "␡")

// Plain returns the words of Markdown without markup, one block a line.
func Plain(source string) string {
	s := &setter{Options: Options{Plain: true, Width: 80}, src: []byte(bounded(Clean(source)))}
	var b strings.Builder
	_ = ast.Walk(markdown.Parser().Parse(text.NewReader(s.src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading:
			if b.Len() > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(s.inline(n))
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return b.String()
}
