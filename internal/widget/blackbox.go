package widget

import (
	"flag"
	"math/rand/v2"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/sim"
)

// blackbox is a machine with a hidden rule: the learner feeds it, sees what comes out, and guesses.
type blackbox struct {
	env      Env
	panel    panel
	entry    entry
	kind     int // index into sim.MachineKinds
	rng      *rand.Rand
	rule     int // the hidden one, index into rules
	x, y     int
	words    []string // to choose from
	word     int      // index into words
	typed    string   // instead of a word of the list; "" for none
	fed      []sim.Input
	guessing bool
	at       int          // the candidate at hand
	wrong    map[int]bool // candidates that were guessed
	message  string       // what a guess led to
	found    bool
}

// fedMost is how many inputs are kept; older ones go.
const fedMost = 100

func newBlackbox(args []string, _ string, env Env) (Widget, error) {
	b := &blackbox{env: env, entry: newEntry(20), rng: rand.New(rand.NewPCG(env.Seed, 0x626f78))}
	kind := "numbers"
	err := parse(args, func(f *flag.FlagSet) { f.StringVar(&kind, "kind", kind, "") })
	if err == nil {
		err = oneOf("kind", kind, sim.MachineKinds)
	}
	if err != nil {
		return nil, err
	}
	b.kind = indexOf(sim.MachineKinds, kind)
	b.words = strings.Fields(env.T("noon stone cat radar apple banana machine"))
	b.renew()
	return b, nil
}

func (b *blackbox) kindName() string { return sim.MachineKinds[b.kind] }

func (b *blackbox) rules() []sim.MachineRule { return sim.Machines[b.kindName()] }

func (b *blackbox) hidden() sim.MachineRule { return b.rules()[b.rule] }

// renew hides another rule.
func (b *blackbox) renew() {
	b.rule = b.rng.IntN(len(b.rules()))
	b.x, b.y, b.word, b.typed = 2, 0, 0, ""
	b.fed, b.guessing, b.at, b.wrong, b.message, b.found = nil, false, 0, map[int]bool{}, "", false
	onKind := len(b.panel.fields) > 0 && b.panel.at == len(b.panel.fields)-1 // the kind stands last
	t := b.env.T
	none := func() { b.message = "" }
	kind := choice(t("goes in"), &b.kind, sim.MachineKinds, func(s string) string { return t(s) }, b.renew)
	switch b.kindName() {
	case "numbers":
		b.panel.fields = []field{whole(t("number"), &b.x, -20, 20, none), kind}
	case "words":
		b.panel.fields = []field{{label: t("word"), value: b.input, change: b.nextWord}, kind}
	default:
		b.panel.fields = []field{whole("x", &b.x, -9, 9, none), whole("y", &b.y, -9, 9, none), kind}
	}
	b.panel.at = 0
	if onKind {
		b.panel.at = len(b.panel.fields) - 1
	}
}

func (b *blackbox) nextWord(steps int) {
	n := len(b.words)
	b.word, b.typed, b.message = ((b.word+steps)%n+n)%n, "", ""
}

// at hand is the input that would be fed next.
func (b *blackbox) hand() sim.Input {
	in := sim.Input{X: b.x, Y: b.y, Word: b.words[b.word]}
	if b.typed != "" {
		in.Word = b.typed
	}
	return in
}

func (b *blackbox) input() string { return b.shown(b.hand()) }

// shown writes an input as it stands on the screen.
func (b *blackbox) shown(in sim.Input) string {
	switch b.kindName() {
	case "numbers":
		return minus(strconv.Itoa(in.X))
	case "words":
		return b.env.T("“%s”", in.Word)
	}
	return minus("(" + strconv.Itoa(in.X) + ", " + strconv.Itoa(in.Y) + ")")
}

