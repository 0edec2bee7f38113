package widget

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

// forecaster asks for probabilities of ten statements, scores them, and shows the learner's calibration in the whole course.
type forecaster struct {
	env    Env
	at     int // the statement at hand
	p      int // the probability in percent that is being set
	given  []prob.Forecast
	course bool // the record of the whole course instead of these ten
}

// statements are true or false; the reason is shown afterwards.
var statements = []struct {
	text string
	true bool
	why  string
}{
	{phrase("A honey bee has five eyes."), true, phrase("Two large ones, and three small ones on top of the head.")},
	{phrase("Light from the sun needs more than ten minutes to reach the earth."), false, phrase("About eight minutes and twenty seconds.")},
	{phrase("The largest GPT-2 has more than a billion parameters."), true, phrase("1.5 billion (OpenAI, 2019).")},
	{phrase("The word robot was used before 1900."), false, phrase("It comes from Karel Čapek's play of 1920.")},
	{phrase("Among 23 people, two share a birthday more often than not."), true, phrase("50.7 %: there are 253 pairs.")},
	{phrase("A human brain needs more power than a lamp of 60 watts."), false, phrase("About 20 watts.")},
	{phrase("The longest river of Asia is longer than 6,000 km."), true, phrase("The Yangtze, about 6,300 km.")},
	{phrase("A computer beat the reigning world chess champion before 2000."), true, phrase("Deep Blue, in May 1997.")},
	{phrase("Mount Everest is lower than 8,500 m."), false, phrase("8,849 m (survey of 2020).")},
	{phrase("Ten tosses of a coin give exactly five heads more often than not."), false, phrase("Only in 252 of 1,024 cases: 24.6 %.")},
}

const calibrationBins = 5

func newForecaster(args []string, _ string, env Env) (Widget, error) {
	return &forecaster{env: env, p: 50}, parse(args, noFlags)
}

func (w *forecaster) Update(msg tea.Msg) tea.Cmd {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	switch press.String() {
	case "right", "up":
		w.p = min(100, w.p+10)
	case "left", "down":
		w.p = max(0, w.p-10)
	case "+", "=":
		w.p = min(100, w.p+1)
	case "-":
		w.p = max(0, w.p-1)
	case "enter", "space", ".":
		w.give()
	case "c":
		w.course = !w.course
	}
	return nil
}

// give takes the probability of the statement at hand and puts it on record: as the side that is thought likelier, and how sure.
func (w *forecaster) give() {
	if w.at >= len(statements) {
		return
	}
	s, p := statements[w.at], float64(w.p)/100
	w.given = append(w.given, prob.Forecast{P: p, Happened: s.true})
	right := s.true == (p >= 0.5)
	// A record that cannot be stored is the program's to report; the demonstration goes on.
	_ = w.env.Memory.Predict(Prediction{Name: fmt.Sprintf("forecast-%d", w.at+1), Confidence: max(p, 1-p), Right: right})
	w.at, w.p = w.at+1, 50
}

// record is what was predicted in the whole course: how sure the learner was, and whether it came true.
func (w *forecaster) record() (all []prob.Forecast) {
	for _, p := range w.env.Memory.Predictions() {
		all = append(all, prob.Forecast{P: p.Confidence, Happened: p.Right})
	}
	return all
}

// shown are the forecasts that the picture is of.
func (w *forecaster) shown() []prob.Forecast {
	if w.course {
		return w.record()
	}
	return w.given
}

func (w *forecaster) Running() bool { return false }

// Goal is to do better than somebody who always says one half.
func (w *forecaster) Goal() (string, bool) {
	return w.env.T("Score below %.2f, better than always saying 50 %%", 0.25), w.at == len(statements) && prob.Brier(w.given) < 0.25
}

func (w *forecaster) Keys() []key.Binding {
	t := w.env.T
	other := t("record of the course")
	if w.course {
		other = t("these ten")
	}
	return []key.Binding{bind(t("by 10 %"), "←→", "left", "right", "up", "down"), bind(t("by 1 %"), "− +", "-", "+", "="), bind(t("that is my forecast"), "enter", "enter", "space", "."), bind(other, "c")}
}

func (w *forecaster) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, facts: w.facts(), caption: w.caption(), side: 30}.render(width, height)
}

