package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/spf13/cobra"

	"learn-llm/internal/lesson"
	"learn-llm/internal/plot"
	"learn-llm/internal/prose"
	"learn-llm/internal/theme"
	"learn-llm/internal/widget"
)

func (c *command) readCommand() *cobra.Command {
	return &cobra.Command{
		Use: "read SECTION", Short: c.t("a section on standard output"), Args: cobra.MaximumNArgs(1),
		Example: "  learn-llm read approximation | less\n  learn-llm read chance --lang zh",
		RunE: func(_ *cobra.Command, args []string) error {
			if err := c.settings(); err != nil {
				return err
			}
			courses, err := c.courses()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return usage("%s", c.t("which section? learn-llm list names them"))
			}
			s, err := c.section(courses[c.lang], args[0])
			if err != nil {
				return err
			}
			return c.read(courses[c.lang], s.ID)
		},
	}
}

// paper is how words are set on standard output.
type paper struct {
	width int
	pen   plot.Pen
	plain bool // no colour, no drawing: a pipe or a screen reader
}

// paper finds out what standard output can show; COLUMNS overrides the width, CLICOLOR_FORCE the colour.
func (c *command) paper() paper {
	width, _, tty := terminal(c.stdout)
	p := paper{width: 76, plain: !tty || c.getenv("TERM") == "dumb"}
	if tty {
		p.width = min(width, 80)
	}
	if n, err := strconv.Atoi(c.getenv("COLUMNS")); err == nil && n >= 20 && n <= 500 {
		p.width = n
	}
	if f := c.getenv("CLICOLOR_FORCE"); f != "" && f != "0" {
		p.plain = false
	}
	name := c.themeFor()
	if p.plain || c.colourless() {
		name = "mono"
	}
	p.pen.Theme, _ = theme.New(name)
	p.pen.Glyphs = c.glyphTier()
	return p
}

// read prints a section: the text, questions with their options, demonstrations as words and a still picture.
// Without a section it prints the list of sections.
func (c *command) read(course *lesson.Course, id string) error {
	s := course.Section(id)
	if s == nil {
		return c.list(course, false)
	}
	out := bufio.NewWriter(c.stdout)
	p := c.paper()
	c.words(out, p, "# "+s.Title)
	for _, step := range s.Steps {
		for _, b := range step.Blocks {
			fmt.Fprintln(out)
			c.block(out, p, b)
		}
	}
	return out.Flush()
}

func (c *command) block(out io.Writer, p paper, b lesson.Block) {
	switch b := b.(type) {
	case lesson.Prose:
		c.words(out, p, b.Text)
	case lesson.Demo:
		c.still(out, p, b)
	case lesson.Quiz:
		c.asked(out, p, b)
	}
}

// words prints Markdown.
func (c *command) words(out io.Writer, p paper, markdown string) {
	for _, l := range prose.Render(markdown, prose.Options{Width: p.width, Theme: p.pen.Theme, Lang: c.lang, Plain: p.plain, ASCII: p.pen.Glyphs == plot.ASCII}) {
		text := l.Text
		if p.plain {
			text = ansi.Strip(text)
		}
		fmt.Fprintln(out, strings.TrimRight(text, " "))
	}
}

// still prints a demonstration as its words, a picture of how it begins, and that picture in words.
func (c *command) still(out io.Writer, p paper, d lesson.Demo) {
	c.words(out, p, "**["+d.Name+"]** "+d.Text)
	w, err := widget.New(d.Name, d.Args, d.Text, c.env(&p.pen))
	if err != nil {
		return
	}
	fmt.Fprintln(out)
	if c.plain || c.getenv("ACCESSIBLE") != "" {
		c.words(out, p, w.Report().Narration)
		return
	}
	for _, l := range strings.Split(w.View(p.width, 16), "\n") {
		if p.plain {
			l = ansi.Strip(l)
		}
		fmt.Fprintln(out, strings.TrimRight(l, " "))
	}
}

func (c *command) env(pen *plot.Pen) widget.Env {
	return widget.Env{Ctx: context.Background(), Seed: c.seed, T: c.t, Pen: pen, Memory: widget.NewMemory(), Models: c.shelf()}
}

// asked prints a question with its options.
func (c *command) asked(out io.Writer, p paper, q lesson.Quiz) {
	head := c.t("Question")
	if q.Kind == lesson.Prediction {
		head = c.t("Predict")
	}
	c.words(out, p, "**"+head+".** "+q.Question)
	for i, o := range q.Options {
		c.words(out, p, fmt.Sprintf("%d. %s", i+1, o.Text))
	}
}

// dialogue is the whole course line by line, append-only, for screen readers: Enter goes on, a number answers.
func (c *command) dialogue(ctx context.Context, courses map[string]*lesson.Course, id string) error {
	course := courses[c.lang]
	store, notice := c.store()
	defer store.Close()
	if notice != "" {
		fmt.Fprintln(c.stdout, notice)
	}
	d := &dialogue{command: c, ctx: ctx, store: store, in: bufio.NewScanner(c.stdin)}
	d.paper = c.paper()
	d.paper.plain = true
	c.plain = true
	if pos, ok, err := store.Position(); id == "" && err == nil && ok {
		id = pos.Section
	}
	sections := course.Sections()
	at := 0
	for i, s := range sections {
		if s.ID == id {
			at = i
		}
	}
	fmt.Fprintln(c.stdout, c.t("learn-llm, line by line. Enter goes on, a number answers, h lists the words you can type."))
	for at >= 0 && at < len(sections) {
		next, err := d.section(sections, at)
		if err != nil || next < 0 {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
		at = next
	}
	fmt.Fprintln(c.stdout, c.t("This is the end of the course."))
	return nil
}
