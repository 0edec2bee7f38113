package lm

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

// Files of a model directory, as Hugging Face names them.
const (
	configFile  = "config.json"
	weightsFile = "model.safetensors"
	mostConfig  = 1 << 20
)

// configJSON is what counts in config.json. n_ctx is the older name of n_positions.
type configJSON struct {
	ModelType  string `json:"model_type"`
	Activation string `json:"activation_function"`
	Vocab      int    `json:"vocab_size"`
	Positions  int    `json:"n_positions"`
	Ctx        int    `json:"n_ctx,omitempty"`
	Layers     int    `json:"n_layer"`
	Heads      int    `json:"n_head"`
	Dim        int    `json:"n_embd"`
	Inner      *int   `json:"n_inner,omitempty"`
	Tied       *bool  `json:"tie_word_embeddings,omitempty"`
}

// ReadConfig reads config.json of a GPT-2; what this program does not compute is refused.
func ReadConfig(data []byte) (Config, error) {
	var j configJSON
	if err := json.Unmarshal(data, &j); err != nil {
		return Config{}, fmt.Errorf("config: %w", err)
	}
	c := Config{Vocab: j.Vocab, Context: j.Positions, Layers: j.Layers, Heads: j.Heads, Dim: j.Dim}
	if c.Context == 0 {
		c.Context = j.Ctx
	}
	switch {
	case j.ModelType != "" && j.ModelType != "gpt2":
		return c, fmt.Errorf("config: model_type is %q; only gpt2 is read", j.ModelType)
	case j.Activation != "" && j.Activation != "gelu_new":
		return c, fmt.Errorf("config: activation_function is %q; only gelu_new is computed", j.Activation)
	case j.Inner != nil && *j.Inner != 4*j.Dim:
		return c, fmt.Errorf("config: n_inner is %d; only 4·n_embd = %d is computed", *j.Inner, 4*j.Dim)
	}
	return c, c.Check()
}

// JSON is the blueprint in the form of config.json.
func (c Config) JSON() []byte {
	data, err := json.MarshalIndent(configJSON{ModelType: "gpt2", Activation: "gelu_new", Vocab: c.Vocab, Positions: c.Context, Layers: c.Layers, Heads: c.Heads, Dim: c.Dim}, "", "  ")
	if err != nil {
		panic("lm: " + err.Error()) // numbers and strings can always be written
	}
	return append(data, '\n')
}

// ReadDirConfig reads only the blueprint of a model directory: what it will take, before it is taken.
func ReadDirConfig(dir fs.FS) (Config, error) {
	data, err := readBounded(dir, configFile, mostConfig)
	if err != nil {
		return Config{}, err
	}
	return ReadConfig(data)
}

// LoadModel reads a directory in Hugging Face's layout: config.json, model.safetensors, and a vocabulary, which may be missing.
func LoadModel(dir fs.FS) (*Model, error) {
	c, err := ReadDirConfig(dir)
	if err != nil {
		return nil, err
	}
	f, err := dir.Open(weightsFile)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	r, ok := f.(io.ReaderAt)
	if !ok || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("model: %s is no regular file", weightsFile)
	}
	s, err := OpenSafetensors(r, info.Size())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", weightsFile, err)
	}
	m, err := s.model(c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", weightsFile, err)
	}
	m.Tokenizer, err = LoadTokenizer(dir)
	if err == nil && m.Tokenizer != nil && m.Tokenizer.Size() > c.Vocab {
		err = fmt.Errorf("vocabulary: %d tokens, but config.json has a vocab_size of %d", m.Tokenizer.Size(), c.Vocab)
	}
	return m, err
}

// model reads all tensors of c. Their names may begin with "transformer."; mask buffers and the tied output layer are ignored.
func (s *Safetensors) model(c Config) (*Model, error) {
	prefix := ""
	if dtype, _ := s.Shape("transformer.wte.weight"); dtype != "" {
		prefix = "transformer."
	}
	if err := s.fits(c, prefix); err != nil {
		return nil, err
	}
	m := newModel(c)
	for _, t := range c.Tensors() {
		w := m.flat[t.at : t.at+t.Len()]
		if err := s.tensor(prefix+t.Name, t, w); err != nil {
			return nil, err
		}
		for i, v := range w {
			if v-v != 0 { // NaN or infinite
				return nil, fmt.Errorf("tensor %q: number %d is %v", prefix+t.Name, i, v)
			}
		}
	}
	return m, s.tied(m, prefix)
}

// fits checks every shape before memory is taken for the weights.
func (s *Safetensors) fits(c Config, prefix string) error {
	for _, t := range c.Tensors() {
		dtype, shape := s.Shape(prefix + t.Name)
		want := t.Shape
		if t.Matrix && dtype != "I8" {
			want = []int{t.Shape[1], t.Shape[0]}
		}
		if dtype == "" {
			return fmt.Errorf("tensor %q is missing", prefix+t.Name)
		}
		if fmt.Sprint(shape) != fmt.Sprint(want) {
			return fmt.Errorf("tensor %q has shape %v; by config.json it must be %v", prefix+t.Name, shape, want)
		}
	}
	for _, name := range s.Names() {
		if strings.HasPrefix(name, prefix+fmt.Sprintf("h.%d.", c.Layers)) {
			return fmt.Errorf("tensor %q belongs to a layer that config.json does not have: n_layer is %d", name, c.Layers)
		}
	}
	return nil
}

// tensor reads one tensor. Matrices of layers lie as [in, out] in the file; rounded ones of this program (I8, with NAME.scale) as [out, in].
func (s *Safetensors) tensor(name string, t Tensor, out []float32) error {
	dtype, _ := s.Shape(name)
	if dtype == "I8" {
		scales := make([]float32, (len(out)+QuantGroup-1)/QuantGroup)
		if err := s.Read(name+".scale", scales); err != nil {
			return err
		}
		if err := s.Read(name, out); err != nil {
			return err
		}
		for i := range out {
			out[i] *= scales[i/QuantGroup]
		}
		return nil
	}
	if !t.Matrix {
		return s.Read(name, out)
	}
	raw := make([]float32, len(out))
	if err := s.Read(name, raw); err != nil {
		return err
	}
	rows, cols := t.Shape[0], t.Shape[1]
	for o := range rows {
		for i := range cols {
			out[o*cols+i] = raw[i*rows+o]
		}
	}
	return nil
}

// tied refuses an output layer of its own that differs from the embedding: GPT-2 has one matrix for both.
func (s *Safetensors) tied(m *Model, prefix string) error {
	const head = "lm_head.weight"
	if dtype, _ := s.Shape(head); dtype == "" {
		return nil
	}
	w := make([]float32, len(m.wte))
	if err := s.Read(head, w); err != nil {
		return err
	}
	for i, v := range w {
		if v != m.wte[i] {
			return fmt.Errorf("tensor %q differs from %q; only models with one matrix for both are computed", head, prefix+"wte.weight")
		}
	}
	return nil
}

func readBounded(dir fs.FS, name string, most int64) ([]byte, error) {
	f, err := dir.Open(name)
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("model: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("model: %s is no regular file", name)
	}
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, fmt.Errorf("model: %s: %w", name, err)
	}
	if int64(len(data)) > most {
		return nil, fmt.Errorf("model: %s is longer than %d bytes", name, most)
	}
	return data, nil
}
