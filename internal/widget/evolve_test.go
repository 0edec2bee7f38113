package widget

import "testing"

func TestTheStringsFindTheGoalAndLoseItWhenMutationIsTurnedUp(t *testing.T) {
	w := open(t, "evolve", env(1))
	play(w, "tick:400")
	if _, reached := w.(Quest).Goal(); !reached {
		t.Fatalf("after 400 generations the best has %g bits", value(t, w, "best"))
	}
	for range 30 {
		play(w, "right")
	}
	play(w, "tick:150")
	if best, mean := value(t, w, "best"), value(t, w, "mean"); best == 64 || mean > 48 {
		t.Errorf("at 15 %% mutation the best still has %g bits and the mean %g", best, mean)
	}
}

func TestTheComparisonOnTheScreenFindsThatCultureNeedsFewerGenerations(t *testing.T) {
	w := open(t, "evolve", env(1))
	play(w, "c")
	a, b := value(t, w, "without culture"), value(t, w, "with culture")
	if b >= a || value(t, w, "culture faster") < 15 {
		t.Errorf("%g generations without culture and %g with it", a, b)
	}
}

func TestWithoutSelectionTheStringsDoNotApproachTheGoal(t *testing.T) {
	w := open(t, "evolve", env(1))
	play(w, "down right tick:300")
	if mean := value(t, w, "mean"); mean > 45 {
		t.Errorf("without selection the mean rises to %g bits", mean)
	}
}