func (w *forecaster) picture(width, height int) string {
	t, pen := w.env.T, *w.env.Pen
	if w.course || w.at == len(statements) {
		return w.curve(width, height)
	}
	width = min(width, 84)
	out := pen.Paint(theme.Muted, t("statement %d of %d", w.at+1, len(statements))) + "\n" +
		paintLines(pen, theme.Heading, fold(t(statements[w.at].text), width)) + "\n\n" +
		plot.Bars([]plot.Bar{{Name: t("true"), Value: float64(w.p), Text: fmt.Sprintf("%d %%", w.p), Role: theme.Data, Focus: true},
			{Name: t("false"), Value: float64(100 - w.p), Text: fmt.Sprintf("%d %%", 100-w.p), Role: theme.Muted}}, 100, width, 2, pen) + "\n"
	if w.at > 0 {
		last, s := w.given[w.at-1], statements[w.at-1]
		verdict := t("It was false.")
		if s.true {
			verdict = t("It was true.")
		}
		d := last.P
		if last.Happened {
			d--
		}
		out += "\n" + paintLines(pen, theme.Fit, fold(t("Before: “%s” %s %s You said %.0f %%, which costs %.2f.", t(s.text), verdict, t(s.why), 100*last.P, d*d), width)) + "\n"
	}
	return plot.Fit(out, width, height)
}

// curve is the calibration: how often what was given a probability happened. The diagonal is the honest forecaster.
func (w *forecaster) curve(width, height int) string {
	dots := plot.Series{Name: w.env.T("you"), Role: theme.Fit, Kind: plot.Points, Mark: '●'}
	for _, b := range prob.Calibration(w.shown(), calibrationBins) {
		if b.N > 0 {
			dots.X, dots.Y = append(dots.X, 100*b.Mean), append(dots.Y, 100*b.Share)
		}
	}
	return plot.Chart{X: plot.Range{Min: 0, Max: 100}, Y: plot.Range{Min: 0, Max: 100}, XLabel: w.env.T("you said, %"), YLabel: w.env.T("happened, %"),
		Series: []plot.Series{{Name: w.env.T("honest"), Role: theme.Muted, Kind: plot.Dotted, X: []float64{0, 100}, Y: []float64{0, 100}}, dots}}.Render(min(width, 2*height+30), height, *w.env.Pen)
}

func (w *forecaster) facts() []string {
	t := w.env.T
	all := w.shown()
	out := []string{t("forecasts: %d", len(all))}
	if len(all) > 0 {
		out = append(out, w.env.Pen.Paint(theme.Fit, t("Brier score %.3f", prob.Brier(all))))
	}
	return append(out, "", t("rain at %d %%, in the long run:", 60), fmt.Sprintf("  60 %% → %.2f", prob.ExpectedBrier(.6, .6)), fmt.Sprintf("  50 %% → %.2f", prob.ExpectedBrier(.5, .6)), fmt.Sprintf(" 100 %% → %.2f", prob.ExpectedBrier(1, .6)))
}

func (w *forecaster) caption() string {
	t := w.env.T
	switch {
	case w.course && len(w.record()) == 0:
		return t("No prediction of yours is on record yet. Every one that you make in the course will stand here.")
	case w.course:
		return t("All %d predictions that you made in the course: of those you were %.0f %% sure of on average, %.0f %% came true.", len(w.record()), 100*mean(w.record(), false), 100*mean(w.record(), true))
	case w.at < len(statements):
		return t("How likely is it that this is true? You lose the square of your distance to the truth: honesty costs least in the long run.")
	}
	return t("Your score is %.3f. Always saying one half would be %.2f. What you said was on average %.0f %%, and %.0f %% were true.", prob.Brier(w.given), 0.25, 100*mean(w.given, false), 100*mean(w.given, true))
}

// mean is that of the probabilities, or of what happened.
func mean(all []prob.Forecast, happened bool) float64 {
	sum := 0.0
	for _, f := range all {
		switch {
		case !happened:
			sum += f.P
		case f.Happened:
			sum++
		}
	}
	return sum / max(1, float64(len(all)))
}

func (w *forecaster) Report() Report {
	t := w.env.T
	r := Report{Narration: w.caption(), Values: []Value{
		{"forecasts", float64(len(w.given)), "", t("of %d statements", len(statements))},
		{"Brier score", prob.Brier(w.given), "", t("mean of (p − what happened)² over %d forecasts", len(w.given))},
		{"predictions in the course", float64(len(w.record())), "", t("on record, with how sure you were")},
		{"Brier score of the course", prob.Brier(w.record()), "", t("mean of (p − what happened)² over %d forecasts", len(w.record()))},
		{"60 % at truth 60 %", prob.ExpectedBrier(.6, .6), "", ".6·.4² + .4·.6²"},
		{"100 % at truth 60 %", prob.ExpectedBrier(1, .6), "", ".6·0² + .4·1²"},
		{"50 % at truth 60 %", prob.ExpectedBrier(.5, .6), "", ".6·.5² + .4·.5²"},
	}}
	if w.at < len(statements) && !w.course {
		r.Narration = t(statements[w.at].text) + " " + r.Narration
		r.Values = append(r.Values, Value{"your probability", float64(w.p) / 100, "", t("of statement %d being true", w.at+1)})
	}
	return r
}
