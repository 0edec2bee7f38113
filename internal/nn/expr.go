package nn

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// An Expr is a formula as a tree. Truth is 1 or 0.
type Expr struct {
	Op     string // number, variable, neg, not, a sign, and, or, or the name of a function
	Args   []*Expr
	Value  float64 // of a number
	Index  int     // of a variable among the names that ParseExpr got
	Column int     // where it begins, in characters from 1
	truth  bool
}

// A SyntaxError says what is wrong with a formula and at which character, for a caret below it.
type SyntaxError struct {
	Column int    // in characters from 1; one past the end where something is missing
	Phrase string // English, to be looked up in a translation; may contain one %s
	Word   string // what stands for %s
}

// Error is the phrase with its word and the column.
func (e *SyntaxError) Error() string {
	return fmt.Sprintf("column %d: %s", e.Column, strings.ReplaceAll(e.Phrase, "%s", e.Word))
}

// ParseExpr reads a formula with the given variables: + - * / ^ ( ) numbers, pi, the functions of FunctionNames,
// < <= > >= == !=, and, or, not. The result may be a number or a truth. An error is a *SyntaxError.
func ParseExpr(src string, names []string) (*Expr, error) {
	p := &parser{src: []rune(plainSigns.Replace(src)), names: names}
	p.next()
	e, err := p.or(0)
	if err == nil && p.token != "" {
		err = p.fail("unexpected %s")
	}
	return e, err
}

// ParseRule is ParseExpr of x and y for a formula that is true or false, such as x*x+y*y<6.
func ParseRule(src string) (*Expr, error) {
	e, err := ParseExpr(src, []string{"x", "y"})
	if err == nil && !e.truth {
		err = &SyntaxError{len([]rune(src)) + 1, "a rule needs a comparison, such as < or >", ""}
	}
	return e, err
}

// plainSigns turns what Chinese keyboards and formulas of books write into what ParseExpr reads, character by character.
var plainSigns = strings.NewReplacer("（", "(", "）", ")", "＜", "<", "＞", ">", "＋", "+", "－", "-", "−", "-", "×", "*", "·", "*", "÷", "/", "＝", "=")

// FunctionNames are the functions of one argument that a formula may use.
var FunctionNames = []string{"sin", "cos", "abs", "sqrt", "exp", "log", "tanh", "relu", "sign"}

var exprFunctions = map[string]func(float64) float64{
	"sin": math.Sin, "cos": math.Cos, "abs": math.Abs, "sqrt": math.Sqrt, "exp": math.Exp, "log": math.Log, "tanh": math.Tanh, "relu": relu,
	"sign": func(v float64) float64 { return step(v) - step(-v) },
}

// maxDepth keeps a learner's ((((… from exhausting the stack.
const maxDepth = 60

type parser struct {
	src    []rune
	at     int // behind the token
	token  string
	column int
	names  []string
}

func (p *parser) fail(phrase string) error {
	if p.token == "" {
		return &SyntaxError{p.column, "something is missing at the end", ""}
	}
	return &SyntaxError{p.column, phrase, p.token}
}

// next reads a token: a number, a word, or a sign of one or two characters; "" at the end.
func (p *parser) next() {
	for p.at < len(p.src) && unicode.IsSpace(p.src[p.at]) {
		p.at++
	}
	from := p.at
	p.column = from + 1
	take := func(ok func(rune) bool) {
		for p.at < len(p.src) && ok(p.src[p.at]) {
			p.at++
		}
	}
	switch {
	case from == len(p.src):
	case isDigit(p.src[from]):
		take(isDigit)
	case unicode.IsLetter(p.src[from]):
		take(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	default:
		p.at++
		if from+1 < len(p.src) && twoSigns[string(p.src[from:from+2])] != "" {
			p.at++
		}
	}
	p.token = strings.ToLower(string(p.src[from:p.at]))
	if sign := twoSigns[p.token]; sign != "" {
		p.token = sign
	}
}

// twoSigns are other ways to write a sign.
var twoSigns = map[string]string{"<=": "<=", ">=": ">=", "==": "==", "!=": "!=", "&&": "and", "||": "or", "**": "^", "≤": "<=", "≥": ">=", "=": "==", "π": "pi", "!": "not", "≠": "!="}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r == '.' }

func (p *parser) or(depth int) (*Expr, error) {
	return p.chain(depth, p.and, true, "or")
}

func (p *parser) and(depth int) (*Expr, error) {
	return p.chain(depth, p.compare, true, "and")
}

func (p *parser) sum(depth int) (*Expr, error) {
	return p.chain(depth, p.product, false, "+", "-")
}

func (p *parser) product(depth int) (*Expr, error) {
	return p.chain(depth, p.sign, false, "*", "/")
}

