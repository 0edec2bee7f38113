package prose

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Inline returns a formula of our subset of TeX as one line of Unicode.
func Inline(tex string) string {
	if len(tex) > mostTeX {
		return tex
	}
	return tidy(flat(parseTeX(tex)))
}

// mostTeX is the length in bytes beyond which a formula stays as its source.
const mostTeX = 2000

// tidy makes one space of several and removes those at the ends.
func tidy(s string) string { return strings.Join(strings.Fields(s), " ") }

// flat writes a formula in one line.
func flat(f formula) string {
	switch f := f.(type) {
	case symbol:
		return f.text
	case operator:
		return " " + f.text + " "
	case group:
		return flatGroup(f)
	case script:
		return flat(f.base) + flatSub(f.sub) + flatSup(f.sup)
	case fraction:
		return flatOperand(f.above) + "/" + flatOperand(f.below)
	case root:
		return "√" + flatOperand(f.of)
	case accent:
		return flat(f.of) + string(f.mark)
	case cases:
		rows := make([]string, len(f.rows))
		for i, row := range f.rows {
			rows[i] = tidy(flatCells(row))
		}
		return "{ " + strings.Join(rows, "; ") + " }"
	}
	return ""
}

func flatCells(cells []formula) string {
	parts := make([]string, len(cells))
	for i, c := range cells {
		parts[i] = tidy(flat(c))
	}
	return strings.Join(parts, "  ")
}

