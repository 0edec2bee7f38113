package widget

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// relufit approximates a curve by a sum of activated neurons, constructed exactly or learnt from points.
type relufit struct {
	env      Env
	panel    panel
	hidden   int
	target   int // index into targets
	how      int // index into relufitHow
	act, opt int
	rate     float64
	pace     int // index into paces
	shown    int // of the sum's neurons; hidden: all
	ghosts   bool
	playing  bool
	targets  []nn.Target
	fit      *nn.Fit
	built    nn.Hinges
	losses   history
	checked  float64 // the worst gradient difference; NaN: not checked
}

var (
	relufitHow = []string{phrase("learn"), phrase("construct")}
	paces      = []int{1, 10, 50, 200} // steps of training a frame
)

// relufitPoints is the number of training points.
const relufitPoints = 64

func newRelufit(args []string, _ string, env Env) (Widget, error) {
	w := &relufit{env: env, rate: 0.02, pace: 1, ghosts: true, checked: math.NaN()}
	target, how, opt := "sine", "learn", "adam"
	err := parse(args, func(f *flag.FlagSet) {
		f.IntVar(&w.hidden, "hidden", 6, "")
		f.StringVar(&target, "target", target, "")
		f.StringVar(&how, "mode", how, "")
		f.StringVar(&opt, "opt", opt, "")
		f.Float64Var(&w.rate, "rate", w.rate, "")
	})
	if err != nil {
		return nil, err
	}
	w.targets = targets(env)
	names := targetNames(w.targets)
	for _, e := range []error{between("hidden", w.hidden, 1, 32), oneOf("target", target, names), oneOf("mode", how, relufitHow), oneOf("opt", opt, nn.OptimizerNames)} {
		if e != nil {
			return nil, e
		}
	}
	if !(w.rate > 0 && w.rate <= 1) {
		return nil, fmt.Errorf("-rate=%g is out of range; it goes from above 0 to 1", w.rate)
	}
	w.target, w.how, w.opt = indexOf(names, target), indexOf(relufitHow, how), indexOf(nn.OptimizerNames, opt)
	w.fields(names)
	w.restart()
	return w, nil
}

func (w *relufit) fields(names []string) {
	t := w.env.T
	w.panel.fields = []field{
		whole(t("neurons"), &w.hidden, 1, 32, w.restart),
		choice(t("target"), &w.target, names, func(s string) string { return t(s) }, w.restart),
		choice(t("way"), &w.how, relufitHow, func(s string) string { return t(s) }, w.restart),
		choice(t("activation"), &w.act, nn.ActivationNames, func(s string) string { return s }, w.restart),
		choice(t("optimizer"), &w.opt, nn.OptimizerNames, func(s string) string { return s }, w.restart),
		factor(t("learning rate"), &w.rate, 1e-4, 1, func() { w.fit.Opt.Rate = w.rate }),
		{label: t("speed"), value: func() string { return t("%d steps a frame", paces[w.pace]) }, change: func(s int) { w.pace = max(0, min(len(paces)-1, w.pace+s)) }},
		whole(t("neurons in the sum"), &w.shown, 0, 32, func() { w.shown = min(w.shown, w.hidden) }),
	}
}

// restart begins again with the settings at hand.
func (w *relufit) restart() {
	target := w.targets[w.target]
	x, y := target.Sample(relufitPoints)
	act := nn.Activations[nn.ActivationNames[w.act]]
	w.fit = nn.NewFit(w.hidden, act, nn.Optimizer{Name: nn.OptimizerNames[w.opt], Rate: w.rate}, x, y, rand.New(rand.NewPCG(w.env.Seed, 0x72656c75)))
	w.built = nn.Divide(target, w.hidden).Construct()
	w.shown, w.losses, w.checked = w.hidden, history{}, math.NaN()
	if w.constructs() {
		w.playing = false
	}
	w.losses.add(w.loss())
}

