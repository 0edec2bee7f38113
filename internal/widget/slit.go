package widget

import (
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/prob"
)

// slit lets electrons pass one or two slits and arrive one at a time: each dot is chance, the stripes are certain.
type slit struct {
	env     Env
	panel   panel
	open    int // index into slitOpen
	width   float64
	playing bool
	frame   int
	rng     *rand.Rand
	slits   prob.Slits
	density func(x float64) float64
	x, y    []float64 // the last electrons on the screen
	bins    *prob.Bins
	dark    int // electrons near ½, where two waves cancel
	ask     *forecast
}

var slitOpen = []string{phrase("both"), phrase("the left one"), phrase("the right one"), phrase("both, watched")}

const (
	slitReach = 4.0  // the screen goes from −4 to 4 stripes
	slitNear  = 0.1  // how near to ½ is near
	slitAsked = 1500 // electrons through one slit, seen before the question
	slitMost  = 100_000
	slitKept  = 6000 // dots
)

func newSlit(args []string, _ string, env Env) (Widget, error) {
	s := &slit{env: env, width: 0.2}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	s.panel.fields = []field{
		choice(env.T("open slits"), &s.open, slitOpen, func(n string) string { return env.T(n) }, s.restart),
		number(env.T("width of a slit"), "%.2f", &s.width, 0.05, 0.5, 0.05, 0.01, s.restart),
	}
	s.ask = newForecast(env, "slit-dark",
		env.T("Only the left slit is open, and electrons arrive at the mark too. Now the right one is opened as well. How many then arrive at the mark?"),
		[]string{env.T("about twice as many: there are two ways"), env.T("as many as before"), env.T("almost none")}, 2)
	if s.ask.open() {
		s.open = 1
	}
	s.restart()
	if s.ask.open() {
		s.arrive(slitAsked)
	}
	return s, nil
}

func (s *slit) restart() {
	s.rng = rand.New(rand.NewPCG(s.env.Seed, 0x736c6974))
	name := slitOpen[s.open]
	s.slits = prob.Slits{Width: s.width, First: name != "the right one", Second: name != "the left one", Watched: name == "both, watched"}
	s.density = s.slits.Density(slitReach)
	s.x, s.y, s.bins, s.dark, s.frame = nil, nil, prob.NewBins(-slitReach, slitReach, 100), 0, 0
}

// arrive adds n electrons.
func (s *slit) arrive(n int) {
	for range min(n, slitMost-s.bins.N) {
		x := s.slits.Arrive(slitReach, s.rng)
		s.bins.Add(x)
		if math.Abs(x-0.5) <= slitNear {
			s.dark++
		}
		s.x, s.y = append(s.x, x), append(s.y, s.rng.Float64())
	}
	if over := len(s.x) - slitKept; over > 0 {
		s.x, s.y = s.x[over:], s.y[over:]
	}
	s.playing = s.playing && s.bins.N < slitMost
}

// tick begins with single electrons and quickens as they grow many.
func (s *slit) tick() {
	s.frame++
	if s.bins.N < 20 && s.frame%5 != 1 {
		return
	}
	s.arrive(max(1, min(150, s.bins.N/60)))
}

func (s *slit) Update(msg tea.Msg) tea.Cmd {
	if handled, answered := s.ask.update(msg); handled {
		if answered {
			s.open, s.playing = 0, true
			s.restart()
		}
		return nil
	}
	if s.ask.open() || s.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		s.tick()
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			s.playing = !s.playing && s.bins.N < slitMost
		case ".":
			s.arrive(1)
		}
	}
	return nil
}

func (s *slit) Running() bool { return s.playing }

func (s *slit) Keys() []key.Binding {
	if s.ask.open() {
		return s.ask.keys()
	}
	run := s.env.T("run")
	if s.playing {
		run = s.env.T("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(s.env.T("one electron"), ".")}, s.panel.bindings(s.env)...)
}

// integral is the probability of the density between from and to.
func (s *slit) integral(from, to float64) float64 {
	const pieces = 20
	sum, dx := 0.0, (to-from)/pieces
	for i := range pieces {
		sum += s.density(from+(float64(i)+0.5)*dx) * dx
	}
	return sum
}

// gap is the largest difference between the share of electrons up to a place and its probability; 1 before the first.
func (s *slit) gap() float64 {
	if s.bins.N == 0 {
		return 1
	}
	below, exact, worst := 0, 0.0, 0.0
	dx := 2 * slitReach / float64(len(s.bins.Counts))
	for i, n := range s.bins.Counts {
		from := -slitReach + float64(i)*dx
		below, exact = below+n, exact+s.integral(from, from+dx)
		worst = math.Max(worst, math.Abs(float64(below)/float64(s.bins.N)-exact))
	}
	return worst
}
