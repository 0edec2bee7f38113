package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"learn-llm/content"
)

// licensesCommand names the texts that the shipped model learned from, with their licences.
func (c *command) licensesCommand() *cobra.Command {
	return &cobra.Command{Use: "licenses", Short: c.t("the texts that the shipped model learned from, and their licences"), Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error {
		data, err := content.FS.ReadFile("models/SOURCES.tsv")
		if err != nil {
			return fmt.Errorf("licenses: %w", err)
		}
		fmt.Fprintln(c.stdout, c.t("The program is under the MIT licence. Its language model learned from the course's own text and from:"))
		for _, line := range strings.Split(strings.TrimSpace(string(data)), "\n")[1:] {
			f := strings.Split(line, "\t")
			if len(f) < 5 {
				return fmt.Errorf("licenses: line %q has %d columns of 5", line, len(f))
			}
			fmt.Fprintf(c.stdout, "  %-58s %s\n", f[1], f[4])
		}
		return nil
	}}
}
