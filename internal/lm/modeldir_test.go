package lm

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// saved writes a rough model and returns its directory.
func saved(t testing.TB, bits int) (*Model, string) {
	t.Helper()
	m, dir := roughModel(5), t.TempDir()
	if err := m.SaveModel(dir, bits); err != nil {
		t.Fatal(err)
	}
	return m, dir
}

func logitsOf(t testing.TB, m *Model, ids ...int) []float32 {
	t.Helper()
	s := NewSession(m, 1)
	if err := s.Prompt(context.Background(), ids); err != nil {
		t.Fatal(err)
	}
	return append([]float32(nil), s.Logits()...)
}

func TestASavedModelIsReadWithTheSameWeights(t *testing.T) {
	m, dir := saved(t, 32)
	back, err := LoadModel(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range m.flat {
		if back.flat[i] != v {
			t.Fatalf("weight %d: %v became %v", i, v, back.flat[i])
		}
	}
}

func TestEightBitsMoveLogitsOnlyALittle(t *testing.T) {
	m, dir := saved(t, 8)
	back, err := LoadModel(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	rounded, err := m.Quantize(8)
	if err != nil {
		t.Fatal(err)
	}
	a, b, c := logitsOf(t, m, 1, 2, 3), logitsOf(t, back, 1, 2, 3), logitsOf(t, rounded, 1, 2, 3)
	for i := range a {
		if b[i] != c[i] {
			t.Fatalf("logit %d: %v from the file, %v rounded in memory", i, b[i], c[i])
		}
		if math.Abs(float64(a[i]-b[i])) > 0.1 {
			t.Errorf("logit %d: %v before, %v after", i, a[i], b[i])
		}
	}
}

// header replaces the header of a safetensors file.
func header(t testing.TB, file []byte, change func(map[string]stored)) []byte {
	t.Helper()
	n := binary.LittleEndian.Uint64(file)
	entries := map[string]stored{}
	if err := json.Unmarshal(file[8:8+n], &entries); err != nil {
		t.Fatal(err)
	}
	change(entries)
	head, err := json.Marshal(entries)
	if err != nil {
		t.Fatal(err)
	}
	return append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...), file[8+n:]...)
}

func TestAModelFileThatDoesNotFitIsRefusedWithTheTensorsName(t *testing.T) {
	_, dir := saved(t, 32)
	file, err := os.ReadFile(filepath.Join(dir, weightsFile))
	if err != nil {
		t.Fatal(err)
	}
	config, err := os.ReadFile(filepath.Join(dir, configFile))
	if err != nil {
		t.Fatal(err)
	}
	const name = "h.1.mlp.c_fc.weight"
	for say, change := range map[string]func(map[string]stored){
		"is missing":   func(e map[string]stored) { e["other"] = e[name]; delete(e, name) },
		"to no tensor": func(e map[string]stored) { delete(e, name) },
		"shape":        func(e map[string]stored) { x := e[name]; x.Shape = []int{32, 8}; e[name] = x },
		"needs": func(e map[string]stored) {
			x := e[name]
			x.Shape = []int{8, 33}
			e[name] = x
		},
		"share bytes": func(e map[string]stored) { x := e[name]; x.Offsets = e["h.0.mlp.c_fc.weight"].Offsets; e[name] = x },
		"not known":   func(e map[string]stored) { x := e[name]; x.Dtype = "F7"; e[name] = x },
		"does not have": func(e map[string]stored) {
			e["h.2.mlp.c_fc.weight"] = stored{"F32", []int{0}, [2]int64{0, 0}}
		},
		"out of bounds": func(e map[string]stored) { x := e[name]; x.Shape = []int{1 << 40, 1 << 40}; e[name] = x },
	} {
		dir := fstest.MapFS{configFile: {Data: config}, weightsFile: {Data: header(t, file, change)}}
		if _, err := LoadModel(dir); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("want an error with %q, got %v", say, err)
		}
	}
	for cut := 0; cut < len(file)-1; cut += 97 {
		if _, err := LoadModel(fstest.MapFS{configFile: {Data: config}, weightsFile: {Data: file[:cut]}}); err == nil {
			t.Fatalf("a file cut at byte %d was read", cut)
		}
	}
}

