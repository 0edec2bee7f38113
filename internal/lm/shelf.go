package lm

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

// Names of the models that ship with the course.
const (
	SmallName = "small"
	ngramName = "ngram.bin"
)

// A Shelf lends language models, read-only and shared. Each is read once, when it is first asked for. Goroutines may share a Shelf.
type Shelf struct {
	dirs  map[string]fs.FS
	texts fs.FS

	mu    sync.Mutex
	lent  map[string]*loan
	ngram *Ngram
}

type loan struct {
	once  sync.Once
	model *Model
	err   error
}

// NewShelf returns a shelf of model directories by name, and of texts to train on: folders of *.txt files; nil has none.
func NewShelf(dirs map[string]fs.FS, texts fs.FS) *Shelf {
	return &Shelf{dirs: dirs, texts: texts, lent: map[string]*loan{}}
}

// Names lists the models, in the order of the alphabet.
func (s *Shelf) Names() []string {
	if s == nil {
		return nil
	}
	names := make([]string, 0, len(s.dirs))
	for name := range s.dirs {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// Has reports whether there is a model of that name; whether it can be read shows when it is asked for.
func (s *Shelf) Has(name string) bool { return s != nil && s.dirs[name] != nil }

// Model returns a model.
func (s *Shelf) Model(name string) (*Model, error) {
	if !s.Has(name) {
		return nil, fmt.Errorf("there is no model %q; there are: %s", name, strings.Join(s.Names(), ", "))
	}
	s.mu.Lock()
	l := s.lent[name]
	if l == nil {
		l = &loan{}
		s.lent[name] = l
	}
	s.mu.Unlock()
	l.once.Do(func() {
		if l.model, l.err = LoadModel(s.dirs[name]); l.err != nil {
			l.model, l.err = nil, fmt.Errorf("model %q: %w", name, l.err)
		}
	})
	return l.model, l.err
}

// Config returns a model's blueprint without reading its weights.
func (s *Shelf) Config(name string) (Config, error) {
	if !s.Has(name) {
		return Config{}, fmt.Errorf("there is no model %q; there are: %s", name, strings.Join(s.Names(), ", "))
	}
	return ReadDirConfig(s.dirs[name])
}

// Ngram returns the n-gram model of the text that the small model learned from, over the same tokens.
func (s *Shelf) Ngram() (*Ngram, error) {
	if !s.Has(SmallName) {
		return nil, fmt.Errorf("there is no model %q", SmallName)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ngram != nil {
		return s.ngram, nil
	}
	f, err := s.dirs[SmallName].Open(ngramName)
	if err != nil {
		return nil, fmt.Errorf("n-gram model: %w", err)
	}
	defer f.Close()
	s.ngram, err = ReadNgram(f)
	return s.ngram, err
}

// Tokenizer returns a model's vocabulary without its weights.
func (s *Shelf) Tokenizer(name string) (*Tokenizer, error) {
	if !s.Has(name) {
		return nil, fmt.Errorf("there is no model %q", name)
	}
	t, err := LoadTokenizer(s.dirs[name])
	if err == nil && t == nil {
		err = fmt.Errorf("model %q has no vocabulary", name)
	}
	return t, err
}

// Text returns the files of a folder of texts, one after the other.
func (s *Shelf) Text(folder string) (string, error) {
	if s == nil || s.texts == nil {
		return "", fmt.Errorf("there are no texts to train on")
	}
	names, err := fs.Glob(s.texts, folder+"/*.txt")
	if err != nil || len(names) == 0 {
		return "", fmt.Errorf("there is no text %q", folder)
	}
	var all strings.Builder
	for _, name := range names {
		data, err := fs.ReadFile(s.texts, name)
		if err != nil {
			return "", fmt.Errorf("text %s: %w", name, err)
		}
		all.Write(data)
		all.WriteByte('\n')
	}
	return all.String(), nil
}

// Dir is the folder of a model; nil if there is none of that name.
func (s *Shelf) Dir(name string) fs.FS {
	if s == nil {
		return nil
	}
	return s.dirs[name]
}
