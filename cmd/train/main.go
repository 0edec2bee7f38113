// Command train makes the shipped language model again, from the corpus. It knows files, flags and when to save;
// how a model learns is the business of package lm.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"learn-llm/internal/lm"
)

// options are the flags.
type options struct {
	corpus, primer, lessons, out, export string
	resume                               bool
	steps, cooldown, batch               int
	micro, workers, warmup               int
	rate, primerShare                    float64
	seed                                 uint64
	save, sample                         time.Duration
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func parse(args []string, out io.Writer) (options, error) {
	var o options
	f := flag.NewFlagSet("train", flag.ContinueOnError)
	f.SetOutput(out)
	f.StringVar(&o.corpus, "corpus", "", "folder with en/*.txt and zh/*.txt")
	f.StringVar(&o.primer, "primer", "content/primer", "folder with the primer, en/*.txt and zh/*.txt, for the cool-down")
	f.StringVar(&o.lessons, "lessons", "content", "folder of the course, whose text counts as primer too")
	f.StringVar(&o.out, "out", "", "folder for the tokenized corpus and the checkpoints")
	f.StringVar(&o.export, "export", "", "folder to write the model to (config, weights, vocabulary, card) at the end")
	f.BoolVar(&o.resume, "resume", false, "go on from OUT/checkpoint")
	f.IntVar(&o.steps, "steps", 20000, "steps in all, before a cool-down")
	f.IntVar(&o.cooldown, "cooldown", 0, "let the rate fall over so many steps, with the primer mixed in; OUT/checkpoint stays as it is")
	f.IntVar(&o.batch, "batch", 16, "sequences of 256 tokens a step")
	f.IntVar(&o.micro, "micro", 2, "sequences that a worker takes at a time")
	f.IntVar(&o.workers, "workers", 2, "goroutines that learn")
	f.IntVar(&o.warmup, "warmup", 100, "steps over which the rate rises")
	f.Float64Var(&o.rate, "rate", 2e-3, "learning rate")
	f.Float64Var(&o.primerShare, "primershare", 0.05, "share of the primer of each language in the cool-down")
	f.Uint64Var(&o.seed, "seed", 1, "seed of the weights and of the order of the text")
	f.DurationVar(&o.save, "save", 5*time.Minute, "time between checkpoints")
	f.DurationVar(&o.sample, "sample", 10*time.Minute, "time between samples and measurements on held-out text")
	if err := f.Parse(args); err != nil {
		return o, err
	}
	if o.corpus == "" || o.out == "" {
		return o, fmt.Errorf("-corpus and -out are needed")
	}
	return o, os.MkdirAll(o.out, 0o755)
}

func run(ctx context.Context, args []string, out io.Writer) error {
	o, err := parse(args, out)
	if err != nil {
		return err
	}
	text, err := prepare(o, out)
	if err != nil {
		return err
	}
	r, err := newRun(o, text, out)
	if err != nil {
		return err
	}
	switch {
	case o.cooldown > 0:
		if err := r.coolDown(ctx); err != nil {
			return err
		}
	case o.steps <= r.trainer.Steps():
		fmt.Fprintln(out, "no steps to make")
	default:
		if err := r.train(ctx); err != nil {
			return err
		}
	}
	if o.export != "" {
		return r.export()
	}
	return nil
}

// A running is a training under way.
type running struct {
	options
	text    *texts
	model   *lm.Model
	trainer *lm.Trainer
	log     io.Writer
}

func (o options) checkpoint() string { return filepath.Join(o.out, "checkpoint") }

func newRun(o options, text *texts, log io.Writer) (*running, error) {
	r := &running{options: o, text: text, log: log}
	mix, err := lm.NewMixture(text.train, lm.Small.Context)
	if err != nil {
		return nil, err
	}
	plan := lm.Plan{Batch: o.batch, Length: lm.Small.Context, Micro: o.micro, Workers: o.workers, Rate: o.rate, Warmup: o.warmup, Seed: o.seed}
	if o.resume || o.cooldown > 0 {
		r.trainer, r.model, err = lm.Resume(o.checkpoint(), mix, plan)
		if err != nil {
			return nil, err
		}
	} else {
		r.model = lm.NewModel(lm.Small, o.seed)
		r.trainer = lm.NewTrainer(r.model, mix, plan)
	}
	r.model.Tokenizer = text.tokenizer
	fmt.Fprintf(log, "%d weights, step %d\n", r.model.Params(), r.trainer.Steps())
	return r, nil
}

// train makes steps until there are enough, or ctx ends, and saves.
func (r *running) train(ctx context.Context) error {
	saved, sampled := time.Now(), time.Now()
	err := r.loop(ctx, r.steps, func() error {
		if time.Since(sampled) > r.sample {
			sampled = time.Now()
			r.show()
		}
		if time.Since(saved) < r.save {
			return nil
		}
		saved = time.Now()
		return r.trainer.Save(r.checkpoint())
	})
	if err != nil {
		return err
	}
	r.show()
	return r.trainer.Save(r.checkpoint())
}

// coolDown lets the rate fall with the primer mixed in, and saves beside the checkpoint it began from.
func (r *running) coolDown(ctx context.Context) error {
	streams := r.text.coolText(r.primerShare)
	mix, err := lm.NewMixture(streams, lm.Small.Context)
	if err != nil {
		return err
	}
	r.trainer.SetMixture(mix)
	r.trainer.CoolDown(r.cooldown)
	if err := r.loop(ctx, r.trainer.Steps()+r.cooldown, func() error { return nil }); err != nil {
		return err
	}
	r.show()
	return r.trainer.Save(r.checkpoint() + ".cooled")
}

// loop makes steps until last, with a line of progress now and then.
func (r *running) loop(ctx context.Context, last int, after func() error) error {
	started, first, told := time.Now(), r.trainer.Steps(), time.Now()
	mean, n := 0.0, 0
	for r.trainer.Steps() < last && ctx.Err() == nil {
		mean, n = mean+r.trainer.Step(), n+1
		if time.Since(told) > 5*time.Second {
			told = time.Now()
			done := r.trainer.Steps() - first
			each := time.Since(started) / time.Duration(done)
			left := (time.Duration(last-r.trainer.Steps()) * each).Round(time.Second)
			fmt.Fprintf(r.log, "step %d  loss %.4f  rate %.2e  gradient %.2f  %.0f tokens/s  %v left\n", r.trainer.Steps(), mean/float64(n),
				r.trainer.LearningRate(), r.trainer.GradNorm(), float64(r.batch*lm.Small.Context)/each.Seconds(), left)
			mean, n = 0, 0
		}
		if err := after(); err != nil {
			return err
		}
	}
	return nil
}
