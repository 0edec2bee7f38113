package lesson

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestADemonstrationForLaterIsKeptInTheSourceAndNotShown(t *testing.T) {
	src := "# C\n\n## S {#s}\n\nBefore.\n\n```later galton -rows=8\nBalls fall.\n```\n\nAfter.\n"
	c, problems := Load(fstest.MapFS{"01-c/en.md": {Data: []byte(src)}}, "en")
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s := c.Section("s")
	if len(s.Demos()) != 0 {
		t.Errorf("got demonstrations %q", s.Demos())
	}
	for _, b := range s.Blocks() {
		if p, ok := b.(Prose); !ok || strings.Contains(p.Text, "Balls") || strings.Contains(p.Text, "galton") {
			t.Errorf("got block %+v, want the two paragraphs alone", b)
		}
	}
}
