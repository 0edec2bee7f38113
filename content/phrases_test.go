package content_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"learn-llm/content"
)

// speaking are the packages that talk to the learner.
var speaking = []string{"../internal/widget", "../internal/tui", "../internal/progress", "../cmd/learn-llm"}

// A use is one place that says a phrase.
type use struct {
	phrase string
	at     token.Position
}

// uses finds every call T("…") in the Go sources, tests aside.
func uses(t *testing.T) (all []use) {
	t.Helper()
	for _, dir := range speaking {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if !strings.HasSuffix(file, "_test.go") {
				all = append(all, usesIn(t, file)...)
			}
		}
	}
	return all
}

func usesIn(t *testing.T, file string) (all []use) {
	t.Helper()
	set := token.NewFileSet()
	tree, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 || !calledT(call.Fun) {
			return true
		}
		if phrase, ok := literal(call.Args[0]); ok {
			all = append(all, use{phrase, set.Position(call.Pos())})
		}
		return true
	})
	return all
}

// calledT reports whether a call is T("…") or env.T("…") (t where it is not exported), or phrase("…"), which marks
// a string that reaches T through a variable.
func calledT(fun ast.Expr) bool {
	switch f := fun.(type) {
	case *ast.Ident:
		return f.Name == "T" || f.Name == "t" || f.Name == "phrase"
	case *ast.SelectorExpr:
		return f.Sel.Name == "T" || f.Sel.Name == "t"
	}
	return false
}

// literal returns the value of a string literal or of literals joined with +.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, e.Kind == token.STRING && err == nil
	case *ast.BinaryExpr:
		a, ok1 := literal(e.X)
		b, ok2 := literal(e.Y)
		return a + b, ok1 && ok2 && e.Op == token.ADD
	case *ast.ParenExpr:
		return literal(e.X)
	}
	return "", false
}

func TestEveryPhraseOfTheInterfaceIsTranslated(t *testing.T) {
	zh := content.Phrases("zh")
	seen := map[string]bool{}
	for _, u := range uses(t) {
		if _, ok := zh[u.phrase]; !ok && !seen[u.phrase] {
			t.Errorf("%s: %q has no Chinese; add it to a file content/phrases/NAME.zh.json", u.at, u.phrase)
		}
		seen[u.phrase] = true
	}
	if len(seen) == 0 {
		t.Error("no phrase is used")
	}
}

func TestEveryTranslationIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, u := range uses(t) {
		used[u.phrase] = true
	}
	// A phrase may reach T through a table: any string literal of these packages counts.
	for _, s := range literals(t) {
		used[s] = true
	}
	for english := range content.Phrases("zh") {
		if !used[english] {
			t.Errorf("%q is translated but nothing says it; remove it", english)
		}
	}
}

// literals returns every string literal of the speaking packages.
func literals(t *testing.T) (all []string) {
	t.Helper()
	for _, dir := range speaking {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, file := range files {
			tree, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(tree, func(n ast.Node) bool {
				if e, ok := n.(ast.Expr); ok {
					if s, ok := literal(e); ok {
						all = append(all, s)
					}
				}
				return true
			})
		}
	}
	return all
}

var verb = regexp.MustCompile(`%%|%[-+# 0]*(?:\*|[0-9]+)?(?:\.(?:\*|[0-9]+)?)?(?:\[[0-9]+\])?[a-zA-Z]`)

// verbs lists the arguments that a phrase takes: in order, or by index where they are numbered.
func verbs(phrase string) []string {
	var all []string
	indexed := false
	for _, v := range verb.FindAllString(phrase, -1) {
		if v == "%%" {
			continue
		}
		indexed = indexed || strings.Contains(v, "[")
		all = append(all, v)
	}
	if indexed {
		return byIndex(all)
	}
	return all
}

// byIndex puts %[2]d and the like where the argument stands; a number without an index follows the one before.
func byIndex(found []string) []string {
	args := map[int]string{}
	at, most := 0, 0
	for _, v := range found {
		at++
		if open := strings.Index(v, "["); open >= 0 {
			end := strings.Index(v, "]")
			at, _ = strconv.Atoi(v[open+1 : end])
			v = v[:open] + v[end+1:]
		}
		args[at] = v
		most = max(most, at)
	}
	out := make([]string, most)
	for i := range out {
		out[i] = args[i+1]
	}
	return out
}

func TestVerbsArePutInTheOrderOfTheirIndexes(t *testing.T) {
	for _, c := range []struct{ phrase, want string }{
		{"loss %.4f after %d steps", "%.4f %d"},
		{"%[2]d 步后损失 %.4[1]f", "%.4f %d"},
		{"%d %% of %s", "%d %s"},
		{"no verb, 100 %", ""},
		{"%-5s|%+d", "%-5s %+d"},
	} {
		if got := strings.Join(verbs(c.phrase), " "); got != c.want {
			t.Errorf("verbs of %q are %q, want %q", c.phrase, got, c.want)
		}
	}
}

func TestTranslationsTakeTheSameArguments(t *testing.T) {
	for english, chinese := range content.Phrases("zh") {
		if strings.TrimSpace(chinese) == "" {
			t.Errorf("%q has an empty translation", english)
		}
		if a, b := verbs(english), verbs(chinese); !slices.Equal(a, b) {
			t.Errorf("%q takes %q but %q takes %q", english, a, chinese, b)
		}
		// In Go the index stands right before the letter: %.4[1]f.
		if strings.Contains(verb.ReplaceAllString(chinese, ""), "%[") {
			t.Errorf("%q: write an index right before the letter, as in %%.4[1]f", chinese)
		}
	}
}

func TestNoPhraseIsTranslatedInTwoWays(t *testing.T) {
	files, err := fs.Glob(content.FS, "phrases/*.json")
	if err != nil || len(files) == 0 {
		t.Fatal("no phrases", err)
	}
	from, first := map[string]string{}, map[string]string{}
	for _, file := range files {
		for _, p := range pairs(t, file) {
			if old, ok := first[p[0]]; ok && old != p[1] {
				t.Errorf("%q is %q in %s and %q in %s", p[0], old, from[p[0]], p[1], file)
			}
			first[p[0]], from[p[0]] = p[1], file
		}
	}
}

// pairs reads a file of phrases strictly, keeping a phrase that stands twice.
func pairs(t *testing.T, file string) (all [][2]string) {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	d := json.NewDecoder(f)
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		t.Fatalf("%s: want {\"English\": \"中文\", …}, got %v, %v", file, open, err)
	}
	for d.More() {
		var p [2]string
		for i := range p {
			tok, err := d.Token()
			s, ok := tok.(string)
			if err != nil || !ok {
				t.Fatalf("%s: byte %d: want a string, got %v, %v", file, d.InputOffset(), tok, err)
			}
			p[i] = s
		}
		all = append(all, p)
	}
	if _, err := d.Token(); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return all
}
