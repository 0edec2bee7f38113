package nn

import "math"

// A Point is an example of the playground: two coordinates in about [−6, 6] and a label, ±1 or in [−1, 1].
type Point struct{ X, Y, Label float64 }

// A Dataset makes n points; noise is in [0, 0.5].
type Dataset func(n int, noise float64, r *Stream) []Point

// Datasets are the playground's data sets by name. plane and multi-gauss are regression, the others classification.
var Datasets = map[string]Dataset{
	"circle":      circlePoints,
	"xor":         xorPoints,
	"gauss":       gaussPoints,
	"spiral":      spiralPoints,
	"plane":       planePoints,
	"multi-gauss": multiGaussPoints,
}

// ClassificationNames and RegressionNames are the keys of Datasets in the order of the playground.
var (
	ClassificationNames = []string{"circle", "xor", "gauss", "spiral"}
	RegressionNames     = []string{"plane", "multi-gauss"}
)

const radius = 5 // of the circle and the spiral

func circlePoints(n int, noise float64, r *Stream) []Point {
	points := make([]Point, 0, n)
	ring := func(from, to float64) {
		for range n / 2 {
			d, angle := r.Uniform(from, to), r.Uniform(0, 2*math.Pi)
			x, y := d*math.Sin(angle), d*math.Cos(angle)
			nx, ny := r.Uniform(-radius, radius)*noise, r.Uniform(-radius, radius)*noise
			label := -1.0
			if distance(x+nx, y+ny) < radius*0.5 {
				label = 1
			}
			points = append(points, Point{x, y, label})
		}
	}
	ring(0, radius*0.5)
	ring(radius*0.7, radius)
	return points
}

func xorPoints(n int, noise float64, r *Stream) []Point {
	pad := func(v float64) float64 {
		if v > 0 {
			return v + 0.3
		}
		return v - 0.3
	}
	points := make([]Point, n)
	for i := range points {
		x, y := pad(r.Uniform(-5, 5)), pad(r.Uniform(-5, 5))
		nx, ny := r.Uniform(-5, 5)*noise, r.Uniform(-5, 5)*noise
		points[i] = Point{x, y, -1}
		if (x+nx)*(y+ny) >= 0 {
			points[i].Label = 1
		}
	}
	return points
}

func gaussPoints(n int, noise float64, r *Stream) []Point {
	t := noise / 0.5
	deviation := math.Sqrt(float64(0.5*(1-t)) + float64(4*t))
	points := make([]Point, 0, n)
	for _, sign := range []float64{1, -1} {
		for range n / 2 {
			x := 2*sign + float64(deviation*r.normal())
			y := 2*sign + float64(deviation*r.normal())
			points = append(points, Point{x, y, sign})
		}
	}
	return points
}

// normal is the polar method; the second number of each pair is thrown away, as the playground does.
func (r *Stream) normal() float64 {
	for {
		a, b := 2*r.Float64()-1, 2*r.Float64()-1
		s := float64(a*a) + float64(b*b)
		if s <= 1 {
			return math.Sqrt(-2*math.Log(s)/s) * a
		}
	}
}

func spiralPoints(n int, noise float64, r *Stream) []Point {
	points := make([]Point, 0, n)
	half := n / 2
	arm := func(shift, label float64) {
		for i := range half {
			d := float64(i) / float64(half) * radius
			t := float64(1.75*float64(i)/float64(half)*2*math.Pi) + shift
			x := float64(d*math.Sin(t)) + float64(r.Uniform(-1, 1)*noise)
			y := float64(d*math.Cos(t)) + float64(r.Uniform(-1, 1)*noise)
			points = append(points, Point{x, y, label})
		}
	}
	arm(0, 1)
	arm(math.Pi, -1)
	return points
}

func planePoints(n int, noise float64, r *Stream) []Point {
	return surface(n, noise, r, func(x, y float64) float64 {
		t := (x + y + 10) / 20
		return float64(-1*(1-t)) + t
	})
}

func multiGaussPoints(n int, noise float64, r *Stream) []Point {
	return surface(n, noise, r, func(x, y float64) float64 {
		label := 0.0
		for _, c := range hills {
			t := min(distance(x-c.X, y-c.Y)/2, 1)
			if v := c.Label * (1 - t); math.Abs(v) > math.Abs(label) {
				label = v
			}
		}
		return label
	})
}

// hills are the centres and signs of multi-gauss.
var hills = [...]Point{{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}}

// surface draws points of [−6, 6]² and labels them with the height at a place that noise has moved.
func surface(n int, noise float64, r *Stream, height func(x, y float64) float64) []Point {
	points := make([]Point, n)
	for i := range points {
		x, y := r.Uniform(-6, 6), r.Uniform(-6, 6)
		nx, ny := r.Uniform(-6, 6)*noise, r.Uniform(-6, 6)*noise
		points[i] = Point{x, y, height(x+nx, y+ny)}
	}
	return points
}

// shuffle is Fisher–Yates from the end, one number for every point.
func shuffle(points []Point, r *Stream) {
	for left := len(points); left > 0; {
		i := int(r.Float64() * float64(left))
		left--
		points[i], points[left] = points[left], points[i]
	}
}

func distance(x, y float64) float64 { return math.Sqrt(float64(x*x) + float64(y*y)) }

// FeatureNames are the inputs that a playground network can have, in its order.
var FeatureNames = []string{"x", "y", "x²", "y²", "xy", "sin x", "sin y"}

// Features computes all seven inputs at a point.
func Features(x, y float64) [7]float64 {
	return [7]float64{x, y, x * x, y * y, x * y, math.Sin(x), math.Sin(y)}
}
