package widget

import "testing"

func TestTheBallRollsDownAndRests(t *testing.T) {
	w := open(t, "descent", env(1), "-land=line").(*descent)
	before := value(t, w, "loss")
	play(w, "space tick:3000")
	if w.playing || w.slope() > descentReached && w.ball.Steps < descentEnd {
		t.Errorf("after %d steps the slope is %.4f", w.ball.Steps, w.slope())
	}
	if after := value(t, w, "loss"); after >= before {
		t.Errorf("the loss went from %.4f to %.4f", before, after)
	}
}

func TestARateBeyondTheSafeOneThrowsTheBallOut(t *testing.T) {
	for _, c := range []struct {
		by   float64
		lost bool
	}{{0.9, false}, {1.3, true}} {
		w := open(t, "descent", env(1), "-land=ravine").(*descent)
		w.rate = c.by * w.safe()
		w.drop()
		for range 400 {
			w.step()
		}
		if w.ball.Lost() != c.lost {
			t.Errorf("at %.1f times the safe rate the ball is lost: %v", c.by, w.ball.Lost())
		}
	}
}

func TestTheBallStartsWhereTheMapIsPressed(t *testing.T) {
	w := open(t, "descent", env(1)).(*descent)
	send(w, Mouse{X: 0, Y: 0, Width: 116, Height: 30, Do: Press})
	if s := w.landscape().Span; w.a > -0.9*s || w.b < 0.9*s {
		t.Errorf("pressed in the corner, it starts at (%.2f, %.2f) of ±%.1f", w.a, w.b, s)
	}
}
