// Package widget holds the live demonstrations, one file each, and the contract that they keep.
// It knows how a demonstration answers keys and what it shows; it does not know pages, time, or where a demonstration stands.
package widget

import (
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"sort"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
)

// A Widget is one live demonstration on a page. The program's own goroutine
// makes every call; a Widget starts no goroutine but through its commands.
type Widget interface {
	// Update takes one tea.KeyPressMsg, tea.PasteMsg, Mouse, Tick, or message from a
	// command that the Widget returned earlier. It returns within a frame: slower
	// work goes into the command, which may not touch the Widget.
	Update(tea.Msg) tea.Cmd

	// View draws the Widget in at most width×height cells and changes nothing.
	View(width, height int) string

	// Keys lists the keys that Update answers to, for the help line.
	Keys() []key.Binding

	// Running reports whether the Widget wants a Tick with every frame.
	Running() bool

	// Report says what View shows, in words and numbers: for plain mode and
	// screen readers, the i and x keys, --json, and the tests.
	Report() Report
}

// A Report is the text twin of a picture.
type Report struct {
	Narration string  // one or two sentences, in the learner's language
	Values    []Value // every number that the screen shows
}

// A Value is one number and how it came about, with the current operands:
// {"loss", 0.0014, "", "mean of ½(o−t)² over 64 points"}.
type Value struct {
	Name  string  `json:"name"` // English and stable: scripts read it
	Value float64 `json:"value"`
	Unit  string  `json:"unit"`
	How   string  `json:"how"` // in the learner's language
}

// A Tick is one frame of the page's clock. It carries no time, so that the
// same Ticks always give the same pictures.
type Tick struct{}

// A Mouse is something done with the mouse at a cell of a view of Width×Height cells, (0, 0) its top left.
type Mouse struct {
	X, Y, Width, Height int
	Do                  MouseAction
}

// A MouseAction is what was done with the mouse.
type MouseAction uint8

// The mouse actions. Drag and Hover are movements with and without the left button.
const (
	Press MouseAction = iota
	Drag
	Release
	Hover
	WheelUp
	WheelDown
)

// A Typist is a Widget that takes text at times: while Typing, every key but Esc and Ctrl-C goes to Update.
// Cursor returns where the terminal's cursor belongs in a view of width×height cells, so that an input method opens there.
type Typist interface {
	Typing() bool
	Cursor(width, height int) (x, y int, ok bool)
}

// A Quest is a Widget with a goal. Goal returns it in words, and whether it is reached; "" for none at present.
type Quest interface {
	Goal() (text string, reached bool)
}

// A Closer is a Widget that holds something to give back when its page is left.
type Closer interface {
	Close()
}

// A Memory keeps what the learner made from one demonstration to the next, and from day to day.
type Memory interface {
	Get(name string) ([]byte, bool)      // the value that was put last
	Put(name string, value []byte) error // stored when it returns nil
	Predict(p Prediction) error          // adds to the learner's calibration record
	Predictions() (made []Prediction)    // all, oldest first
}

// A Prediction is what the learner expected, and whether it came true.
type Prediction struct {
	Name       string  // what was predicted: a stable key
	Confidence float64 // in [0, 1]: the probability that the learner gave to being right
	Right      bool
}

// Models lends language models, read-only.
type Models = *lm.Shelf

// Env is what a Widget may know of the world.
type Env struct {
	Ctx    context.Context                         // ends with the program
	Seed   uint64                                  // of all randomness in the Widget
	T      func(phrase string, args ...any) string // fmt.Sprintf in the learner's language
	Pen    *plot.Pen                               // theme and glyphs; another value after the theme key
	Memory Memory                                  // never nil
	Models Models                                  // language models to borrow; nil has none
}

// A constructor parses a fence's settings and makes the Widget.
// text is the fence's body: words in the learner's language.
type constructor func(args []string, text string, env Env) (Widget, error)

// New makes the widget of that name. The error says what is wrong with name or args and what would be right.
func New(name string, args []string, text string, env Env) (Widget, error) {
	c, ok := constructors[name]
	if !ok {
		return nil, fmt.Errorf("there is no demonstration %q; there are %s", name, strings.Join(Names(), ", "))
	}
	w, err := c(args, text, env)
	if err != nil {
		return nil, fmt.Errorf("demonstration %s: %w", name, err)
	}
	return w, nil
}

// Names returns the names of all demonstrations, sorted.
func Names() []string {
	names := make([]string, 0, len(constructors))
	for name := range constructors {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Known reports whether there is a demonstration of that name.
func Known(name string) bool { return constructors[name] != nil }

// parse parses args with the flags that define sets up; an error names the flag and lists those that exist.
func parse(args []string, define func(*flag.FlagSet)) error {
	fs := flag.NewFlagSet("", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	define(fs)
	if err := fs.Parse(args); err != nil {
		var have []string
		fs.VisitAll(func(f *flag.Flag) { have = append(have, "-"+f.Name) })
		if len(have) == 0 {
			return fmt.Errorf("%w; it takes no settings", err)
		}
		return fmt.Errorf("%w; its settings are %s", err, strings.Join(have, ", "))
	}
	if fs.NArg() > 0 {
		return fmt.Errorf("%q is not a setting; settings begin with -", fs.Arg(0))
	}
	return nil
}

// oneOf returns an error that lists the choices if value is not among them.
func oneOf(setting, value string, choices []string) error {
	if slices.Contains(choices, value) {
		return nil
	}
	return fmt.Errorf("-%s=%s is not known; it is one of %s", setting, value, strings.Join(choices, ", "))
}

// between returns an error that gives the range if value is outside.
func between(setting string, value, least, most int) error {
	if value < least || value > most {
		return fmt.Errorf("-%s=%d is out of range; it goes from %d to %d", setting, value, least, most)
	}
	return nil
}
