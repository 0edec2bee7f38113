package tui

import (
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/plot"
	"learn-llm/internal/prose"
	"learn-llm/internal/theme"
	"learn-llm/internal/widget"
)

// A frame holds one demonstration on the screen: its border, the keys that all demonstrations share, and the fence
// that keeps a fault in it from the rest of the course.
type frame struct {
	name  string
	args  []string
	words string // the fence's body: what is shown where the demonstration does not fit
	env   widget.Env

	w     widget.Widget // nil after a fault
	fault string        // what went wrong, in the learner's language

	focused bool
	sheet   sheet // what is laid over the picture
	at      int   // the value at hand on the inspect sheet
}

// A sheet is what a frame shows instead of the picture.
type sheet uint8

const (
	noSheet sheet = iota
	explainSheet
	inspectSheet
)

// The smallest view in which a demonstration is drawn; below it its words are shown.
const (
	leastWidth  = 38
	leastHeight = 8
)

// newFrame builds the demonstration. A wrong setting is a fault of this frame alone.
func newFrame(name string, args []string, words string, env widget.Env) *frame {
	f := &frame{name: name, args: args, words: words, env: env}
	f.build()
	return f
}

// build makes the widget anew from its settings and seed.
func (f *frame) build() {
	f.close()
	f.fault, f.w = "", nil
	defer f.fence()
	w, err := widget.New(f.name, f.args, f.words, f.env)
	if err != nil {
		f.fault = err.Error()
		return
	}
	f.w = w
}

// close gives back what the widget holds.
func (f *frame) close() {
	if c, ok := f.w.(widget.Closer); ok {
		defer f.fence()
		c.Close()
	}
}

// fence turns a panic of the widget into a fault of the frame. It is deferred around every call of a widget.
func (f *frame) fence() {
	if v := recover(); v != nil {
		f.w = nil
		f.fault = f.env.T("this demonstration has stumbled (%v); r starts it again, the course goes on", v)
	}
}

// reply carries the answer of a widget's command home.
type reply struct {
	to    widget.Widget
	msg   tea.Msg
	fault string
}

// address wraps a command of w so that its answer finds its way home; a panic in it becomes a fault.
func address(w widget.Widget, cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() (out tea.Msg) {
		defer func() {
			if v := recover(); v != nil {
				out = reply{to: w, fault: fmt.Sprint(v)}
			}
		}()
		switch msg := cmd().(type) {
		case nil:
			return nil
		case tea.BatchMsg:
			wrapped := make(tea.BatchMsg, len(msg))
			for i, c := range msg {
				wrapped[i] = address(w, c)
			}
			return wrapped
		default:
			return reply{to: w, msg: msg}
		}
	}
}

// deliver gives the widget one message inside the fence.
func (f *frame) deliver(msg tea.Msg) tea.Cmd {
	if f.w == nil {
		return nil
	}
	defer f.fence()
	w := f.w
	return address(w, w.Update(msg))
}

// home delivers a command's answer if it belongs to this frame, and reports whether it did.
func (f *frame) home(r reply) (tea.Cmd, bool) {
	if f.w == nil || r.to != f.w {
		return nil, false
	}
	if r.fault != "" {
		f.w = nil
		f.fault = f.env.T("this demonstration has stumbled (%v); r starts it again, the course goes on", r.fault)
		return nil, true
	}
	return f.deliver(r.msg), true
}

// press answers a key: first the widget's own while it takes text, then the shared keys, then the widget's.
// used is false for a key that nobody here wants.
func (f *frame) press(msg tea.KeyPressMsg) (cmd tea.Cmd, used bool) {
	if f.typing() {
		return f.deliver(msg), true
	}
	if f.shared(msg.String()) {
		return nil, true
	}
	if f.sheet != noSheet {
		return nil, false
	}
	for _, b := range f.keys() {
		if key.Matches(msg, b) {
			return f.deliver(msg), true
		}
	}
	return nil, false
}

