package widget

import (
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

// marks puts a point for every single year on the axis and its name above.
func (w *timeline) marks(a yearAxis) {
	point, chosen := '●', '◆'
	if a.ascii {
		point, chosen = 'o', '*'
	}
	w.names(a)
	for _, e := range epochs {
		if x := a.column(float64(e.from)); e.from == e.end() && x >= 0 && x < a.width {
			a.canvas.Set(x, a.row, theme.Data, point)
		}
	}
	a.canvas.Set(a.column(float64(epochs[w.at].from)), a.row, theme.Focus, chosen)
}

// A yearName is a name above the axis: it begins, or ends, over its year, and a line leads down to it.
type yearName struct {
	epoch, at, from, size int
}

// names writes as many names as find room. Those that begin over their year are placed from the right to the left, so
// that no line down crosses a name; those near the right edge end over their year and are placed the other way.
// If the entry at hand found none, it is placed first.
func (w *timeline) names(a yearAxis) {
	var begin, end []yearName
	for i, e := range epochs {
		x, size := a.column(float64(e.from)), ansi.StringWidth(w.env.T(e.name))
		switch {
		case e.from != e.end() || x < 0 || x >= a.width:
		case x+size <= a.width*5/6:
			begin = append([]yearName{{i, x, x, size}}, begin...)
		default:
			end = append(end, yearName{i, x, max(0, x-size+1), size})
		}
	}
	order := append(begin, end...)
	rows, ok := w.place(a, order)
	if !ok {
		for k, n := range order {
			if n.epoch == w.at {
				copy(order[1:k+1], order[:k])
				order[0] = n
			}
		}
		rows, _ = w.place(a, order)
	}
	for k, n := range order {
		if rows[k] < 0 {
			continue
		}
		role := theme.Data
		if n.epoch == w.at {
			role = theme.Focus
		}
		for y := rows[k] + 1; y < a.row; y++ {
			a.canvas.Set(n.at, y, theme.Border, [...]rune{'│', '|'}[btoi(a.ascii)])
		}
		a.canvas.Text(n.from, rows[k], role, w.env.T(epochs[n.epoch].name))
	}
}

// place gives each name the lowest row where it and its line down are free, −1 for none, and reports whether the entry
// at hand has one, or needs none.
func (w *timeline) place(a yearAxis, order []yearName) (rows []int, ok bool) {
	taken := make([][]bool, a.row)
	for i := range taken {
		taken[i] = make([]bool, a.width)
	}
	rows, ok = make([]int, len(order)), true
	for k, n := range order {
		rows[k] = lowest(taken, n)
		if rows[k] >= 0 {
			occupy(taken, n, rows[k])
		} else if n.epoch == w.at {
			ok = false
		}
	}
	return rows, ok
}

// lowest is the lowest row for a name; −1 if its line down is cut off before there is room.
func lowest(taken [][]bool, n yearName) int {
	for row := len(taken) - 1; row >= 0; row-- {
		if free(taken[row], n.from-1, n.from+n.size+1) {
			return row
		}
		if taken[row][n.at] {
			return -1
		}
	}
	return -1
}

func occupy(taken [][]bool, n yearName, row int) {
	for x := n.from; x < min(len(taken[row]), n.from+n.size); x++ {
		taken[row][x] = true
	}
	for y := row; y < len(taken); y++ {
		taken[y][n.at] = true
	}
}

func free(row []bool, from, to int) bool {
	for c := max(0, from); c < min(len(row), to); c++ {
		if row[c] {
			return false
		}
	}
	return true
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// spans draws the times that lasted, each in the first lane where it and its name are free.
func (w *timeline) spans(a yearAxis, lanes int) {
	full := make([]int, lanes) // the column after what stands last in a lane
	for i, e := range epochs {
		from, to := a.column(float64(e.from)), a.column(float64(e.end()))
		if e.from == e.end() || from >= a.width || to < 0 {
			continue
		}
		from, to = max(0, from), min(a.width-1, to)
		size := ansi.StringWidth(w.env.T(e.name))
		name, after := to+2, to+2+size // beside the span, if not in it
		switch {
		case size+4 <= to-from+1:
			name, after = from+(to-from+1-size)/2, to+1
		case after > a.width:
			name, after = from-1-size, to+1
		}
		for lane := range full {
			if full[lane] <= min(from, name) {
				full[lane] = after + 1
				w.span(a, a.row+2+lane, from, to, name, i)
				break
			}
		}
	}
}

func (w *timeline) span(a yearAxis, row, from, to, name, i int) {
	role := theme.Fit
	if i == w.at {
		role = theme.Focus
	}
	for x := from; x <= to; x++ {
		a.canvas.Set(x, row, role, [...]rune{'━', '='}[btoi(a.ascii)])
	}
	text := w.env.T(epochs[i].name)
	if name > from && name < to {
		name, text = name-1, " "+text+" "
	}
	a.canvas.Text(name, row, role, text)
}
