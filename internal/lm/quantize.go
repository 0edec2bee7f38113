package lm

import (
	"fmt"
	"math"
)

// QuantGroup is how many neighbouring weights share one scale.
const QuantGroup = 64

// Quantize returns a copy of the model whose matrices hold only 2^bits different values in each group of QuantGroup neighbours:
// whole numbers from -(2^(bits-1)-1) to 2^(bits-1)-1, times the group's scale, itself of half precision. Norms and biases stay as they are.
func (m *Model) Quantize(bits int) (*Model, error) {
	if bits < 2 || bits > 8 {
		return nil, fmt.Errorf("quantize to %d bits: 2 … 8 are possible", bits)
	}
	q := m.Clone()
	for _, t := range m.Tensors() {
		if len(t.Shape) != 2 {
			continue
		}
		w := q.flat[t.at : t.at+t.Len()]
		whole := make([]int8, len(w))
		scales := quantize(whole, w, bits)
		dequantize(w, whole, scales)
	}
	return q, nil
}

// quantize writes the whole numbers of w and returns the scale of each group.
func quantize(out []int8, w []float32, bits int) (scales []float32) {
	most := float32(int(1)<<(bits-1) - 1)
	for at := 0; at < len(w); at += QuantGroup {
		group := w[at:min(at+QuantGroup, len(w))]
		var top float32
		for _, v := range group {
			top = max(top, v, -v)
		}
		scale := fromF16(toF16(top / most))
		scales = append(scales, scale)
		if scale == 0 {
			clear(out[at : at+len(group)])
			continue
		}
		for i, v := range group {
			out[at+i] = int8(max(-most, min(most, float32(math.RoundToEven(float64(v/scale))))))
		}
	}
	return scales
}

func dequantize(w []float32, whole []int8, scales []float32) {
	for i, v := range whole {
		w[i] = float32(v) * scales[i/QuantGroup]
	}
}

// Bytes is how much memory or room in a file the weights take at so many bits, scales included; 32 is float32.
func (c Config) Bytes(bits int) int {
	n := 0
	for _, t := range c.Tensors() {
		switch {
		case bits == 32 || len(t.Shape) != 2:
			n += 4 * t.Len()
		default:
			n += (t.Len()*bits+7)/8 + 2*((t.Len()+QuantGroup-1)/QuantGroup)
		}
	}
	return n
}