// shared answers the keys that every demonstration has.
func (f *frame) shared(k string) bool {
	switch k {
	case "r":
		f.build()
	case "s":
		f.env.Seed++
		f.build()
	case "x":
		f.toggle(explainSheet)
	case "i":
		f.toggle(inspectSheet)
	case "up", "down", "esc":
		return f.turn(k)
	default:
		return false
	}
	return true
}

func (f *frame) toggle(s sheet) {
	if f.sheet == s {
		s = noSheet
	}
	f.sheet, f.at = s, 0
}

// turn moves on a sheet, or closes it.
func (f *frame) turn(k string) bool {
	if f.sheet == noSheet {
		return false
	}
	switch n := len(f.report().Values); {
	case k == "esc":
		f.sheet = noSheet
	case k == "up":
		f.at = max(0, f.at-1)
	default:
		f.at = min(max(0, n-1), f.at+1)
	}
	return true
}

func (f *frame) typing() bool {
	t, ok := f.w.(widget.Typist)
	if !ok {
		return false
	}
	defer f.fence()
	return t.Typing()
}

func (f *frame) keys() []key.Binding {
	if f.w == nil {
		return nil
	}
	defer f.fence()
	return f.w.Keys()
}

func (f *frame) running() bool {
	if f.w == nil || f.sheet != noSheet {
		return false
	}
	defer f.fence()
	return f.w.Running()
}

func (f *frame) report() (r widget.Report) {
	if f.w == nil {
		return widget.Report{Narration: f.fault}
	}
	defer f.fence()
	return f.w.Report()
}

// picture is the widget's view, or what stands in for it, in at most width×height cells.
func (f *frame) picture(width, height int) (s string) {
	if width < leastWidth || height < leastHeight {
		return f.note(f.words+"\n\n"+f.env.T("the picture needs %d×%d cells and has %d×%d: enlarge the window, or press e", leastWidth, leastHeight, width, height), width, height)
	}
	if f.w == nil {
		return f.note(f.fault, width, height)
	}
	switch f.sheet {
	case explainSheet:
		return f.note(f.report().Narration, width, height)
	case inspectSheet:
		return f.inspect(width, height)
	}
	defer func() {
		if f.w == nil {
			s = f.note(f.fault, width, height)
		}
	}()
	defer f.fence()
	return plot.Fit(f.w.View(width, height), width, height)
}

func (f *frame) note(s string, width, height int) string {
	return plot.Fit(strings.Join(prose.Wrap(prose.Clean(s), max(1, width), 0), "\n"), width, height)
}

// inspect lists the values that the picture shows, the one at hand with the formula and the operands it came from.
func (f *frame) inspect(width, height int) string {
	values := f.report().Values
	if len(values) == 0 {
		return f.note(f.env.T("there is no number on this picture yet"), width, height)
	}
	f.at = min(f.at, len(values)-1)
	how := prose.Wrap(prose.Clean(values[f.at].How), max(1, width-2), 0)
	room := max(1, height-len(how)-1)
	from := max(0, min(f.at-room/2, len(values)-room))
	names := 0
	for _, v := range values {
		names = max(names, ansi.StringWidth(v.Name))
	}
	var out []string
	for i := from; i < min(len(values), from+room); i++ {
		v := values[i]
		line := fmt.Sprintf("%-*s  %s", names, v.Name, strings.TrimSpace(number(v.Value)+" "+v.Unit))
		if i == f.at {
			out = append(out, f.env.Pen.Paint(theme.Focus, "▸ "+line))
			continue
		}
		out = append(out, f.env.Pen.Paint(theme.Text, "  "+line))
	}
	out = append(out, "")
	for _, l := range how {
		out = append(out, f.env.Pen.Paint(theme.Data, l))
	}
	return plot.Fit(strings.Join(out, "\n"), width, height)
}

