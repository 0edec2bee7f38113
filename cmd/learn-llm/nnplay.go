package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"learn-llm/internal/nn"
)

// nnCommand trains small networks for pipes and scripts.
func (c *command) nnCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "nn", Short: c.t("small networks: fit a curve, run the playground"),
		Example: "  learn-llm nn fit --target sine --hidden 8\n  learn-llm nn playground --url 'https://playground.tensorflow.org/#dataset=xor' --epochs 100 --json"}
	cmd.AddCommand(c.nnPlayground(), c.nnFit())
	return cmd
}

// playFlags are the flags of nn playground.
type playFlags struct {
	url    string
	epochs int
	asJSON bool
}

// mostEpochs bounds a run that a typing error made.
const mostEpochs = 10_000_000

func (c *command) nnPlayground() *cobra.Command {
	f := playFlags{}
	cmd := &cobra.Command{Use: "playground", Short: c.t("train what a playground.tensorflow.org address says, number for number"), Args: cobra.NoArgs,
		Example: "  learn-llm nn playground --url 'https://playground.tensorflow.org/#networkShape=8,8&dataset=spiral&seed=0.12345' --epochs 300 --json",
		RunE:    func(cmd *cobra.Command, _ []string) error { return c.playground(cmd.Context(), f) }}
	cmd.Flags().StringVar(&f.url, "url", "", c.t("the address, or what stands after its #; empty for the defaults"))
	cmd.Flags().IntVar(&f.epochs, "epochs", 100, c.t("times through the training points"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, c.t("print JSON"))
	return cmd
}

// playState is a moment of the playground as nn playground --json prints it. Weights are flat: layer by layer, node by node, the
// bias and then the input links.
type playState struct {
	Train   float64   `json:"train"`
	Test    float64   `json:"test"`
	Weights []float64 `json:"weights"`
}

type playOut struct {
	Initial playState `json:"initial"`
	Epochs  int       `json:"epochs"`
	playState
}

func stateOf(p *nn.Playground) playState {
	s := playState{Train: p.TrainLoss, Test: p.TestLoss}
	for _, l := range p.Net.Layers {
		in := len(l.W) / len(l.B)
		for o, bias := range l.B {
			s.Weights = append(append(s.Weights, bias), l.W[o*in:(o+1)*in]...)
		}
	}
	return s
}

func (c *command) playground(ctx context.Context, f playFlags) error {
	if f.epochs < 0 || f.epochs > mostEpochs {
		return usage("%s", c.t("--epochs %d is not from 0 to %d", f.epochs, mostEpochs))
	}
	setup, notes, err := nn.ParseURL(f.url, fmt.Sprint(c.seed))
	if err != nil {
		return failure{exitUsage, err}
	}
	for _, note := range notes {
		fmt.Fprintf(c.stderr, "learn-llm: %s\n", c.t(note.Phrase, note.Args...))
	}
	p := nn.NewPlayground(setup)
	out := playOut{Initial: stateOf(p), Epochs: f.epochs}
	tell, told := c.progressLine(), time.Time{}
	for range f.epochs {
		if p.Step(); p.Epoch%64 == 0 {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if time.Since(told) > time.Second {
				told = time.Now()
				tell(c.t("epochs"), int64(p.Epoch), int64(f.epochs))
			}
		}
	}
	if !told.IsZero() {
		tell(c.t("epochs"), int64(p.Epoch), int64(f.epochs))
		c.endLine()
	}
	out.playState = stateOf(p)
	if f.asJSON {
		return c.printJSON(out)
	}
	fmt.Fprintln(c.stdout, c.t("%s, %d training and %d test points, %d weights and biases", setup.Dataset, len(p.Train), len(p.Test), len(out.Weights)))
	fmt.Fprintln(c.stdout, c.t("epoch %6d: training loss %.6f, test loss %.6f", 0, out.Initial.Train, out.Initial.Test))
	fmt.Fprintln(c.stdout, c.t("epoch %6d: training loss %.6f, test loss %.6f", p.Epoch, p.TrainLoss, p.TestLoss))
	if setup.Problem == "classification" {
		fmt.Fprintln(c.stdout, c.t("right: %.1f %% of the training points, %.1f %% of the test points", 100*p.Accuracy(p.Train), 100*p.Accuracy(p.Test)))
	}
	return nil
}
