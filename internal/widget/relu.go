package widget

import (
	"flag"
	"math"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// reluWidget is one neuron a(wx+b): its kink is dragged, flipped, and other activations are tried.
type reluWidget struct {
	env   Env
	panel panel
	w, b  float64
	act   int
}

func newRelu(args []string, _ string, env Env) (Widget, error) {
	r := &reluWidget{env: env}
	act := "relu"
	err := parse(args, func(f *flag.FlagSet) {
		f.Float64Var(&r.w, "w", 1, "")
		f.Float64Var(&r.b, "b", -1, "")
		f.StringVar(&act, "act", act, "")
	})
	if err == nil {
		err = oneOf("act", act, nn.ActivationNames)
	}
	if err != nil {
		return nil, err
	}
	r.w, r.b, r.act = max(-5, min(5, r.w)), max(-5, min(5, r.b)), indexOf(nn.ActivationNames, act)
	none := func() {}
	r.panel.fields = []field{
		number(env.T("weight w"), "%.2f", &r.w, -5, 5, 0.5, 0.1, none),
		number(env.T("bias b"), "%.2f", &r.b, -5, 5, 0.5, 0.1, none),
		choice(env.T("activation"), &r.act, nn.ActivationNames, func(s string) string { return s }, none),
	}
	return r, nil
}

func (r *reluWidget) activation() nn.Activation { return nn.Activations[nn.ActivationNames[r.act]] }

func (r *reluWidget) at(x float64) float64 { return r.activation().F(r.w*x + r.b) }

// kink is where wx+b = 0; ok is false for w = 0, where there is none.
func (r *reluWidget) kink() (x float64, ok bool) {
	if r.w == 0 {
		return 0, false
	}
	return -r.b / r.w, true
}

func (r *reluWidget) Update(msg tea.Msg) tea.Cmd {
	if r.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if msg.String() == "f" {
			r.w, r.b = -r.w, -r.b
		}
	case Mouse:
		r.drag(msg)
	}
	return nil
}

// drag moves the kink under the mouse by changing the bias.
func (r *reluWidget) drag(m Mouse) {
	if m.Do != Press && m.Do != Drag || r.w == 0 {
		return
	}
	side := 28
	if m.Width < 72 {
		side = 0
	}
	x, _ := r.chart().Layout(m.Width-side, m.Height).At(m.X, m.Y)
	r.b = max(-5, min(5, -r.w*math.Round(x*10)/10))
}

func (r *reluWidget) Running() bool { return false }

func (r *reluWidget) Keys() []key.Binding {
	return append(r.panel.bindings(r.env), bind(r.env.T("flip"), "f"))
}

func (r *reluWidget) chart() plot.Chart {
	ch := plot.Chart{
		X: plot.Range{Min: -5, Max: 5}, Y: plot.Range{Min: -2, Max: 5}, XLabel: "x",
		Rules: []plot.Rule{{At: 0, Horizontal: true, Role: theme.Border}},
		Series: []plot.Series{
			{Name: "wx + b", Role: theme.Muted, Kind: plot.Dotted, F: func(x float64) float64 { return r.w*x + r.b }},
			{Name: r.activation().Name, Role: theme.Fit, F: r.at},
		},
	}
	if k, ok := r.kink(); ok {
		ch.Rules = append(ch.Rules, plot.Rule{At: k, Role: theme.Focus})
	}
	return ch
}

func (r *reluWidget) View(width, height int) string {
	return scene{
		pen: *r.env.Pen, panel: &r.panel, facts: r.facts(), caption: r.caption(),
		picture: func(w, h int) string { return r.chart().Render(w, h, *r.env.Pen) },
	}.render(width, height)
}

func (r *reluWidget) facts() []string {
	if k, ok := r.kink(); ok {
		return []string{r.env.Pen.Paint(theme.Focus, r.env.T("kink −b/w = %.2f", k))}
	}
	return []string{r.env.T("w = 0: a flat line, no kink")}
}

func (r *reluWidget) caption() string {
	t := r.env.T
	k, ok := r.kink()
	switch name := r.activation().Name; {
	case !ok:
		return t("With w = 0 the neuron gives the same number for every x.")
	case name != "relu":
		return t("%s instead of ReLU: the turn at −b/w = %.2f stays, its shape changes.", name, k)
	case r.w > 0:
		return t("Off left of %.2f, then rising by %.2f for each unit of x: one bend, placed where you like.", k, r.w)
	}
	return t("Flipped: it falls by %.2f for each unit of x until %.2f, then it is off.", -r.w, k)
}

func (r *reluWidget) Report() Report {
	t := r.env.T
	rep := Report{Narration: r.caption(), Values: []Value{
		{"w", r.w, "", t("the weight that you set")},
		{"b", r.b, "", t("the bias that you set")},
		{"a(0)", r.at(0), "", t("%s(w·0 + b) = %s(%.2f)", r.activation().Name, r.activation().Name, r.b)},
	}}
	if k, ok := r.kink(); ok {
		rep.Values = append(rep.Values, Value{"kink", k, "", t("−b/w = −(%.2f)/(%.2f)", r.b, r.w)})
	}
	return rep
}
