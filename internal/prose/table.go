package prose

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"learn-llm/internal/theme"
)

// table sets a table in at most width cells: columns share the room by what they hold, cells are folded.
func (s *setter) table(n *extast.Table, width int) []string {
	var rows [][]string
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var cells []string
		for cell := row.FirstChild(); cell != nil && len(cells) < mostColumns; cell = cell.NextSibling() {
			cells = append(cells, s.cell(cell, row.Kind() == extast.KindTableHeader))
		}
		rows = append(rows, cells)
	}
	if len(rows) == 0 || len(rows[0]) == 0 {
		return nil
	}
	widths := columnWidths(rows, width)
	var out []string
	for i, row := range rows {
		out = append(out, s.tableRow(row, widths, n.Alignments)...)
		if i == 0 {
			out = append(out, s.style(theme.Border, s.tableRule(widths)))
		}
	}
	return out
}

func (s *setter) cell(n ast.Node, head bool) string {
	words := s.inline(n)
	if head {
		return s.style(theme.Heading, words)
	}
	return words
}

// columnWidths gives each column what its widest cell asks for, and shortens the widest ones until all fit.
func columnWidths(rows [][]string, width int) []int {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for j, c := range row {
			if j < len(widths) {
				widths[j] = max(widths[j], ansi.StringWidth(c), 1)
			}
		}
	}
	room := width - 2*(len(widths)-1)
	for {
		sum, widest := 0, 0
		for j, w := range widths {
			sum += w
			if w > widths[widest] {
				widest = j
			}
		}
		if sum <= room || widths[widest] <= 2 {
			return widths
		}
		widths[widest]--
	}
}

func (s *setter) tableRule(widths []int) string {
	parts := make([]string, len(widths))
	for j, w := range widths {
		parts[j] = strings.Repeat(s.pick("─", "-", "-"), w)
	}
	return strings.Join(parts, "  ")
}

func (s *setter) tableRow(row []string, widths []int, align []extast.Alignment) []string {
	folded := make([][]string, len(widths))
	height := 1
	for j, w := range widths {
		if j < len(row) {
			folded[j] = Wrap(row[j], w, 0)
			height = max(height, len(folded[j]))
		}
	}
	out := make([]string, height)
	for y := range out {
		var b strings.Builder
		for j, w := range widths {
			c := ""
			if y < len(folded[j]) {
				c = folded[j][y]
			}
			pad := strings.Repeat(" ", max(0, w-ansi.StringWidth(c)))
			if j < len(align) && align[j] == extast.AlignRight {
				c, pad = pad+c, ""
			}
			b.WriteString(c + pad)
			if j < len(widths)-1 {
				b.WriteString("  ")
			}
		}
		out[y] = strings.TrimRight(b.String(), " ")
	}
	return out
}
