package main

import (
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"learn-llm/internal/lm"
)

// wholeCharacters is how many characters of three bytes are tokens before merges are learned.
const wholeCharacters = 2000

// texts is the tokenized corpus.
type texts struct {
	tokenizer *lm.Tokenizer
	train     []lm.Stream
	held      []lm.Stream // one a language
	primer    []lm.Stream
}

// coolText is the text of a cool-down: that of the training, with what speaks of AI in English twice as often, and the primer of each
// language with a share of its own.
func (t *texts) coolText(primerShare float64) []lm.Stream {
	all := append([]lm.Stream(nil), t.train...)
	for i := range all {
		if all[i].Name == "ai" {
			all[i].Weight *= 2
		}
	}
	for _, s := range t.primer {
		s.Weight = primerShare
		all = append(all, s)
	}
	return all
}

// prepare reads the tokenized corpus from OUT, or makes it.
func prepare(o options, log io.Writer) (*texts, error) {
	t := &texts{}
	vocab, err := os.ReadFile(filepath.Join(o.out, "vocab.json"))
	merges, err2 := os.ReadFile(filepath.Join(o.out, "merges.txt"))
	if err == nil && err2 == nil {
		if t.tokenizer, err = lm.ReadTokenizer(vocab, merges); err != nil {
			return nil, err
		}
	}
	if t.tokenizer == nil || !t.load(o) {
		if err := t.build(o, log); err != nil {
			return nil, err
		}
	}
	for _, lang := range []string{"en", "zh"} {
		if err := t.addPrimer(o, lang); err != nil {
			return nil, err
		}
	}
	for _, s := range append(append(append([]lm.Stream(nil), t.train...), t.held...), t.primer...) {
		fmt.Fprintf(log, "%-12s %9d tokens  weight %.2f\n", s.Name, len(s.Tokens), s.Weight)
	}
	return t, nil
}

func (t *texts) build(o options, log io.Writer) error {
	parts, err := lm.BuildCorpus(os.DirFS(o.corpus))
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for _, p := range parts {
		sample(counts, p)
	}
	fmt.Fprintf(log, "learning %d tokens from %d words\n", lm.Small.Vocab, len(counts))
	t.tokenizer = lm.TrainTokenizer(counts, lm.Small.Vocab, wholeCharacters)
	held := map[string]*lm.Stream{"en": {Name: "held-en"}, "zh": {Name: "held-zh"}}
	t.train, t.held = nil, nil
	for _, p := range parts {
		t.train = append(t.train, lm.Stream{Name: p.Name, Weight: p.Weight, Tokens: t.encode(p.Train)})
		held[p.Lang].Tokens = append(held[p.Lang].Tokens, t.encode(p.Held)...)
	}
	t.held = []lm.Stream{*held["en"], *held["zh"]}
	for _, s := range append(append([]lm.Stream(nil), t.train...), t.held...) {
		if err := writeTokens(filepath.Join(o.out, s.Name+".tokens"), s.Tokens); err != nil {
			return err
		}
	}
	if err := os.WriteFile(filepath.Join(o.out, "vocab.json"), t.tokenizer.VocabJSON(), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(o.out, "merges.txt"), t.tokenizer.MergesText(), 0o644)
}

// sample counts the words of a part by its share of the training text, so that Chinese gets its own of the tokens.
func sample(counts map[string]int, p lm.Part) {
	const all = 20 << 20
	left := int(p.Weight * all)
	words := map[string]int{}
	for left > 0 {
		before := left
		for _, doc := range p.Train {
			if left -= len(doc); left < 0 {
				break
			}
			lm.CountWords(words, doc)
		}
		if before == left {
			break
		}
	}
	for w, n := range words {
		counts[w] += n
	}
}

func (t *texts) encode(docs []string) []uint16 {
	var tokens []uint16
	for _, id := range t.tokenizer.EncodeAll(docs) {
		tokens = append(tokens, uint16(id))
	}
	return tokens
}

// load reads the cached tokens; false if one is missing or unfit.
func (t *texts) load(o options) bool {
	for _, p := range lm.Parts() {
		s := lm.Stream{Name: p.Name, Weight: p.Weight}
		if s.Tokens = readTokens(filepath.Join(o.out, p.Name+".tokens"), t.tokenizer.Size()); s.Tokens == nil {
			return false
		}
		t.train = append(t.train, s)
	}
	for _, name := range []string{"held-en", "held-zh"} {
		s := lm.Stream{Name: name}
		if s.Tokens = readTokens(filepath.Join(o.out, name+".tokens"), t.tokenizer.Size()); s.Tokens == nil {
			return false
		}
		t.held = append(t.held, s)
	}
	return true
}

// addPrimer tokenizes the primer and the course's own text of one language, if there are any; every tenth piece is held out.
func (t *texts) addPrimer(o options, lang string) error {
	names, err := filepath.Glob(filepath.Join(o.primer, lang, "*.txt"))
	if err != nil {
		return err
	}
	var train, held []string
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for i, piece := range strings.Split(string(data), "\n\n") {
			piece = strings.TrimSpace(piece)
			switch {
			case piece == "":
			case lm.HasDemoPrompt(piece):
				return fmt.Errorf("%s: piece %d contains a demo prompt; take it out: %.60q", name, i+1, piece)
			case i%10 == 9:
				held = append(held, piece)
			default:
				train = append(train, piece)
			}
		}
	}
	paragraphs, err := lessons(o.lessons, lang)
	if err != nil {
		return err
	}
	for i, p := range paragraphs {
		if i%10 == 9 {
			held = append(held, p)
		} else {
			train = append(train, p)
		}
	}
	if tokens := t.encode(train); len(tokens) > lm.Small.Context {
		t.primer = append(t.primer, lm.Stream{Name: "primer-" + lang, Tokens: tokens})
		t.held = append(t.held, lm.Stream{Name: "held-primer-" + lang, Tokens: t.encode(held)})
	}
	return nil
}

func writeTokens(file string, tokens []uint16) error {
	data, err := binary.Append(nil, binary.LittleEndian, tokens)
	if err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

func readTokens(file string, vocab int) []uint16 {
	data, err := os.ReadFile(file)
	if err != nil || len(data) == 0 || len(data)%2 != 0 {
		return nil
	}
	tokens := make([]uint16, len(data)/2)
	for i := range tokens {
		if tokens[i] = binary.LittleEndian.Uint16(data[2*i:]); int(tokens[i]) >= vocab {
			return nil
		}
	}
	return tokens
}
