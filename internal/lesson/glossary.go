package lesson

import (
	"fmt"
	"regexp"
	"strings"
)

var termLine = regexp.MustCompile(`^- \*\*(.+?)\*\*\s*[(（](.+?)[)）]\s*[:：]\s*(.+)$`)

// glossary reads the terms of the section glossary: lines "- **term** (counterpart): explanation".
func (c *Course) glossary() []Problem {
	s := c.Section("glossary")
	if s == nil {
		return nil
	}
	var out []Problem
	seen := map[string]bool{}
	for _, b := range s.Blocks() {
		p, ok := b.(Prose)
		if !ok {
			continue
		}
		for i, l := range strings.Split(p.Text, "\n") {
			if !strings.HasPrefix(l, "- ") {
				continue
			}
			m := termLine.FindStringSubmatch(l)
			if m == nil {
				out = append(out, Problem{s.Chapter.File, p.Line + i, "not an entry of a glossary", "write - **term** (counterpart): explanation"})
				continue
			}
			if seen[Fold(m[1])] {
				out = append(out, Problem{s.Chapter.File, p.Line + i, fmt.Sprintf("%q is explained twice", m[1]), "keep one"})
			}
			seen[Fold(m[1])] = true
			c.Terms = append(c.Terms, Term{Name: m[1], Other: m[2], Text: m[3], Line: p.Line + i})
		}
	}
	return out
}
