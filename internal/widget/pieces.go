package widget

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// pieces follows a curve by straight pieces, and measures how the error falls with their number.
type pieces struct {
	env     Env
	panel   panel
	k       int
	target  int
	targets []nn.Target
	cut     nn.Pieces
	errors  bool // the error against the number of pieces, instead of the curve
	pencil  bool
	column  int // of the drawing that the pencil is on
	drawing []float64
}

const (
	mostPieces   = 48
	errorSamples = 400 // places of each piece at which the error is looked for
	drawColumns  = 24  // samples of a drawing by hand
	drawTo       = 6.0 // a drawing is over [0, drawTo]
)

func newPieces(args []string, _ string, env Env) (Widget, error) {
	w := &pieces{env: env, targets: targets(env)}
	target := "curve"
	err := parse(args, func(f *flag.FlagSet) {
		f.IntVar(&w.k, "k", 6, "")
		f.StringVar(&target, "target", target, "")
	})
	for _, e := range []error{between("k", w.k, 1, mostPieces), oneOf("target", target, targetNames(w.targets))} {
		if err == nil {
			err = e
		}
	}
	if err != nil {
		return nil, err
	}
	w.target = indexOf(targetNames(w.targets), target)
	w.fields()
	w.divide()
	return w, nil
}

func (w *pieces) fields() {
	t := w.env.T
	w.panel.fields = []field{
		whole(t("pieces"), &w.k, 1, mostPieces, w.divide),
		choice(t("target"), &w.target, targetNames(w.targets), func(n string) string { return t(n) }, w.divide),
	}
}

func (w *pieces) divide() { w.cut = nn.Divide(w.goal(), w.k) }

// goal is the target at hand.
func (w *pieces) goal() nn.Target { return w.targets[w.target] }

func (w *pieces) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case Mouse:
		w.mouse(m)
		return nil
	case tea.KeyPressMsg:
		if w.pencil {
			w.draw(m.String())
			return nil
		}
		if w.panel.update(msg) {
			return nil
		}
		switch m.String() {
		case "space", "t":
			w.errors = !w.errors
		case "d":
			w.begin()
		case "*":
			w.k = min(mostPieces, 2*w.k)
			w.divide()
		case "/":
			w.k = max(1, w.k/2)
			w.divide()
		}
	}
	return nil
}

// begin takes the pencil: the drawing begins with the curve at hand.
func (w *pieces) begin() {
	goal := w.goal()
	w.drawing = make([]float64, drawColumns+1)
	for i := range w.drawing {
		w.drawing[i] = goal.F(goal.From + (goal.To-goal.From)*float64(i)/drawColumns)
	}
	w.pencil, w.errors, w.column = true, false, 0
	w.keep()
}

// keep makes the drawing a target here and in the demonstrations that follow.
func (w *pieces) keep() {
	data, err := json.Marshal(w.drawing)
	if err == nil {
		err = w.env.Memory.Put(drawnCurve, data)
	}
	if err != nil { // then it stays in this demonstration alone
		w.targets = append(targets(w.env), nn.Drawn(0, drawTo, w.drawing))
	} else {
		w.targets = targets(w.env)
	}
	w.target = len(w.targets) - 1
	w.fields()
	w.divide()
}

// draw moves the pencil and the curve under it.
func (w *pieces) draw(k string) {
	step := 0.1
	switch k {
	case "left":
		w.column = max(0, w.column-1)
	case "right":
		w.column = min(drawColumns, w.column+1)
	case "up", "+", "=":
		w.drawing[w.column] = min(3, w.drawing[w.column]+step)
	case "down", "-":
		w.drawing[w.column] = max(-3, w.drawing[w.column]-step)
	case "0":
		w.drawing[w.column] = 0
	case "enter", "d", "esc":
		w.pencil = false
	}
	w.keep()
}

// mouse draws where the button is held.
func (w *pieces) mouse(m Mouse) {
	if !w.pencil || m.Do != Press && m.Do != Drag {
		return
	}
	wide, high := scene{panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 32}.pictureSize(m.Width, m.Height)
	x, y := w.chart().Layout(wide, high).At(m.X, m.Y)
	if i := int(math.Round(x / drawTo * drawColumns)); i >= 0 && i <= drawColumns {
		w.column, w.drawing[i] = i, max(-3, min(3, y))
		w.keep()
	}
}

func (w *pieces) Running() bool { return false }

// Typing reports whether the pencil is in hand: the arrows draw.
func (w *pieces) Typing() bool { return w.pencil }

// Cursor hides the terminal's cursor: no line is edited.
func (w *pieces) Cursor(int, int) (x, y int, ok bool) { return 0, 0, false }

