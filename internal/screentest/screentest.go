// Package screentest compares what a script makes of a screen with the screen that was recorded for it. It knows the format of these
// files; it does not know what draws the screen.
package screentest

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// update is the environment variable that has the screens recorded anew.
const update = "UPDATE_GOLDEN"

// A Script is what is to be done before a screen is looked at.
type Script struct {
	Args   []string
	Text   string
	Seed   uint64
	Keys   string // as learn-llm widget --keys takes them
	Width  int
	Height int
}

// File runs the script in an archive and compares the screens that draw makes of it with those in the archive. An archive is a comment,
// then for each screen a file "script" of lines "name: value" (args, text, seed, keys, size) and a file "screen". With
// UPDATE_GOLDEN in the environment the screens are written.
func File(t *testing.T, name string, draw func(Script) string) {
	t.Helper()
	record := os.Getenv(update) != ""
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(archive.Files); record && n > 0 && archive.Files[n-1].Name == "script" {
		archive.Files = append(archive.Files, txtar.File{Name: "screen"})
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		if archive.Files[i].Name != "script" || archive.Files[i+1].Name != "screen" {
			t.Fatalf("%s: want a script and its screen in turn, found %s and %s", name, archive.Files[i].Name, archive.Files[i+1].Name)
		}
		script, err := parse(string(archive.Files[i].Data))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got := trim(draw(script))
		if record {
			archive.Files[i+1].Data = []byte(got)
			continue
		}
		if want := string(archive.Files[i+1].Data); got != want {
			t.Errorf("%s, screen %d is\n%s\nbut was recorded as\n%s\nIf the new one is right, record it: make golden", name, i/2+1, got, want)
		}
	}
	if record {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// trim takes the spaces at the ends of lines away, and puts one line end at the end.
func trim(screen string) string {
	lines := strings.Split(screen, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n") + "\n"
}

func parse(text string) (s Script, err error) {
	s = Script{Seed: 1, Width: 80, Height: 20}
	for line := range strings.SplitSeq(strings.TrimSpace(text), "\n") {
		name, value, ok := strings.Cut(line, ":")
		value = strings.TrimSpace(value)
		if !ok && line != "" {
			return s, fmt.Errorf("script line %q is not name: value", line)
		}
		switch name {
		case "":
		case "args":
			s.Args = strings.Fields(value)
		case "text":
			s.Text = value
		case "keys":
			s.Keys = value
		case "seed":
			_, err = fmt.Sscan(value, &s.Seed)
		case "size":
			_, err = fmt.Sscanf(value, "%dx%d", &s.Width, &s.Height)
		default:
			err = fmt.Errorf("script has no %q", name)
		}
		if err != nil {
			return s, fmt.Errorf("script line %q: %w", line, err)
		}
	}
	return s, nil
}
