package content_test

import (
	"io/fs"
	"strings"
	"testing"

	"learn-llm/content"
	"learn-llm/internal/lesson"
	"learn-llm/internal/widget"
)

// sections are all sections of the course in reading order.
var sections = []string{
	"what-is-intelligence", "where-it-comes-from",
	"structure", "neurons",
	"ai-and-intelligence", "functions", "approximation", "playground",
	"chance", "certainty", "ai-by-chance", "counting", "embeddings", "understanding", "reasoning",
	"predicting", "seq2seq", "attention", "gpt", "rlhf",
	"irreducible", "tools", "cognition", "what-changed",
	"reading", "glossary",
}

var languages = []string{"en", "zh"}

// load reads the course in all languages, by language.
func load(t *testing.T) map[string]*lesson.Course {
	t.Helper()
	courses := map[string]*lesson.Course{}
	for _, lang := range languages {
		courses[lang], _ = lesson.Load(content.FS, lang)
	}
	return courses
}

func TestTheCourseIsSoundAndItsTranslationsHaveEqualOutlines(t *testing.T) {
	for _, p := range lesson.Check(content.FS, languages, nil) {
		t.Error(p.Error())
	}
}

func TestTheCourseUsesEveryDemonstrationAndNoOther(t *testing.T) {
	c := load(t)["en"]
	for _, s := range c.Sections() {
		for _, name := range s.Demos() {
			if !widget.Known(name) {
				t.Errorf("%s: section %s names the demonstration %q, which is not made", s.Chapter.File, s.ID, name)
			}
		}
	}
	for _, name := range widget.Names() {
		if c.SectionWithDemo(name) == nil {
			t.Errorf("no section holds the demonstration %s", name)
		}
	}
}

func TestEverySectionOfTheCourseIsWrittenInItsOrder(t *testing.T) {
	for lang, c := range load(t) {
		var have []string
		for _, s := range c.Sections() {
			have = append(have, s.ID)
		}
		if got, want := strings.Join(have, " "), strings.Join(sections, " "); got != want {
			t.Errorf("%s has the sections\n%s, want\n%s", lang, got, want)
		}
	}
}

func TestEverySectionHoldsSomethingToDo(t *testing.T) {
	for lang, c := range load(t) {
		for _, s := range c.Sections() {
			if s.ID != "reading" && s.ID != "glossary" && s.Quizzes() == 0 {
				t.Errorf("%s: %s:%d: section %s asks no question", lang, s.Chapter.File, s.Line, s.ID)
			}
		}
	}
}

func TestEveryAnswerOfAQuizIsExplained(t *testing.T) {
	n := 0
	for _, c := range load(t) {
		for _, s := range c.Sections() {
			for _, b := range s.Blocks() {
				q, ok := b.(lesson.Quiz)
				if !ok {
					continue
				}
				n++
				for _, o := range q.Options {
					if len([]rune(o.Why)) < 6 {
						t.Errorf("%s:%d: %q says too little about %q", s.Chapter.File, q.Line, o.Why, o.Text)
					}
				}
				if q.Number != nil && q.Number.Why == "" {
					t.Errorf("%s:%d: the number is not explained", s.Chapter.File, q.Line)
				}
			}
		}
	}
	if n == 0 {
		t.Error("the course asks nothing")
	}
}

// A little more than what course.md asks of authors: 120 words or 200 汉字 a step.
const (
	mostWords = 170
	mostHan   = 300
)

func TestNoTextIsLongBeforeThereIsSomethingToDo(t *testing.T) {
	for _, c := range load(t) {
		for _, s := range c.Sections() {
			if s.ID == "reading" || s.ID == "glossary" {
				continue
			}
			words, han, from := 0, 0, s.Line
			for _, st := range s.Steps {
				// A step ends in a key press: something to do.
				words, han = 0, 0
				for _, b := range st.Blocks {
					switch b := b.(type) {
					case lesson.Prose:
						if words+han == 0 {
							from = b.Line
						}
						w, h := lesson.Words(b.Text)
						words, han = words+w, han+h
					case lesson.Demo, lesson.Quiz:
						words, han = 0, 0
					}
					if words > mostWords && c.Lang == "en" || han > mostHan {
						t.Errorf("%s:%d: %d words and %d 汉字 in a row; cut them or put a step --- or a question between",
							s.Chapter.File, from, words, han)
						words, han = 0, 0
					}
				}
			}
		}
	}
}

// Terminals measure emoji of several code points in different ways.
func TestNoEmojiIsJoinedOrVaried(t *testing.T) {
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".json") {
			return err
		}
		data, err := fs.ReadFile(content.FS, name)
		for i, line := range strings.Split(string(data), "\n") {
			if strings.ContainsFunc(line, jumps) {
				t.Errorf("%s:%d: an emoji with a joiner, a variation selector or a skin tone", name, i+1)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func jumps(r rune) bool {
	return r == 0x200d || r == 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff
}

func TestTheGlossaryNamesEveryTermInBothLanguages(t *testing.T) {
	courses := load(t)
	en, zh := courses["en"].Terms, courses["zh"].Terms
	if len(en) == 0 {
		t.Fatal("the glossary is empty")
	}
	for _, e := range en {
		if courses["zh"].Term(e.Name) == nil {
			t.Errorf("%q is not in the Chinese glossary", e.Name)
		}
	}
	if len(en) != len(zh) {
		t.Errorf("the glossaries have %d and %d terms", len(en), len(zh))
	}
}
