package widget

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// greedy always takes the likeliest token, and watches for the loop that this leads into.
type greedy struct {
	*prompted
	playing bool
	ticks   int
	shares  []float64 // the probability of each token taken
}

// greedyTokens is where it stops by itself: long enough for any loop of a model this small to show.
const greedyTokens = 150

func newGreedy(args []string, text string, env Env) (Widget, error) {
	return &greedy{prompted: newPrompted(text, env)}, parse(args, noFlags)
}

func (g *greedy) Update(msg tea.Msg) tea.Cmd {
	if handled, done := g.typing(msg); handled {
		if done {
			g.setPrompt(g.entry.value())
			g.shares = nil
		}
		return nil
	}
	switch msg := msg.(type) {
	case Tick:
		if g.ticks++; g.playing && g.ticks%4 == 0 {
			g.step()
		}
	case tea.KeyPressMsg:
		g.press(msg.String())
	}
	return nil
}

func (g *greedy) press(k string) {
	switch k {
	case "space":
		g.playing = !g.playing && len(g.shares) < greedyTokens
	case ".":
		g.step()
	case ",", "backspace":
		if g.back() {
			g.shares = g.shares[:len(g.shares)-1]
		}
	case "t":
		g.playing = false
		g.entry.begin(g.prompt)
	}
}

// step takes the likeliest token.
func (g *greedy) step() {
	if len(g.shares) >= greedyTokens || !g.look() {
		g.playing = false
		return
	}
	top := lm.Top(g.model, g.session.Logits(), 1)[0]
	g.shares = append(g.shares, top.P)
	g.add(top.ID)
	g.playing = g.playing && len(g.shares) < greedyTokens
}

func (g *greedy) Running() bool { return g.playing }

// Typing reports whether a prompt is being typed.
func (g *greedy) Typing() bool { return g.entry.on }

// Cursor is the column in the first line.
func (g *greedy) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = g.entry.view(width, *g.env.Pen)
	return x, 0, g.entry.on
}

func (g *greedy) Keys() []key.Binding {
	t := g.env.T
	if g.entry.on {
		return []key.Binding{bind(t("done"), "enter")}
	}
	run := t("run")
	if g.playing {
		run = t("pause")
	}
	return []key.Binding{bind(run, "space"), bind(t("one token"), "."), bind(t("take one back"), ",", ",", "backspace"), bind(t("type a text"), "t")}
}

func (g *greedy) View(width, height int) string {
	if !g.look() {
		return plot.Fit(fold(g.trouble(), width), width, height)
	}
	return scene{pen: *g.env.Pen, picture: g.picture, facts: g.facts(), caption: g.caption(), side: 30}.render(width, height)
}

// picture is the text with the repeated phrase marked, and the probability of each token taken.
func (g *greedy) picture(width, height int) string {
	if g.entry.on {
		return g.textBlock(width, height)
	}
	width = min(width, 84)
	pen := *g.env.Pen
	loop := lm.FindLoop(g.ids[g.given:])
	text := []stretch{{g.prompt, theme.Text}}
	for i, piece := range g.pieces(g.ids[g.given:]) {
		role := theme.Fit
		if loop.Period > 0 && i >= loop.From {
			role = theme.Warning
		}
		if inRun(i, loop.First, loop.Length) || inRun(i, loop.Again, loop.Length) {
			role = theme.Focus
		}
		text = append(text, stretch{piece, role})
	}
	chart := ""
	if len(g.shares) > 1 && height >= 8 {
		chart = "\n\n" + pen.Paint(theme.Muted, g.env.T("probability of each token taken, 0 to 1")) + "\n" + plot.Sparkline(g.shares, width, theme.Data, pen)
	}
	return newest(flow(text, width, pen), max(1, height-lines(chart))) + chart
}

func inRun(i, from, length int) bool { return i >= from && i < from+length }

func (g *greedy) facts() []string {
	t := g.env.T
	out := []string{t("%d tokens taken", len(g.shares))}
	if n := len(g.shares); n > 0 {
		last := g.ids[len(g.ids)-1]
		out = append(out, t("last: “%s” %.1f %%", g.shown(g.model.Tokenizer.Token(last)), 100*g.shares[n-1]))
	}
	if loop := lm.FindLoop(g.ids[g.given:]); loop.Length > 0 || loop.Period > 0 {
		out = append(out, "")
		if loop.Length > 0 {
			out = append(out, g.env.Pen.Paint(theme.Focus, t("a phrase came back")), t("at token %d, from %d", loop.Again+1, loop.First+1))
		}
		if loop.Period > 0 {
			out = append(out, g.env.Pen.Paint(theme.Warning, t("a circle of length %d", loop.Period)), t("since token %d", loop.From+1))
		}
	}
	if g.prompt == wolfram.prompt {
		out = append(out, "", t("recorded: GPT-2"), t("(Wolfram 2023)"), "learn from experience.", "It 's not …")
	}
	return out
}

func (g *greedy) caption() string {
	t := g.env.T
	loop := lm.FindLoop(g.ids[g.given:])
	switch {
	case loop.Period > 0:
		return t("The text goes round in a circle of length %d. Without a coin the same last %d tokens always lead to the same next one, and there are only so many of them: a long enough greedy text must repeat itself.", loop.Period, g.model.Context)
	case loop.Length > 0:
		return t("A phrase of %d tokens came back. What follows the same words is often the same again.", loop.Length)
	case len(g.shares) == 0:
		return t("Always the likeliest token. Watch what becomes of the text.")
	}
	return t("%d tokens, each the likeliest at its place. No phrase has come back yet.", len(g.shares))
}

func (g *greedy) Report() Report {
	if !g.look() {
		return Report{Narration: g.trouble()}
	}
	t := g.env.T
	r := Report{Narration: g.prompt + cleanText(g.generated()) + " … " + g.caption()}
	r.Values = append(r.Values, Value{"tokens taken", float64(len(g.shares)), "", t("one for each step")})
	for i, p := range g.shares {
		r.Values = append(r.Values, Value{fmt.Sprintf("p of token %d", i+1), p, "", t("softmax of “%s”, the largest", g.shown(g.model.Tokenizer.Token(g.ids[g.given+i])))})
	}
	loop := lm.FindLoop(g.ids[g.given:])
	r.Values = append(r.Values, Value{"loop period", float64(loop.Period), "", t("the shortest stretch that the end of the text goes through at least twice; 0 for none")})
	if loop.Length > 0 {
		r.Values = append(r.Values, Value{"phrase back at", float64(loop.Again + 1), "", t("first place where %d tokens stand that stood together before, at %d", loop.Length, loop.First+1)})
	}
	return r
}
