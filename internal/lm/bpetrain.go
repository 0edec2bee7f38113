package lm

import (
	"cmp"
	"container/heap"
	"slices"
	"unicode/utf8"
)

// CountWords adds the words of text to counts.
func CountWords(counts map[string]int, text string) {
	for text != "" {
		n := wordLen(text)
		counts[text[:n]]++
		text = text[n:]
	}
}

// TrainTokenizer learns a byte-level BPE vocabulary of the given size from counted words. The most frequent characters of three bytes
// (汉字 and their punctuation), at most whole of them, become tokens before anything is learned; merges then join what occurs most
// often together; the last id is EndOfText. size is at least 257; a text that is too short gives fewer tokens.
func TrainTokenizer(counts map[string]int, size, whole int) *Tokenizer {
	tr := &bpeTrainer{count: map[uint64]int{}, where: map[uint64]map[int32]struct{}{}}
	for b := range 256 {
		tr.tokens = append(tr.tokens, string([]byte{byte(b)}))
	}
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.Sort(words)
	fixed := tr.characters(words, counts, whole)
	first, err := newTokenizer(tr.tokens, tr.merges, -1)
	if err != nil {
		panic("lm: " + err.Error())
	}
	e := encoder{t: first, known: map[string][]int32{}}
	for _, w := range words {
		tr.words = append(tr.words, slices.Clone(e.word(w)))
		tr.times = append(tr.times, counts[w])
	}
	tr.learn(size - 1 - fixed)
	t, err := newTokenizer(append(tr.tokens, EndOfText), tr.merges, len(tr.tokens))
	if err != nil {
		panic("lm: " + err.Error())
	}
	return t
}

type bpeTrainer struct {
	tokens []string
	merges [][2]int32
	words  [][]int32
	times  []int
	count  map[uint64]int
	where  map[uint64]map[int32]struct{} // words in which a pair was seen
	queue  pairQueue
}

// characters makes tokens of the most frequent characters of three bytes, by way of their first two; it returns the size so far.
func (tr *bpeTrainer) characters(words []string, counts map[string]int, whole int) int {
	seen := map[string]int{}
	for _, w := range words {
		for i, r := range w {
			if n := utf8.RuneLen(r); n == 3 && r != utf8.RuneError {
				seen[w[i:i+3]] += counts[w]
			}
		}
	}
	chars := make([]string, 0, len(seen))
	for c := range seen {
		chars = append(chars, c)
	}
	slices.SortFunc(chars, func(a, b string) int { return cmp.Or(seen[b]-seen[a], cmp.Compare(a, b)) })
	chars = chars[:min(whole, len(chars))]
	slices.Sort(chars)
	prefix := map[string]int32{}
	for _, c := range chars {
		if _, ok := prefix[c[:2]]; !ok {
			prefix[c[:2]] = tr.join(int32(c[0]), int32(c[1]))
		}
	}
	for _, c := range chars {
		tr.join(prefix[c[:2]], int32(c[2]))
	}
	return len(tr.tokens)
}

func (tr *bpeTrainer) join(a, b int32) int32 {
	tr.tokens = append(tr.tokens, tr.tokens[a]+tr.tokens[b])
	tr.merges = append(tr.merges, [2]int32{a, b})
	return int32(len(tr.tokens) - 1)
}

// A pairCount is a pair as it was counted when it was put on the heap.
type pairCount struct {
	pair  uint64
	count int
}

// pairQueue is a heap by falling count, then by ids, so that ties do not hang on map order.
type pairQueue []pairCount

func (q pairQueue) Len() int      { return len(q) }
func (q pairQueue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q pairQueue) Less(i, j int) bool {
	if q[i].count != q[j].count {
		return q[i].count > q[j].count
	}
	return q[i].pair < q[j].pair
}

// Push is for container/heap.
func (q *pairQueue) Push(x any) { *q = append(*q, x.(pairCount)) }

// Pop is for container/heap.
func (q *pairQueue) Pop() any {
	old := *q
	x := old[len(old)-1]
	*q = old[:len(old)-1]
	return x
}

func (tr *bpeTrainer) learn(merges int) {
	for i, w := range tr.words {
		for j := 0; j+1 < len(w); j++ {
			tr.add(pair(w[j], w[j+1]), int32(i), tr.times[i])
		}
	}
	for p, n := range tr.count {
		tr.queue = append(tr.queue, pairCount{p, n})
	}
	heap.Init(&tr.queue)
	for made := 0; made < merges && len(tr.queue) > 0; {
		top := heap.Pop(&tr.queue).(pairCount)
		if now := tr.count[top.pair]; now != top.count {
			if now > 1 {
				heap.Push(&tr.queue, pairCount{top.pair, now})
			}
			continue
		}
		if top.count < 2 {
			return
		}
		a, b := int32(top.pair>>32), int32(uint32(top.pair))
		if tr.known(tr.tokens[a] + tr.tokens[b]) {
			delete(tr.count, top.pair)
			continue
		}
		tr.apply(top.pair, tr.join(a, b))
		made++
	}
}

// known reports whether the token exists already, made from other parts; two rules for one token would be legal, but waste a place.
func (tr *bpeTrainer) known(token string) bool {
	return slices.Contains(tr.tokens[256:], token)
}

func (tr *bpeTrainer) add(p uint64, word int32, times int) {
	tr.count[p] += times
	if tr.where[p] == nil {
		tr.where[p] = map[int32]struct{}{}
	}
	tr.where[p][word] = struct{}{}
}

// apply replaces a pair by its token in every word that has it, and counts the pairs that come and go.
func (tr *bpeTrainer) apply(p uint64, id int32) {
	a, b := int32(p>>32), int32(uint32(p))
	fresh := map[uint64]struct{}{}
	for i := range tr.where[p] {
		w, times := tr.words[i], tr.times[i]
		out := w[:0]
		for j := 0; j < len(w); j++ {
			if j+1 == len(w) || w[j] != a || w[j+1] != b {
				out = append(out, w[j])
				continue
			}
			if n := len(out); n > 0 {
				tr.count[pair(out[n-1], a)] -= times
				tr.add(pair(out[n-1], id), i, times)
				fresh[pair(out[n-1], id)] = struct{}{}
			}
			if j+2 < len(w) {
				tr.count[pair(b, w[j+2])] -= times
				tr.add(pair(id, w[j+2]), i, times)
				fresh[pair(id, w[j+2])] = struct{}{}
			}
			out = append(out, id)
			j++
		}
		tr.words[i] = out
	}
	delete(tr.count, p)
	delete(tr.where, p)
	for q := range fresh {
		heap.Push(&tr.queue, pairCount{q, tr.count[q]})
	}
}
