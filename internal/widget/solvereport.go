package widget

import (
	"errors"
	"math"

	"learn-llm/internal/nn"
	"learn-llm/internal/theme"
)

// bracket is the halving's newest step; ok is false before the first.
func (s *solve) bracket() (b nn.Bracket, ok bool) {
	n := min(s.step, len(s.halves))
	if n == 0 {
		return b, false
	}
	return s.halves[n-1], true
}

// tangent is the newest tangent; ok is false before the first.
func (s *solve) tangent() (t nn.Tangent, ok bool) {
	n := min(s.step, len(s.tangents))
	if n == 0 {
		return t, false
	}
	return s.tangents[n-1], true
}

// why says in a sentence why a method fails.
func (s *solve) why(err error) string {
	t := s.env.T
	switch {
	case errors.Is(err, nn.ErrSameSign):
		return t("Both ends lie on the same side of the level: halving needs a crossing between them.")
	case errors.Is(err, nn.ErrFlat):
		return t("The tangent is flat and never meets the level.")
	}
	return t("The tangents do not settle.")
}

func (s *solve) facts() []string {
	t, pen := s.env.T, *s.env.Pen
	out := []string{t("step %d", s.step), ""}
	if b, ok := s.bracket(); ok {
		out = append(out, pen.Paint(theme.Heading, t("halving")), t("x = %.6f", b.Middle), t("± %.6f", (b.B-b.A)/2))
		if s.step >= len(s.halves) {
			out = append(out, pen.Paint(theme.Positive, t("found after %d steps", len(s.halves))))
		}
	} else if s.halvesErr != nil {
		out = append(out, pen.Paint(theme.Heading, t("halving")), pen.Paint(theme.Warning, t("no crossing")))
	}
	if g, ok := s.tangent(); ok {
		out = append(out, "", pen.Paint(theme.Heading, t("tangents")), t("x = %.6f", g.Next), t("slope %.4f", g.Slope))
		out = append(out, s.outcome()...)
	}
	return append(out, "", s.ask.verdict())
}

// outcome says how the tangents ended, once they have.
func (s *solve) outcome() []string {
	t, pen := s.env.T, *s.env.Pen
	switch {
	case s.step < len(s.tangents):
		return nil
	case s.steepErr != nil:
		return []string{pen.Paint(theme.Warning, t("lost"))}
	case s.lost():
		return []string{pen.Paint(theme.Warning, t("found far outside, %d steps", len(s.tangents)))}
	}
	return []string{pen.Paint(theme.Positive, t("found after %d steps", len(s.tangents)))}
}

func (s *solve) caption() string {
	t := s.env.T
	b, halving := s.bracket()
	g, tangent := s.tangent()
	var first, second string
	switch {
	case s.step == 0:
		return t("Where is %.2f·sin(%.2fx %+.2f) = %.2f? Halving begins between %.2f and %.2f, the tangents at %.2f. One step: the key . (a full stop).",
			s.amp, s.freq, s.phase, s.level, min(s.from, s.to), max(s.from, s.to), s.start)
	case !halving:
		first = s.why(s.halvesErr)
	case b.F > 0:
		first = t("Halving: at the middle %.4f the curve is above the level.", b.Middle)
	default:
		first = t("Halving: at the middle %.4f the curve is not above the level.", b.Middle)
	}
	switch {
	case s.step >= len(s.tangents) && s.steepErr != nil:
		second = s.why(s.steepErr)
	case s.step >= len(s.tangents) && s.lost():
		second = t("Newton's tangents landed on another crossing, at x = %.2f.", g.Next)
	case tangent:
		second = t("Newton: the tangent at %.4f meets the level at %.4f.", g.X, g.Next)
	}
	return t("%s %s", first, second)
}

// Report tells the settings and both methods' newest steps.
func (s *solve) Report() Report {
	t := s.env.T
	r := Report{Narration: s.caption(), Values: []Value{
		{"amplitude", s.amp, "", t("half the distance from trough to crest")},
		{"frequency", s.freq, "", t("in radians for each unit of x; a whole wave takes 2π/%.2f = %.3f", s.freq, 2*math.Pi/s.freq)},
		{"phase", s.phase, "", t("shifts the wave by −phase/frequency = %.3f", -s.phase/s.freq)},
		{"level", s.level, "", t("c in f(x) = c")},
		{"from", min(s.from, s.to), "", t("left end of the first bracket")},
		{"to", max(s.from, s.to), "", t("right end of the first bracket")},
		{"start", s.start, "", t("where the first tangent touches")},
		{"step", float64(s.step), "", t("steps of both methods so far")},
	}}
	if s.ask.open() {
		r.Narration = t("Predict first. %s", s.ask.question)
	}
	if b, ok := s.bracket(); ok {
		r.Values = append(r.Values,
			Value{"halving x", b.Middle, "", t("(%.6f + %.6f)/2", b.A, b.B)},
			Value{"halving width", b.B - b.A, "", t("%.6f − %.6f; half of it at every step", b.B, b.A)})
	}
	if g, ok := s.tangent(); ok && !math.IsNaN(g.Next) && !math.IsInf(g.Next, 0) {
		r.Values = append(r.Values,
			Value{"tangent x", g.Next, "", t("x − (f(x) − c)/f′(x) = %.6f − (%.6f)/(%.6f)", g.X, g.F, g.Slope)},
			Value{"tangent slope", g.Slope, "", t("(f(x+h) − f(x−h))/2h at x = %.6f, h = 1e-6", g.X)})
	}
	if s.step >= len(s.halves) && s.halvesErr == nil {
		r.Values = append(r.Values, Value{"halving steps", float64(len(s.halves)), "", t("until the bracket was narrower than %g", solveTolerance)})
	}
	if s.step >= len(s.tangents) && s.steepErr == nil {
		r.Values = append(r.Values, Value{"tangent steps", float64(len(s.tangents)), "", t("until a step was at most %g", solveTolerance)})
	}
	return r
}
