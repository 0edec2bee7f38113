package widget

import (
	"fmt"
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"

	"learn-llm/internal/nn"
)

// playground is TensorFlow's playground in the terminal: data, features, layers, and the network learning, every neuron a picture.
type playground struct {
	env     Env
	panel   panel
	base    []field // the fields that are always there
	setup   nn.Setup
	play    *nn.Playground
	history *nn.History
	shape   string // of the hidden layers, as typed in URLs
	layer   int    // whose neurons the field changes
	link    int    // of the chosen neuron, from 1
	pace    int    // index into playPaces
	stop    int    // index into playStops
	why     nn.Reason
	playing bool
	column  int // of the chosen neuron: 0 features, then the hidden layers, then the output; -1 none
	row     int
	url     entry
	notes   []string
	pencil  bool // points are drawn by keys
	cross   nn.Point
	fan     []nn.Run
	fanning bool
	fanOf   int // counts the settings, so that a fan of older ones is not shown
}

var (
	playPaces = []int{1, 10, 80} // epochs a frame
	playStops = []nn.Stop{{}, {Epochs: 300}, {Accuracy: 0.98}, {Loss: 0.05}, {Rising: 100}}
	paceNames = []string{phrase("slow"), phrase("normal"), phrase("fast")}
	stopNames = []string{phrase("never"), phrase("after 300 epochs"), phrase("test points right"), phrase("test loss 0.05"), phrase("test loss rises")}
)

const (
	ownData  = "own"
	fanSeeds = 40
	fanTill  = 300 // epochs
)

func newPlayground(args []string, text string, env Env) (Widget, error) {
	w := &playground{env: env, column: -1, pace: 1, layer: 1, link: 1, url: newEntry(2000)}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	w.setup = nn.DefaultSetup(fmt.Sprintf("0.%d", 12344+env.Seed))
	if line := firstLine(text); strings.Contains(line, "playground.tensorflow.org") {
		s, notes, err := nn.ParseURL(line, w.setup.Seed)
		if err != nil {
			return nil, err
		}
		w.setup, w.notes = s, w.said(notes)
	}
	w.restart()
	return w, nil
}

// said writes notes in the learner's language.
func (w *playground) said(notes []nn.Note) (out []string) {
	for _, n := range notes {
		out = append(out, w.env.T(n.Phrase, n.Args...))
	}
	return out
}

// These are the phrases of nn's notes.
var _ = []string{
	phrase("%s %d is outside %d–%d: took %d"), phrase("networkShape has %d hidden layers: took the first 6"), phrase("%s %g is not one of the choices: took %g"),
	phrase("dropout %g is outside 0–0.9: took %g"), phrase("%s %q is unknown: took %s"), phrase("%s has no effect: the playground has no such feature"),
	phrase("%s is not supported: left out"), phrase("networkShape %q is not a list of numbers: took 4,2"), phrase("%s %q is not a number: took the usual value"),
}

// restart makes data and network anew from the settings.
func (w *playground) restart() {
	w.play = nn.NewPlayground(w.setup)
	w.history = nn.NewHistory(w.play)
	w.changed()
	w.fields()
}

// reshape makes a new network on the same data.
func (w *playground) reshape() {
	w.play.Reshape(w.setup)
	w.history = nn.NewHistory(w.play)
	w.column = -1
	w.changed()
	w.fields()
}

// tuned goes on with changed settings of the training.
func (w *playground) tuned() {
	w.play.Setup = w.setup
	w.history.Changed()
	w.changed()
}

func (w *playground) changed() {
	w.why, w.fan = nn.GoOn, nil
	w.fanOf++
}

// dataNames are those of the sets, as they are shown.
var dataNames = []string{phrase("circle"), phrase("xor"), phrase("gauss"), phrase("spiral"), phrase("plane"), phrase("multi-gauss"), phrase("own")}

// datasets are the data sets of the present problem.
func (w *playground) datasets() []string {
	names := nn.ClassificationNames
	if w.setup.Problem == "regression" {
		names = nn.RegressionNames
	}
	return append(slices.Clone(names), ownData)
}

// word makes a field for one of several words of the settings.
func (w *playground) word(label string, at *string, names []string, changed func()) field {
	i := indexOf(names, *at)
	f := choice(label, &i, names, func(s string) string { return w.env.T(s) }, func() {})
	turn := f.change
	f.value = func() string { return w.env.T(*at) }
	f.change = func(steps int) {
		i = indexOf(names, *at)
		turn(steps)
		*at = names[i]
		changed()
	}
	return f
}