func (w *relufit) constructs() bool { return relufitHow[w.how] == "construct" }

// at is the sum of the neurons that are shown.
func (w *relufit) at(x float64) float64 {
	if w.constructs() {
		return w.built.At(x, w.shown)
	}
	y := w.fit.Bias()
	for i := range w.shown {
		y += w.fit.Part(i, x)
	}
	return y
}

func (w *relufit) loss() float64 {
	if !w.constructs() {
		return w.fit.Loss()
	}
	sum := 0.0
	for k, x := range w.fit.X {
		e := w.built.At(x, w.hidden) - w.fit.T[k]
		sum += e * e / 2
	}
	return sum / float64(len(w.fit.X))
}

func (w *relufit) train(steps int) {
	if w.constructs() {
		return
	}
	for range steps {
		w.fit.Step()
	}
	w.checked = math.NaN()
	w.losses.add(w.fit.Loss())
}

func (w *relufit) Update(msg tea.Msg) tea.Cmd {
	if w.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		w.train(paces[w.pace])
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			w.playing = !w.playing && !w.constructs()
		case ".":
			w.train(1)
		case "g":
			w.checked = w.fit.Check(1e-6)
		case "n":
			w.ghosts = !w.ghosts
		case "c":
			w.fromConstruction()
		}
	}
	return nil
}

// fromConstruction begins training at the constructed sum: construct, then learn, as one story.
func (w *relufit) fromConstruction() {
	w.how, w.act = indexOf(relufitHow, "learn"), indexOf(nn.ActivationNames, "relu")
	w.restart()
	w.fit.Load(w.built)
	w.losses = history{}
	w.losses.add(w.fit.Loss())
}

func (w *relufit) Running() bool { return w.playing }

func (w *relufit) Keys() []key.Binding {
	t := w.env.T
	run := t("run")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one step"), ".")}, append(w.panel.bindings(w.env),
		bind(t("check gradients"), "g"), bind(t("single neurons"), "n"), bind(t("learn from the construction"), "c"), digits())...)
}

// Goal is reached when the curve can no longer be told from the target on a screen.
func (w *relufit) Goal() (string, bool) {
	return w.env.T("loss under 0.001"), w.loss() < 0.001 && w.shown == w.hidden
}

func (w *relufit) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

func (w *relufit) picture(width, height int) string {
	target := w.targets[w.target]
	margin := (target.To - target.From) / 6
	_, y := target.Sample(101)
	span := plot.Over(y)
	pad := (span.Max - span.Min) * 0.35
	ch := plot.Chart{
		X: plot.Range{Min: target.From - margin, Max: target.To + margin}, Y: plot.Range{Min: span.Min - pad, Max: span.Max + pad}, XLabel: "x",
		Shade: []plot.Range{{Min: target.From - margin, Max: target.From}, {Min: target.To, Max: target.To + margin}},
	}
	if w.ghosts {
		for i := range w.shown {
			ch.Series = append(ch.Series, plot.Series{Role: theme.Muted, Kind: plot.Dotted, F: w.part(i)})
		}
	}
	ch.Series = append(ch.Series,
		plot.Series{Name: w.env.T("target"), Role: theme.Data, F: inside(target)},
		plot.Series{Name: w.env.T("network"), Role: theme.Fit, F: w.at},
		w.kinks(ch.Y.Min))
	return ch.Render(width, height, *w.env.Pen)
}

// inside is the target where it is known, and nothing outside.
func inside(t nn.Target) func(float64) float64 {
	return func(x float64) float64 {
		if x < t.From || x > t.To {
			return math.NaN()
		}
		return t.F(x)
	}
}

// part is what neuron i alone adds.
func (w *relufit) part(i int) func(float64) float64 {
	if w.constructs() {
		return func(x float64) float64 { return w.built.C[i] * math.Max(0, x-w.built.R[i]) }
	}
	return func(x float64) float64 { return w.fit.Part(i, x) }
}

