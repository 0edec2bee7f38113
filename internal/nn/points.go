package nn

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// maxPoints is how many points of one's own a playground takes.
const maxPoints = 5000

// ReadPoints reads points of one's own as CSV, a line x,y,label each; a first line of words is skipped, # begins a
// comment. Coordinates are in [−6, 6]; a label is 1 or −1 for classification, or any number in
// [−1, 1] for regression. Errors name the line.
func ReadPoints(r io.Reader) ([]Point, error) {
	lines := csv.NewReader(r)
	lines.Comment, lines.TrimLeadingSpace, lines.FieldsPerRecord = '#', true, 3
	var points []Point
	for {
		fields, err := lines.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("read points, three columns x,y,label: %w", err)
		}
		line, _ := lines.FieldPos(0)
		p, err := readPoint(fields)
		switch {
		case err != nil && line == 1:
			continue
		case err != nil:
			return nil, fmt.Errorf("read points: line %d: %w", line, err)
		case len(points) == maxPoints:
			return nil, fmt.Errorf("read points: more than %d, take fewer", maxPoints)
		}
		points = append(points, p)
	}
	if len(points) < 2 {
		return nil, fmt.Errorf("read points: %d, it takes at least 2", len(points))
	}
	return points, nil
}

func readPoint(fields []string) (Point, error) {
	var v [3]float64
	for i, limit := range []float64{Span, Span, 1} {
		f, err := strconv.ParseFloat(strings.TrimSpace(fields[i]), 64)
		if err != nil {
			return Point{}, fmt.Errorf("%q is not a number", fields[i])
		}
		if !(math.Abs(f) <= limit) {
			return Point{}, fmt.Errorf("%g is outside −%g … %g", f, limit, limit)
		}
		v[i] = f
	}
	return Point{v[0], v[1], v[2]}, nil
}

// WritePoints writes points as ReadPoints reads them.
func WritePoints(w io.Writer, points []Point) error {
	if _, err := fmt.Fprintln(w, "x,y,label"); err != nil {
		return fmt.Errorf("write points: %w", err)
	}
	for _, p := range points {
		if _, err := fmt.Fprintf(w, "%g,%g,%g\n", p.X, p.Y, p.Label); err != nil {
			return fmt.Errorf("write points: %w", err)
		}
	}
	return nil
}
