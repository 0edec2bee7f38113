package widget

import (
	"flag"
	"math/rand/v2"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/sim"
	"learn-llm/internal/theme"
)

// brainmap is a drawn brain to walk over, and a quiz of tasks: which part does most of it? What was missed comes back.
type brainmap struct {
	env    Env
	guess  *forecast // how many neurons the cerebellum holds
	at     int       // the part at hand
	quiz   bool
	queue  []int // tasks still to answer, the first is asked
	missed int   // answers that were wrong
	said   string
}

// comesBack is how many other tasks come before one that was missed.
const comesBack = 2

func newBrainmap(args []string, _ string, env Env) (Widget, error) {
	asked := false
	if err := parse(args, func(f *flag.FlagSet) { f.BoolVar(&asked, "asked", false, "") }); err != nil {
		return nil, err
	}
	b := &brainmap{env: env}
	b.guess = newForecast(env, "cerebellum-neurons", env.T("Of about 86 billion neurons, how many are in the cerebellum?"),
		[]string{env.T("about %d billion", 9), env.T("about %d billion", 24), env.T("about %d billion", 45), env.T("about %d billion", 69)}, 3)
	if asked {
		b.guess.skip()
	}
	return b, nil
}

// inside reports whether the cortex is drawn transparent.
func (b *brainmap) inside() bool { return brainRegions[b.at].inner }

// begin starts the quiz with all tasks in an order of the seed.
func (b *brainmap) begin() {
	b.quiz, b.missed, b.said = true, 0, ""
	b.queue = rand.New(rand.NewPCG(b.env.Seed, 0x627261)).Perm(len(brainTasks))
}

// answer judges the part at hand.
func (b *brainmap) answer() {
	if len(b.queue) == 0 {
		return
	}
	t, task := b.env.T, brainTasks[b.queue[0]]
	b.queue = b.queue[1:]
	part := brainRegions[task.part]
	if task.part == b.at {
		b.said = t("Right: %s. %s", t(task.text), t(part.name))
		return
	}
	b.missed++
	b.said = t("Not the %s: the %s. The task comes back.", t(brainRegions[b.at].name), t(part.name))
	at := min(comesBack, len(b.queue))
	again := indexOfTask(task)
	b.queue = append(b.queue[:at:at], append([]int{again}, b.queue[at:]...)...)
}

func indexOfTask(task brainTask) int {
	for i, other := range brainTasks {
		if other == task {
			return i
		}
	}
	return 0
}

func (b *brainmap) Update(msg tea.Msg) tea.Cmd {
	if handled, _ := b.guess.update(msg); handled || b.guess.open() {
		return nil
	}
	switch msg := msg.(type) {
	case Mouse:
		b.mouse(msg)
	case tea.KeyPressMsg:
		n := len(brainRegions)
		switch msg.String() {
		case "right", "down":
			b.at = (b.at + 1) % n
		case "left", "up":
			b.at = (b.at + n - 1) % n
		case "t":
			if b.quiz = !b.quiz; b.quiz {
				b.begin()
			}
		case "enter", "space":
			if b.quiz {
				b.answer()
			}
		}
	}
	return nil
}

// mouse takes the part under the pointer; a press answers in the quiz. Inner parts are there once one of them is chosen.
func (b *brainmap) mouse(m Mouse) {
	if m.Do != Press && m.Do != Hover {
		return
	}
	width, height := brainPicture(b, m.Width, m.Height)
	if m.X >= width || m.Y < m.Height-height-captionHeight(b, m.Width, m.Height) && m.Width < 72 {
		return
	}
	y := m.Y
	if m.Width < 72 {
		y -= m.Height - height - captionHeight(b, m.Width, m.Height)
	}
	x, v := newBrainScale(width, height).at(2*m.X, 4*y+1)
	part := partAt(x, v, b.inside())
	if part < 0 {
		return
	}
	b.at = part
	if b.quiz && m.Do == Press {
		b.answer()
	}
}

func captionHeight(b *brainmap, width, height int) int {
	return len(b.scene().captionLines(width, max(1, height/5)))
}

