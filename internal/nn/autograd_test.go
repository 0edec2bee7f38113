package nn

import (
	"errors"
	"math"
	"testing"
)

// Source: the example in micrograd's README: a = −4, b = 2.
func TestTheExampleOfMicrogradHasItsGradients(t *testing.T) {
	g := &Graph{}
	a, b := g.Var("a", -4), g.Var("b", 2)
	c := g.Add(a, b)
	d := g.Add(g.Mul(a, b), g.Pow(b, 3))
	c = g.Add(c, g.Add(c, g.Const(1)))
	c = g.Add(c, g.Add(g.Add(g.Const(1), c), g.Neg(a)))
	d = g.Add(d, g.Add(g.Mul(d, g.Const(2)), g.Apply("relu", g.Add(b, a))))
	d = g.Add(d, g.Add(g.Mul(g.Const(3), d), g.Apply("relu", g.Sub(b, a))))
	e := g.Sub(c, d)
	f := g.Pow(e, 2)
	out := g.Div(f, g.Const(2))
	out = g.Add(out, g.Div(g.Const(10), f))
	g.Backward()
	near(t, "g", g.Nodes[out].Value, 24.7041, 5e-5)
	near(t, "dg/da", g.Nodes[a].Grad, 138.8338, 5e-5)
	near(t, "dg/db", g.Nodes[b].Grad, 645.5773, 5e-5)
	for i, depth := range g.Depth() {
		for _, arg := range g.Nodes[i].Args {
			if arg >= i || g.Depth()[arg] >= depth {
				t.Errorf("node %d in column %d does not come after its argument %d", i, depth, arg)
			}
		}
	}
}

func TestAFormulaBecomesAGraphWithItsGradients(t *testing.T) {
	names, values := []string{"a", "b", "c"}, []float64{0.7, -1.2, 0.4}
	for _, src := range []string{"a", "a*b+c", "(a*b+c)^2", "a/b - -c", "relu(a)*tanh(b)+exp(c)", "sin(a*b)*log(a)", "a*a*a - 2*b^3/c", "(a-b)^-2"} {
		g, err := ParseGraph(src, names, values)
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		e, err := ParseExpr(src, names)
		if err != nil {
			t.Fatal(err)
		}
		g.Backward()
		near(t, src, g.Nodes[len(g.Nodes)-1].Value, e.Eval(values...), 1e-12)
		for i := range values {
			at := func(d float64) float64 {
				v := append([]float64(nil), values...)
				v[i] += d
				return e.Eval(v...)
			}
			near(t, src+" by "+names[i], g.Nodes[i].Grad, (at(1e-6)-at(-1e-6))/2e-6, 1e-6)
		}
	}
	for src, column := range map[string]int{"a^b": 3, "abs(a)": 1, "a+": 3, "q": 1} {
		var bad *SyntaxError
		if _, err := ParseGraph(src, names, values); !errors.As(err, &bad) || bad.Column != column {
			t.Errorf("%s: error %v, want one at column %d", src, err, column)
		}
	}
}

func TestFormulasAreReadAsInBooks(t *testing.T) {
	for src, want := range map[string]float64{
		"1+2*3": 7, "(1+2)*3": 9, "2^3^2": 512, "-2^2": -4, "2-3-4": -5, "8/4/2": 1, "abs(-3)": 3, "x²+y²": 25, "2*-x": -6, "sqrt(y*y)": 4,
		"x<y": 1, "x<y and y<x": 0, "x<y or y<x": 1, "not x<y": 0, "x*x+y*y<6": 0, "x>=3 && !(y<4)": 1, "cos(pi)": -1, "π>3": 1, "（x＋y）×2": 14, "x ≤ 3": 1,
		"x=3": 1, "x**2": 9, ".5": .5, "sign(-x)": -1, "x!=3 || y==4": 1, "1 < 2 or 1 < 2 and 2 < 1": 1,
	} {
		e, err := ParseExpr(src, []string{"x", "y"})
		if err != nil {
			t.Errorf("%s: %v", src, err)
			continue
		}
		near(t, src, e.Eval(3, 4), want, 1e-15)
	}
}

func TestABadRuleIsAnsweredWithAColumn(t *testing.T) {
	for src, column := range map[string]int{
		"": 1, "x*x+": 5, "x*x+y*y": 8, "x < y < 3": 7, "foo < 3": 1, "x < 3)": 6, "(x < 3": 7, "sin x < 1": 5, "x < 3 and y": 11,
		"x + (y < 3) < 2": 6, "x < 1.2.3": 5, "x # 3": 3, "圆 < 3": 1, "x < 3 y": 7, "not x": 5,
	} {
		_, err := ParseRule(src)
		var bad *SyntaxError
		if !errors.As(err, &bad) || bad.Column != column {
			t.Errorf("%q: error %v, want one at column %d", src, err, column)
		}
	}
}

func TestARuleForTheCircleIsAlwaysRight(t *testing.T) {
	points := Datasets["circle"](500, 0, NewStream("0.5"))
	rule, err := ParseRule("x*x+y*y < 9")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "accuracy", rule.Accuracy(points), 1, 0)
	line, err := ParseRule("x < 0")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "accuracy of a line", line.Accuracy(points), 0.5, 0.08)
}

func FuzzAFormulaNeverPanics(f *testing.F) {
	for _, s := range []string{"x*x+y*y<6", "((((", "not not x", "----x", "sin(", "x^y^", "²"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		e, err := ParseExpr(src, []string{"x", "y"})
		if err == nil {
			e.Eval(1, math.Inf(1))
		} else if bad := err.(*SyntaxError); bad.Column < 1 || bad.Column > len([]rune(src))+1 {
			t.Errorf("%q: column %d", src, bad.Column)
		}
	})
}
