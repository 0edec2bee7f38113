package widget

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/screentest"
)

func TestScreensAreAsRecorded(t *testing.T) {
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txt")
			if _, err := os.Stat(file); err != nil {
				t.Fatalf("%v: each demonstration has a recorded screen; write the script and record it with make golden", err)
			}
			screentest.File(t, file, func(s screentest.Script) string {
				w, err := New(name, s.Args, s.Text, env(s.Seed))
				if err != nil {
					t.Fatal(err)
				}
				play(w, s.Keys)
				return ansi.Strip(w.View(s.Width, s.Height))
			})
		})
	}
}

func TestEveryRecordedScreenBelongsToADemonstration(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if name := strings.TrimSuffix(filepath.Base(f), ".txt"); !Known(name) {
			t.Errorf("%s: there is no demonstration %q", f, name)
		}
	}
}
