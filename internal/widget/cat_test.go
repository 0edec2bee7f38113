package widget

import (
	"strings"
	"testing"
)

// foretoldCat opens cat with its prediction behind it and pictures as drawn.
func foretoldCat(t *testing.T, seed uint64) Widget {
	t.Helper()
	w := open(t, "cat", env(seed))
	play(w, "right 3 enter 4 enter left")
	return w
}

func TestCatRulesMadeByHandFailWhereTheFacesMove(t *testing.T) {
	for seed := range uint64(3) {
		w := foretoldCat(t, seed)
		if got := value(t, w, "rules, as drawn"); got < 95 {
			t.Errorf("seed %d: three rules are right for %.1f %% as drawn, want at least 95", seed, got)
		}
		if got := value(t, w, "rules, shifted"); got > 85 {
			t.Errorf("seed %d: three rules are right for %.1f %% of the shifted, want a clear fall", seed, got)
		}
	}
}

func TestCatAsksBeforeItShowsTheShift(t *testing.T) {
	e := env(1)
	w := open(t, "cat", e)
	for _, v := range w.Report().Values {
		if strings.Contains(v.Name, "shifted") {
			t.Errorf("%s is told before the prediction", v.Name)
		}
	}
	play(w, "right")
	if s := w.View(100, 30); !strings.Contains(s, "Predict first") {
		t.Errorf("no question:\n%s", s)
	}
	play(w, "3 enter 4 enter")
	if made := e.Memory.Predictions(); len(made) != 1 || !made[0].Right {
		t.Errorf("predictions %+v, want one that is right: 65 to 85 %%", made)
	}
	value(t, w, "rules, shifted")
}

func TestCatNetworkLearnsWhatItIsShownAndNothingElse(t *testing.T) {
	w := foretoldCat(t, 1)
	play(w, "space tick:120 space")
	if got := value(t, w, "network, as drawn"); got < 97 {
		t.Errorf("trained on pictures as drawn: %.1f %%", got)
	}
	if got := value(t, w, "network, shifted"); got > 90 {
		t.Errorf("trained on pictures as drawn it is right for %.1f %% of the shifted; the course says that it fails", got)
	}
	play(w, "down down down right space tick:250 space") // train on shifted
	if got := value(t, w, "network, shifted"); got < 98 {
		t.Errorf("trained on shifted pictures: %.1f %%", got)
	}
	if _, reached := w.(Quest).Goal(); !reached {
		t.Error("the goal is not reached")
	}
	if got := value(t, w, "network, inverted"); got > 80 {
		t.Errorf("inverted: %.1f %%; nobody showed it such a picture", got)
	}
}

func TestCatCountsOnTheSamePicturesForBoth(t *testing.T) {
	w := foretoldCat(t, 2).(*cat)
	n := 0
	for i := range w.test[shifted] {
		if p := &w.test[shifted][i]; w.jury.Cat(p) == p.Cat {
			n++
		}
	}
	near(t, "rules, shifted", value(t, w, "rules, shifted"), 100*float64(n)/catTest, 1e-9)
	if len(w.test[drawn]) != catTest || len(w.test[inverted]) != catTest {
		t.Error("the sets held out differ in size")
	}
}

func TestCatShowsOnlyFailuresWhenAsked(t *testing.T) {
	w := foretoldCat(t, 1).(*cat)
	play(w, "space tick:60 space f right")
	all, _ := w.shownPictures(shifted, catTest)
	if len(all) == 0 || len(all) == catTest {
		t.Fatalf("%d failures of %d", len(all), catTest)
	}
	for _, p := range all {
		if w.jury.Cat(p) == p.Cat && w.isCat(p) == p.Cat {
			t.Fatal("a picture that both get right is shown")
		}
	}
	for _, size := range sizes {
		checkView(t, "failures", w.View(size[0], size[1]), size[0], size[1])
		play(w, "v")
		checkView(t, "filters", w.View(size[0], size[1]), size[0], size[1])
		play(w, "v")
	}
}
