package nn

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// A parityCase is one setup and what a program in JavaScript, written from the same facts object by object as the
// original is, printed for it in node 20; it prints the published values of the defaults too (see TestThePlaygroundIs…).
type parityCase struct {
	name           string
	change         func(*Setup)
	epochs         int
	x, y, label    float64 // the fourth training point
	train, test    float64
	first, last    float64 // the first and the last weight
	squares, links float64 // Σ of all squared weights and biases; dead links
}

var parityCases = []parityCase{
	{"defaults", func(*Setup) {}, 100, 2.562586842673219, -3.318447258713826, -1,
		0.00889784142890691, 0.01144976196033489, 0.3428551723618379, 2.6901049199781424, 21.666639353318025, 0},
	{"relu", func(s *Setup) { s.Activation = "relu" }, 100, 2.562586842673219, -3.318447258713826, -1,
		0.01601198080857782, 0.022558114330129324, 0.11825156214405441, 2.426419628851483, 22.284192440754513, 0},
	{"L1 with [8]", func(s *Setup) { s.Penalty, s.Hidden = Penalty{"L1", 0.03}, []int{8} }, 100, 2.562586842673219, -3.318447258713826, -1,
		0.293923606023918, 0.2764002179615597, 0, 0, 7.093203184474677, 20},
	{"plane", func(s *Setup) { s.Problem, s.Dataset, s.Noise = "regression", "plane", 10 }, 100, -3.929196910567031, -0.9761191872048158, -0.49892782235775934,
		0.0016132772723282585, 0.0016855596446338007, 0.007341974442715207, -1.1320022003502133, 3.08027956464397, 0},
	{"multi-gauss with sigmoid", func(s *Setup) {
		s.Problem, s.Dataset, s.Noise, s.Activation = "regression", "multi-gauss", 25, "sigmoid"
	}, 30, -3.929196910567031, -0.9761191872048158, 0,
		0.04115433234885284, 0.047234842339990736, 0.1856296355582228, -0.48785092085269677, 1.4112150337937026, 0},
	{"batch 30, carried over", func(s *Setup) { s.Batch = 30 }, 100, 2.562586842673219, -3.318447258713826, -1,
		0.20309005700459326, 0.2394343974609225, 0.49356342516739254, 1.5167852842913734, 8.642106875482703, 0},
	{"spiral, L2, [8 8], all features", func(s *Setup) {
		s.Dataset, s.Noise, s.Hidden, s.Penalty = "spiral", 20, []int{8, 8}, Penalty{"L2", 0.001}
		s.Features = [7]bool{true, true, true, true, true, true, true}
	}, 100, -1.6537264148113096, -2.6927571604082754, -1,
		0.3054345063257628, 0.354106264599962, -0.4147226423481923, -0.8559503485429552, 24.212316538938857, 0},
	{"xor", func(s *Setup) { s.Dataset, s.Noise = "xor", 15 }, 20, -0.6818328487779841, -1.3465612607531237, 1,
		0.43507376845340234, 0.4407887407577533, 0.27604411658477607, 0.6348842936684815, 2.2618257475820442, 0},
	{"gauss", func(s *Setup) { s.Dataset, s.Noise = "gauss", 35 }, 20, -4.462851697913019, -3.080708835389739, -1,
		0.08349772256369678, 0.082275535630639, -0.13751277632608866, 0.8681781995485262, 3.87377410695726, 0},
}

func TestEverySetupTrainsAsTheOriginal(t *testing.T) {
	for _, tt := range parityCases {
		s := DefaultSetup("0.12345")
		tt.change(&s)
		if notes := s.Clamp(); len(notes) > 0 {
			t.Errorf("%s: %q", tt.name, notes)
		}
		p := NewPlayground(s)
		q := p.Train[3]
		near(t, tt.name+" x", q.X, tt.x, 1e-15)
		near(t, tt.name+" y", q.Y, tt.y, 1e-15)
		near(t, tt.name+" label", q.Label, tt.label, 1e-15)
		for range tt.epochs {
			p.Step()
		}
		squares := 0.0
		for _, w := range p.Net.Params() {
			squares += w * w
		}
		alive, all := p.Net.Links()
		last := p.Net.Layers[len(p.Net.Layers)-1].W
		near(t, tt.name+" train loss", p.TrainLoss, tt.train, 1e-12)
		near(t, tt.name+" test loss", p.TestLoss, tt.test, 1e-12)
		near(t, tt.name+" first weight", p.Net.Layers[0].W[0], tt.first, 1e-12)
		near(t, tt.name+" last weight", last[len(last)-1], tt.last, 1e-12)
		near(t, tt.name+" squares", squares, tt.squares, 1e-12*math.Max(1, tt.squares))
		near(t, tt.name+" dead links", float64(all-alive), tt.links, 0)
	}
}

