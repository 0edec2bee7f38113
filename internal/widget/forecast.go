package widget

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// A forecast is a question that the learner answers before the picture does: a choice, then how sure.
// What was answered once is remembered and not asked again.
type forecast struct {
	env      Env
	name     string // key of the Prediction
	question string // in the learner's language
	options  []string
	right    int // index into options
	at       int // the option at hand
	sure     int // index into sureness
	stage    forecastStage
	made     bool // an answer was given
	came     bool // it came true
}

type forecastStage uint8

const (
	choosing forecastStage = iota // which option
	weighing                      // how sure
	told                          // answered
)

// sureness are the answers to "how sure are you", in percent.
var sureness = []int{50, 60, 70, 80, 90, 99}

// newForecast asks, unless the learner answered it before.
func newForecast(env Env, name, question string, options []string, right int) *forecast {
	f := &forecast{env: env, name: name, question: question, options: options, right: right, sure: 2}
	for _, p := range env.Memory.Predictions() {
		if p.Name == name {
			f.stage, f.made, f.came = told, true, p.Right
		}
	}
	return f
}

// skip takes the question away: the page around the demonstration asks it.
func (f *forecast) skip() { f.stage = told }

// open reports whether an answer is still wanted.
func (f *forecast) open() bool { return f.stage != told }

// update answers the keys of an open question and reports whether msg was one of them; answered is true once it is told.
func (f *forecast) update(msg tea.Msg) (handled, answered bool) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok || !f.open() {
		return false, false
	}
	at, most := &f.at, len(f.options)
	if f.stage == weighing {
		at, most = &f.sure, len(sureness)
	}
	switch k := press.String(); k {
	case "up", "left":
		*at = max(0, *at-1)
	case "down", "right":
		*at = min(most-1, *at+1)
	case "enter", "space":
		return true, f.next()
	default:
		if len(k) != 1 || k[0] < '1' || int(k[0]-'1') >= most {
			return false, false
		}
		*at = int(k[0] - '1')
	}
	return true, false
}

// next goes on from the choice to the confidence, and from there to the end.
func (f *forecast) next() (answered bool) {
	f.stage++
	if f.stage != told {
		return false
	}
	f.made, f.came = true, f.at == f.right
	// A record that cannot be stored is the program's to report; the demonstration goes on.
	_ = f.env.Memory.Predict(Prediction{Name: f.name, Confidence: float64(sureness[f.sure]) / 100, Right: f.came})
	return true
}

// keys lists the keys of an open question.
func (f *forecast) keys() []key.Binding {
	t := f.env.T
	if f.stage == weighing {
		return []key.Binding{bind(t("choose"), "←→", "left", "right", "up", "down"), bind(t("this sure"), "enter", "enter", "space"), digits()}
	}
	return []key.Binding{bind(t("choose"), "↑↓", "up", "down", "left", "right"), bind(t("answer"), "enter", "enter", "space"), digits()}
}

// view draws an open question.
func (f *forecast) view(width int) string {
	t, pen := f.env.T, *f.env.Pen
	out := []string{paintLines(pen, theme.Heading, fold(t("Predict first. %s", f.question), min(width, 84)))}
	for i, o := range f.options {
		mark, role := "  ", theme.Text
		if i == f.at {
			mark, role = arrow(pen), theme.Focus
		}
		out = append(out, pen.Paint(role, fmt.Sprintf("%s%d  %s", mark, i+1, o)))
	}
	if f.stage == weighing {
		scale := make([]string, len(sureness))
		for i, c := range sureness {
			scale[i] = fmt.Sprintf(" %d %% ", c)
			if i == f.sure {
				scale[i] = fmt.Sprintf("[%d %%]", c)
			}
		}
		out = append(out, pen.Paint(theme.Focus, t("How sure are you?"))+" "+strings.Join(scale, ""))
	}
	return strings.Join(out, "\n")
}

// verdict says in a word what became of the prediction; "" without one.
func (f *forecast) verdict() string {
	switch {
	case !f.made:
		return ""
	case f.came:
		return f.env.Pen.Paint(theme.Positive, f.env.T("prediction: right"))
	}
	return f.env.Pen.Paint(theme.Warning, f.env.T("prediction: not this time"))
}

// paintLines paints each line of a text by itself, so that no style runs over a line's end.
func paintLines(pen plot.Pen, role theme.Role, text string) string {
	all := strings.Split(text, "\n")
	for i, l := range all {
		all[i] = pen.Paint(role, l)
	}
	return strings.Join(all, "\n")
}
