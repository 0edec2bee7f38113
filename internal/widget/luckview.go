package widget

import (
	"math"

	"learn-llm/internal/plot"
	"learn-llm/internal/prob"
	"learn-llm/internal/theme"
)

func (w *luck) View(width, height int) string {
	return scene{pen: *w.env.Pen, picture: w.picture, panel: &w.panel, facts: w.facts(), caption: w.caption(), side: 32}.render(width, height)
}

func (w *luck) picture(width, height int) string {
	t := w.env.T
	switch luckSwitches[w.at] {
	case "data":
		chart := plot.Chart{X: plot.Range{Min: 0, Max: 2 * math.Pi}, Y: plot.Range{Min: -2, Max: 2}}
		for _, f := range w.fits {
			chart.Series = append(chart.Series, plot.Series{Role: theme.Muted, Kind: plot.Dotted, F: f.At})
		}
		chart.Series = append(chart.Series, plot.Series{Name: t("law"), Role: theme.Data, Kind: plot.Line, F: math.Sin}, plot.Series{Role: theme.Fit, Kind: plot.Points, X: w.x, Y: w.y})
		return chart.Render(width, height, *w.env.Pen)
	case "init":
		chart := plot.Chart{X: plot.Range{Min: 0, Max: luckEpochs}, Y: plot.Range{Min: 0, Max: 0.6}, XLabel: t("epochs"), YLabel: t("loss")}
		for _, r := range w.fan {
			xs := make([]float64, len(r.Curve.Epochs))
			for i, e := range r.Curve.Epochs {
				xs[i] = float64(e)
			}
			chart.Series = append(chart.Series, plot.Series{Role: theme.Data, Kind: plot.Dotted, X: xs, Y: r.Curve.Train})
		}
		return chart.Render(width, height, *w.env.Pen)
	case "batch":
		cloud := plot.Series{Role: theme.Data, Kind: plot.Dust}
		for _, g := range w.cloud {
			cloud.X, cloud.Y = append(cloud.X, g[0]), append(cloud.Y, g[1])
		}
		all := w.trueGradient()
		return plot.Chart{X: plot.Range{Min: -3, Max: 2}, Y: plot.Range{Min: -3.5, Max: 1.5}, XLabel: t("slope along a"), YLabel: t("slope along b"),
			Series: []plot.Series{cloud, {Name: t("all points"), Role: theme.Focus, Kind: plot.Points, Mark: '◆', X: all[:1], Y: all[1:]}}}.Render(width, height, *w.env.Pen)
	case "dropout":
		return w.thinPicture(width, height)
	}
	chart := plot.Chart{X: plot.Range{Min: 0, Max: 2 * math.Pi}, Y: plot.Range{Min: -2, Max: 2}}
	for _, tree := range w.trees[max(0, len(w.trees)-6):] {
		chart.Series = append(chart.Series, plot.Series{Role: theme.Muted, Kind: plot.Dotted, F: tree.At})
	}
	chart.Series = append(chart.Series, plot.Series{Role: theme.Data, Kind: plot.Points, X: w.x, Y: w.y})
	if len(w.trees) > 0 {
		chart.Series = append(chart.Series, plot.Series{Name: t("mean of %d", len(w.trees)), Role: theme.Fit, Kind: plot.Line, F: w.forest})
	}
	return chart.Render(width, height, *w.env.Pen)
}

// thinPicture is each thinned output as a dot, their running mean, and the output of the whole net.
func (w *luck) thinPicture(width, height int) string {
	dots, mean := plot.Series{Role: theme.Muted, Kind: plot.Dust}, plot.Series{Name: w.env.T("mean so far"), Role: theme.Fit, Kind: plot.Line}
	sum := 0.0
	for i, v := range w.outputs {
		sum += v
		dots.X, dots.Y = append(dots.X, float64(i+1)), append(dots.Y, v)
		mean.X, mean.Y = append(mean.X, float64(i+1)), append(mean.Y, sum/float64(i+1))
	}
	full := wholeOutput()
	return plot.Chart{X: plot.Range{Min: 0, Max: mostLuck}, Y: plot.Range{Min: full - 25, Max: full + 25}, XLabel: w.env.T("thinned nets"),
		Series: []plot.Series{dots, {Name: w.env.T("whole net"), Role: theme.Data, Kind: plot.Dotted, X: []float64{0, mostLuck}, Y: []float64{full, full}}, mean}}.Render(width, height, *w.env.Pen)
}

// forest is the mean of all trees.
func (w *luck) forest(x float64) float64 {
	sum := 0.0
	for _, tree := range w.trees {
		sum += tree.At(x)
	}
	return sum / float64(len(w.trees))
}

// trueGradient is that over all points.
func (w *luck) trueGradient() []float64 {
	g := []float64{0, 0}
	for i := range w.x {
		g[0] -= w.y[i] * w.x[i] / float64(len(w.x))
		g[1] -= w.y[i] / float64(len(w.x))
	}
	return g
}

