package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"learn-llm/internal/lm"
)

// markup is what a lesson has and running text has not: emphasis, code marks, links, formulas.
var markup = regexp.MustCompile("\\*+|`[^`]*`|\\$[^$]*\\$|\\{#[^}]*\\}")

// lessons returns the paragraphs of the course's own text in one language: no fences, headings, tables or lists, no paragraph with a
// formula, and none that holds a demo prompt.
func lessons(dir, lang string) ([]string, error) {
	names, err := filepath.Glob(filepath.Join(dir, "[0-9][0-9]-*", lang+".md"))
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		fenced := false
		for line := range strings.SplitSeq(string(data), "\n") {
			if strings.HasPrefix(line, "```") {
				fenced = !fenced
				continue
			}
			if fenced || len(line) < 80 || strings.ContainsAny(line[:1], "#|->*0123456789") || strings.ContainsAny(line, "$`|") {
				continue
			}
			line = strings.TrimSpace(markup.ReplaceAllString(line, ""))
			if !lm.HasDemoPrompt(line) {
				out = append(out, line)
			}
		}
	}
	return out, nil
}
