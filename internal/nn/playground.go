package nn

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Playground is a network of two inputs and their features, its data, and the training of the one on the
// other, number for number as playground.tensorflow.org does it. One goroutine owns it.
//
// Source: nn.ts, dataset.ts, playground.ts of tensorflow/playground (behaviour only).
type Playground struct {
	Setup       Setup // Rate, Penalty, Batch, Optimizer and Dropout may change while it trains
	Net         *Network
	Train, Test []Point
	Epoch       int
	TrainLoss   float64 // mean of ½(o−t)², without the penalty; 0 without points
	TestLoss    float64

	stream        *Stream
	trainX        []float64 // features of the training points, one row a point
	trainC, testC []float64 // features of all points, one column a point
	row           []float64
	coin          *rand.PCG // of dropout, apart from the stream that data and weights come from
	curve         Curve
}

// NewPlayground makes data and first weights from the Setup's seed. The Setup must have passed Clamp.
func NewPlayground(s Setup) *Playground {
	p := &Playground{Setup: s, stream: NewStream(s.Seed)}
	points := slices.Clone(s.Own)
	if s.Dataset != "own" {
		points = Datasets[s.Dataset](s.samples(), float64(s.Noise)/100, p.stream)
	}
	shuffle(points, p.stream)
	cut := len(points) * s.Train / 100
	p.Train, p.Test = points[:cut:cut], points[cut:]
	p.Reshape(s)
	return p
}

// Reset makes new weights from where the stream of random numbers stands: the same data, another network.
func (p *Playground) Reset() {
	s := p.Setup
	p.Net = NewNetwork(s.sizes(), s.activations(), p.stream, s.InitZero)
	p.Epoch, p.curve = 0, Curve{}
	p.coin = rand.NewPCG(1, uint64(len(s.Seed)))
	p.measure()
}

// Reshape makes a new network for a Setup with other Features, Hidden, activations or InitZero on the same data,
// as the original does when a neuron is added; what the data depend on must not differ.
func (p *Playground) Reshape(s Setup) {
	s.Hidden, s.LayerActivations, s.Own = slices.Clone(s.Hidden), slices.Clone(s.LayerActivations), slices.Clone(s.Own)
	p.Setup = s
	p.row = make([]float64, s.sizes()[0])
	p.trainX, p.trainC = p.features(p.Train)
	_, p.testC = p.features(p.Test)
	p.Reset()
}

// features returns the inputs of each point, as rows [points, inputs] and as columns [inputs, points].
func (p *Playground) features(points []Point) (rows, columns []float64) {
	width := len(p.row)
	columns = make([]float64, width*len(points))
	for k, q := range points {
		rows = append(rows, p.inputs(q.X, q.Y)...)
		for i, v := range p.row {
			columns[i*len(points)+k] = v
		}
	}
	return rows, columns
}

// inputs computes the chosen features at (x, y); the slice is reused.
func (p *Playground) inputs(x, y float64) []float64 {
	all, k := Features(x, y), 0
	for i, on := range p.Setup.Features {
		if on {
			p.row[k] = all[i]
			k++
		}
	}
	return p.row
}

// Step trains one epoch, the training points in their order, and measures the losses. A batch that is not full
// at the end goes on in the next epoch. It allocates nothing, but for the growth of the curve.
func (p *Playground) Step() {
	width, s := len(p.row), &p.Setup
	opt := Optimizer{Name: s.Optimizer, Rate: s.Rate}
	p.Net.dropMasks(s.Dropout > 0)
	for i := range p.Train {
		x := p.trainX[i*width : i*width+width]
		if s.Dropout > 0 {
			p.draw()
			p.Net.forwardMasked(x)
		} else {
			p.Net.Forward(x)
		}
		p.Net.Backward(p.Train[i].Label)
		if (i+1)%s.Batch == 0 {
			p.Net.Update(opt, s.Penalty)
		}
	}
	p.Epoch++
	p.measure()
}

// draw makes dropout's masks for one example: a hidden output is kept with probability 1−d and divided by it.
func (p *Playground) draw() {
	d := p.Setup.Dropout
	for k := range p.Net.Layers {
		mask := p.Net.Layers[k].mask
		for j := range mask {
			mask[j] = 0
			if float64(p.coin.Uint64()>>11)/(1<<53) >= d {
				mask[j] = 1 / (1 - d)
			}
		}
	}
}

// dropMasks gives every hidden layer a mask, or takes them away.
func (n *Network) dropMasks(on bool) {
	for k := range n.Layers[:len(n.Layers)-1] {
		l := &n.Layers[k]
		if !on {
			l.mask = nil
		} else if l.mask == nil {
			l.mask = make([]float64, len(l.A))
		}
	}
}

func (p *Playground) measure() {
	p.TrainLoss, p.TestLoss = p.loss(p.trainC, p.Train), p.loss(p.testC, p.Test)
	p.curve.add(p.Epoch, p.TrainLoss, p.TestLoss)
}

func (p *Playground) loss(columns []float64, points []Point) float64 {
	out := p.Net.outputs(columns, len(points))
	sum := 0.0
	for i, o := range out {
		e := o - points[i].Label
		sum += float64(0.5 * e * e)
	}
	return sum / float64(max(len(points), 1))
}

// Output returns the network's answer at (x, y).
func (p *Playground) Output(x, y float64) float64 { return p.Net.Forward(p.inputs(x, y)) }

// Accuracy returns the share of points whose label has the sign of the output; NaN without points.
func (p *Playground) Accuracy(points []Point) float64 {
	right := 0
	for _, q := range points {
		if (p.Output(q.X, q.Y) >= 0) == (q.Label >= 0) {
			right++
		}
	}
	if len(points) == 0 {
		return math.NaN()
	}
	return float64(right) / float64(len(points))
}

// Curve returns the losses so far.
func (p *Playground) Curve() *Curve { return &p.curve }

// A Curve is losses over epochs in bounded memory: when it is full, every second entry goes and the spacing doubles.
type Curve struct {
	Epochs      []int
	Train, Test []float64
	spacing     int
}

const curveCap = 1024

func (c *Curve) add(epoch int, train, test float64) {
	if c.spacing == 0 {
		c.spacing = 1
	}
	if epoch%c.spacing != 0 {
		return
	}
	if len(c.Epochs) == curveCap {
		c.thin()
	}
	c.Epochs, c.Train, c.Test = append(c.Epochs, epoch), append(c.Train, train), append(c.Test, test)
}

func (c *Curve) thin() {
	c.spacing *= 2
	k := 0
	for i, e := range c.Epochs {
		if e%c.spacing == 0 {
			c.Epochs[k], c.Train[k], c.Test[k] = e, c.Train[i], c.Test[i]
			k++
		}
	}
	c.cut(k)
}

func (c *Curve) cut(n int) { c.Epochs, c.Train, c.Test = c.Epochs[:n], c.Train[:n], c.Test[:n] }

// back forgets what lies after an epoch.
func (c *Curve) back(epoch int) {
	n := len(c.Epochs)
	for n > 0 && c.Epochs[n-1] > epoch {
		n--
	}
	c.cut(n)
}
