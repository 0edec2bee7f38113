package widget

import (
	"fmt"
	"strings"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

func (c *chsh) View(width, height int) string {
	return scene{pen: *c.env.Pen, picture: c.picture, panel: &c.panel, facts: c.facts(), caption: c.caption(), side: 30}.render(width, height)
}

// picture is the win rate of the four cases and of all rounds; where there is room, also over time.
func (c *chsh) picture(width, height int) string {
	t, pen := c.env.T, *c.env.Pen
	bars := make([]plot.Bar, 0, 5)
	for i := range 4 {
		x, y := i/2, i%2
		rule := t("same")
		if x == 1 && y == 1 {
			rule = t("differ")
		}
		bars = append(bars, plot.Bar{Name: t("%d %d → %s", x, y, rule), Value: c.caseRate(x, y), Role: theme.Data,
			Text: t("%.1f %% of %d", 100*c.caseRate(x, y), c.game.Rounds[x][y])})
	}
	rounds, _ := c.game.Total()
	bars = append(bars, plot.Bar{Name: t("all rounds"), Value: c.measured(), Role: theme.Focus, Text: t("%.1f %% of %d", 100*c.measured(), rounds)})
	out := plot.Bars(bars, 1.0001, width, min(height, len(bars)), pen)
	room := height - len(bars) - 1
	if room < 1 {
		return out
	}
	if last := c.last(); last != "" {
		out = plot.Stack(out, paintLines(pen, theme.Muted, fold(last, width)))
		room -= lines(fold(last, width))
	}
	if room < 6 {
		return out
	}
	return out + "\n\n" + c.overTime(width, room)
}

// overTime is the share of rounds won, and the two bounds.
func (c *chsh) overTime(width, height int) string {
	t := c.env.T
	rounds, _ := c.game.Total()
	ch := plot.Chart{X: plot.Range{Min: 1, Max: max(chshEnough, float64(rounds))}, LogX: true, XLabel: t("rounds"), Y: plot.Range{Min: 0, Max: 1.02}, YLabel: t("share won")}
	best := prob.WinRate(prob.BestPair)
	ch.Series = []plot.Series{
		{Name: t("any plan"), Role: theme.Negative, F: func(float64) float64 { return chshBound }},
		{Name: t("any pair"), Role: theme.Fit, F: func(float64) float64 { return best }},
		{Role: theme.Focus, X: c.at, Y: c.rate},
	}
	return ch.Render(width, height, *c.env.Pen)
}

// caseRate is the share of rounds won of those with the questions x and y.
func (c *chsh) caseRate(x, y int) float64 {
	return float64(c.game.Wins[x][y]) / max(1, float64(c.game.Rounds[x][y]))
}

// last says what happened in the last round; "" before the first.
func (c *chsh) last() string {
	rounds, _ := c.game.Total()
	if rounds == 0 {
		return ""
	}
	l := c.game.Last
	if prob.Won(l.X, l.Y, l.A, l.B) {
		return c.env.T("Last round: asked %d %d, answered %d %d: won.", l.X, l.Y, l.A, l.B)
	}
	return c.env.T("Last round: asked %d %d, answered %d %d: lost.", l.X, l.Y, l.A, l.B)
}

func (c *chsh) facts() []string {
	t, pen := c.env.T, c.env.Pen
	out := []string{
		t("won: %.2f %%", 100*c.measured()),
		t("  exact: %.3f %%", 100*prob.WinRate(c.strategy())),
		pen.Paint(theme.Negative, t("any plan: at most %.0f %%", 100*chshBound)),
		pen.Paint(theme.Fit, t("any pair: at most %.3f %%", 100*prob.WinRate(prob.BestPair))),
	}
	if c.entangled() {
		out = append(out, "", t("Ben answers 1, Anna asked"), t("  0: %.1f %%", 100*c.game.SecondShare(0)), t("  1: %.1f %%", 100*c.game.SecondShare(1)))
	}
	return out
}

func (c *chsh) caption() string {
	t := c.env.T
	rate := prob.WinRate(c.strategy())
	switch {
	case c.entangled() && rate > chshBound:
		return t("No plan can do this: the pair wins %.3f %%. Yet Ben sees a fair coin whatever Anna is asked: no message passes between them.", 100*rate)
	case c.entangled():
		return t("At these angles the pair wins %.3f %%, no more than a plan. The difference of two angles decides how often both answer the same.", 100*rate)
	case rate >= chshBound:
		return t("This plan wins three cases of four, and none can win all: same, same, same and different contradict each other.")
	}
	return t("Anna and Ben are asked a random bit each and may not talk. This plan wins %.0f of the four cases. Change their answers.", 4*rate)
}

// Report gives the game in numbers.
func (c *chsh) Report() Report {
	t := c.env.T
	rounds, wins := c.game.Total()
	r := Report{Narration: strings.TrimSpace(c.caption() + " " + c.last()), Values: []Value{
		{"rounds", float64(rounds), "", t("questions drawn at random, as two fair coins")},
		{"won", c.measured(), "", t("%d of %d rounds", wins, rounds)},
		{"won, exact", prob.WinRate(c.strategy()), "", c.how()},
		{"best plan", chshBound, "", t("the best of all 16 plans; drawing lots among plans only mixes them")},
		{"best pair", prob.WinRate(prob.BestPair), "", t("cos²(π/8), at angles of 0° and 45°, 22.5° and −22.5°")},
	}}
	for i := range 4 {
		x, y := i/2, i%2
		r.Values = append(r.Values, Value{fmt.Sprintf("won, asked %d %d", x, y), c.caseRate(x, y), "",
			t("%d of %d rounds; exact %.4f", c.game.Wins[x][y], c.game.Rounds[x][y], c.strategy().Win(x, y))})
	}
	for x := range 2 {
		r.Values = append(r.Values, Value{fmt.Sprintf("Ben answers 1, Anna asked %d", x), c.game.SecondShare(x), "", t("share of Ben's answers that are 1 among rounds in which Anna was asked %d", x)})
	}
	return r
}

// how says where the exact win rate comes from.
func (c *chsh) how() string {
	s := c.strategy()
	return c.env.T("(%.4f + %.4f + %.4f + %.4f)/4 over the four pairs of questions", s.Win(0, 0), s.Win(0, 1), s.Win(1, 0), s.Win(1, 1))
}
