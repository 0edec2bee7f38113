package widget

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// rulePoints is how many points are drawn: more would cover the regions.
const rulePoints = 110

func (r *rules) View(width, height int) string {
	head := r.head(width, height)
	body := scene{pen: *r.env.Pen, picture: r.picture, panel: &r.panel, facts: r.facts(), caption: r.caption(), side: 30}.render(width, height-lines(head))
	return plot.Fit(plot.Stack(head, body), width, height)
}

// head is the rule, and below it what is wrong with it: a caret and a sentence.
func (r *rules) head(width, height int) string {
	t, pen := r.env.T, *r.env.Pen
	label := t("blue where") + " "
	if !r.entry.on {
		line := pen.Paint(theme.Heading, label) + pen.Paint(theme.Accent, r.source)
		if height >= 16 {
			line += "\n \n "
		}
		return line
	}
	input, _ := r.entry.view(width-ansi.StringWidth(label), pen)
	out := []string{pen.Paint(theme.Heading, label) + input}
	if r.bad == nil {
		out = append(out, " ", pen.Paint(theme.Positive, t("It can be read. Enter: done.")))
	} else {
		out = append(out, r.caret(width), paintLines(pen, theme.Warning, fold(r.sentence(), width)))
	}
	if height < 16 && r.bad == nil {
		out = out[:1]
	}
	return strings.Join(out, "\n")
}

// caret points at the character where a rule goes wrong; in a line that is too long to be shown whole it is a number.
func (r *rules) caret(width int) string {
	t, pen := r.env.T, *r.env.Pen
	typed := []rune(r.entry.value())
	before := ansi.StringWidth(t("blue where")+" ") + 2 + ansi.StringWidth(string(typed[:max(0, min(len(typed), r.bad.Column-1))]))
	if ansi.StringWidth(r.entry.value()) > width-ansi.StringWidth(t("blue where"))-4 {
		return pen.Paint(theme.Warning, t("at character %d", r.bad.Column))
	}
	return strings.Repeat(" ", before) + pen.Paint(theme.Warning, "^")
}

// sentence says what is wrong, in the learner's language.
func (r *rules) sentence() string {
	if strings.Contains(r.bad.Phrase, "%s") {
		return r.env.T(r.bad.Phrase, r.bad.Word)
	}
	return r.env.T(r.bad.Phrase)
}

// Cursor is in the first line, behind the label.
func (r *rules) Cursor(width, _ int) (x, y int, ok bool) {
	label := ansi.StringWidth(r.env.T("blue where") + " ")
	_, x = r.entry.view(width-label, *r.env.Pen)
	return label + x, 0, r.entry.on
}

// picture is the rule's region and the network's, side by side, under the same points.
func (r *rules) picture(width, height int) string {
	p, t := r.here(), r.env.T
	w := min((width-2)/2, 2*(height-1)+4)
	if w < 4 || height < 3 {
		return ""
	}
	byRule := func(x, y float64) float64 {
		if r.rule.Eval(x, y) != 0 {
			return 0.5
		}
		return -0.5
	}
	mine := r.titled(t("your rule"), r.accuracy(p), w, (width-2)/2, height, r.region(p, byRule))
	theirs := r.titled(t("network"), p.Accuracy(p.Test), w, (width-2)/2, height, r.region(p, func(x, y float64) float64 { return 0.7 * p.Output(x, y) }))
	return plot.Beside(2, padRight(mine, w), theirs)
}

