package prob

import "math"

// A Forecast is a probability that somebody gave to an event, and whether it happened.
type Forecast struct {
	P        float64 // in [0, 1]
	Happened bool
}

// Brier is the mean squared distance between forecasts and what happened: 0 is perfect, 0.25 is always saying one half.
// Without forecasts it is 0. Source: Brier 1950.
func Brier(all []Forecast) float64 {
	sum := 0.0
	for _, f := range all {
		d := f.P
		if f.Happened {
			d--
		}
		sum += d * d
	}
	return sum / math.Max(1, float64(len(all)))
}

// ExpectedBrier is the Brier score in the long run of always saying p where the event happens with probability truth.
func ExpectedBrier(p, truth float64) float64 { return truth*(1-p)*(1-p) + (1-truth)*p*p }

// A Bin is the forecasts that lie close together: how many, their mean, and the share that happened.
type Bin struct {
	N           int
	Mean, Share float64
}

// Calibration puts forecasts into bins of equal width over [0, 1]; a well calibrated forecaster's bins have a Share close to their Mean.
func Calibration(all []Forecast, bins int) []Bin {
	out := make([]Bin, bins)
	for _, f := range all {
		b := &out[min(bins-1, max(0, int(f.P*float64(bins))))]
		b.N++
		b.Mean += f.P
		if f.Happened {
			b.Share++
		}
	}
	for i := range out {
		if n := float64(out[i].N); n > 0 {
			out[i].Mean /= n
			out[i].Share /= n
		}
	}
	return out
}
