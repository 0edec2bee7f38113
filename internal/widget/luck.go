package widget

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
	"learn-llm/internal/prob"
)

// luck is five switches, each a live run of what chance does in learning: noisy data, first weights, batches, dropout, a forest.
type luck struct {
	env     Env
	panel   panel
	at      int // index into luckSwitches
	amount  [len(luckSwitches)]float64
	rng     *rand.Rand
	playing bool
	runs    int

	fits    []nn.Formula // data: a curve for each set of points
	fan     []nn.Run     // init: a network for each seed
	fanning bool
	fanOf   int
	cloud   [][2]float64 // batch: gradients
	outputs []float64    // dropout: what the thinned net gives
	trees   []*prob.Tree // forest
	shares  float64      // forest: sum of the unique shares
	x, y    []float64    // points of the batch and the forest
}

var luckSwitches = [...]string{phrase("data"), phrase("init"), phrase("batch"), phrase("dropout"), phrase("forest")}

const (
	mostLuck     = 400 // draws of a cloud
	luckFits     = 30
	luckTrees    = 60
	luckPoints   = 12
	batchPoints  = 200
	forestPoints = 60
	forestLeaf   = 3
	thinNeurons  = 30
	luckEpochs   = 200
)

func newLuck(args []string, _ string, env Env) (Widget, error) {
	w := &luck{env: env, amount: [...]float64{0.3, 0, 10, 0.5, forestPoints}}
	name := "data"
	err := parse(args, func(f *flag.FlagSet) { f.StringVar(&name, "switch", name, "") })
	if err == nil {
		err = oneOf("switch", name, luckSwitches[:])
	}
	if err != nil {
		return nil, err
	}
	w.at = indexOf(luckSwitches[:], name)
	w.turn()
	return w, nil
}

// turn begins the switch at hand anew.
func (w *luck) turn() {
	t := w.env.T
	first := choice(t("switch"), &w.at, luckSwitches[:], func(s string) string { return t(s) }, w.turn)
	a := &w.amount[w.at]
	second := map[string]field{
		"data":    number(t("noise"), "%.2f", a, 0, 1, 0.1, 0.02, w.begin),
		"init":    {label: t("first weights"), value: func() string { return t(map[bool]string{true: phrase("zero"), false: phrase("random")}[*a > 0]) }, change: func(int) { *a = 1 - *a; w.begin() }},
		"batch":   {label: t("batch"), value: func() string { return fmt.Sprintf("%.0f", *a) }, change: func(steps int) { *a = max(1, min(batchPoints, ladder(*a, steps))); w.begin() }},
		"dropout": number(t("left out"), "%.2f", a, 0, 0.9, 0.1, 0.02, w.begin),
		"forest":  {label: t("points"), value: func() string { return fmt.Sprintf("%.0f", *a) }, change: func(steps int) { *a = max(20, min(200, *a+float64(20*steps))); w.begin() }},
	}[luckSwitches[w.at]]
	w.panel.fields = []field{first, second}
	w.begin()
}

// begin forgets the runs of the switch at hand.
func (w *luck) begin() {
	w.rng = rand.New(rand.NewPCG(w.env.Seed, 0x6c75636b))
	w.fits, w.fan, w.cloud, w.outputs, w.trees, w.shares, w.runs = nil, nil, nil, nil, nil, 0, 0
	w.fanOf++
	w.x, w.y = nil, nil
	switch luckSwitches[w.at] {
	case "batch":
		for range batchPoints {
			x := 2*w.rng.Float64() - 1
			w.x, w.y = append(w.x, x), append(w.y, 2*x+1+0.5*w.rng.NormFloat64())
		}
	case "forest":
		w.points(int(w.amount[w.at]), 0.3)
	}
}

// points draws a noisy sine.
func (w *luck) points(n int, noise float64) {
	w.x, w.y = nil, nil
	for range n {
		x := 2 * math.Pi * w.rng.Float64()
		w.x, w.y = append(w.x, x), append(w.y, math.Sin(x)+noise*w.rng.NormFloat64())
	}
}

// luckFan brings the networks of a fan home.
type luckFan struct {
	runs []nn.Run
	of   int
	err  error
}

