package widget

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// tour leads over the playground's screen: one region after the other stays bright, and a sentence says what it shows.
type tour struct {
	*playground
	stop int
}

// tourStops are the sentences, in the order of tourBox.
var tourStops = []string{
	phrase("The data: each point has two numbers, its place, and a colour. The network sees the places and must say the colour."),
	phrase("The features: what goes in. x and y always could; x², xy or sin x are ready-made bends. Keys 1–7 switch them."),
	phrase("The hidden layers: each small picture is what one neuron answers, blue for high, orange for low, over the whole plane."),
	phrase("The lines are weights: blue adds, orange takes away, dense is strong. Learning changes nothing but these and the biases."),
	phrase("The output: the last neuron's answer is the network's. Where blue turns to orange it is undecided: the border that it drew."),
	phrase("The losses: how wrong it still is, on the points it learns from and on those it has never seen. The second one counts."),
	phrase("The settings: learning rate, activation, regularization, noise. One at a time, and guess before you look."),
}

func newTour(args []string, text string, env Env) (Widget, error) {
	w, err := newPlayground(args, text, env)
	if err != nil {
		return nil, err
	}
	return &tour{playground: w.(*playground)}, nil
}

// region is the part of a view that a stop speaks of.
func (w *tour) region(g playGeometry, width, height int) box {
	first, last := width, 0
	for _, t := range g.tiles {
		switch {
		case w.stop == 1 && t.column == 0, w.stop == 2 && t.column > 0 && t.column < len(w.play.Net.Layers), w.stop == 3 && t.column > 0:
			first, last = min(first, t.x-1), max(last, t.x+t.w)
		}
	}
	whole := box{0, g.top, width, height - g.top}
	switch w.stop {
	case 0, 4:
		return box{g.side.x, g.side.y - 1, g.side.w, g.side.h + 1}
	case 1:
		return box{max(0, first-6), g.top, last - first + 6, whole.h}
	case 2:
		return box{first, g.top, last - first, whole.h}
	case 3:
		return box{max(0, first-8), g.top, last - first + 8, whole.h}
	case 5:
		return g.below
	}
	if g.left > 0 {
		return box{0, 0, g.left, height}
	}
	return box{0, 0, width, 1}
}

func (w *tour) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return w.playground.Update(msg)
	}
	switch press.String() {
	case "space", "right", "enter":
		w.stop = min(len(tourStops)-1, w.stop+1)
	case "left", "backspace":
		w.stop = max(0, w.stop-1)
	case "t":
		w.playing = !w.playing
	case ".", ",", "1", "2", "3", "4", "5", "6", "7":
		return w.press(press.String())
	}
	return nil
}

func (w *tour) Keys() []key.Binding {
	t := w.env.T
	train := t("train")
	if w.playing {
		train = t("pause")
	}
	return []key.Binding{bind(t("next"), "space", "space", "right", "enter"), bind(t("previous"), "←", "left", "backspace"), bind(train, "t"), bind(t("features"), "1–7", "1", "2", "3", "4", "5", "6", "7")}
}

// Goal is to have seen every region.
func (w *tour) Goal() (string, bool) {
	return w.env.T("See all %d regions", len(tourStops)), w.stop == len(tourStops)-1
}

// sentence is what the present stop says.
func (w *tour) sentence() string {
	return w.env.T("%d of %d. ", w.stop+1, len(tourStops)) + w.env.T(tourStops[w.stop])
}

func (w *tour) View(width, height int) string {
	pen := *w.env.Pen
	said := fold(w.sentence(), width)
	room := height - lines(said) - 1
	if room < 8 || width < 24 {
		return plot.Fit(said, width, height)
	}
	drawn := splitLines(plot.Fit(w.playground.View(width, room), width, room))
	inner := room
	if room >= 14 { // the playground's own caption stands in its last line
		inner--
		drawn[len(drawn)-1] = ""
	}
	g := w.geometry(width, inner)
	at := w.region(g, width, inner)
	for y, l := range drawn {
		drawn[y] = spotlight(l, at, y, width, pen)
	}
	return strings.Join(drawn, "\n") + "\n\n" + pen.Paint(theme.Focus, strings.ReplaceAll(said, "\n", "\x1b[m\n"+focusOn(pen)))
}

// focusOn is what begins text in the focus role on a new line.
func focusOn(pen plot.Pen) string {
	return strings.SplitN(pen.Paint(theme.Focus, "\x00"), "\x00", 2)[0]
}

// pale is text without colour, and without the half blocks that mean nothing without it.
func pale(s string, pen plot.Pen) string {
	return pen.Paint(theme.Muted, strings.ReplaceAll(ansi.Strip(s), "▀", " "))
}

// spotlight leaves the part of a line inside the box as it is, and pales the rest.
func spotlight(line string, b box, y, width int, pen plot.Pen) string {
	if y < b.y || y >= b.y+b.h {
		return pale(line, pen)
	}
	pad := line + strings.Repeat(" ", max(0, width-ansi.StringWidth(line)))
	return pale(ansi.Cut(pad, 0, b.x), pen) + ansi.Cut(pad, b.x, b.x+b.w) + pale(ansi.Cut(pad, b.x+b.w, width), pen)
}

func (w *tour) Report() Report {
	r := w.playground.Report()
	return Report{w.sentence(), append([]Value{{"stop", float64(w.stop + 1), "", w.env.T("of %d regions", len(tourStops))}}, r.Values...)}
}
