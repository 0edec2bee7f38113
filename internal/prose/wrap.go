package prose

import (
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"github.com/rivo/uniseg"

	"learn-llm/internal/theme"
)

// Characters that no line begins with and none ends with, beside what UAX #14 says (GB/T 15834).
const (
	noStart = "，。、：；？！）】》〉」』”’…—,.;:?!)]}%‰℃·"
	noEnd   = "（【《〈「『“‘([{"
)

// Wrap breaks a styled string into lines of at most width cells by UAX #14 and the Chinese rules; lines after the first
// are indented by hanging cells. A word that is longer than a line is cut. Styles are closed at the end of a line and
// opened again on the next.
func Wrap(s string, width, hanging int) []string {
	width = max(1, width)
	if hanging >= width {
		hanging = 0
	}
	var out []string
	for _, paragraph := range strings.Split(s, "\n") {
		out = append(out, wrapLine(paragraph, width, hanging)...)
	}
	return out
}

// A liner collects one line after the other.
type liner struct {
	width, hanging int
	out            []string
	line           strings.Builder
	used           int
	style          string // the escape sequences that are open
}

func wrapLine(s string, width, hanging int) []string {
	l := &liner{width: width, hanging: hanging}
	for _, p := range unbreakable(s) {
		l.put(p)
	}
	l.flush()
	return l.out
}

func (l *liner) flush() {
	text := trimRight(l.line.String())
	if l.style != "" {
		text += theme.Reset
	}
	l.out = append(l.out, text)
	l.line.Reset()
	l.line.WriteString(strings.Repeat(" ", l.hanging) + l.style)
	l.used = l.hanging
}

// trimRight removes the spaces at the end of a line, also those before a closing escape sequence.
func trimRight(s string) string {
	for {
		t := strings.TrimRight(s, " ")
		if !strings.HasSuffix(t, theme.Reset) {
			return t
		}
		body := strings.TrimSuffix(t, theme.Reset)
		if !strings.HasSuffix(body, " ") {
			return t
		}
		s = strings.TrimRight(body, " ") + theme.Reset
	}
}

// put adds a piece that is not to be broken, on a new line if it does not fit.
func (l *liner) put(p string) {
	w := ansi.StringWidth(strings.TrimRight(ansi.Strip(p), " "))
	if l.used > l.hanging && l.used+w > l.width {
		l.flush()
	}
	for l.used+w > l.width && w > l.width-l.hanging {
		head := ansi.Truncate(p, l.width-l.used, "")
		if ansi.StringWidth(head) == 0 {
			break
		}
		tail := ansi.TruncateLeft(p, ansi.StringWidth(head), "")
		l.line.WriteString(head)
		l.track(head)
		l.flush()
		if len(tail) >= len(p) {
			return
		}
		p, w = tail, ansi.StringWidth(strings.TrimRight(ansi.Strip(tail), " "))
	}
	l.line.WriteString(p)
	l.track(p)
	l.used += ansi.StringWidth(p)
}

// track follows which styles are open after a piece.
func (l *liner) track(p string) {
	for {
		i := strings.Index(p, "\x1b[")
		if i < 0 {
			return
		}
		end := strings.IndexByte(p[i:], 'm')
		if end < 0 {
			return
		}
		code := p[i : i+end+1]
		if code == theme.Reset || code == "\x1b[0m" {
			l.style = ""
		} else {
			l.style += code
		}
		p = p[i+end+1:]
	}
}

// unbreakable cuts a styled line where it may be broken; escape sequences stay with what they style.
func unbreakable(s string) []string {
	plain := ansi.Strip(s)
	breaks := breakpoints(plain)
	var out []string
	var piece strings.Builder
	at := 0
	for len(s) > 0 {
		if strings.HasPrefix(s, "\x1b[") {
			end := strings.IndexByte(s, 'm')
			if end < 0 {
				break
			}
			piece.WriteString(s[:end+1])
			s = s[end+1:]
			continue
		}
		_, size := utf8.DecodeRuneInString(s)
		piece.WriteString(s[:size])
		at += size
		s = s[size:]
		if breaks[at] {
			out = append(out, piece.String())
			piece.Reset()
		}
	}
	if piece.Len() > 0 {
		out = append(out, piece.String())
	}
	return out
}

// breakpoints are the byte offsets before which a line of plain text may be broken.
func breakpoints(s string) map[int]bool {
	at := map[int]bool{}
	state, offset := -1, 0
	for rest := s; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		offset += len(segment)
		if rest == "" {
			break
		}
		next, _ := utf8.DecodeRuneInString(rest)
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(segment, " "))
		if strings.ContainsRune(noStart, next) || strings.ContainsRune(noEnd, last) {
			continue
		}
		at[offset] = true
	}
	return at
}

// hard cuts a styled line every width cells.
func hard(s string, width int) []string {
	if ansi.StringWidth(s) <= width {
		return []string{s}
	}
	var out []string
	for ansi.StringWidth(s) > width {
		head := ansi.Truncate(s, width, "")
		if ansi.StringWidth(head) == 0 {
			break
		}
		out = append(out, head+theme.Reset)
		s = ansi.TruncateLeft(s, ansi.StringWidth(head), "")
	}
	return append(out, s)
}
