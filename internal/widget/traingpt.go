package widget

import (
	"context"
	"fmt"
	"math"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
)

// traingpt trains a small GPT on bytes in front of the learner: on the course's own plain text, a pasted one, or a file.
type traingpt struct {
	env     Env
	panel   panel
	source  string // how the text is called on the screen
	train   []byte
	held    []byte
	model   *lm.Model
	trainer *lm.Trainer
	rate    float64
	width   int // of the residual stream
	layers  int
	heat    float64 // temperature of the samples
	playing bool
	busy    bool // a file is being read
	losses  history
	unseen  history
	sample  string
	next    []lm.Candidate // the likeliest bytes after tail
	bits    float64        // entropy of the next byte
	marks   []mark         // to go back to
	path    entry
	err     error
	saved   bool
}

// mark is a moment of the training that can be gone back to.
type mark struct {
	step       int
	checkpoint []byte
	losses     history
	unseen     history
}

const (
	liveContext  = 64
	liveBatch    = 8
	stepsATick   = 3
	measureEvery = 30 // steps
	mostMarks    = 12
	mostText     = 4 << 20
	liveTop      = 5
	liveSample   = 160
	savedModel   = "traingpt"
	unseenShare  = 10 // one part of so many is held out
)

// builtinText is the folder of the built-in text in the learner's language.
var builtinText = phrase("en")

func newTraingpt(args []string, _ string, env Env) (Widget, error) {
	w := &traingpt{env: env, rate: 3e-3, width: 64, layers: 2, heat: 0.8, path: newEntry(400)}
	if err := parse(args, noFlags); err != nil {
		return nil, err
	}
	text, err := env.Models.Text(env.T(builtinText))
	if err != nil {
		w.err = err
		return w, nil
	}
	t := env.T
	w.panel.fields = []field{
		factor(t("learning rate"), &w.rate, 1e-5, 1, func() { w.replan() }),
		whole(t("layers"), &w.layers, 1, 4, w.restart),
		number(t("width"), "%.0f", new(float64), 16, 128, 16, 16, func() {}),
		number(t("temperature T"), "%.2f", &w.heat, 0, 2, 0.1, 0.05, w.look),
	}
	w.panel.fields[2].value = func() string { return fmt.Sprint(w.width) }
	w.panel.fields[2].change = func(steps int) { w.width = max(16, min(128, w.width+16*steps)); w.restart() }
	w.panel.fields[2].fine = w.panel.fields[2].change
	w.take(text, t("the course's plain text"))
	return w, nil
}

// take makes text what is learned; the last tenth is held out.
func (w *traingpt) take(text, source string) {
	text = strings.ToValidUTF8(text, "")
	text = text[:min(len(text), mostText)]
	if len(text) < unseenShare*(liveContext+2) {
		w.err = fmt.Errorf("%s", w.env.T("The text has %d bytes; at least %d are needed to learn from it.", len(text), unseenShare*(liveContext+2)))
		return
	}
	cut := len(text) * (unseenShare - 1) / unseenShare
	w.train, w.held, w.source, w.err = []byte(text[:cut]), []byte(text[cut:]), source, nil
	w.restart()
}

func (w *traingpt) plan() lm.Plan {
	return lm.Plan{Batch: liveBatch, Length: liveContext, Micro: liveBatch / 2, Workers: 2, Rate: w.rate, Warmup: 20, Seed: w.env.Seed}
}

func (w *traingpt) mixture() *lm.Mixture {
	s := lm.Stream{Name: w.source, Weight: 1, Tokens: make([]uint16, len(w.train))}
	for i, b := range w.train {
		s.Tokens[i] = uint16(b)
	}
	m, err := lm.NewMixture([]lm.Stream{s}, liveContext)
	if err != nil {
		panic(err) // take has checked the length
	}
	return m
}

// restart begins with random weights.
func (w *traingpt) restart() {
	heads := max(1, w.width/16)
	w.model = lm.NewModel(lm.Config{Vocab: 256, Context: liveContext, Layers: w.layers, Heads: heads, Dim: w.width}, w.env.Seed)
	w.trainer = lm.NewTrainer(w.model, w.mixture(), w.plan())
	w.losses, w.unseen, w.marks, w.saved = history{}, history{}, nil, false
	w.measure()
	w.mark()
}

// replan goes on with another learning rate.
func (w *traingpt) replan() {
	t, m, err := lm.ResumeFrom(w.trainer.Checkpoint(), w.mixture(), w.plan())
	if err == nil {
		w.trainer, w.model = t, m
	}
	w.err = err
}

// step makes n steps, measuring on the way.
func (w *traingpt) steps(n int) {
	for range n {
		w.losses.add(w.trainer.Step())
		if w.trainer.Steps()%measureEvery == 0 {
			w.measure()
		}
	}
}

// measure looks at the held-out text and writes a sample.
func (w *traingpt) measure() {
	ids := make([]int, min(len(w.held), 8*liveContext+1))
	for i := range ids {
		ids[i] = int(w.held[i])
	}
	score, err := w.model.Score(w.env.Ctx, ids)
	if err != nil {
		w.err = err
		return
	}
	w.unseen.add(score.Loss)
	w.look()
}

