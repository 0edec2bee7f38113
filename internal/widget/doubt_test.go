package widget

import "testing"

func TestTheEnsembleDiffersMoreOutsideTheData(t *testing.T) {
	w := open(t, "doubt", env(1))
	play(w, "space tick:150")
	in, out := value(t, w, "spread inside"), value(t, w, "spread outside")
	if !(out > 1.5*in) {
		t.Errorf("the networks differ by %.3f inside and %.3f outside", in, out)
	}
	near(t, "steps", value(t, w, "steps"), doubtEnd, 0)
}

func TestTheVoteIsAsComputed(t *testing.T) {
	w := open(t, "doubt", env(1), "-show=vote")
	near(t, "eleven voters", value(t, w, "majority"), .922, 5e-4)
	play(w, "down down down right right right right right right right right right right")
	near(t, "all of one opinion", value(t, w, "majority"), .7, 1e-9)
	near(t, "independent", value(t, w, "majority, independent"), .922, 5e-4)
}
