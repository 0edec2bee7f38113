package widget

import (
	"flag"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/prob"
)

// chsh plays a game that two separated players win in at most three of four rounds by any plan, and oftener with
// an entangled pair.
type chsh struct {
	env     Env
	panel   panel
	means   int // index into chshMeans
	plan    prob.Plan
	pair    prob.Pair
	playing bool
	rng     *rand.Rand
	game    *prob.CHSH
	at      []float64 // numbers of rounds at which a point was taken
	rate    []float64
	planned bool // the best plan was found
}

var chshMeans = []string{phrase("a plan"), phrase("entangled pair")}

// Rounds a frame once there are many, when the run ends, and what the goal asks of a pair.
const (
	chshFrame  = 100
	chshMost   = 100_000
	chshEnough = 1000
	chshGoal   = 0.8
	chshBound  = 0.75
)

func newCHSH(args []string, _ string, env Env) (Widget, error) {
	c := &chsh{env: env, plan: prob.Plan{First: [2]int{0, 1}, Second: [2]int{0, 1}}, pair: prob.BestPair}
	pair := false
	if err := parse(args, func(f *flag.FlagSet) { f.BoolVar(&pair, "pair", false, "") }); err != nil {
		return nil, err
	}
	if pair {
		c.means = 1
	}
	c.choose()
	return c, nil
}

// choose sets up the fields of a plan or of a pair.
func (c *chsh) choose() {
	t := c.env.T
	c.panel.fields = []field{choice(t("they use"), &c.means, chshMeans, func(s string) string { return t(s) }, c.choose)}
	names := []string{t("Anna, asked 0"), t("Anna, asked 1"), t("Ben, asked 0"), t("Ben, asked 1")}
	for i, name := range names {
		if c.entangled() {
			at := &[]*[2]float64{&c.pair.First, &c.pair.Second}[i/2][i%2]
			c.panel.fields = append(c.panel.fields, number(name, "%+.1f°", at, -90, 90, 22.5, 0.5, c.restart))
			continue
		}
		at := &[]*[2]int{&c.plan.First, &c.plan.Second}[i/2][i%2]
		c.panel.fields = append(c.panel.fields, whole(name, at, 0, 1, c.restart))
	}
	c.restart()
}

func (c *chsh) entangled() bool { return c.means == 1 }

func (c *chsh) strategy() prob.Strategy {
	if c.entangled() {
		return c.pair
	}
	return c.plan
}

func (c *chsh) restart() {
	c.rng = rand.New(rand.NewPCG(c.env.Seed, 0x63687368))
	c.game, c.at, c.rate = &prob.CHSH{}, nil, nil
	c.planned = c.planned || !c.entangled() && prob.WinRate(c.plan) >= chshBound
}

// rounds plays n rounds and takes a point.
func (c *chsh) rounds(n int) {
	have, _ := c.game.Total()
	for range min(n, chshMost-have) {
		c.game.Play(c.strategy(), c.rng)
	}
	have, _ = c.game.Total()
	if len(c.at) == 0 || float64(have) >= 1.02*c.at[len(c.at)-1] {
		c.at, c.rate = append(c.at, float64(have)), append(c.rate, c.measured())
	}
	c.playing = c.playing && have < chshMost
}

// measured is the share of rounds won; 0 before the first.
func (c *chsh) measured() float64 {
	rounds, wins := c.game.Total()
	return float64(wins) / max(1, float64(rounds))
}

func (c *chsh) Update(msg tea.Msg) tea.Cmd {
	if c.panel.update(msg) {
		return nil
	}
	have, _ := c.game.Total()
	switch msg := msg.(type) {
	case Tick:
		c.rounds(max(1, min(chshFrame, have/30)))
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			c.playing = !c.playing && have < chshMost
		case ".":
			c.rounds(1)
		case "b":
			c.means, c.pair = 1, prob.BestPair
			c.choose()
		}
	}
	return nil
}

func (c *chsh) Running() bool { return c.playing }

func (c *chsh) Keys() []key.Binding {
	t := c.env.T
	run := t("run")
	if c.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one round"), "."), bind(t("best angles"), "b"), digits()}, c.panel.bindings(c.env)...)
}

// Goal is first the best plan, then a pair that does better.
func (c *chsh) Goal() (string, bool) {
	if !c.planned {
		return c.env.T("find the best plan for Anna and Ben"), false
	}
	rounds, _ := c.game.Total()
	return c.env.T("win more than %.0f %% of %d rounds", 100*chshGoal, chshEnough), rounds >= chshEnough && c.measured() > chshGoal
}
