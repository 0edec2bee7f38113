package widget

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// A scene is how most demonstrations are set: a picture, the fields, some lines of numbers, a caption in words.
type scene struct {
	pen     plot.Pen
	picture func(width, height int) string
	panel   *panel   // nil: none
	facts   []string // short lines beside the picture, styled; the most important first
	caption string   // plain words under the picture: its text twin
	side    int      // width of the column at the right where there is room; 0: 26
}

// render sets the scene in width×height cells: fields and facts at the right from 72 columns on, else above the picture;
// the caption below, in at most a fifth of the height.
func (s scene) render(width, height int) string {
	if width <= 0 || height <= 0 {
		return ""
	}
	side := s.sideWidth(width, height)
	below := s.captionLines(width, max(1, height/5))
	rest := height - len(below)
	if side > 0 {
		picture := plot.Fit(s.picture(width-side-2, rest), width-side-2, rest)
		column := plot.Fit(s.column(side), side, rest)
		return plot.Fit(plot.Stack(plot.Beside(2, padRight(picture, width-side-2), column), strings.Join(below, "\n")), width, height)
	}
	head := s.head(width, rest)
	room := rest - lines(head)
	if room <= 0 {
		return plot.Fit(plot.Stack(head, strings.Join(below, "\n")), width, height)
	}
	return plot.Fit(plot.Stack(head, s.picture(width, room), strings.Join(below, "\n")), width, height)
}

// sideWidth is the width of the column at the right; 0 if there is none.
func (s scene) sideWidth(width, height int) int {
	rest := height - len(s.captionLines(width, max(1, height/5)))
	if beside := s.panel != nil || len(s.facts) > 0; !beside || width < 72 || rest < 6 {
		return 0
	}
	if s.side == 0 {
		return 26
	}
	return s.side
}

// pictureSize is the room of the picture where it stands at the left, for what the mouse does in it.
func (s scene) pictureSize(width, height int) (w, h int) {
	rest := height - len(s.captionLines(width, max(1, height/5)))
	if side := s.sideWidth(width, height); side > 0 {
		return width - side - 2, rest
	}
	return width, rest
}

// padRight makes the first line of a block at least width cells wide, so that what stands beside it is aligned.
func padRight(block string, width int) string {
	first, rest, _ := strings.Cut(block, "\n")
	if w := ansi.StringWidth(first); w < width {
		first += strings.Repeat(" ", width-w)
	}
	if rest == "" {
		return first
	}
	return first + "\n" + rest
}

func lines(s string) int {
	if s == "" {
		return 0
	}
	return strings.Count(s, "\n") + 1
}

// column is what stands at the right of the picture.
func (s scene) column(width int) string {
	var parts []string
	if s.panel != nil && len(s.panel.fields) > 0 {
		parts = append(parts, s.panel.column(width, s.pen))
	}
	if len(s.facts) > 0 {
		parts = append(parts, strings.Join(s.facts, "\n"))
	}
	return strings.Join(parts, "\n\n")
}

// head is what stands above the picture in a narrow view: a line of fields and a line of facts, in at most a third of the height.
func (s scene) head(width, height int) string {
	var out []string
	if s.panel != nil && len(s.panel.fields) > 0 {
		out = append(out, s.panel.row(width, s.pen))
	}
	line, used := "", 0
	for _, f := range s.facts {
		w := ansi.StringWidth(f)
		if w == 0 || strings.Contains(f, "\n") { // a small picture: only beside the large one
			continue
		}
		if used > 0 && used+3+w > width {
			break
		}
		if used > 0 {
			line, used = line+"   ", used+3
		}
		line, used = line+f, used+w
	}
	if line != "" && height >= 8 {
		out = append(out, plot.Fit(line, width, 1))
	}
	return strings.Join(out, "\n")
}

func (s scene) captionLines(width, most int) []string {
	if s.caption == "" {
		return nil
	}
	folded := strings.Split(fold(s.caption, width), "\n")
	if len(folded) > most {
		folded = folded[:most]
		folded[most-1] = ansi.Truncate(folded[most-1]+"…", width, "…")
	}
	for i, l := range folded {
		folded[i] = s.pen.Paint(theme.Muted, l)
	}
	return folded
}

// forbidden are the characters that no line begins with (GB/T 15834, UAX #14 class CL, EX, NS).
const forbidden = "，。、：；？！）】》”’…,.;:?!)]}%"

// fold breaks plain text into lines of at most width cells: between words, and between Han characters but never before closing punctuation.
func fold(s string, width int) string {
	var out strings.Builder
	line, used := "", 0
	flush := func() {
		out.WriteString(strings.TrimRight(line, " "))
		out.WriteByte('\n')
		line, used = "", 0
	}
	for _, word := range words(s) {
		w := ansi.StringWidth(word)
		if used > 0 && used+ansi.StringWidth(strings.TrimRight(word, " ")) > width {
			flush()
		}
		for w > width && width > 0 { // a word that is longer than a line
			head := ansi.Truncate(word, width, "")
			if head == "" {
				return out.String()
			}
			out.WriteString(head + "\n")
			word = word[len(head):]
			w = ansi.StringWidth(word)
		}
		line, used = line+word, used+w
	}
	return out.String() + strings.TrimRight(line, " ")
}

// words cuts s where a line may be broken; the pieces joined give s.
func words(s string) []string {
	var out []string
	piece := ""
	runes := []rune(s)
	for i, r := range runes {
		piece += string(r)
		if i == len(runes)-1 {
			break
		}
		next := runes[i+1]
		wide := r >= 0x2e80 || next >= 0x2e80
		opening := strings.ContainsRune("（【《“‘", r)
		if (r == ' ' || wide && next != ' ' && !opening) && !strings.ContainsRune(forbidden, next) {
			out = append(out, piece)
			piece = ""
		}
	}
	return append(out, piece)
}

// cellLeft and cellRight pad a text with spaces to so many cells, at its right and at its left: a Han character takes two.
func cellLeft(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

func cellRight(s string, width int) string {
	return strings.Repeat(" ", max(0, width-ansi.StringWidth(s))) + s
}
