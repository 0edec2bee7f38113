package progress

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// application marks our files among SQLite's ("LLMp"); version is the newest schema that this program knows.
const (
	application = 0x4c4c4d70
	version     = 1
)

const schema = `
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE blob(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE position(one INTEGER PRIMARY KEY CHECK(one = 1), section TEXT NOT NULL, step INTEGER NOT NULL,
	block INTEGER NOT NULL, line INTEGER NOT NULL, lang TEXT NOT NULL);
CREATE TABLE visit(section TEXT PRIMARY KEY, hash TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
	done INTEGER NOT NULL DEFAULT 0, spent INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE answer(id INTEGER PRIMARY KEY, key TEXT NOT NULL, hash TEXT NOT NULL, choice TEXT NOT NULL,
	right INTEGER NOT NULL, at INTEGER NOT NULL, session INTEGER NOT NULL);
CREATE INDEX answer_key ON answer(key);
CREATE TABLE prediction(id INTEGER PRIMARY KEY, key TEXT NOT NULL, choice TEXT NOT NULL,
	confidence REAL NOT NULL CHECK(confidence BETWEEN 0 AND 1), right INTEGER NOT NULL, at INTEGER NOT NULL);
CREATE TABLE vote(agent TEXT NOT NULL, trait TEXT NOT NULL, round INTEGER NOT NULL, value INTEGER NOT NULL,
	PRIMARY KEY(agent, trait, round)) WITHOUT ROWID;
CREATE TABLE bookmark(section TEXT NOT NULL, step INTEGER NOT NULL, label TEXT NOT NULL, at INTEGER NOT NULL,
	PRIMARY KEY(section, step)) WITHOUT ROWID;
CREATE TABLE note(id INTEGER PRIMARY KEY, section TEXT NOT NULL, step INTEGER NOT NULL, text TEXT NOT NULL, at INTEGER NOT NULL);
`

// Open opens the record at path and makes it if there is none. The Store is never nil and always works.
//
// The error wraps the kind of what was wrong, and Store.Notice says it in a sentence. A damaged file
// (ErrCorrupt) or one of a newer version (ErrNewer) is renamed, never overwritten, and a new one is begun.
// After other errors, and if renaming does not work, the Store is in memory: Saved reports false.
func Open(path string) (*Store, error) {
	if path == "" {
		return inMemory(fmt.Errorf("open the record: no file is named; nothing is saved"))
	}
	s, err := openFile(path)
	if err == nil {
		return s, nil
	}
	if !errors.Is(err, ErrCorrupt) && !errors.Is(err, ErrNewer) {
		return inMemory(fmt.Errorf("%w; nothing is saved", err))
	}
	aside, moveErr := setAside(path, err)
	if moveErr != nil {
		return inMemory(fmt.Errorf("%w; it could not be set aside (%v), nothing is saved", err, moveErr))
	}
	s, again := openFile(path)
	if again != nil {
		return inMemory(fmt.Errorf("%w; nothing is saved", again))
	}
	if aside != "" {
		err = fmt.Errorf("%w; it was set aside as %s and a new record begun", err, aside)
		s.aside = aside
	}
	s.notice = err.Error()
	return s, err
}

// inMemory returns a Store that forgets, and why.
func inMemory(why error) (*Store, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err == nil {
		db.SetMaxOpenConns(1) // each connection would be another empty database
		_, err = db.Exec(schema)
	}
	if err != nil {
		// Memory for an empty database is all that this needs.
		panic("progress: " + err.Error())
	}
	return &Store{db: db, notice: why.Error()}, why
}

func openFile(path string) (*Store, error) {
	s := &Store{path: path, saved: true}
	info, err := os.Stat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, fmt.Errorf("open the record: %s: %w", path, ErrNotFile)
	case errors.Is(err, fs.ErrNotExist):
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("open the record: %s: %w (%w)", path, ErrReadOnly, err)
		}
	case err != nil:
		return nil, fmt.Errorf("open the record: %s: %w (%w)", path, ErrReadOnly, err)
	}
	if s.db, err = sql.Open("sqlite", source(path)); err != nil {
		return nil, s.explain("open the record", err)
	}
	s.db.SetMaxOpenConns(1)
	if err := s.settle(); err != nil {
		s.db.Close()
		if errors.Is(err, ErrNewer) || errors.Is(err, ErrCorrupt) {
			return nil, fmt.Errorf("open the record: %s: %w", path, err)
		}
		return nil, s.explain("open the record", err)
	}
	return s, nil
}

