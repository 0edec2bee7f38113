package widget

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// galton lets balls fall over pegs into bins: each turn is chance, the heap is the binomial distribution.
type galton struct {
	env     Env
	panel   panel
	rows    int
	right   float64
	pace    int // index into galtonPaces
	playing bool
	frame   int
	rng     *rand.Rand
	board   *prob.Galton
}

var galtonPaces = []string{phrase("slow"), phrase("quick"), phrase("in crowds")}

// Balls that fall at once with one key or in one frame of a crowd, and when the run ends.
const (
	galtonCrowd = 100
	galtonMost  = 200_000
)

func newGalton(args []string, _ string, env Env) (Widget, error) {
	g := &galton{env: env}
	percent := 50
	err := parse(args, func(f *flag.FlagSet) {
		f.IntVar(&g.rows, "rows", 8, "")
		f.IntVar(&percent, "right", percent, "")
	})
	if err == nil {
		err = between("rows", g.rows, 1, 20)
	}
	if err == nil {
		err = between("right", percent, 5, 95)
	}
	if err != nil {
		return nil, err
	}
	g.right = float64(percent) / 100
	g.panel.fields = []field{
		whole(env.T("rows of pegs"), &g.rows, 1, 20, g.restart),
		number(env.T("chance of right"), "%.2f", &g.right, 0.05, 0.95, 0.1, 0.01, g.restart),
		choice(env.T("pace"), &g.pace, galtonPaces, func(s string) string { return env.T(s) }, func() {}),
	}
	g.restart()
	return g, nil
}

func (g *galton) restart() {
	g.rng = rand.New(rand.NewPCG(g.env.Seed, 0x67616c))
	g.board, g.frame = prob.NewGalton(g.rows, g.right), 0
}

// step lets every ball pass a peg and sends the next ball.
func (g *galton) step() {
	g.board.Step(g.rng)
	g.board.Release()
}

func (g *galton) crowd() {
	for range galtonCrowd {
		g.board.Drop(g.rng)
	}
}

func (g *galton) Update(msg tea.Msg) tea.Cmd {
	if g.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		g.tick()
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			g.playing = !g.playing && g.board.Landed < galtonMost
		case ".":
			g.step()
		case "d":
			g.crowd()
		}
	}
	return nil
}

func (g *galton) tick() {
	g.frame++
	if galtonPaces[g.pace] != "slow" || g.frame%4 == 1 {
		g.step()
	}
	if galtonPaces[g.pace] == "in crowds" {
		g.crowd()
	}
	g.playing = g.playing && g.board.Landed < galtonMost
}

func (g *galton) Running() bool { return g.playing }

func (g *galton) Keys() []key.Binding {
	t := g.env.T
	run := t("run")
	if g.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one step"), "."), bind(t("100 balls at once"), "d"), digits()}, g.panel.bindings(g.env)...)
}

func (g *galton) View(width, height int) string {
	return scene{pen: *g.env.Pen, picture: g.picture, panel: &g.panel, facts: g.facts(), caption: g.caption(), side: 30}.render(width, height)
}

// expected is the mean and the standard deviation of a ball's bin.
func (g *galton) expected() (mean, sd float64) {
	n := float64(g.rows)
	return n * g.right, math.Sqrt(n * g.right * (1 - g.right))
}

func (g *galton) facts() []string {
	t := g.env.T
	out := []string{t("balls in the bins: %d", g.board.Landed)}
	mean, sd := g.expected()
	if g.board.Landed > 0 {
		out = append(out, t("mean bin: %.3f", g.board.Mean()), t("  exact: %.3f", mean),
			t("spread: %.3f", g.board.SD()), t("  exact: %.3f", sd),
			t("largest gap: %.2f %%", 100*g.board.Gap()),
			"", g.env.Pen.Paint(theme.Fit, t("line: balls expected")))
	}
	return out
}

func (g *galton) caption() string {
	t := g.env.T
	if g.board.Landed == 0 {
		return t("Each peg sends a ball left or right. Its bin is the number of its turns to the right: from 0 to %d.", g.rows)
	}
	return t("No ball knows where it goes, yet the heap is known: the share in no bin is further than %.2f %% from the binomial line after %d balls.", 100*g.board.Gap(), g.board.Landed)
}

func (g *galton) Report() Report {
	t, b := g.env.T, g.board
	mean, sd := g.expected()
	r := Report{Narration: g.caption(), Values: []Value{
		{"balls in the bins", float64(b.Landed), "", t("balls that have passed all %d rows", g.rows)},
		{"falling", float64(len(b.Falling)), "", t("balls still between the pegs")},
		{"mean bin, exact", mean, "", t("%d rows · %.2f", g.rows, g.right)},
		{"spread, exact", sd, "", t("√(%d · %.2f · %.2f)", g.rows, g.right, 1-g.right)},
	}}
	if b.Landed == 0 {
		return r
	}
	r.Values = append(r.Values,
		Value{"mean bin", b.Mean(), "", t("mean over %d balls of the turns to the right", b.Landed)},
		Value{"spread", b.SD(), "", t("standard deviation of the bins of %d balls", b.Landed)},
		Value{"largest gap", b.Gap(), "", t("largest |share in a bin − its binomial probability|, over %d bins", len(b.Bins))})
	for k, n := range b.Bins {
		r.Values = append(r.Values, Value{fmt.Sprintf("bin %d", k), float64(n), "", t("%d of %d balls went right %d times; expected %.1f", n, b.Landed, k, b.Expected(k)*float64(b.Landed))})
	}
	return r
}
