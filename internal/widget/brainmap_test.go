package widget

import (
	"strings"
	"testing"
)

// seen opens the map with the question about the cerebellum answered.
func seen(t *testing.T) *brainmap { return open(t, "brainmap", env(1), "-asked").(*brainmap) }

func TestTheCerebellumHolds69Of86BillionNeuronsAndThatIsPredictedFirst(t *testing.T) {
	w := open(t, "brainmap", env(1))
	if len(w.Report().Values) != 0 || strings.Contains(w.View(100, 30), "thalamus") {
		t.Fatal("the map stands there before the prediction")
	}
	play(w, "4 enter enter right right right right")
	near(t, "neurons here", value(t, w, "neurons here"), 69e9, 0)
	near(t, "neurons in the brain", value(t, w, "neurons in the brain"), 86e9, 0)
	near(t, "share", value(t, w, "share"), 80.2, 0.1)
	if made := w.(*brainmap).env.Memory.Predictions(); len(made) != 1 || !made[0].Right {
		t.Errorf("predictions %v, want one that is right", made)
	}
}

func TestEveryPartIsOnTheMapWithoutHidingAnother(t *testing.T) {
	area := make([]int, len(brainRegions))
	for y := range brainHeight {
		for x := range brainWidth {
			if p := partAt(float64(x)+0.5, float64(y)+0.5, true); p >= 0 {
				area[p]++
			}
		}
	}
	for i, n := range area {
		if n < 40 {
			t.Errorf("%s covers %d units", brainRegions[i].name, n)
		}
	}
}

func TestAMissedTaskComesBackUntilItIsRight(t *testing.T) {
	b := seen(t)
	play(b, "t")
	first := b.queue[0]
	for b.at == brainTasks[first].part {
		play(b, "right")
	}
	play(b, "enter")
	if b.queue[comesBack] != first || b.missed != 1 || len(b.queue) != len(brainTasks) {
		t.Fatalf("after a miss of %d the queue is %v with %d misses", first, b.queue, b.missed)
	}
	for len(b.queue) > 0 {
		for b.at != brainTasks[b.queue[0]].part {
			play(b, "right")
		}
		play(b, "enter")
	}
	if _, reached := b.Goal(); !reached || b.missed != 1 {
		t.Errorf("all placed: reached %v, %d misses", reached, b.missed)
	}
}

func TestThePointerChoosesThePartUnderIt(t *testing.T) {
	for _, size := range [][2]int{{100, 30}, {60, 20}} {
		b := seen(t)
		w, h := brainPicture(b, size[0], size[1])
		s, top := newBrainScale(w, h), 0
		if size[0] < 72 {
			top = size[1] - h - captionHeight(b, size[0], size[1])
		}
		x, y := int((103+s.left)/s.unit/2), int((75+s.top)/s.unit/4)
		send(b, Mouse{X: x, Y: y + top, Width: size[0], Height: size[1], Do: Hover})
		if got := brainRegions[b.at].name; got != "cerebellum" {
			t.Errorf("at %v the pointer is over %s, want the cerebellum", size, got)
		}
	}
}
