package widget

import (
	"math"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestThePlaygroundTrainsNumberForNumberAsTheOriginal(t *testing.T) {
	w := open(t, "playground", env(1))
	// playground.tensorflow.org, seed 0.12345, defaults.
	for _, c := range []struct {
		keys        string
		train, test float64
	}{
		{"", .5015807429602891, .5181059111177386},
		{".", .49635937670035557, .5094232758604605},
		{strings.Repeat(". ", 9), .4763460088372576, .4963097824689227},
		{"space tick:9", .00889784142890691, .01144976196033489},
	} {
		play(w, c.keys)
		near(t, "training loss", value(t, w, "training loss"), c.train, 1e-12)
		near(t, "test loss", value(t, w, "test loss"), c.test, 1e-12)
	}
	near(t, "epoch", value(t, w, "epoch"), 100, 0)
}

func TestThePlaygroundStepsBackToTheSameNumbers(t *testing.T) {
	w := open(t, "playground", env(1))
	play(w, ". . .")
	three := value(t, w, "training loss")
	play(w, ". . . , , ,")
	near(t, "epoch", value(t, w, "epoch"), 3, 0)
	near(t, "training loss", value(t, w, "training loss"), three, 1e-15)
}

func TestAWeightIsEditedInPlace(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	w.choose(1, 0)
	before := value(t, w, "1.1 weight 2")
	for w.panel.at < len(w.panel.fields)-3 {
		play(w, "down")
	}
	play(w, "right down right")
	near(t, "weight", value(t, w, "1.1 weight 2"), before+0.1, 1e-12)
}

func TestAnAddressIsOpenedAndLayersAndFeaturesChange(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	w.open("https://playground.tensorflow.org/#networkShape=3,3,3&dataset=spiral&xSquared=true&seed=0.5")
	near(t, "hidden neurons", value(t, w, "hidden neurons"), 9, 0)
	if w.setup.Dataset != "spiral" || !w.setup.Features[2] {
		t.Errorf("opened as %+v", w.setup)
	}
	play(w, "7 1")
	if !w.setup.Features[6] || w.setup.Features[0] {
		t.Errorf("features are %v", w.setup.Features)
	}
	play(w, "1 2 3 7 1 2")
	if w.setup.Features == [7]bool{} {
		t.Error("the last feature was switched off")
	}
}

func TestPointsAreDrawnByKeysAndPasted(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	play(w, "p right enter left left space p")
	if len(w.setup.Own) != 2 || w.setup.Own[0].Label != 1 || w.setup.Own[1].Label != -1 {
		t.Errorf("drawn: %v", w.setup.Own)
	}
	send(w, tea.PasteMsg{Content: "1,2,1\n-1,-2,-1\n3,3,1\n"})
	if len(w.setup.Own) != 3 {
		t.Errorf("pasted: %v", w.setup.Own)
	}
}

func TestTheMouseChoosesTheNeuronUnderIt(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	for _, size := range [][2]int{{116, 32}, {76, 20}, {60, 14}} {
		for _, tile := range w.geometry(size[0], size[1]).tiles {
			send(w, Mouse{X: tile.x, Y: tile.y, Width: size[0], Height: size[1], Do: Hover})
			if w.column != tile.column || w.row != tile.row {
				t.Errorf("at %v the pointer on %v chose %d.%d", size, tile, w.column, w.row)
			}
		}
	}
}

func TestThreeHiddenNeuronsReachTheCircleFromNearlyEverySeed(t *testing.T) {
	if testing.Short() {
		t.Skip("trains forty networks")
	}
	w := open(t, "playground", env(1)).(*playground)
	w.setup.Hidden = []int{3}
	w.reshape()
	play(w, "f")
	near(t, "seeds at 98 %", value(t, w, "seeds at 98 %"), 38, 2) // measured with other seeds: 38 of 40
}

func TestThePlaygroundPausesWhereItWasAsked(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	w.stop = 1
	play(w, "space tick:60")
	if w.playing || math.Abs(value(t, w, "epoch")-300) > 0 {
		t.Errorf("playing %v at epoch %v", w.playing, value(t, w, "epoch"))
	}
}

func BenchmarkPlaygroundView(b *testing.B) {
	w := open(b, "playground", env(1))
	for b.Loop() {
		w.View(116, 32)
	}
}

func TestWhatTheGeometrySaysIsWhereItIsDrawn(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	for _, size := range [][2]int{{116, 32}, {150, 40}, {76, 20}} {
		g := w.geometry(size[0], size[1]-1)
		drawn := splitLines(ansi.Strip(w.View(size[0], size[1])))
		for row, name := range []string{"x", "y", "x²"} {
			tile := g.tiles[row]
			line := drawn[tile.y+tile.h/2]
			if got := strings.TrimSpace(ansi.Cut(line, tile.x-4, tile.x-1)); got != name {
				t.Errorf("at %v %q stands in front of tile %d in %q", size, got, row, line)
			}
		}
	}
}

func TestALayerHasAnActivationOfItsOwn(t *testing.T) {
	w := open(t, "playground", env(1)).(*playground)
	before := w.play.Output(1, 2)
	w.layer = 2
	w.turnActivation(1)
	if len(w.setup.LayerActivations) != 2 || w.setup.LayerActivations[0] != "" || w.setup.LayerActivations[1] == "" || w.play.Output(1, 2) == before {
		t.Errorf("the activations of the layers are %q", w.setup.LayerActivations)
	}
	w.turnActivation(-1)
	if w.setup.LayerActivations[1] != "" {
		t.Errorf("turned back, they are %q", w.setup.LayerActivations)
	}
}
