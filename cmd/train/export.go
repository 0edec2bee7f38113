package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"learn-llm/internal/lm"
)

// mostNgramBytes is the room that the n-gram model may take in the program.
const mostNgramBytes = 2 << 20

// export writes the model with 8 bits a weight, its vocabulary, the n-gram model of the same text, and the measurements for its card.
func (r *running) export() error {
	if err := r.model.SaveModel(r.options.export, 8); err != nil {
		return err
	}
	if err := r.exportNgram(); err != nil {
		return err
	}
	card := &bytes.Buffer{}
	fmt.Fprintf(card, "steps %d, %d tokens a step, seed %d\n", r.trainer.Steps(), r.batch*lm.Small.Context, r.seed)
	names, scores := r.measure()
	for i, s := range scores {
		fmt.Fprintf(card, "%s: loss %.4f nats a token, perplexity %.1f, %.3f bytes a token, %.4f bits a byte (%d tokens)\n",
			names[i], s.Loss, s.Perplexity(), float64(s.Bytes)/float64(s.Tokens), s.BitsPerByte(), s.Tokens)
	}
	for _, s := range append(append([]lm.Stream(nil), r.text.train...), r.text.primer...) {
		fmt.Fprintf(card, "text %s: %d tokens, weight %.2f\n", s.Name, len(s.Tokens), s.Weight)
	}
	return os.WriteFile(filepath.Join(r.options.export, "measured.txt"), card.Bytes(), 0o644)
}

// exportNgram counts the training text and forgets rare runs until the file is small enough.
func (r *running) exportNgram() error {
	var tokens []int
	for _, s := range append(append([]lm.Stream(nil), r.text.train...), r.text.primer...) {
		for _, id := range s.Tokens {
			tokens = append(tokens, int(id))
		}
	}
	var file bytes.Buffer
	for few := 3; ; few++ {
		g, err := lm.NewNgram(tokens, r.model.Vocab, 1, few, 2*few)
		if err != nil {
			return err
		}
		file.Reset()
		if _, err := g.WriteTo(&file); err != nil {
			return err
		}
		if file.Len() <= mostNgramBytes {
			fmt.Fprintf(r.log, "n-grams: runs of two seen %d times and of three seen %d times, %d runs, %d bytes\n", few, 2*few, g.Runs(), file.Len())
			break
		}
	}
	return os.WriteFile(filepath.Join(r.options.export, "ngram.bin"), file.Bytes(), 0o644)
}
