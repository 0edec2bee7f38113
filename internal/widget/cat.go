package widget

import (
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
)

// cat tells drawn cats from dogs by rules made by hand and by a small network, on the same pictures held out.
type cat struct {
	env     Env
	panel   panel
	ask     *forecast
	asking  bool                 // the prediction is on the screen
	style   int                  // of the pictures that are shown, index into catStyles
	learn   int                  // style of the pictures that the network trains on
	noise   float64              // standard deviation
	at      int                  // number of the first picture shown, from 1
	chosen  []bool               // of nn.PictureRules
	only    bool                 // only pictures that someone gets wrong are shown
	inside  bool                 // filters are shown, not the gallery
	train   map[int][]nn.Picture // by style
	test    map[int][]nn.Picture
	jury    nn.Jury
	net     *nn.ConvNet
	rng     *rand.Rand
	batch   []nn.Picture
	loss    float64 // before the newest step
	byRules []float64
	byNet   []float64 // measured after netAt steps
	netAt   int
	playing bool
}

var catStyles = []string{phrase("as drawn"), phrase("shifted"), phrase("inverted")}

// Places in catStyles.
const (
	drawn = iota
	shifted
	inverted
)

const (
	catLearn   = 400 // pictures to train on, and to set thresholds on
	catTest    = 200 // pictures held out
	catShift   = 2
	catBatch   = 8
	catFilters = 4
	catEvery   = 4 // steps from one measurement to the next
	catGoal    = 0.98
)

var catOptimizer = nn.Optimizer{Name: "sgd", Rate: 0.03}

func newCat(args []string, _ string, env Env) (Widget, error) {
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	c := &cat{env: env, noise: 0.08, at: 1, chosen: make([]bool, len(nn.PictureRules))}
	for i := range 3 {
		c.chosen[i] = true
	}
	c.fields()
	c.draw()
	c.ask = c.question()
	return c, nil
}

func (c *cat) fields() {
	t := c.env.T
	shown := func(s string) string { return t(s) }
	styled := func() { c.at = 1; c.asking = c.style != drawn && c.ask.open() }
	c.panel.fields = []field{
		choice(t("pictures"), &c.style, catStyles, shown, styled),
		whole(t("from number"), &c.at, 1, catTest, func() {}),
		number(t("noise"), "%.2f", &c.noise, 0, 0.4, 0.04, 0.01, c.draw),
		choice(t("train on"), &c.learn, catStyles[:inverted], shown, c.restart),
	}
	c.panel.fields[1].digit = nil
	for i, r := range nn.PictureRules {
		flip := func(int) { c.chosen[i] = !c.chosen[i]; c.judge() }
		c.panel.fields = append(c.panel.fields, field{label: t(r.Name), value: func() string { return c.yes(c.chosen[i]) }, change: flip})
	}
}

// draw makes all pictures again, sets the rules' thresholds, and begins training again.
func (c *cat) draw() {
	c.train, c.test = map[int][]nn.Picture{}, map[int][]nn.Picture{}
	for i := range catStyles {
		style := nn.PictureStyle{Noise: c.noise, Invert: i == inverted}
		if i == shifted {
			style.Shift = catShift
		}
		c.train[i] = nn.Pictures(catLearn, style, rand.New(rand.NewPCG(c.env.Seed, 0x6c6561726e)))
		c.test[i] = nn.Pictures(catTest, style, rand.New(rand.NewPCG(c.env.Seed, 0x74657374)))
	}
	c.judge()
	c.restart()
}

// judge sets the thresholds of the chosen rules on pictures as drawn, and measures them.
func (c *cat) judge() {
	c.jury = nn.NewJury(c.rules(), c.train[drawn])
	c.byRules = c.accuracies(c.jury.Cat)
}

// rules are those that are chosen.
func (c *cat) rules() (out []nn.PictureRule) {
	for i, r := range nn.PictureRules {
		if c.chosen[i] {
			out = append(out, r)
		}
	}
	return out
}

// restart makes a new network.
func (c *cat) restart() {
	c.rng = rand.New(rand.NewPCG(c.env.Seed, 0x636174))
	c.net = nn.NewConvNet(catFilters, c.rng)
	c.batch, c.loss, c.playing = make([]nn.Picture, catBatch), 0, false
	c.measure()
}

func (c *cat) isCat(p *nn.Picture) bool { return c.net.Predict(p) > 0.5 }

func (c *cat) measure() { c.byNet, c.netAt = c.accuracies(c.isCat), c.net.Steps }

// accuracies are the shares of the pictures held out that are judged rightly, for each style.
func (c *cat) accuracies(is func(*nn.Picture) bool) []float64 {
	out := make([]float64, len(catStyles))
	for i := range out {
		out[i] = nn.PictureAccuracy(is, c.test[i])
	}
	return out
}

// step trains on one batch, drawn at random.
func (c *cat) step() {
	for i := range c.batch {
		c.batch[i] = c.train[c.learn][c.rng.IntN(catLearn)]
	}
	c.loss, _ = c.net.Step(catOptimizer, c.batch)
}

// question asks how the first three rules stand a shift.
func (c *cat) question() *forecast {
	t, now, then := c.env.T, c.byRules[drawn], c.byRules[shifted]
	right := 0
	for _, least := range []float64{0.95, 0.85, 0.65} {
		if then < least {
			right++
		}
	}
	return newForecast(c.env, "cat-shift",
		t("Three rules made by hand are right for %s of %d pictures. Now every face moves by up to %d cells. For how many are the same rules right?", percent(now), catTest, catShift),
		[]string{t("at least %d %%", 95), t("%d to %d %%", 85, 95), t("%d to %d %%", 65, 85), t("less than %d %%", 65)}, right)
}

func (c *cat) Update(msg tea.Msg) tea.Cmd {
	if c.asking {
		if _, answered := c.ask.update(msg); answered {
			c.asking = false
		}
		return nil
	}
	if c.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if !c.playing {
			return nil
		}
		if c.step(); c.net.Steps%catEvery == 0 {
			c.measure()
		}
	case tea.KeyPressMsg:
		c.press(msg.String())
	}
	return nil
}

func (c *cat) press(k string) {
	switch k {
	case "space":
		if c.playing = !c.playing; !c.playing {
			c.measure()
		}
	case ".":
		c.step()
		c.measure()
	case "enter":
		if f := c.panel.fields[c.panel.at]; c.panel.at >= len(c.panel.fields)-len(c.chosen) {
			f.change(1)
		}
	case "f":
		c.only, c.at = !c.only, 1
	case "v":
		c.inside = !c.inside
	}
}

func (c *cat) Running() bool { return c.playing }

func (c *cat) Keys() []key.Binding {
	if c.asking {
		return c.ask.keys()
	}
	t := c.env.T
	run := t("train")
	if c.playing {
		run = t("pause")
	}
	look := t("filters")
	if c.inside {
		look = t("gallery")
	}
	return append([]key.Binding{bind(run, "space"), bind(look, "v"), bind(t("only failures"), "f")},
		append(c.panel.bindings(c.env), bind(t("one step"), "."), bind(t("switch a rule"), "enter"), digits())...)
}

// Goal is a network that does what the rules cannot.
func (c *cat) Goal() (string, bool) {
	return c.env.T("network right for %.0f %% of the shifted pictures", 100*catGoal), !c.ask.open() && c.byNet[shifted] >= catGoal
}
