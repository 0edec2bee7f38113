package nn

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

// A Run is how one network of a fan ended.
type Run struct {
	Seed                string
	TrainLoss, TestLoss float64
	Accuracy            float64 // share of the test points
	Curve               Curve
}

// FanSeeds returns n seeds spread over [0, 1), written as the playground writes them.
func FanSeeds(n int) []string {
	seeds := make([]string, n)
	for i := range seeds {
		seeds[i] = fmt.Sprintf("%.5f", (float64(i)+0.5)/float64(n))
	}
	return seeds
}

// Fan trains the same setup from each seed for so many epochs, on all processors, and returns the runs in the
// order of the seeds. It forks and joins within the call; a cancelled context ends it with the context's error.
func Fan(ctx context.Context, s Setup, seeds []string, epochs int) ([]Run, error) {
	runs := make([]Run, len(seeds))
	var next atomic.Int64
	var wait sync.WaitGroup
	var panicked atomic.Value
	for range min(runtime.GOMAXPROCS(0), len(seeds)) {
		wait.Go(func() {
			defer func() {
				if r := recover(); r != nil {
					panicked.Store(fmt.Sprint(r))
				}
			}()
			for i := int(next.Add(1)) - 1; i < len(seeds) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				runs[i] = runOne(ctx, s, seeds[i], epochs)
			}
		})
	}
	wait.Wait()
	if r := panicked.Load(); r != nil {
		panic(r)
	}
	return runs, ctx.Err()
}

func runOne(ctx context.Context, s Setup, seed string, epochs int) Run {
	s.Seed = seed
	p := NewPlayground(s)
	for p.Epoch < epochs && ctx.Err() == nil {
		p.Step()
	}
	return Run{seed, p.TrainLoss, p.TestLoss, p.Accuracy(p.Test), p.curve}
}