// kinks marks on the axis where the neurons turn.
func (w *relufit) kinks(at float64) plot.Series {
	s := plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '▲'}
	for i := range w.shown {
		x := w.fit.Kink(i)
		if w.constructs() {
			x = w.built.R[i]
		}
		s.X, s.Y = append(s.X, x), append(s.Y, at)
	}
	return s
}

func (w *relufit) dead() int {
	n := 0
	for i := range w.fit.W {
		if w.fit.Dead(i) {
			n++
		}
	}
	return n
}

func (w *relufit) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{t("loss %.5f", w.loss()), t("step %d", w.fit.Steps)}
	if w.constructs() {
		out[1] = t("no training: solved")
	}
	if n := w.dead(); n > 0 && !w.constructs() {
		out = append(out, pen.Paint(theme.Warning, t("dead neurons: %d", n)))
	}
	if !math.IsNaN(w.checked) {
		out = append(out, t("gradients agree to %.1e", w.checked))
	}
	if len(w.losses.values) > 1 {
		curve := plot.Chart{LogY: true, YLabel: t("loss"), Series: []plot.Series{{Role: theme.Fit, Y: w.losses.values}}}
		out = append(out, "", curve.Render(28, 8, pen))
	}
	return out
}

func (w *relufit) caption() string {
	t := w.env.T
	if w.constructs() {
		return t("%d ReLUs, each bending the line to its right, give the straight pieces exactly. Loss %.5f.", w.hidden, w.loss())
	}
	return t("%d neurons after %d steps: loss %.5f. Each ▲ is a kink; in the grey there were no points to learn from.", w.hidden, w.fit.Steps, w.loss())
}

func (w *relufit) Report() Report {
	t := w.env.T
	r := Report{Narration: t("The target is %s. %d neurons add up to the curve; the mean of half the squared distance at %d points is %.5f after %d steps.",
		t(w.targets[w.target].Name), w.hidden, relufitPoints, w.loss(), w.fit.Steps)}
	r.Values = []Value{
		{"loss", w.loss(), "", t("mean of ½(y−t)² over %d points", relufitPoints)},
		{"steps", float64(w.fit.Steps), "", t("steps of %s with learning rate %g, each on all %d points", nn.OptimizerNames[w.opt], w.rate, relufitPoints)},
		{"neurons", float64(w.hidden), "", t("hidden neurons; %d of them are in the sum on the screen", w.shown)},
		{"dead", float64(w.dead()), "", t("neurons that are silent at every one of the %d points", relufitPoints)},
		{"output bias", w.bias(), "", t("the constant in y = d + Σ v·a(wx+b)")},
	}
	if !math.IsNaN(w.checked) {
		r.Values = append(r.Values, Value{"gradient check", w.checked, "", t("largest difference between gradient and (L(p+h)−L(p−h))/2h, h = 1e-6, over %d parameters", 3*w.hidden+1)})
	}
	for i := range w.shown {
		r.Values = append(r.Values, w.neuron(i))
	}
	return r
}

func (w *relufit) bias() float64 {
	if w.constructs() {
		return w.built.Start
	}
	return w.fit.Bias()
}

// neuron is the kink of neuron i with the numbers behind it.
func (w *relufit) neuron(i int) Value {
	name := fmt.Sprintf("kink %d", i+1)
	if w.constructs() {
		return Value{name, w.built.R[i], "", w.env.T("border r = %.4g; from here on the slope changes by c = %.4g", w.built.R[i], w.built.C[i])}
	}
	k := w.fit.Kink(i)
	if math.IsNaN(k) || math.IsInf(k, 0) {
		k = 0
	}
	return Value{name, k, "", w.env.T("−b/w = −(%.4g)/(%.4g); output weight %.4g", w.fit.B[i], w.fit.W[i], w.fit.V[i])}
}