// rate makes a field for one of several numbers.
func (w *playground) rate(label string, at *float64, choices []float64) field {
	return field{label: label, value: func() string { return fmt.Sprintf("%g", *at) }, change: func(steps int) {
		i := max(0, slices.Index(choices, *at))
		*at = choices[max(0, min(len(choices)-1, i+steps))]
		w.tuned()
	}}
}

// percent makes a field for a share in percent.
func (w *playground) share(label string, at *int, least, most int) field {
	return field{label: label, value: func() string { return fmt.Sprintf("%d %%", *at) },
		change: func(steps int) { *at = max(least, min(most, *at+5*steps)); w.restart() }}
}

// fields lists what can be set, and for a chosen neuron its links.
func (w *playground) fields() {
	t, s := w.env.T, &w.setup
	dropout := number(t("dropout"), "%.1f", &s.Dropout, 0, 0.9, 0.1, 0.1, w.tuned)
	batch := whole(t("batch"), &s.Batch, 1, 30, w.tuned)
	batch.digit = nil
	w.panel.fields = []field{
		w.word(t("problem"), &s.Problem, []string{"classification", "regression"}, func() { s.Dataset = w.datasets()[0]; w.restart() }),
		w.word(t("data"), &s.Dataset, w.datasets(), w.restart),
		w.share(t("noise"), &s.Noise, 0, 50),
		w.share(t("to train on"), &s.Train, 10, 90),
		batch,
		w.rate(t("learning rate"), &s.Rate, nn.LearningRates),
		w.word(t("activation"), &s.Activation, nn.ActivationNames, w.reshape),
		w.word(t("regularization"), &s.Penalty.Name, nn.PenaltyNames, w.tuned),
		w.rate(t("its rate"), &s.Penalty.Rate, nn.PenaltyRates),
		w.word(t("optimizer"), &s.Optimizer, nn.OptimizerNames, w.tuned),
		dropout,
		{label: t("hidden layers"), value: func() string { return fmt.Sprint(len(s.Hidden)) }, change: w.layers},
		{label: t("neurons of layer"), value: w.layerText, change: w.neurons, fine: w.nextLayer},
		{label: t("activation of it"), value: w.layerActivation, change: w.turnActivation},
		choice(t("speed"), &w.pace, paceNames, func(n string) string { return t(n) }, func() {}),
		choice(t("pause"), &w.stop, stopNames, func(n string) string { return t(n) }, func() { w.why = nn.GoOn }),
	}
	w.linkFields()
	w.panel.at = min(w.panel.at, len(w.panel.fields)-1)
}

func (w *playground) layers(steps int) {
	h := slices.Clone(w.setup.Hidden)
	if steps > 0 && len(h) < 6 {
		h = append(h, 2)
	}
	if steps < 0 && len(h) > 0 {
		h = h[:len(h)-1]
	}
	w.setup.Hidden, w.layer = h, max(1, min(w.layer, len(h)))
	w.reshape()
}

func (w *playground) layerText() string {
	if len(w.setup.Hidden) == 0 {
		return "–"
	}
	return fmt.Sprintf("%d: %d", w.layer, w.setup.Hidden[w.layer-1])
}

// nextLayer chooses the layer whose neurons ←→ change; − and + do that.
func (w *playground) nextLayer(steps int) {
	w.layer = max(1, min(len(w.setup.Hidden), w.layer+steps))
}

func (w *playground) neurons(steps int) {
	if len(w.setup.Hidden) == 0 {
		return
	}
	h := slices.Clone(w.setup.Hidden)
	h[w.layer-1] = max(1, min(8, h[w.layer-1]+steps))
	w.setup.Hidden = h
	w.reshape()
}

// layerActivation is the activation of the layer at hand.
func (w *playground) layerActivation() string {
	if i := w.layer - 1; i < len(w.setup.LayerActivations) && w.setup.LayerActivations[i] != "" {
		return w.env.T(w.setup.LayerActivations[i])
	}
	return w.env.T("as the others")
}

// turnActivation gives the layer at hand another activation than the rest, or the same again.
func (w *playground) turnActivation(steps int) {
	if len(w.setup.Hidden) == 0 {
		return
	}
	names := append([]string{""}, nn.ActivationNames...)
	acts := make([]string, len(w.setup.Hidden))
	copy(acts, w.setup.LayerActivations)
	at := &acts[w.layer-1]
	*at = names[((indexOf(names, *at)+steps)%len(names)+len(names))%len(names)]
	w.setup.LayerActivations = acts
	w.reshape()
}