func TestAConfigThatCannotBeComputedIsRefused(t *testing.T) {
	for text, say := range map[string]string{
		`{"model_type":"llama"}`: "llama",
		`{"vocab_size":5,"n_positions":4,"n_layer":1,"n_head":3,"n_embd":8}`:                              "multiple",
		`{"vocab_size":5,"n_positions":4,"n_layer":1,"n_head":2,"n_embd":8,"activation_function":"relu"}`: "relu",
		`{"vocab_size":5,"n_positions":4,"n_layer":1,"n_head":2,"n_embd":8,"n_inner":7}`:                  "n_inner",
		`{"vocab_size":-5,"n_positions":4,"n_layer":1,"n_head":2,"n_embd":8}`:                             "vocab_size",
		`{"vocab_size":50257,"n_positions":4,"n_layer":1000000,"n_head":2,"n_embd":8}`:                    "n_layer",
		`[`: "config",
	} {
		if _, err := ReadConfig([]byte(text)); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: want an error with %q, got %v", text, say, err)
		}
	}
}

func TestNamesMayBeginWithTransformerAndMasksAreIgnored(t *testing.T) {
	m, dir := saved(t, 32)
	file, err := os.ReadFile(filepath.Join(dir, weightsFile))
	if err != nil {
		t.Fatal(err)
	}
	file = header(t, file, func(e map[string]stored) {
		for name, x := range maps.Clone(e) {
			delete(e, name)
			e["transformer."+name] = x
		}
		e["transformer.h.0.attn.bias"] = stored{"U8", []int{0}, [2]int64{0, 0}}
	})
	back, err := LoadModel(fstest.MapFS{configFile: {Data: m.Config.JSON()}, weightsFile: {Data: file}})
	if err != nil {
		t.Fatal(err)
	}
	if back.flat[100] != m.flat[100] {
		t.Errorf("weight 100: %v became %v", m.flat[100], back.flat[100])
	}
}

func FuzzOpenSafetensors(f *testing.F) {
	_, dir := saved(f, 32)
	file, err := os.ReadFile(filepath.Join(dir, weightsFile))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(file[:2000])
	f.Add([]byte("\x02\x00\x00\x00\x00\x00\x00\x00{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := OpenSafetensors(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		for _, name := range s.Names() {
			_, shape := s.Shape(name)
			n := 1
			for _, d := range shape {
				n *= d
			}
			if n <= len(data) {
				_ = s.Read(name, make([]float32, n))
			}
		}
	})
}

func TestAHeaderIsReadStrictly(t *testing.T) {
	for head, say := range map[string]string{
		`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}`: "twice",
		`{"a":{"Dtype":"F32","shape":[1],"data_offsets":[0,4]}}`:                                                      "needs dtype",
		`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"more":1}}`:                                             "nothing else",
		`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}`:                                                    "two whole numbers",
		`{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}`:                                                      "needs 4 bytes",
		`{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}`:                                                     "out of bounds",
		`{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,4]}}`:                "out of bounds",
		`[]`: "JSON object",
		`{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`: "EOF",
	} {
		file := append(append(binary.LittleEndian.AppendUint64(nil, uint64(len(head))), head...), 0, 0, 0, 0)
		if _, err := OpenSafetensors(bytes.NewReader(file), int64(len(file))); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("%s: want an error with %q, got %v", head, say, err)
		}
	}
	long := binary.LittleEndian.AppendUint64(nil, 1<<63)
	if _, err := OpenSafetensors(bytes.NewReader(long), 8); err == nil {
		t.Error("a header of 2^63 bytes was read")
	}
}

func TestAWeightThatIsNoNumberIsNamed(t *testing.T) {
	m, dir := roughModel(5), t.TempDir()
	m.Weights("h.0.mlp.c_fc.bias")[3] = float32(math.NaN())
	if err := m.SaveModel(dir, 32); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadModel(os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), `"h.0.mlp.c_fc.bias": number 3 is NaN`) {
		t.Errorf("got %v", err)
	}
}
