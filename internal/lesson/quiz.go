package lesson

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Right reports whether choosing exactly these options, in any order, is right.
func (q Quiz) Right(chosen ...int) bool {
	for i, o := range q.Options {
		if o.Right != slices.Contains(chosen, i) {
			return false
		}
	}
	return len(q.Options) > 0 && !slices.ContainsFunc(chosen, func(i int) bool { return i < 0 || i >= len(q.Options) })
}

// Multiple reports whether more than one option is right and all of them are needed.
func (q Quiz) Multiple() bool {
	n := 0
	for _, o := range q.Options {
		if o.Right {
			n++
		}
	}
	return n > 1
}

// Right reports whether an estimate is near enough.
func (n Number) Right(x float64) bool {
	// The slack lets 0.3 be within 0.1 ± 0.2 though binary fractions are not exact.
	slack := 1e-9 * math.Abs(n.Value)
	if n.Factor > 0 {
		a, b := n.Value/n.Factor, n.Value*n.Factor
		return min(a, b)-slack <= x && x <= max(a, b)+slack
	}
	return math.Abs(x-n.Value) <= n.Tolerance+slack
}

// ParseNumber reads a number as people type it: 86,000,000,000, 8.6e10, 860亿, 16.7 %, −5, full-width digits.
func ParseNumber(s string) (float64, error) {
	t := Fold(s)
	t = strings.NewReplacer(",", "", "_", "", " ", "", "\u00a0", "", "\u202f", "", "−", "-", "%", "").Replace(t)
	scale := 1.0
	for {
		rest, found := t, false
		for _, u := range units {
			if r, ok := strings.CutSuffix(t, u.name); ok {
				rest, found = r, true
				scale *= u.value
				break
			}
		}
		if !found {
			break
		}
		t = rest
	}
	x, err := strconv.ParseFloat(t, 64)
	if err != nil || math.IsNaN(x) || math.IsInf(x*scale, 0) {
		return 0, fmt.Errorf("%q is not a number; write one like 1200, 0.5 or 8.6e10", s)
	}
	return x * scale, nil
}

// units are the words that multiply a number.
var units = []struct {
	name  string
	value float64
}{
	{"million", 1e6}, {"billion", 1e9}, {"thousand", 1e3}, {"trillion", 1e12},
	{"百", 1e2}, {"千", 1e3}, {"万", 1e4}, {"亿", 1e8},
}

// questions reads the body of a quiz or predict fence; first is the line of the body's first line.
func (p *parser) questions(kind Kind, body []string, first int) []Quiz {
	var out []Quiz
	for i, raw := range body {
		line, at := strings.TrimSpace(raw), first+i
		switch {
		case line == "":
		case strings.HasPrefix(line, "?") || strings.HasPrefix(line, "？"):
			text := strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(line, "?"), "？"))
			out = append(out, Quiz{Kind: kind, Question: text, Line: at})
		case len(out) == 0:
			p.problem(at, "text before the question", "begin each question with ?")
		default:
			p.answer(&out[len(out)-1], line, at)
		}
	}
	if len(out) == 0 {
		p.problem(first-1, "a fence without a question", "begin each question with ?")
	}
	for _, q := range out {
		p.complete(q)
	}
	return out
}

// answer reads one line after a question: an option, a number, or more of the question.
func (p *parser) answer(q *Quiz, line string, at int) {
	switch {
	case strings.HasPrefix(line, "- ["):
		p.option(q, line, at)
	case strings.HasPrefix(line, "= "):
		p.number(q, line[2:], at)
	case len(q.Options) == 0 && q.Number == nil:
		q.Question = strings.TrimSpace(q.Question + "\n" + line)
	default:
		p.problem(at, fmt.Sprintf("%q is neither an option nor a question", clip(line, 30)),
			"write an option on one line, - [ ] text | why, or begin a question with ?")
	}
}

func (p *parser) option(q *Quiz, line string, at int) {
	right := strings.HasPrefix(line, "- [x] ") || strings.HasPrefix(line, "- [X] ")
	if !right && !strings.HasPrefix(line, "- [ ] ") {
		p.problem(at, "an option without its box", "write - [ ] text | why wrong, or - [x] text | why right")
		return
	}
	text, why := reason(line[len("- [ ] "):])
	if text == "" {
		p.problem(at, "an option without words", "write - [ ] text | why")
	}
	if why == "" {
		p.problem(at, "an option without a reason", "add | and why it is right or wrong")
	}
	q.Options = append(q.Options, Option{Text: text, Why: why, Right: right})
}

func (p *parser) number(q *Quiz, line string, at int) {
	const form = "write = 69 ± 7 | why, or = 69 ×÷ 3 | why"
	if q.Number != nil {
		p.problem(at, "a second number for one question", "begin another question with ?")
		return
	}
	text, why := reason(line)
	n := Number{Why: why}
	value, spread, factor := strings.Cut(text, "×÷")
	if !factor {
		value, spread, _ = strings.Cut(text, "±")
	}
	var err error
	if n.Value, err = ParseNumber(value); err != nil {
		p.problem(at, err.Error(), form)
		return
	}
	width := 0.0
	if strings.TrimSpace(spread) != "" || factor {
		if width, err = ParseNumber(spread); err != nil || width < 0 || factor && width < 1 {
			p.problem(at, fmt.Sprintf("%q is no tolerance", strings.TrimSpace(spread)), form)
			return
		}
	}
	if factor {
		n.Factor = width
	} else {
		n.Tolerance = width
	}
	if why == "" {
		p.problem(at, "a number without a reason", form)
	}
	q.Number = &n
}

// complete reports what a question lacks.
func (p *parser) complete(q Quiz) {
	right := 0
	for _, o := range q.Options {
		if o.Right {
			right++
		}
	}
	switch {
	case q.Question == "":
		p.problem(q.Line, "an empty question", "write it after the ?")
	case q.Number != nil && len(q.Options) > 0:
		p.problem(q.Line, "a question with options and a number", "keep one of them")
	case q.Number == nil && len(q.Options) < 2:
		p.problem(q.Line, "a question without two options or a number", "add - [ ] text | why, or = 69 ± 7 | why")
	case q.Number == nil && right == 0:
		p.problem(q.Line, "a question without a right option", "mark it with - [x]")
	}
}

// reason cuts "text | why" at the first bar that is not inside code or a formula.
func reason(line string) (text, why string) {
	at, code, math := -1, false, false
	for i, r := range line {
		switch {
		case r == '`':
			code = !code
		case r == '$' && !code:
			math = !math
		case (r == '|' || r == '｜') && !code && !math && at < 0:
			at = i
		}
	}
	if at < 0 {
		return strings.TrimSpace(line), ""
	}
	rest := strings.TrimPrefix(strings.TrimPrefix(line[at:], "|"), "｜")
	return strings.TrimSpace(line[:at]), strings.TrimSpace(rest)
}
