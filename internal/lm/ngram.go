package lm

import (
	"fmt"
	"slices"
)

// An Ngram foresees a token by counting what followed the last few tokens in a text: a model without any network. Order 1 looks at
// nothing, order 2 at one token, order 3 at two. Counts are discounted, and what is taken away goes to the next shorter context.
//
// Source: absolute discounting, Ney, Essen and Kneser 1994.
type Ngram struct {
	vocab  int
	levels []level // levels[n] knows what follows n tokens
}

// level holds, for every context of one length, how often which token followed. Contexts are sorted, and so are the tokens of each.
type level struct {
	keys  []uint64 // contexts, packed
	total []uint32 // how often each context occurred
	from  []uint32 // [len(keys)+1] where its tokens begin in next
	next  []uint32
	count []uint32
}

const (
	discount    = 0.75
	packBits    = 20 // of one token in a packed context; mostTokens is no more
	mostOrder   = 3
	mostEntries = 1 << 26
)

// NewNgram counts tokens, all smaller than vocab. least[n] is how often a run of n+1 tokens must occur to be kept; its length is the order.
func NewNgram(tokens []int, vocab int, least ...int) (*Ngram, error) {
	if len(least) < 1 || len(least) > mostOrder || vocab < 1 || vocab > mostTokens {
		return nil, fmt.Errorf("n-gram model: order %d of 1 … %d over %d tokens of 1 … %d", len(least), mostOrder, vocab, mostTokens)
	}
	for i, id := range tokens {
		if id < 0 || id >= vocab {
			return nil, fmt.Errorf("n-gram model: token %d is %d, outside the vocabulary of %d", i, id, vocab)
		}
	}
	g := &Ngram{vocab: vocab}
	for n, few := range least {
		g.levels = append(g.levels, countRuns(tokens, n, few))
	}
	return g, nil
}

// countRuns counts the tokens that follow each run of n.
func countRuns(tokens []int, n, few int) level {
	runs := make([]uint64, 0, max(0, len(tokens)-n))
	for i := n; i < len(tokens); i++ {
		runs = append(runs, pack(tokens[i-n:i+1]))
	}
	slices.Sort(runs)
	var l level
	for i := 0; i < len(runs); {
		key, total, kept := runs[i]>>packBits, uint32(0), len(l.next)
		for i < len(runs) && runs[i]>>packBits == key {
			run := runs[i]
			c := uint32(0)
			for i < len(runs) && runs[i] == run {
				c, i = c+1, i+1
			}
			total += c
			if int(c) >= few {
				l.next = append(l.next, uint32(run&(1<<packBits-1)))
				l.count = append(l.count, c)
			}
		}
		if len(l.next) > kept {
			l.keys, l.total, l.from = append(l.keys, key), append(l.total, total), append(l.from, uint32(kept))
		}
	}
	l.from = append(l.from, uint32(len(l.next)))
	return l
}

func pack(tokens []int) (key uint64) {
	for _, id := range tokens {
		key = key<<packBits | uint64(id)
	}
	return key
}

// Order is the length of the longest run that was counted: 1 more than the context.
func (g *Ngram) Order() int { return len(g.levels) }

// Vocab is the number of tokens.
func (g *Ngram) Vocab() int { return g.vocab }

// Runs is how many different runs of tokens are remembered, of every length.
func (g *Ngram) Runs() (n int) {
	for _, l := range g.levels {
		n += len(l.next)
	}
	return n
}

// Probs writes the probability of every token after context to p, which has a place for each token; they add up to 1 and none is 0.
func (g *Ngram) Probs(p []float32, context []int) {
	for i := range p {
		p[i] = 1 / float32(g.vocab)
	}
	for n, l := range g.levels {
		if len(context) < n {
			return
		}
		at, found := slices.BinarySearch(l.keys, pack(context[len(context)-n:]))
		if !found {
			return
		}
		next, count, total := l.next[l.from[at]:l.from[at+1]], l.count[l.from[at]:l.from[at+1]], float32(l.total[at])
		left := float32(1)
		for _, c := range count {
			left -= (float32(c) - discount) / total
		}
		for i := range p {
			p[i] *= left
		}
		for i, id := range next {
			p[id] += (float32(count[i]) - discount) / total
		}
	}
}

// Shown is the length of the longest context that the model has seen in front of what comes next: 0 … Order-1.
func (g *Ngram) Shown(context []int) (n int) {
	for n = len(g.levels) - 1; n > 0; n-- {
		if len(context) < n {
			continue
		}
		if _, found := slices.BinarySearch(g.levels[n].keys, pack(context[len(context)-n:])); found {
			break
		}
	}
	return max(n, 0)
}
