package lesson

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sound is a chapter with everything in it.
const sound = `# Chance

## A world of chance {#chance core}

Suppose you look at *random* futures.
There are 14,000,605.

` + "```predict" + `
? How many looks
for an even chance?
= 9,704,480 ×÷ 1.2 | half of all searchers
` + "```" + `

` + "```widget futures -n=3 -rule=\"x*x < 6\"" + `
Choose how many.
` + "```" + `

---

### The test

` + "```go" + `
## not a heading {#no}
---
` + "```" + `

` + "```notes" + `
Ask the class.
` + "```" + `

` + "```quiz" + `
? Which?
- [ ] one | too few
- [x] two | enough
? Which two?
- [x] a | yes
- [ ] b | no
- [x] c | yes
` + "```" + `

## Second {#second}

The end.
`

// tree makes a folder with one chapter in each language given.
func tree(texts ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for i := 0; i+1 < len(texts); i += 2 {
		fsys["04-probability/"+texts[i]+".md"] = &fstest.MapFile{Data: []byte(texts[i+1])}
	}
	return fsys
}

func load(t *testing.T, text string) *Course {
	t.Helper()
	c, problems := Load(tree("en", text), "en")
	for _, p := range problems {
		t.Error(p.Error())
	}
	return c
}

func TestAChapterBecomesSectionsStepsAndBlocks(t *testing.T) {
	c := load(t, sound)
	ch := c.Chapters[0]
	if ch.Title != "Chance" || ch.ID != "probability" || ch.Number != 4 || ch.File != "04-probability/en.md" {
		t.Errorf("chapter is %+v", ch)
	}
	s := c.Section("chance")
	if s.Title != "A world of chance" || !s.Core || s.Line != 3 || s.Chapter != ch || c.Section("second").Core {
		t.Errorf("section is %+v", s)
	}
	want := []Step{
		{[]Block{
			Prose{"Suppose you look at *random* futures.\nThere are 14,000,605.", 5},
			Quiz{Key: "chance/1", Kind: Prediction, Question: "How many looks\nfor an even chance?", Line: 9,
				Number: &Number{Value: 9704480, Factor: 1.2, Why: "half of all searchers"}},
			Demo{"futures", []string{"-n=3", "-rule=x*x < 6"}, "Choose how many.", 14},
		}},
		{[]Block{
			Prose{"### The test\n\n```go\n## not a heading {#no}\n---\n```", 20},
			Notes{"Ask the class.", 27},
			Quiz{Key: "chance/2", Question: "Which?", Line: 32, Options: []Option{{"one", "too few", false}, {"two", "enough", true}}},
			Quiz{Key: "chance/3", Question: "Which two?", Line: 35, Options: []Option{{"a", "yes", true}, {"b", "no", false}, {"c", "yes", true}}},
		}},
	}
	for i, st := range s.Steps {
		for j, b := range st.Blocks {
			if q, ok := b.(Quiz); ok {
				q.Hash = ""
				b = q
			}
			if !reflect.DeepEqual(b, want[i].Blocks[j]) {
				t.Errorf("step %d block %d is\n%#v, want\n%#v", i, j, b, want[i].Blocks[j])
			}
		}
	}
	if len(s.Steps) != 2 || s.Quizzes() != 3 || !slices.Equal(s.Demos(), []string{"futures"}) || len(s.Blocks()) != 7 {
		t.Errorf("%d steps, %d quizzes, demos %v, %d blocks", len(s.Steps), s.Quizzes(), s.Demos(), len(s.Blocks()))
	}
	if c.SectionWithDemo("futures") != s || c.SectionWithDemo("x") != nil || c.Section("x") != nil {
		t.Error("a demonstration is found in the wrong section")
	}
}

func TestAHashChangesWithTheTextItCovers(t *testing.T) {
	hashes := func(text string) (chance, second, quiz string) {
		c := load(t, text)
		s := c.Section("chance")
		return s.Hash, c.Section("second").Hash, s.Steps[1].Blocks[2].(Quiz).Hash
	}
	a1, a2, a3 := hashes(sound)
	for _, change := range []struct{ from, to, changed string }{
		{"Suppose you", "Suppose we", "chance"},
		{"too few", "not enough", "chance quiz"},
		{"The end", "An end", "second"},
		{"# Chance\n", "# Luck\n", ""},
	} {
		b1, b2, b3 := hashes(strings.Replace(sound, change.from, change.to, 1))
		var got []string
		for _, c := range []struct {
			name string
			diff bool
		}{{"chance", a1 != b1}, {"second", a2 != b2}, {"quiz", a3 != b3}} {
			if c.diff {
				got = append(got, c.name)
			}
		}
		if strings.Join(got, " ") != change.changed {
			t.Errorf("%q → %q changes %v, want %q", change.from, change.to, got, change.changed)
		}
	}
}

