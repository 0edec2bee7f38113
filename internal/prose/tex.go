package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A formula is TeX as a tree.
type formula interface{ formula() }

type (
	symbol   struct{ text string } // set as it is
	operator struct{ text string } // with spaces around it
	group    struct{ parts []formula }
	script   struct{ base, sub, sup formula } // sub or sup nil: none
	fraction struct{ above, below formula }
	root     struct{ of formula }
	cases    struct{ rows [][]formula }
	accent   struct {
		mark rune
		of   formula
	}
)

func (symbol) formula()   {}
func (operator) formula() {}
func (group) formula()    {}
func (script) formula()   {}
func (fraction) formula() {}
func (root) formula()     {}
func (cases) formula()    {}
func (accent) formula()   {}

// symbols are the commands that stand for characters.
var symbols = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
	"pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
	"infty": "∞", "partial": "∂", "nabla": "∇", "ldots": "…", "cdots": "⋯", "dots": "…", "prime": "′", "ell": "ℓ", "hbar": "ħ", "forall": "∀", "exists": "∃", "emptyset": "∅", "top": "⊤", "circ": "∘",
	"quad": "  ", "qquad": "    ", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "{": "{", "}": "}", "%": "%", "_": "_", "#": "#", "&": "&", "$": "$", "langle": "⟨", "rangle": "⟩", "lVert": "‖", "rVert": "‖", "|": "‖",
	"sum": "Σ", "prod": "∏", "int": "∫", "max": "max", "min": "min", "exp": "exp", "log": "log", "ln": "ln", "sin": "sin", "cos": "cos", "tan": "tan", "tanh": "tanh", "arg": "arg", "lim": "lim", "Pr": "Pr", "det": "det",
	"displaystyle": "", "limits": "", "left": "", "right": "", "big": "", "Big": "", "bigl": "", "bigr": "", "mid": " | ",
}

// operators are the commands with spaces around them.
var operators = map[string]string{
	"cdot": "·", "times": "×", "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "equiv": "≡", "sim": "~", "propto": "∝", "in": "∈", "notin": "∉", "subset": "⊂", "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦",
	"Rightarrow": "⇒", "ll": "≪", "gg": "≫", "odot": "⊙", "oplus": "⊕", "succ": "≻", "prec": "≺", "colon": ":", "div": "÷",
}

// A texParser reads TeX from left to right.
type texParser struct {
	s     string
	depth int
}

// parseTeX reads our subset of TeX; an unknown command stays as its source.
func parseTeX(s string) formula {
	p := &texParser{s: s}
	return p.list("")
}

// list reads until one of the characters of end, which it consumes, or a row's end inside cases.
func (p *texParser) list(end string) group {
	var g group
	if p.depth++; p.depth > mostDepth {
		g.parts, p.s = append(g.parts, symbol{p.s}), ""
		return g
	}
	defer func() { p.depth-- }()
	for p.s != "" {
		if end != "" && strings.HasPrefix(p.s, end) {
			p.s = p.s[len(end):]
			return g
		}
		if f := p.one(); f != nil {
			g.parts = append(g.parts, p.scripts(f))
		}
	}
	return g
}

// scripts attaches what follows as _ and ^.
func (p *texParser) scripts(base formula) formula {
	var sub, sup formula
	for {
		p.s = strings.TrimLeft(p.s, " ")
		switch {
		case strings.HasPrefix(p.s, "_") && sub == nil:
			p.s = p.s[1:]
			sub = p.argument()
		case strings.HasPrefix(p.s, "^") && sup == nil:
			p.s = p.s[1:]
			sup = p.argument()
		default:
			if sub == nil && sup == nil {
				return base
			}
			return script{base, sub, sup}
		}
	}
}

// argument reads a group or one thing.
func (p *texParser) argument() formula {
	p.s = strings.TrimLeft(p.s, " ")
	if strings.HasPrefix(p.s, "{") {
		p.s = p.s[1:]
		return p.list("}")
	}
	if p.s == "" {
		return group{}
	}
	if f := p.one(); f != nil {
		return f
	}
	return group{}
}

