package main

import (
	"strings"
	"testing"

	"learn-llm/internal/lm"
)

func TestLessonsAreRunningTextWithoutPrompts(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		paragraphs, err := lessons("../../content", lang)
		if err != nil {
			t.Fatal(err)
		}
		if len(paragraphs) < 100 {
			t.Errorf("%s: only %d paragraphs", lang, len(paragraphs))
		}
		bytes := 0
		for _, p := range paragraphs {
			bytes += len(p)
			if lm.HasDemoPrompt(p) || strings.ContainsAny(p, "`$|#") {
				t.Errorf("%s: %q", lang, p)
			}
		}
		t.Logf("%s: %d bytes", lang, bytes)
	}
}
