package main

import (
	"context"
	"fmt"

	"learn-llm/internal/lm"
)

// heldTokens is how much held-out text one measurement reads of each language.
const heldTokens = 16 << 10

// measure returns the scores on held-out text.
func (r *running) measure() (names []string, scores []lm.Score) {
	for _, s := range r.text.held {
		ids := make([]int, 0, heldTokens)
		for _, id := range s.Tokens[:min(heldTokens, len(s.Tokens))] {
			ids = append(ids, int(id))
		}
		score, _ := r.model.Score(context.Background(), ids)
		names, scores = append(names, s.Name), append(scores, score)
	}
	return names, scores
}

// show prints held-out losses, next words and samples.
func (r *running) show() {
	names, scores := r.measure()
	for i, s := range scores {
		fmt.Fprintf(r.log, "%-15s loss %.4f  perplexity %.1f  %.2f bytes a token  %.3f bits a byte\n", names[i], s.Loss, s.Perplexity(), float64(s.Bytes)/float64(s.Tokens), s.BitsPerByte())
	}
	for _, prompt := range lm.DemoPrompts[:2] {
		fmt.Fprintf(r.log, "%s →", prompt)
		for _, c := range r.next(prompt, 8) {
			fmt.Fprintf(r.log, " %q %.1f", c.Text, 100*c.P)
		}
		fmt.Fprintf(r.log, "\n  greedy: %q\n  T=0.8:  %q\n", r.write(prompt, 60, 0), r.write(prompt, 60, 0.8))
	}
}

func (r *running) next(prompt string, n int) []lm.Candidate {
	s := lm.NewSession(r.model, r.seed)
	if err := s.Prompt(context.Background(), r.text.tokenizer.Encode(prompt)); err != nil {
		return nil
	}
	return lm.Top(r.model, s.Logits(), n)
}

// write continues a prompt, greedily at temperature 0.
func (r *running) write(prompt string, n int, temperature float64) string {
	ctx := context.Background()
	s := lm.NewSession(r.model, r.seed)
	if err := s.Prompt(ctx, r.text.tokenizer.Encode(prompt)); err != nil {
		return err.Error()
	}
	s.Sampler = lm.Sampler{Temperature: temperature, TopP: 0.9}
	text := ""
	for range n {
		id, err := s.Next(ctx)
		if err != nil {
			return text + err.Error()
		}
		text += r.text.tokenizer.Token(id)
	}
	return text
}