func TestMinutesCountWordsDemonstrationsAndQuestions(t *testing.T) {
	demo := "```widget x\nwords of a demonstration do not count\n```\n"
	quiz := "```quiz\n? q\n- [x] a | b\n- [ ] c | d\n```\n"
	for _, c := range []struct {
		body string
		want int
	}{
		{"short", 1},
		{strings.Repeat("word ", 400), 2},
		{strings.Repeat("word ", 401), 3},
		{strings.Repeat("字", 700), 2},
		{demo + demo, 3},
		{quiz + quiz, 1},
		{strings.Repeat("word ", 200) + "\n" + demo + quiz, 3},
		{"```notes\n" + strings.Repeat("word ", 4000) + "\n```\n", 1},
	} {
		s := load(t, "# T\n\n## S {#s}\n\n"+c.body+"\n").Section("s")
		if s.Minutes != c.want {
			t.Errorf("%.20q takes %d minutes, want %d", c.body, s.Minutes, c.want)
		}
	}
}

func TestWordsAndHanAreCountedApart(t *testing.T) {
	for _, c := range []struct {
		in         string
		words, han int
	}{
		{"", 0, 0}, {"It's a state-of-the-art model", 4, 0}, {"86,000", 2, 0}, {"GPT的注意力 attention", 2, 4}, {"，。——", 0, 0},
	} {
		if w, h := Words(c.in); w != c.words || h != c.han {
			t.Errorf("%q: %d words, %d 汉字, want %d, %d", c.in, w, h, c.words, c.han)
		}
	}
}

func TestWhatIsWrongInAChapterIsSaidWithItsLine(t *testing.T) {
	const head = "# T\n\n## S {#s}\n\n" // four lines
	block := func(kind, body string) string { return head + "```" + kind + "\n" + body + "\n```\n" }
	for _, c := range []struct{ name, text, want string }{
		{"no title", "## S {#s}\n\nx\n", "en.md: a chapter without a title"},
		{"two titles", "# T\n# U\n\n## S {#s}\nx\n", "en.md:2: a second chapter title"},
		{"no section", "# T\n", "en.md: a chapter without a section"},
		{"text first", "# T\n\nhello\n\n## S {#s}\nx\n", "en.md:3: text before the first section"},
		{"fence first", "# T\n```quiz\n```\n## S {#s}\nx\n", "en.md:2: a fence before the first section"},
		{"no id", "# T\n## S\nx\n", "en.md:2: a section without an id"},
		{"bad id", "# T\n## S {#a b!}\nx\n", "en.md:2: a section without an id"},
		{"no words in a title", "# T\n## {#s}\nx\n", "en.md:2: a section without a title"},
		{"unknown mark", "# T\n## S {#s kernel}\nx\n", `en.md:2: the mark "kernel" is unknown`},
		{"same id", head + "x\n## S2 {#s}\ny\n", "en.md:6: the id s is taken by 04-probability/en.md:3"},
		{"empty step", head + "x\n\n---\n\n---\ny\n", "en.md:3: step 2 of section s is empty"},
		{"open fence", head + "```quiz\n? q\n- [x] a | b\n- [ ] c | d\n", "en.md:5: a fence that is never closed"},
		{"settings of a quiz", block("quiz -x", "? q\n- [x] a | b\n- [ ] c | d"), "en.md:5: a quiz fence takes no settings"},
		{"nameless widget", block("widget", "x"), "en.md:5: a widget fence without a name"},
		{"wordless widget", head + "```widget x\n```\n", "en.md:5: a demonstration without words"},
		{"open quote", block(`widget x -a="b`, "x"), "en.md:5: an open quotation mark"},
		{"no question", block("quiz", ""), "en.md:5: a fence without a question"},
		{"answer first", block("quiz", "- [x] a | b\n? q"), "en.md:6: text before the question"},
		{"empty question", block("quiz", "?\n- [x] a | b\n- [ ] c | d"), "en.md:6: an empty question"},
		{"no reason", block("quiz", "? q\n- [x] a\n- [ ] c | d"), "en.md:7: an option without a reason"},
		{"empty reason", block("quiz", "? q\n- [x] a |\n- [ ] c | d"), "en.md:7: an option without a reason"},
		{"no words", block("quiz", "? q\n- [x] | b\n- [ ] c | d"), "en.md:7: an option without words"},
		{"bad box", block("quiz", "? q\n- [y] a | b\n- [x] c | d"), "en.md:7: an option without its box"},
		{"one option", block("quiz", "? q\n- [x] a | b"), "en.md:6: a question without two options"},
		{"none right", block("quiz", "? q\n- [ ] a | b\n- [ ] c | d"), "en.md:6: a question without a right option"},
		{"stray line", block("quiz", "? q\n- [x] a | b\nmore\n- [ ] c | d"), `en.md:8: "more" is neither`},
		{"both", block("quiz", "? q\n- [x] a | b\n- [ ] c | d\n= 5 | e"), "en.md:6: a question with options and a number"},
		{"no number", block("predict", "? q\n= many | e"), `en.md:7: "many" is not a number`},
		{"bad tolerance", block("predict", "? q\n= 5 ± x | e"), `en.md:7: "x" is no tolerance`},
		{"negative tolerance", block("predict", "? q\n= 5 ± -1 | e"), `en.md:7: "-1" is no tolerance`},
		{"factor below one", block("predict", "? q\n= 5 ×÷ 0.5 | e"), `en.md:7: "0.5" is no tolerance`},
		{"number without a reason", block("predict", "? q\n= 5"), "en.md:7: a number without a reason"},
		{"two numbers", block("predict", "? q\n= 5 | a\n= 6 | b"), "en.md:8: a second number"},
		{"bad entry", "# T\n## G {#glossary}\n- **a** b\n", "en.md:3: not an entry of a glossary"},
		{"term twice", "# T\n## G {#glossary}\n- **a** (b): c\n- **A** (d): e\n", `en.md:4: "A" is explained twice`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, problems := Load(tree("en", c.text), "en")
			for _, p := range problems {
				if strings.HasPrefix(p.Error(), "04-probability/"+c.want) && p.Hint != "" {
					return
				}
			}
			t.Errorf("want %q with a hint, got %v", c.want, problems)
		})
	}
}

