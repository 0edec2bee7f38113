package lm

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
)

// Safetensors is a file of named tensors: the length of a header, the header in JSON, then the numbers.
// Source: the format's page at Hugging Face.
type Safetensors struct {
	r       io.ReaderAt
	base    int64
	entries map[string]stored
}

// stored says where a tensor lies.
type stored struct {
	Dtype   string   `json:"dtype"`
	Shape   []int    `json:"shape"`
	Offsets [2]int64 `json:"data_offsets"`
}

const (
	mostHeader  = 16 << 20
	mostTensors = 1 << 16
)

// dtypeBytes is the size of one number.
var dtypeBytes = map[string]int64{"F64": 8, "F32": 4, "F16": 2, "BF16": 2, "I8": 1, "U8": 1, "BOOL": 1, "I16": 2, "U16": 2, "I32": 4, "U32": 4, "I64": 8, "U64": 8}

// OpenSafetensors reads the header of a file of size bytes and checks all of it: every tensor lies inside the file, no two overlap,
// and each is as long as its shape says. The numbers stay in the file.
func OpenSafetensors(r io.ReaderAt, size int64) (*Safetensors, error) {
	var head [8]byte
	if _, err := r.ReadAt(head[:], 0); err != nil || size < 8 {
		return nil, fmt.Errorf("safetensors: shorter than the 8 bytes of its length")
	}
	n := binary.LittleEndian.Uint64(head[:])
	if n > mostHeader || int64(n) > size-8 {
		return nil, fmt.Errorf("safetensors: the header says %d bytes; the file has %d and %d is the limit", n, size, mostHeader)
	}
	text := make([]byte, n)
	if _, err := r.ReadAt(text, 8); err != nil && err != io.EOF {
		return nil, fmt.Errorf("safetensors: header: %w", err)
	}
	raw, err := objectOnce(text)
	if err != nil {
		return nil, fmt.Errorf("safetensors: header: %w", err)
	}
	s := &Safetensors{r: r, base: 8 + int64(n), entries: map[string]stored{}}
	for name, value := range raw {
		if name == "__metadata__" {
			continue
		}
		e, err := readStored(value)
		if err != nil {
			return nil, fmt.Errorf("safetensors: %q: %w", name, err)
		}
		if err := e.check(size - s.base); err != nil {
			return nil, fmt.Errorf("safetensors: %q: %w", name, err)
		}
		s.entries[name] = e
	}
	return s, s.whole(size - s.base)
}

// objectOnce reads a JSON object in which every name occurs once.
func objectOnce(text []byte) (map[string]json.RawMessage, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("not a JSON object")
	}
	all := map[string]json.RawMessage{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, err
		}
		name, _ := t.(string)
		if _, twice := all[name]; twice || len(all) >= mostTensors {
			return nil, fmt.Errorf("%q occurs twice, or there are more than %d names", name, mostTensors)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		all[name] = value
	}
	_, err := dec.Token()
	return all, err
}

// readStored reads where a tensor lies: exactly the three names, each once and in this case, which encoding/json alone would not insist on.
func readStored(text []byte) (e stored, err error) {
	raw, err := objectOnce(text)
	if err != nil {
		return e, err
	}
	for name, into := range map[string]any{"dtype": &e.Dtype, "shape": &e.Shape, "data_offsets": &e.Offsets} {
		value, ok := raw[name]
		if !ok || len(raw) != 3 {
			return e, fmt.Errorf("it needs dtype, shape and data_offsets, and nothing else")
		}
		if name == "data_offsets" {
			var two []int64
			if json.Unmarshal(value, &two) != nil || len(two) != 2 {
				return e, fmt.Errorf("data_offsets are not two whole numbers")
			}
		}
		if err := json.Unmarshal(value, into); err != nil {
			return e, fmt.Errorf("%s: %w", name, err)
		}
	}
	return e, nil
}

