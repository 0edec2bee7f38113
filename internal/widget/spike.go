package widget

import (
	"fmt"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/sim"
	"learn-llm/internal/theme"
)

// spike is a leaky integrate-and-fire neuron, live: its voltage, its spikes, and how its rate answers to the current.
type spike struct {
	env     Env
	panel   panel
	neuron  sim.Neuron
	drive   float64 // current times resistance, mV
	excite  int     // exciting pulses a second, from all synapses together
	inhibit int
	rng     *rand.Rand
	steps   int // of spikeStep since the last change
	spikes  int // since the last change
	trace   []spikeSample
	fired   int       // steps since the last spike, for the pulse on the axon; −1 before the first
	sweep   []float64 // measured rate at each drive of spikeDrives; nil before it is measured
	curve   bool      // the rate curve is the large picture
	playing bool
}

// A spikeSample is one step of the neuron as it is shown.
type spikeSample struct {
	v           float64
	spike       bool
	plus, minus bool // an exciting or inhibiting pulse came
}

const (
	spikeStep   = 0.5 // ms
	spikeWindow = 400 // steps on the screen
	spikeFrame  = 4   // steps a Tick
	spikeKick   = 3.0 // mV of one pulse at a synapse
	driveMost   = 60  // mV, the end of the rate curve
)

func newSpike(args []string, _ string, env Env) (Widget, error) {
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	t := env.T
	s := &spike{env: env, neuron: sim.Neuron{Tau: 20, Threshold: 15, Refractory: 2}, drive: 20}
	changed := func() { s.count(); s.sweep = nil }
	s.panel.fields = []field{
		number(t("current × R, mV"), "%.1f", &s.drive, 0, driveMost, 1, 0.1, s.count),
		number(t("leak: τ, ms"), "%.0f", &s.neuron.Tau, 5, 60, 5, 1, changed),
		number(t("threshold, mV"), "%.0f", &s.neuron.Threshold, 5, 40, 1, 1, changed),
		number(t("rest, ms"), "%.1f", &s.neuron.Refractory, 0, 20, 1, 0.5, changed),
		pulses(t("exciting, /s"), &s.excite, changed),
		pulses(t("inhibiting, /s"), &s.inhibit, changed),
	}
	s.rng = rand.New(rand.NewPCG(env.Seed, 0x7370696b))
	s.fired = -1
	for range spikeWindow {
		s.step()
	}
	s.count()
	return s, nil
}

// pulses makes a field for a rate of incoming pulses.
func pulses(label string, at *int, changed func()) field {
	f := whole(label, at, 0, 1000, changed)
	change := f.change
	f.change, f.fine, f.digit = func(n int) { change(50 * n) }, func(n int) { change(10 * n) }, nil
	return f
}

// count begins counting spikes anew.
func (s *spike) count() { s.steps, s.spikes = 0, 0 }

// step lets half a millisecond go by.
func (s *spike) step() {
	sample, n := drawPulses(s, s.rng), &s.neuron
	kick := 0.0
	if sample.plus {
		kick += spikeKick
	}
	if sample.minus {
		kick -= spikeKick
	}
	fired := n.Step(s.drive, kick, spikeStep)
	sample.v, sample.spike = n.V, fired > 0
	s.steps++
	s.spikes += fired
	if s.fired >= 0 {
		s.fired++
	}
	if fired > 0 {
		s.fired = 0
	}
	s.trace = append(s.trace, sample)
	if len(s.trace) > spikeWindow {
		s.trace = s.trace[1:]
	}
}

// drawPulses says which pulses come in a step: each with probability rate × time.
func drawPulses(s *spike, rng *rand.Rand) spikeSample {
	return spikeSample{
		plus:  rng.Float64() < float64(s.excite)*spikeStep/1000,
		minus: rng.Float64() < float64(s.inhibit)*spikeStep/1000,
	}
}

// measure finds the rate at each drive by running the neuron for two seconds with the inputs as they are.
func (s *spike) measure() {
	s.sweep = make([]float64, driveMost/2+1)
	for i := range s.sweep {
		n := sim.Neuron{Tau: s.neuron.Tau, Threshold: s.neuron.Threshold, Refractory: s.neuron.Refractory}
		rng, spikes := rand.New(rand.NewPCG(s.env.Seed, uint64(i))), 0
		const seconds = 2
		for range int(seconds * 1000 / spikeStep) {
			p, kick := drawPulses(s, rng), 0.0
			if p.plus {
				kick += spikeKick
			}
			if p.minus {
				kick -= spikeKick
			}
			spikes += n.Step(float64(2*i), kick, spikeStep)
		}
		s.sweep[i] = float64(spikes) / seconds
	}
}

func (s *spike) Update(msg tea.Msg) tea.Cmd {
	if s.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		for range spikeFrame {
			s.step()
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			s.playing = !s.playing
		case ".":
			for range spikeFrame {
				s.step()
			}
		case "m":
			s.measure()
		case "c":
			s.curve = !s.curve
		}
	}
	return nil
}

