package widget

import (
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// picture is the neuron drawn, under it the voltage over time, under that the pulses that came and the spikes that went.
func (s *spike) picture(width, height int) string {
	if s.curve {
		return s.rates(width, height)
	}
	c := plot.NewCanvas(width, height, *s.env.Pen)
	top := 0
	if height >= 13 && width >= 44 {
		s.cell(c)
		top = 6
	}
	rows := 0
	if height >= 8 {
		rows = 1
		if s.excite+s.inhibit > 0 {
			rows = 2
		}
	}
	n := s.neuron
	ch := plot.Chart{X: plot.Range{Min: -spikeWindow * spikeStep, Max: 0}, Y: plot.Range{Min: -2, Max: n.Threshold * 1.6},
		YLabel: "mV", XLabel: s.env.T("ms ago"),
		Rules: []plot.Rule{{At: n.Threshold, Horizontal: true, Role: theme.Warning}}}
	line := plot.Series{Role: theme.Data}
	stems := plot.Series{Role: theme.Focus, Kind: plot.Stems}
	for i, p := range s.trace {
		x := float64(i-len(s.trace)+1) * spikeStep
		line.X, line.Y = append(line.X, x), append(line.Y, p.v)
		if p.spike {
			stems.X, stems.Y = append(stems.X, x), append(stems.Y, n.Threshold*1.5)
		}
		ch.Y.Min = min(ch.Y.Min, p.v-1)
	}
	ch.Series = []plot.Series{line, stems}
	frame := ch.Draw(c, 0, top, width, height-top-rows)
	if _, y := frame.Cell(0, n.Threshold); frame.Width >= 30 {
		c.TextRight(frame.Left+frame.Width, int(y), theme.Warning, " "+s.env.T("threshold"))
	}
	s.raster(c, frame, height-rows, rows)
	return c.String()
}

// raster marks the spikes, and the pulses that came, under the time axis.
func (s *spike) raster(c *plot.Canvas, frame plot.Frame, y, rows int) {
	if rows == 0 {
		return
	}
	mark := '┃'
	if s.env.Pen.Glyphs == plot.ASCII {
		mark = '|'
	}
	for i, p := range s.trace {
		cx, _ := frame.Cell(float64(i-len(s.trace)+1)*spikeStep, 0)
		x := min(int(cx), frame.Left+frame.Width-1)
		if p.spike {
			c.Set(x, y, theme.Focus, mark)
		}
		if rows > 1 && p.plus {
			c.Set(x, y+1, theme.Positive, '+')
		}
		if rows > 1 && p.minus {
			c.Set(x, y+1, theme.Negative, '-')
		}
	}
}

// The cell as it is drawn: dendrites, cell body, an axon in myelin, synapses. Each line is 44 cells.
var (
	cellASCII = []string{
		`  \  |  /`,
		` --\ | /--.-----.   ____   ____   ____   /-o`,
		` ----------(     )=(____)=(____)=(____)=<--o`,
		` --/ | \--'-----'                        \-o`,
		`  /  |  \`,
	}
	cellLines = []string{
		`  ╲  │  ╱`,
		` ──╲ │ ╱──╭─────╮  ╭────╮ ╭────╮ ╭────╮ ╭─●`,
		` ──────────     ├──┤    ├─┤    ├─┤    ├─┼─●`,
		` ──╱ │ ╲──╰─────╯  ╰────╯ ╰────╯ ╰────╯ ╰─●`,
		`  ╱  │  ╲`,
	}
)

// Where the parts of the drawn cell stand.
const (
	axonFrom, axonTo = 17, 40 // columns
	axonSteps        = 36     // steps of spikeStep that the pulse takes on the screen
)

// cell draws the neuron: the body fills with the voltage, a spike runs along the axon.
func (s *spike) cell(c *plot.Canvas) {
	art, full, pulse := cellLines, '█', '◆'
	if s.env.Pen.Glyphs == plot.ASCII {
		art, full, pulse = cellASCII, '#', '*'
	}
	width, _ := c.Size()
	left := max(0, (width-44)/2)
	for y, l := range art {
		c.Text(left, y, theme.Muted, l)
	}
	level := int(5*max(0, s.neuron.V)/s.neuron.Threshold + 0.5)
	role := theme.Data
	if s.fired >= 0 && s.fired < 6 {
		level, role = 5, theme.Focus
	}
	for i := range min(5, level) {
		c.Set(left+11+i, 2, role, full)
	}
	if s.fired >= 0 && s.fired < axonSteps {
		x := left + axonFrom + s.fired*(axonTo-axonFrom)/axonSteps
		c.Set(x, 2, theme.Focus, pulse)
		c.Set(x-1, 2, theme.Focus, pulse)
	}
	if s.fired >= axonSteps && s.fired < axonSteps+10 {
		for y := 1; y <= 3; y++ {
			c.Set(left+axonTo+2, y, theme.Focus, pulse)
		}
	}
	s.cellNames(c, left)
}

func (s *spike) cellNames(c *plot.Canvas, left int) {
	t := s.env.T
	c.Text(left+11, 0, theme.Muted, t("cell body"))
	c.TextCentre(left+29, 0, theme.Muted, t("axon in myelin"))
	c.TextCentre(left+42, 4, theme.Muted, t("synapses"))
	c.Text(left+11, 4, theme.Muted, t("dendrites on the left"))
}