func (e stored) check(room int64) error {
	each, known := dtypeBytes[e.Dtype]
	if !known {
		return fmt.Errorf("numbers of kind %q are not known", e.Dtype)
	}
	want := each
	for _, d := range e.Shape {
		if d < 0 || d > 1<<31 || want > 1<<48 {
			return fmt.Errorf("shape %v is out of bounds", e.Shape)
		}
		want *= int64(d)
	}
	if e.Offsets[0] < 0 || e.Offsets[1] < e.Offsets[0] || e.Offsets[1] > room || e.Offsets[1]-e.Offsets[0] != want {
		return fmt.Errorf("%s of shape %v needs %d bytes; it lies at %d … %d of %d", e.Dtype, e.Shape, want, e.Offsets[0], e.Offsets[1], room)
	}
	return nil
}

// whole reports two tensors that share bytes, and bytes that belong to none.
func (s *Safetensors) whole(room int64) error {
	names := s.Names()
	slices.SortFunc(names, func(a, b string) int {
		return int(max(-1, min(1, s.entries[a].Offsets[0]-s.entries[b].Offsets[0])))
	})
	end, last := int64(0), ""
	for _, name := range names {
		e := s.entries[name]
		if e.Offsets[0] < end && e.Offsets[1] > e.Offsets[0] {
			return fmt.Errorf("safetensors: %q and %q share bytes", last, name)
		}
		if e.Offsets[0] > end {
			return fmt.Errorf("safetensors: the bytes %d … %d in front of %q belong to no tensor", end, e.Offsets[0], name)
		}
		end, last = max(end, e.Offsets[1]), name
	}
	if end != room {
		return fmt.Errorf("safetensors: the last %d bytes belong to no tensor", room-end)
	}
	return nil
}

// Names lists the tensors, in the order of the alphabet.
func (s *Safetensors) Names() []string {
	names := make([]string, 0, len(s.entries))
	for name := range s.entries {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Shape returns the kind of numbers and the shape of a tensor; an empty kind if there is none of that name.
func (s *Safetensors) Shape(name string) (dtype string, shape []int) {
	e := s.entries[name]
	return e.Dtype, e.Shape
}

// Read fills out with the numbers of a tensor of kind F32, F16, BF16 or I8.
func (s *Safetensors) Read(name string, out []float32) error {
	e, ok := s.entries[name]
	if !ok {
		return fmt.Errorf("tensor %q is missing", name)
	}
	each := dtypeBytes[e.Dtype]
	if n := (e.Offsets[1] - e.Offsets[0]) / each; n != int64(len(out)) {
		return fmt.Errorf("tensor %q has %d numbers of shape %v; %d are expected", name, n, e.Shape, len(out))
	}
	buf := make([]byte, min(1<<18, e.Offsets[1]-e.Offsets[0]))
	for at := e.Offsets[0]; at < e.Offsets[1]; at += int64(len(buf)) {
		buf = buf[:min(int64(len(buf)), e.Offsets[1]-at)]
		if n, err := s.r.ReadAt(buf, s.base+at); n < len(buf) {
			return fmt.Errorf("tensor %q: %w", name, err)
		}
		n := int64(len(buf)) / each
		if err := decode(out[:n], buf, e.Dtype); err != nil {
			return fmt.Errorf("tensor %q: %w", name, err)
		}
		out = out[n:]
	}
	return nil
}

func decode(out []float32, from []byte, dtype string) error {
	switch dtype {
	case "F32":
		for i := range out {
			out[i] = math.Float32frombits(binary.LittleEndian.Uint32(from[4*i:]))
		}
	case "F16":
		for i := range out {
			out[i] = fromF16(binary.LittleEndian.Uint16(from[2*i:]))
		}
	case "BF16":
		for i := range out {
			out[i] = math.Float32frombits(uint32(binary.LittleEndian.Uint16(from[2*i:])) << 16)
		}
	case "I8":
		for i := range out {
			out[i] = float32(int8(from[i]))
		}
	default:
		return fmt.Errorf("numbers of kind %s are not read; F32, F16, BF16 and I8 are", dtype)
	}
	return nil
}
