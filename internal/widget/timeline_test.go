package widget

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Source: the course's list of dates.
func TestTheTimelineHasTheRightDates(t *testing.T) {
	have := map[string]string{}
	for _, e := range epochs {
		have[e.name] = e.when()
	}
	for name, when := range map[string]string{
		"model neuron": "1943", "Dartmouth": "1956", "perceptron": "1958", "first winter": "1974–1980", "expert systems": "1980–1989",
		"backpropagation": "1986", "second winter": "1987–1993", "deep learning": "2012", "Transformer": "2017", "GPT": "2018–",
	} {
		if have[name] != when {
			t.Errorf("%s: %q, want %q", name, have[name], when)
		}
	}
}

func TestEveryEntryOfTheTimelineSaysWhatHappenedAndWhere(t *testing.T) {
	if !slices.IsSortedFunc(epochs, func(a, b epoch) int { return a.from - b.from }) {
		t.Error("the entries are not in order")
	}
	for _, e := range epochs {
		if !strings.ContainsAny(e.happened[len(e.happened)-1:], ".?") || !strings.ContainsAny(e.source, "0123456789") || e.from < timelineFirst || e.end() > timelineLast || e.end() < e.from {
			t.Errorf("%+v", e)
		}
	}
}

func TestTheWalkAlongTheTimelineTellsEveryEntry(t *testing.T) {
	w := open(t, "timeline", env(1))
	for i, e := range epochs {
		near(t, "entry", value(t, w, "entry"), float64(i+1), 0)
		for zoom := range timelineZooms {
			v := strings.Join(strings.Fields(w.View(76, 20)), " ")
			if !strings.Contains(v, e.when()+" "+e.name) || !strings.Contains(v, "◆") {
				t.Errorf("zoom %d does not show %s %s:\n%s", zoom, e.when(), e.name, w.View(76, 20))
			}
			play(w, "+")
		}
		play(w, "- - - right")
	}
	near(t, "the last stays", value(t, w, "entry"), float64(len(epochs)), 0)
	play(w, "home")
	near(t, "the first", value(t, w, "from"), 1943, 0)
}

func TestZoomShowsFewerYearsAroundTheEntryAndMoreNames(t *testing.T) {
	w := open(t, "timeline", env(1), "-year=2014")
	names := func() (n int) {
		axis, _, _ := strings.Cut(w.View(76, 24), fmt.Sprint("\n\n", 2014))
		for _, e := range epochs {
			if strings.Contains(axis, e.name) {
				n++
			}
		}
		return n
	}
	all := names()
	play(w, "+ +")
	near(t, "first year shown", value(t, w, "first year shown"), 2014-10.5, 0)
	if near := names(); all < 12 || near < 5 || near >= all {
		t.Errorf("%d names of all years, %d of the last 21", all, near)
	}
}

func TestAPressChoosesTheNearestEntry(t *testing.T) {
	w := open(t, "timeline", env(1))
	send(w, Mouse{X: 76, Width: 77, Height: 20, Do: Press})
	near(t, "the right end", value(t, w, "from"), 2018, 0)
	send(w, Mouse{X: 14, Width: 77, Height: 20, Do: Press}) // 1941 + 14·84/76 = 1956.5
	near(t, "1956", value(t, w, "from"), 1956, 0)
}