// titled puts a line above a heat map, which may be wider than that, up to room cells.
func (r *rules) titled(name string, accuracy float64, width, room, height int, h plot.Heatmap) string {
	pen := *r.env.Pen
	title := plot.Fit(pen.Paint(theme.Heading, name)+" "+percent(accuracy), room, 1)
	return title + "\n" + h.Render(width, height-1, pen)
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func (r *rules) region(p *nn.Playground, f func(x, y float64) float64) plot.Heatmap {
	blue := plot.Series{Role: theme.Positive, Kind: plot.Points, Mark: '●'}
	orange := plot.Series{Role: theme.Negative, Kind: plot.Points, Mark: '○'}
	for _, q := range p.Train[:min(len(p.Train), rulePoints)] {
		s := &blue
		if q.Label < 0 {
			s = &orange
		}
		s.X, s.Y = append(s.X, q.X), append(s.Y, q.Y)
	}
	return plot.Heatmap{X: plot.Range{Min: -nn.Span, Max: nn.Span}, Y: plot.Range{Min: -nn.Span, Max: nn.Span}, F: f, Points: []plot.Series{blue, orange}}
}

// facts is a table: the rule and the networks on all three data sets.
func (r *rules) facts() []string {
	t, pen := r.env.T, *r.env.Pen
	cells := func(name, a, b string) string {
		return fitTo(name, 8) + fmt.Sprintf("%*s", 9, "")[:max(0, 9-ansi.StringWidth(a))] + a + fmt.Sprintf("%*s", 9, "")[:max(0, 9-ansi.StringWidth(b))] + b
	}
	out := []string{pen.Paint(theme.Muted, cells("", t("your rule"), t("network")))}
	for i, name := range ruleData {
		p := r.world(name)
		role := theme.Text
		if i == r.data {
			role = theme.Focus
		}
		out = append(out, pen.Paint(role, cells(t(name), percent(r.accuracy(p)), percent(p.Accuracy(p.Test)))))
	}
	p := r.here()
	return append([]string{strings.Join(out, "\n")}, pen.Paint(theme.Muted, t("on %d points held out", len(p.Test))), "", t("epoch %d", p.Epoch), t("loss %.5f", p.TestLoss))
}

// fitTo pads s to width cells.
func fitTo(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-ansi.StringWidth(s)))
}

func (r *rules) caption() string {
	t, p := r.env.T, r.here()
	mine, theirs := r.accuracy(p), p.Accuracy(p.Test)
	switch {
	case p.Epoch == 0:
		return t("Your rule is right for %s of %d points that nobody has seen. Space trains the network on %d others: it gets no rule, only points.", percent(mine), len(p.Test), len(p.Train))
	case ruleData[r.data] == "spiral" && mine < 0.8:
		return t("After %d epochs the network is right for %s, your rule for %s. Is there a rule for the spiral that you could write down?", p.Epoch, percent(theirs), percent(mine))
	}
	return t("After %d epochs the network is right for %s of the points held out, your rule for %s. Nobody told the network what shape to look for.", p.Epoch, percent(theirs), percent(mine))
}

// Report tells the accuracies, of the rule on all data sets and of the networks on those that were looked at.
func (r *rules) Report() Report {
	t, here := r.env.T, r.here()
	rep := Report{Narration: r.caption()}
	if r.bad != nil {
		rep.Narration = t("%s (character %d)", r.sentence(), r.bad.Column)
	}
	for _, name := range ruleData {
		p := r.world(name)
		n := len(p.Test)
		rep.Values = append(rep.Values,
			Value{"rule on " + name, 100 * r.accuracy(p), "%", t("points held out for which %s is true exactly where they are blue: %.0f of %d", r.source, r.accuracy(p)*float64(n), n)},
			Value{"network on " + name, 100 * p.Accuracy(p.Test), "%", t("the same %d points, by the sign of the output after %d epochs", n, p.Epoch)})
	}
	rep.Values = append(rep.Values,
		Value{"epochs", float64(here.Epoch), "", t("times that the network went through %d training points", len(here.Train))},
		Value{"test loss", here.TestLoss, "", t("mean of ½(o−t)² over %d points", len(here.Test))},
		Value{"points held out", float64(len(here.Test)), "", t("points that the network never trains on, and the rule is judged by")})
	return rep
}

// These are names and sentences that nn gives and that are shown in the learner's language.
var _ = []string{
	phrase("circle"), phrase("xor"), phrase("spiral"),
	phrase("%s joins comparisons: this is a number"), phrase("%s needs numbers: this is true or false"),
	phrase("a rule needs a comparison, such as < or >"), phrase("a closing parenthesis is missing"), phrase("a function needs parentheses: %s(…)"),
	phrase("something is missing at the end"), phrase("%s is not a number"), phrase("%s is unknown"),
	phrase("compare once, then join with and: unexpected %s"), phrase("too deep at %s"), phrase("unexpected %s"),
}
