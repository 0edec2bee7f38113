package lm

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// full are the logits after ids by one forward pass without a cache.
func full(t testing.TB, m *Model, ids []int) []float32 {
	t.Helper()
	p := newPass(m.Config, 1, len(ids))
	in := make([]int32, len(ids))
	for i, id := range ids {
		in[i] = int32(id)
	}
	p.forward(&m.weights, in)
	logits := make([]float32, m.Vocab)
	m.affine(logits, m.wte, p.xf[(len(ids)-1)*m.Dim:len(ids)*m.Dim], nil)
	return logits
}

func closeTo(t *testing.T, what string, got, want []float32) {
	t.Helper()
	if argmax(got) != argmax(want) {
		t.Errorf("%s: likeliest %d, want %d", what, argmax(got), argmax(want))
	}
	for i := range want {
		if math.Abs(float64(got[i]-want[i])) > 1e-5*(1+math.Abs(float64(want[i]))) {
			t.Fatalf("%s: logit %d is %v, want %v", what, i, got[i], want[i])
		}
	}
}

func TestTheCacheGivesWhatAFullPassGives(t *testing.T) {
	ctx, m := context.Background(), roughModel(11)
	s := NewSession(m, 1)
	rng := rand.New(rand.NewPCG(1, 1))
	for step := range 40 { // far beyond the context of 9: the window slides
		if err := s.Append(ctx, rng.IntN(m.Vocab)); err != nil {
			t.Fatal(err)
		}
		closeTo(t, "append", s.Logits(), full(t, m, s.IDs()))
		if step%7 == 6 {
			if err := s.Rollback(ctx, 1+rng.IntN(len(s.IDs()))); err != nil {
				t.Fatal(err)
			}
			closeTo(t, "rollback", s.Logits(), full(t, m, s.IDs()))
		}
	}
	for _, ids := range [][]int{{1, 2, 3, 4}, {1, 2, 9, 9, 9}, {1, 2}, {5}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}} {
		if err := s.Prompt(ctx, ids); err != nil {
			t.Fatal(err)
		}
		closeTo(t, "prompt", s.Logits(), full(t, m, ids[max(0, len(ids)-m.Context):]))
	}
}

func TestAPromptOutsideTheVocabularyIsRefusedAndACancelledOneGoesOn(t *testing.T) {
	m := roughModel(11)
	s := NewSession(m, 1)
	for _, ids := range [][]int{nil, {-1}, {17}} {
		if s.Prompt(context.Background(), ids) == nil {
			t.Errorf("%v was accepted", ids)
		}
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if s.Prompt(ended, []int{1, 2, 3}) == nil {
		t.Error("a cancelled prompt reported success")
	}
	if err := s.Prompt(context.Background(), []int{1, 2, 3}); err != nil {
		t.Fatal(err)
	}
	closeTo(t, "after a cancelled prompt", s.Logits(), full(t, m, []int{1, 2, 3}))
}

func TestTheSameSeedWritesTheSameText(t *testing.T) {
	write := func(seed uint64) (ids []int) {
		s := NewSession(roughModel(2), seed)
		s.Sampler = Sampler{Temperature: 1}
		if err := s.Prompt(context.Background(), []int{1}); err != nil {
			t.Fatal(err)
		}
		for range 30 {
			id, err := s.Next(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, id)
		}
		return ids
	}
	a, b, c := write(5), write(5), write(6)
	same := true
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("token %d: %d and %d from one seed", i, a[i], b[i])
		}
		same = same && a[i] == c[i]
	}
	if same {
		t.Error("another seed wrote the same text")
	}
}

func BenchmarkDecodeSmall(b *testing.B) {
	s := NewSession(NewModel(Small, 1), 1)
	s.Sampler = Sampler{Temperature: 1}
	if err := s.Prompt(context.Background(), []int{1, 2, 3}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if _, err := s.Next(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeGPT2(b *testing.B) {
	s := NewSession(newModel(Config{Vocab: 50257, Context: 1024, Layers: 12, Heads: 12, Dim: 768}), 1)
	if err := s.Prompt(context.Background(), []int{1, 2, 3}); err != nil {
		b.Fatal(err)
	}
	b.ResetTimer()
	for range b.N {
		if _, err := s.Next(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "tokens/s")
}
