package lm

import (
	"context"
	"fmt"
)

// EndOfText is the token between documents.
const EndOfText = "<|endoftext|>"

// A Tokenizer is a byte-level BPE vocabulary: it turns text into token ids and back. It is read-only after it was made.
type Tokenizer struct {
	tokens []string         // bytes of each token
	merges map[uint64]merge // pair of ids → what it becomes
	order  []uint64         // pairs by rank
	bytes  [256]int32       // id of each byte
	end    int              // id of EndOfText; -1 without one
}

type merge struct{ rank, id int32 }

func pair(a, b int32) uint64 { return uint64(uint32(a))<<32 | uint64(uint32(b)) }

// newTokenizer makes a vocabulary from the tokens' bytes and the merges in order of rank.
func newTokenizer(tokens []string, merges [][2]int32, end int) (*Tokenizer, error) {
	t := &Tokenizer{tokens: tokens, merges: make(map[uint64]merge, len(merges)), end: end}
	ids := make(map[string]int32, len(tokens))
	for id, s := range tokens {
		if _, twice := ids[s]; twice && id != end {
			return nil, fmt.Errorf("vocabulary: token %d %q stands there twice", id, s)
		}
		if id != end {
			ids[s] = int32(id)
		}
	}
	for b := range t.bytes {
		id, ok := ids[string([]byte{byte(b)})]
		if !ok {
			return nil, fmt.Errorf("vocabulary: no token for byte %#02x; a byte-level vocabulary has all 256", b)
		}
		t.bytes[b] = id
	}
	for rank, m := range merges {
		id, ok := ids[tokens[m[0]]+tokens[m[1]]]
		if !ok {
			return nil, fmt.Errorf("merges: line %d makes %q, which the vocabulary lacks", rank+1, tokens[m[0]]+tokens[m[1]])
		}
		p := pair(m[0], m[1])
		if _, twice := t.merges[p]; twice {
			return nil, fmt.Errorf("merges: line %d repeats %q %q", rank+1, tokens[m[0]], tokens[m[1]])
		}
		t.merges[p] = merge{int32(rank), id}
		t.order = append(t.order, p)
	}
	return t, nil
}

// Size is the number of tokens.
func (t *Tokenizer) Size() int { return len(t.tokens) }

// Merges is the number of merge rules.
func (t *Tokenizer) Merges() int { return len(t.order) }

// End is the id of EndOfText, or -1 for a vocabulary without it.
func (t *Tokenizer) End() int { return t.end }

// Token returns the bytes of a token, which need not be UTF-8 by themselves; "" for an id outside the vocabulary.
func (t *Tokenizer) Token(id int) string {
	if id < 0 || id >= len(t.tokens) {
		return ""
	}
	return t.tokens[id]
}

// Decode joins the bytes of tokens.
func (t *Tokenizer) Decode(ids []int) string {
	var text []byte
	for _, id := range ids {
		text = append(text, t.Token(id)...)
	}
	return string(text)
}

// Encode returns the tokens of text. EndOfText inside the text is text, not a token: Decode(Encode(x)) is x for any bytes.
func (t *Tokenizer) Encode(text string) []int {
	ids, _ := t.EncodeContext(context.Background(), text)
	return ids
}

// EncodeContext is Encode for long texts: it stops with ctx's error.
func (t *Tokenizer) EncodeContext(ctx context.Context, text string) ([]int, error) {
	ids := make([]int, 0, len(text)/3+1)
	e := encoder{t: t, known: map[string][]int32{}}
	for words := 0; text != ""; words++ {
		if words&4095 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		n := wordLen(text)
		for _, id := range e.word(text[:n]) {
			ids = append(ids, int(id))
		}
		text = text[n:]
	}
	return ids, nil
}

// A MergeStep is one merge while a word is tokenized: the parts after it.
type MergeStep struct {
	Parts []string // the word cut into its present tokens
	Rank  int      // rank of the rule that made the newest token; -1 at the start
	At    int      // index of the newest token in Parts; -1 at the start
}

// Steps shows how one word is merged from bytes to tokens, one rule after the other.
func (t *Tokenizer) Steps(word string) []MergeStep {
	ids := make([]int32, len(word))
	for i := range len(word) {
		ids[i] = t.bytes[word[i]]
	}
	steps := []MergeStep{{t.parts(ids), -1, -1}}
	for {
		at, m := t.lowest(ids)
		if at < 0 {
			return steps
		}
		ids[at] = m.id
		ids = append(ids[:at+1], ids[at+2:]...)
		steps = append(steps, MergeStep{t.parts(ids), int(m.rank), at})
	}
}

func (t *Tokenizer) parts(ids []int32) []string {
	parts := make([]string, len(ids))
	for i, id := range ids {
		parts[i] = t.tokens[id]
	}
	return parts
}

// lowest returns the place and the rule of the first pair of lowest rank; place -1 if none applies.
func (t *Tokenizer) lowest(ids []int32) (int, merge) {
	at, best := -1, merge{}
	for i := 0; i+1 < len(ids); i++ {
		if m, ok := t.merges[pair(ids[i], ids[i+1])]; ok && (at < 0 || m.rank < best.rank) {
			at, best = i, m
		}
	}
	return at, best
}
