package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"github.com/spf13/cobra"

	"learn-llm/internal/lesson"
	"learn-llm/internal/tui"
	"learn-llm/internal/widget"
)

// ran is what widget --json prints.
type ran struct {
	Widget    string         `json:"widget"`
	Args      []string       `json:"args"`
	Seed      uint64         `json:"seed"`
	Ticks     int            `json:"ticks"`
	Narration string         `json:"narration"`
	Values    []widget.Value `json:"values"`
}

// widgetFlags are the flags of the widget command that are not the demonstration's own.
type widgetFlags struct {
	asJSON bool
	ticks  int
	keys   string
	text   string
}

func (c *command) widgetCommand() *cobra.Command {
	return &cobra.Command{
		Use: "widget NAME [settings]", Short: c.t("one demonstration alone; with --json without a screen"),
		Example:            "  learn-llm widget relufit -hidden=8\n  learn-llm widget coins --json --ticks 60 --keys \"space tick:100 right\"",
		DisableFlagParsing: true, // the demonstration's settings are its own
		RunE: func(cmd *cobra.Command, args []string) error {
			f, rest, err := c.splitFlags(args)
			if err != nil {
				return err
			}
			if len(rest) == 0 || rest[0] == "-h" || rest[0] == "--help" {
				c.help(cmd, nil)
				fmt.Fprintf(c.stdout, "\n%s %s\n", c.t("Demonstrations:"), strings.Join(widget.Names(), " "))
				return nil
			}
			if err := c.settings(); err != nil {
				return err
			}
			return c.widget(cmd, f, rest[0], rest[1:])
		},
	}
}

// splitFlags takes the program's flags out of the arguments and leaves the demonstration's.
func (c *command) splitFlags(args []string) (f widgetFlags, rest []string, err error) {
	texts := map[string]*string{"--lang": &c.lang, "--theme": &c.themeName, "--glyphs": &c.glyphs, "--color": &c.color, "--content": &c.content, "--keys": &f.keys, "--text": &f.text}
	switches := map[string]*bool{"--no-motion": &c.noMotion, "--plain": &c.plain, "--json": &f.asJSON}
	for i := 0; i < len(args); i++ {
		name, value, has := strings.Cut(args[i], "=")
		takes := func() error {
			if has {
				return nil
			}
			i++
			if i >= len(args) {
				return usage("%s", c.t("%s needs a value", name))
			}
			value = args[i]
			return nil
		}
		switch {
		case texts[name] != nil:
			if err := takes(); err != nil {
				return f, nil, err
			}
			*texts[name] = value
		case switches[name] != nil && !has:
			*switches[name] = true
		case name == "--seed", name == "--ticks":
			if err := takes(); err != nil {
				return f, nil, err
			}
			n, err := strconv.ParseUint(value, 10, 63)
			if err != nil || name == "--ticks" && n > 10_000_000 {
				return f, nil, usage("%s", c.t("%s %q is not a number from 0 to %d", name, value, 10_000_000))
			}
			if name == "--seed" {
				c.seed = n
				continue
			}
			f.ticks = int(n)
		default:
			rest = append(rest, args[i])
		}
	}
	return f, rest, nil
}

// widget runs one demonstration, with the words that the course gives it.
func (c *command) widget(cmd *cobra.Command, f widgetFlags, name string, args []string) error {
	courses, err := c.courses()
	if err != nil {
		return err
	}
	demo := words(courses[c.lang], name)
	if f.text != "" {
		demo.Text = f.text
	}
	if len(args) == 0 {
		args = demo.Args
	}
	if f.asJSON || f.keys != "" || f.ticks > 0 {
		return c.runWidget(f, name, args, demo.Text)
	}
	if _, _, ok := terminal(c.stdout); !ok || c.plain || c.getenv("TERM") == "dumb" {
		pen := c.paper().pen
		if _, err := widget.New(name, args, demo.Text, c.env(&pen)); err != nil {
			return usage("%w", err)
		}
		c.still(c.stdout, c.paper(), lesson.Demo{Name: name, Args: args, Text: demo.Text})
		return nil
	}
	if _, _, ok := terminal(c.stdin); !ok {
		return failure{exitTerminal, errors.New(c.t("standard input is not a terminal; add --json to run without one"))}
	}
	solo, err := tui.NewSolo(cmd.Context(), tui.Config{Phrases: phrases(), Lang: c.lang, Theme: c.themeFor(), Glyphs: c.glyphTier(), NoMotion: c.noMotion, Seed: c.seed, Models: c.shelf()}, name, args, demo.Text)
	if err != nil {
		return usage("%w", err)
	}
	return c.show(cmd.Context(), solo)
}