// look writes a sample and keeps the likeliest next bytes after the start of the held-out text.
func (w *traingpt) look() {
	s := lm.NewSession(w.model, w.env.Seed+uint64(w.trainer.Steps()))
	s.Sampler = lm.Sampler{Temperature: w.heat}
	if w.err = s.Prompt(w.env.Ctx, w.tail()); w.err != nil {
		return
	}
	w.next = lm.Top(w.model, s.Logits(), liveTop)
	w.bits = lm.Softmax(make([]float32, 256), s.Logits(), 1)
	var out []byte
	for range liveSample {
		id, err := s.Next(w.env.Ctx)
		if err != nil {
			w.err = err
			return
		}
		out = append(out, byte(id))
	}
	w.sample = cleanText(string(out))
}

// tail is what the sample continues: the first whole characters of the held-out text.
func (w *traingpt) tail() (ids []int) {
	text := strings.TrimSpace(strings.ToValidUTF8(string(w.held[:48]), ""))
	for _, b := range []byte(text[:min(len(text), 30)]) {
		ids = append(ids, int(b))
	}
	return ids
}

// mark keeps the present moment; of too many every second goes.
func (w *traingpt) mark() {
	keep := func(h history) history { h.values = append([]float64(nil), h.values...); return h }
	w.marks = append(w.marks, mark{w.trainer.Steps(), w.trainer.Checkpoint(), keep(w.losses), keep(w.unseen)})
	if len(w.marks) <= mostMarks {
		return
	}
	kept := w.marks[:0]
	for i, m := range w.marks {
		if i%2 == 0 {
			kept = append(kept, m)
		}
	}
	w.marks = kept
}

// rewind goes back to the last kept moment before the present.
func (w *traingpt) rewind() {
	w.playing = false
	for len(w.marks) > 1 && w.marks[len(w.marks)-1].step >= w.trainer.Steps() {
		w.marks = w.marks[:len(w.marks)-1]
	}
	last := w.marks[len(w.marks)-1]
	w.restore(last.checkpoint)
	w.losses, w.unseen = last.losses, last.unseen
	w.look()
}

func (w *traingpt) restore(checkpoint []byte) {
	t, m, err := lm.ResumeFrom(checkpoint, w.mixture(), w.plan())
	if err != nil {
		w.err = err
		return
	}
	w.trainer, w.model = t, m
	w.layers, w.width = m.Layers, m.Dim
}

// fileMsg brings a file's text home.
type fileMsg struct {
	name, text string
	err        error
}

// readText reads a text file, bounded.
func readText(_ context.Context, name string) fileMsg {
	info, err := os.Stat(name)
	if err == nil && (!info.Mode().IsRegular() || info.Size() > mostText) {
		err = fmt.Errorf("%s is no regular file of at most %d MiB", name, mostText>>20)
	}
	if err != nil {
		return fileMsg{err: err}
	}
	data, err := os.ReadFile(name)
	return fileMsg{name, string(data), err}
}

func (w *traingpt) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case fileMsg:
		w.busy = false
		if w.err = m.err; m.err == nil {
			w.take(m.text, m.name)
		}
		return nil
	case tea.PasteMsg:
		if !w.path.on && len(m.Content) > 200 {
			w.take(m.Content, w.env.T("the pasted text"))
			return nil
		}
	}
	if w.path.on {
		if w.path.update(msg) && w.path.value() != "" {
			w.busy = true
			name, ctx := w.path.value(), w.env.Ctx
			return func() tea.Msg { return readText(ctx, name) }
		}
		return nil
	}
	if w.trainer == nil || w.panel.update(msg) {
		return nil
	}
	switch m := msg.(type) {
	case Tick:
		w.tick()
	case tea.KeyPressMsg:
		w.press(m.String())
	}
	return nil
}

// tick trains for one frame.
func (w *traingpt) tick() {
	if !w.playing {
		return
	}
	w.steps(stepsATick)
	if last := w.marks[len(w.marks)-1].step; w.trainer.Steps() >= max(last+measureEvery, last*5/4) {
		w.mark()
	}
}

func (w *traingpt) press(k string) {
	switch k {
	case "space":
		w.playing = !w.playing
	case ".":
		w.steps(1)
		w.look()
	case ",":
		w.rewind()
	case "f":
		w.playing = false
		w.path.begin("")
	case "w":
		w.err = w.env.Memory.Put(savedModel, w.trainer.Checkpoint())
		w.saved = w.err == nil
	case "o":
		if data, ok := w.env.Memory.Get(savedModel); ok {
			w.restore(data)
			w.losses, w.unseen, w.marks = history{}, history{}, nil
			w.measure()
			w.mark()
		}
	}
}

func (w *traingpt) Running() bool { return w.playing }

// perplexity of a loss in nats.
func perplexity(loss float64) float64 { return math.Exp(loss) }
