package widget

import "testing"

func TestTheForecasterIsScoredByBrier(t *testing.T) {
	e := env(1)
	w := open(t, "forecast", e).(*forecaster)
	for _, s := range statements {
		if s.true {
			play(w, "right right right right right enter") // 100 %
		} else {
			play(w, "left left left left left enter") // 0 %
		}
	}
	near(t, "score of somebody who knows", value(t, w, "Brier score"), 0, 1e-12)
	if _, reached := w.Goal(); !reached {
		t.Error("the goal is not reached")
	}
	if n := len(e.Memory.Predictions()); n != len(statements) {
		t.Errorf("%d of %d forecasts are on record", n, len(statements))
	}
	half := open(t, "forecast", env(1))
	for range statements {
		play(half, "enter")
	}
	near(t, "score of always one half", value(t, half, "Brier score"), 0.25, 1e-12)
	near(t, "at truth .6", value(t, half, "60 % at truth 60 %"), .24, 1e-12)
	near(t, "always 1 at truth .6", value(t, half, "100 % at truth 60 %"), .40, 1e-12)
}

func TestTheRecordOfTheCourseIsShown(t *testing.T) {
	e := env(1)
	for i := range 4 {
		if err := e.Memory.Predict(Prediction{Name: "x", Confidence: 0.8, Right: i > 0}); err != nil {
			t.Fatal(err)
		}
	}
	w := open(t, "forecast", e)
	play(w, "c")
	near(t, "predictions", value(t, w, "predictions in the course"), 4, 0)
	near(t, "score", value(t, w, "Brier score of the course"), (3*0.04+0.64)/4, 1e-12)
}