func (s *spike) Running() bool { return s.playing }

func (s *spike) Keys() []key.Binding {
	t := s.env.T
	run := t("run")
	if s.playing {
		run = t("pause")
	}
	other := t("rate curve")
	if s.curve {
		other = t("voltage")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("2 ms"), "."), bind(other, "c"), bind(t("measure the curve"), "m")}, s.panel.bindings(s.env)...)
}

func (s *spike) View(width, height int) string {
	return scene{pen: *s.env.Pen, picture: s.picture, panel: &s.panel, facts: s.facts(height), caption: s.caption(), side: 30}.render(width, height)
}

// formula is the rate that the current alone brings about.
func (s *spike) formula() float64 { return s.neuron.Rate(s.drive) }

func (s *spike) facts(height int) []string {
	t := s.env.T
	out := []string{s.env.Pen.Paint(theme.Fit, t("formula: %.2f Hz", s.formula()))}
	if s.excite+s.inhibit > 0 {
		out[0] = s.env.Pen.Paint(theme.Fit, t("current alone: %.2f Hz", s.formula()))
	}
	out = append(out, s.env.Pen.Paint(theme.Data, t("counted: %d in %.0f ms", s.spikes, float64(s.steps)*spikeStep)))
	if room := height - height/5 - 11; room >= 6 && !s.curve {
		out = append(out, "", s.rates(30, min(room, 12)))
	}
	return out
}

func (s *spike) caption() string {
	t := s.env.T
	switch {
	case s.curve:
		return t("Flat at zero, a bend at the threshold, then rising: a ReLU that is moved to the right. Dotted: that ReLU.")
	case s.excite+s.inhibit > 0:
		return t("%d exciting and %d inhibiting pulses a second push the voltage up and down by %.0f mV each; the leak forgets them.", s.excite, s.inhibit, spikeKick)
	case s.formula() == 0:
		return t("The voltage settles at %.1f mV, below the threshold of %.0f mV: the leak takes as much as comes in. No spike, ever.", s.drive, s.neuron.Threshold)
	}
	return t("The voltage rises towards %.1f mV, but at %.0f mV the neuron fires, falls to 0 and rests for %.1f ms: %.2f spikes a second.", s.drive, s.neuron.Threshold, s.neuron.Refractory, s.formula())
}

func (s *spike) Report() Report {
	t, n := s.env.T, s.neuron
	how := t("1000 / (%.1f + %.0f·ln(%.1f/(%.1f − %.0f)))", n.Refractory, n.Tau, s.drive, s.drive, n.Threshold)
	if s.formula() == 0 {
		how = t("%.1f mV do not exceed the threshold of %.0f mV", s.drive, n.Threshold)
	}
	r := Report{Narration: s.caption(), Values: []Value{
		{"rate", s.formula(), "Hz", how},
		{"voltage", n.V, "mV", t("τ·dV/dt = −V + %.1f, with τ = %.0f ms", s.drive, n.Tau)},
		{"spikes", float64(s.spikes), "", t("counted since the last change of a setting")},
		{"time", float64(s.steps) * spikeStep, "ms", t("since the last change of a setting")},
		{"ReLU slope", s.slope(), "Hz/mV", t("rate at %d mV over its distance from the threshold of %.0f mV", driveMost, n.Threshold)},
	}}
	for i, rate := range s.sweep {
		r.Values = append(r.Values, Value{fmt.Sprintf("measured at %d mV", 2*i), rate, "Hz", t("spikes in 2 s, halved")})
	}
	return r
}

// slope is the ReLU's that meets the curve at its end.
func (s *spike) slope() float64 {
	return s.neuron.Rate(driveMost) / (driveMost - s.neuron.Threshold)
}

// rates draws the rate against the current, the ReLU beside it, and where the neuron is now.
func (s *spike) rates(width, height int) string {
	slope := s.slope()
	ch := plot.Chart{X: plot.Range{Min: 0, Max: driveMost}, Y: plot.Range{Min: 0, Max: max(20, 1.15*s.neuron.Rate(driveMost))},
		XLabel: s.env.T("mV"), YLabel: "Hz",
		Series: []plot.Series{
			{Role: theme.Muted, Kind: plot.Dotted, F: func(x float64) float64 { return slope * max(0, x-s.neuron.Threshold) }},
			{Role: theme.Fit, F: s.neuron.Rate},
		}}
	if s.sweep != nil {
		points := plot.Series{Role: theme.Data, Kind: plot.Points, Y: s.sweep}
		for i, rate := range s.sweep {
			points.X = append(points.X, float64(2*i))
			ch.Y.Max = max(ch.Y.Max, 1.15*rate)
		}
		ch.Series = append(ch.Series, points)
	}
	here := '●'
	if s.env.Pen.Glyphs == plot.ASCII {
		here = 'O'
	}
	ch.Series = append(ch.Series, plot.Series{Role: theme.Focus, Kind: plot.Points, Mark: here, X: []float64{s.drive}, Y: []float64{s.formula()}})
	return ch.Render(width, height, *s.env.Pen)
}
