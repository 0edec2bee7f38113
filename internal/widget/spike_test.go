package widget

import "testing"

func TestTheNeuronOfTheCourseFires33Point64TimesASecondOnTheScreen(t *testing.T) {
	w := open(t, "spike", env(1))
	near(t, "rate", value(t, w, "rate"), 33.64, 0.005)
	play(w, "tick:5000")
	counted := 1000 * value(t, w, "spikes") / value(t, w, "time")
	near(t, "counted rate", counted, 33.64, 0.2)
}

func TestLessCurrentThanTheThresholdNeedsGivesNoSpike(t *testing.T) {
	w := open(t, "spike", env(1))
	play(w, "left left left left left tick:200")
	if rate, n := value(t, w, "rate"), value(t, w, "spikes"); rate != 0 || n != 0 {
		t.Errorf("at the threshold the rate is %g with %g spikes, want none", rate, n)
	}
}

func TestAMeasuredCurveOfRatesIsZeroBelowTheThresholdAndRisesAbove(t *testing.T) {
	w := open(t, "spike", env(1))
	play(w, "m")
	if got := value(t, w, "measured at 14 mV"); got != 0 {
		t.Errorf("%g spikes a second below the threshold", got)
	}
	near(t, "measured at 20 mV", value(t, w, "measured at 20 mV"), 33.64, 0.5)
	if a, b := value(t, w, "measured at 40 mV"), value(t, w, "measured at 60 mV"); !(b > a && a > 40) {
		t.Errorf("the curve does not rise: %g, %g", a, b)
	}
}

func TestExcitingPulsesFireANeuronThatItsCurrentLeavesSilentAndInhibitionQuietsIt(t *testing.T) {
	w := open(t, "spike", env(4))
	play(w, "left left left left left left left left down down down down right right right right right right right right tick:2000")
	excited := value(t, w, "spikes")
	if value(t, w, "rate") != 0 || excited < 20 {
		t.Fatalf("%g spikes at 400 exciting pulses a second with a silent current", excited)
	}
	play(w, "down right right right right right right right right tick:2000")
	if quiet := value(t, w, "spikes"); quiet > excited/2 {
		t.Errorf("as much inhibition leaves %g of %g spikes", quiet, excited)
	}
}
