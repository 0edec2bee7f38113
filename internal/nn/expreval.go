package nn

import "math"

// Eval returns the value at the given variables, in the order of the names; truths are 1 and 0.
func (e *Expr) Eval(vars ...float64) float64 {
	switch e.Op {
	case "number":
		return e.Value
	case "variable":
		return vars[e.Index]
	}
	a := e.Args[0].Eval(vars...)
	switch e.Op {
	case "neg":
		return -a
	case "not":
		return 1 - a
	case "and":
		if a == 0 {
			return 0
		}
		return e.Args[1].Eval(vars...)
	case "or":
		if a != 0 {
			return 1
		}
		return e.Args[1].Eval(vars...)
	}
	if f, ok := exprFunctions[e.Op]; ok {
		return f(a)
	}
	return binary(e.Op, a, e.Args[1].Eval(vars...))
}

func binary(op string, a, b float64) float64 {
	switch op {
	case "+":
		return a + b
	case "-":
		return a - b
	case "*":
		return a * b
	case "/":
		return a / b
	case "^":
		return math.Pow(a, b)
	}
	return truth(op == "<" && a < b || op == "<=" && a <= b || op == ">" && a > b || op == ">=" && a >= b || op == "==" && a == b || op == "!=" && a != b)
}

func truth(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// Accuracy returns the share of points for which a rule of x and y is true exactly where the label is positive.
func (e *Expr) Accuracy(points []Point) float64 {
	right := 0
	for _, p := range points {
		if (e.Eval(p.X, p.Y) != 0) == (p.Label > 0) {
			right++
		}
	}
	return float64(right) / float64(len(points))
}

// constant returns the value of a formula without variables.
func (e *Expr) constant() (float64, bool) {
	if e.Op == "variable" {
		return 0, false
	}
	for _, a := range e.Args {
		if _, ok := a.constant(); !ok {
			return 0, false
		}
	}
	return e.Eval(), true
}