// apart is the standard deviation of what the runs gave, in the measure of the switch at hand; ok is false before two runs.
func (w *luck) apart() (spread float64, ok bool) {
	var v []float64
	switch luckSwitches[w.at] {
	case "data":
		for _, f := range w.fits {
			v = append(v, f.At(math.Pi/2))
		}
	case "init":
		for _, r := range w.fan {
			v = append(v, r.TrainLoss)
		}
	case "batch":
		all := w.trueGradient()
		sum := 0.0
		for _, g := range w.cloud {
			sum += (g[0]-all[0])*(g[0]-all[0]) + (g[1]-all[1])*(g[1]-all[1])
		}
		return sum / math.Max(1, float64(len(w.cloud))), len(w.cloud) > 1
	case "dropout":
		v = w.outputs
	case "forest":
		for _, tree := range w.trees {
			v = append(v, tree.At(math.Pi/2))
		}
	}
	if len(v) < 2 {
		return 0, false
	}
	sum, squares := 0.0, 0.0
	for _, x := range v {
		sum, squares = sum+x, squares+x*x
	}
	n := float64(len(v))
	return math.Sqrt(math.Max(0, squares/n-sum*sum/n/n)), true
}

func (w *luck) facts() []string {
	t, pen := w.env.T, *w.env.Pen
	out := []string{t("runs: %d", w.runs)}
	if w.fanning {
		out = append(out, pen.Paint(theme.Focus, t("40 seeds are training …")))
	}
	spread, ok := w.apart()
	if !ok {
		return out
	}
	switch luckSwitches[w.at] {
	case "batch":
		return append(out, pen.Paint(theme.Fit, t("variance %.4f", spread)), t("expected %.4f", w.onePoint()/w.amount[w.at]))
	case "dropout":
		sum := 0.0
		for _, v := range w.outputs {
			sum += v
		}
		return append(out, pen.Paint(theme.Fit, t("mean %.3f", sum/float64(len(w.outputs)))), t("whole net %.3f", wholeOutput()), t("spread %.3f", spread))
	case "forest":
		return append(out, pen.Paint(theme.Fit, t("different points %.1f %%", 100*w.shares/float64(len(w.trees)))), t("expected %.1f %%", 100*prob.UniqueShare(len(w.x))), t("trees differ by %.3f", spread))
	}
	return append(out, pen.Paint(theme.Fit, t("spread %.4f", spread)))
}

func (w *luck) caption() string {
	t := w.env.T
	switch luckSwitches[w.at] {
	case "data":
		return t("The same law, measured again and again with other noise: each time another curve. Less noise, or more points, and they come together.")
	case "init":
		if w.amount[w.at] > 0 {
			return t("All weights begin at zero: every neuron computes the same and gets the same gradient. The symmetry never breaks, and nothing is learned.")
		}
		return t("Forty networks, alike but for their first weights. Most arrive; each goes its own way.")
	case "batch":
		return t("Each dot is the gradient of one batch. With four times as many points in a batch the cloud has a quarter of the variance.")
	case "dropout":
		return t("Each dot is a net with other neurons left out. What is kept is divided by 1 − p, so that the mean stays that of the whole net.")
	}
	return t("Each tree sees a bootstrap: as many points as there are, drawn with replacement, so that about 63 in 100 are different. Alone they are jagged; their mean is calm.")
}

func (w *luck) Report() Report {
	t := w.env.T
	r := Report{Narration: w.caption(), Values: []Value{{"runs", float64(w.runs), "", t("of the switch %s", t(luckSwitches[w.at]))}}}
	spread, ok := w.apart()
	if !ok {
		return r
	}
	switch luckSwitches[w.at] {
	case "batch":
		r.Values = append(r.Values, Value{"variance", spread, "", t("mean squared distance of %d gradients from that of all points", len(w.cloud))},
			Value{"expected variance", w.onePoint() / w.amount[w.at], "", t("%.4f of a single point ÷ %.0f", w.onePoint(), w.amount[w.at])})
		return r
	case "dropout":
		sum := 0.0
		for _, v := range w.outputs {
			sum += v
		}
		r.Values = append(r.Values, Value{"mean", sum / float64(len(w.outputs)), "", t("of %d thinned nets, each divided by 1 − %.2f", len(w.outputs), w.amount[w.at])}, Value{"whole net", wholeOutput(), "", t("all %d neurons", thinNeurons)})
	case "forest":
		r.Values = append(r.Values, Value{"different points", w.shares / float64(len(w.trees)), "", t("mean over %d bootstraps", len(w.trees))}, Value{"expected share", prob.UniqueShare(len(w.x)), "", t("1 − (1 − 1/%d)^%d", len(w.x), len(w.x))})
	}
	r.Values = append(r.Values, Value{"spread", spread, "", t("standard deviation of %d runs", w.runs)})
	return r
}
