package widget

import (
	"fmt"
	"strings"
	"testing"

	"learn-llm/internal/sim"
)

// guessRule goes to candidate i and commits to it.
func guessRule(w Widget, i int) { play(w, fmt.Sprintf("g %d enter", i+1)) }

func TestBlackboxShowsTheHiddenRulesOutputs(t *testing.T) {
	for _, kind := range sim.MachineKinds {
		w := open(t, "blackbox", env(3), "-kind="+kind).(*blackbox)
		play(w, "right enter right right enter left enter")
		if got := value(t, w, "inputs"); got != 3 {
			t.Errorf("%s: %g inputs, want 3", kind, got)
		}
		s := w.View(100, 30)
		for _, in := range w.fed {
			if out := w.output(w.hidden(), in); !strings.Contains(s, out) {
				t.Errorf("%s: the screen does not show that %s gives %s:\n%s", kind, w.shown(in), out, s)
			}
		}
	}
}

func TestBlackboxTakesTheRightRuleAndReachesItsGoal(t *testing.T) {
	for seed := range uint64(8) {
		w := open(t, "blackbox", env(seed)).(*blackbox)
		play(w, "enter")
		if _, reached := w.Goal(); reached {
			t.Fatal("the goal is reached before a guess")
		}
		guessRule(w, w.rule)
		if _, reached := w.Goal(); !reached {
			t.Errorf("seed %d: the right rule %q is not taken", seed, w.hidden().Name)
		}
		if s := w.View(90, 24); !strings.Contains(s, w.hidden().Name) {
			t.Errorf("the rule that was found does not stand in the machine:\n%s", s)
		}
	}
}

func TestBlackboxTellsAPossibleGuessFromAContradictedOne(t *testing.T) {
	w := open(t, "blackbox", env(1)).(*blackbox)
	play(w, "enter") // 2 goes in: every rule of numbers gives 4
	if got := value(t, w, "rules that fit"); got != float64(len(w.rules())) {
		t.Errorf("%g rules fit after the input 2, want all %d", got, len(w.rules()))
	}
	other := (w.rule + 1) % len(w.rules())
	guessRule(w, other)
	if s := w.Report().Narration; !strings.Contains(s, "fits everything") {
		t.Errorf("a wrong rule that fits: %q", s)
	}
	play(w, "right right right enter left left left left left left left left enter")
	guessRule(w, other)
	if s := w.Report().Narration; !strings.Contains(s, "would make") {
		t.Errorf("a rule that is contradicted: %q", s)
	}
	if got := value(t, w, "rules that fit"); got != 1 {
		t.Errorf("%g rules fit after 2, 5 and −3, want 1", got)
	}
}

func TestBlackboxTakesATypedWord(t *testing.T) {
	w := open(t, "blackbox", env(2), "-kind=words").(*blackbox)
	play(w, "t 猫 a b enter")
	if len(w.fed) != 1 || w.fed[0].Word != "猫ab" {
		t.Errorf("fed %+v, want 猫ab", w.fed)
	}
	if w.Typing() {
		t.Error("Enter does not end the typing")
	}
}

func TestBlackboxWithAnotherMachineBeginsAgain(t *testing.T) {
	w := open(t, "blackbox", env(2)).(*blackbox)
	play(w, "enter")
	guessRule(w, w.rule)
	play(w, "n")
	if _, reached := w.Goal(); reached || value(t, w, "inputs") != 0 {
		t.Error("the new machine begins with the old one's state")
	}
}
