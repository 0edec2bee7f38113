package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"learn-llm/content"
	"learn-llm/internal/lesson"
	"learn-llm/internal/progress"
	"learn-llm/internal/tui"
)

// languages are those of the course, in the order that the language key cycles through.
var languages = []string{"en", "zh"}

// source is the folder that the course is read from: --content, else what is in the program.
func (c *command) source() (fs.FS, error) {
	if c.content == "" {
		return content.FS, nil
	}
	root, err := os.OpenRoot(c.content)
	if err != nil {
		return nil, fmt.Errorf("read the course: %w", err)
	}
	return root.FS(), nil
}

// courses reads the course in every language. A problem is an error: what was read may be shown only whole.
func (c *command) courses() (map[string]*lesson.Course, error) {
	fsys, err := c.source()
	if err != nil {
		return nil, err
	}
	out := map[string]*lesson.Course{}
	for _, lang := range languages {
		course, problems := lesson.Load(fsys, lang)
		if len(problems) > 0 {
			return nil, failure{exitCheck, fmt.Errorf("%w (learn-llm check lists all)", problems[0])}
		}
		out[lang] = course
	}
	if len(out[c.lang].Sections()) == 0 {
		return nil, failure{exitCheck, errors.New(c.t("the course has no section"))}
	}
	return out, nil
}

// section finds a section by its id or by a demonstration that it holds.
func (c *command) section(course *lesson.Course, name string) (*lesson.Section, error) {
	if s := course.Section(name); s != nil {
		return s, nil
	}
	if s := course.SectionWithDemo(name); s != nil {
		return s, nil
	}
	return nil, usage("%s", c.t("there is no section or demonstration %q; learn-llm list names them", name))
}

// store opens the learner's record; where that fails the course goes on without saving, and says so.
func (c *command) store() (store *progress.Store, notice string) {
	path, err := progress.DefaultPath(c.getenv)
	if err != nil {
		path = ""
	}
	store, openErr := progress.Open(path)
	if err != nil {
		return store, c.t("not saved: %v", err)
	}
	switch {
	case openErr == nil:
	case store.Aside() != "" && errors.Is(openErr, progress.ErrNewer):
		return store, c.t("your record is of a newer version of this program; it was set aside as %s, and a new one begun", store.Aside())
	case store.Aside() != "":
		return store, c.t("your record was damaged; it was set aside as %s, and a new one begun", store.Aside())
	default:
		return store, c.t("not saved: %v", openErr)
	}
	if _, err := store.BeginSession(); err != nil {
		return store, c.t("not saved: %v", err)
	}
	return store, store.Notice()
}

// open shows the course on the screen, or as plain text where there is none.
func (c *command) open(ctx context.Context, name string) error {
	if err := c.settings(); err != nil {
		return err
	}
	courses, err := c.courses()
	if err != nil {
		return err
	}
	id := ""
	if name != "" {
		s, err := c.section(courses[c.lang], name)
		if err != nil {
			return err
		}
		id = s.ID
	}
	if c.plain || c.getenv("ACCESSIBLE") != "" {
		return c.dialogue(ctx, courses, id)
	}
	if _, _, ok := terminal(c.stdout); !ok || c.getenv("TERM") == "dumb" {
		return c.read(courses[c.lang], id)
	}
	if _, _, ok := terminal(c.stdin); !ok {
		return failure{exitTerminal, errors.New(c.t("standard input is not a terminal; start learn-llm in one, or use learn-llm read SECTION"))}
	}
	store, notice := c.store()
	defer store.Close()
	app := tui.New(ctx, tui.Config{
		Courses: courses, Langs: languages, Phrases: phrases(), Store: store, Lang: c.lang, Section: id, Theme: c.themeFor(),
		Glyphs: c.glyphTier(), NoMotion: c.noMotion, Seed: c.seed, Now: time.Now, Notice: notice, Models: c.shelf(),
	})
	defer app.Close()
	return c.show(ctx, app)
}

