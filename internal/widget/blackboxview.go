package widget

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/sim"
	"learn-llm/internal/theme"
)

func (b *blackbox) View(width, height int) string {
	if b.entry.on {
		line, _ := b.entry.view(width, *b.env.Pen)
		return plot.Fit(line+"\n\n"+b.env.Pen.Paint(theme.Muted, b.env.T("Any word, in any language.")), width, height)
	}
	return scene{pen: *b.env.Pen, picture: b.picture, panel: &b.panel, facts: b.facts(), caption: b.caption()}.render(width, height)
}

// picture is the candidates while guessing, else the machine and what it made of each input, the newest first.
func (b *blackbox) picture(width, height int) string {
	out := b.candidates(width, height)
	if machine := b.machine(width); !b.guessing && height >= lines(machine)+3 {
		out = plot.Stack(machine, " ", b.seen(width, height-lines(machine)-1))
	} else if !b.guessing {
		out = b.table(width, height)
	}
	return plot.Fit(out+strings.Repeat("\n", max(0, height-lines(out))), width, height)
}

// seen is the table, with a plot beside it where there is room.
func (b *blackbox) seen(width, height int) string {
	if b.kindName() == "words" || width < 44 || height < 9 || len(b.fed) == 0 {
		return b.table(width, height)
	}
	left := 26
	return plot.Beside(2, padRight(b.table(left, height), left), b.chart().Render(min(width-left-2, 3*height), height, *b.env.Pen))
}

// chart puts inputs and outputs into one picture: numbers over numbers, points beside points.
func (b *blackbox) chart() plot.Chart {
	in := plot.Series{Name: b.env.T("in"), Role: theme.Data, Kind: plot.Points, Mark: '●'}
	out := plot.Series{Name: b.env.T("out"), Role: theme.Fit, Kind: plot.Points, Mark: '▲'}
	for _, f := range b.fed {
		result := b.hidden().Apply(f)
		var x, y int
		if n, err := strconv.Atoi(result); err == nil && b.kindName() == "numbers" {
			out.X, out.Y = append(out.X, float64(f.X)), append(out.Y, float64(n))
		} else if k, _ := fmt.Sscanf(result, "(%d, %d)", &x, &y); k == 2 {
			out.X, out.Y = append(out.X, float64(x)), append(out.Y, float64(y))
		}
		in.X, in.Y = append(in.X, float64(f.X)), append(in.Y, float64(f.Y))
	}
	axes := []plot.Rule{{At: 0, Role: theme.Border}, {At: 0, Horizontal: true, Role: theme.Border}}
	if b.kindName() == "numbers" {
		return plot.Chart{X: plot.Over(out.X, []float64{-2, 2}), Y: plot.Over(out.Y, []float64{-2, 4}), XLabel: b.env.T("in"), YLabel: b.env.T("out"), Rules: axes, Series: []plot.Series{{Role: theme.Fit, Kind: plot.Points, Mark: '●', X: out.X, Y: out.Y}}}
	}
	return plot.Chart{X: plot.Range{Min: -9.5, Max: 9.5}, Y: plot.Range{Min: -9.5, Max: 9.5}, XLabel: "x", Rules: axes, Series: []plot.Series{in, out}}
}

// machine draws the box with what goes in and what came out last.
func (b *blackbox) machine(width int) string {
	t, pen := b.env.T, *b.env.Pen
	label := "?"
	if b.found {
		label = t(b.hidden().Name)
	}
	side, top, wall, arrow := "┌┐└┘", "─", "│", " ──▶ "
	if pen.Glyphs == plot.ASCII {
		side, top, wall, arrow = "++++", "-", "|", " --> "
	}
	corner := []rune(side)
	inner := max(13, ansi.StringWidth(label)+4)
	in, out := b.input(), ""
	if n := len(b.fed); n > 0 && b.fed[n-1] == b.hand() {
		out = b.output(b.hidden(), b.hand())
	}
	before := max(14, ansi.StringWidth(in))
	if before+inner+20 > width {
		before = ansi.StringWidth(in)
	}
	indent := strings.Repeat(" ", before+5)
	free := inner - ansi.StringWidth(label)
	body := strings.Repeat(" ", free/2) + label + strings.Repeat(" ", free-free/2)
	role := theme.Heading
	if b.found {
		role = theme.Positive
	}
	middle := strings.Repeat(" ", before-ansi.StringWidth(in)) + pen.Paint(theme.Data, in) + arrow + wall + pen.Paint(role, body) + wall
	if out != "" {
		middle += arrow + pen.Paint(theme.Fit, out)
	}
	edge := strings.Repeat(top, inner)
	blank := indent + wall + strings.Repeat(" ", inner) + wall
	return strings.Join([]string{indent + string(corner[0]) + edge + string(corner[1]), blank, middle, blank, indent + string(corner[2]) + edge + string(corner[3])}, "\n")
}

