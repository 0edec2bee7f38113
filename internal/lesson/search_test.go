package lesson

import (
	"fmt"
	"strings"
	"testing"
)

const searched = `# 注意力

## Attention heads {#attention}

One head looks at the *first* token.
每个注意力头看着第一个词元。

---

` + "```widget heads" + `
Switch a head off.
` + "```" + `

` + "```quiz" + `
? What does a mask hide?
- [x] the future | answer
- [ ] the past | secret
` + "```" + `

## Glossary {#glossary}

- **temperature** (温度): divides the logits before the softmax.
- **softmax** (softmax 函数): turns logits into a distribution.
- **token** (词元): a piece of text.
`

func TestSearchFindsWordsInEveryWriting(t *testing.T) {
	ix := NewIndex(load(t, searched))
	for _, c := range []struct {
		query   string
		section string
		step    int
		line    int
		snippet string
	}{
		{"HEADS", "attention", 0, 3, "Attention heads"},
		{"first token", "attention", 0, 5, "One head looks at the first token."},
		{"ＦＩＲＳＴ　ｔｏｋｅｎ", "attention", 0, 5, "One head"},
		{"注意力头", "attention", 0, 6, "每个注意力头看着第一个词元。"},
		{"switch", "attention", 1, 10, "Switch a head off."},
		{"mask", "attention", 1, 15, "What does a mask hide?"},
		{"温度", "glossary", 0, 22, "temperature (温度)"},
		{"logits", "glossary", 0, 22, "temperature"},
		{"token", "glossary", 0, 24, "token (词元)"},
		{"词元", "glossary", 0, 24, "token (词元)"},
		{"soft", "glossary", 0, 23, "softmax"},
	} {
		hits := ix.Search(c.query)
		if len(hits) == 0 {
			t.Errorf("%q is not found", c.query)
			continue
		}
		h := hits[0]
		if h.Section.ID != c.section || h.Step != c.step || h.Line != c.line || !strings.Contains(h.Snippet, c.snippet) {
			t.Errorf("%q: section %s step %d line %d %q, want %+v", c.query, h.Section.ID, h.Step, h.Line, h.Snippet, c)
		}
	}
	for _, q := range []string{"", "  ", "nowhere", "secret", "first nowhere"} {
		if hits := ix.Search(q); len(hits) != 0 {
			t.Errorf("%q found %+v", q, hits)
		}
	}
}

func TestTermsComeBeforeTitlesAndTitlesBeforeText(t *testing.T) {
	ix := NewIndex(load(t, "# T\n## Softmax {#s}\nThe softmax of logits.\n## G {#glossary}\n- **softmax** (柔性最大值): x.\n- **logit** (对数几率): before a softmax.\n"))
	var got []string
	for _, h := range ix.Search("softmax") {
		got = append(got, fmt.Sprint(h.Line))
	}
	if s := strings.Join(got, " "); s != "5 2 3 6" {
		t.Errorf("lines %s, want 5 2 3 6", s)
	}
}

func TestALongLineIsCutAroundTheMatch(t *testing.T) {
	ix := NewIndex(load(t, "# T\n## S {#s}\n"+strings.Repeat("前", 200)+"Needle"+strings.Repeat("后", 200)+"\n"))
	hits := ix.Search("needle")
	if len(hits) != 1 {
		t.Fatalf("%d hits", len(hits))
	}
	if s := hits[0].Snippet; !strings.HasPrefix(s, "…") || !strings.HasSuffix(s, "…") || !strings.Contains(s, "Needle") || len([]rune(s)) != 82 {
		t.Errorf("snippet %q", s)
	}
}

func TestTheGlossaryIsReadInBothPunctuations(t *testing.T) {
	c := load(t, "# T\n## G {#glossary}\n\nWords:\n\n- **词元** (token): 一段文字。\n- **温度**（temperature）：除以它。\n")
	want := []Term{{"词元", "token", "一段文字。", 6}, {"温度", "temperature", "除以它。", 7}}
	for i, w := range want {
		if i >= len(c.Terms) || c.Terms[i] != w {
			t.Errorf("terms are %+v, want %+v", c.Terms, want)
		}
	}
	if term := c.Term("Ｔｅｍｐｅｒａｔｕｒｅ"); term == nil || term.Name != "温度" {
		t.Errorf("found %+v", term)
	}
	if c.Term("logit") != nil {
		t.Error("a term that is not there is found")
	}
}

func TestSearchReturnsAtMostAHundred(t *testing.T) {
	ix := NewIndex(load(t, "# T\n## S {#s}\n"+strings.Repeat("word\n", 500)))
	if n := len(ix.Search("word")); n != maxHits {
		t.Errorf("%d hits, want %d", n, maxHits)
	}
}

// A course is about a third of this.
func BenchmarkSearch(b *testing.B) {
	c, _ := Load(tree("en", "# T\n## S {#s}\n"+strings.Repeat("One head looks at the first token. 每个注意力头看着第一个词元。\n", 10000)), "en")
	ix := NewIndex(c)
	b.ReportAllocs()
	for b.Loop() {
		ix.Search("第一个 token")
	}
}

func ExampleIndex_Search() {
	c, _ := Load(tree("en", searched), "en")
	for _, h := range NewIndex(c).Search("token") {
		fmt.Println(h.Line, h.Snippet)
	}
	// Output:
	// 24 token (词元): a piece of text.
	// 5 One head looks at the first token.
}