func TestAnOpenFenceDoesNotSwallowTheNextSection(t *testing.T) {
	c, problems := Load(tree("en", "# T\n## A {#a}\n```quiz\n? q\n- [x] a | b\n- [ ] c | d\n## B {#b}\nx\n"), "en")
	if len(problems) != 1 || c.Section("b") == nil || c.Section("a").Quizzes() != 1 {
		t.Errorf("sections %d, problems %v", len(c.Sections()), problems)
	}
}

func TestFencesFollowTheirMarkers(t *testing.T) {
	s := load(t, "# T\n## A {#a}\n````text\n```quiz\n```\n````\n~~~~widget demo\nwords ```\n~~~~  \n").Section("a")
	if len(s.Blocks()) != 2 || s.Quizzes() != 0 || s.Blocks()[1].(Demo).Text != "words ```" {
		t.Errorf("got %#v", s.Blocks())
	}
}

func TestLineEndsAndByteOrderMarksDoNotMatter(t *testing.T) {
	a := load(t, sound)
	b := load(t, "\ufeff"+strings.ReplaceAll(sound, "\n", "\r\n"))
	if !reflect.DeepEqual(a.Section("chance").Steps, b.Section("chance").Steps) {
		t.Error("a file with CR LF reads differently")
	}
}

func FuzzReadingAChapterKeepsItsPromises(f *testing.F) {
	f.Add(sound)
	f.Add("# \n## {#a}\n```quiz\n?\n=\n```\n---\n\x1b[2J\u202e")
	f.Add("## a {#a}\n~~~widget \"\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, problems := Load(tree("en", text), "en")
		lines := strings.Count(text, "\n") + 1
		for _, p := range problems {
			if p.What == "" || p.Line < 0 || p.Line > lines {
				t.Errorf("problem %q in %d lines", p.Error(), lines)
			}
		}
		for _, s := range c.Sections() {
			if s.ID == "" || len(s.Steps) == 0 || s.Minutes < 1 {
				t.Errorf("section %+v", s)
			}
			for _, b := range s.Blocks() {
				if b.Pos() < s.Line || b.Pos() > lines {
					t.Errorf("block at %d of section at %d", b.Pos(), s.Line)
				}
			}
		}
		for _, s := range c.Sections() {
			if strings.ContainsRune(s.Title, 0x1b) || strings.ContainsRune(fmt.Sprint(s.Steps), 0x1b) {
				t.Error("an escape came through")
			}
		}
		NewIndex(c).Search(text)
		Compare(c, c)
	})
}
