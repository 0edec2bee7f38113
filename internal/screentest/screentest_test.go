package screentest

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAScriptIsReadAndItsScreenCompared(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.txt")
	file := "about it\n-- script --\nargs: -n=2 -m=3\ntext: a b\nseed: 7\nkeys: space tick:3\nsize: 40x5\n-- screen --\nline\n"
	if err := os.WriteFile(name, []byte(file), 0o644); err != nil {
		t.Fatal(err)
	}
	var got Script
	File(t, name, func(s Script) string { got = s; return "line   \n\n" })
	if len(got.Args) != 2 || got.Text != "a b" || got.Seed != 7 || got.Keys != "space tick:3" || got.Width != 40 || got.Height != 5 {
		t.Errorf("read as %+v", got)
	}
}

func TestABadScriptIsNamed(t *testing.T) {
	for _, text := range []string{"nonsense", "colour: red", "size: large", "seed: x"} {
		if _, err := parse(text); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
