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
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// doubt shows how sure a classifier is, and why several know better what they do not know: an ensemble, and a vote.
type doubt struct {
	env     Env
	panel   panel
	show    int // index into doubtShows
	nets    []*nn.Fit
	members int
	where   float64 // the place that is asked about
	playing bool
	voters  int
	right   float64
	shared  float64
}

var doubtShows = []string{phrase("ensemble"), phrase("vote")}

const (
	doubtNeurons = 16
	doubtSteps   = 10 // of every net a tick
	doubtReach   = 3.0
	doubtData    = 1.5  // data lie within ± this, with a gap around 0
	sharpness    = 1.5  // of the curve that turns a score into a probability
	doubtEnd     = 1500 // steps after which it stops by itself
	mostVoters   = 99
)

func newDoubt(args []string, _ string, env Env) (Widget, error) {
	w := &doubt{env: env, members: 8, where: 2.2, voters: 11, right: 0.7}
	show := "ensemble"
	err := parse(args, func(f *flag.FlagSet) { f.StringVar(&show, "show", show, "") })
	if err == nil {
		err = oneOf("show", show, doubtShows)
	}
	if err != nil {
		return nil, err
	}
	w.show = indexOf(doubtShows, show)
	w.restart()
	w.fields()
	return w, nil
}

func (w *doubt) fields() {
	t := w.env.T
	first := choice(t("show"), &w.show, doubtShows, func(s string) string { return t(s) }, w.fields)
	if doubtShows[w.show] == "vote" {
		voters := field{label: t("voters"), value: func() string { return fmt.Sprint(w.voters) }, change: func(steps int) { w.voters = max(1, min(mostVoters, w.voters+2*steps)) }}
		w.panel.fields = []field{first, voters,
			number(t("each right"), "%.2f", &w.right, 0, 1, 0.05, 0.01, func() {}),
			number(t("of one opinion"), "%.2f", &w.shared, 0, 1, 0.1, 0.01, func() {})}
	} else {
		w.panel.fields = []field{first,
			whole(t("networks"), &w.members, 1, 12, w.restart),
			number(t("place x"), "%+.2f", &w.where, -doubtReach, doubtReach, 0.1, 0.02, func() {})}
	}
	w.panel.at = min(w.panel.at, len(w.panel.fields)-1)
}

// restart gives every network the same points and weights of its own.
func (w *doubt) restart() {
	w.nets = nil
	rng := rand.New(rand.NewPCG(w.env.Seed, 0x64617461))
	var x, y []float64
	for range 40 {
		at := (0.4 + (doubtData-0.4)*rng.Float64()) * float64(1-2*rng.IntN(2))
		label := math.Copysign(1, math.Sin(3*at))
		if rng.Float64() < 0.1 {
			label = -label // a point that is labelled wrongly
		}
		x, y = append(x, at), append(y, label)
	}
	for i := range w.members {
		w.nets = append(w.nets, nn.NewFit(doubtNeurons, nn.Activations["tanh"], nn.Optimizer{Name: "adam", Rate: 0.02}, x, y, rand.New(rand.NewPCG(w.env.Seed, uint64(i)+1))))
	}
}

func (w *doubt) Update(msg tea.Msg) tea.Cmd {
	if w.panel.update(msg) {
		return nil
	}
	switch m := msg.(type) {
	case Tick:
		if w.playing {
			w.step(doubtSteps)
		}
	case tea.KeyPressMsg:
		switch m.String() {
		case "space":
			w.playing = !w.playing && doubtShows[w.show] == "ensemble"
		case ".":
			w.step(1)
		case "v":
			w.show = 1 - w.show
			w.fields()
		}
	}
	return nil
}

func (w *doubt) step(n int) {
	if w.nets[0].Steps >= doubtEnd {
		w.playing = false
		return
	}
	for _, net := range w.nets {
		for range n {
			net.Step()
		}
	}
}

// blue is one network's probability that a point at x is blue.
func blue(net *nn.Fit, x float64) float64 { return 1 / (1 + math.Exp(-sharpness*net.At(x))) }

// judged is the mean of all networks' probabilities at x, and how far they lie apart: their standard deviation.
func (w *doubt) judged(x float64) (mean, apart float64) {
	sum, squares := 0.0, 0.0
	for _, net := range w.nets {
		p := blue(net, x)
		sum, squares = sum+p, squares+p*p
	}
	n := float64(len(w.nets))
	mean = sum / n
	return mean, math.Sqrt(math.Max(0, squares/n-mean*mean))
}

// band is the mean distance of the networks over the places with data, or over those without.
func (w *doubt) band(outside bool) float64 {
	sum, n := 0.0, 0
	for x := -doubtReach; x <= doubtReach+1e-9; x += 0.05 {
		if (math.Abs(x) > doubtData) == outside {
			_, apart := w.judged(x)
			sum, n = sum+apart, n+1
		}
	}
	return sum / float64(n)
}

func (w *doubt) Running() bool { return w.playing }

func (w *doubt) Keys() []key.Binding {
	t := w.env.T
	run := t("train")
	if w.playing {
		run = t("pause")
	}
	out := []key.Binding{bind(t("ensemble or vote"), "v"), digits()}
	if doubtShows[w.show] == "ensemble" {
		out = append([]key.Binding{bind(run, "space"), bind(t("one step"), ".")}, out...)
	}
	return append(out, w.panel.bindings(w.env)...)
}

