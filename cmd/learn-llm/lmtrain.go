package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"learn-llm/internal/lm"
)

// trainFlags are the flags of lm train.
type trainFlags struct {
	out    string
	cfg    lm.Config
	steps  int
	batch  int
	rate   float64
	resume bool
}

func (c *command) lmTrain() *cobra.Command {
	f := trainFlags{}
	cmd := &cobra.Command{Use: "train [FILE]", Short: c.t("train a small GPT of your own on a text"), Example: "  learn-llm lm train story.txt --out my-model --steps 500\n  learn-llm lm complete --model my-model \"Once\"",
		Args: cobra.MaximumNArgs(1), RunE: func(cmd *cobra.Command, args []string) error { return c.train(cmd.Context(), f, args) }}
	flags := cmd.Flags()
	flags.StringVar(&f.out, "out", "", c.t("the folder to write the model to"))
	flags.IntVar(&f.steps, "steps", 500, c.t("steps in all"))
	flags.IntVar(&f.batch, "batch", 8, c.t("pieces of text a step"))
	flags.Float64Var(&f.rate, "rate", 3e-3, c.t("learning rate"))
	flags.BoolVar(&f.resume, "resume", false, c.t("go on with the model in the folder"))
	flags.IntVar(&f.cfg.Vocab, "vocab", 512, c.t("tokens to learn, 257 or more"))
	flags.IntVar(&f.cfg.Context, "context", 64, c.t("tokens that it sees at once"))
	flags.IntVar(&f.cfg.Layers, "layers", 2, c.t("layers"))
	flags.IntVar(&f.cfg.Heads, "heads", 4, c.t("attention heads"))
	flags.IntVar(&f.cfg.Dim, "width", 64, c.t("width of the residual stream"))
	return cmd
}

func (f trainFlags) check(c *command) error {
	switch {
	case f.out == "":
		return usage("%s", c.t("--out is needed: the folder to write the model to"))
	case f.steps < 1 || f.batch < 1 || f.batch > 1024 || !(f.rate > 0 && f.rate < 10) || f.cfg.Vocab < 257 || f.cfg.Vocab > 1<<16:
		return usage("%s", c.t("out of range: --steps from 1, --batch 1 … 1024, --rate above 0, --vocab 257 … 65536"))
	}
	if err := f.cfg.Check(); err != nil {
		return failure{exitUsage, err}
	}
	return nil
}

// checkpointName is the file beside the model from which --resume goes on.
const checkpointName = "checkpoint"

// train learns a vocabulary and a model from a text; Ctrl-C ends it in order, with everything saved.
func (c *command) train(ctx context.Context, f trainFlags, args []string) error {
	if err := f.check(c); err != nil {
		return err
	}
	text, err := c.fileOrInput(args)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(f.out, 0o755); err != nil {
		return fmt.Errorf("lm train: %w", err)
	}
	t, m, err := c.trainer(f, text)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.stderr, c.t("%d weights, %d bytes of text", m.Params(), len(text)))
	began, told, first := time.Now(), time.Time{}, t.Steps()
	for t.Steps() < f.steps && ctx.Err() == nil {
		loss := t.Step()
		if time.Since(told) > time.Second || t.Steps() == f.steps {
			told = time.Now()
			each := time.Since(began) / time.Duration(t.Steps()-first)
			fmt.Fprintln(c.stderr, c.t("step %d of %d  loss %.3f  %.0f tokens/s  %v left", t.Steps(), f.steps, loss,
				float64(f.batch*m.Context)/each.Seconds(), (time.Duration(f.steps-t.Steps())*each).Round(time.Second)))
		}
	}
	if err := t.Save(filepath.Join(f.out, checkpointName)); err != nil {
		return err
	}
	if err := m.SaveModel(f.out, 32); err != nil {
		return err
	}
	c.showSample(m)
	fmt.Fprintln(c.stdout, c.t("saved in %s after %d steps", f.out, t.Steps()))
	return ctx.Err()
}

// trainer begins a training, or goes on with one.
func (c *command) trainer(f trainFlags, text string) (*lm.Trainer, *lm.Model, error) {
	plan := lm.Plan{Batch: f.batch, Length: f.cfg.Context, Micro: 1, Workers: 2, Rate: f.rate, Warmup: 20, Seed: c.seed}
	var tok *lm.Tokenizer
	var err error
	if f.resume {
		if tok, err = lm.LoadTokenizer(os.DirFS(f.out)); err == nil && tok == nil {
			err = errors.New(c.t("there is no model in %s to go on with", f.out))
		}
		if err != nil {
			return nil, nil, err
		}
	} else {
		counts := map[string]int{}
		lm.CountWords(counts, text)
		tok = lm.TrainTokenizer(counts, f.cfg.Vocab, f.cfg.Vocab/4)
		f.cfg.Vocab = tok.Size()
	}
	s := lm.Stream{Name: "text", Weight: 1}
	for _, id := range tok.Encode(text) {
		s.Tokens = append(s.Tokens, uint16(id))
	}
	mix, err := lm.NewMixture([]lm.Stream{s}, f.cfg.Context)
	if err != nil {
		return nil, nil, err
	}
	var t *lm.Trainer
	var m *lm.Model
	if f.resume {
		if t, m, err = lm.Resume(filepath.Join(f.out, checkpointName), mix, plan); err != nil {
			return nil, nil, err
		}
	} else {
		m = lm.NewModel(f.cfg, c.seed)
		t = lm.NewTrainer(m, mix, plan)
	}
	m.Tokenizer = tok
	return t, m, nil
}

// showSample writes a few tokens of a model that was just trained.
func (c *command) showSample(m *lm.Model) {
	s := lm.NewSession(m, c.seed)
	s.Sampler = lm.Sampler{Temperature: 0.8, TopP: 0.9}
	if err := s.Prompt(context.Background(), []int{m.Tokenizer.End()}); err != nil {
		return
	}
	for range 40 {
		id, err := s.Next(context.Background())
		if err != nil {
			return
		}
		c.printToken(m, id)
	}
	fmt.Fprintln(c.stdout)
}
