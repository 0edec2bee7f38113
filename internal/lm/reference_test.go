package lm

import (
	"encoding/json"
	"math"
	"os"
	"testing"
)

// reference is testdata/reference.json; reference.py beside it says how it was made.
type reference struct {
	Config    Config
	IDs       []int
	Targets   []int
	Weights   map[string][]float32
	Logits    [][]float64
	Loss      float64
	Gradients map[string][]float64
}

func readReference(t *testing.T) (reference, *Model) {
	t.Helper()
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var r reference
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	m := newModel(r.Config)
	for _, tensor := range r.Config.Tensors() {
		w := r.Weights[tensor.Name]
		if len(w) != tensor.Len() {
			t.Fatalf("%s: %d weights of %d", tensor.Name, len(w), tensor.Len())
		}
		copy(m.flat[tensor.at:], w)
	}
	return r, m
}

// far is the largest difference relative to the largest number of want.
func far(got []float32, want []float64) (worst float64) {
	top := 0.0
	for _, v := range want {
		top = math.Max(top, math.Abs(v))
	}
	for i, v := range want {
		worst = math.Max(worst, math.Abs(float64(got[i])-v))
	}
	return worst / top
}

func TestLogitsAgreeWithAnIndependentReference(t *testing.T) {
	r, m := readReference(t)
	for n := range r.IDs {
		if d := far(logitsOf(t, m, r.IDs[:n+1]...), r.Logits[n]); d > 1e-5 {
			t.Errorf("after %d tokens the logits are %.2g off", n+1, d)
		}
	}
}

func TestEveryGradientAgreesWithAnIndependentReference(t *testing.T) {
	r, m := readReference(t)
	n := len(r.IDs)
	ids, targets := make([]int32, n), make([]int32, n)
	for i := range ids {
		ids[i], targets[i] = int32(r.IDs[i]), int32(r.Targets[i])
	}
	p := newPass(m.Config, 1, n)
	g := make([]float32, len(m.flat))
	gv := m.view(g)
	p.forward(&m.weights, ids)
	loss := p.loss(&m.weights, &gv, targets, 1/float32(n)) / float64(n)
	p.backward(&m.weights, &gv, ids)
	if math.Abs(loss-r.Loss) > 1e-5*r.Loss {
		t.Errorf("loss %.8f, want %.8f", loss, r.Loss)
	}
	for _, tensor := range r.Config.Tensors() {
		if d := far(g[tensor.at:tensor.at+tensor.Len()], r.Gradients[tensor.Name]); d > 1e-5 {
			t.Errorf("%s: gradients are %.2g off", tensor.Name, d)
		}
	}
}
