package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"learn-llm/internal/nn"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// fitFlags are the flags of nn fit.
type fitFlags struct {
	target, act, opt, svg string
	hidden, steps         int
	rate                  float64
	asJSON                bool
}

const (
	mostFitPoints = 100_000
	fitSamples    = 64 // of a built-in target
)

func (c *command) nnFit() *cobra.Command {
	f := fitFlags{}
	cmd := &cobra.Command{Use: "fit", Short: c.t("fit a curve with one hidden layer"), Args: cobra.NoArgs,
		Example: "  learn-llm nn fit --target sine --hidden 8\n  learn-llm nn fit --target points.csv --hidden 16 --svg fit.svg",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.fit(cmd.Context(), f) }}
	flags := cmd.Flags()
	flags.StringVar(&f.target, "target", "sine", c.t("a CSV file of x,y lines, or one of: %s", strings.Join(nn.TargetNames, ", ")))
	flags.IntVar(&f.hidden, "hidden", 8, c.t("neurons in the hidden layer"))
	flags.StringVar(&f.act, "activation", "relu", c.t("one of: %s", strings.Join(nn.ActivationNames, ", ")))
	flags.StringVar(&f.opt, "optimizer", "adam", c.t("one of: %s", strings.Join(nn.OptimizerNames, ", ")))
	flags.Float64Var(&f.rate, "rate", 0.02, c.t("learning rate"))
	flags.IntVar(&f.steps, "steps", 3000, c.t("steps of training"))
	flags.StringVar(&f.svg, "svg", "", c.t("write a picture of points and fit to this SVG file"))
	flags.BoolVar(&f.asJSON, "json", false, c.t("print JSON"))
	return cmd
}

// fitOut is what nn fit --json prints.
type fitOut struct {
	Target  string    `json:"target"`
	Points  int       `json:"points"`
	Steps   int       `json:"steps"`
	Initial float64   `json:"initial_loss"`
	Loss    float64   `json:"loss"`
	Worst   float64   `json:"largest_error"`
	W       []float64 `json:"w"`
	B       []float64 `json:"b"`
	V       []float64 `json:"v"`
	D       float64   `json:"d"`
}

func (f fitFlags) check(c *command) error {
	switch {
	case f.hidden < 1 || f.hidden > 1024 || f.steps < 0 || f.steps > mostEpochs || !(f.rate > 0 && f.rate <= 100):
		return usage("%s", c.t("out of range: --hidden 1 … 1024, --steps 0 … %d, --rate above 0 … 100", mostEpochs))
	case nn.Activations[f.act].Name == "":
		return usage("%s", c.t("--activation %q is not one of: %s", f.act, strings.Join(nn.ActivationNames, ", ")))
	}
	for _, name := range nn.OptimizerNames {
		if name == f.opt {
			return nil
		}
	}
	return usage("%s", c.t("--optimizer %q is not one of: %s", f.opt, strings.Join(nn.OptimizerNames, ", ")))
}

