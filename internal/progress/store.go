package progress

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"time"
)

// A Store is the learner's record. Its methods may be called from any goroutine,
// and several processes may open the same file. When a method that stores
// something returns nil, a power cut does not lose it if Saved reports true.
type Store struct {
	db      *sql.DB
	path    string
	saved   bool
	notice  string
	aside   string
	session int
	mu      sync.Mutex // session
}

// Saved reports whether the record outlives the program.
func (s *Store) Saved() bool { return s.saved }

// Aside returns the file that an unusable record was renamed to when the Store was opened, or "".
func (s *Store) Aside() string { return s.aside }

// Notice returns a sentence about what was wrong when the Store was opened, or "".
func (s *Store) Notice() string { return s.notice }

// Path returns the file of the record, "" if there is none.
func (s *Store) Path() string { return s.path }

// Close ends the use of the Store.
func (s *Store) Close() error {
	if err := s.db.Close(); err != nil {
		return s.explain("close", err)
	}
	return nil
}

// BeginSession counts one more session, by which wrong answers return, and gives it to the answers that follow.
func (s *Store) BeginSession() (int, error) {
	var n int
	err := s.tx("count the session", func(tx *sql.Tx) error {
		if _, err := tx.Exec(`INSERT INTO setting(name, value) VALUES('session', '1')
			ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1`); err != nil {
			return err
		}
		return tx.QueryRow(`SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'session'`).Scan(&n)
	})
	if err == nil {
		s.mu.Lock()
		s.session = n
		s.mu.Unlock()
	}
	return n, err
}

// Session returns the number that BeginSession gave, 0 before.
func (s *Store) Session() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.session
}

// tx runs f in one transaction; what says, for an error, what was tried.
func (s *Store) tx(what string, f func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(context.Background(), nil)
	if err != nil {
		return s.explain(what, err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return s.explain(what, err)
	}
	if err := tx.Commit(); err != nil {
		return s.explain(what, err)
	}
	return nil
}

func (s *Store) exec(what, query string, args ...any) error {
	return s.tx(what, func(tx *sql.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	})
}

// explain adds what was tried, where, and the kind of the error.
func (s *Store) explain(what string, err error) error {
	where := s.path
	if where == "" {
		where = "memory"
	}
	if kind := kindOf(err); kind != nil {
		return fmt.Errorf("%s: %s: %w (%w)", what, where, kind, err)
	}
	return fmt.Errorf("%s: %s: %w", what, where, err)
}

func millis(t time.Time) int64 { return t.UnixMilli() }

func moment(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