// one reads one symbol, group or command.
func (p *texParser) one() formula {
	r, size := utf8.DecodeRuneInString(p.s)
	switch {
	case r == '\\':
		return p.command()
	case r == '{':
		p.s = p.s[1:]
		return p.list("}")
	}
	p.s = p.s[size:]
	switch r {
	case '=', '<', '>', '+':
		return operator{string(r)}
	case '-', '−':
		return operator{"−"}
	case '*':
		return operator{"·"}
	case '\'':
		return symbol{"′"}
	case ',', ';':
		return symbol{string(r) + " "}
	case ' ', '\n', '\t', '}', '&':
		return nil
	}
	return symbol{string(r)}
}

func (p *texParser) command() formula {
	p.s = p.s[1:]
	name := p.name()
	switch name {
	case "frac", "dfrac", "tfrac":
		return fraction{p.argument(), p.argument()}
	case "sqrt":
		return root{p.argument()}
	case "text", "mathrm", "operatorname", "textbf", "mathit", "mathsf", "texttt":
		return symbol{p.braced()}
	case "mathbf", "boldsymbol", "mathcal", "bm":
		return p.argument()
	case "mathbb":
		return symbol{doubleStruck(p.braced())}
	case "hat", "bar", "tilde", "vec", "overline":
		return accent{map[string]rune{"hat": '\u0302', "bar": '\u0304', "overline": '\u0304', "tilde": '\u0303', "vec": '\u20d7'}[name], p.argument()}
	case "begin":
		return p.environment()
	}
	if name == "left" || name == "right" {
		return p.delimiter()
	}
	if o, ok := operators[name]; ok {
		return operator{o}
	}
	if s, ok := symbols[name]; ok {
		if s == "" {
			return nil
		}
		return symbol{s}
	}
	return symbol{`\` + name}
}

// delimiter reads what follows \left or \right; a point is none.
func (p *texParser) delimiter() formula {
	p.s = strings.TrimLeft(p.s, " ")
	if strings.HasPrefix(p.s, ".") {
		p.s = p.s[1:]
		return nil
	}
	if p.s == "" {
		return nil
	}
	return p.one()
}

// name reads the letters of a command, or one other character.
func (p *texParser) name() string {
	n := strings.IndexFunc(p.s, func(r rune) bool { return !unicode.IsLetter(r) || r > 0x7e })
	if n < 0 {
		n = len(p.s)
	}
	if n == 0 && p.s != "" {
		_, n = utf8.DecodeRuneInString(p.s)
	}
	name := p.s[:n]
	p.s = p.s[n:]
	return name
}

// braced reads {…} as words.
func (p *texParser) braced() string {
	p.s = strings.TrimLeft(p.s, " ")
	if !strings.HasPrefix(p.s, "{") {
		return ""
	}
	end := strings.IndexByte(p.s, '}')
	if end < 0 {
		end = len(p.s) - 1
		words := p.s[1:]
		p.s = ""
		return words[:min(len(words), end)]
	}
	words := p.s[1:end]
	p.s = p.s[end+1:]
	return words
}

func doubleStruck(s string) string {
	return strings.NewReplacer("R", "ℝ", "N", "ℕ", "Z", "ℤ", "Q", "ℚ", "C", "ℂ", "E", "𝔼", "P", "ℙ").Replace(s)
}

// environment reads \begin{cases} or a matrix; others are read as their content.
func (p *texParser) environment() formula {
	name := p.braced()
	if name == "array" {
		p.braced()
	}
	end := `\end{` + name + "}"
	body := p.s
	if i := strings.Index(p.s, end); i >= 0 {
		body, p.s = p.s[:i], p.s[i+len(end):]
	} else {
		p.s = ""
	}
	var c cases
	for _, row := range strings.Split(body, `\\`) {
		if strings.TrimSpace(row) == "" {
			continue
		}
		var cells []formula
		for _, cell := range strings.Split(row, "&") {
			inner := &texParser{s: cell, depth: p.depth}
			cells = append(cells, inner.list(""))
		}
		c.rows = append(c.rows, cells)
	}
	if name != "cases" && name != "array" && !strings.HasSuffix(name, "matrix") {
		var g group
		for _, row := range c.rows {
			g.parts = append(g.parts, row...)
		}
		return g
	}
	return c
}
