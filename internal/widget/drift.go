package widget

import (
	"flag"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// drift follows a gene that helps nobody and harms nobody in many populations, until each has lost it or all of them have it.
type drift struct {
	env     Env
	panel   panel
	size    int     // index into driftSizes
	start   float64 // share of carriers at the beginning
	playing bool
	frame   int
	fate    *prob.Drift
	tracks  [][]float64 // the first populations, drawn as lines
	fixed   []float64   // share of all populations in which everybody has the gene, by generation
	time    float64     // generations until the end, on average
	ask     *forecast
}

var driftSizes = []int{10, 20, 50, 100, 200}

// Populations that are counted, and of these drawn; frames a generation.
const (
	driftPopulations = 400
	driftDrawn       = 12
	driftFrames      = 2
	driftAsked       = 8 // generations that are seen before the question
	driftShown       = 5 // times the number of individuals: generations in the picture
)

func newDrift(args []string, _ string, env Env) (Widget, error) {
	d := &drift{env: env}
	size, percent := 20, 30
	err := parse(args, func(f *flag.FlagSet) {
		f.IntVar(&size, "size", size, "")
		f.IntVar(&percent, "start", percent, "")
	})
	if err == nil {
		err = between("size", size, driftSizes[0], driftSizes[len(driftSizes)-1])
	}
	if err == nil {
		err = between("start", percent, 10, 90)
	}
	if err != nil {
		return nil, err
	}
	for d.size < len(driftSizes)-1 && driftSizes[d.size] < size {
		d.size++
	}
	d.start = float64(percent) / 100
	d.panel.fields = []field{
		{label: env.T("individuals"), value: func() string { return env.T("%d", d.n()) }, change: d.resize},
		number(env.T("share at the start"), "%.1f", &d.start, 0.1, 0.9, 0.1, 0.1, d.restart),
	}
	d.ask = newForecast(env, "drift-fixation",
		env.T("400 populations of 20; in each, 6 individuals carry a gene that neither helps nor harms. In the end a population has lost it or everybody has it. In how many does everybody have it?"),
		[]string{env.T("in hardly any: the rarer one is lost"), env.T("in about %d %%", 30), env.T("in about half: nobody is fitter")}, 1)
	d.restart()
	return d, nil
}

func (d *drift) n() int { return driftSizes[d.size] }

func (d *drift) resize(steps int) {
	d.size = max(0, min(len(driftSizes)-1, d.size+steps))
	d.restart()
}

func (d *drift) carriers() int { return int(d.start*float64(d.n()) + 0.5) }

func (d *drift) restart() {
	d.fate = prob.NewDrift(driftPopulations, d.n(), d.carriers(), rand.NewPCG(d.env.Seed, 0x64726966))
	d.tracks, d.fixed, d.frame = make([][]float64, driftDrawn), nil, 0
	d.time = prob.ExpectedEnd(d.n(), d.carriers())
	d.keep()
	for d.ask.open() && d.fate.Generations < driftAsked {
		d.generation()
	}
}

// keep adds the generation at hand to what is drawn.
func (d *drift) keep() {
	for i := range d.tracks {
		d.tracks[i] = append(d.tracks[i], d.fate.Share(i))
	}
	_, fixed, _ := d.fate.Count()
	d.fixed = append(d.fixed, float64(fixed)/driftPopulations)
}

func (d *drift) generation() {
	if _, _, open := d.fate.Count(); open == 0 {
		d.playing = false
		return
	}
	d.fate.Step()
	d.keep()
}

func (d *drift) Update(msg tea.Msg) tea.Cmd {
	if handled, answered := d.ask.update(msg); handled {
		d.playing = d.playing || answered
		return nil
	}
	if d.ask.open() || d.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if d.frame++; d.frame%driftFrames == 0 {
			d.generation()
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			_, _, open := d.fate.Count()
			d.playing = !d.playing && open > 0
		case ".":
			d.generation()
		}
	}
	return nil
}

func (d *drift) Running() bool { return d.playing }

func (d *drift) Keys() []key.Binding {
	if d.ask.open() {
		return d.ask.keys()
	}
	run := d.env.T("run")
	if d.playing {
		run = d.env.T("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(d.env.T("one generation"), ".")}, d.panel.bindings(d.env)...)
}

func (d *drift) View(width, height int) string {
	if d.ask.open() {
		question := d.ask.view(width)
		if room := height - lines(question) - 1; room >= 6 {
			question += "\n\n" + d.picture(width, room)
		}
		return plot.Fit(question, width, height)
	}
	return scene{pen: *d.env.Pen, picture: d.picture, panel: &d.panel, facts: d.facts(), caption: d.caption(), side: 30}.render(width, height)
}

func (d *drift) picture(width, height int) string {
	far := driftShown * d.n() // a few populations go on for longer: they would squeeze all the others
	ch := plot.Chart{X: plot.Range{Max: float64(far)}, XLabel: d.env.T("generations"), Y: plot.Range{Min: -0.02, Max: 1.02}, YLabel: d.env.T("share of carriers")}
	ch.Rules = []plot.Rule{{At: d.start, Horizontal: true, Role: theme.Border}}
	for _, track := range d.tracks[1:] {
		ch.Series = append(ch.Series, plot.Series{Role: theme.Data, Y: upTo(track, far)})
	}
	ch.Series = append(ch.Series, plot.Series{Name: d.env.T("one of them"), Role: theme.Focus, Y: upTo(d.tracks[0], far)})
	if !d.ask.open() {
		ch.Series = append(ch.Series, plot.Series{Name: d.env.T("all have it"), Role: theme.Fit, Y: upTo(d.fixed, far)})
	}
	return ch.Render(width, height, *d.env.Pen)
}

// upTo returns the values of generations 0 … last.
func upTo(values []float64, last int) []float64 { return values[:min(len(values), last+1)] }
