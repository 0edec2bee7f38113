package lm

import "container/heap"

// An encoder tokenizes words and remembers the short ones.
type encoder struct {
	t     *Tokenizer
	known map[string][]int32
	ids   []int32
}

// Words longer than shortWord go through the heap, shorter ones through a plain search, which is faster for them.
const (
	shortWord    = 48
	rememberMost = 1 << 17
)

// word returns the tokens of one word; they are valid until the next call.
func (e *encoder) word(w string) []int32 {
	if ids, ok := e.known[w]; ok {
		return ids
	}
	e.ids = e.ids[:0]
	for i := range len(w) {
		e.ids = append(e.ids, e.t.bytes[w[i]])
	}
	if len(w) > shortWord {
		return e.long()
	}
	ids := e.ids
	for {
		at, m := e.t.lowest(ids)
		if at < 0 {
			break
		}
		ids[at] = m.id
		ids = append(ids[:at+1], ids[at+2:]...)
	}
	if len(e.known) < rememberMost {
		e.known[w] = append([]int32(nil), ids...)
	}
	return ids
}

// A candidate is a merge that was possible when it was put on the heap.
type candidate struct {
	merge
	at          int32
	left, right int32 // ids it was seen with
}

// candidates is a heap by rank, then place.
type candidates []candidate

func (c candidates) Len() int      { return len(c) }
func (c candidates) Swap(i, j int) { c[i], c[j] = c[j], c[i] }
func (c candidates) Less(i, j int) bool {
	if c[i].rank != c[j].rank {
		return c[i].rank < c[j].rank
	}
	return c[i].at < c[j].at
}

// Push is for container/heap.
func (c *candidates) Push(x any) { *c = append(*c, x.(candidate)) }

// Pop is for container/heap.
func (c *candidates) Pop() any {
	old := *c
	x := old[len(old)-1]
	*c = old[:len(old)-1]
	return x
}

// long merges e.ids with a heap over a linked list: n log n for a word of n bytes.
func (e *encoder) long() []int32 {
	ids := e.ids
	n := int32(len(ids))
	next, prev := make([]int32, n), make([]int32, n)
	for i := range n {
		next[i], prev[i] = i+1, i-1
	}
	var h candidates
	see := func(i int32) {
		if i < 0 || next[i] >= n {
			return
		}
		a, b := ids[i], ids[next[i]]
		if m, ok := e.t.merges[pair(a, b)]; ok {
			heap.Push(&h, candidate{m, i, a, b})
		}
	}
	for i := range n - 1 {
		see(i)
	}
	for len(h) > 0 {
		c := heap.Pop(&h).(candidate)
		j := int32(n)
		if ids[c.at] == c.left {
			j = next[c.at]
		}
		if j >= n || ids[j] != c.right {
			continue
		}
		ids[c.at], ids[j] = c.id, -1
		next[c.at] = next[j]
		if next[j] < n {
			prev[next[j]] = c.at
		}
		see(prev[c.at])
		see(c.at)
	}
	out := ids[:0]
	for _, id := range ids {
		if id >= 0 {
			out = append(out, id)
		}
	}
	return out
}

// EncodeAll returns the tokens of several documents, EndOfText after each.
func (t *Tokenizer) EncodeAll(docs []string) []int {
	var ids []int
	e := encoder{t: t, known: map[string][]int32{}}
	for _, text := range docs {
		for text != "" {
			n := wordLen(text)
			for _, id := range e.word(text[:n]) {
				ids = append(ids, int(id))
			}
			text = text[n:]
		}
		if t.end >= 0 {
			ids = append(ids, t.end)
		}
	}
	return ids
}
