package widget

import (
	"flag"
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// construct builds the chain of pieces from ReLUs, one at a time; the learner predicts the next coefficient.
type construct struct {
	env     Env
	panel   panel
	k       int
	target  int
	targets []nn.Target
	cut     nn.Pieces
	sum     nn.Hinges
	shown   int // ReLUs added so far
	guess   float64
	guessed []bool // which coefficients were predicted right
	last    string // what came of the last prediction
}

// guessWithin is how near a predicted coefficient must be, as a share of the largest.
const guessWithin = 0.1

func newConstruct(args []string, _ string, env Env) (Widget, error) {
	w := &construct{env: env, targets: targets(env)}
	target := "sine"
	err := parse(args, func(f *flag.FlagSet) {
		f.IntVar(&w.k, "k", 6, "")
		f.StringVar(&target, "target", target, "")
	})
	for _, e := range []error{between("k", w.k, 1, 24), oneOf("target", target, targetNames(w.targets))} {
		if err == nil {
			err = e
		}
	}
	if err != nil {
		return nil, err
	}
	w.target = indexOf(targetNames(w.targets), target)
	t := env.T
	w.panel.fields = []field{
		number(t("your next c"), "%+.2f", &w.guess, -20, 20, 0.1, 0.01, func() {}),
		whole(t("pieces"), &w.k, 1, 24, w.restart),
		choice(t("target"), &w.target, targetNames(w.targets), func(n string) string { return t(n) }, w.restart),
	}
	w.panel.fields[1].digit = nil
	w.restart()
	return w, nil
}

func (w *construct) restart() {
	w.cut = nn.Divide(w.targets[w.target], w.k)
	w.sum = w.cut.Construct()
	w.shown, w.guess, w.guessed, w.last = 0, 0, nil, ""
}

func (w *construct) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || w.panel.update(msg) {
		return nil
	}
	switch press.String() {
	case "enter":
		w.predict()
	case ".", "space":
		w.add(false, "")
	case ",", "backspace":
		if w.shown > 0 {
			w.shown--
			w.guessed, w.last = w.guessed[:w.shown], ""
		}
	case "a":
		for w.shown < w.k {
			w.add(false, "")
		}
	}
	return nil
}

// predict compares the guess with the next coefficient and adds it.
func (w *construct) predict() {
	if w.shown == w.k {
		return
	}
	largest, c := 0.0, w.sum.C[w.shown]
	for _, v := range w.sum.C {
		largest = math.Max(largest, math.Abs(v))
	}
	right := math.Abs(w.guess-c) <= guessWithin*largest
	verdict := w.env.T("You said %+.2f; it is %+.4f.", w.guess, c)
	if right {
		verdict = w.env.T("Right: %+.4f.", c)
	}
	w.add(right, verdict)
}

// add puts the next ReLU into the sum.
func (w *construct) add(right bool, verdict string) {
	if w.shown < w.k {
		w.shown++
		w.guessed, w.last, w.guess = append(w.guessed, right), verdict, 0
	}
}

// Goal is to foresee three coefficients.
func (w *construct) Goal() (string, bool) {
	n := 0
	for _, g := range w.guessed {
		if g {
			n++
		}
	}
	return w.env.T("Predict three of the c right"), n >= 3
}

func (w *construct) Running() bool { return false }

func (w *construct) Keys() []key.Binding {
	t := w.env.T
	return append([]key.Binding{bind(t("predict and add"), "enter"), bind(t("just add"), "."), bind(t("take one back"), ",", ",", "backspace"), bind(t("add all"), "a")}, w.panel.bindings(w.env)...)
}

func (w *construct) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 34}.render(width, height)
}

