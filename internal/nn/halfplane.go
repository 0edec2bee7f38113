package nn

import "math"

// A HalfPlane is a neuron of two inputs with a step: it fires where A·x + B·y + C > 0.
type HalfPlane struct{ A, B, C float64 }

// Sum returns A·x + B·y + C.
func (h HalfPlane) Sum(x, y float64) float64 { return h.A*x + h.B*y + h.C }

// Fires reports whether (x, y) lies on the neuron's side.
func (h HalfPlane) Fires(x, y float64) bool { return h.Sum(x, y) > 0 }

// Distance returns how far (x, y) lies from the border, positive on the neuron's side; NaN for A = B = 0.
func (h HalfPlane) Distance(x, y float64) float64 { return h.Sum(x, y) / math.Hypot(h.A, h.B) }

// AllFire is the neuron behind them that fires where all n fire: Σ stepᵢ − (n − ½) > 0. With three it is a triangle,
// where they point inwards.
func AllFire(planes []HalfPlane, x, y float64) bool {
	sum := 0.5 - float64(len(planes))
	for _, h := range planes {
		sum += truth(h.Fires(x, y))
	}
	return sum > 0
}

// Region returns the corners of where all fire within the square [−span, span]², counter-clockwise; none where they never do.
func Region(planes []HalfPlane, span float64) [][2]float64 {
	corners := [][2]float64{{-span, -span}, {span, -span}, {span, span}, {-span, span}}
	for _, h := range planes {
		corners = h.clip(corners)
	}
	return corners
}

// clip cuts a convex polygon at the border and keeps the side that fires. Source: Sutherland and Hodgman 1974.
func (h HalfPlane) clip(corners [][2]float64) (kept [][2]float64) {
	for i, p := range corners {
		q := corners[(i+1)%len(corners)]
		sp, sq := h.Sum(p[0], p[1]), h.Sum(q[0], q[1])
		if sp > 0 {
			kept = append(kept, p)
		}
		if (sp > 0) != (sq > 0) {
			t := sp / (sp - sq)
			kept = append(kept, [2]float64{p[0] + t*(q[0]-p[0]), p[1] + t*(q[1]-p[1])})
		}
	}
	return kept
}

// Area returns the area of a polygon.
func Area(corners [][2]float64) float64 {
	sum := 0.0
	for i, p := range corners {
		q := corners[(i+1)%len(corners)]
		sum += p[0]*q[1] - p[1]*q[0]
	}
	return math.Abs(sum) / 2
}

// Closed reports whether the region has corners and touches no side of the square: a shape of its own, such as a triangle.
func Closed(corners [][2]float64, span float64) bool {
	for _, p := range corners {
		if math.Abs(p[0]) >= span*(1-1e-9) || math.Abs(p[1]) >= span*(1-1e-9) {
			return false
		}
	}
	return len(corners) > 2
}
