package nn

import (
	"fmt"
	"math"
)

// A Graph is an expression as nodes that are made one after another, so that every node comes after its
// arguments: forward is the order of Nodes, backward is the reverse. It is small and slow on purpose: one key, one node.
type Graph struct{ Nodes []Node }

// A Node is one number of an expression: a leaf, or an operation on earlier nodes.
type Node struct {
	Op    string // "" for a leaf, or "+", "*", "^", "relu", "tanh", "exp", "sin", "log"
	Name  string // of a variable; "" else
	Args  []int  // indices into Nodes
	Power float64
	Value float64
	Grad  float64 // d(last node)/d(this node), as far as backward has come
}

// Var adds a variable, Const a number, and both return the index, as all methods that build do.
func (g *Graph) Var(name string, value float64) int { return g.add(Node{Name: name, Value: value}) }

// Const adds a number without a name.
func (g *Graph) Const(value float64) int { return g.add(Node{Value: value}) }

// Add adds a + b.
func (g *Graph) Add(a, b int) int { return g.add(Node{Op: "+", Args: []int{a, b}}) }

// Mul adds a · b.
func (g *Graph) Mul(a, b int) int { return g.add(Node{Op: "*", Args: []int{a, b}}) }

// Pow adds a to a fixed power.
func (g *Graph) Pow(a int, power float64) int {
	return g.add(Node{Op: "^", Args: []int{a}, Power: power})
}

// Neg adds (−1)·a.
func (g *Graph) Neg(a int) int { return g.Mul(a, g.Const(-1)) }

// Sub adds a + (−1)·b.
func (g *Graph) Sub(a, b int) int { return g.Add(a, g.Neg(b)) }

// Div adds a · b⁻¹.
func (g *Graph) Div(a, b int) int { return g.Mul(a, g.Pow(b, -1)) }

// Apply adds relu, tanh, exp, sin or log of a; another name panics.
func (g *Graph) Apply(op string, a int) int {
	if _, ok := graphFunctions[op]; !ok {
		panic("nn: Graph.Apply of " + op)
	}
	return g.add(Node{Op: op, Args: []int{a}})
}

type graphFunction struct{ f, slope func(float64) float64 }

var graphFunctions = map[string]graphFunction{
	"relu": {relu, step},
	"tanh": {math.Tanh, Activations["tanh"].Slope},
	"exp":  {math.Exp, math.Exp},
	"sin":  {math.Sin, math.Cos},
	"log":  {math.Log, func(v float64) float64 { return 1 / v }},
}

func (g *Graph) add(n Node) int {
	g.Nodes = append(g.Nodes, n)
	g.forward(len(g.Nodes) - 1)
	return len(g.Nodes) - 1
}

// Forward computes every value again, after variables were changed, and forgets the gradients.
func (g *Graph) Forward() {
	for i := range g.Nodes {
		g.forward(i)
		g.Nodes[i].Grad = 0
	}
}

func (g *Graph) forward(i int) {
	n := &g.Nodes[i]
	if n.Op == "" {
		return
	}
	a := g.Nodes[n.Args[0]].Value
	switch n.Op {
	case "+":
		n.Value = a + g.Nodes[n.Args[1]].Value
	case "*":
		n.Value = a * g.Nodes[n.Args[1]].Value
	case "^":
		n.Value = math.Pow(a, n.Power)
	default:
		n.Value = graphFunctions[n.Op].f(a)
	}
}

// Begin forgets all gradients and gives the last node, the result, the gradient 1.
func (g *Graph) Begin() {
	for i := range g.Nodes {
		g.Nodes[i].Grad = 0
	}
	g.Nodes[len(g.Nodes)-1].Grad = 1
}

// Back hands the gradient of node i to its arguments, each time its local slope, and adds it there. Begin comes
// first, then Back for every node from the last to the first.
func (g *Graph) Back(i int) {
	for k, a := range g.Nodes[i].Args {
		g.Nodes[a].Grad += g.Local(i, k) * g.Nodes[i].Grad
	}
}

// Local returns d(node i)/d(its argument k) at the current values.
func (g *Graph) Local(i, k int) float64 {
	n := &g.Nodes[i]
	a := g.Nodes[n.Args[k]].Value
	switch n.Op {
	case "+":
		return 1
	case "*":
		return g.Nodes[n.Args[1-k]].Value
	case "^":
		return n.Power * math.Pow(a, n.Power-1)
	}
	return graphFunctions[n.Op].slope(a)
}

// Backward is Begin and every Back.
func (g *Graph) Backward() {
	g.Begin()
	for i := len(g.Nodes) - 1; i >= 0; i-- {
		g.Back(i)
	}
}

// Depth returns for each node the length of the longest way to a leaf: a column to draw it in.
func (g *Graph) Depth() []int {
	depth := make([]int, len(g.Nodes))
	for i, n := range g.Nodes {
		for _, a := range n.Args {
			depth[i] = max(depth[i], depth[a]+1)
		}
	}
	return depth
}

// ParseGraph reads an expression such as (a*b+c)^2 with the given variables; ^ takes a number as power. The
// variables become the first nodes, in their order. Syntax errors are *SyntaxError.
func ParseGraph(src string, names []string, values []float64) (*Graph, error) {
	e, err := ParseExpr(src, names)
	if err != nil {
		return nil, err
	}
	g := &Graph{}
	for i, name := range names {
		g.Var(name, values[i])
	}
	last, err := g.build(e)
	if err == nil && last != len(g.Nodes)-1 { // a variable alone: the result has to be the last node
		g.Add(last, g.Const(0))
	}
	return g, err
}

func (g *Graph) build(e *Expr) (int, error) {
	args := make([]int, len(e.Args))
	for i, a := range e.Args {
		if e.Op == "^" && i == 1 {
			break
		}
		var err error
		if args[i], err = g.build(a); err != nil {
			return 0, err
		}
	}
	switch e.Op {
	case "number":
		return g.Const(e.Value), nil
	case "variable":
		return e.Index, nil
	case "+":
		return g.Add(args[0], args[1]), nil
	case "-":
		return g.Sub(args[0], args[1]), nil
	case "*":
		return g.Mul(args[0], args[1]), nil
	case "/":
		return g.Div(args[0], args[1]), nil
	case "neg":
		return g.Neg(args[0]), nil
	case "^":
		if power, ok := e.Args[1].constant(); ok {
			return g.Pow(args[0], power), nil
		}
		return 0, &SyntaxError{e.Args[1].Column, "the power must be a number", ""}
	}
	if _, ok := graphFunctions[e.Op]; ok {
		return g.Apply(e.Op, args[0]), nil
	}
	return 0, &SyntaxError{e.Column, "%s has no gradient here", e.Op}
}

// String names a node for a line of text: a variable's name, a number, or what the node does.
func (n Node) String() string {
	switch {
	case n.Name != "":
		return n.Name
	case n.Op == "":
		return fmt.Sprintf("%g", n.Value)
	case n.Op == "^":
		return fmt.Sprintf("^%g", n.Power)
	}
	return n.Op
}
