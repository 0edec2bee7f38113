package widget

import (
	"errors"
	"flag"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
)

// rules sets a rule that the learner types beside a network that trains, on the same coloured points.
type rules struct {
	env     Env
	panel   panel
	entry   entry
	data    int // index into ruleData
	net     int // index into ruleNets
	source  string
	rule    *nn.Expr
	bad     *nn.SyntaxError // of what is being typed; nil: none
	playing bool
	worlds  map[worldID]*nn.Playground
}

// A worldID names points and the network on them.
type worldID struct{ data, net string }

var (
	ruleData = []string{"circle", "xor", "spiral"}
	ruleNets = []string{"3", "4 2", "8 8"}
	netSizes = map[string][]int{"3": {3}, "4 2": {4, 2}, "8 8": {8, 8}}

	// knownRules are rules that are right, found by people: the spiral's goes round as it goes out.
	knownRules = map[string]string{
		"circle": "x*x + y*y < 9",
		"xor":    "x*y > 0",
		"spiral": "y*cos(2.2*sqrt(x*x+y*y)) + x*sin(2.2*sqrt(x*x+y*y)) > 0",
	}
)

const (
	ruleFirst   = "x > 0"
	ruleEpochs  = 3  // a frame
	ruleLongest = 90 // characters of a rule
	ruleGoal    = 0.95
)

func newRules(args []string, _ string, env Env) (Widget, error) {
	r := &rules{env: env, entry: newEntry(ruleLongest), net: 2, worlds: map[worldID]*nn.Playground{}}
	data, source := "circle", ruleFirst
	err := parse(args, func(f *flag.FlagSet) {
		f.StringVar(&data, "data", data, "")
		f.StringVar(&source, "rule", source, "")
	})
	if err == nil {
		err = oneOf("data", data, ruleData)
	}
	if err != nil {
		return nil, err
	}
	r.data = indexOf(ruleData, data)
	if bad := r.take(source); bad != nil {
		return nil, fmt.Errorf("-rule=%s: %w", source, bad)
	}
	t, none := env.T, func() {}
	r.panel.fields = []field{
		choice(t("points"), &r.data, ruleData, func(s string) string { return t(s) }, none),
		choice(t("hidden layers"), &r.net, ruleNets, func(s string) string { return s }, r.build),
	}
	r.build()
	return r, nil
}

// take makes source the rule if it is one, and returns what is wrong with it otherwise.
func (r *rules) take(source string) *nn.SyntaxError {
	e, err := nn.ParseRule(source)
	var bad *nn.SyntaxError
	if errors.As(err, &bad) {
		return bad
	}
	r.source, r.rule = source, e
	return nil
}

// build makes the networks of the size at hand that are not there yet; those that trained before are kept.
func (r *rules) build() {
	for _, data := range ruleData {
		id := worldID{data, ruleNets[r.net]}
		if r.worlds[id] == nil {
			s := nn.DefaultSetup(fmt.Sprintf("0.%d", r.env.Seed))
			s.Dataset, s.Hidden = data, netSizes[ruleNets[r.net]]
			r.worlds[id] = nn.NewPlayground(s)
		}
	}
}

// world is the points of a data set with the network that trains on them.
func (r *rules) world(data string) *nn.Playground { return r.worlds[worldID{data, ruleNets[r.net]}] }

// here is the world of the data set at hand.
func (r *rules) here() *nn.Playground { return r.world(ruleData[r.data]) }

func (r *rules) Update(msg tea.Msg) tea.Cmd {
	if _, tick := msg.(Tick); !tick && r.entry.on {
		r.typed(msg)
		return nil
	}
	if r.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if r.playing {
			r.train(ruleEpochs)
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			r.playing = !r.playing
		case ".":
			r.train(1)
		case "t", "enter":
			r.entry.begin(r.source)
		case "h":
			r.bad = r.take(knownRules[ruleData[r.data]])
		}
	}
	return nil
}

// typed takes a key of a rule; the picture follows as soon as it can be read. Enter leaves only a rule that can.
func (r *rules) typed(msg tea.Msg) {
	done := r.entry.update(msg)
	r.bad = r.take(r.entry.value())
	switch {
	case done && r.bad != nil:
		r.entry.on = true
	case !r.entry.on:
		r.bad = nil
	}
}

func (r *rules) train(epochs int) {
	p := r.here()
	for range epochs {
		p.Step()
	}
}

func (r *rules) Running() bool { return r.playing }

// Typing reports whether a rule is being typed.
func (r *rules) Typing() bool { return r.entry.on }

func (r *rules) Keys() []key.Binding {
	t := r.env.T
	if r.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	run := t("train")
	if r.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(t("type a rule"), "t", "t", "enter"), bind(run, "space"), bind(t("one epoch"), ".")},
		append(r.panel.bindings(r.env), bind(t("a rule that somebody found"), "h"))...)
}

// accuracy is the share of points held out from a world's training that the rule gets right.
func (r *rules) accuracy(p *nn.Playground) float64 { return r.rule.Accuracy(p.Test) }

// Goal is a rule of one's own that is nearly always right.
func (r *rules) Goal() (string, bool) {
	return r.env.T("a rule that is right for %.0f %%", 100*ruleGoal), r.accuracy(r.here()) >= ruleGoal
}