func (w *pieces) Keys() []key.Binding {
	t := w.env.T
	if w.pencil {
		return []key.Binding{bind(t("move"), "←→", "left", "right"), bind(t("raise, lower"), "↑↓", "up", "down", "+", "-"), bind(t("done"), "enter")}
	}
	other := t("error by pieces")
	if w.errors {
		other = t("the curve")
	}
	return append([]key.Binding{bind(other, "space"), bind(t("twice as many"), "*"), bind(t("half as many"), "/"), bind(t("draw a curve"), "d"), digits()}, w.panel.bindings(w.env)...)
}

func (w *pieces) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 32}.render(width, height)
}

// chart is the curve and its pieces, with a mark at every border.
func (w *pieces) chart() plot.Chart {
	goal, cut := w.goal(), w.cut
	chart := plot.Chart{X: plot.Range{Min: goal.From, Max: goal.To}, Series: []plot.Series{
		{Name: w.env.T("target"), Role: theme.Data, Kind: plot.Dotted, F: goal.F},
		{Name: w.env.T("pieces"), Role: theme.Fit, Kind: plot.Line, F: cut.At},
	}}
	if w.pencil {
		chart.Y = plot.Range{Min: -3, Max: 3}
	}
	if w.k <= 24 {
		marks := plot.Series{Role: theme.Fit, Kind: plot.Points}
		for _, r := range cut.R {
			marks.X, marks.Y = append(marks.X, r), append(marks.Y, cut.At(r))
		}
		chart.Series = append(chart.Series, marks)
	}
	if w.pencil {
		x := drawTo * float64(w.column) / drawColumns
		chart.Series = append(chart.Series, plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '✎', X: []float64{x}, Y: []float64{w.drawing[w.column]}})
	}
	return chart
}

func (w *pieces) picture(width, height int) string {
	if !w.errors {
		return w.chart().Render(width, height, *w.env.Pen)
	}
	all := plot.Series{Name: w.env.T("largest error"), Role: theme.Fit, Kind: plot.Points}
	for k := 1; k <= mostPieces; k++ {
		if e := nn.Divide(w.goal(), k).Error(w.goal(), errorSamples); e > 0 {
			all.X, all.Y = append(all.X, float64(k)), append(all.Y, e)
		}
	}
	here := plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '◆', X: []float64{float64(w.k)}, Y: []float64{w.worst()}}
	return plot.Chart{LogX: true, LogY: true, XLabel: w.env.T("pieces"), YLabel: w.env.T("largest error"), Series: []plot.Series{all, here}}.Render(width, height, *w.env.Pen)
}

// worst is the largest distance between curve and pieces.
func (w *pieces) worst() float64 { return w.cut.Error(w.goal(), errorSamples) }

func (w *pieces) facts() []string {
	t := w.env.T
	out := []string{w.env.Pen.Paint(theme.Fit, t("largest error %.4f", w.worst())), "", fmt.Sprintf("%2s %8s %8s %8s", "i", "r", "w", "b")}
	for i := range w.cut.W {
		out = append(out, fmt.Sprintf("%2d %8.4f %8.4f %8.4f", i, w.cut.R[i], plainZero(w.cut.W[i]), plainZero(w.cut.B[i])))
	}
	return out
}

// plainZero is v without what would be shown as −0.0000.
func plainZero(v float64) float64 {
	if math.Abs(v) < 5e-5 {
		return 0
	}
	return v
}

func (w *pieces) caption() string {
	t := w.env.T
	if w.pencil {
		return t("Draw: ← → choose a column, ↑ ↓ move the curve; or drag with the mouse. Your curve is kept for what follows.")
	}
	e, twice := w.worst(), nn.Divide(w.goal(), 2*w.k).Error(w.goal(), errorSamples)
	if twice <= 0 {
		return t("%d straight pieces meet the curve everywhere.", w.k)
	}
	return t("%d straight pieces, at most %.4f away. Twice as many would be %.1f times as close.", w.k, e, e/twice)
}

func (w *pieces) Report() Report {
	t := w.env.T
	r := Report{Narration: w.caption(), Values: []Value{{"largest error", w.worst(), "", t("of |target − piece| at %d places of each of %d pieces", errorSamples, w.k)}}}
	for i := range w.cut.W {
		a, b := w.cut.R[i], w.cut.R[i+1]
		r.Values = append(r.Values,
			Value{fmt.Sprintf("w %d", i), w.cut.W[i], "", t("rise ÷ run of piece %d: (%.4f − %.4f) ÷ (%.4f − %.4f)", i, w.goal().F(b), w.goal().F(a), b, a)},
			Value{fmt.Sprintf("b %d", i), w.cut.B[i], "", t("height at the border less w·r: %.4f − %.4f·%.4f", w.goal().F(a), w.cut.W[i], a)})
	}
	return r
}