func (c *command) fit(ctx context.Context, f fitFlags) error {
	if err := f.check(c); err != nil {
		return err
	}
	x, y, err := c.curve(f.target)
	if err != nil {
		return err
	}
	fit := nn.NewFit(f.hidden, nn.Activations[f.act], nn.Optimizer{Name: f.opt, Rate: f.rate}, x, y, rand.New(rand.NewPCG(c.seed, 0x6e6e)))
	losses := []float64{fit.Loss()}
	tell, told, every := c.progressLine(), time.Now(), max(1, f.steps/200)
	for n := range f.steps {
		if loss := fit.Step(); n%every == 0 {
			losses = append(losses, loss)
		}
		if n%64 == 0 && time.Since(told) > time.Second {
			told = time.Now()
			tell(c.t("steps"), int64(n), int64(f.steps))
		}
		if n%64 == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	out := fitOut{Target: f.target, Points: len(x), Steps: f.steps, Initial: losses[0], Loss: fit.Loss(), W: fit.W, B: fit.B, V: fit.V, D: fit.Bias()}
	for i, v := range x {
		out.Worst = math.Max(out.Worst, math.Abs(fit.At(v)-y[i]))
	}
	if f.svg != "" {
		if err := os.WriteFile(f.svg, fitSVG(x, y, fit.At), 0o644); err != nil {
			return fmt.Errorf("write %s: %w", f.svg, err)
		}
	}
	if f.asJSON {
		return c.printJSON(out)
	}
	c.endLine()
	c.printFit(out, losses)
	return nil
}

// printFit says how well it fits, and draws the loss.
func (c *command) printFit(out fitOut, losses []float64) {
	fmt.Fprintln(c.stdout, c.t("%d points, %d neurons, %d steps", out.Points, len(out.W), out.Steps))
	fmt.Fprintln(c.stdout, c.t("loss %.6f at first, %.6f at last; largest error %.4f", out.Initial, out.Loss, out.Worst))
	mono, _ := theme.New("mono")
	chart := plot.Chart{X: plot.Range{Min: 0, Max: float64(len(losses) - 1)}, LogY: true, XLabel: c.t("training"), YLabel: c.t("loss"),
		Series: []plot.Series{{Y: losses, Role: theme.Data}}}
	fmt.Fprintln(c.stdout, ansi.Strip(chart.Render(72, 14, plot.Pen{Theme: mono, Glyphs: c.glyphTier()})))
}

// curve is the points of a built-in target, or those of a file.
func (c *command) curve(name string) (x, y []float64, err error) {
	if t, ok := nn.Targets[name]; ok {
		x, y = t.Sample(fitSamples)
		return x, y, nil
	}
	file, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, usage("%s", c.t("--target %q is neither a file nor one of: %s", name, strings.Join(nn.TargetNames, ", ")))
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read: %w", err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, nil, usage("%s", c.t("%s is no regular file", name))
	}
	r := csv.NewReader(file)
	r.FieldsPerRecord, r.TrimLeadingSpace, r.Comment = 2, true, '#'
	for {
		row, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		a, errA := strconv.ParseFloat(row[0], 64)
		b, errB := strconv.ParseFloat(row[1], 64)
		if bad := errA != nil || errB != nil || math.IsNaN(a+b) || math.IsInf(a+b, 0); bad && len(x) == 0 && line == 1 {
			continue // names of the columns
		} else if bad {
			return nil, nil, usage("%s", c.t("%s:%d: %q is not two numbers", name, line, strings.Join(row, ",")))
		}
		if x, y = append(x, a), append(y, b); len(x) > mostFitPoints {
			return nil, nil, usage("%s", c.t("%s has more than %d points", name, mostFitPoints))
		}
	}
	if len(x) < 2 {
		return nil, nil, usage("%s", c.t("%s has %d points; at least 2 are needed", name, len(x)))
	}
	return x, y, nil
}

// fitSVG draws points and curve.
func fitSVG(x, y []float64, f func(float64) float64) []byte {
	const width, height, margin, samples = 800.0, 500.0, 30.0, 400
	rx, curve := plot.Over(x), make([]float64, samples+1)
	for i := range curve {
		curve[i] = f(rx.Min + (rx.Max-rx.Min)*float64(i)/samples)
	}
	ry := plot.Over(y, curve)
	px := func(v float64) float64 { return margin + (width-2*margin)*(v-rx.Min)/math.Max(rx.Max-rx.Min, 1e-12) }
	py := func(v float64) float64 {
		return height - margin - (height-2*margin)*(v-ry.Min)/math.Max(ry.Max-ry.Min, 1e-12)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g"><rect width="100%%" height="100%%" fill="white"/>`+"\n", width, height)
	for i := range x {
		fmt.Fprintf(&b, `<circle cx="%.2f" cy="%.2f" r="3" fill="#1f77b4"/>`+"\n", px(x[i]), py(y[i]))
	}
	b.WriteString(`<polyline fill="none" stroke="#d62728" stroke-width="2" points="`)
	for i, v := range curve {
		fmt.Fprintf(&b, "%.2f,%.2f ", px(rx.Min+(rx.Max-rx.Min)*float64(i)/samples), py(v))
	}
	b.WriteString(`"/>` + "\n</svg>\n")
	return []byte(b.String())
}