// flatGroup joins parts; a sign at the beginning, or after another operator or an opening bracket, has no spaces.
func flatGroup(g group) string {
	var b strings.Builder
	for i, p := range g.parts {
		o, ok := p.(operator)
		if ok && (o.text == "−" || o.text == "+" || o.text == "±") && unary(g.parts, i) {
			b.WriteString(o.text)
			continue
		}
		if word(p) && i > 0 && endsInWord(b.String()) {
			b.WriteByte(' ')
		}
		b.WriteString(flat(p))
		if word(p) && i+1 < len(g.parts) && !opens(g.parts[i+1]) {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// unary reports whether the operator at i has nothing at its left.
func unary(parts []formula, i int) bool {
	if i == 0 {
		return true
	}
	switch p := parts[i-1].(type) {
	case operator:
		return true
	case symbol:
		return strings.HasSuffix(strings.TrimSpace(p.text), "(") || strings.HasSuffix(p.text, "[") || strings.HasSuffix(strings.TrimSpace(p.text), ",") || p.text == "{" || strings.TrimSpace(p.text) == "|"
	}
	return false
}

// word reports whether a part is a word such as log or softmax, or a sum.
func word(f formula) bool {
	switch f := f.(type) {
	case symbol:
		return len([]rune(f.text)) > 1 && strings.TrimSpace(f.text) == f.text && !strings.ContainsAny(f.text, "(){}[]") || f.text == "Σ" || f.text == "∏" || f.text == "∫"
	case script:
		return word(f.base)
	}
	return false
}

func endsInWord(s string) bool {
	if s == "" {
		return false
	}
	last := s[len(s)-1]
	return last >= 'a' && last <= 'z' || last >= 'A' && last <= 'Z' || last >= '0' && last <= '9' || last == ')' || last >= 0x80
}

// opens reports whether a part begins with a bracket or is a script's or word's own continuation.
func opens(f formula) bool {
	s, ok := f.(symbol)
	return ok && (strings.HasPrefix(s.text, "(") || strings.HasPrefix(s.text, "[") || strings.HasPrefix(s.text, ",") || strings.HasPrefix(s.text, ")") || strings.HasPrefix(s.text, " "))
}

// flatOperand puts brackets round what has an operator in it.
func flatOperand(f formula) string {
	s := tidy(flat(f))
	if strings.ContainsAny(s, " /") {
		return "(" + s + ")"
	}
	return s
}

const (
	plainDigits = "0123456789+−=()aehijklmnoprstuvxβγρφχ"
	subscripts  = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"
	plainSupers = "0123456789+−=()abcdefghijklmnoprstuvwxyzTN⊤′ABDEGHIJKLMOPRUVW"
	supers      = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴺᵀ′ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴼᴾᴿᵁⱽᵂ"
)

// raise maps every character of s from one alphabet to another; ok is false if one is missing.
func raise(s, from, to string) (out string, ok bool) {
	source, target := []rune(from), []rune(to)
	table := map[rune]rune{}
	for i, r := range source {
		if _, has := table[r]; !has {
			table[r] = target[i]
		}
	}
	var b strings.Builder
	for _, r := range strings.ReplaceAll(s, " ", "") {
		t, has := table[r]
		if !has {
			return "", false
		}
		b.WriteRune(t)
	}
	return b.String(), true
}

func flatSub(f formula) string {
	if f == nil {
		return ""
	}
	s := tidy(flat(f))
	if up, ok := raise(s, plainDigits, subscripts); ok {
		return up
	}
	if len([]rune(s)) == 1 {
		return "_" + s
	}
	return "_(" + s + ")"
}

func flatSup(f formula) string {
	if f == nil {
		return ""
	}
	s := tidy(flat(f))
	if up, ok := raise(s, plainSupers, supers); ok {
		return up
	}
	if len([]rune(s)) == 1 {
		return "^" + s
	}
	return "^(" + s + ")"
}

// A box is a formula in several lines; base is the line that the text around it stands on.
type box struct {
	lines []string
	base  int
}

func (b box) width() int {
	w := 0
	for _, l := range b.lines {
		w = max(w, ansi.StringWidth(l))
	}
	return w
}

// Box returns a display formula as lines of equal width: fractions, sums and cases are built up.
func Box(tex string) []string {
	if len(tex) > mostTeX {
		return []string{tex}
	}
	b := build(parseTeX(tex))
	w := b.width()
	out := make([]string, len(b.lines))
	for i, l := range b.lines {
		out[i] = l + strings.Repeat(" ", w-ansi.StringWidth(l))
	}
	return out
}

func text1(s string) box { return box{[]string{s}, 0} }

// build sets a formula as a box.
func build(f formula) box {
	switch f := f.(type) {
	case group:
		return buildGroup(f)
	case fraction:
		return buildFraction(f)
	case script:
		return buildScript(f)
	case cases:
		return buildCases(f)
	case root:
		if in := build(f.of); len(in.lines) > 1 {
			return beside(text1("√("), in, text1(")"))
		}
	}
	return text1(flat(f))
}

// buildGroup puts the boxes of the parts side by side; runs of flat parts are written as in a line.
func buildGroup(g group) box {
	var boxes []box
	var run []formula
	flush := func() {
		if len(run) > 0 {
			boxes = append(boxes, text1(spaced(run, len(boxes) > 0)))
			run = nil
		}
	}
	for _, p := range g.parts {
		b := build(p)
		if len(b.lines) == 1 {
			run = append(run, p)
			continue
		}
		flush()
		boxes = append(boxes, b)
	}
	flush()
	if len(boxes) == 0 {
		return text1("")
	}
	return beside(boxes...)
}

// spaced writes a run of flat parts; after a tall box, a sign at its beginning stands between two operands.
func spaced(run []formula, after bool) string {
	o, ok := run[0].(operator)
	if !ok || !after {
		return flatGroup(group{run})
	}
	return " " + o.text + " " + strings.TrimLeft(flatGroup(group{run[1:]}), " ")
}

func buildFraction(f fraction) box {
	above, below := build(f.above), build(f.below)
	w := max(above.width(), below.width()) + 2
	lines := append(centred(above, w), strings.Repeat("─", w))
	return box{append(lines, centred(below, w)...), len(above.lines)}
}

func centred(b box, w int) []string {
	out := make([]string, len(b.lines))
	pad := (w - b.width()) / 2
	for i, l := range b.lines {
		out[i] = strings.Repeat(" ", pad) + l
	}
	return out
}

// buildScript sets limits above and below a sum, and other scripts as characters.
func buildScript(f script) box {
	base, ok := f.base.(symbol)
	if !ok || !strings.Contains("Σ∏∫", base.text) {
		in := build(f.base)
		if len(in.lines) > 1 {
			return beside(in, text1(flatSub(f.sub)+flatSup(f.sup)))
		}
		return text1(flat(f))
	}
	lower, upper := "", ""
	if f.sub != nil {
		lower = tidy(flat(f.sub))
	}
	if f.sup != nil {
		upper = tidy(flat(f.sup))
	}
	w := max(ansi.StringWidth(lower), ansi.StringWidth(upper), 1)
	var out box
	if upper != "" {
		out.lines = append(out.lines, centred(text1(upper), w)...)
		out.base = 1
	}
	out.lines = append(out.lines, centred(text1(base.text), w)...)
	if lower != "" {
		out.lines = append(out.lines, centred(text1(lower), w)...)
	}
	for i, l := range out.lines {
		out.lines[i] = l + strings.Repeat(" ", w+1-ansi.StringWidth(l))
	}
	return out
}

// buildCases sets rows behind a tall brace.
func buildCases(f cases) box {
	var cells [][]string
	var widths []int
	for _, row := range f.rows {
		var line []string
		for j, c := range row {
			s := tidy(flat(c))
			line = append(line, s)
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], ansi.StringWidth(s))
		}
		cells = append(cells, line)
	}
	n := len(cells)
	out := box{base: (n - 1) / 2}
	for i, row := range cells {
		line := brace(i, n) + " "
		for j, s := range row {
			line += s + strings.Repeat(" ", widths[j]-ansi.StringWidth(s)+2)
		}
		out.lines = append(out.lines, strings.TrimRight(line, " "))
	}
	return out
}

// brace is the part of a tall brace at row i of n.
func brace(i, n int) string {
	switch {
	case n == 1:
		return "{"
	case n == 2:
		return []string{"⎰", "⎱"}[i]
	case i == 0:
		return "⎧"
	case i == n-1:
		return "⎩"
	case i == (n-1)/2:
		return "⎨"
	}
	return "⎪"
}

// beside puts boxes next to each other, their base lines aligned.
func beside(boxes ...box) box {
	above, below := 0, 0
	for _, b := range boxes {
		above, below = max(above, b.base), max(below, len(b.lines)-b.base-1)
	}
	lines := make([]string, above+below+1)
	for _, b := range boxes {
		w := b.width()
		for y := range lines {
			l := ""
			if k := y - above + b.base; k >= 0 && k < len(b.lines) {
				l = b.lines[k]
			}
			lines[y] += l + strings.Repeat(" ", w-ansi.StringWidth(l))
		}
	}
	return box{lines, above}
}