// Source: course.md: 20 seeds, three tanh neurons do not solve xor in 300 epochs.
func TestThreeNeuronsDoNotSolveXor(t *testing.T) {
	s := DefaultSetup("")
	s.Dataset, s.Hidden = "xor", []int{3}
	runs, err := Fan(t.Context(), s, FanSeeds(20), 300)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		if r.Accuracy >= 0.98 {
			t.Errorf("seed %s: %.3f of the test points", r.Seed, r.Accuracy)
		}
	}
}

// Source: course.md: circle, noise 35, 20 % to train on, [8 8], all features, 1000 epochs: train/test .034/.339, with L2 .01 .077/.251.
// The seed of that measurement is not recorded; over seeds the shape is what must hold.
func TestTooManyNeuronsLearnTheNoiseAndL2HoldsThemBack(t *testing.T) {
	if testing.Short() {
		t.Skip("six trainings of 1000 epochs")
	}
	const seeds = 3
	s := DefaultSetup("")
	s.Noise, s.Train, s.Hidden, s.Features = 35, 20, []int{8, 8}, [7]bool{true, true, true, true, true, true, true}
	mean := func() (train, test float64) {
		runs, err := Fan(t.Context(), s, FanSeeds(seeds), 1000)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range runs {
			train, test = train+r.TrainLoss/seeds, test+r.TestLoss/seeds
		}
		return train, test
	}
	train, test := mean()
	s.Penalty = Penalty{"L2", 0.01}
	train2, test2 := mean()
	t.Logf("without %.3f/%.3f, with L2 %.3f/%.3f", train, test, train2, test2)
	if !(train < 0.1 && test > 3*train && train2 > train && test2 < test) {
		t.Errorf("train/test %.3f/%.3f, with L2 %.3f/%.3f", train, test, train2, test2)
	}
}

func TestALearningRateOfTenBreaksTheCircle(t *testing.T) {
	s := DefaultSetup("")
	s.Rate = 10
	runs, err := Fan(t.Context(), s, FanSeeds(10), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range runs {
		if r.Accuracy >= 0.98 {
			t.Errorf("seed %s: %.3f of the test points", r.Seed, r.Accuracy)
		}
	}
}

func TestANewShapeKeepsTheData(t *testing.T) {
	p := NewPlayground(DefaultSetup("0.12345"))
	first, before := p.Train[0], p.Net.Params()[0]
	s := p.Setup
	s.Hidden, s.Features[6] = []int{5, 3, 2}, true
	p.Step()
	p.Reshape(s)
	if p.Train[0] != first || p.Epoch != 0 || len(p.Net.Layers) != 4 || len(p.Net.Input) != 3 || p.Net.Params()[0] == before {
		t.Errorf("after Reshape: %d layers, %d inputs, epoch %d", len(p.Net.Layers), len(p.Net.Input), p.Epoch)
	}
	p.Step()
}

func TestPointsOfOnesOwnAreReadAndTrained(t *testing.T) {
	points, err := ReadPoints(strings.NewReader("x,y,label\n# mine\n1, 2, 1\n-1,-2,-1\n2,2,1\n-3,-1,-1\n"))
	if err != nil || len(points) != 4 || points[1] != (Point{-1, -2, -1}) {
		t.Fatalf("%v, %v", points, err)
	}
	var b strings.Builder
	if err := WritePoints(&b, points); err != nil {
		t.Fatal(err)
	}
	if again, err := ReadPoints(strings.NewReader(b.String())); err != nil || !slices.Equal(again, points) {
		t.Errorf("written and read: %v, %v", again, err)
	}
	s := DefaultSetup("0.1")
	s.Dataset, s.Own, s.Features = "own", points, [7]bool{}
	for range 2 {
		p := NewPlayground(s)
		for range 5 {
			p.Step()
		}
		if math.IsNaN(p.TrainLoss) || len(p.Train)+len(p.Test) != 4 {
			t.Errorf("loss %g on %d points", p.TrainLoss, len(p.Train))
		}
		s.Features = [7]bool{true}
	}
	for text, word := range map[string]string{"1,1,1\n2,x,1\n": "line 2", "1,1,1\n9,1,1\n": "outside", "1,1\n": "columns", "": "at least 2"} {
		if _, err := ReadPoints(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%q: error %v, want one with %q", text, err, word)
		}
	}
}