// brainPicture is the size of the picture in a view of that size.
func brainPicture(b *brainmap, width, height int) (w, h int) {
	rest := height - captionHeight(b, width, height)
	if width >= 72 {
		return width - brainSide - 2, rest
	}
	return width, rest - lines(b.scene().head(width, rest))
}

func (b *brainmap) Running() bool { return false }

// Goal is to place all tasks; there is none before the quiz.
func (b *brainmap) Goal() (text string, reached bool) {
	if !b.quiz {
		return "", false
	}
	return b.env.T("find the part for all %d tasks", len(brainTasks)), len(b.queue) == 0
}

func (b *brainmap) Keys() []key.Binding {
	t := b.env.T
	if b.guess.open() {
		return b.guess.keys()
	}
	move := bind(t("next part"), "←→", "left", "right", "up", "down")
	if b.quiz {
		return []key.Binding{move, bind(t("this one"), "enter", "enter", "space"), bind(t("look around"), "t")}
	}
	return []key.Binding{move, bind(t("tasks"), "t")}
}

const brainSide = 30

func (b *brainmap) scene() scene {
	return scene{pen: *b.env.Pen, picture: b.picture, facts: b.facts(), caption: b.caption(), side: brainSide}
}

func (b *brainmap) View(width, height int) string {
	if b.guess.open() {
		return scene{pen: *b.env.Pen, picture: func(w, h int) string { return plot.Fit(b.guess.view(w), w, h) }}.render(width, height)
	}
	return b.scene().render(width, height)
}

// facts are the names of the parts, the one at hand marked, and what it does; in the quiz only the names.
func (b *brainmap) facts() []string {
	t, pen, part := b.env.T, *b.env.Pen, brainRegions[b.at]
	out := []string{pen.Paint(theme.Heading, t(part.name))}
	if b.quiz {
		out = append(out, t("still to find: %d", len(b.queue)), t("missed: %d", b.missed))
	} else if part.neurons > 0 {
		out = append(out, pen.Paint(theme.Data, t("%.0f of %.0f billion neurons", part.neurons/1e9, sim.HumanNeurons/1e9)), pen.Paint(theme.Muted, t("recorded: %s", "Azevedo 2009")))
		if v := b.guess.verdict(); v != "" {
			out = append(out, v)
		}
	}
	all := []string{""}
	for i, r := range brainRegions {
		name, role := "  "+t(r.name), brainRoles[i]
		if i == b.at {
			name, role = arrow(pen)+t(r.name), theme.Focus
		}
		all = append(all, pen.Paint(role, name))
	}
	return append(out, strings.Join(all, "\n"))
}

func (b *brainmap) caption() string {
	t, part := b.env.T, brainRegions[b.at]
	switch {
	case b.guess.open():
		return b.guess.question
	case b.quiz && len(b.queue) == 0:
		return t("All tasks are placed, with %d misses on the way. No part works alone: damage there harms this most.", b.missed)
	case b.quiz:
		return strings.TrimSpace(b.said + " " + t("Which part does most of it? %s", t(brainTasks[b.queue[0]].text)))
	case part.neurons > 0:
		return t("%s: %s. %.0f %% of all neurons are here.", t(part.name), t(part.does), 100*part.neurons/sim.HumanNeurons)
	}
	return t("%s: %s.", t(part.name), t(part.does))
}

func (b *brainmap) Report() Report {
	t := b.env.T
	r := Report{Narration: b.caption()}
	if b.guess.open() {
		return r
	}
	if n := brainRegions[b.at].neurons; n > 0 && !b.quiz {
		how := t("recorded: %s", "Azevedo 2009")
		r.Values = []Value{{"neurons here", n, "", how}, {"neurons in the brain", sim.HumanNeurons, "", how},
			{"share", 100 * n / sim.HumanNeurons, "%", t("100 × 69 / 86")}}
	}
	if b.quiz {
		r.Values = append(r.Values, Value{"still to find", float64(len(b.queue)), "", t("tasks without a right answer yet")},
			Value{"missed", float64(b.missed), "", t("wrong answers so far")})
	}
	return r
}
