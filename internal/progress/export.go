package progress

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"
)

// format names our documents; maxImport bounds them.
const (
	format    = "learn-llm progress"
	maxImport = 64 << 20
)

// A document is everything that a Store holds.
type document struct {
	Format      string            `json:"format"`
	Version     int               `json:"version"`
	Session     int               `json:"session"`
	Position    *Position         `json:"position,omitempty"`
	Visits      []Visit           `json:"visits"`
	Answers     []Answer          `json:"answers"`
	Predictions []Prediction      `json:"predictions"`
	Votes       []Vote            `json:"votes"`
	Bookmarks   []Bookmark        `json:"bookmarks"`
	Notes       []Note            `json:"notes"`
	Settings    map[string]string `json:"settings"`
	Blobs       map[string][]byte `json:"blobs"`
}

// Export writes everything as one JSON document that Import reads.
func (s *Store) Export(w io.Writer) error {
	d, err := s.document()
	if err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(d); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}

func (s *Store) document() (document, error) {
	d := document{Format: format, Version: version, Settings: map[string]string{}, Blobs: map[string][]byte{}}
	p, ok, err := s.Position()
	if ok {
		d.Position = &p
	}
	err = errors.Join(err, s.db.QueryRow("SELECT coalesce(max(CAST(value AS INTEGER)), 0) FROM setting WHERE name = 'session'").Scan(&d.Session))
	gather(&d.Visits, &err, func() ([]Visit, error) {
		return query(s, "read the sections", scanVisit, "SELECT section, hash, first, last, done, spent FROM visit ORDER BY section")
	})
	gather(&d.Answers, &err, s.Answers)
	gather(&d.Predictions, &err, s.Predictions)
	gather(&d.Votes, &err, s.Votes)
	gather(&d.Bookmarks, &err, s.Bookmarks)
	gather(&d.Notes, &err, s.Notes)
	pairs, e := query(s, "read the settings", scanPair, "SELECT substr(name, 6), value FROM setting WHERE name LIKE 'user.%'")
	for _, p := range pairs {
		d.Settings[p.name] = string(p.value)
	}
	blobs, e2 := query(s, "read what was made", scanPair, "SELECT name, value FROM blob")
	for _, p := range blobs {
		d.Blobs[p.name] = p.value
	}
	return d, errors.Join(err, e, e2)
}

type pair struct {
	name  string
	value []byte
}

func scanPair(r *sql.Rows) (p pair, err error) {
	err = r.Scan(&p.name, &p.value)
	return p, err
}

func gather[T any](to *[]T, err *error, from func() ([]T, error)) {
	all, e := from()
	if *to = all; all == nil {
		*to = []T{}
	}
	*err = errors.Join(*err, e)
}

// Import merges a document of Export into the record, all of it or nothing. What is here already stays:
// a position, a vote, a bookmark, a setting; answers, predictions and notes are added once. The error says what is wrong.
func (s *Store) Import(r io.Reader) error {
	data, err := io.ReadAll(io.LimitReader(r, maxImport+1))
	if err != nil {
		return fmt.Errorf("import: %w", err)
	}
	if len(data) > maxImport {
		return errors.New("import: larger than 64 MiB; this is no file of learn-llm progress export")
	}
	var d document
	if err := json.Unmarshal(data, &d); err != nil {
		return fmt.Errorf("import: %s; give a file that learn-llm progress export wrote", reading(data, err))
	}
	if err := d.validate(); err != nil {
		return fmt.Errorf("import: %w", err)
	}
	return s.tx("import", func(tx *sql.Tx) error { return d.merge(tx) })
}

// reading says in which line the JSON is wrong.
func reading(data []byte, err error) string {
	at := int64(len(data))
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		at = syntax.Offset
	case errors.As(err, &kind):
		at = kind.Offset
	}
	line := 1
	for _, b := range data[:min(at, int64(len(data)))] {
		if b == '\n' {
			line++
		}
	}
	return fmt.Sprintf("line %d: %v", line, err)
}

func (d document) validate() error {
	if d.Format != format {
		return fmt.Errorf("the format is %q, not %q; give a file that learn-llm progress export wrote", d.Format, format)
	}
	if d.Version < 1 || d.Version > version {
		return fmt.Errorf("version %d is not known here (1 to %d); update learn-llm", d.Version, version)
	}
	for i, v := range d.Visits {
		if v.Section == "" || v.Spent < 0 || !sane(v.First) || !sane(v.Last) {
			return fmt.Errorf("visits[%d]: a section, a time and no negative duration are needed", i)
		}
	}
	for i, a := range d.Answers {
		if a.Key == "" || !sane(a.At) || a.Session < 0 {
			return fmt.Errorf("answers[%d]: a key, a time and a session are needed", i)
		}
	}
	for i, p := range d.Predictions {
		if p.Key == "" || !sane(p.At) || !(p.Confidence >= 0 && p.Confidence <= 1) {
			return fmt.Errorf("predictions[%d]: a key, a time and a confidence between 0 and 1 are needed", i)
		}
	}
	for i, b := range d.Bookmarks {
		if b.Section == "" || !sane(b.At) {
			return fmt.Errorf("bookmarks[%d]: a section and a time are needed", i)
		}
	}
	for i, n := range d.Notes {
		if n.Section == "" || n.Text == "" || !sane(n.At) {
			return fmt.Errorf("notes[%d]: a section, a text and a time are needed", i)
		}
	}
	return nil
}

// sane reports whether a time can be kept in milliseconds.
func sane(t time.Time) bool { return t.Year() >= 1900 && t.Year() < 10000 }
