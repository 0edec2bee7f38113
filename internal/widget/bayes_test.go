package widget

import (
	"slices"
	"testing"
)

func TestTheDoctorsTestGivesOneInSix(t *testing.T) {
	w := open(t, "bayes", env(1))
	near(t, "ill given positive", value(t, w, "ill given positive"), 0.16667, 5e-5)
	sum := 0.0
	for _, name := range []string{"ill and found", "ill and missed", "healthy, yet positive", "healthy and let go"} {
		sum += value(t, w, name)
	}
	near(t, "people", sum, bayesPeople, 0)
	play(w, "right right right right right right right right right")
	near(t, "with ten percent ill", value(t, w, "ill given positive"), .1*.99/(.1*.99+.9*.05), 1e-9)
}

func TestMarksKeepTheSharesOfTheirGroups(t *testing.T) {
	for _, c := range []struct {
		counts []int
		per    int
		want   []int
	}{
		{[]int{10, 50, 0, 940}, 1, []int{10, 50, 0, 940}},
		{[]int{10, 50, 0, 940}, 3, []int{3, 17, 0, 313}},
		{[]int{10, 50}, 10, []int{1, 5}},
		{[]int{1, 1, 1, 997}, 4, []int{1, 0, 0, 249}},
	} {
		if got := marks(c.counts, c.per); !slices.Equal(got, c.want) {
			t.Errorf("%v by %d: got %v, want %v", c.counts, c.per, got, c.want)
		}
	}
}
