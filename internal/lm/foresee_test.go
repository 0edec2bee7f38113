package lm

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

func TestLookingAtMoreTokensForeseesATextBetter(t *testing.T) {
	ctx := context.Background()
	g, err := NewNgram(bytesOf(rhyme), 128, 1, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	last := math.Log(128)
	for order := 1; order <= 3; order++ {
		loss, err := Surprise(ctx, g.Upto(order), bytesOf(rhyme))
		if err != nil {
			t.Fatal(err)
		}
		if loss >= last-0.3 {
			t.Errorf("order %d: %.3f nats, one order less: %.3f", order, loss, last)
		}
		last = loss
	}
}

func TestASessionForeseesAsTheModelScores(t *testing.T) {
	ctx, m := context.Background(), roughModel(3)
	ids := []int{3, 1, 4, 1, 5}
	loss, err := Surprise(ctx, NewSession(m, 1), ids)
	if err != nil {
		t.Fatal(err)
	}
	score, err := m.Score(ctx, ids)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(loss-score.Loss) > 1e-5 {
		t.Errorf("%.6f by foreseeing, %.6f by scoring", loss, score.Loss)
	}
}

func TestTheSameCoinContinuesInTheSameWay(t *testing.T) {
	ctx := context.Background()
	g, err := NewNgram(bytesOf(rhyme), 128, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	write := func(seed uint64) string {
		rng := rand.New(rand.NewPCG(seed, 1))
		ids, err := Continue(ctx, g, bytesOf("st"), 30, 0.9, rng.Float64)
		if err != nil {
			t.Fatal(err)
		}
		text := ""
		for _, id := range ids {
			text += string(rune(id))
		}
		return text
	}
	if a, b := write(1), write(1); a != b || len(a) != 32 || a[:2] != "st" {
		t.Errorf("%q and %q", a, b)
	}
	if write(1) == write(2) {
		t.Error("another coin wrote the same text")
	}
}
