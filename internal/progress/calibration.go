package progress

import "math"

// A Bucket holds the predictions of about one confidence.
type Bucket struct {
	Low, High  float64 // Low ≤ confidence < High; the last one holds 1 too
	N          int
	Confidence float64 // mean, 0 if N is 0
	Share      float64 // that was right, 0 if N is 0
}

// A Calibration says whether things that the learner held to be 70 % certain came true in 70 % of cases.
type Calibration struct {
	N       int
	Brier   float64 // mean of (confidence − right)²: 0 is perfect, 0.25 is always saying 50 %; NaN if N is 0
	Buckets []Bucket
}

// Calibrate puts predictions into ten equal buckets from 0 to 1.
func Calibrate(predictions []Prediction) Calibration {
	const buckets = 10
	c := Calibration{N: len(predictions), Buckets: make([]Bucket, buckets)}
	for i := range c.Buckets {
		c.Buckets[i].Low, c.Buckets[i].High = float64(i)/buckets, float64(i+1)/buckets
	}
	sum := 0.0
	for _, p := range predictions {
		right := float64(truth(p.Right))
		sum += (p.Confidence - right) * (p.Confidence - right)
		// The small addition keeps 0.7·10 = 6.999… in the bucket that begins at 0.7.
		b := &c.Buckets[min(buckets-1, int(p.Confidence*buckets+1e-9))]
		b.N++
		b.Confidence += p.Confidence
		b.Share += right
	}
	for i := range c.Buckets {
		if b := &c.Buckets[i]; b.N > 0 {
			b.Confidence /= float64(b.N)
			b.Share /= float64(b.N)
		}
	}
	c.Brier = math.NaN()
	if c.N > 0 {
		c.Brier = sum / float64(c.N)
	}
	return c
}
