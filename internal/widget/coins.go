package widget

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// coins tosses ten coins again and again beside the exact probabilities, and finds out who invents tosses.
type coins struct {
	env     Env
	panel   panel
	tosses  int // of one round
	rounds  int
	heads   []int // rounds with so many heads
	last    []bool
	playing bool
	typing  bool
	typed   []bool
	rng     *rand.Rand
}

// typedTosses is how many tosses are invented before they are judged.
const typedTosses = 100

func newCoins(args []string, _ string, env Env) (Widget, error) {
	c := &coins{env: env}
	err := parse(args, func(f *flag.FlagSet) { f.IntVar(&c.tosses, "tosses", 10, "") })
	if err == nil {
		err = between("tosses", c.tosses, 1, 20)
	}
	if err != nil {
		return nil, err
	}
	c.panel.fields = []field{whole(env.T("tosses in a round"), &c.tosses, 1, 20, c.restart)}
	c.restart()
	return c, nil
}

func (c *coins) restart() {
	c.rng = lm.Coin(c.env.Seed)
	c.rounds, c.heads, c.last = 0, make([]int, c.tosses+1), nil
}

// round tosses all coins once.
func (c *coins) round() {
	c.last = c.last[:0]
	heads := 0
	for range c.tosses {
		up := c.rng.Uint64()>>63 == 1
		c.last = append(c.last, up)
		if up {
			heads++
		}
	}
	c.heads[heads]++
	c.rounds++
}

func (c *coins) Update(msg tea.Msg) tea.Cmd {
	if press, ok := msg.(tea.KeyPressMsg); ok && c.typing {
		c.take(press.String())
		return nil
	}
	if c.panel.update(msg) {
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		for range 20 {
			c.round()
		}
	case tea.KeyPressMsg:
		switch msg.String() {
		case "space":
			c.playing = !c.playing
		case ".":
			c.round()
		case "t":
			c.typing, c.playing, c.typed = true, false, nil
		}
	}
	return nil
}

// take adds an invented toss: h or 1 for heads, t or 0 for tails.
func (c *coins) take(k string) {
	switch k {
	case "h", "H", "1":
		c.typed = append(c.typed, true)
	case "t", "T", "0":
		c.typed = append(c.typed, false)
	case "backspace":
		c.typed = c.typed[:max(0, len(c.typed)-1)]
	case "enter", "esc":
		c.typing = false
		return
	}
	if len(c.typed) == typedTosses {
		c.typing = false
	}
}

func (c *coins) Running() bool { return c.playing }

// Typing reports whether tosses are being invented.
func (c *coins) Typing() bool { return c.typing }

// Cursor hides the terminal's cursor: single letters are typed, no line is edited.
func (c *coins) Cursor(int, int) (x, y int, ok bool) { return 0, 0, false }

func (c *coins) Keys() []key.Binding {
	t := c.env.T
	if c.typing {
		return []key.Binding{bind(t("heads"), "h"), bind(t("tails"), "t"), bind(t("done"), "enter")}
	}
	run := t("run")
	if c.playing {
		run = t("pause")
	}
	return append([]key.Binding{bind(run, "space"), bind(t("one round"), "."), bind(t("invent 100 tosses"), "t"), digits()}, c.panel.bindings(c.env)...)
}

func (c *coins) View(width, height int) string {
	return scene{pen: *c.env.Pen, picture: c.picture, panel: &c.panel, facts: c.facts(), caption: c.caption(), side: 32}.render(width, height)
}

func (c *coins) picture(width, height int) string {
	if c.typing || len(c.typed) > 0 {
		return c.invented(width, height)
	}
	bars := make([]plot.Bar, 0, c.tosses+1)
	for k, n := range c.heads {
		share := 0.0
		if c.rounds > 0 {
			share = float64(n) / float64(c.rounds)
		}
		exact := prob.Binomial(c.tosses, k, 0.5)
		role := theme.Data
		if k == 0 {
			role = theme.Warning
		}
		bars = append(bars, plot.Bar{Name: c.env.T("%d heads", k), Value: share, Role: role,
			Text: fmt.Sprintf("%5.2f %%  %s", share*100, c.env.T("exact %.2f %%", exact*100))})
	}
	if len(bars) > height { // the rare ends go first
		cut := (len(bars) - height + 1) / 2
		bars = bars[cut:min(len(bars), cut+height)]
	}
	return plot.Bars(bars, 0.4, width, height, *c.env.Pen)
}

