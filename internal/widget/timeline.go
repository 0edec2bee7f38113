package widget

import (
	"flag"
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// timeline is the history of artificial intelligence on an axis to walk along and to enlarge.
type timeline struct {
	env  Env
	at   int // the entry at hand
	zoom int // index into timelineZooms
}

// timelineZooms are the numbers of years in the picture, the first for all.
var timelineZooms = []int{84, 42, 21, 11}

// The first and the last year of the axis.
const (
	timelineFirst = 1941
	timelineLast  = 2025
)

func newTimeline(args []string, _ string, env Env) (Widget, error) {
	w := &timeline{env: env}
	year := epochs[0].from
	err := parse(args, func(f *flag.FlagSet) { f.IntVar(&year, "year", year, "") })
	if err == nil {
		err = between("year", year, timelineFirst, timelineLast)
	}
	if err != nil {
		return nil, err
	}
	w.at = nearestEpoch(float64(year))
	return w, nil
}

// nearestEpoch is the entry that begins nearest to year; the first of two.
func nearestEpoch(year float64) int {
	best := 0
	for i, e := range epochs {
		if abs(float64(e.from)-year) < abs(float64(epochs[best].from)-year) {
			best = i
		}
	}
	return best
}

func abs(v float64) float64 { return v * sign(v) }

// window is the first year of the picture and the number of its years: all, or those around the entry at hand.
func (w *timeline) window() (first float64, years int) {
	years = timelineZooms[w.zoom]
	e := epochs[w.at]
	middle := float64(e.from+e.end()) / 2
	if years < e.end()-e.from {
		middle = float64(e.from) + float64(years)/3
	}
	return max(timelineFirst, min(timelineLast-float64(years), middle-float64(years)/2)), years
}

// end is the last year of an epoch; that of the axis for one that goes on.
func (e epoch) end() int {
	if e.to == 0 {
		return timelineLast
	}
	return e.to
}

// when is the year or the years as they are shown.
func (e epoch) when() string {
	switch e.to {
	case e.from:
		return fmt.Sprint(e.from)
	case 0:
		return fmt.Sprintf("%d–", e.from)
	}
	return fmt.Sprintf("%d–%d", e.from, e.to)
}

func (w *timeline) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Mouse:
		w.mouse(msg)
	case tea.KeyPressMsg:
		switch msg.String() {
		case "left":
			w.at = max(0, w.at-1)
		case "right", "space", ".":
			w.at = min(len(epochs)-1, w.at+1)
		case "home":
			w.at = 0
		case "end":
			w.at = len(epochs) - 1
		case "+", "=", "up":
			w.zoom = min(len(timelineZooms)-1, w.zoom+1)
		case "-", "down":
			w.zoom = max(0, w.zoom-1)
		}
	}
	return nil
}

// mouse chooses the entry nearest to where the button went down; the wheel enlarges.
func (w *timeline) mouse(m Mouse) {
	switch m.Do {
	case WheelUp:
		w.zoom = min(len(timelineZooms)-1, w.zoom+1)
	case WheelDown:
		w.zoom = max(0, w.zoom-1)
	case Press, Drag:
		if m.Width > 1 {
			first, years := w.window()
			w.at = nearestEpoch(first + float64(m.X)*float64(years)/float64(m.Width-1))
		}
	}
}

// Running is never true: history moves when the learner does.
func (w *timeline) Running() bool { return false }

func (w *timeline) Keys() []key.Binding {
	t := w.env.T
	return []key.Binding{
		bind(t("earlier, later"), "←→", "left", "right", "space", "."),
		bind(t("zoom"), "+−", "+", "=", "-", "up", "down"),
		bind(t("first, last"), "home/end", "home", "end"),
	}
}

// Report tells the entry at hand.
func (w *timeline) Report() Report {
	t, e := w.env.T, epochs[w.at]
	story := fmt.Sprintf("%s: %s. %s", e.when(), t(e.name), t(e.happened))
	if e.believed != "" {
		story += " " + t("What people expected: %s", t(e.believed))
	}
	first, years := w.window()
	return Report{Narration: story, Values: []Value{
		{"from", float64(e.from), "year", t("recorded: %s", e.source)},
		{"to", float64(e.end()), "year", t("recorded: %s", e.source)},
		{"entry", float64(w.at + 1), "", t("of %d entries", len(epochs))},
		{"first year shown", first, "year", t("%d years are shown, around the entry at hand", years)},
	}}
}
