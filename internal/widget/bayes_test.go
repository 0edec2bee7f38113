package widget

import "testing"

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
