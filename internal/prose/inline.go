package prose

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/yuin/goldmark/ast"

	"learn-llm/internal/theme"
)

func itoa(n int) string { return strconv.Itoa(n) }

// inline returns the words of a block with their styles. Formulas between dollars are Unicode; a soft line break
// joins Han characters without a space and other words with one.
func (s *setter) inline(n ast.Node) string {
	var b strings.Builder
	s.words(&b, n)
	return strings.TrimSpace(s.formulas(b.String()))
}

func (s *setter) words(b *strings.Builder, n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			s.text(b, c)
		case *ast.String:
			b.Write(c.Value)
		case *ast.CodeSpan:
			b.WriteString(s.style(theme.Code, s.plainText(c)))
		case *ast.Emphasis:
			b.WriteString(s.emphasis(c))
		case *ast.Link:
			s.words(b, c)
			if to := string(c.Destination); to != "" && s.plainText(c) != to {
				b.WriteString(" (" + s.style(theme.Accent, to) + ")")
			}
		case *ast.AutoLink:
			b.WriteString(s.style(theme.Accent, string(c.URL(s.src))))
		case *ast.Image:
			b.WriteString(s.plainText(c))
		case *ast.RawHTML:
		default:
			s.words(b, c)
		}
	}
}

func (s *setter) text(b *strings.Builder, t *ast.Text) {
	b.WriteString(unescape(string(t.Segment.Value(s.src))))
	switch {
	case t.HardLineBreak():
		b.WriteByte('\n')
	case t.SoftLineBreak():
		if !joins(lastRune(b.String()), s.nextRune(t)) {
			b.WriteByte(' ')
		}
	}
}

// joins reports whether two characters on either side of a soft break belong together without a space.
func joins(before, after rune) bool { return wide(before) && wide(after) }

// wide reports whether a character belongs to Chinese text: Han, or full-width punctuation.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef || strings.ContainsRune("“”‘’…—", r)
}

func lastRune(s string) rune {
	runes := []rune(s[max(0, len(s)-8):])
	if len(runes) == 0 {
		return 0
	}
	return runes[len(runes)-1]
}

func (s *setter) nextRune(t *ast.Text) rune {
	for _, r := range string(s.src[min(len(s.src), t.Segment.Stop):]) {
		if r != '\n' && r != ' ' {
			return r
		}
	}
	return 0
}

// unescape removes the backslash before punctuation, as CommonMark says.
func unescape(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	math := false
	for i := 0; i < len(s); i++ {
		if s[i] == '$' {
			math = !math
		}
		if s[i] == '\\' && !math && i+1 < len(s) && strings.IndexByte("!\"#%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			continue
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func (s *setter) emphasis(e *ast.Emphasis) string {
	var b strings.Builder
	s.words(&b, e)
	if s.Plain {
		return b.String()
	}
	open := "\x1b[3m"
	if e.Level == 2 {
		open = "\x1b[1m"
	}
	return open + strings.ReplaceAll(b.String(), theme.Reset, theme.Reset+open) + theme.Reset
}

// plainText is the text under a node without styles.
func (s *setter) plainText(n ast.Node) string {
	plain := &setter{Options: Options{Plain: true}, src: s.src}
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(s.src))
			if t.SoftLineBreak() {
				b.WriteByte(' ')
			}
			continue
		}
		plain.words(&b, c)
	}
	return b.String()
}

// formulas replaces $…$ by Unicode. Emphasis never splits a formula of the course; one that is split stays as it is.
func (s *setter) formulas(words string) string {
	parts := strings.Split(words, "$")
	if len(parts) < 3 {
		return words
	}
	var b strings.Builder
	b.WriteString(parts[0])
	for i := 1; i < len(parts); i += 2 {
		if i+1 >= len(parts) || parts[i] == "" || strings.HasPrefix(parts[i], " ") || strings.Contains(parts[i], "\x1b") {
			b.WriteString("$" + parts[i])
			if i+1 < len(parts) {
				b.WriteString("$" + parts[i+1])
			}
			continue
		}
		b.WriteString(glue(Inline(parts[i])) + parts[i+1])
	}
	return b.String()
}

// glue keeps a formula on one line by no-break spaces, unless it is long.
func glue(s string) string {
	if len([]rune(s)) > 24 {
		return s
	}
	return strings.ReplaceAll(s, " ", "\u00a0")
}

// highlight sets a program text in the roles of the theme.
func (s *setter) highlight(source, language, first string) []string {
	lexer := lexers.Get(language)
	if lexer == nil || s.Plain || s.Theme.Mono() || len(source) > 1<<14 {
		return s.verbatim(source, theme.Code, first)
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, source)
	if err != nil {
		return s.verbatim(source, theme.Code, first)
	}
	var out []string
	for _, line := range chroma.SplitTokensIntoLines(tokens.Tokens()) {
		var b strings.Builder
		for _, t := range line {
			b.WriteString(s.style(codeRole(t.Type), strings.TrimRight(strings.ReplaceAll(t.Value, "\t", "    "), "\n")))
		}
		for _, part := range hard(b.String(), max(1, s.room(first)-2)) {
			out = append(out, "  "+part)
		}
	}
	return out
}

// codeRole is the role of a kind of token.
func codeRole(t chroma.TokenType) theme.Role {
	switch {
	case t.InCategory(chroma.Keyword):
		return theme.Accent
	case t.InCategory(chroma.Comment):
		return theme.Muted
	case t.InCategory(chroma.LiteralString), t.InCategory(chroma.Literal):
		return theme.Data
	}
	return theme.Code
}