// words is how the course uses a demonstration first; empty if it does not.
func words(course *lesson.Course, name string) lesson.Demo {
	for _, s := range course.Sections() {
		for _, b := range s.Blocks() {
			if d, ok := b.(lesson.Demo); ok && d.Name == name {
				return d
			}
		}
	}
	return lesson.Demo{}
}

// runWidget gives a demonstration keys and ticks without a screen, and prints what it then reports.
func (c *command) runWidget(f widgetFlags, name string, args []string, text string) error {
	pen := c.paper().pen
	w, err := widget.New(name, args, text, c.env(&pen))
	if err != nil {
		return usage("%w", err)
	}
	r := &runner{w: w}
	if err := r.script(f.keys); err != nil {
		return err
	}
	r.tick(f.ticks)
	if closer, ok := w.(widget.Closer); ok {
		defer closer.Close()
	}
	report := w.Report()
	if !f.asJSON {
		_, err := io.WriteString(c.stdout, report.Narration+"\n")
		return err
	}
	e := json.NewEncoder(c.stdout)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(ran{name, append([]string{}, args...), c.seed, r.ticks, report.Narration, append([]widget.Value{}, report.Values...)})
}

// A runner drives a demonstration without a screen: its commands are carried out at once.
type runner struct {
	w     widget.Widget
	ticks int
}

// script presses keys: names as Bubble Tea writes them, tick:N for N frames, type:TEXT for text (_ is a space).
func (r *runner) script(keys string) error {
	for _, word := range strings.Fields(keys) {
		kind, rest, has := strings.Cut(word, ":")
		switch {
		case kind == "tick" && has:
			n, err := strconv.Atoi(rest)
			if err != nil || n < 0 || n > 10_000_000 {
				return usage("--keys: %q is not tick:N with a number N", word)
			}
			r.tick(n)
		case kind == "type" && has:
			for _, ch := range strings.ReplaceAll(rest, "_", " ") {
				r.send(tea.KeyPressMsg{Code: ch, Text: string(ch)})
			}
		default:
			msg, ok := pressOf(word)
			if !ok {
				return usage("--keys: there is no key %q; write names such as space, right, enter, x, tick:30, type:text", word)
			}
			r.send(msg)
		}
	}
	return nil
}

func (r *runner) tick(n int) {
	for range n {
		r.send(widget.Tick{})
	}
	r.ticks += n
}

// send delivers a message and everything that its commands answer.
func (r *runner) send(msg tea.Msg) {
	queue := []tea.Cmd{r.w.Update(msg)}
	for len(queue) > 0 {
		cmd := queue[0]
		queue = queue[1:]
		if cmd == nil {
			continue
		}
		switch answer := cmd().(type) {
		case nil:
		case tea.BatchMsg:
			queue = append(queue, answer...)
		default:
			queue = append(queue, r.w.Update(answer))
		}
	}
}

// namedKeys are the keys that have a name.
var namedKeys = map[string]rune{
	"space": tea.KeySpace, "enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "home": tea.KeyHome, "end": tea.KeyEnd, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
}

// pressOf makes the message of a key from its name.
func pressOf(name string) (tea.KeyPressMsg, bool) {
	var mod tea.KeyMod
	for prefix, m := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "shift+": tea.ModShift, "alt+": tea.ModAlt} {
		if rest, ok := strings.CutPrefix(name, prefix); ok && rest != "" {
			name, mod = rest, mod|m
		}
	}
	if code, ok := namedKeys[name]; ok {
		msg := tea.KeyPressMsg{Code: code, Mod: mod}
		if name == "space" && mod == 0 {
			msg.Text = " "
		}
		return msg, true
	}
	if utf8.RuneCountInString(name) != 1 {
		return tea.KeyPressMsg{}, false
	}
	code, _ := utf8.DecodeRuneInString(name)
	msg := tea.KeyPressMsg{Code: code, Mod: mod}
	if mod&^tea.ModShift == 0 {
		msg.Text = name
	}
	return msg, true
}