// phrases are those of every language.
func phrases() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, lang := range languages {
		out[lang] = content.Phrases(lang)
	}
	return out
}

// themeFor is the theme that was asked for; none where the terminal decides.
func (c *command) themeFor() string {
	if c.themeName == "" && c.colourless() {
		return "mono"
	}
	return c.themeName
}

// show runs a program on the terminal until it ends or ctx does.
func (c *command) show(ctx context.Context, model tea.Model) error {
	options := []tea.ProgramOption{tea.WithContext(ctx), tea.WithInput(c.stdin), tea.WithOutput(c.stdout), tea.WithoutSignalHandler()}
	if p, ok := c.profile(); ok {
		options = append(options, tea.WithColorProfile(p))
	}
	_, err := tea.NewProgram(model, options...).Run()
	if ctx.Err() != nil {
		fmt.Fprintln(c.stderr, c.t("learn-llm: saved; type learn-llm to go on where you were"))
		return nil
	}
	return err
}

// profile is the number of colours that --color asks for.
func (c *command) profile() (colorprofile.Profile, bool) {
	switch {
	case c.colourless():
		return colorprofile.Ascii, true
	case c.color == "truecolor":
		return colorprofile.TrueColor, true
	case c.color == "256":
		return colorprofile.ANSI256, true
	case c.color == "16":
		return colorprofile.ANSI, true
	case c.getenv("COLORTERM") == "truecolor" || c.getenv("COLORTERM") == "24bit":
		return colorprofile.TrueColor, true
	}
	return 0, false
}

// listed is what list --json prints.
type listed struct {
	Course    string          `json:"course"`
	Languages []string        `json:"languages"`
	Chapters  []listedChapter `json:"chapters"`
}

type listedChapter struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Sections []listedSection `json:"sections"`
}

type listedSection struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Minutes int      `json:"minutes"`
	Demos   []string `json:"demos"`
	Quizzes int      `json:"quizzes"`
	Steps   int      `json:"steps"`
	Done    bool     `json:"done"`
}

func (c *command) listCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "list", Short: c.t("chapters, sections, demonstrations, minutes, what is done"), Args: cobra.NoArgs,
		Example: "  learn-llm list\n  learn-llm list --json --lang zh",
		RunE: func(*cobra.Command, []string) error {
			if err := c.settings(); err != nil {
				return err
			}
			courses, err := c.courses()
			if err != nil {
				return err
			}
			return c.list(courses[c.lang], asJSON)
		},
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, c.t("for programs"))
	return cmd
}

func (c *command) list(course *lesson.Course, asJSON bool) error {
	store, _ := c.store()
	defer store.Close()
	visits, err := store.Visits()
	if err != nil {
		visits = nil
	}
	out := listed{Course: "learn-llm", Languages: languages}
	for _, ch := range course.Chapters {
		lc := listedChapter{ID: ch.ID, Title: ch.Title, Sections: []listedSection{}}
		for _, s := range ch.Sections {
			lc.Sections = append(lc.Sections, listedSection{s.ID, s.Title, s.Minutes, append([]string{}, s.Demos()...), s.Quizzes(), len(s.Steps), visits[s.ID].Done})
		}
		out.Chapters = append(out.Chapters, lc)
	}
	if asJSON {
		e := json.NewEncoder(c.stdout)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		return e.Encode(out)
	}
	for i, ch := range out.Chapters {
		fmt.Fprintf(c.stdout, "%d %s\n", course.Chapters[i].Number, ch.Title)
		for _, s := range ch.Sections {
			mark := " "
			if s.Done {
				mark = "✓"
			}
			fmt.Fprintf(c.stdout, "  %s %-22s %s (%s)", mark, s.ID, s.Title, c.t("%d min", s.Minutes))
			if len(s.Demos) > 0 {
				fmt.Fprintf(c.stdout, " · %s", strings.Join(s.Demos, " "))
			}
			fmt.Fprintln(c.stdout)
		}
	}
	return nil
}