func (w *luck) Update(msg tea.Msg) tea.Cmd {
	if m, ok := msg.(luckFan); ok {
		w.fanning = false
		if m.of == w.fanOf && m.err == nil {
			w.fan, w.runs = m.runs, len(m.runs)
		}
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	switch m := msg.(type) {
	case Tick:
		if w.playing {
			return w.run()
		}
	case tea.KeyPressMsg:
		switch m.String() {
		case "space":
			w.playing = !w.playing
		case ".":
			return w.run()
		case "n":
			w.at = (w.at + 1) % len(luckSwitches)
			w.turn()
		}
	}
	return nil
}

// run makes one more run of the switch at hand.
func (w *luck) run() tea.Cmd {
	amount := w.amount[w.at]
	switch luckSwitches[w.at] {
	case "data":
		if len(w.fits) < luckFits {
			w.points(luckPoints, amount)
			if fit, err := nn.LeastSquares(w.x, w.y, 5); err == nil {
				w.fits = append(w.fits, fit)
			}
		}
		w.runs = len(w.fits)
		w.playing = w.playing && w.runs < luckFits
	case "init":
		return w.spread()
	case "batch":
		for i := 0; i < 4 && len(w.cloud) < mostLuck; i++ {
			w.cloud = append(w.cloud, w.gradient(int(amount)))
		}
		w.runs = len(w.cloud)
		w.playing = w.playing && w.runs < mostLuck
	case "dropout":
		for i := 0; i < 4 && len(w.outputs) < mostLuck; i++ {
			w.outputs = append(w.outputs, w.thinned(amount))
		}
		w.runs = len(w.outputs)
		w.playing = w.playing && w.runs < mostLuck
	case "forest":
		if len(w.trees) < luckTrees {
			w.plant()
		}
		w.runs = len(w.trees)
		w.playing = w.playing && w.runs < luckTrees
	}
	return nil
}

// spread trains forty networks that differ in their first weights alone.
func (w *luck) spread() tea.Cmd {
	w.playing = false
	if w.fanning || len(w.fan) > 0 {
		return nil
	}
	w.fanning = true
	setup := nn.DefaultSetup("0.5")
	setup.Hidden, setup.InitZero = []int{3}, w.amount[w.at] > 0
	ctx, of := w.env.Ctx, w.fanOf
	return func() tea.Msg {
		runs, err := nn.Fan(ctx, setup, nn.FanSeeds(fanSeeds), luckEpochs)
		return luckFan{runs, of, err}
	}
}

// gradient is that of the mean of ½(ax+b−y)² at a = b = 0, over a batch drawn with replacement.
func (w *luck) gradient(batch int) (g [2]float64) {
	for range batch {
		i := w.rng.IntN(len(w.x))
		g[0] -= w.y[i] * w.x[i] / float64(batch)
		g[1] -= w.y[i] / float64(batch)
	}
	return g
}

// onePoint is the variance of a single point's gradient, both parts together: that of a batch of B is a B-th of it.
func (w *luck) onePoint() float64 {
	var sum, squares [2]float64
	n := float64(len(w.x))
	for i := range w.x {
		for k, g := range [2]float64{-w.y[i] * w.x[i], -w.y[i]} {
			sum[k] += g / n
			squares[k] += g * g / n
		}
	}
	return squares[0] - sum[0]*sum[0] + squares[1] - sum[1]*sum[1]
}

// thin is what neuron i hands on: fixed numbers that add up to whole.
func thin(i int) float64 { return math.Sin(float64(3*i+1)) + 0.3 }

// wholeOutput is what all neurons together hand on.
func wholeOutput() (sum float64) {
	for i := range thinNeurons {
		sum += thin(i)
	}
	return sum
}

// thinned is the sum with each neuron left out with probability p, what is kept divided by 1−p.
func (w *luck) thinned(p float64) (sum float64) {
	for i := range thinNeurons {
		if w.rng.Float64() >= p {
			sum += thin(i) / (1 - p)
		}
	}
	return sum
}

// plant grows one more tree on a bootstrap of the points.
func (w *luck) plant() {
	drawn, share := prob.Bootstrap(len(w.x), w.rng)
	x, y := make([]float64, len(drawn)), make([]float64, len(drawn))
	for k, i := range drawn {
		x[k], y[k] = w.x[i], w.y[i]
	}
	w.trees = append(w.trees, prob.NewTree(x, y, forestLeaf))
	w.shares += share
}

func (w *luck) Running() bool { return w.playing }

func (w *luck) Keys() []key.Binding {
	t := w.env.T
	run := t("run")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one run"), "."), bind(t("next switch"), "n"), digits()}, w.panel.bindings(w.env)...)
}
