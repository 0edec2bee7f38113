package lesson

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What a folder may hold before it is refused.
const (
	maxFiles = 2000
	maxFile  = 1 << 20
	maxTotal = 64 << 20
	maxLine  = 64 << 10
)

var folder = regexp.MustCompile(`^([0-9]{2})-([a-z0-9][a-z0-9-]*)$`)

// Load reads the course in fsys in one language. A chapter without that language
// is read in English. What is wrong is reported, and left out or mended, so
// that the Course can always be shown; it is never nil.
//
// For a folder of a stranger pass os.Root.FS(): Load opens only regular files, but cannot see where fsys leads.
func Load(fsys fs.FS, lang string) (*Course, []Problem) {
	r := &reader{fsys: fsys}
	c := &Course{Lang: lang}
	for _, dir := range r.folders() {
		name := path.Join(dir, lang+".md")
		if !exists(fsys, name) && lang != "en" {
			english := path.Join(dir, "en.md")
			r.problem(name, "the translation is missing", "translate "+english)
			name = english
		}
		r.chapter(c, dir, name)
	}
	if len(c.Chapters) == 0 {
		r.problem(".", "no chapter in "+lang, "make a folder such as 01-intelligence with "+lang+".md")
	}
	r.problems = append(r.problems, uniqueIDs(c)...)
	return c, append(r.problems, c.glossary()...)
}

// A reader reads files within the bounds.
type reader struct {
	fsys     fs.FS
	files    int
	total    int64
	problems []Problem
}

func (r *reader) problem(file, what, hint string) {
	r.problems = append(r.problems, Problem{file, 0, what, hint})
}

// folders returns the names of the chapters' folders in order.
func (r *reader) folders() []string {
	entries, err := readDir(r.fsys)
	if err != nil {
		r.problem(".", err.Error(), "name a folder that holds a course")
		return nil
	}
	var dirs []string
	numbers := map[string]string{}
	for _, e := range entries {
		m := folder.FindStringSubmatch(e.Name())
		if m == nil {
			continue
		}
		if !e.IsDir() {
			r.problem(e.Name(), "named like a chapter but not a folder", "links are not followed; make a folder")
			continue
		}
		if other := numbers[m[1]]; other != "" {
			r.problem(e.Name(), "has the same number as "+other, "give it another one")
		}
		numbers[m[1]] = e.Name()
		dirs = append(dirs, e.Name())
	}
	return dirs
}

// readDir lists the top folder, but never more than the bound.
func readDir(fsys fs.FS) ([]fs.DirEntry, error) {
	f, err := fsys.Open(".")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		return nil, errors.New("not a folder")
	}
	var all []fs.DirEntry
	for {
		some, err := d.ReadDir(256)
		all = append(all, some...)
		if len(all) > maxFiles {
			return nil, fmt.Errorf("more than %d files", maxFiles)
		}
		if errors.Is(err, io.EOF) || err == nil && len(some) == 0 {
			break
		}
		if err != nil {
			return nil, err
		}
	}
	sortEntries(all)
	return all, nil
}

func exists(fsys fs.FS, name string) bool {
	_, err := fs.Lstat(fsys, name)
	return !errors.Is(err, fs.ErrNotExist)
}

// read returns the text of a regular file, its control characters made visible.
func (r *reader) read(name string) (string, bool) {
	info, err := fs.Lstat(r.fsys, name)
	if err != nil {
		r.problem(name, "cannot be read: "+err.Error(), "write this chapter, or remove its folder")
		return "", false
	}
	// A named pipe would block in Open: what is not a regular file is not opened.
	if !info.Mode().IsRegular() {
		r.problem(name, "not a regular file", "links, pipes and folders are not read; put the text there")
		return "", false
	}
	if r.files++; r.files > maxFiles {
		r.problem(name, fmt.Sprintf("more than %d files", maxFiles), "remove some")
		return "", false
	}
	f, err := r.fsys.Open(name)
	if err != nil {
		r.problem(name, "cannot be read: "+err.Error(), "check its permissions")
		return "", false
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	r.total += int64(len(data))
	switch {
	case err != nil:
		r.problem(name, "cannot be read: "+err.Error(), "check its permissions")
	case len(data) > maxFile:
		r.problem(name, "larger than 1 MiB", "divide it into chapters")
	case r.total > maxTotal:
		r.problem(name, "the course is larger than 64 MiB", "remove some of it")
	default:
		return r.clean(name, string(data)), true
	}
	return "", false
}

func (r *reader) chapter(c *Course, dir, name string) {
	src, ok := r.read(name)
	if !ok {
		return
	}
	m := folder.FindStringSubmatch(dir)
	number, _ := strconv.Atoi(m[1])
	ch := &Chapter{Number: number, ID: m[2], File: name}
	r.problems = append(r.problems, parse(name, src, ch)...)
	c.Chapters = append(c.Chapters, ch)
}

// clean returns src with one kind of line end, valid UTF-8, bounded lines and no invisible control, and reports what it mended.
func (r *reader) clean(name, src string) string {
	src = strings.TrimPrefix(src, "\ufeff")
	src = strings.ReplaceAll(src, "\r\n", "\n")
	lines := strings.Split(src, "\n")
	for i, l := range lines {
		mended, what := cleanLine(l)
		if what != "" {
			r.problems = append(r.problems, Problem{name, i + 1, what, "remove it"})
		}
		lines[i] = mended
	}
	return strings.Join(lines, "\n")
}

func cleanLine(l string) (mended, what string) {
	if len(l) > maxLine {
		l, what = strings.ToValidUTF8(l[:maxLine], ""), "a line longer than 64 KiB"
	}
	if !utf8.ValidString(l) {
		l, what = strings.ToValidUTF8(l, "\ufffd"), "a byte that is not UTF-8"
	}
	if strings.IndexFunc(l, control) >= 0 {
		l, what = strings.Map(visible, l), "a control character"
	}
	return l, what
}

func control(r rune) bool { return visible(r) != r }

// visible returns a picture for a character that steers a terminal, and other characters as they are.
func visible(r rune) rune {
	switch {
	case r == '\t':
		return r
	case r < 0x20:
		return 0x2400 + r
	case r == 0x7f:
		return 0x2421
	case r >= 0x80 && r < 0xa0, r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069, r == 0x200e, r == 0x200f, r == 0x061c:
		return 0xfffd
	}
	return r
}

// uniqueIDs reports sections that share an id.
func uniqueIDs(c *Course) []Problem {
	var out []Problem
	seen := map[string]*Section{}
	for _, s := range c.Sections() {
		if o := seen[s.ID]; o != nil {
			out = append(out, Problem{s.Chapter.File, s.Line, fmt.Sprintf("the id %s is taken by %s:%d", s.ID, o.Chapter.File, o.Line), "choose another"})
			continue
		}
		seen[s.ID] = s
	}
	return out
}
