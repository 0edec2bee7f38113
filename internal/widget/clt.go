package widget

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// clt adds up n draws again and again: the histogram of the sums nears the bell, unless the variance is infinite.
type clt struct {
	env     Env
	panel   panel
	source  int // index into cltSources
	n       int
	own     []float64 // weights of the learner's own distribution
	hand    int       // the weight at hand
	playing bool
	rng     *rand.Rand
	draw    prob.Source
	bins    *prob.Bins // the histogram
	cdf     *prob.Bins // for the distance of the distribution functions: finer, where the sums are not whole numbers
	cauchy  []float64  // the last averages, for the quartiles
}

var cltSources = append(slices.Clone(prob.SourceNames), phrase("own"))

// Sums a frame, and how many averages are kept for the quartiles.
const (
	cltSums  = 2000
	cltKept  = 20000
	cltWidth = 4.0 // the picture goes from −4 to 4 standard deviations
)

func newCLT(args []string, _ string, env Env) (Widget, error) {
	c := &clt{env: env, own: []float64{6, 1, 0, 0, 1, 4, 0, 9}}
	source := "die"
	err := parse(args, func(f *flag.FlagSet) {
		f.StringVar(&source, "source", source, "")
		f.IntVar(&c.n, "n", 1, "")
	})
	if err == nil {
		err = oneOf("source", source, cltSources)
	}
	if err == nil {
		err = between("n", c.n, 1, 100)
	}
	if err != nil {
		return nil, err
	}
	c.source = indexOf(cltSources, source)
	c.panel.fields = []field{
		choice(env.T("source"), &c.source, cltSources, func(s string) string { return env.T(s) }, c.restart),
		whole(env.T("draws in a sum"), &c.n, 1, 100, c.restart),
		{label: env.T("own: bar"), value: func() string { return fmt.Sprint(c.hand + 1) }, change: func(s int) { c.hand = (c.hand + s + len(c.own)) % len(c.own) }},
		{label: env.T("own: weight"), value: func() string { return fmt.Sprint(c.own[c.hand]) }, change: c.weigh, digit: func(d int) { c.weigh(d - int(c.own[c.hand])) }},
	}
	c.restart()
	return c, nil
}

// weigh changes the weight at hand; one weight stays above 0.
func (c *clt) weigh(by int) {
	keep := c.own[c.hand]
	c.own[c.hand] = max(0, min(9, keep+float64(by)))
	if slices.Max(c.own) == 0 {
		c.own[c.hand] = keep
	}
	c.source = indexOf(cltSources, "own")
	c.restart()
}

func (c *clt) restart() {
	c.rng = lm.Coin(c.env.Seed)
	if name := cltSources[c.source]; name == "own" {
		c.draw = prob.Weighted(name, c.own)
	} else {
		c.draw = prob.Sources[name]
	}
	c.bins, c.cdf = prob.NewBins(-cltWidth, cltWidth, 64), prob.NewBins(-cltWidth, cltWidth, 3200)
	if step := c.step(); step > 0 {
		c.bins = c.lattice(step)
		c.cdf = c.bins
	}
	c.cauchy = nil
	c.add(cltSums)
}

func (c *clt) infinite() bool { return math.IsNaN(c.draw.SD) }

func (c *clt) add(sums int) {
	for range sums {
		z := c.draw.Standardized(c.n, c.rng)
		c.bins.Add(z)
		if c.cdf != c.bins {
			c.cdf.Add(z)
		}
		if c.infinite() && len(c.cauchy) < cltKept {
			c.cauchy = append(c.cauchy, z)
		}
	}
}

// lattice makes one bin for each possible sum, its borders midway between them: comparing at the borders is then
// the continuity correction.
func (c *clt) lattice(step float64) *prob.Bins {
	mean := float64(c.n) * c.draw.Mean
	first := math.Ceil(mean - cltWidth/step)
	last := math.Floor(mean + cltWidth/step)
	return prob.NewBins((first-0.5-mean)*step, (last+0.5-mean)*step, int(last-first)+1)
}

// distance is the largest difference between the share of sums up to a border of the bins and the normal probability.
func (c *clt) distance() float64 {
	below, worst := c.cdf.Below, 0.0
	width := (c.cdf.To - c.cdf.From) / float64(len(c.cdf.Counts))
	for i, n := range c.cdf.Counts {
		below += n
		z := c.cdf.From + float64(i+1)*width
		worst = math.Max(worst, math.Abs(float64(below)/float64(c.cdf.N)-prob.NormalCDF(z)))
	}
	return worst
}

