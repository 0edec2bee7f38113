package main

import (
	"fmt"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"learn-llm/internal/plot"
	"learn-llm/internal/progress"
	"learn-llm/internal/theme"
)

// doctorCommand prints a test card of the terminal: colours, glyphs, widths, what the environment says, paths.
func (c *command) doctorCommand() *cobra.Command {
	return &cobra.Command{Use: "doctor", Short: c.t("a test card of your terminal, and where things are kept"), Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		if err := c.settings(); err != nil {
			return err
		}
		c.card()
		return nil
	}}
}

func (c *command) card() {
	say := func(name, value string) { fmt.Fprintf(c.stdout, "%-16s %s\n", name, value) }
	say("learn-llm", version())
	for _, name := range []string{"TERM", "COLORTERM", "LANG", "LC_ALL", "NO_COLOR", "COLUMNS"} {
		say(name, c.getenv(name))
	}
	width, height, tty := terminal(c.stdout)
	say(c.t("standard output"), map[bool]string{true: fmt.Sprintf("%d×%d", width, height), false: c.t("not a terminal")}[tty])
	if path, err := progress.DefaultPath(c.getenv); err != nil {
		say(c.t("record"), err.Error())
	} else {
		say(c.t("record"), path)
	}
	pen := c.paper().pen
	if c.themeName == "" && !c.colourless() {
		pen.Theme, _ = theme.New("dark")
	}
	var ramp strings.Builder
	for i := range theme.Levels {
		ramp.WriteString(theme.BackgroundSGR(pen.Theme.Ramp(float64(i)/(theme.Levels-1)*2-1)) + " " + theme.Reset)
	}
	say(c.t("colours"), ramp.String()+"  "+c.t("orange to grey to blue without steps: true colour; else --color 256"))
	say(c.t("glyphs"), "⣀⣤⣶⣿ ▁▂▃▄▅▆▇█ ╭─╮│╰╯ ✓ ● ▸  "+c.t("boxes or question marks: --glyphs blocks, or ascii"))
	say(c.t("widths"), "|中文汉字|  "+c.t("the bars below must stand under these"))
	say("", "|12345678|  — “ ” α → ≈ ● █ ─|")
	say("", "|........|  . . . . . . . . .|")
	say(c.t("curve"), "")
	fmt.Fprintln(c.stdout, plot.Chart{X: plot.Range{Min: 0, Max: 6.28}, Y: plot.Range{Min: -1.1, Max: 1.1}, Series: []plot.Series{{Role: theme.Data, F: math.Sin}}}.Render(60, 8, pen))
	fmt.Fprintln(c.stdout, c.t("keys that do not arrive: every F-key has a letter beside it; ? lists them"))
}

// completionCommand prints the completion script of a shell.
func (c *command) completionCommand() *cobra.Command {
	return &cobra.Command{Use: "completion bash|zsh|fish|powershell", Short: c.t("completion for your shell"), Example: "  source <(learn-llm completion bash)", Args: cobra.ExactArgs(1), ValidArgs: []string{"bash", "zsh", "fish", "powershell"}, RunE: func(_ *cobra.Command, args []string) error {
		switch args[0] {
		case "bash":
			return c.root.GenBashCompletionV2(c.stdout, true)
		case "zsh":
			return c.root.GenZshCompletion(c.stdout)
		case "fish":
			return c.root.GenFishCompletion(c.stdout, true)
		case "powershell":
			return c.root.GenPowerShellCompletionWithDesc(c.stdout)
		}
		return usage("%s", c.t("there is no completion for %q; use bash, zsh, fish or powershell", args[0]))
	}}
}
