package main

import (
	"fmt"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// help prints what a command does in the learner's language, with an example.
func (c *command) help(cmd *cobra.Command, _ []string) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s — %s\n\n%s\n  %s\n", cmd.CommandPath(), cmd.Short, c.t("Usage:"), cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", c.t("Commands:"))
		for _, sub := range cmd.Commands() {
			if sub.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-12s %s\n", sub.Name(), sub.Short)
			}
		}
	}
	if cmd.Example != "" {
		fmt.Fprintf(&b, "\n%s\n%s\n", c.t("Example:"), cmd.Example)
	}
	own, shared := cmd.LocalNonPersistentFlags(), c.root.PersistentFlags()
	if own.HasAvailableFlags() {
		fmt.Fprintf(&b, "\n%s\n%s", c.t("Flags:"), flagLines(own))
	}
	fmt.Fprintf(&b, "\n%s\n%s", c.t("Flags of every command:"), flagLines(shared))
	fmt.Fprint(c.stdout, b.String())
}

func flagLines(f *pflag.FlagSet) string {
	var b strings.Builder
	f.VisitAll(func(f *pflag.Flag) {
		name := "--" + f.Name
		if f.Value.Type() != "bool" {
			name += "=" + strings.ToUpper(f.Name)
		}
		fmt.Fprintf(&b, "  %-22s %s\n", name, f.Usage)
	})
	return b.String()
}

// version is the module's version as the Go tool recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
