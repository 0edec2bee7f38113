package tui

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/prose"
	"learn-llm/internal/theme"
)

// The widths at which the page changes its shape.
const (
	besideWidth  = 100 // from here on text and demonstration stand side by side
	stackedWidth = 60  // from here on they are stacked; below it one of them is shown
	leastColumns = 40
	leastRows    = 12
	textWidth    = 76 // of a column of text
)

// A layout is the text of a page folded for one width, theme and language, with the places of its parts.
type layout struct {
	key    layoutKey
	lines  []row
	top    []int // of each part
	reveal bool  // bring the focused part into view with the next drawing
}

type layoutKey struct {
	width, demo int
	limit       int // the last part that is shown
	theme, lang string
}

// A row is one line of the page: text, or line of a part that is drawn anew each time.
type row struct {
	text   string
	part   int // −1 for text
	offset int // the line inside the part
	source int // the line of the source that it shows
}

// wide reports whether text and demonstration stand side by side.
func (p *page) wide(width int) bool {
	return p.hand >= 0 && p.hand <= p.limit() && width >= besideWidth
}

// textColumn is the width of the text in a view of that width.
func (p *page) textColumn(width int) int {
	if p.wide(width) {
		return max(40, min(62, width*2/5))
	}
	return min(textWidth, width-4)
}

// demoHeight is the height of a demonstration that stands in the text.
func demoHeight(height int) int { return max(leastHeight+2, min(24, height-3)) }

// arrange folds the page for a view of width×height cells, or keeps what is there.
func (p *page) arrange(a *App, width, height int) {
	k := layoutKey{p.textColumn(width), demoHeight(height), p.limit(), a.pen.Theme.Name(), a.lang}
	if p.wide(width) {
		k.demo = 0
	}
	if p.sheet.key == k && p.sheet.lines != nil {
		p.questions(a, k.width)
		return
	}
	source := p.sourceAt(p.scroll)
	keep := p.sheet.lines != nil
	p.sheet = layout{key: k, reveal: p.sheet.reveal}
	p.compose(a, k)
	if keep {
		p.scroll = p.rowOf(source)
	}
}

// compose lays out all parts one under the other.
func (p *page) compose(a *App, k layoutKey) {
	s := &p.sheet
	s.lines, s.top = nil, make([]int, len(p.parts))
	if p.step == 0 {
		p.heading(a, k.width)
	}
	for i, part := range p.parts {
		if i > k.limit {
			s.top[i] = len(s.lines)
			continue
		}
		if n := len(s.lines); n > 0 && (s.lines[n-1].text != "" || s.lines[n-1].part >= 0) {
			s.lines = append(s.lines, row{part: -1, source: lastSource(s.lines)})
		}
		s.top[i] = len(s.lines)
		switch {
		case part.text != nil:
			p.prose(a, part, k)
		case part.frame != nil && k.demo == 0:
			s.lines = append(s.lines, row{part: i})
		case part.frame != nil:
			for y := range k.demo {
				s.lines = append(s.lines, row{part: i, offset: y})
			}
		default:
			for y := range len(part.quiz.lines(a, k.width)) {
				s.lines = append(s.lines, row{part: i, offset: y})
			}
		}
	}
}

func lastSource(rows []row) int {
	if len(rows) == 0 {
		return 0
	}
	return rows[len(rows)-1].source
}

func (p *page) heading(a *App, width int) {
	for _, l := range prose.Wrap(p.section.Title, width, 0) {
		p.sheet.lines = append(p.sheet.lines, row{text: a.pen.Paint(theme.Heading, l), part: -1})
	}
	p.sheet.lines = append(p.sheet.lines, row{part: -1})
}

func (p *page) prose(a *App, part part, k layoutKey) {
	o := prose.Options{Width: k.width, Theme: a.pen.Theme, Lang: a.lang, ASCII: a.ascii()}
	for _, l := range prose.Render(part.text.Text, o) {
		p.sheet.lines = append(p.sheet.lines, row{text: l.Text, part: -1, source: part.text.Line + l.Source - 1})
	}
}

// questions lays the page out again when a question has grown or shrunk.
func (p *page) questions(a *App, width int) {
	for i, part := range p.parts {
		if part.quiz == nil {
			continue
		}
		n := 0
		for _, r := range p.sheet.lines {
			if r.part == i {
				n++
			}
		}
		if n != len(part.quiz.lines(a, width)) {
			p.compose(a, p.sheet.key)
			return
		}
	}
}

