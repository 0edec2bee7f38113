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

// descent lets a ball roll down a loss over two parameters, by steps against the gradient.
type descent struct {
	env     Env
	panel   panel
	land    int
	opt     int
	rate    float64
	a, b    float64 // where the ball is let go
	ball    *nn.Ball
	playing bool
	ticks   int
}

const (
	contours       = 9 // lines of equal loss
	ticksAStep     = 3
	descentEnd     = 2000 // steps after which it stops by itself
	descentReached = 1e-3 // a gradient as small as this is the bottom
)

// These are names that nn gives and that are shown in the learner's language.
var _ = []string{phrase("line"), phrase("ravine"), phrase("neuron"), phrase("valleys"), phrase("saddle")}

func newDescent(args []string, _ string, env Env) (Widget, error) {
	w := &descent{env: env, rate: 0.05}
	land := "ravine"
	err := parse(args, func(f *flag.FlagSet) {
		f.StringVar(&land, "land", land, "")
		f.Float64Var(&w.rate, "rate", w.rate, "")
	})
	if err == nil {
		err = oneOf("land", land, nn.LandscapeNames)
	}
	if err == nil && !(w.rate > 0 && w.rate <= 100) {
		err = fmt.Errorf("rate %v: it must be above 0 and at most 100", w.rate)
	}
	if err != nil {
		return nil, err
	}
	w.land = indexOf(nn.LandscapeNames, land)
	t := env.T
	w.panel.fields = []field{
		factor(t("learning rate"), &w.rate, 1e-4, 100, w.drop),
		choice(t("landscape"), &w.land, nn.LandscapeNames, func(n string) string { return t(n) }, w.place),
		choice(t("optimizer"), &w.opt, nn.OptimizerNames, func(n string) string { return t(n) }, w.drop),
		number(t("start a"), "%+.2f", &w.a, -10, 10, 0.25, 0.05, w.drop),
		number(t("start b"), "%+.2f", &w.b, -10, 10, 0.25, 0.05, w.drop),
	}
	w.place()
	return w, nil
}

func (w *descent) landscape() nn.Landscape { return nn.Landscapes[nn.LandscapeNames[w.land]] }

// place puts the start where the landscape has a good one.
func (w *descent) place() {
	w.a, w.b = w.landscape().Start[0], w.landscape().Start[1]
	w.drop()
}

// drop lets the ball go from the start.
func (w *descent) drop() { w.ball = nn.NewBall(w.landscape(), w.a, w.b) }

func (w *descent) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(Mouse); ok {
		if m.Do == Press {
			w.press(m)
		}
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	switch m := msg.(type) {
	case Tick:
		if w.ticks++; w.playing && w.ticks%ticksAStep == 0 {
			w.step()
		}
	case tea.KeyPressMsg:
		switch m.String() {
		case "space":
			w.playing = !w.playing
		case ".":
			w.step()
		case "b":
			w.drop()
		}
	}
	return nil
}

func (w *descent) step() {
	if w.ball.Lost() || w.ball.Steps >= descentEnd || w.slope() < descentReached {
		w.playing = false
		return
	}
	w.ball.Step(nn.Optimizer{Name: nn.OptimizerNames[w.opt], Rate: w.rate})
}

// slope is the length of the gradient at the ball.
func (w *descent) slope() float64 { return math.Hypot(w.landscape().Gradient(w.ball.At())) }

// press starts the ball where the map was pressed.
func (w *descent) press(m Mouse) {
	wide, high := w.scene().pictureSize(m.Width, m.Height)
	wide = min(wide, 2*high+8)
	if m.X >= wide || m.Y >= high {
		return
	}
	s := w.landscape().Span
	w.a, w.b = -s+2*s*(float64(m.X)+0.5)/float64(wide), s-2*s*(float64(m.Y)+0.5)/float64(high)
	w.drop()
}

// Goal is to reach a bottom.
func (w *descent) Goal() (string, bool) {
	return w.env.T("Reach a valley in at most %d steps", 60), w.slope() < 0.02 && w.ball.Steps > 0 && w.ball.Steps <= 60 && !w.ball.Lost()
}

func (w *descent) Running() bool { return w.playing }

