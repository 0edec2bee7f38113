package nn

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// Source of all numbers: nn.ts and dataset.ts of the playground run in node with seed 0.12345 (course.md).
func TestThePlaygroundIsTheOriginalNumberForNumber(t *testing.T) {
	s, notes, err := ParseURL("https://playground.tensorflow.org/#seed=0.12345", "0.99999")
	if err != nil || len(notes) > 0 {
		t.Fatalf("notes %q, error %v", notes, err)
	}
	p := NewPlayground(s)
	first := p.Train[0]
	near(t, "first x", first.X, 4.618077316847547, 1e-15)
	near(t, "first y", first.Y, -1.8354395887379444, 1e-15)
	near(t, "first label", first.Label, -1, 0)
	near(t, "first bias", p.Net.Layers[0].B[0], 0.1, 0)
	near(t, "first weight", p.Net.Layers[0].W[0], 0.15119012045435498, 0)
	near(t, "second weight", p.Net.Layers[0].W[1], 0.3395422448435659, 0)
	for _, tt := range []struct {
		epoch       int
		train, test float64
		within      float64
	}{
		{0, .5015807429602891, .5181059111177386, 1e-14},
		{1, .49635937670035557, .5094232758604605, 1e-14},
		{10, .4763460088372576, .4963097824689227, 1e-13},
		{100, .00889784142890691, .01144976196033489, 1e-12},
		{1000, .0002360089526162093, .0007018160111653598, 1e-12},
	} {
		for p.Epoch < tt.epoch {
			p.Step()
		}
		near(t, "train loss", p.TrainLoss, tt.train, tt.within)
		near(t, "test loss", p.TestLoss, tt.test, tt.within)
	}
}

func TestAnAddressSurvivesWritingAndReading(t *testing.T) {
	for _, address := range []string{
		"#activation=relu&regularization=L1&regularizationRate=0.003&batchSize=7&dataset=spiral&learningRate=0.1&noise=35&networkShape=8,8&seed=0.4&percTrainData=20&x=false&sinX=true&showTestData=true",
		"#problem=regression&regDataset=reg-gauss&networkShape=&seed=0.5&initZero=true&discretize=true&learningRate=0.00001",
	} {
		s, notes, err := ParseURL(address, "0.1")
		if err != nil || len(notes) > 0 {
			t.Fatalf("notes %q, error %v", notes, err)
		}
		written, unsaid := s.URL()
		again, more, err := ParseURL(written, "0.2")
		if err != nil || len(unsaid)+len(more) > 0 {
			t.Fatalf("notes %q %q, error %v", unsaid, more, err)
		}
		if third, _ := again.URL(); third != written {
			t.Errorf("written twice:\n%s\n%s", written, third)
		}
	}
}

func TestAnAddressOutOfRangeIsClampedAndSaysSo(t *testing.T) {
	s, notes, err := ParseURL("#batchSize=99&noise=-3&networkShape=9,0,1,1,1,1,1&learningRate=0.05&activation=softplus&tutorial=x&percTrainData=abc&cosX=true", "0.1")
	if err != nil {
		t.Fatal(err)
	}
	if s.Batch != 30 || s.Noise != 0 || len(s.Hidden) != 6 || s.Hidden[0] != 8 || s.Hidden[1] != 1 || s.Rate != 0.03 && s.Rate != 0.1 || s.Activation != "tanh" || s.Train != 50 {
		t.Errorf("got %+v", s)
	}
	all := fmt.Sprint(notes)
	for _, word := range []string{"batchSize", "noise", "networkShape", "learningRate", "softplus", "tutorial", "percTrainData", "cosX"} {
		if !strings.Contains(all, word) {
			t.Errorf("no note says %s:\n%s", word, all)
		}
	}
	if _, _, err := ParseURL("https://example.org/#seed=1", "0.1"); err == nil {
		t.Error("an address of another place is taken")
	}
}

