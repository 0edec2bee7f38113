package widget

import (
	"strings"
	"testing"
)

func TestTheTourSeesEveryRegion(t *testing.T) {
	w := open(t, "tour", env(1)).(*tour)
	seen := map[string]bool{}
	for range tourStops {
		seen[strings.SplitN(w.Report().Narration, ". ", 2)[1]] = true
		for _, size := range [][2]int{{116, 32}, {76, 20}, {40, 10}} {
			w.View(size[0], size[1])
		}
		play(w, "space")
	}
	if len(seen) != len(tourStops) {
		t.Errorf("%d sentences for %d stops", len(seen), len(tourStops))
	}
	if _, reached := w.Goal(); !reached {
		t.Error("the tour has no end")
	}
}