func (w *descent) Keys() []key.Binding {
	t := w.env.T
	run := t("run")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one step"), "."), bind(t("back to the start"), "b"), digits()}, w.panel.bindings(w.env)...)
}

func (w *descent) scene() scene {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}
}

func (w *descent) View(width, height int) string { return w.scene().render(width, height) }

// picture is the landscape from above, low is blue; lines of equal loss, the ball's path and the ball.
func (w *descent) picture(width, height int) string {
	land := w.landscape()
	width = min(width, 2*height+8)
	low, high := math.Inf(1), math.Inf(-1)
	for i := range 41 {
		for j := range 41 {
			v := land.Loss(-land.Span+land.Span*float64(i)/20, -land.Span+land.Span*float64(j)/20)
			low, high = math.Min(low, v), math.Max(high, v)
		}
	}
	level := func(a, b float64) float64 { // 0 lowest … 1 highest, low parts stretched
		return math.Sqrt(math.Max(0, land.Loss(a, b)-low) / math.Max(high-low, 1e-12))
	}
	heat := plot.Heatmap{X: plot.Range{Min: -land.Span, Max: land.Span}, Y: plot.Range{Min: -land.Span, Max: land.Span}, F: func(a, b float64) float64 {
		step := math.Floor(level(a, b)*contours) / contours // terraces: their edges are the lines of equal loss
		return 0.75 - 1.5*step
	}}
	path := plot.Series{Role: theme.Text, Kind: plot.Points, Mark: '·'}
	for _, p := range w.ball.Path {
		path.X, path.Y = append(path.X, p[0]), append(path.Y, p[1])
	}
	a, b := w.ball.At()
	heat.Points = []plot.Series{path, {Role: theme.Text, Kind: plot.Points, Mark: '●', X: []float64{a}, Y: []float64{b}}}
	return heat.Render(width, height, *w.env.Pen)
}

func (w *descent) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	a, b := w.ball.At()
	da, db := w.landscape().Gradient(a, b)
	return []string{t("step %d", w.ball.Steps), fmt.Sprintf("a = %+.4f   b = %+.4f", a, b), pen.Paint(theme.Fit, t("loss %.5f", w.ball.Loss())), "",
		t("gradient"), fmt.Sprintf("  %+.4f  %+.4f", da, db), t("largest safe rate %.3f", w.safe())}
}

// safe is the learning rate beyond which plain descent jumps out of a valley as curved as the one at the start.
func (w *descent) safe() float64 { return 2 / math.Max(1e-9, w.landscape().Curvature(w.ball.At())) }

func (w *descent) caption() string {
	t := w.env.T
	switch {
	case w.ball.Lost():
		return t("The ball is lost: with a rate of %.4g each step jumps further than the last.", w.rate)
	case w.ball.Steps == 0:
		return t("Every place is a pair of parameters, its colour the loss: blue is low. The ball steps against the gradient, as far as the learning rate says.")
	case w.slope() < descentReached:
		return t("It rests after %d steps: the gradient is nearly zero. Whether a lower valley exists it cannot know.", w.ball.Steps)
	case w.ball.Steps > 200:
		return t("%d steps, and still on its way: the rate of %.4g is small for this landscape.", w.ball.Steps, w.rate)
	}
	return t("Step %d: loss %.5f, slope %.4f.", w.ball.Steps, w.ball.Loss(), w.slope())
}

func (w *descent) Report() Report {
	t := w.env.T
	a, b := w.ball.At()
	da, db := w.landscape().Gradient(a, b)
	return Report{w.caption(), []Value{
		{"steps", float64(w.ball.Steps), "", t("of %s", nn.OptimizerNames[w.opt])},
		{"a", a, "", t("a − rate · gradient at each step; rate %.4g", w.rate)},
		{"b", b, "", t("b − rate · gradient at each step; rate %.4g", w.rate)},
		{"loss", w.ball.Loss(), "", t("of the landscape at (%.4f, %.4f)", a, b)},
		{"gradient a", da, "", t("slope of the loss along a")},
		{"gradient b", db, "", t("slope of the loss along b")},
		{"largest safe rate", w.safe(), "", t("2 ÷ the largest curvature here")},
	}}
}