// sourceAt is the line of the source that the row at y shows.
func (p *page) sourceAt(y int) int {
	if y < 0 || y >= len(p.sheet.lines) {
		return 0
	}
	return p.sheet.lines[y].source
}

// rowOf is the first row that shows the source line, or what follows it.
func (p *page) rowOf(source int) int {
	for y, r := range p.sheet.lines {
		if r.source >= source && source > 0 {
			return y
		}
	}
	return 0
}

// view draws the page in exactly height lines of width cells or less.
func (p *page) view(a *App, width, height int) string {
	p.arrange(a, width, height)
	hand := p.hand
	switch {
	case p.full && p.focus >= 0 && p.parts[p.focus].frame != nil:
		return p.parts[p.focus].frame.view(width, height)
	case p.wide(width):
		left := p.textView(a, p.textColumn(width), height, 2)
		demo := p.parts[hand].frame.view(width-p.textColumn(width)-6, height)
		return joinColumns(left, demo, p.textColumn(width)+4, height)
	case width < stackedWidth && p.flip && hand >= 0 && hand <= p.limit():
		return p.parts[hand].frame.view(width, height)
	}
	return p.textView(a, p.textColumn(width), height, max(2, (width-p.textColumn(width))/2))
}

// bottom is the largest useful scroll.
func (p *page) bottom(height int) int { return max(0, len(p.sheet.lines)-height) }

// textView draws the visible rows with a left margin.
func (p *page) textView(a *App, width, height, margin int) string {
	p.bringIntoView(height)
	p.scroll = max(0, min(p.scroll, p.bottom(height)))
	drawn := map[int][]string{}
	var b strings.Builder
	for y := p.scroll; y < min(len(p.sheet.lines), p.scroll+height); y++ {
		r := p.sheet.lines[y]
		text := r.text
		if r.part >= 0 {
			text = p.partLine(a, r, width, drawn)
		}
		if y > p.scroll {
			b.WriteByte('\n')
		}
		if text != "" {
			b.WriteString(strings.Repeat(" ", margin) + text)
		}
	}
	return b.String()
}

// partLine is one line of a demonstration or question, each drawn once for a view.
func (p *page) partLine(a *App, r row, width int, drawn map[int][]string) string {
	if drawn[r.part] == nil {
		part := p.parts[r.part]
		switch {
		case part.quiz != nil:
			drawn[r.part] = part.quiz.lines(a, width)
		case p.sheet.key.demo == 0:
			drawn[r.part] = []string{p.pointer(a, r.part)}
		default:
			drawn[r.part] = strings.Split(part.frame.view(width, p.sheet.key.demo), "\n")
		}
	}
	if r.offset < len(drawn[r.part]) {
		return drawn[r.part][r.offset]
	}
	return ""
}

// pointer stands in the text for a demonstration that is shown beside it.
func (p *page) pointer(a *App, i int) string {
	arrow, role := "→ ", theme.Muted
	if a.ascii() {
		arrow = "-> "
	}
	if i == p.hand {
		role = theme.Accent
	}
	return a.pen.Paint(role, arrow+p.parts[i].frame.name)
}

// bringIntoView scrolls so that the focused part can be seen, once after the focus moved.
func (p *page) bringIntoView(height int) {
	if !p.sheet.reveal || p.focus < 0 {
		return
	}
	p.sheet.reveal = false
	top := p.sheet.top[p.focus]
	end := len(p.sheet.lines)
	if p.focus+1 < len(p.sheet.top) {
		end = p.sheet.top[p.focus+1]
	}
	if end > p.scroll+height {
		p.scroll = end - height
	}
	if top < p.scroll {
		p.scroll = top
	}
}

// joinColumns puts two blocks side by side, the second one at column x, in at most height lines.
func joinColumns(left, right string, x, height int) string {
	l, r := strings.Split(left, "\n"), strings.Split(right, "\n")
	out := make([]string, min(height, max(len(l), len(r))))
	for y := range out {
		line := ""
		if y < len(l) {
			line = l[y]
		}
		if y < len(r) && r[y] != "" {
			line += strings.Repeat(" ", max(0, x-ansi.StringWidth(line))) + r[y]
		}
		out[y] = line
	}
	return strings.Join(out, "\n")
}
