package lm

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
)

// LoadTokenizer reads the vocabulary of a model directory: vocab.json and merges.txt, or encoder.json and vocab.bpe, or tokenizer.json.
// Without any of them it returns nil and no error.
func LoadTokenizer(dir fs.FS) (*Tokenizer, error) {
	for _, names := range [][2]string{{"vocab.json", "merges.txt"}, {"encoder.json", "vocab.bpe"}} {
		vocab, err := readBounded(dir, names[0], mostVocabBytes)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		merges, err := readBounded(dir, names[1], mostVocabBytes)
		if err != nil {
			return nil, err
		}
		return ReadTokenizer(vocab, merges)
	}
	data, err := readBounded(dir, "tokenizer.json", mostVocabBytes)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return readTokenizerJSON(data)
}

// readTokenizerJSON reads a byte-level BPE in the one-file form; merges are "a b" or ["a", "b"].
func readTokenizerJSON(data []byte) (*Tokenizer, error) {
	var j struct {
		Model struct {
			Type   string            `json:"type"`
			Vocab  json.RawMessage   `json:"vocab"`
			Merges []json.RawMessage `json:"merges"`
		} `json:"model"`
	}
	if err := json.Unmarshal(data, &j); err != nil {
		return nil, fmt.Errorf("tokenizer.json: %w", err)
	}
	if j.Model.Type != "BPE" {
		return nil, fmt.Errorf("tokenizer.json: model type is %q; only BPE is read", j.Model.Type)
	}
	merges := []byte{}
	for i, raw := range j.Model.Merges {
		var pair [2]string
		var line string
		if json.Unmarshal(raw, &line) != nil {
			if err := json.Unmarshal(raw, &pair); err != nil {
				return nil, fmt.Errorf("tokenizer.json: merge %d: %w", i+1, err)
			}
			line = pair[0] + " " + pair[1]
		}
		merges = append(append(merges, line...), '\n')
	}
	return ReadTokenizer(j.Model.Vocab, merges)
}