// chain reads parts joined by the signs, from the left; all parts must be truths, or all numbers.
func (p *parser) chain(depth int, part func(int) (*Expr, error), truth bool, signs ...string) (*Expr, error) {
	left, err := part(depth)
	for err == nil && slices.Contains(signs, p.token) {
		e := &Expr{Op: p.token, Column: left.Column, truth: truth}
		p.next()
		var right *Expr
		if right, err = part(depth); err != nil {
			break
		}
		e.Args = []*Expr{left, right}
		err = e.checkArgs(truth)
		left = e
	}
	return left, err
}

// checkArgs reports an argument that is a number where a truth is needed, or the other way round.
func (e *Expr) checkArgs(truth bool) error {
	for _, a := range e.Args {
		if a.truth != truth && truth {
			return &SyntaxError{a.Column, "%s joins comparisons: this is a number", e.Op}
		} else if a.truth != truth {
			return &SyntaxError{a.Column, "%s needs numbers: this is true or false", e.Op}
		}
	}
	return nil
}

func (p *parser) compare(depth int) (*Expr, error) {
	if p.token == "not" {
		e := &Expr{Op: "not", Column: p.column, truth: true}
		p.next()
		if depth > maxDepth {
			return nil, p.fail("too deep at %s")
		}
		arg, err := p.compare(depth + 1)
		if err != nil {
			return nil, err
		}
		e.Args = []*Expr{arg}
		return e, e.checkArgs(true)
	}
	signs := []string{"<", "<=", ">", ">=", "==", "!="}
	left, err := p.sum(depth)
	if err != nil || !slices.Contains(signs, p.token) {
		return left, err
	}
	e := &Expr{Op: p.token, Column: left.Column, truth: true}
	p.next()
	right, err := p.sum(depth)
	if err != nil {
		return nil, err
	}
	if slices.Contains(signs, p.token) {
		return nil, p.fail("compare once, then join with and: unexpected %s")
	}
	e.Args = []*Expr{left, right}
	return e, e.checkArgs(false)
}

// sign reads −a, and +a; −a^2 is −(a^2).
func (p *parser) sign(depth int) (*Expr, error) {
	if p.token != "-" && p.token != "+" {
		return p.power(depth)
	}
	e := &Expr{Op: "neg", Column: p.column}
	plus := p.token == "+"
	p.next()
	if depth > maxDepth {
		return nil, p.fail("too deep at %s")
	}
	arg, err := p.sign(depth + 1)
	if err != nil || plus {
		return arg, err
	}
	e.Args = []*Expr{arg}
	return e, e.checkArgs(false)
}

func (p *parser) power(depth int) (*Expr, error) {
	base, err := p.atom(depth)
	if err != nil || p.token != "^" && p.token != "²" && p.token != "³" {
		return base, err
	}
	e := &Expr{Op: "^", Column: base.Column}
	sign := p.token
	column := p.column
	p.next()
	if sign != "^" {
		e.Args = []*Expr{base, {Op: "number", Value: map[string]float64{"²": 2, "³": 3}[sign], Column: column}}
		return e, e.checkArgs(false)
	}
	if depth > maxDepth {
		return nil, p.fail("too deep at %s")
	}
	power, err := p.sign(depth + 1)
	if err != nil {
		return nil, err
	}
	e.Args = []*Expr{base, power}
	return e, e.checkArgs(false)
}

func (p *parser) atom(depth int) (*Expr, error) {
	e := &Expr{Column: p.column}
	word := p.token
	switch {
	case depth > maxDepth:
		return nil, p.fail("too deep at %s")
	case word == "":
		return nil, p.fail("")
	case word == "(":
		p.next()
		return p.inParens(depth)
	case isDigit([]rune(word)[0]):
		value, err := strconv.ParseFloat(word, 64)
		if err != nil {
			return nil, p.fail("%s is not a number")
		}
		p.next()
		e.Op, e.Value = "number", value
		return e, nil
	case word == "pi":
		p.next()
		e.Op, e.Value = "number", math.Pi
		return e, nil
	}
	for i, name := range p.names {
		if name == word {
			p.next()
			e.Op, e.Index = "variable", i
			return e, nil
		}
	}
	if _, ok := exprFunctions[word]; ok {
		return p.call(e, depth)
	}
	if unicode.IsLetter([]rune(word)[0]) {
		return nil, p.fail("%s is unknown")
	}
	return nil, p.fail("unexpected %s")
}

func (p *parser) call(e *Expr, depth int) (*Expr, error) {
	e.Op = p.token
	p.next()
	if p.token != "(" {
		return nil, &SyntaxError{p.column, "a function needs parentheses: %s(…)", e.Op}
	}
	p.next()
	arg, err := p.inParens(depth)
	if err != nil {
		return nil, err
	}
	e.Args = []*Expr{arg}
	return e, e.checkArgs(false)
}

func (p *parser) inParens(depth int) (*Expr, error) {
	e, err := p.or(depth + 1)
	if err != nil {
		return nil, err
	}
	if p.token != ")" {
		return nil, &SyntaxError{p.column, "a closing parenthesis is missing", ""}
	}
	p.next()
	return e, nil
}