// linkFields adds the fields of the chosen neuron: which link, its weight, and the bias.
func (w *playground) linkFields() {
	l := w.chosenLayer()
	if l == nil {
		return
	}
	t, in := w.env.T, len(l.W)/len(l.B)
	w.link = max(1, min(in, w.link))
	weight := func(at *float64) func(int) {
		return func(steps int) { *at += 0.1 * float64(steps); w.history.Changed(); w.changed() }
	}
	edit := func(label string, at func() *float64) field {
		return field{label: label, value: func() string { return fmt.Sprintf("%+.3f", *at()) },
			change: func(steps int) { weight(at())(steps) }, fine: func(steps int) { *at() += 0.01 * float64(steps); w.history.Changed(); w.changed() }}
	}
	link := whole(t("link"), &w.link, 1, in, func() {})
	link.value = func() string { return fmt.Sprintf("%d ← %s", w.link, w.sourceName(w.link-1)) }
	w.panel.fields = append(w.panel.fields, link,
		edit(t("weight"), func() *float64 { return &l.W[w.row*in+w.link-1] }),
		edit(t("bias"), func() *float64 { return &l.B[w.row] }))
}

// chosenLayer is the layer of the chosen neuron; nil for none or a feature.
func (w *playground) chosenLayer() *nn.Layer {
	if w.column < 1 || w.column > len(w.play.Net.Layers) {
		return nil
	}
	return &w.play.Net.Layers[w.column-1]
}

// active lists the features that are inputs.
func (w *playground) active() (at []int) {
	for i, on := range w.play.Setup.Features {
		if on {
			at = append(at, i)
		}
	}
	return at
}

// sourceName is what the k-th link of the chosen neuron comes from.
func (w *playground) sourceName(k int) string {
	if w.column == 1 {
		return nn.FeatureNames[w.active()[k]]
	}
	return fmt.Sprintf("%d.%d", w.column-1, k+1)
}

func (w *playground) Running() bool { return w.playing }

// Typing reports whether an address is being typed.
func (w *playground) Typing() bool { return w.url.on }

// Cursor is the column in the first line.
func (w *playground) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = w.url.view(width, *w.env.Pen)
	return x, 0, w.url.on
}

// Goal is a puzzle for the data at hand.
func (w *playground) Goal() (string, bool) {
	if w.setup.Problem != "classification" {
		return "", false
	}
	small := 0
	for _, n := range w.setup.Hidden {
		small += n
	}
	reached := w.play.Accuracy(w.play.Test) >= 0.98 && w.play.Epoch > 0
	if w.setup.Dataset == "circle" {
		return w.env.T("%d %% of the test points of the circle with x and y alone and at most 3 hidden neurons", 98), reached && small <= 3 && w.setup.Features == [7]bool{true, true}
	}
	return w.env.T("%d %% of the test points of %s", 98, w.env.T(w.setup.Dataset)), reached
}

func (w *playground) Keys() []key.Binding {
	t := w.env.T
	switch {
	case w.url.on:
		return []key.Binding{bind(t("open this address"), "enter")}
	case w.pencil:
		return []key.Binding{bind(t("move"), "←↑↓→", "left", "right", "up", "down"), bind(t("a blue point"), "enter"), bind(t("an orange point"), "space"), bind(t("take one back"), "backspace"), bind(t("done"), "p")}
	}
	run := t("train")
	if w.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one epoch"), "."), bind(t("step back"), ","), bind(t("scrub"), "[ ]", "[", "]"), bind(t("neuron"), "n b", "n", "b"),
		bind(t("features"), "1–7", "1", "2", "3", "4", "5", "6", "7"), bind(t("40 seeds"), "f"), bind(t("address"), "u"), bind(t("own points"), "p"), bind(t("test points"), "g"), bind(t("sign only"), "d")},
		w.panel.bindings(w.env)...)
}

// own takes pasted points of the learner's as the data set.
func (w *playground) own(csv string) {
	points, err := nn.ReadPoints(strings.NewReader(csv))
	if err != nil {
		w.notes = []string{err.Error()}
		return
	}
	w.setup.Own, w.setup.Dataset = points, ownData
	w.restart()
}