// number writes a value with as many digits as say something.
func number(v float64) string { return strings.Replace(fmt.Sprintf("%.6g", v), "-", "−", 1) }

// view draws the demonstration with its border in exactly the width asked for and height.
func (f *frame) view(width, height int) string {
	if width < 4 || height < 3 {
		return ""
	}
	role := theme.Border
	if f.focused {
		role = theme.Focus
	}
	g := border(f.env.Pen.Glyphs)
	pen := *f.env.Pen
	body := strings.Split(f.picture(width-4, height-2), "\n")
	out := []string{f.rule(g[0], g[1], g[2], " "+f.name+" ", f.status(), width, role)}
	for len(body) < height-2 {
		body = append(body, "")
	}
	for _, l := range body {
		pad := strings.Repeat(" ", max(0, width-4-ansi.StringWidth(l)))
		out = append(out, pen.Paint(role, g[3])+" "+l+pad+" "+pen.Paint(role, g[3]))
	}
	return strings.Join(append(out, f.rule(g[4], g[1], g[5], f.hints(width-6), "", width, role)), "\n")
}

// border is the corners and lines of a frame: top left, horizontal, top right, vertical, bottom left, bottom right.
func border(g plot.Glyphs) [6]string {
	if g == plot.ASCII {
		return [6]string{"+", "-", "+", "|", "+", "+"}
	}
	return [6]string{"╭", "─", "╮", "│", "╰", "╯"}
}

// rule is a horizontal border with words at its left and right.
func (f *frame) rule(left, line, right, head, tail string, width int, role theme.Role) string {
	head = ansi.Truncate(head, max(0, width-4), "")
	if ansi.StringWidth(head)+ansi.StringWidth(tail) > width-5 {
		tail = ""
	}
	gap := width - 3 - ansi.StringWidth(head) - ansi.StringWidth(tail)
	tailEnd := 0
	if tail != "" {
		tailEnd, gap = 1, gap-1
	}
	return f.env.Pen.Paint(role, left+line+ansi.Strip(head)+strings.Repeat(line, max(0, gap))+tail+strings.Repeat(line, tailEnd)+right)
}

// status is what the upper border says at its right: a goal that is reached, else the seed.
func (f *frame) status() string {
	if q, ok := f.w.(widget.Quest); ok {
		defer f.fence()
		if text, reached := q.Goal(); reached {
			return " ✓ " + text + " "
		}
	}
	return " " + f.env.T("seed %d", f.env.Seed) + " "
}

// hints is the line of keys: the widget's own, then the shared ones, as many as fit.
func (f *frame) hints(width int) string {
	if !f.focused {
		return " " + f.env.T("Enter: try it") + " "
	}
	parts := []string{}
	for _, b := range append(f.keys(), sharedKeys(f.env.T)...) {
		if b.Help().Desc != "" {
			parts = append(parts, keyLabel(f.env.T, b.Help().Key)+" "+b.Help().Desc)
		}
	}
	line := ""
	for _, p := range parts {
		next := line + " · " + p
		if line == "" {
			next = p
		}
		if ansi.StringWidth(next) > width-2 {
			break
		}
		line = next
	}
	return " " + line + " "
}

// sharedKeys are the bindings that every demonstration answers to.
func sharedKeys(t func(string, ...any) string) []key.Binding {
	bind := func(k, does string) key.Binding {
		return key.NewBinding(key.WithKeys(k), key.WithHelp(k, does))
	}
	return []key.Binding{
		bind("r", t("reset")), bind("x", t("explain")), bind("i", t("inspect")), bind("s", t("new seed")), bind("e", t("full screen")), bind("esc", t("leave")),
	}
}

// cursor is where the terminal's cursor stands in the picture while the widget takes text.
func (f *frame) cursor(width, height int) (x, y int, ok bool) {
	t, is := f.w.(widget.Typist)
	if !is || !f.typing() {
		return 0, 0, false
	}
	defer f.fence()
	return t.Cursor(width, height)
}
