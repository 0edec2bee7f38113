package lm

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
)

// ngramFormat begins the file of an n-gram model; numbers follow as unsigned varints, contexts and tokens as differences.
const ngramFormat = "learn-llm ngram 1\n"

// WriteTo writes the model.
func (g *Ngram) WriteTo(w io.Writer) (int64, error) {
	buf := append([]byte(ngramFormat), binary.AppendUvarint(nil, uint64(g.vocab))...)
	buf = binary.AppendUvarint(buf, uint64(len(g.levels)))
	for _, l := range g.levels {
		buf = binary.AppendUvarint(buf, uint64(len(l.keys)))
		last := uint64(0)
		for i, key := range l.keys {
			buf = binary.AppendUvarint(buf, key-last)
			last = key
			from, to := l.from[i], l.from[i+1]
			buf = binary.AppendUvarint(buf, uint64(l.total[i]))
			buf = binary.AppendUvarint(buf, uint64(to-from))
			id := uint32(0)
			for k := from; k < to; k++ {
				buf = binary.AppendUvarint(buf, uint64(l.next[k]-id))
				buf = binary.AppendUvarint(buf, uint64(l.count[k]))
				id = l.next[k]
			}
		}
	}
	n, err := w.Write(buf)
	return int64(n), err
}

// varints reads numbers with bounds; after the first fault it returns zeros and remembers it.
type varints struct {
	r   *bufio.Reader
	err error
}

func (v *varints) next(what string, most uint64) uint64 {
	if v.err != nil {
		return 0
	}
	n, err := binary.ReadUvarint(v.r)
	switch {
	case err != nil:
		v.err = fmt.Errorf("%s: cut short", what)
	case n > most:
		v.err = fmt.Errorf("%s is %d; it must be at most %d", what, n, most)
	default:
		return n
	}
	return 0
}

// ReadNgram reads what WriteTo wrote; whatever the bytes say, memory stays within a small multiple of the file's length.
func ReadNgram(r io.Reader) (*Ngram, error) {
	b := bufio.NewReader(r)
	head := make([]byte, len(ngramFormat))
	if _, err := io.ReadFull(b, head); err != nil || string(head) != ngramFormat {
		return nil, fmt.Errorf("n-gram model: not a file of this program")
	}
	v := &varints{r: b}
	g := &Ngram{vocab: int(v.next("vocabulary", mostTokens))}
	order := v.next("order", mostOrder)
	for n := range int(order) {
		g.levels = append(g.levels, v.level(uint64(g.vocab), n))
	}
	if v.err == nil && (g.vocab < 1 || order < 1) {
		v.err = fmt.Errorf("it is empty")
	}
	if v.err != nil {
		return nil, fmt.Errorf("n-gram model: %w", v.err)
	}
	return g, nil
}

func (v *varints) level(vocab uint64, n int) (l level) {
	keys, last := v.next("number of contexts", mostEntries), uint64(0)
	for i := uint64(0); i < keys && v.err == nil; i++ {
		last += v.next("context", 1<<(packBits*mostOrder)-1)
		if i > 0 && last == l.keys[i-1] || last >= 1<<(packBits*n) {
			v.err = fmt.Errorf("context %d is out of order", i)
			return l
		}
		l.keys, l.from = append(l.keys, last), append(l.from, uint32(len(l.next)))
		total := v.next("total", 1<<32-1)
		l.total = append(l.total, uint32(total))
		v.followers(&l, vocab, total)
	}
	l.from = append(l.from, uint32(len(l.next)))
	return l
}

// followers reads the tokens after one context; their counts may not add up to more than total.
func (v *varints) followers(l *level, vocab, total uint64) {
	n, id, sum := v.next("number of tokens", vocab), uint64(0), uint64(0)
	for k := uint64(0); k < n && v.err == nil; k++ {
		step, count := v.next("token", vocab), v.next("count", total)
		id, sum = id+step, sum+count
		if id >= vocab || k > 0 && step == 0 || count == 0 || sum > total {
			v.err = fmt.Errorf("token %d with count %d does not fit", id, count)
			return
		}
		l.next, l.count = append(l.next, uint32(id)), append(l.count, uint32(count))
	}
}
