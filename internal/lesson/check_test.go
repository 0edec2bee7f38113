package lesson

import (
	"errors"
	"strings"
	"testing"
)

func TestEqualOutlinesInOtherWordsHaveNoProblem(t *testing.T) {
	zh := strings.NewReplacer("Suppose you look", "假如你看", "too few", "太少", "Choose how many.", "选多少。", "Chance", "概率").Replace(sound)
	zh = strings.Replace(zh, "```notes\nAsk the class.\n```\n", "", 1) // notes are each presenter's own
	zh = strings.Replace(zh, "\n\n\n", "\n\n", -1)
	for _, p := range Check(tree("en", sound, "zh", zh), []string{"en", "zh"}, nil) {
		t.Error(p.Error())
	}
}

func TestWhatDiffersBetweenLanguagesIsSaid(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"id", "{#second}", "{#third}", "section third stands where 04-probability/en.md:41 has second"},
		{"core", "#chance core}", "#chance}", "section chance where"},
		{"settings", "futures -n=3", "futures -n=4", `demonstration ["futures" "-n=4"`},
		{"demonstration", "widget futures", "widget past", `demonstration ["past"`},
		{"step", "Choose how many.\n```\n\n---", "Choose how many.\n```\n", "text where"},
		{"kind", "```predict", "```quiz", "question of the number"},
		{"number", "9,704,480", "9,704,481", "prediction of the number"},
		{"right option", "- [ ] one", "- [x] one", "question with options xx"},
		{"options", "- [ ] b | no\n", "", "question with options xx where"},
		{"section", "## Second {#second}\n\nThe end.\n", "", "section second of 04-probability/en.md is missing"},
		{"another section", "The end.\n", "The end.\n\n## New {#new}\nx\n", "section new is not in 04-probability/en.md"},
		{"less text", "The end.", "```widget x\ny\n```", "text"},
	} {
		t.Run(c.name, func(t *testing.T) {
			zh := strings.Replace(sound, c.from, c.to, 1)
			if zh == sound {
				t.Fatal("nothing was changed")
			}
			problems := Check(tree("en", sound, "zh", zh), []string{"en", "zh"}, nil)
			for _, p := range problems {
				if strings.HasPrefix(p.Error(), "04-probability/zh.md") && strings.Contains(p.Error(), c.want) {
					return
				}
			}
			t.Errorf("want %q, got %v", c.want, problems)
		})
	}
}

func TestAMissingTranslationIsReportedOnce(t *testing.T) {
	problems := Check(tree("en", sound), []string{"en", "zh"}, nil)
	if len(problems) != 1 || problems[0].File != "04-probability/zh.md" {
		t.Errorf("got %v", problems)
	}
	problems = Check(tree("zh", sound), []string{"en", "zh"}, nil)
	if len(problems) == 0 || problems[0].File != "04-probability/en.md" {
		t.Errorf("got %v", problems)
	}
}

func TestAnUnknownDemonstrationIsReportedWithItsLine(t *testing.T) {
	knows := func(name string, args []string) error {
		if name == "futures" && len(args) == 2 && args[1] == "-rule=x*x < 6" {
			return errors.New("no such rule")
		}
		return nil
	}
	problems := Check(tree("en", sound), []string{"en"}, knows)
	if len(problems) != 1 || problems[0].Error() != "04-probability/en.md:14: no such rule; mend the fence's line" {
		t.Errorf("got %v", problems)
	}
}

func TestAProblemSaysWhereWhatAndWhatToDo(t *testing.T) {
	for _, c := range []struct {
		p    Problem
		want string
	}{
		{Problem{"a.md", 3, "x is wrong", "mend it"}, "a.md:3: x is wrong; mend it"},
		{Problem{"a.md", 0, "x is wrong", ""}, "a.md: x is wrong"},
	} {
		if got := c.p.Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
