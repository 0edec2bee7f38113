package lm

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// byteRunes is GPT-2's way to write any byte as a character that prints: bytes that print stand for themselves, the others are moved up.
// Source: Radford et al. 2019, encoder.py.
var byteRunes, runeBytes = func() ([256]rune, map[rune]byte) {
	var to [256]rune
	from := map[rune]byte{}
	moved := rune(256)
	for b := range 256 {
		r := rune(b)
		if b < '!' || b > '~' && b < 0xA1 || b == 0xAD {
			r, moved = moved, moved+1
		}
		to[b], from[r] = r, byte(b)
	}
	return to, from
}()

func toRunes(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(byteRunes[s[i]])
	}
	return b.String()
}

func fromRunes(s string) (string, error) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		c, ok := runeBytes[r]
		if !ok {
			return "", fmt.Errorf("%q has the character %q, which stands for no byte", s, r)
		}
		b = append(b, c)
	}
	return string(b), nil
}

// VocabJSON returns the vocabulary in the form of vocab.json.
func (t *Tokenizer) VocabJSON() []byte {
	var b bytes.Buffer
	b.WriteString("{")
	for id, s := range t.tokens {
		if id > 0 {
			b.WriteString(",\n")
		}
		name := toRunes(s)
		if id == t.end {
			name = EndOfText
		}
		quoted := &bytes.Buffer{}
		enc := json.NewEncoder(quoted)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(name); err != nil {
			panic("lm: " + err.Error()) // a string can always be written
		}
		fmt.Fprintf(&b, "%s:%d", bytes.TrimSpace(quoted.Bytes()), id)
	}
	b.WriteString("}\n")
	return b.Bytes()
}

// MergesText returns the merges in the form of merges.txt.
func (t *Tokenizer) MergesText() []byte {
	var b bytes.Buffer
	b.WriteString("#version: 0.2\n")
	for _, p := range t.order {
		fmt.Fprintf(&b, "%s %s\n", toRunes(t.tokens[p>>32]), toRunes(t.tokens[uint32(p)]))
	}
	return b.Bytes()
}

// Limits of a vocabulary that is read.
const (
	mostTokens     = 1 << 20
	mostVocabBytes = 64 << 20
	mostTokenBytes = 4096
)

// ReadTokenizer makes a vocabulary from the contents of vocab.json (or encoder.json) and merges.txt (or vocab.bpe).
func ReadTokenizer(vocab, merges []byte) (*Tokenizer, error) {
	if len(vocab) > mostVocabBytes || len(merges) > mostVocabBytes {
		return nil, fmt.Errorf("vocabulary: more than %d MiB", mostVocabBytes>>20)
	}
	names, err := vocabNames(vocab)
	if err != nil {
		return nil, err
	}
	var pairs [][2]string
	for n, line := range strings.Split(string(merges), "\n") {
		line = strings.TrimSuffix(line, "\r")
		if line == "" || n == 0 && strings.HasPrefix(line, "#version") {
			continue
		}
		if len(line) > 2*mostTokenBytes {
			return nil, fmt.Errorf("merges: line %d is longer than %d bytes", n+1, 2*mostTokenBytes)
		}
		left, right, ok := strings.Cut(line, " ")
		if !ok || left == "" || right == "" || strings.Contains(right, " ") {
			return nil, fmt.Errorf("merges: line %d %q is not two tokens with one space between", n+1, line)
		}
		pairs = append(pairs, [2]string{left, right})
	}
	return fromNames(names, pairs)
}

// fromNames makes a vocabulary from tokens and merges as they are written in files.
func fromNames(names []string, pairs [][2]string) (*Tokenizer, error) {
	end := -1
	ids := make(map[string]int32, len(names))
	tokens := make([]string, len(names))
	for id, name := range names {
		ids[name] = int32(id)
		if name == EndOfText {
			end, tokens[id] = id, name
			continue
		}
		s, err := fromRunes(name)
		if err != nil {
			return nil, fmt.Errorf("vocabulary: token %d: %w", id, err)
		}
		tokens[id] = s
	}
	merges := make([][2]int32, len(pairs))
	for i, p := range pairs {
		for side := range 2 {
			id, ok := ids[p[side]]
			if !ok {
				return nil, fmt.Errorf("merges: rule %d names %q, which the vocabulary lacks", i+1, p[side])
			}
			merges[i][side] = id
		}
	}
	return newTokenizer(tokens, merges, end)
}

// vocabNames reads {"token": id, …} and returns the tokens by id; ids have no gaps, tokens and ids stand there once.
func vocabNames(data []byte) ([]string, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if t, err := d.Token(); err != nil || t != json.Delim('{') {
		return nil, fmt.Errorf("vocabulary: not a JSON object of tokens and ids")
	}
	byID := map[int]string{}
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, fmt.Errorf("vocabulary: byte %d: %w", d.InputOffset(), err)
		}
		name, _ := key.(string)
		var id int
		if err := d.Decode(&id); err != nil {
			return nil, fmt.Errorf("vocabulary: id of %q at byte %d: %w", name, d.InputOffset(), err)
		}
		_, taken := byID[id]
		switch {
		case seen[name]:
			return nil, fmt.Errorf("vocabulary: token %q stands there twice (byte %d)", name, d.InputOffset())
		case taken:
			return nil, fmt.Errorf("vocabulary: id %d of %q belongs to %q already", id, name, byID[id])
		case id < 0 || id >= mostTokens:
			return nil, fmt.Errorf("vocabulary: id %d of %q is not within 0 … %d", id, name, mostTokens-1)
		case len(name) > mostTokenBytes:
			return nil, fmt.Errorf("vocabulary: token %d is longer than %d bytes", id, mostTokenBytes)
		}
		seen[name], byID[id] = true, name
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("vocabulary: byte %d: %w", d.InputOffset(), err)
	}
	names := make([]string, len(byID))
	for id := range names {
		name, ok := byID[id]
		if !ok {
			return nil, fmt.Errorf("vocabulary: no token has the id %d, but there are %d tokens", id, len(names))
		}
		names[id] = name
	}
	return names, nil
}
