package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"learn-llm/internal/lesson"
	"learn-llm/internal/progress"
	"learn-llm/internal/widget"
)

// progressCommand shows and moves the learner's record.
func (c *command) progressCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "progress", Short: c.t("your record: show, export, import, reset"), Example: "  learn-llm progress show\n  learn-llm progress export > progress.json"}
	cmd.AddCommand(
		&cobra.Command{Use: "show", Short: c.t("what you did, with your calibration"), Args: cobra.NoArgs, RunE: c.record(func(s *progress.Store, _ []string) error {
			courses, err := c.courses()
			if err != nil {
				return err
			}
			sum, err := s.Summarize(len(courses[c.lang].Sections()))
			if err != nil {
				return err
			}
			_, err = io.WriteString(c.stdout, sum.Text(c.t))
			return err
		})},
		&cobra.Command{Use: "export", Short: c.t("the record as JSON on standard output"), Args: cobra.NoArgs, RunE: c.record(func(s *progress.Store, _ []string) error {
			return s.Export(c.stdout)
		})},
		&cobra.Command{Use: "import [FILE]", Short: c.t("take over an exported record, from a file or standard input"), Args: cobra.MaximumNArgs(1), RunE: c.record(func(s *progress.Store, args []string) error {
			in := c.stdin
			if len(args) == 1 {
				f, err := os.Open(args[0])
				if err != nil {
					return fmt.Errorf("import: %w", err)
				}
				defer f.Close()
				in = f
			}
			if err := s.Import(in); err != nil {
				return err
			}
			_, err := fmt.Fprintln(c.stdout, c.t("imported and saved"))
			return err
		})},
		&cobra.Command{Use: "reset [SECTION]", Short: c.t("forget a section, or everything"), Args: cobra.MaximumNArgs(1), RunE: c.record(func(s *progress.Store, args []string) error {
			section := ""
			if len(args) == 1 {
				section = args[0]
				courses, err := c.courses()
				if err != nil {
					return err
				}
				if _, err := c.section(courses[c.lang], section); err != nil {
					return err
				}
			}
			if err := s.Reset(section); err != nil {
				return err
			}
			_, err := fmt.Fprintln(c.stdout, c.t("forgotten"))
			return err
		})},
	)
	return cmd
}

// record runs do with the learner's record open; a record that cannot be saved is an error here.
func (c *command) record(do func(s *progress.Store, args []string) error) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if err := c.settings(); err != nil {
			return err
		}
		path, err := progress.DefaultPath(c.getenv)
		if err != nil {
			return err
		}
		s, err := progress.Open(path)
		if err != nil {
			return errors.Join(err, s.Close())
		}
		defer s.Close()
		return do(s, args)
	}
}

// checkCommand says whether a folder is a sound course.
func (c *command) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use: "check [DIR]", Short: c.t("is a course folder sound? file:line, what is wrong, what to do"), Args: cobra.MaximumNArgs(1),
		Example: "  learn-llm check ./content",
		RunE: func(_ *cobra.Command, args []string) error {
			if err := c.settings(); err != nil {
				return err
			}
			if len(args) == 1 {
				c.content = args[0]
			}
			fsys, err := c.source()
			if err != nil {
				return err
			}
			problems := lesson.Check(fsys, languages, c.knows)
			for _, p := range problems {
				fmt.Fprintln(c.stdout, p.Error())
			}
			if len(problems) > 0 {
				return failure{exitCheck, fmt.Errorf("%s", c.t("%d problems", len(problems)))}
			}
			_, err = fmt.Fprintln(c.stdout, c.t("the course is sound"))
			return err
		},
	}
}

// knows builds the demonstration to find out whether it takes its settings.
func (c *command) knows(name string, args []string) error {
	pen := c.paper().pen
	w, err := widget.New(name, args, "", c.env(&pen))
	if closer, ok := w.(widget.Closer); ok && err == nil {
		closer.Close()
	}
	return err
}
