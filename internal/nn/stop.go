package nn

import "math"

// A Stop says when training should pause; a zero field does not count.
type Stop struct {
	Epochs   int     // at this epoch
	Loss     float64 // when the test loss is at most this
	Accuracy float64 // when the share of test points on the right side is at least this
	Rising   int     // when the test loss was lowest so many epochs ago
}

// A Reason is why training paused.
type Reason int

// The reasons to pause: none; one for each field of Stop; and a loss that is no number, which always stops.
const (
	GoOn Reason = iota
	AtEpoch
	AtLoss
	AtAccuracy
	LossRises
	Diverged
)

// Check returns the first reason to pause that holds now.
func (s Stop) Check(p *Playground) Reason {
	switch {
	case math.IsNaN(p.TrainLoss) || math.IsInf(p.TrainLoss, 0):
		return Diverged
	case s.Epochs > 0 && p.Epoch >= s.Epochs:
		return AtEpoch
	case s.Loss > 0 && p.TestLoss <= s.Loss:
		return AtLoss
	case s.Accuracy > 0 && p.Accuracy(p.Test) >= s.Accuracy:
		return AtAccuracy
	case s.Rising > 0 && p.Epoch-p.curve.lowest() >= s.Rising:
		return LossRises
	}
	return GoOn
}

// lowest returns the epoch of the lowest test loss on the curve.
func (c *Curve) lowest() int {
	best, at := math.Inf(1), 0
	for i, v := range c.Test {
		if v < best {
			best, at = v, c.Epochs[i]
		}
	}
	return at
}
