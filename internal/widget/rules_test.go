package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// typeRule types a rule in the place of the one that stands there.
func typeRule(w Widget, rule string) {
	play(w, "t")
	for range ruleLongest {
		play(w, "backspace")
	}
	send(w, tea.PasteMsg{Content: rule})
}

func TestRulesGivesTheAccuracyOfATypedRuleOnAllThreeDataSets(t *testing.T) {
	w := open(t, "rules", env(1))
	typeRule(w, "x*x+y*y<9")
	play(w, "enter")
	if got := value(t, w, "rule on circle"); got < 97 {
		t.Errorf("a disc is right for %.1f %% of the circle, want at least 97", got)
	}
	for _, name := range []string{"rule on xor", "rule on spiral"} {
		near(t, name, value(t, w, name), 50, 12)
	}
	if _, reached := w.(Quest).Goal(); !reached {
		t.Error("the goal is not reached")
	}
}

func TestRulesKnowsARuleForEachDataSet(t *testing.T) {
	for _, data := range ruleData {
		w := open(t, "rules", env(2), "-data="+data)
		if _, reached := w.(Quest).Goal(); reached {
			t.Errorf("%s: x > 0 reaches the goal", data)
		}
		play(w, "h")
		if got := value(t, w, "rule on "+data); got < 95 {
			t.Errorf("%s: the known rule is right for %.1f %%", data, got)
		}
	}
}

func TestRulesAnswersABadRuleWithASentenceAndACaret(t *testing.T) {
	for _, c := range []struct {
		rule, sentence string
		column         int
	}{
		{"x*x+", "something is missing at the end", 5},
		{"x*z<6", "z is unknown", 3},
		{"x*x+y", "a rule needs a comparison", 6},
		{"(x<1", "a closing parenthesis is missing", 5},
		{"", "something is missing", 1},
	} {
		w := open(t, "rules", env(1))
		typeRule(w, c.rule)
		play(w, "enter")
		if !w.(Typist).Typing() {
			t.Errorf("%q: Enter takes a rule that cannot be read", c.rule)
		}
		rows := strings.Split(w.View(100, 30), "\n")
		if !strings.Contains(rows[2], c.sentence) {
			t.Errorf("%q: %q, want %q", c.rule, rows[2], c.sentence)
		}
		const label = len("blue where ") + len("> ")
		if got := strings.IndexRune(ansi.Strip(rows[1]), '^') - label + 1; got != c.column {
			t.Errorf("%q: the caret is at character %d, want %d", c.rule, got, c.column)
		}
		if value(t, w, "rule on circle") == 0 {
			t.Errorf("%q: the last good rule is gone", c.rule)
		}
	}
}

func TestRulesNetworkLearnsWhatNoSimpleRuleGets(t *testing.T) {
	w := open(t, "rules", env(1), "-data=xor")
	before := value(t, w, "network on xor")
	play(w, "space tick:60")
	if got := value(t, w, "epochs"); got != 180 {
		t.Errorf("%g epochs in 60 frames, want 180", got)
	}
	if got := value(t, w, "network on xor"); got < 95 || got <= before {
		t.Errorf("the network is right for %.1f %% after 180 epochs, %.1f %% before", got, before)
	}
}

func TestRulesRefusesABadRuleAsASetting(t *testing.T) {
	if _, err := New("rules", []string{"-rule=x+"}, "", env(1)); err == nil || !strings.Contains(err.Error(), "missing") {
		t.Errorf("error %v", err)
	}
}