func TestZeroWeightsNeverLeaveTheStart(t *testing.T) {
	s := DefaultSetup("0.12345")
	s.InitZero = true
	p := NewPlayground(s)
	for range 100 {
		p.Step()
	}
	near(t, "loss", p.TrainLoss, .4995, 6e-4)
}

func TestTheGradientOfANetworkAgreesWithFiniteDifferences(t *testing.T) {
	for name, act := range Activations {
		if name == "step" {
			continue // its slope is 0 everywhere but at the jump
		}
		n := NewNetwork([]int{2, 4, 3, 1}, []Activation{act, act, Activations["tanh"]}, NewStream(name), false)
		x, target := []float64{0.7, -1.3}, 0.4
		n.Forward(x)
		n.Backward(target)
		for i := range n.params {
			half := func(d float64) float64 {
				keep := n.params[i]
				defer func() { n.params[i] = keep }()
				n.params[i] += d
				e := n.Forward(x) - target
				return e * e / 2
			}
			near(t, name, n.grad[i], (half(1e-6)-half(-1e-6))/2e-6, 1e-7)
		}
	}
}

func TestL1CutsLinksForEver(t *testing.T) {
	s := DefaultSetup("0.12345")
	s.Hidden, s.Penalty = []int{8}, Penalty{"L1", 0.03}
	p := NewPlayground(s)
	for range 200 {
		p.Step()
	}
	alive, all := p.Net.Links()
	if alive == all || alive == 0 {
		t.Errorf("%d of %d links alive after 200 epochs of L1", alive, all)
	}
	for _, l := range p.Net.Layers {
		for i, dead := range l.Dead {
			if dead && l.W[i] != 0 {
				t.Errorf("a dead link weighs %g", l.W[i])
			}
		}
	}
}

func TestEveryExtraLearnsTheCircle(t *testing.T) {
	for name, change := range map[string]func(*Setup){
		"dropout":  func(s *Setup) { s.Dropout, s.Hidden = 0.1, []int{8} },
		"adam":     func(s *Setup) { s.Optimizer, s.Rate = "adam", 0.01 },
		"momentum": func(s *Setup) { s.Optimizer, s.Rate = "momentum", 0.01 },
		"layers":   func(s *Setup) { s.LayerActivations = []string{"relu", "gelu"} },
	} {
		s := DefaultSetup("0.12345")
		change(&s)
		if notes := s.Clamp(); len(notes) > 0 {
			t.Errorf("%s: %q", name, notes)
		}
		p := NewPlayground(s)
		for range 300 {
			p.Step()
		}
		if a := p.Accuracy(p.Test); a < 0.9 {
			t.Errorf("%s: accuracy %.3f on %d test points after 300 epochs", name, a, len(p.Test))
		}
	}
}

func TestTheCurveStaysBounded(t *testing.T) {
	var c Curve
	for e := range 100_000 {
		c.add(e, float64(e), math.Sqrt(float64(e)))
	}
	if n := len(c.Epochs); n > curveCap || n < curveCap/2 {
		t.Errorf("%d entries", n)
	}
	for i, e := range c.Epochs {
		if e != i*c.spacing || c.Train[i] != float64(e) {
			t.Fatalf("entry %d is of epoch %d with loss %g", i, e, c.Train[i])
		}
	}
}

func BenchmarkEpoch(b *testing.B) {
	for _, tt := range []struct{ name, address string }{
		{"defaults", "#seed=0.1"},
		{"relu", "#seed=0.1&activation=relu"},
		{"L1_8", "#seed=0.1&regularization=L1&regularizationRate=0.001&networkShape=8"},
		{"plane", "#seed=0.1&problem=regression"},
		{"spiral", "#seed=0.1&dataset=spiral&networkShape=8,8&xSquared=true&ySquared=true&xTimesY=true&sinX=true&sinY=true"},
	} {
		b.Run(tt.name, func(b *testing.B) {
			s, _, err := ParseURL(tt.address, "")
			if err != nil {
				b.Fatal(err)
			}
			p := NewPlayground(s)
			b.ReportAllocs()
			for b.Loop() {
				p.Step()
			}
		})
	}
}
