package progress

import (
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// works fails the test if a Store does not record.
func works(t *testing.T, s *Store) {
	t.Helper()
	must(t, s.AddAnswer(Answer{Key: "a/1", At: noon}))
	if a, err := s.Answers(); err != nil || len(a) != 1 {
		t.Errorf("got %d answers, %v, want 1", len(a), err)
	}
}

func TestABadFileIsSetAsideAndNeverOverwritten(t *testing.T) {
	damaged := func(t *testing.T, path string) {
		s, err := Open(path)
		must(t, err)
		for i := range 2000 {
			must(t, s.tx("fill", func(tx *sql.Tx) error {
				_, err := tx.Exec("INSERT INTO setting VALUES(?, ?)", fmt.Sprint(i), strings.Repeat("x", 100))
				return err
			}))
			if i > 200 {
				break
			}
		}
		must(t, s.Close())
		data, err := os.ReadFile(path)
		must(t, err)
		for i := 4096; i < len(data); i++ {
			data[i] = 0xaa
		}
		must(t, os.WriteFile(path, data, 0o600))
	}
	other := func(sqlText string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", source(path))
			must(t, err)
			_, err = db.Exec(sqlText)
			must(t, err)
			must(t, db.Close())
		}
	}
	text := func(s string) func(*testing.T, string) {
		return func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte(s), 0o600)) }
	}
	for name, c := range map[string]struct {
		make   func(*testing.T, string)
		kind   error
		suffix string
	}{
		"text":              {text(strings.Repeat("these are my notes\n", 500)), ErrCorrupt, "damaged"},
		"half a header":     {text("SQLite form"), ErrCorrupt, "damaged"},
		"overwritten pages": {damaged, ErrCorrupt, "damaged"},
		"another program's": {other("CREATE TABLE bookmarks(x)"), ErrCorrupt, "damaged"},
		"newer schema":      {other(fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = 99; CREATE TABLE x(y)", application)), ErrNewer, "newer"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "progress.db")
			for n := 1; n <= 2; n++ { // the second time, the first name is taken
				if n == 2 {
					must(t, os.Remove(path))
				}
				c.make(t, path)
				before, err := os.ReadFile(path)
				must(t, err)
				s, err := Open(path)
				aside := fmt.Sprintf("%s.%s-%d", path, c.suffix, n)
				if !errors.Is(err, c.kind) || !strings.Contains(s.Notice(), aside) {
					t.Errorf("got %v, notice %q; want %v and %s", err, s.Notice(), c.kind, aside)
				}
				if !s.Saved() {
					t.Error("the new record is not saved")
				}
				works(t, s)
				must(t, s.Close())
				if after, err := os.ReadFile(aside); err != nil || string(after) != string(before) {
					t.Errorf("the old file was changed (%d bytes, were %d): %v", len(after), len(before), err)
				}
				must(t, open(t, path).Close())
			}
		})
	}
}

func TestWithoutAPlaceToSaveTheStoreWorksAndSaysSo(t *testing.T) {
	for name, c := range map[string]struct {
		make func(t *testing.T, dir string) string
		kind error
	}{
		"no name":  {func(*testing.T, string) string { return "" }, nil},
		"a folder": {func(t *testing.T, dir string) string { return dir }, ErrNotFile},
		"a file where the folder should be": {func(t *testing.T, dir string) string {
			must(t, os.WriteFile(filepath.Join(dir, "f"), nil, 0o600))
			return filepath.Join(dir, "f", "progress.db")
		}, ErrReadOnly},
		"a read-only folder": {func(t *testing.T, dir string) string {
			if os.Geteuid() == 0 {
				t.Skip("root may write everywhere")
			}
			must(t, os.Chmod(dir, 0o500))
			return filepath.Join(dir, "progress.db")
		}, ErrReadOnly},
		"a folder that cannot be made": {func(*testing.T, string) string {
			return "/proc/nowhere/progress.db"
		}, ErrReadOnly},
		"in use": {func(t *testing.T, dir string) string {
			path := filepath.Join(dir, "progress.db")
			db, err := sql.Open("sqlite", path)
			must(t, err)
			t.Cleanup(func() { db.Close() })
			db.SetMaxOpenConns(1)
			_, err = db.Exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE x(y)")
			must(t, err)
			return path
		}, ErrBusy},
	} {
		t.Run(name, func(t *testing.T) {
			if c.kind == ErrBusy && testing.Short() {
				t.Skip("waits for the lock")
			}
			s, err := Open(c.make(t, t.TempDir()))
			t.Cleanup(func() { s.Close() })
			if err == nil || c.kind != nil && !errors.Is(err, c.kind) {
				t.Errorf("got %v, want %v", err, c.kind)
			}
			if s.Saved() || s.Notice() == "" || s.Path() != "" {
				t.Errorf("saved %v, notice %q, path %q", s.Saved(), s.Notice(), s.Path())
			}
			works(t, s)
		})
	}
}

func TestEveryAnswerIsWrittenThroughAndWaitsForOthers(t *testing.T) {
	s := fresh(t)
	for pragma, want := range map[string]string{"synchronous": "2", "busy_timeout": "5000", "journal_mode": "wal"} {
		var got string
		must(t, s.db.QueryRow("PRAGMA "+pragma).Scan(&got))
		if got != want {
			t.Errorf("%s is %s, want %s", pragma, got, want)
		}
	}
}
