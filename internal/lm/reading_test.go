package lm

import (
	"context"
	"math"
	"testing"
)

func TestAReadingAgreesWithTheScoreAndItsRowsAddUp(t *testing.T) {
	m := roughModel(7)
	ids := []int{3, 1, 4, 1, 5, 9, 2}
	r, err := m.Read(context.Background(), ids, nil)
	if err != nil {
		t.Fatal(err)
	}
	score, err := m.Score(context.Background(), ids)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(r.Loss()-score.Loss) > 1e-5 {
		t.Errorf("loss %.6f by reading, %.6f by scoring", r.Loss(), score.Loss)
	}
	tops, loss, err := m.Tops(context.Background(), ids)
	if err != nil || math.Abs(loss-score.Loss) > 1e-5 {
		t.Errorf("loss %.6f at once, %.6f by scoring; %v", loss, score.Loss, err)
	}
	if want := argmax(logitsOf(t, m, ids[:4]...)); tops[3] != want {
		t.Errorf("likeliest after four tokens: %d at once, %d in a session", tops[3], want)
	}
	for l, heads := range r.Attention {
		for h, rows := range heads {
			for i, row := range rows {
				if len(row) != i+1 || math.Abs(sumOf(row)-1) > 1e-5 {
					t.Fatalf("layer %d head %d token %d: %d weights that add up to %v", l, h, i, len(row), sumOf(row))
				}
			}
		}
	}
}

func TestAMutedHeadChangesTheLossAndTheLastLensIsTheModel(t *testing.T) {
	m := roughModel(7)
	ids := []int{3, 1, 4, 1, 5, 9, 2}
	all, err := m.Read(context.Background(), ids, nil)
	if err != nil {
		t.Fatal(err)
	}
	muted, err := m.Read(context.Background(), ids, [][]bool{{true, false}, {false, false}})
	if err != nil {
		t.Fatal(err)
	}
	if all.Loss() == muted.Loss() {
		t.Error("a head that is switched off changes nothing")
	}
	lens, err := m.Lens(context.Background(), ids)
	if err != nil {
		t.Fatal(err)
	}
	for i, z := range logitsOf(t, m, ids...) {
		if lens[m.Layers][i] != z {
			t.Fatalf("logit %d: %v through the last lens, %v from the model", i, lens[m.Layers][i], z)
		}
	}
}
