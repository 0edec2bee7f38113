package widget

import (
	"fmt"
	"strings"

	"learn-llm/internal/nn"
)

// askDegreeTen asks how far the polynomial through eleven points of Runge's curve misses it.
func askDegreeTen(env Env) *forecast {
	t, law := env.T, nn.Measurements["runge"]
	x, y := law.Sample(11, 0, nil)
	worst := func(degree int) float64 {
		f, err := nn.LeastSquares(x, y, degree)
		if err != nil {
			panic("widget: " + err.Error()) // eleven points are enough for both degrees
		}
		return f.MaxError(law.F, polyfitGrid)
	}
	five, ten := worst(5), worst(10)
	borders := []float64{0.1, five, 1}
	right := 0
	for right < len(borders) && ten > borders[right] {
		right++
	}
	return newForecast(env, "polyfit-degree-10",
		t("The best curve of degree 5 misses the law by %.2f at most. Degree 10 passes through all 11 points. How far does it miss, at most, between them?", five),
		[]string{t("less than %.2f", borders[0]), t("from %.2f to %.2f", borders[0], five), t("from %.2f to %.2f", five, borders[2]), t("more than %.2f", borders[2])}, right)
}

// Report says how well the fit does; before the prediction only what was asked.
func (p *polyfit) Report() Report {
	t := p.env.T
	r := Report{Narration: p.caption(), Values: []Value{
		{"points", float64(p.points), "", t("measured, equally spaced from %g to %g", p.law().From, p.law().To)},
		{"noise", p.noise, "", t("standard deviation of what was added, as a share of the law's height")},
	}}
	if p.ask.open() {
		r.Narration = t("Predict first. %s", p.ask.question)
	}
	if p.polynomial() {
		r.Values = append(r.Values, Value{"degree", float64(p.degree), "", t("the highest power of x; you chose it")})
	}
	if p.err != nil {
		return r
	}
	r.Values = append(r.Values,
		Value{"largest error", p.worst, "", t("largest |fit − law| at %d places from %g to %g; it stands at x = %.3f", polyfitGrid+1, p.law().From, p.law().To, p.at)},
		Value{"error at the points", p.offPoints(), "", t("√(Σ(fit − y)²/%d) over the %d points: what least squares makes small", p.points, p.points)},
	)
	return Report{r.Narration, append(r.Values, p.coefficients()...)}
}

// coefficients are the numbers of the formula on the screen.
func (p *polyfit) coefficients() []Value {
	t := p.env.T
	if p.polynomial() {
		if p.degree > 4 {
			return nil
		}
		var out []Value
		for k, c := range p.fit.Powers() {
			out = append(out, Value{fmt.Sprintf("c%d", k), c, "", t("coefficient of x^%d, from least squares (QR)", k)})
		}
		return out
	}
	var out []Value
	for k, c := range p.fit.Coeff {
		out = append(out, Value{fmt.Sprintf("c%d", k), c, "", t("coefficient %d of the family, from least squares (QR)", k)})
	}
	return append(out, Value{"rate", p.fit.Rate, "", t("the number inside the family %s, found by search", t(nn.FamilyNames[p.family]))})
}

// formula writes the fit, where it is short enough to be read.
func (p *polyfit) formula() string {
	return strings.NewReplacer(" +", " + ", " -", " − ", "-", "−").Replace(p.rawFormula())
}

func (p *polyfit) rawFormula() string {
	c, rate := p.fit.Coeff, p.fit.Rate
	switch p.fit.Family {
	case "sine":
		return fmt.Sprintf("y = %.3g sin %.3gx %+.3g cos %.3gx %+.3g", c[0], rate, c[1], rate, c[2])
	case "exponential":
		return fmt.Sprintf("y = %.3g·e^(%.3gx)", c[0], rate)
	case "power":
		return fmt.Sprintf("y = %.3g·x^%.3g", c[0], rate)
	}
	if p.degree > 4 {
		return p.env.T("a polynomial with %d coefficients", p.degree+1)
	}
	var b strings.Builder
	b.WriteString("y = ")
	for k, v := range p.fit.Powers() {
		b.WriteString([]string{fmt.Sprintf("%.3g", v), fmt.Sprintf(" %+.3gx", v), fmt.Sprintf(" %+.3gx²", v), fmt.Sprintf(" %+.3gx³", v), fmt.Sprintf(" %+.3gx⁴", v)}[k])
	}
	return b.String()
}

// These are names that nn gives and that are shown in the learner's language.
var _ = []string{
	phrase("runge"), phrase("throw"), phrase("tide"), phrase("growth"), phrase("orbit"), // nn.Measurements
	phrase("polynomial"), phrase("exponential"), phrase("power"), // nn.FamilyNames; sine stands in shared.go
}
