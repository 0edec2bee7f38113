package lm

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
)

var tiny = Config{Vocab: 17, Context: 9, Layers: 2, Heads: 2, Dim: 8}

// roughModel is tiny with weights large enough that every gradient matters.
func roughModel(seed uint64) *Model {
	m := NewModel(tiny, seed)
	rng := rand.New(rand.NewPCG(seed, 1))
	for i := range m.flat {
		m.flat[i] += float32(rng.NormFloat64() * 0.3)
	}
	return m
}

func TestEveryGradientAgreesWithFiniteDifferences(t *testing.T) {
	m := roughModel(3)
	rng := rand.New(rand.NewPCG(3, 2))
	ids, targets := make([]int32, 18), make([]int32, 18)
	for i := range ids {
		ids[i], targets[i] = int32(rng.IntN(17)), int32(rng.IntN(17))
	}
	targets[4] = -1
	p := newPass(tiny, 2, 9)
	g := make([]float32, len(m.flat))
	gv := tiny.view(g)
	loss := func(g *weights) float64 {
		p.forward(&m.weights, ids)
		return p.loss(&m.weights, g, targets, 1)
	}
	loss(&gv)
	p.backward(&m.weights, &gv, ids)
	for _, tensor := range tiny.Tensors() {
		for range 20 {
			i := tensor.at + rng.IntN(tensor.Len())
			const h = 1e-2
			old := m.flat[i]
			m.flat[i] = old + h
			up := loss(nil)
			m.flat[i] = old - h
			down := loss(nil)
			m.flat[i] = old
			want := (up - down) / (2 * h)
			if got := float64(g[i]); math.Abs(got-want) > 0.01*math.Abs(want)+0.01 {
				t.Errorf("%s[%d]: got %.5f, want %.5f", tensor.Name, i-tensor.at, got, want)
			}
		}
	}
}

func byteMixture(text string, length int) *Mixture {
	s := Stream{Weight: 1}
	for i := range len(text) {
		s.Tokens = append(s.Tokens, uint16(text[i]))
	}
	m, err := NewMixture([]Stream{s}, length)
	if err != nil {
		panic(err)
	}
	return m
}

const rhyme = "Twinkle, twinkle, little star, how I wonder what you are! Up above the world so high, like a diamond in the sky."

func TestOneBatchIsMemorised(t *testing.T) {
	m := NewModel(Config{Vocab: 128, Context: 32, Layers: 2, Heads: 4, Dim: 32}, 1)
	tr := NewTrainer(m, byteMixture(rhyme, 32), Plan{Batch: 2, Length: 32, Micro: 1, Workers: 2, Rate: 5e-3, Warmup: 10, Seed: 1})
	tr.Step()
	var loss float64
	for range 300 {
		loss = tr.learn()
	}
	if !(loss < 0.05) {
		t.Errorf("the loss is %.4f after 300 steps", loss)
	}
}

func TestTenStepsAndTenAfterResumingAreTwentySteps(t *testing.T) {
	mix := byteMixture(rhyme, 16)
	plan := Plan{Batch: 4, Length: 16, Micro: 2, Workers: 2, Rate: 3e-3, Warmup: 5, Seed: 7}
	c := Config{Vocab: 128, Context: 16, Layers: 1, Heads: 2, Dim: 16}
	whole, half := NewModel(c, 1), NewModel(c, 1)
	one, two := NewTrainer(whole, mix, plan), NewTrainer(half, mix, plan)
	file := filepath.Join(t.TempDir(), "checkpoint")
	for i := range 20 {
		one.Step()
		if i < 10 {
			two.Step()
		}
		if i == 7 {
			one.CoolDown(9)
			two.CoolDown(9)
		}
	}
	if err := two.Save(file); err != nil {
		t.Fatal(err)
	}
	three, again, err := Resume(file, mix, Plan{})
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		three.Step()
	}
	if !slices.Equal(whole.flat, again.flat) || !slices.Equal(one.m, three.m) || !three.Cooled() {
		t.Error("not the same weights")
	}
}

func BenchmarkTrainSmall(b *testing.B) {
	var s Stream
	rng := rand.New(rand.NewPCG(1, 1))
	for range 10000 {
		s.Tokens = append(s.Tokens, uint16(rng.IntN(Small.Vocab)))
	}
	s.Weight = 1
	mix, err := NewMixture([]Stream{s}, Small.Context)
	if err != nil {
		b.Fatal(err)
	}
	tr := NewTrainer(NewModel(Small, 1), mix, Plan{Batch: 16, Length: Small.Context, Micro: 2, Workers: 2, Rate: 2e-3, Warmup: 10, Seed: 1})
	b.ResetTimer()
	for range b.N {
		tr.Step()
	}
	b.ReportMetric(float64(b.N*16*Small.Context)/b.Elapsed().Seconds(), "tokens/s")
}

func BenchmarkTrainLive(b *testing.B) {
	tr := NewTrainer(NewModel(Config{Vocab: 256, Context: 64, Layers: 2, Heads: 4, Dim: 64}, 1), byteMixture(rhyme, 64), Plan{Batch: 8, Length: 64, Micro: 4, Workers: 2, Rate: 3e-3, Warmup: 10, Seed: 1})
	b.ResetTimer()
	for range b.N {
		tr.Step()
	}
	b.ReportMetric(float64(b.N*8*64)/b.Elapsed().Seconds(), "tokens/s")
}