func (w *doubt) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 32}.render(width, height)
}

func (w *doubt) picture(width, height int) string {
	if doubtShows[w.show] == "vote" {
		return w.votes(width, height)
	}
	chart := plot.Chart{X: plot.Range{Min: -doubtReach, Max: doubtReach}, Y: plot.Range{Min: 0, Max: 1}, YLabel: w.env.T("probability of blue"),
		Shade: []plot.Range{{Min: -doubtReach, Max: -doubtData}, {Min: doubtData, Max: doubtReach}}}
	for _, net := range w.nets {
		chart.Series = append(chart.Series, plot.Series{Role: theme.Muted, Kind: plot.Dotted, F: func(x float64) float64 { return blue(net, x) }})
	}
	chart.Series = append(chart.Series, plot.Series{Name: w.env.T("mean of %d", len(w.nets)), Role: theme.Fit, Kind: plot.Line, F: func(x float64) float64 { m, _ := w.judged(x); return m }})
	above := plot.Series{Role: theme.Positive, Kind: plot.Points, Mark: '●'}
	below := plot.Series{Role: theme.Negative, Kind: plot.Points, Mark: '○'}
	for i, x := range w.nets[0].X {
		s, y := &above, 0.98
		if w.nets[0].T[i] < 0 {
			s, y = &below, 0.02
		}
		s.X, s.Y = append(s.X, x), append(s.Y, y)
	}
	mean, _ := w.judged(w.where)
	chart.Series = append(chart.Series, above, below, plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '◆', X: []float64{w.where}, Y: []float64{mean}})
	return chart.Render(width, height, *w.env.Pen)
}

// votes is how often the majority is right, against the number of voters.
func (w *doubt) votes(width, height int) string {
	free := plot.Series{Name: w.env.T("independent"), Role: theme.Data, Kind: plot.Dotted}
	herd := plot.Series{Name: w.env.T("as set"), Role: theme.Fit, Kind: plot.Line}
	for n := 1; n <= mostVoters; n += 2 {
		free.X, free.Y = append(free.X, float64(n)), append(free.Y, prob.Majority(n, w.right))
		herd.X, herd.Y = append(herd.X, float64(n)), append(herd.Y, prob.Herd(n, w.right, w.shared))
	}
	here := plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: '◆', X: []float64{float64(w.voters)}, Y: []float64{prob.Herd(w.voters, w.right, w.shared)}}
	return plot.Chart{X: plot.Range{Min: 1, Max: mostVoters}, Y: plot.Range{Min: 0, Max: 1}, XLabel: w.env.T("voters"), YLabel: w.env.T("majority right"), Series: []plot.Series{free, herd, here}}.Render(width, height, *w.env.Pen)
}

func (w *doubt) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	if doubtShows[w.show] == "vote" {
		return []string{pen.Paint(theme.Fit, t("majority right: %.1f %%", 100*prob.Herd(w.voters, w.right, w.shared))), t("if independent: %.1f %%", 100*prob.Majority(w.voters, w.right)), t("one alone: %.1f %%", 100*w.right)}
	}
	mean, apart := w.judged(w.where)
	return []string{t("step %d", w.nets[0].Steps), "", pen.Paint(theme.Focus, t("at x = %+.2f", w.where)), t("mean: blue with %.1f %%", 100*mean), t("network 1 alone: %.1f %%", 100*blue(w.nets[0], w.where)), t("they differ by %.3f", apart), "",
		t("differ where data are: %.3f", w.band(false)), t("differ outside: %.3f", w.band(true))}
}

func (w *doubt) caption() string {
	t := w.env.T
	if doubtShows[w.show] == "vote" {
		if w.shared > 0 {
			return t("%d voters, but in %.0f %% of the cases all of one opinion: the majority is right in %.1f %%. What they share, no number of them can repair.", w.voters, 100*w.shared, 100*prob.Herd(w.voters, w.right, w.shared))
		}
		return t("%d voters, each right in %.0f %% and none listening to another: the majority is right in %.1f %%.", w.voters, 100*w.right, 100*prob.Majority(w.voters, w.right))
	}
	if w.nets[0].Steps == 0 {
		return t("%d networks with different random weights, about to learn the same points. Where will they agree?", len(w.nets))
	}
	return t("Every network is sure of itself everywhere. Only several show the doubt: they differ by %.3f where data are and by %.3f outside.", w.band(false), w.band(true))
}

func (w *doubt) Report() Report {
	t := w.env.T
	mean, apart := w.judged(w.where)
	return Report{w.caption(), []Value{
		{"steps", float64(w.nets[0].Steps), "", t("of each of %d networks", len(w.nets))},
		{"mean probability", mean, "", t("of blue at x = %.2f, over %d networks", w.where, len(w.nets))},
		{"spread", apart, "", t("standard deviation of the %d probabilities", len(w.nets))},
		{"spread inside", w.band(false), "", t("mean spread over |x| ≤ %.1f", doubtData)},
		{"spread outside", w.band(true), "", t("mean spread over |x| > %.1f", doubtData)},
		{"majority", prob.Herd(w.voters, w.right, w.shared), "", t("%.2f·%.2f + %.2f·Σ of the binomial beyond one half, %d voters", w.shared, w.right, 1-w.shared, w.voters)},
		{"majority, independent", prob.Majority(w.voters, w.right), "", t("Σ of the binomial beyond one half, %d voters", w.voters)},
	}}
}
