package nn

import "math"

// A Landscape is a loss over two parameters a and b, seen on [−Span, Span]².
type Landscape struct {
	Name  string
	Span  float64
	Loss  func(a, b float64) float64
	Start [2]float64 // a good place to let the ball go
}

// Landscapes are the landscapes by name:
//
//	line     mean of ½(a·x+b−y)² over five points near y = 0.8x − 0.5: a bowl, longer than wide
//	neuron   mean of ½(tanh(a·x+b)−y)² over nine points: flat far away, steep near
//	ravine   ½(a² + 20b²): a rate that suits b crawls along a
//	valleys  two minima, the deeper one to the right
//	saddle   ½(a² − b²) + b⁴/8: flat at the origin, lower to both sides
var Landscapes = map[string]Landscape{
	"line":    {"line", 3, lineLoss, [2]float64{-2, 2}},
	"neuron":  {"neuron", 5, neuronLoss, [2]float64{-3, 3}},
	"ravine":  {"ravine", 3, func(a, b float64) float64 { return (a*a + 20*b*b) / 2 }, [2]float64{-2.5, 1}},
	"valleys": {"valleys", 3, func(a, b float64) float64 { d := a*a - 2.25; return d*d/4 - 0.35*a + b*b/2 + 0.65 }, [2]float64{-0.4, 2}},
	"saddle":  {"saddle", 3, func(a, b float64) float64 { return (a*a-b*b)/2 + b*b*b*b/8 + 0.5 }, [2]float64{2.5, 0.01}},
}

// LandscapeNames are the keys of Landscapes in the order of the screen.
var LandscapeNames = []string{"line", "ravine", "neuron", "valleys", "saddle"}

func lineLoss(a, b float64) float64 {
	sum := 0.0
	for i, y := range [...]float64{-2.2, -1.2, -0.6, 0.4, 1.1} {
		d := a*float64(i-2) + b - y
		sum += d * d / 2
	}
	return sum / 5
}

func neuronLoss(a, b float64) float64 {
	sum := 0.0
	for i := range 9 {
		x := float64(i-4) / 2
		d := math.Tanh(a*x+b) - math.Tanh(1.5*x-1)
		sum += d * d / 2
	}
	return sum / 9
}

// Gradient returns the symmetric difference quotients of the loss.
func (l Landscape) Gradient(a, b float64) (da, db float64) {
	const h = 1e-5
	return (l.Loss(a+h, b) - l.Loss(a-h, b)) / (2 * h), (l.Loss(a, b+h) - l.Loss(a, b-h)) / (2 * h)
}

// Curvature returns the larger eigenvalue of the second derivatives at (a, b). In a bowl, gradient descent settles
// with a learning rate below 2/Curvature, fastest about half of that, and flies away above.
func (l Landscape) Curvature(a, b float64) float64 {
	const h = 1e-3
	at := l.Loss(a, b)
	aa := (l.Loss(a+h, b) - 2*at + l.Loss(a-h, b)) / (h * h)
	bb := (l.Loss(a, b+h) - 2*at + l.Loss(a, b-h)) / (h * h)
	ab := (l.Loss(a+h, b+h) - l.Loss(a+h, b-h) - l.Loss(a-h, b+h) + l.Loss(a-h, b-h)) / (4 * h * h)
	return (aa+bb)/2 + math.Hypot((aa-bb)/2, ab)
}

// A Ball rolls down a Landscape, one step of the optimizer at a time.
type Ball struct {
	Land  Landscape
	Path  [][2]float64 // where it was, the newest place last; the first place and at most the last PathCap
	Steps int

	state optState
}

// PathCap is how many places a Ball remembers besides the first.
const PathCap = 500

// NewBall puts a ball at (a, b).
func NewBall(l Landscape, a, b float64) *Ball {
	return &Ball{Land: l, Path: [][2]float64{{a, b}}, state: newOptState(2)}
}

// At returns where the ball is.
func (b *Ball) At() (float64, float64) { p := b.Path[len(b.Path)-1]; return p[0], p[1] }

// Loss returns how high the ball lies.
func (b *Ball) Loss() float64 { return b.Land.Loss(b.At()) }

// Step takes one step and reports whether the ball is still a number within a thousand spans.
func (b *Ball) Step(o Optimizer) bool {
	x, y := b.At()
	if b.Lost() {
		return false
	}
	da, db := b.Land.Gradient(x, y)
	p, g := [2]float64{x, y}, [2]float64{da, db}
	b.state.step(o, p[:], g[:])
	if len(b.Path) > PathCap {
		copy(b.Path[1:], b.Path[2:])
		b.Path = b.Path[:len(b.Path)-1]
	}
	b.Path = append(b.Path, p)
	b.Steps++
	return !b.Lost()
}

// Lost reports whether the ball flew away.
func (b *Ball) Lost() bool {
	x, y := b.At()
	return !(math.Abs(x) < 1000*b.Land.Span && math.Abs(y) < 1000*b.Land.Span)
}
