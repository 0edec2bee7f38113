package lm

// A Trace is what the newest token left inside the model; a widget asks for it by setting Session.Trace.
// The slices are reused with each token.
type Trace struct {
	Lens      bool          // whether Logits are wanted: they cost one output layer for each layer
	Attention [][][]float32 // [Layers][Heads][places so far]: how much the newest token looks at each; rows add up to 1
	Residual  [][]float32   // [Layers+1][Dim]: the stream before each layer, and after the last
	Logits    [][]float32   // [Layers+1][Vocab]: what each of these would give as output (the logit lens); nil without Lens
}

// begin makes room for one token.
func (t *Trace) begin(m *Model, pos int) {
	if t == nil {
		return
	}
	if len(t.Residual) != m.Layers+1 {
		t.Residual = make([][]float32, m.Layers+1)
		t.Attention = make([][][]float32, m.Layers)
		for l := range t.Residual {
			t.Residual[l] = make([]float32, m.Dim)
		}
		for l := range t.Attention {
			t.Attention[l] = make([][]float32, m.Heads)
			for h := range t.Attention[l] {
				t.Attention[l][h] = make([]float32, 0, m.Context)
			}
		}
	}
	if t.Lens && len(t.Logits) != m.Layers+1 {
		t.Logits = make([][]float32, m.Layers+1)
		for l := range t.Logits {
			t.Logits[l] = make([]float32, m.Vocab)
		}
	}
}

func (t *Trace) attention(l, h int, att []float32) {
	if t != nil {
		t.Attention[l][h] = append(t.Attention[l][h][:0], att...)
	}
}

// residual notes the stream before layer l. The lens is only made for the newest token of the text.
func (t *Trace) residual(s *Session, l int) {
	if t == nil {
		return
	}
	copy(t.Residual[l], s.x)
	if t.Lens && s.known+1 == len(s.ids) {
		s.lens(t.Logits[l])
	}
}
