package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms is the table of the house: which package may import which of ours, and of others (prefixes; the standard library is free).
var rooms = map[string]struct{ ours, others []string }{
	"content":             {nil, nil},
	"internal/lesson":     {nil, []string{"github.com/yuin/goldmark"}},
	"internal/progress":   {nil, []string{"modernc.org/sqlite"}},
	"internal/nn":         {nil, []string{"gonum.org/v1/gonum", "golang.org/x/sys/cpu"}},
	"internal/prob":       {nil, []string{"gonum.org/v1/gonum"}},
	"internal/sim":        {nil, []string{"gonum.org/v1/gonum"}},
	"internal/lm":         {[]string{"internal/nn"}, []string{"gonum.org/v1/gonum"}},
	"internal/theme":      {nil, []string{"charm.land/lipgloss"}},
	"internal/plot":       {[]string{"internal/theme"}, []string{"charm.land/lipgloss", "github.com/charmbracelet/x/ansi"}},
	"internal/prose":      {[]string{"internal/theme"}, []string{"charm.land/glamour", "charm.land/lipgloss", "github.com/yuin/goldmark", "github.com/rivo/uniseg", "github.com/charmbracelet/x/ansi", "github.com/alecthomas/chroma"}},
	"internal/widget":     {[]string{"internal/nn", "internal/prob", "internal/sim", "internal/lm", "internal/plot", "internal/theme"}, []string{"charm.land/bubbletea", "charm.land/bubbles", "github.com/charmbracelet/x/ansi"}},
	"internal/tui":        {[]string{"internal/lesson", "internal/progress", "internal/widget", "internal/prose", "internal/plot", "internal/theme"}, []string{"charm.land/bubbletea", "charm.land/bubbles", "github.com/charmbracelet/x/ansi"}},
	"internal/screentest": {nil, []string{"golang.org/x/tools/txtar"}},
	"cmd/learn-llm": {[]string{"content", "internal/lesson", "internal/progress", "internal/lm", "internal/nn", "internal/prose", "internal/tui", "internal/widget", "internal/plot", "internal/theme"},
		[]string{"charm.land/bubbletea", "github.com/spf13", "github.com/charmbracelet/x", "github.com/charmbracelet/colorprofile"}},
	"cmd/train": {[]string{"internal/lm", "internal/nn", "content"}, nil},
}

// longFunctions are tables and flat switches, which may be longer than 60 lines.
var longFunctions = []string{}

// root is the top of the repository, seen from this package.
const root = "../.."

// goFiles calls do with every Go file of the house that is no test, except generators in modules of their own.
func goFiles(t *testing.T, do func(path, room string)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if _, statErr := os.Stat(filepath.Join(path, "go.mod")); path != root && statErr == nil || strings.HasPrefix(d.Name(), ".") && path != root && d.Name() != ".." {
				return filepath.SkipDir
			}
			return nil
		}
		if strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
			room, err := filepath.Rel(root, filepath.Dir(path))
			if err != nil {
				return err
			}
			do(path, filepath.ToSlash(room))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryPackageImportsOnlyWhatTheTableOfTheHouseAllows(t *testing.T) {
	seen := map[string]bool{}
	goFiles(t, func(path, room string) {
		seen[room] = true
		allowed, ok := rooms[room]
		if !ok {
			t.Errorf("%s: the room %q is not in the table of the house; add a line that says what it owns and may import", path, room)
			return
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			t.Error(err)
			return
		}
		for _, spec := range f.Imports {
			name, _ := strconv.Unquote(spec.Path.Value)
			if problem := refuse(name, allowed.ours, allowed.others); problem != "" {
				t.Errorf("%s imports %s: %s", path, name, problem)
			}
		}
	})
	for room := range rooms {
		if !seen[room] && room != "internal/sim" {
			t.Logf("the room %s stands empty", room)
		}
	}
}

// refuse says why an import is not allowed; "" if it is.
func refuse(name string, ours, others []string) string {
	if own, ok := strings.CutPrefix(name, "learn-llm/"); ok {
		if slices.Contains(ours, own) {
			return ""
		}
		return "the table of the house does not let this room know that one"
	}
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		return ""
	}
	if slices.ContainsFunc(others, func(p string) bool { return strings.HasPrefix(name, p) }) {
		return ""
	}
	return "the table of the house does not name this library for this room"
}

func TestFilesFunctionsAndNestingStaySmall(t *testing.T) {
	goFiles(t, func(path, _ string) {
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(string(src), "\n"); n > 400 {
			t.Errorf("%s has %d lines; at most 400: move one idea into a file of its own", path, n)
		}
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, src, parser.ParseComments)
		if err != nil {
			t.Error(err)
			return
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
				checkFunction(t, set, path, fn)
			}
		}
	})
}

func checkFunction(t *testing.T, set *token.FileSet, path string, fn *ast.FuncDecl) {
	t.Helper()
	n := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1
	if n > 60 && !slices.Contains(longFunctions, fn.Name.Name) {
		t.Errorf("%s: %s has %d lines; at most 60", path, fn.Name.Name, n)
	}
	if deep := nesting(fn.Body, 0); deep > 4 {
		t.Errorf("%s: %s nests %d levels deep; at most 4", path, fn.Name.Name, deep)
	}
}

// nesting is the depth of blocks that decide or repeat.
func nesting(n ast.Node, depth int) int {
	deepest := depth
	ast.Inspect(n, func(m ast.Node) bool {
		if m == n {
			return true
		}
		switch m := m.(type) {
		case *ast.IfStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
			deepest = max(deepest, nesting(m, depth+1))
			return false
		case *ast.FuncLit:
			deepest = max(deepest, nesting(m.Body, 0))
			return false
		}
		return true
	})
	return deepest
}

func TestEveryExportedNameIsDocumented(t *testing.T) {
	goFiles(t, func(path, _ string) {
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, parser.ParseComments)
		if err != nil {
			t.Error(err)
			return
		}
		for _, d := range f.Decls {
			for _, name := range undocumented(d) {
				t.Errorf("%s: %s is exported and has no comment", path, name)
			}
		}
	})
}

// undocumented returns the exported names of a declaration that nothing explains.
func undocumented(d ast.Decl) []string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Name.IsExported() && d.Doc == nil && !method(d) {
			return []string{d.Name.Name}
		}
	case *ast.GenDecl:
		var out []string
		for _, s := range d.Specs {
			out = append(out, undocumentedSpec(d, s)...)
		}
		return out
	}
	return nil
}

// method reports whether a function is a method of a type that is not exported: its interface explains it.
func method(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	return !ast.IsExported(strings.TrimLeft(fmt.Sprint(typeName(d.Recv.List[0].Type)), "*"))
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func undocumentedSpec(d *ast.GenDecl, s ast.Spec) []string {
	switch s := s.(type) {
	case *ast.TypeSpec:
		if s.Name.IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
			return []string{s.Name.Name}
		}
	case *ast.ValueSpec:
		if s.Names[0].IsExported() && d.Doc == nil && s.Doc == nil && s.Comment == nil {
			return []string{s.Names[0].Name}
		}
	}
	return nil
}

func TestTheTopLevelHoldsNothingElse(t *testing.T) {
	want := []string{".ci", ".git", ".gitignore", "cmd", "internal", "content", "go.mod", "go.sum", "Makefile", "README.md", "README.zh-CN.md", "LICENSE", "CONTRIBUTING.md", "docs"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(want, e.Name()) && e.Name() != "learn-llm" && e.Name() != ".gitattributes" {
			t.Errorf("%s does not belong at the top level", e.Name())
		}
	}
}
