package widget

import (
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/nn"
)

// fanMsg brings a fan of seeds home.
type fanMsg struct {
	runs []nn.Run
	of   int
	err  error
}

func (w *playground) Update(msg tea.Msg) tea.Cmd {
	switch m := msg.(type) {
	case fanMsg:
		w.fanning = false
		if m.of == w.fanOf && m.err == nil {
			w.fan = m.runs
		}
		return nil
	case Mouse:
		w.mouse(m)
		return nil
	case tea.PasteMsg:
		if !w.url.on {
			w.own(m.Content)
			return nil
		}
	}
	if w.url.on {
		if w.url.update(msg) {
			w.open(w.url.value())
		}
		return nil
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && w.pencil {
		w.draw(press.String())
		return nil
	}
	if w.panel.update(msg) {
		return nil
	}
	switch m := msg.(type) {
	case Tick:
		w.tick()
	case tea.KeyPressMsg:
		return w.press(m.String())
	}
	return nil
}

// tick trains for one frame, and pauses where the learner asked for it.
func (w *playground) tick() {
	if !w.playing {
		return
	}
	for range playPaces[w.pace] {
		w.history.Step()
		if w.why = playStops[w.stop].Check(w.play); w.why != nn.GoOn {
			w.playing = false
			return
		}
	}
}

func (w *playground) press(k string) tea.Cmd {
	switch k {
	case "space":
		w.playing, w.why = !w.playing, nn.GoOn
	case ".":
		w.history.Step()
	case ",":
		w.seek(w.play.Epoch - 1)
	case "[":
		w.seek(w.play.Epoch - max(1, w.history.Last()/20))
	case "]":
		w.seek(w.play.Epoch + max(1, w.history.Last()/20))
	case "n", "b":
		w.next(map[string]int{"n": 1, "b": -1}[k])
	case "1", "2", "3", "4", "5", "6", "7":
		w.feature(int(k[0] - '1'))
	case "u":
		w.playing = false
		address, _ := w.setup.URL()
		w.url.begin(address)
	case "p":
		w.playing, w.pencil, w.setup.Dataset = false, true, ownData
		w.restart()
	case "g":
		w.setup.ShowTest = !w.setup.ShowTest
	case "d":
		w.setup.Discretize = !w.setup.Discretize
	case "f":
		return w.spread()
	}
	return nil
}

// seek goes to an epoch that has been, training again where it must.
func (w *playground) seek(epoch int) {
	w.playing = false
	epoch = max(w.history.First(), min(w.history.Last(), epoch))
	for !w.history.Seek(epoch, 1000) {
	}
}

// next chooses the next neuron in reading order, from none through features, layers and the output back to none.
func (w *playground) next(by int) {
	sizes := w.sizes()
	type place struct{ column, row int }
	places := []place{{-1, 0}}
	for c, n := range sizes {
		for r := range n {
			places = append(places, place{c, r})
		}
	}
	at := 0
	for i, p := range places {
		if p.column == w.column && p.row == w.row {
			at = i
		}
	}
	to := places[(at+by+len(places))%len(places)]
	w.choose(to.column, to.row)
}

// choose shows a neuron large, with its links among the fields.
func (w *playground) choose(column, row int) {
	w.column, w.row = column, row
	w.fields()
}

// sizes are the tiles of each column: all features, then the neurons of each layer.
func (w *playground) sizes() []int {
	sizes := []int{len(nn.FeatureNames)}
	for _, l := range w.play.Net.Layers {
		sizes = append(sizes, len(l.B))
	}
	return sizes
}

// feature switches an input on or off; one must stay.
func (w *playground) feature(i int) {
	w.setup.Features[i] = !w.setup.Features[i]
	if w.setup.Features == [7]bool{} {
		w.setup.Features[i] = true
		w.notes = []string{w.env.T("One feature at least must go in.")}
		return
	}
	w.reshape()
}

// open takes the settings of an address.
func (w *playground) open(address string) {
	s, notes, err := nn.ParseURL(address, w.setup.Seed)
	if err != nil {
		w.notes = []string{err.Error()}
		return
	}
	w.setup, w.notes, w.column = s, w.said(notes), -1
	w.restart()
}

// spread has the same settings trained from forty seeds.
func (w *playground) spread() tea.Cmd {
	if w.fanning {
		return nil
	}
	w.fanning, w.playing = true, false
	ctx, setup, of := w.env.Ctx, w.setup, w.fanOf
	return func() tea.Msg {
		runs, err := nn.Fan(ctx, setup, nn.FanSeeds(fanSeeds), fanTill)
		return fanMsg{runs, of, err}
	}
}

// draw moves the cross and sets points of the learner's own.
func (w *playground) draw(k string) {
	const step, edge = 0.5, 6
	switch k {
	case "left":
		w.cross.X = max(-edge, w.cross.X-step)
	case "right":
		w.cross.X = min(edge, w.cross.X+step)
	case "up":
		w.cross.Y = min(edge, w.cross.Y+step)
	case "down":
		w.cross.Y = max(-edge, w.cross.Y-step)
	case "enter":
		w.addPoint(w.cross.X, w.cross.Y, 1)
	case "space":
		w.addPoint(w.cross.X, w.cross.Y, -1)
	case "backspace":
		if n := len(w.setup.Own); n > 0 {
			w.setup.Own = w.setup.Own[:n-1]
			w.restart()
		}
	case "p", "esc":
		w.pencil = false
	}
}

func (w *playground) addPoint(x, y, label float64) {
	w.setup.Own = append(append([]nn.Point(nil), w.setup.Own...), nn.Point{X: x, Y: y, Label: label})
	w.restart()
}

// mouse shows the neuron under the pointer, chooses the one that is pressed, and sets points where points are drawn.
func (w *playground) mouse(m Mouse) {
	g := w.geometry(m.Width, m.Height)
	if x, y, inside := g.point(m.X, m.Y); inside && m.Do == Press && w.setup.Dataset == ownData {
		w.addPoint(x, y, map[bool]float64{true: -1, false: 1}[w.pencil && len(w.setup.Own)%2 == 1])
		return
	}
	for _, t := range g.tiles {
		if m.X < t.x || m.X >= t.x+t.w || m.Y < t.y || m.Y >= t.y+t.h {
			continue
		}
		switch {
		case m.Do == Press && t.column == 0 && w.column == 0 && w.row == t.row:
			w.feature(t.row)
		case m.Do == Press || m.Do == Hover:
			if w.column != t.column || w.row != t.row {
				w.choose(t.column, t.row)
			}
		}
		return
	}
}
