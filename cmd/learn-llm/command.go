package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"learn-llm/content"
	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
	"learn-llm/internal/tui"
)

// A command is the program's command line with what its flags hold.
type command struct {
	world
	root *cobra.Command

	lang, themeName, glyphs, color, content string
	seed                                    uint64
	noMotion, plain                         bool
	models                                  *lm.Shelf // once asked for
}

// failure is an error with an exit code of its own.
type failure struct {
	code int
	error
}

func (f failure) Unwrap() error { return f.error }

// usage marks an error as one of the command line.
func usage(format string, args ...any) error { return failure{exitUsage, fmt.Errorf(format, args...)} }

func newCommand(w world, args []string) *command {
	c := &command{world: w}
	c.lang = c.language(args)
	c.root = &cobra.Command{
		Use:           "learn-llm [SECTION]",
		Short:         c.t("a tutorial in the terminal that shows why large language models work"),
		Example:       "  learn-llm\n  learn-llm approximation\n  learn-llm relufit --lang zh",
		Args:          cobra.MaximumNArgs(1),
		SilenceErrors: true,
		SilenceUsage:  true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return c.open(cmd.Context(), strings.Join(args, ""))
		},
	}
	c.root.CompletionOptions.DisableDefaultCmd = true
	c.flags()
	c.root.AddCommand(c.listCommand(), c.readCommand(), c.widgetCommand(), c.lmCommand(), c.nnCommand(), c.progressCommand(), c.checkCommand(), c.doctorCommand(), c.completionCommand(), c.licensesCommand(), c.versionCommand())
	c.root.SetArgs(args)
	c.root.SetIn(w.stdin)
	c.root.SetOut(w.stdout)
	c.root.SetErr(w.stderr)
	c.root.SetHelpFunc(c.help)
	c.root.SetHelpCommand(&cobra.Command{Hidden: true})
	c.root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return failure{exitUsage, err} })
	return c
}

func (c *command) flags() {
	f := c.root.PersistentFlags()
	f.StringVar(&c.lang, "lang", c.lang, c.t("language: en or zh"))
	f.StringVar(&c.themeName, "theme", "", c.t("colours: dark, light, projector or mono"))
	f.Uint64Var(&c.seed, "seed", 1, c.t("seed of everything random"))
	f.StringVar(&c.glyphs, "glyphs", "", c.t("characters of pictures: braille, blocks or ascii"))
	f.StringVar(&c.color, "color", "auto", c.t("auto, truecolor, 256, 16 or none"))
	f.BoolVar(&c.noMotion, "no-motion", false, c.t("nothing moves by itself"))
	f.BoolVar(&c.plain, "plain", false, c.t("line by line, for screen readers"))
	f.StringVar(&c.content, "content", "", c.t("read the course from this folder instead of the program"))
	f.BoolP("help", "h", false, c.t("help for this command"))
}

// language is what --lang says, else what the learner's environment says: LC_ALL, LC_MESSAGES, LANG; zh* is Chinese.
// It is read before the flags are, because help and errors are in it too.
func (c *command) language(args []string) string {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return v
		}
		if a == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v := c.getenv(name); v != "" {
			if strings.HasPrefix(v, "zh") {
				return "zh"
			}
			return "en"
		}
	}
	return "en"
}

func (c *command) t(phrase string, args ...any) string {
	return tui.Phrases(content.Phrases(c.lang))(phrase, args...)
}

// settings checks the flags that have a list of values.
func (c *command) settings() error {
	if c.lang != "en" && c.lang != "zh" {
		return usage("%s", c.t("--lang %q is not a language of the course; use en or zh", c.lang))
	}
	if _, ok := theme.New(c.themeName); c.themeName != "" && !ok {
		return usage("%s", c.t("--theme %q is not known; use one of %s", c.themeName, strings.Join(theme.Names, ", ")))
	}
	if _, ok := plot.ParseGlyphs(c.glyphs); c.glyphs != "" && !ok {
		return usage("%s", c.t("--glyphs %q is not known; use braille, blocks or ascii", c.glyphs))
	}
	switch c.color {
	case "auto", "truecolor", "256", "16", "none":
		return nil
	}
	return usage("%s", c.t("--color %q is not known; use auto, truecolor, 256, 16 or none", c.color))
}

// finish says what went wrong and returns the exit code.
func (c *command) finish(ctx context.Context, err error) int {
	var s signalled
	if errors.As(context.Cause(ctx), &s) {
		return s.exitCode()
	}
	if err == nil {
		return exitOK
	}
	message := err.Error()
	fmt.Fprintf(c.stderr, "learn-llm: %s\n", message)
	var f failure
	if errors.As(err, &f) {
		return f.code
	}
	if strings.HasPrefix(message, "unknown command") || strings.Contains(message, "accepts ") || strings.Contains(message, "arg(s)") {
		return exitUsage
	}
	return exitError
}

// terminal reports whether a stream is a terminal, and its size.
func terminal(stream any) (width, height int, ok bool) {
	f, is := stream.(*os.File)
	if !is || !term.IsTerminal(f.Fd()) {
		return 0, 0, false
	}
	width, height, err := term.GetSize(f.Fd())
	return width, height, err == nil
}

// glyphTier is what --glyphs says, else what the environment can show: ASCII where the locale is not UTF-8.
func (c *command) glyphTier() plot.Glyphs {
	if g, ok := plot.ParseGlyphs(c.glyphs); ok && c.glyphs != "" {
		return g
	}
	locale := c.getenv("LC_ALL") + c.getenv("LC_CTYPE") + c.getenv("LANG")
	if locale != "" && !strings.Contains(strings.ToLower(strings.ReplaceAll(locale, "-", "")), "utf8") && c.getenv("TERM") == "linux" {
		return plot.ASCII
	}
	if c.getenv("TERM") == "linux" {
		return plot.Blocks
	}
	return plot.Braille
}

// colourless reports whether the learner asked for no colour.
func (c *command) colourless() bool {
	return c.color == "none" || c.color == "auto" && c.getenv("NO_COLOR") != ""
}

func (c *command) versionCommand() *cobra.Command {
	return &cobra.Command{Use: "version", Short: c.t("the version of this program"), Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		_, err := io.WriteString(c.stdout, "learn-llm "+version()+"\n")
		return err
	}}
}