// table lists inputs and outputs.
func (b *blackbox) table(width, height int) string {
	t, pen := b.env.T, *b.env.Pen
	if len(b.fed) == 0 || height < 1 {
		return paintLines(pen, theme.Muted, fold(t("Nothing went in yet. Choose an input and press Enter."), width))
	}
	arrow, widest := "  →  ", ansi.StringWidth(t("in"))
	if pen.Glyphs == plot.ASCII {
		arrow = " -> "
	}
	for _, in := range b.fed {
		widest = max(widest, ansi.StringWidth(b.shown(in)))
	}
	cell := func(s string) string { return strings.Repeat(" ", max(0, min(widest, 24)-ansi.StringWidth(s))) + s }
	out := []string{pen.Paint(theme.Muted, cell(t("in"))+strings.Repeat(" ", ansi.StringWidth(arrow))+t("out"))}
	for i := len(b.fed) - 1; i >= 0 && len(out) < height; i-- { // the newest first
		in := b.fed[i]
		out = append(out, pen.Paint(theme.Data, cell(b.shown(in)))+arrow+pen.Paint(theme.Fit, b.output(b.hidden(), in)))
	}
	return strings.Join(out, "\n")
}

// candidates lists the rules that the machine may hide, with what each would make of the inputs so far.
func (b *blackbox) candidates(width, height int) string {
	t, pen := b.env.T, *b.env.Pen
	out := []string{pen.Paint(theme.Heading, t("Which rule is it?")), ""}
	if height < len(b.rules())+2 {
		out = nil
	}
	from := max(0, min(b.at-height/2, len(b.rules())-height+len(out)))
	for i := from; i < len(b.rules()); i++ {
		mark, role, note := "  ", theme.Text, ""
		if b.wrong[i] {
			role, note = theme.Muted, "  "+t("(was wrong)")
		}
		if i == b.at {
			mark, role = arrow(pen), theme.Focus
		}
		out = append(out, pen.Paint(role, mark+strconv.Itoa(i+1)+"  "+t(b.rules()[i].Name)+note))
	}
	return plot.Fit(strings.Join(out, "\n"), width, height)
}

// fitting is how many candidates agree with the machine on everything that went in.
func (b *blackbox) fitting() (n int) {
	for _, r := range b.rules() {
		if sim.Contradiction(r, b.hidden(), b.fed) < 0 {
			n++
		}
	}
	return n
}

func (b *blackbox) facts() []string {
	t := b.env.T
	out := []string{t("inputs: %d", len(b.fed)), t("rules that fit: %d of %d", b.fitting(), len(b.rules()))}
	if len(b.wrong) > 0 {
		out = append(out, b.env.Pen.Paint(theme.Warning, t("wrong guesses: %d", len(b.wrong))))
	}
	return out
}

func (b *blackbox) caption() string {
	t := b.env.T
	switch {
	case b.message != "":
		return b.message
	case b.guessing:
		return t("Each of these is a function: one input, one output. Some agree on everything you have seen.")
	case len(b.fed) == 0:
		return t("A rule is hidden in the machine. Feed it, then guess; the same input always gives the same output.")
	}
	last := b.fed[len(b.fed)-1]
	return t("%s went in, %s came out. %d of %d rules fit everything so far.", b.shown(last), b.output(b.hidden(), last), b.fitting(), len(b.rules()))
}

// Report tells how the search stands; it names the rule only when that is found.
func (b *blackbox) Report() Report {
	t := b.env.T
	return Report{Narration: b.caption(), Values: []Value{
		{"inputs", float64(len(b.fed)), "", t("inputs that went into this machine")},
		{"rules that fit", float64(b.fitting()), "", t("of %d rules, those that give the machine's output for each of the %d inputs", len(b.rules()), len(b.fed))},
		{"rules", float64(len(b.rules())), "", t("rules that a machine for %s can hide", t(b.kindName()))},
		{"wrong guesses", float64(len(b.wrong)), "", t("different rules that were guessed and were not it")},
	}}
}

// These are names that sim gives and that are shown in the learner's language.
var _ = []string{
	phrase("numbers"), phrase("words"), phrase("points"),
	phrase("x + 2"), phrase("2x"), phrase("x²"), phrase("2·|x|"), phrase("6 − x"), phrase("x³ − 4"), phrase("4, whatever goes in"),
	phrase("read backwards"), phrase("unchanged"), phrase("written twice"), phrase("the last character"), phrase("the number of characters"),
	phrase("the first character goes to the end"), phrase("every second character left out"),
	phrase("x and y change places"), phrase("mirrored at the x axis"), phrase("a quarter turn to the left"), phrase("half a turn"),
	phrase("x + y"), phrase("x · y"), phrase("blue inside a disc of radius 3"), phrase("blue where x and y have one sign"),
}
