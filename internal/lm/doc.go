// Package lm knows language models: tokenizers, n-grams, the GPT-2 architecture, its training, its sampling and its weights.
// It does not know how any of this is drawn, explained, or asked for.
package lm
