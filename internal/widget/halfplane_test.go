package widget

import "testing"

func TestThreeNeuronsEncloseATriangle(t *testing.T) {
	w := open(t, "halfplane", env(1))
	near(t, "corners of one", value(t, w, "corners"), 4, 0) // with the sides of the square
	play(w, "right right")
	near(t, "corners of three", value(t, w, "corners"), 3, 0)
	// An equilateral triangle around a circle of radius 2: 3√3·r².
	near(t, "area", value(t, w, "area"), 20.7846, 1e-3)
	if _, reached := w.(Quest).Goal(); reached {
		t.Error("solved before anything was moved")
	}
}

func TestTheBluePointsCanBeEnclosed(t *testing.T) {
	w := open(t, "halfplane", env(1), "-n=4").(*halfplane)
	w.turn, w.shift = [mostPlanes]float64{0, 90, 180, 270}, [mostPlanes]float64{-2.6, -2.6, -2.6, -2.6}
	if _, reached := w.Goal(); !reached {
		t.Errorf("a square around the disc is right for %.3f only", w.right())
	}
}
