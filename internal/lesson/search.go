package lesson

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A Hit is one place that a search found.
type Hit struct {
	Section *Section
	Step    int    // index in Section.Steps
	Block   int    // index in the step's Blocks; -1: the section's title
	Line    int    // in the chapter's file
	Snippet string // the text around the match, without Markdown
	Score   int    // larger is better
	Term    *Term  // the glossary's entry, if that is what matched
}

// An Index finds words in one course.
type Index struct {
	entries []entry
	terms   map[int]*Term // by their line, in the section glossary
}

// An entry is one line that can be found.
type entry struct {
	hit    Hit    // without Score, Snippet the whole line
	folded string // of the snippet
	names  []string
	base   int
}

// How much a match is worth, by where it is; equal places are ordered as in the course.
const (
	scoreTerm  = 1000
	scoreTitle = 500
	scoreText  = 100
	maxHits    = 100
)

// NewIndex prepares a course for searching.
func NewIndex(c *Course) *Index {
	ix := &Index{terms: map[int]*Term{}}
	for i, t := range c.Terms {
		ix.terms[t.Line] = &c.Terms[i]
	}
	for _, s := range c.Sections() {
		ix.add(Hit{Section: s, Block: -1, Line: s.Line, Snippet: plain(s.Title)}, scoreTitle)
		for i, st := range s.Steps {
			for j, b := range st.Blocks {
				ix.block(Hit{Section: s, Step: i, Block: j, Line: b.Pos()}, b)
			}
		}
	}
	return ix
}

func (ix *Index) add(h Hit, base int) {
	if strings.TrimSpace(h.Snippet) == "" {
		return
	}
	ix.entries = append(ix.entries, entry{hit: h, folded: Fold(h.Snippet), base: base})
}

// block adds the lines of one block. The answers of a quiz are left out: a search must not give them away.
func (ix *Index) block(h Hit, b Block) {
	switch b := b.(type) {
	case Prose:
		for i, l := range strings.Split(b.Text, "\n") {
			at, base := h, scoreText
			at.Line += i
			if t := ix.terms[at.Line]; t != nil && h.Section.ID == "glossary" {
				ix.term(at, t)
				continue
			}
			if strings.HasPrefix(l, "#") {
				base = scoreTitle - 100
			}
			at.Snippet = plain(l)
			ix.add(at, base)
		}
	case Demo:
		h.Snippet = plain(strings.ReplaceAll(b.Name+": "+b.Text, "\n", " "))
		ix.add(h, scoreText+50)
	case Quiz:
		h.Snippet = plain(strings.ReplaceAll(b.Question, "\n", " "))
		ix.add(h, scoreText)
	}
}

// term adds an entry of the glossary, found by either name or by its explanation.
func (ix *Index) term(h Hit, t *Term) {
	h.Term, h.Snippet = t, fmt.Sprintf("%s (%s): %s", t.Name, t.Other, plain(t.Text))
	ix.entries = append(ix.entries, entry{
		hit: h, folded: Fold(h.Snippet), names: []string{Fold(t.Name), Fold(t.Other)}, base: scoreTerm,
	})
}

// Search returns the places that hold all words of the query, the best first and at most 100.
// Case and width do not matter; 汉字 match inside of words.
func (ix *Index) Search(query string) []Hit {
	q := strings.TrimSpace(Fold(clip(query, 200)))
	words := strings.Fields(q)
	if len(words) == 0 {
		return nil
	}
	var hits []Hit
	for _, e := range ix.entries {
		score, ok := e.match(q, words)
		if !ok {
			continue
		}
		h := e.hit
		h.Score = score
		hits = append(hits, h)
	}
	slices.SortStableFunc(hits, func(a, b Hit) int { return cmp.Compare(b.Score, a.Score) })
	hits = slices.Clip(hits[:min(len(hits), maxHits)])
	for i := range hits {
		hits[i].Snippet = snippet(hits[i].Snippet, words[0])
	}
	return hits
}

func (e entry) match(q string, words []string) (score int, ok bool) {
	score = e.base
	for _, w := range words {
		i := strings.Index(e.folded, w)
		if i < 0 {
			return 0, false
		}
		if wordStart(e.folded, i) {
			score += 10
		}
	}
	if e.names == nil {
		return score, true
	}
	best := 0
	for _, n := range e.names {
		switch {
		case n == q:
			best = 300
		case strings.HasPrefix(n, q):
			best = max(best, 200)
		case strings.Contains(n, q):
			best = max(best, 100)
		}
	}
	if best == 0 {
		score += scoreText - scoreTerm // found in the explanation only: no better than text
	}
	return score + best, true
}

func wordStart(s string, i int) bool {
	if i == 0 {
		return true
	}
	c := s[i-1]
	return c < 0x80 && !unicode.IsLetter(rune(c)) && !unicode.IsDigit(rune(c))
}

// snippet cuts the line around the first match. Fold keeps the number of runes, so a place in folded is a place in text.
func snippet(text, word string) string {
	const before, length = 20, 80
	folded := Fold(text)
	r := []rune(text)
	at := len([]rune(folded[:max(0, strings.Index(folded, word))]))
	from := max(0, min(at-before, len(r)-length))
	to := min(len(r), from+length)
	s := string(r[from:to])
	if from > 0 {
		s = "…" + s
	}
	if to < len(r) {
		s += "…"
	}
	return s
}

// Fold returns s as it is compared: lower case, full-width forms as ASCII. The number of runes stays.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 0xff01 && r <= 0xff5e:
			r -= 0xfee0
		case r == 0x3000:
			r = ' '
		}
		return unicode.ToLower(r)
	}, s)
}

var (
	markup = regexp.MustCompile("^\\s*(#+ |> |[-*+] |\\d+\\. )|\\*\\*|`|\\*")
	link   = regexp.MustCompile(`!?\[([^\]]*)\]\([^)]*\)`)
)

// plain removes the marks of Markdown from one line.
func plain(l string) string {
	return strings.TrimSpace(markup.ReplaceAllString(link.ReplaceAllString(l, "$1"), ""))
}
