package lm

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
)

// piece is one tensor to be written.
type piece struct {
	name  string
	dtype string
	shape []int
	data  []byte
}

// SaveModel writes config.json, model.safetensors and the vocabulary to a directory. With bits 32 the weights are float32 in Hugging
// Face's layout; with bits 8 matrices are whole numbers of 8 bits in groups of QuantGroup with scales of half precision (NAME.scale).
func (m *Model) SaveModel(dir string, bits int) error {
	if bits != 8 && bits != 32 {
		return fmt.Errorf("write model: %d bits; 8 and 32 are possible", bits)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("write model: %w", err)
	}
	if m.Tokenizer != nil {
		for name, data := range map[string][]byte{"vocab.json": m.Tokenizer.VocabJSON(), "merges.txt": m.Tokenizer.MergesText()} {
			if err := writeFile(filepath.Join(dir, name), data); err != nil {
				return err
			}
		}
	}
	if err := writeFile(filepath.Join(dir, configFile), m.Config.JSON()); err != nil {
		return err
	}
	var pieces []piece
	for _, t := range m.Tensors() {
		pieces = append(pieces, pieceOf(t, m.flat[t.at:t.at+t.Len()], bits)...)
	}
	return writeAtomic(filepath.Join(dir, weightsFile), func(w io.Writer) error { return writeSafetensors(w, pieces) })
}

func writeFile(file string, data []byte) error {
	return writeAtomic(file, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func pieceOf(t Tensor, w []float32, bits int) []piece {
	if bits == 8 && len(t.Shape) == 2 {
		whole := make([]int8, len(w))
		scales := quantize(whole, w, 8)
		numbers, halves := make([]byte, len(w)), make([]byte, 0, 2*len(scales))
		for i, v := range whole {
			numbers[i] = byte(v)
		}
		for _, s := range scales {
			halves = binary.LittleEndian.AppendUint16(halves, toF16(s))
		}
		return []piece{{t.Name, "I8", t.Shape, numbers}, {t.Name + ".scale", "F16", []int{len(scales)}, halves}}
	}
	shape := t.Shape
	if t.Matrix {
		rows, cols := shape[0], shape[1]
		turned := make([]float32, len(w))
		for o := range rows {
			for i := range cols {
				turned[i*rows+o] = w[o*cols+i]
			}
		}
		w, shape = turned, []int{cols, rows}
	}
	data := make([]byte, 0, 4*len(w))
	for _, v := range w {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	return []piece{{t.Name, "F32", shape, data}}
}

// writeSafetensors writes the pieces one after the other, the header padded with spaces to a multiple of 8 bytes.
func writeSafetensors(w io.Writer, pieces []piece) error {
	entries, at := map[string]stored{}, int64(0)
	for _, p := range pieces {
		end := at + int64(len(p.data))
		entries[p.name] = stored{p.dtype, p.shape, [2]int64{at, end}}
		at = end
	}
	head, err := json.Marshal(entries)
	if err != nil {
		return err
	}
	for len(head)%8 != 0 {
		head = append(head, ' ')
	}
	if err := binary.Write(w, binary.LittleEndian, uint64(len(head))); err != nil {
		return err
	}
	if _, err := w.Write(head); err != nil {
		return err
	}
	for _, p := range pieces {
		if _, err := w.Write(p.data); err != nil {
			return err
		}
	}
	return nil
}
