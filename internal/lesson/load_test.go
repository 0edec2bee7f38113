package lesson

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

const small = "# T\n\n## A {#a}\n\nx\n"

func TestAHostileFolderIsRefusedInASentence(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	many := fstest.MapFS{"01-a/en.md": file(small)}
	for i := range maxFiles {
		many[fmt.Sprintf("junk%d", i)] = file("")
	}
	total := fstest.MapFS{}
	for i := range 65 {
		total[fmt.Sprintf("%02d-c/en.md", i)] = file(strings.Repeat(strings.Repeat("x", 1023)+"\n", maxFile/1024))
	}
	for _, c := range []struct {
		name string
		fsys fs.FS
		want string
	}{
		{"empty", fstest.MapFS{}, ".: no chapter in en"},
		{"nowhere", os.DirFS(filepath.Join(t.TempDir(), "nowhere")), "name a folder that holds a course"},
		{"thousands of files", many, ".: more than 2000 files"},
		{"a large file", tree("en", strings.Repeat("x\n", maxFile)), "04-probability/en.md: larger than 1 MiB"},
		{"large in all", total, "64-c/en.md: the course is larger than 64 MiB"},
		{"a long line", tree("en", small+strings.Repeat("x", maxLine+1)), "04-probability/en.md:6: a line longer than 64 KiB"},
		{"not UTF-8", tree("en", small+"\xff\xfe"), "04-probability/en.md:6: a byte that is not UTF-8"},
		{"an escape", tree("en", small+"\x1b[2J"), "04-probability/en.md:6: a control character"},
		{"a bidi control", tree("en", small+"\u202e"), "04-probability/en.md:6: a control character"},
		{"a lone return", tree("en", small+"a\rb"), "04-probability/en.md:6: a control character"},
		{"a folder as file", fstest.MapFS{"01-a/en.md": {Mode: fs.ModeDir}}, "01-a/en.md: not a regular file"},
		{"a pipe", fstest.MapFS{"01-a/en.md": {Mode: fs.ModeNamedPipe}}, "01-a/en.md: not a regular file"},
		{"a link", fstest.MapFS{"01-a/en.md": {Mode: fs.ModeSymlink, Data: []byte("../x")}, "x": file(small)}, "01-a/en.md: not a regular file"},
		{"a linked chapter", fstest.MapFS{"01-a": {Mode: fs.ModeSymlink, Data: []byte("x")}, "x/en.md": file(small)}, "01-a: named like a chapter but not a folder"},
		{"one number twice", fstest.MapFS{"01-a/en.md": file(small), "01-b/en.md": file(small)}, "01-b: has the same number as 01-a"},
		{"one id in two chapters", fstest.MapFS{"01-a/en.md": file(small), "02-b/en.md": file(small)}, "02-b/en.md:3: the id a is taken by 01-a/en.md:3"},
		{"no text at all", fstest.MapFS{"01-a/notes.txt": file("")}, "01-a/en.md: cannot be read"},
	} {
		t.Run(c.name, func(t *testing.T) {
			course, problems := Load(c.fsys, "en")
			if course == nil {
				t.Fatal("no course")
			}
			for _, p := range problems {
				if strings.Contains(p.Error(), c.want) && p.Hint != "" {
					return
				}
			}
			t.Errorf("want %q with a hint, got %.300q", c.want, fmt.Sprint(problems))
		})
	}
}

func TestNothingOutsideTheFolderIsRead(t *testing.T) {
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.md")
	course := filepath.Join(dir, "course", "01-a")
	if err := os.MkdirAll(course, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(secret, []byte("# Secret\n## S {#secret}\nx\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(course, "en.md")); err != nil {
		t.Skip("no links here:", err)
	}
	root, err := os.OpenRoot(filepath.Dir(course))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	c, problems := Load(root.FS(), "en")
	if len(c.Chapters) != 0 || len(problems) == 0 {
		t.Errorf("read %d chapters, problems %v", len(c.Chapters), problems)
	}
}

func TestControlCharactersBecomeVisible(t *testing.T) {
	c, _ := Load(tree("en", "# T\x1b[2J\n## A\x07 {#a}\nx\x7f\u0085\u202ey\tz\n"), "en")
	s := c.Section("a")
	if got := c.Chapters[0].Title + s.Title + s.Blocks()[0].(Prose).Text; got != "T␛[2JA␇x␡\ufffd\ufffdy\tz" {
		t.Errorf("got %q", got)
	}
}

func TestAMissingTranslationIsShownInEnglishAndSaid(t *testing.T) {
	c, problems := Load(tree("en", small), "zh")
	if c.Section("a") == nil || len(problems) != 1 || !strings.HasPrefix(problems[0].Error(), "04-probability/zh.md: the translation is missing; ") {
		t.Errorf("got %v", problems)
	}
}

func TestTheLargestFileIsReadWithinASecond(t *testing.T) {
	for _, unit := range []string{"x\n", "## a {#a}\n", "```quiz\n", "---\n", "> ", "- [x] `$|", "- **a** (b): c\n"} {
		text := "# T\n## S {#s}\n" + strings.Repeat(unit, (maxFile-100)/len(unit))
		took := time.Hour
		for try := 0; try < 3 && took > time.Second; try++ { // the best of three: other programs may be busy
			start := time.Now()
			c, _ := Load(tree("en", text), "en")
			NewIndex(c)
			took = min(took, time.Since(start))
		}
		if took > 2*time.Second {
			t.Errorf("%q repeated takes %v", unit, took)
		}
	}
}
