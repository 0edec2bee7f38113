package widget

import (
	"strings"
	"testing"

	"learn-llm/internal/prob"
)

// Source: exact probabilities 1 − 2⁻¹⁰ and 10·2⁻¹⁰.
func TestCoinsTellAtLeastOneFromExactlyOne(t *testing.T) {
	w := open(t, "coins", env(1))
	near(t, "at least one", value(t, w, "at least one, exact"), 0.99902, 5e-6)
	near(t, "exactly one", value(t, w, "exactly one, exact"), 0.00977, 5e-6)
	play(w, "space tick:500")
	if got := value(t, w, "rounds"); got != 10000 {
		t.Errorf("rounds = %v after 500 frames of 20", got)
	}
	near(t, "share of 5 heads", value(t, w, "share of 5 heads"), prob.Binomial(10, 5, 0.5), 0.02) // standard error .004
}

func TestCoinsFindOutWhoAlternates(t *testing.T) {
	w := open(t, "coins", env(1))
	play(w, "t"+strings.Repeat(" h t", 50))
	if w.(Typist).Typing() {
		t.Fatal("still typing after 100 tosses")
	}
	if r := w.Report(); !strings.Contains(r.Narration, "A person made this") {
		t.Errorf("narration: %s", r.Narration)
	}
}

func TestTheShareSettlesAndTheDifferenceGrows(t *testing.T) {
	w := open(t, "lln", env(1), "-coins=20")
	play(w, "space tick:80")
	early, gap, n := value(t, w, "mean |share − ½|"), value(t, w, "mean |heads − n/2|"), value(t, w, "tosses")
	play(w, "tick:200")
	late, wide, m := value(t, w, "mean |share − ½|"), value(t, w, "mean |heads − n/2|"), value(t, w, "tosses")
	if m < 50*n || late > early/3 || wide < 3*gap {
		t.Errorf("from %v to %v tosses: share %v → %v, difference %v → %v", n, m, early, late, gap, wide)
	}
}

func TestTheRunOfSharesEndsAtAMillionTosses(t *testing.T) {
	w := open(t, "lln", env(1))
	play(w, "space tick:400")
	if got := value(t, w, "tosses"); got != 1_000_000 || w.Running() {
		t.Errorf("tosses = %v, running %v", got, w.Running())
	}
}

func TestSumsOfDiceComeAsNearTheBellAsTheExactDistribution(t *testing.T) {
	for _, n := range []string{"-n=1", "-n=2", "-n=10"} {
		w := open(t, "clt", env(1), "-source=die", n)
		play(w, "space tick:200")
		// 400,000 sums: the empirical distribution function is within .003 of the true one (DKW, probability > .999).
		near(t, "CDF error with "+n, value(t, w, "largest CDF error"), value(t, w, "exact CDF error"), 0.003)
	}
}

func TestAveragesOfCauchyDrawsDoNotSettle(t *testing.T) {
	for _, n := range []string{"-n=1", "-n=30"} {
		w := open(t, "clt", env(1), "-source=cauchy", n)
		play(w, "space tick:20")
		near(t, "upper quartile", value(t, w, "upper quartile"), 1, 0.06)
		near(t, "lower quartile", value(t, w, "lower quartile"), -1, 0.06)
	}
}

func TestYourOwnDistributionObeysTheLimitToo(t *testing.T) {
	w := open(t, "clt", env(1), "-source=own", "-n=1")
	one := value(t, w, "largest CDF error")
	w = open(t, "clt", env(1), "-source=own", "-n=40")
	play(w, "space tick:50")
	if many := value(t, w, "largest CDF error"); many > one/4 {
		t.Errorf("the error goes from %.4f to %.4f only", one, many)
	}
}
