package lm

import (
	"math"
	"math/rand/v2"
	"testing"
)

var sampleLogits = []float32{1, 3, -2, 3, 0.5, 2.9, -1e4, 2}

func pick(s Sampler, u float64) int { return s.Pick(sampleLogits, nil, u) }

func TestTemperatureZeroTakesTheLikeliestAndTheLowestOnTies(t *testing.T) {
	for _, u := range []float64{0, 0.3, 0.999999} {
		if id := pick(Sampler{}, u); id != 1 {
			t.Errorf("coin %v: token %d", u, id)
		}
		if id := pick(Sampler{Temperature: 1e-3}, u); id != 1 && id != 3 {
			t.Errorf("temperature 0.001, coin %v: token %d", u, id)
		}
	}
}

func TestTemperatureOneDrawsByTheSoftmax(t *testing.T) {
	p := make([]float32, len(sampleLogits))
	Softmax(p, sampleLogits, 1)
	rng := rand.New(rand.NewPCG(7, 7))
	const draws = 20000
	counts := make([]float64, len(p))
	for range draws {
		counts[pick(Sampler{Temperature: 1}, rng.Float64())]++
	}
	chi := 0.0
	for i, q := range p {
		if want := draws * float64(q); want > 1 {
			chi += (counts[i] - want) * (counts[i] - want) / want
		} else if counts[i] > 10 {
			t.Errorf("token %d with probability %v came %v times", i, q, counts[i])
		}
	}
	if chi > 22.46 { // the 99.9 % point of χ² with 6 degrees of freedom
		t.Errorf("χ² = %.2f", chi)
	}
}

func TestTopKKeepsKAndTopPTheSmallestSetThatReachesP(t *testing.T) {
	for k := 1; k <= len(sampleLogits); k++ {
		if n := len(Sampler{Temperature: 1, TopK: k}.Choose(&Model{}, sampleLogits, nil, 0).Kept); n != k {
			t.Errorf("top-k of %d keeps %d", k, n)
		}
	}
	for _, p := range []float64{0.1, 0.5, 0.8, 0.9, 0.999} {
		kept := Sampler{Temperature: 1, TopP: p}.Choose(&Model{}, sampleLogits, nil, 0).Kept
		all := Sampler{Temperature: 1}.Choose(&Model{}, sampleLogits, nil, 0).Kept
		sum := 0.0
		for _, c := range all[:len(kept)] {
			sum += c.P
		}
		if sum < p-1e-6 || sum-all[len(kept)-1].P >= p {
			t.Errorf("top-p of %v keeps %d tokens with %v in all", p, len(kept), sum)
		}
		total := 0.0
		for _, c := range kept {
			total += c.P
		}
		if math.Abs(total-1) > 1e-6 {
			t.Errorf("what top-p of %v keeps adds up to %v", p, total)
		}
	}
}

func TestThePenaltyLowersWhatWasSaid(t *testing.T) {
	if id := (Sampler{Penalty: 2}).Pick(sampleLogits, []int{1, 1, 3}, 0); id != 5 {
		t.Errorf("token %d after both likeliest were said", id)
	}
	negative := []float32{-1, -1.5}
	if id := (Sampler{Penalty: 2}).Pick(negative, []int{0}, 0); id != 1 {
		t.Errorf("a negative score was raised: token %d", id)
	}
}

func TestExtremeLogitsAndTemperaturesStayNumbers(t *testing.T) {
	for _, logits := range [][]float32{{1e4, -1e4, 0}, {-1e4, -1e4, -1e4}, {1e4, 1e4, 1e4}} {
		for _, T := range []float64{1e-3, 1, 100} {
			p := make([]float32, 3)
			bits := Softmax(p, logits, T)
			if sum := sumOf(p); math.Abs(sum-1) > 1e-5 || math.IsNaN(bits) || bits < 0 {
				t.Errorf("%v at T=%v: %v, %v bits", logits, T, p, bits)
			}
			if id := (Sampler{Temperature: T, TopP: 0.9}).Pick(logits, nil, 0.99); id < 0 || id > 2 {
				t.Errorf("%v at T=%v: token %d", logits, T, id)
			}
		}
	}
}
