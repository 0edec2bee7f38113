package nn

import "math"

// Span is the half-width of the playground's picture: it shows [−6, 6]².
const Span = 6

// A Heat is what every neuron answers over the picture, at one resolution; Draw fills it again and again
// without allocation, as long as the network keeps its shape.
type Heat struct {
	Width, Height int
	Inputs        [][]float64   // [inputs][Height·Width] row by row from the top left, y upwards
	Layers        [][][]float64 // [layers][neurons][Height·Width]

	columns []float64
}

// Draw computes the maps of a playground at width×height; cell (c, r) is asked at its centre.
func (h *Heat) Draw(p *Playground, width, height int) {
	count := width * height
	if h.Width != width || h.Height != height || len(h.Inputs) != len(p.row) {
		h.Width, h.Height = width, height
		h.columns = make([]float64, count*len(p.row))
		h.Inputs = make([][]float64, len(p.row))
		for i := range h.Inputs {
			h.Inputs[i] = h.columns[i*count : i*count+count : i*count+count]
		}
		for k := range count {
			x, y := h.At(k%width, k/width)
			for i, v := range p.inputs(x, y) {
				h.Inputs[i][k] = v
			}
		}
	}
	p.Net.outputs(h.columns, count)
	if len(h.Layers) != len(p.Net.Layers) {
		h.Layers = make([][][]float64, len(p.Net.Layers))
	}
	for l := range p.Net.Layers {
		h.addLayer(&p.Net.Layers[l], l, count)
	}
}

// addLayer copies a layer's maps: its scratch is written again by the next step.
func (h *Heat) addLayer(l *Layer, at, count int) {
	maps := h.Layers[at]
	if len(maps) != len(l.B) || len(maps) > 0 && len(maps[0]) != count {
		maps = make([][]float64, len(l.B))
		for j := range maps {
			maps[j] = make([]float64, count)
		}
		h.Layers[at] = maps
	}
	for j := range maps {
		copy(maps[j], l.many[j*count:j*count+count])
	}
}

// At returns the point of the plane at the centre of a cell.
func (h *Heat) At(column, row int) (x, y float64) {
	return Span * (2*(float64(column)+0.5)/float64(h.Width) - 1), Span * (1 - 2*(float64(row)+0.5)/float64(h.Height))
}

// A Range is the smallest and the largest output of a neuron over some points.
type Range struct{ Min, Max float64 }

// Ranges returns, for each layer and neuron, the range of its output over the training points.
func (p *Playground) Ranges() [][]Range {
	p.Net.outputs(p.trainC, len(p.Train))
	all := make([][]Range, len(p.Net.Layers))
	for l := range all {
		layer := &p.Net.Layers[l]
		all[l] = make([]Range, len(layer.B))
		for j := range all[l] {
			all[l][j] = rangeOf(layer.many[j*len(p.Train) : (j+1)*len(p.Train)])
		}
	}
	return all
}

func rangeOf(values []float64) Range {
	r := Range{math.Inf(1), math.Inf(-1)}
	for _, v := range values {
		r.Min, r.Max = min(r.Min, v), max(r.Max, v)
	}
	return r
}