// step is the distance of neighbouring sums of a source that gives whole numbers, in standard deviations; else 0.
func (c *clt) step() float64 {
	switch cltSources[c.source] {
	case "die", "coin", "own":
		if c.draw.SD == 0 {
			return 0
		}
		return 1 / (c.draw.SD * math.Sqrt(float64(c.n)))
	}
	return 0
}

// quartiles are those of the averages kept.
func (c *clt) quartiles() (lower, upper float64) {
	sorted := slices.Clone(c.cauchy)
	slices.Sort(sorted)
	return sorted[len(sorted)/4], sorted[len(sorted)*3/4]
}

func (c *clt) Update(msg tea.Msg) tea.Cmd {
	if c.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		c.add(cltSums)
		c.playing = c.playing && c.bins.N < 2_000_000
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			c.playing = !c.playing
		case ".":
			c.add(cltSums)
		}
	}
	return nil
}

func (c *clt) Running() bool { return c.playing }

func (c *clt) Keys() []key.Binding {
	run := c.env.T("run")
	if c.playing {
		run = c.env.T("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(c.env.T("more sums"), "."), digits()}, c.panel.bindings(c.env)...)
}

func (c *clt) View(width, height int) string {
	return scene{pen: *c.env.Pen, picture: c.picture, panel: &c.panel, facts: c.facts(), caption: c.caption(), side: 30}.render(width, height)
}

func (c *clt) picture(width, height int) string {
	h := plot.Histogram{X: plot.Range{Min: c.bins.From, Max: c.bins.To}, Heights: make([]float64, len(c.bins.Counts)), Most: 0.6, Role: theme.Data, XLabel: c.env.T("standard deviations")}
	for i := range h.Heights {
		h.Heights[i] = c.bins.Density(i)
		h.Most = math.Max(h.Most, h.Heights[i])
	}
	h.Curve = prob.NormalDensity
	if c.infinite() {
		h.XLabel = c.env.T("average of %d draws", c.n)
		h.Curve = func(x float64) float64 { return 1 / (math.Pi * (1 + x*x)) }
	}
	return h.Render(width, height, *c.env.Pen)
}

func (c *clt) facts() []string {
	t := c.env.T
	out := []string{t("sums: %d", c.bins.N)}
	if c.infinite() {
		lo, hi := c.quartiles()
		return append(out, t("quartiles: %.2f, %.2f", lo, hi), t("outside the picture: %.1f %%", 100*float64(c.bins.Below+c.bins.Above)/float64(c.bins.N)))
	}
	out = append(out, t("largest CDF error: %.4f", c.distance()))
	if cltSources[c.source] == "die" {
		out = append(out, t("exact for dice: %.4f", prob.DiceError(c.n)))
	}
	return out
}

func (c *clt) caption() string {
	t := c.env.T
	switch {
	case c.infinite():
		return t("Cauchy has no variance: averages of %d draws spread as far as one draw does. The limit theorem needs finite variance.", c.n)
	case c.n == 1:
		return t("One draw: the histogram is the source itself. Raise the number of draws in a sum.")
	}
	return t("Sums of %d draws, centred and scaled, against the bell: the distribution functions differ by at most %.4f.", c.n, c.distance())
}

func (c *clt) Report() Report {
	t := c.env.T
	r := Report{Narration: c.caption(), Values: []Value{
		{"sums", float64(c.bins.N), "", t("sums of %d draws each", c.n)},
	}}
	if c.infinite() {
		lo, hi := c.quartiles()
		how := t("of the first %d averages of %d draws; a single draw has −1 and 1", len(c.cauchy), c.n)
		outside := float64(c.bins.Below+c.bins.Above) / float64(c.bins.N)
		r.Values = append(r.Values, Value{"lower quartile", lo, "", how}, Value{"upper quartile", hi, "", how},
			Value{"outside the picture", outside, "", t("share of averages beyond ±%.0f", cltWidth)})
		return r
	}
	r.Values = append(r.Values, Value{"largest CDF error", c.distance(), "", t("largest |share of sums up to z − Φ(z)|, z = (sum − %d·%.4g)/(%.4g·√%d)", c.n, c.draw.Mean, c.draw.SD, c.n)})
	if cltSources[c.source] == "die" {
		r.Values = append(r.Values, Value{"exact CDF error", prob.DiceError(c.n), "", t("from the exact distribution of the sum of %d dice", c.n)})
	}
	return r
}
