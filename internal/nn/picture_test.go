package nn

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func seeded(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2)) }

func TestPicturesAreGreyAndRepeatable(t *testing.T) {
	style := PictureStyle{Shift: 2, Noise: 0.1}
	a, b := Pictures(40, style, seeded(1)), Pictures(40, style, seeded(1))
	for i := range a {
		if a[i] != b[i] || a[i].Cat != (i%2 == 0) {
			t.Fatalf("picture %d differs", i)
		}
		for _, v := range a[i].Grey {
			if v < 0 || v > 1 {
				t.Fatalf("a grey of %g", v)
			}
		}
	}
	if testing.Verbose() {
		for _, p := range Pictures(4, PictureStyle{}, seeded(3)) {
			t.Log("\n" + sketch(&p))
		}
	}
}

func sketch(p *Picture) string {
	var b strings.Builder
	for i, v := range p.Grey {
		b.WriteString(strings.Repeat(string(" .:-=+*#%@"[min(int(v*10), 9)]), 2))
		if i%PictureSide == PictureSide-1 {
			b.WriteByte('\n')
		}
	}
	return b.String()
}

func TestHandMadeRulesWorkUntilTheFaceMoves(t *testing.T) {
	still, moved := PictureStyle{Noise: 0.1}, PictureStyle{Noise: 0.1, Shift: 2}
	learn, test := Pictures(200, still, seeded(1)), Pictures(400, still, seeded(2))
	shifted := Pictures(400, moved, seeded(3))
	for _, r := range PictureRules {
		j := NewJury([]PictureRule{r}, learn)
		t.Logf("%-28s %.3f, moved %.3f", r.Name, PictureAccuracy(j.Cat, test), PictureAccuracy(j.Cat, shifted))
		if a := PictureAccuracy(j.Cat, test); a < 0.75 {
			t.Errorf("%s: %.3f of 400", r.Name, a)
		}
	}
	j := NewJury(PictureRules[:3], learn)
	before, after := PictureAccuracy(j.Cat, test), PictureAccuracy(j.Cat, shifted)
	t.Logf("three rules: %.3f, moved %.3f", before, after)
	if before < 0.95 || after > before-0.08 {
		t.Errorf("three rules: %.3f where the faces are still, %.3f where they move", before, after)
	}
}

func TestTheGradientOfTheConvNetAgreesWithFiniteDifferences(t *testing.T) {
	n := NewConvNet(3, seeded(4))
	batch := Pictures(4, PictureStyle{Noise: 0.2, Shift: 2}, seeded(5))
	grad, _, _ := n.Gradient(batch)
	analytic := append([]float64(nil), grad...)
	for i := range n.params {
		loss := func(d float64) float64 {
			keep := n.params[i]
			defer func() { n.params[i] = keep }()
			n.params[i] += d
			_, l, _ := n.Gradient(batch)
			return l
		}
		near(t, "gradient", analytic[i], (loss(1e-6)-loss(-1e-6))/2e-6, 1e-7)
	}
}

func TestTheConvNetLearnsMovingFacesAndFailsOnInvertedOnes(t *testing.T) {
	style := PictureStyle{Shift: 2, Noise: 0.1}
	train, rng := Pictures(400, style, seeded(6)), seeded(7)
	test, inverted := Pictures(400, style, seeded(8)), Pictures(400, PictureStyle{Shift: 2, Noise: 0.1, Invert: true}, seeded(9))
	n := NewConvNet(6, seeded(10))
	batch := make([]Picture, 16)
	for range 300 {
		for i := range batch {
			batch[i] = train[rng.IntN(len(train))]
		}
		n.Step(Optimizer{"adam", 0.005}, batch)
	}
	cat := func(p *Picture) bool { return n.Predict(p) > 0.5 }
	got, upside := PictureAccuracy(cat, test), PictureAccuracy(cat, inverted)
	t.Logf("held out %.3f, inverted %.3f", got, upside)
	if got < 0.97 || upside > 0.8 {
		t.Errorf("%.3f of 400 held out, %.3f of 400 inverted", got, upside)
	}
	if a := testing.AllocsPerRun(5, func() { n.Step(Optimizer{"adam", 0.005}, batch) }); a != 0 {
		t.Errorf("Step allocates %g times", a)
	}
}

func BenchmarkConvStep16(b *testing.B) {
	n, batch := NewConvNet(6, seeded(1)), Pictures(16, PictureStyle{Shift: 2}, seeded(2))
	b.ReportAllocs()
	for b.Loop() {
		n.Step(Optimizer{"adam", 0.005}, batch)
	}
}