// picture is the target, what the sum gives so far, and each ReLU alone as a ghost.
func (w *construct) picture(width, height int) string {
	goal, n := w.targets[w.target], w.shown
	low, high := w.sum.Start, w.sum.Start
	for i := range 101 {
		x := goal.From + (goal.To-goal.From)*float64(i)/100
		low, high = math.Min(low, goal.F(x)), math.Max(high, goal.F(x))
	}
	room := 0.6 * math.Max(high-low, 0.5)
	chart := plot.Chart{X: plot.Range{Min: goal.From, Max: goal.To}, Y: plot.Range{Min: low - room, Max: high + room}}
	for i := range n {
		chart.Series = append(chart.Series, plot.Series{Role: theme.Muted, Kind: plot.Dotted,
			F: func(x float64) float64 { return w.sum.Start + w.sum.C[i]*math.Max(0, x-w.sum.R[i]) }})
	}
	sum := plot.Series{Name: w.env.T("sum of %d", n), Role: theme.Fit, Kind: plot.Line, F: func(x float64) float64 { return w.sum.At(x, n) }}
	chart.Series = append(chart.Series, plot.Series{Name: w.env.T("target"), Role: theme.Data, Kind: plot.Dotted, F: goal.F}, sum)
	marks := plot.Series{Role: theme.Focus, Kind: plot.Points}
	for _, r := range w.sum.R[:min(n+1, w.k)] {
		marks.X, marks.Y = append(marks.X, r), append(marks.Y, w.sum.At(r, n))
	}
	chart.Series = append(chart.Series, marks)
	return chart.Render(width, height, *w.env.Pen)
}

func (w *construct) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{t("y₀ = %.4f", w.sum.Start), fmt.Sprintf("%2s %8s %s %9s", "i", "r", cellRight(t("slope w"), 9), "c")}
	for i := range w.k {
		c := "        ?"
		role := theme.Muted
		if i < w.shown {
			c, role = fmt.Sprintf("%+9.4f", plainZero(w.sum.C[i])), theme.Text
			if w.guessed[i] {
				c += " ✓"
			}
		}
		if i == w.shown {
			role = theme.Focus
		}
		out = append(out, pen.Paint(role, fmt.Sprintf("%2d %8.4f %9.4f %s", i, w.sum.R[i], plainZero(w.cut.W[i]), c)))
	}
	return out
}

func (w *construct) caption() string {
	t := w.env.T
	said := w.last
	if said != "" {
		said += " "
	}
	switch {
	case w.shown == 0:
		return t("Flat at the height of the left end. The first ReLU begins at %.4f; its c is the first slope. Which?", w.sum.R[0])
	case w.shown < w.k:
		i := w.shown
		return said + t("At %.4f the slope must go from %.4f to %.4f. Only the change is added: which c?", w.sum.R[i], plainZero(w.cut.W[i-1]), plainZero(w.cut.W[i]))
	}
	return said + t("%d ReLUs give the chain of pieces exactly: the largest difference is %.1e. Nobody needed an “if”.", w.k, w.difference())
}

// difference is the largest distance between the sum and the chain of pieces.
func (w *construct) difference() (worst float64) {
	goal := w.targets[w.target]
	for i := range 1001 {
		x := goal.From + (goal.To-goal.From)*float64(i)/1000
		worst = math.Max(worst, math.Abs(w.sum.At(x, w.k)-w.cut.At(x)))
	}
	return worst
}

func (w *construct) Report() Report {
	t := w.env.T
	r := Report{Narration: w.caption(), Values: []Value{{"y0", w.sum.Start, "", t("the target at %.4f", w.sum.R[0])}, {"ReLUs", float64(w.shown), "", t("added so far, of %d", w.k)}}}
	for i := range w.shown {
		how := t("the first slope")
		if i > 0 {
			how = t("%.4f − %.4f, the change of slope at %.4f", w.cut.W[i], w.cut.W[i-1], w.sum.R[i])
		}
		r.Values = append(r.Values, Value{fmt.Sprintf("c %d", i), w.sum.C[i], "", how})
	}
	if w.shown == w.k {
		r.Values = append(r.Values, Value{"difference", w.difference(), "", t("largest |sum − piece| at 1001 places")})
	}
	return r
}
