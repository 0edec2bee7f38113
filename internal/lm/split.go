package lm

import (
	"unicode"
	"unicode/utf8"
)

// class is what GPT-2's pattern tells apart.
type class int

const (
	other class = iota
	letter
	number
	space
)

// classOf returns the class of the first rune of s and its length in bytes; a byte that is no UTF-8 is other.
func classOf(s string) (class, int) {
	if c := s[0]; c < utf8.RuneSelf {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z':
			return letter, 1
		case '0' <= c && c <= '9':
			return number, 1
		case c == ' ', '\t' <= c && c <= '\r':
			return space, 1
		}
		return other, 1
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && n == 1:
		return other, n
	case unicode.IsLetter(r):
		return letter, n
	case unicode.IsNumber(r):
		return number, n
	case unicode.IsSpace(r):
		return space, n
	}
	return other, n
}

// contractions stand by themselves, in the order of the pattern.
var contractions = []string{"'s", "'t", "'re", "'ve", "'m", "'ll", "'d"}

// wordLen returns the length of the first word of s, which is not empty, as GPT-2 cuts it:
//
//	's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
//
// Source: Radford et al. 2019, encoder.py.
func wordLen(s string) int {
	if s[0] == '\'' {
		for _, c := range contractions {
			if len(s) >= len(c) && s[:len(c)] == c {
				return len(c)
			}
		}
	}
	start := 0
	kind, n := classOf(s)
	if s[0] == ' ' && len(s) > 1 {
		if next, m := classOf(s[1:]); next != space {
			start, kind, n = 1, next, m
		}
	}
	end, last := start+n, n
	for end < len(s) {
		k, m := classOf(s[end:])
		if k != kind {
			break
		}
		end, last = end+m, m
	}
	// A run of space leaves its last rune to the word that follows, unless it is all there is.
	if kind == space && end < len(s) && end > last {
		return end - last
	}
	return end
}

// Words cuts text into the pieces that are tokenized one by one; joined they give the text.
func Words(text string) []string {
	var words []string
	for text != "" {
		n := wordLen(text)
		words = append(words, text[:n])
		text = text[n:]
	}
	return words
}