// invented shows the tosses typed so far, and at the end the judgement.
func (c *coins) invented(width, height int) string {
	t, pen := c.env.T, *c.env.Pen
	var b strings.Builder
	per := max(10, min(50, width/10*10))
	for i, up := range c.typed {
		if i > 0 && i%per == 0 {
			b.WriteByte('\n')
		}
		b.WriteByte("TH"[map[bool]int{true: 1}[up]])
	}
	out := pen.Paint(theme.Data, t("%d of %d tosses", len(c.typed), typedTosses)) + "\n\n" + b.String()
	if c.typing {
		return plot.Fit(out+pen.Paint(theme.Focus, "_")+"\n\n"+fold(t("Type h or t, as a coin would fall. Do not toss one."), width), width, height)
	}
	if len(c.typed) < 20 {
		return plot.Fit(out+"\n\n"+fold(t("Too few to judge: at least 20. Press t to begin again."), width), width, height)
	}
	return plot.Fit(out+"\n\n"+fold(c.verdict(), width), width, height)
}

func (c *coins) verdict() string {
	t, s := c.env.T, prob.Suspect(c.typed)
	n := len(c.typed)
	text := t("Longest run %d; a coin's is %.1f on average, and this short in %.1f %% of cases. %d changes of side; a coin makes %d on average, and so many or more in %.1f %% of cases.",
		s.Longest, prob.ExpectedLongestRun(n), s.PLongest*100, s.Changes, (n-1)/2, s.PChanges*100)
	if s.MadeByHuman {
		return text + " " + t("A person made this: people shun long runs.")
	}
	return text + " " + t("It passes for a coin.")
}

func (c *coins) facts() []string {
	t := c.env.T
	out := []string{t("rounds: %d", c.rounds)}
	if c.rounds > 0 {
		out = append(out,
			t("at least one head: %.3f %%", 100*(1-float64(c.heads[0])/float64(c.rounds))),
			t("  exact: %.3f %%", 100*c.atLeastOne()),
			t("exactly one: %.3f %%", 100*float64(c.heads[min(1, c.tosses)])/float64(c.rounds)),
			t("  exact: %.3f %%", 100*prob.Binomial(c.tosses, 1, 0.5)))
	}
	if len(c.last) > 0 {
		sides := make([]byte, len(c.last))
		for i, up := range c.last {
			sides[i] = "TH"[map[bool]int{true: 1}[up]]
		}
		out = append(out, "", c.env.Pen.Paint(theme.Data, string(sides)))
	}
	return out
}

func (c *coins) atLeastOne() float64 { return 1 - prob.Binomial(c.tosses, 0, 0.5) }

func (c *coins) caption() string {
	t := c.env.T
	if c.typing || len(c.typed) > 0 {
		return t("Can you be as random as a coin?")
	}
	return t("Of %d tosses at least one is heads in %.3f %% of rounds; exactly one in %.3f %%. Two different questions.",
		c.tosses, 100*c.atLeastOne(), 100*prob.Binomial(c.tosses, 1, 0.5))
}

func (c *coins) Report() Report {
	t := c.env.T
	r := Report{Narration: c.caption(), Values: []Value{
		{"at least one, exact", c.atLeastOne(), "", t("1 − (½)^%d", c.tosses)},
		{"exactly one, exact", prob.Binomial(c.tosses, 1, 0.5), "", t("%d · (½)^%d", c.tosses, c.tosses)},
		{"rounds", float64(c.rounds), "", t("rounds of %d tosses so far", c.tosses)},
	}}
	if c.rounds > 0 {
		for k, n := range c.heads {
			r.Values = append(r.Values, Value{fmt.Sprintf("share of %d heads", k), float64(n) / float64(c.rounds), "", t("%d of %d rounds; exact %.5f", n, c.rounds, prob.Binomial(c.tosses, k, 0.5))})
		}
	}
	if n := len(c.typed); n >= 20 && !c.typing {
		s := prob.Suspect(c.typed)
		r.Narration = c.verdict()
		r.Values = append(r.Values,
			Value{"longest run", float64(s.Longest), "", t("longest stretch of one side in the %d tosses that you typed", n)},
			Value{"changes", float64(s.Changes), "", t("places where the side changes, of %d", n-1)})
	}
	return r
}