// source returns the name of the file as SQLite takes it, with what each connection sets first.
func source(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // C:/…
	}
	q := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(100)", "synchronous(FULL)"}}
	return (&url.URL{Scheme: "file", Path: slashed}).String() + "?" + q.Encode()
}

// settle prepares the file. Processes that do it at once can meet where SQLite does not wait
// by itself, so it tries again; but whoever starts the program does not wait for long.
func (s *Store) settle() error {
	var err error
	for range 20 {
		if err = s.prepare(); kindOf(err) != ErrBusy {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err != nil {
		return err
	}
	_, err = s.db.Exec("PRAGMA busy_timeout = 5000") // from now on an answer is at stake
	return err
}

// prepare checks the file and makes its schema.
func (s *Store) prepare() error {
	// Whose file it is comes first: not a byte of another program's is changed.
	empty, err := identify(s.db)
	if err != nil {
		return err
	}
	if err := s.journal(); err != nil {
		return err
	}
	if empty {
		return s.create()
	}
	var sound string
	if err := s.db.QueryRow("PRAGMA quick_check(1)").Scan(&sound); err != nil {
		return err
	}
	if sound != "ok" {
		return fmt.Errorf("%w: %s", ErrCorrupt, sound)
	}
	return nil
}

// identify reports whether a database is empty, and errs if it is not one that this program can use.
func identify(db interface {
	QueryRow(string, ...any) *sql.Row
}) (empty bool, err error) {
	var app, have, tables int
	err = db.QueryRow(`SELECT (SELECT application_id FROM pragma_application_id),
		(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_master)`).Scan(&app, &have, &tables)
	switch {
	case err != nil:
		return false, err
	case tables == 0 && app == 0:
		return true, nil
	case app != application:
		return false, fmt.Errorf("%w: it is another program's database", ErrCorrupt)
	case have > version:
		return false, fmt.Errorf("%w: its schema is %d, this program knows %d", ErrNewer, have, version)
	}
	return false, nil
}

// create makes the schema, unless another process was faster.
func (s *Store) create() error {
	tx, err := s.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if empty, err := identify(tx); err != nil || !empty {
		return err
	}
	marks := fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", application, version)
	if _, err := tx.Exec(schema + marks); err != nil {
		return err
	}
	return tx.Commit()
}

// journal turns the write-ahead log on, or where it does not take (some network
// file systems) leaves the rollback journal.
func (s *Store) journal() error {
	var mode string
	err := s.db.QueryRow("PRAGMA journal_mode = WAL").Scan(&mode)
	if err == nil || kindOf(err) != nil {
		return err
	}
	return s.db.QueryRow("PRAGMA journal_mode = DELETE").Scan(&mode)
}

// setAside renames a file and its journals to names that nothing has. It
// returns "" when another process was faster.
func setAside(path string, why error) (string, error) {
	suffix := "damaged"
	if errors.Is(why, ErrNewer) {
		suffix = "newer"
	}
	for n := 1; n < 1000; n++ {
		aside := fmt.Sprintf("%s.%s-%d", path, suffix, n)
		if _, err := os.Lstat(aside); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		// Checked again at the last moment: another process may have mended it already.
		if s, err := openFile(path); err == nil {
			return "", s.Close()
		}
		if err := os.Rename(path, aside); err != nil {
			return "", err
		}
		for _, ext := range []string{"-wal", "-shm", "-journal"} {
			if err := os.Rename(path+ext, aside+ext); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return "", err
			}
		}
		return aside, nil
	}
	return "", errors.New("1000 files were set aside already; remove some")
}

// kindOf returns which of our errors an error of SQLite is, or nil.
func kindOf(err error) error {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return nil
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ErrCorrupt
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH:
		return ErrReadOnly
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ErrBusy
	case sqlite3.SQLITE_FULL:
		return ErrFull
	}
	return nil
}
