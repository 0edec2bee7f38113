package widget

import (
	"fmt"
	"strings"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

func splitLines(s string) []string { return strings.Split(s, "\n") }

// drawBelow draws numbers and the curve of the losses under the map, or the fan of forty seeds.
func (w *playground) drawBelow(c *plot.Canvas, g playGeometry) {
	t, b := w.env.T, g.below
	lines := []stretch{
		{t("epoch %d", w.play.Epoch), theme.Text},
		{t("training loss %.4f", w.play.TrainLoss), theme.Data},
		{t("test loss %.4f", w.play.TestLoss), theme.Fit},
	}
	if w.setup.Problem == "classification" {
		lines = append(lines, stretch{t("test points right: %.1f %%", 100*w.play.Accuracy(w.play.Test)), theme.Text})
	}
	if w.fanning {
		lines = append(lines, stretch{t("40 seeds are training …"), theme.Focus})
	}
	if len(w.fan) > 0 {
		lines = append(lines, stretch{t("40 seeds, %d epochs: %d reach 98 %%", fanTill, w.good()), theme.Focus})
	}
	y := b.y
	for _, l := range lines {
		if y >= b.y+b.h {
			return
		}
		c.Text(b.x, y, l.role, plot.Fit(l.text, b.w, 1))
		y++
	}
	y++
	room := b.y + b.h - y
	if room < 3 {
		return
	}
	w.curve().Draw(c, b.x, y, b.w, room)
}

// good is how many of the forty seeds are right for 98 % of the test points.
func (w *playground) good() (n int) {
	for _, r := range w.fan {
		if r.Accuracy >= 0.98 {
			n++
		}
	}
	return n
}

// curve is the losses over the epochs; with a fan, the training loss of every seed.
func (w *playground) curve() plot.Chart {
	chart := plot.Chart{Y: plot.Range{Min: 0, Max: 0.6}}
	xs := func(epochs []int) []float64 {
		out := make([]float64, len(epochs))
		for i, e := range epochs {
			out[i] = float64(e)
		}
		return out
	}
	for _, r := range w.fan {
		chart.Series = append(chart.Series, plot.Series{Role: theme.Muted, Kind: plot.Line, X: xs(r.Curve.Epochs), Y: r.Curve.Test})
	}
	if len(w.fan) > 0 {
		chart.X = plot.Range{Min: 0, Max: fanTill}
		return chart
	}
	own := w.play.Curve()
	chart.X = plot.Range{Min: 0, Max: float64(max(1, w.play.Epoch))}
	chart.Series = []plot.Series{{Role: theme.Data, Kind: plot.Line, X: xs(own.Epochs), Y: own.Train}, {Role: theme.Fit, Kind: plot.Line, X: xs(own.Epochs), Y: own.Test}}
	return chart
}

func (w *playground) caption() string {
	t := w.env.T
	switch {
	case len(w.notes) > 0:
		return strings.Join(w.notes, "; ")
	case w.pencil:
		return t("Move the cross and set points: Enter for blue, Space for orange. %d so far; p when you are done.", len(w.setup.Own))
	case w.setup.Dataset == ownData && len(w.setup.Own) == 0:
		return t("There are no points of your own yet: p draws them, or paste lines of x,y,label.")
	case w.why != nn.GoOn:
		return t("Paused at epoch %d: %s.", w.play.Epoch, w.env.T(stopNames[w.stop]))
	case w.play.Epoch == 0:
		return t("%d neurons with random weights. Each small picture is what one neuron answers over the plane.", w.hidden())
	}
	return t("After %d epochs the training loss is %.4f and the test loss %.4f.", w.play.Epoch, w.play.TrainLoss, w.play.TestLoss)
}

// hidden is the number of hidden neurons.
func (w *playground) hidden() (n int) {
	for _, h := range w.setup.Hidden {
		n += h
	}
	return n
}

func (w *playground) Report() Report {
	t, p := w.env.T, w.play
	address, _ := w.setup.URL()
	r := Report{Narration: w.caption() + " " + t("Settings: %s", address), Values: []Value{
		{"epoch", float64(p.Epoch), "", t("times through %d training points, in batches of %d", len(p.Train), w.setup.Batch)},
		{"training loss", p.TrainLoss, "", t("mean of ½(o−t)² over %d points", len(p.Train))},
		{"test loss", p.TestLoss, "", t("mean of ½(o−t)² over %d points", len(p.Test))},
		{"hidden neurons", float64(w.hidden()), "", t("in %d layers", len(w.setup.Hidden))},
	}}
	if w.setup.Problem == "classification" {
		r.Values = append(r.Values, Value{"test accuracy", p.Accuracy(p.Test), "", t("share of %d test points on the right side", len(p.Test))})
	}
	for l, layer := range p.Net.Layers {
		in := len(layer.W) / len(layer.B)
		for o, b := range layer.B {
			name := fmt.Sprintf("%d.%d", l+1, o+1)
			r.Values = append(r.Values, Value{name + " bias", b, "", t("added to the weighted sum of neuron %s", name)})
			for i := range in {
				r.Values = append(r.Values, Value{fmt.Sprintf("%s weight %d", name, i+1), layer.W[o*in+i], "", t("of input %d of neuron %s", i+1, name)})
			}
		}
	}
	if len(w.fan) > 0 {
		r.Values = append(r.Values, Value{"seeds at 98 %", float64(w.good()), "", t("of %d seeds after %d epochs", len(w.fan), fanTill)})
	}
	return r
}