// output writes what a rule makes of an input.
func (b *blackbox) output(r sim.MachineRule, in sim.Input) string {
	out := r.Apply(in)
	switch {
	case b.kindName() == "words" && r.Name != "the number of characters":
		return b.env.T("“%s”", out)
	case out == "blue":
		return b.env.T("blue")
	case out == "orange":
		return b.env.T("orange")
	}
	return minus(out)
}

func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// feed puts the input at hand into the machine.
func (b *blackbox) feed() {
	b.fed = append(b.fed, b.hand())
	b.fed = b.fed[max(0, len(b.fed)-fedMost):]
	b.message = ""
}

func (b *blackbox) Update(msg tea.Msg) tea.Cmd {
	if b.entry.on {
		if b.entry.update(msg) && strings.TrimSpace(b.entry.value()) != "" {
			b.typed = strings.TrimSpace(b.entry.value())
			b.feed()
		}
		return nil
	}
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	k := press.String()
	switch {
	case b.guessing:
		b.choose(k)
	case b.panel.update(msg):
	case k == "enter" || k == "." || k == "space":
		b.feed()
	case k == "g" && !b.found:
		b.guessing, b.message = true, ""
	case k == "n":
		b.renew()
	case k == "t" && b.kindName() == "words":
		b.entry.begin(b.typed)
	}
	return nil
}

// choose goes through the candidates.
func (b *blackbox) choose(k string) {
	n := len(b.rules())
	switch k {
	case "up":
		b.at = (b.at + n - 1) % n
	case "down":
		b.at = (b.at + 1) % n
	case "enter", "space":
		b.guess()
	case "g", "backspace":
		b.guessing = false
	default:
		if len(k) == 1 && k[0] >= '1' && int(k[0]-'1') < n {
			b.at = int(k[0] - '1')
		}
	}
}

// guess judges the candidate at hand: right, contradicted by what was seen, or possible so far and still wrong.
func (b *blackbox) guess() {
	t, guess := b.env.T, b.rules()[b.at]
	b.guessing = false
	if b.at == b.rule {
		b.found = true
		b.message = t("Right: %s. Found after %d inputs and %d wrong guesses.", t(guess.Name), len(b.fed), len(b.wrong))
		return
	}
	b.wrong[b.at] = true
	if i := sim.Contradiction(guess, b.hidden(), b.fed); i >= 0 {
		in := b.fed[i]
		b.message = t("No: “%s” would make %s of %s, and the machine made %s.", t(guess.Name), b.output(guess, in), b.shown(in), b.output(b.hidden(), in))
		return
	}
	b.message = t("No. “%s” fits everything you have seen, and is still not the rule. Find an input that tells them apart.", t(guess.Name))
}

func (b *blackbox) Running() bool { return false }

// Typing reports whether a word is being typed.
func (b *blackbox) Typing() bool { return b.entry.on }

// Cursor is the column in the first line.
func (b *blackbox) Cursor(width, _ int) (x, y int, ok bool) {
	_, x = b.entry.view(width, *b.env.Pen)
	return x, 0, b.entry.on
}

func (b *blackbox) Keys() []key.Binding {
	t := b.env.T
	switch {
	case b.entry.on:
		return []key.Binding{bind(t("feed it"), "enter")}
	case b.guessing:
		return []key.Binding{bind(t("choose"), "↑↓", "up", "down"), bind(t("that is the rule"), "enter", "enter", "space"), bind(t("back to the machine"), "g", "g", "backspace"), digits()}
	}
	out := []key.Binding{bind(t("feed it"), "enter", "enter", ".", "space")}
	if b.kindName() == "words" {
		out = append(out, bind(t("type a word"), "t"))
	}
	if !b.found {
		out = append(out, bind(t("guess the rule"), "g"))
	}
	return append(append(out, b.panel.bindings(b.env)...), bind(t("another machine"), "n"), digits())
}

// Goal is to name the rule.
func (b *blackbox) Goal() (string, bool) { return b.env.T("name the hidden rule"), b.found }
