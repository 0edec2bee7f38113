package progress

import (
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// SetPosition records where the learner reads.
func (s *Store) SetPosition(p Position) error {
	return s.exec("save the position", `INSERT INTO position VALUES(1, ?, ?, ?, ?, ?) ON CONFLICT(one) DO UPDATE SET
		section = excluded.section, step = excluded.step, block = excluded.block, line = excluded.line, lang = excluded.lang`,
		p.Section, p.Step, p.Block, p.Line, p.Lang)
}

// Position returns where the learner reads; false if nothing is recorded.
func (s *Store) Position() (Position, bool, error) {
	all, err := query(s, "read the position", scanPosition, "SELECT section, step, block, line, lang FROM position")
	if err != nil || len(all) == 0 {
		return Position{}, false, err
	}
	return all[0], true, nil
}

// Visit records that a section was opened whose text has this hash.
func (s *Store) Visit(section, hash string, now time.Time) error {
	return s.exec("save the visit", `INSERT INTO visit(section, hash, first, last) VALUES(?, ?, ?, ?)
		ON CONFLICT(section) DO UPDATE SET hash = excluded.hash, last = max(last, excluded.last)`,
		section, hash, millis(now), millis(now))
}

// Finish records that a section was read to its end.
func (s *Store) Finish(section, hash string, now time.Time) error {
	return s.exec("save the section", `INSERT INTO visit(section, hash, first, last, done) VALUES(?, ?, ?, ?, 1)
		ON CONFLICT(section) DO UPDATE SET hash = excluded.hash, last = max(last, excluded.last), done = 1`,
		section, hash, millis(now), millis(now))
}

// Spend adds to the time spent in a section that was visited.
func (s *Store) Spend(section string, d time.Duration) error {
	return s.exec("save the time", "UPDATE visit SET spent = spent + ? WHERE section = ?", int64(max(0, d)), section)
}

// Visits returns what is recorded of each section, by its id.
func (s *Store) Visits() (map[string]Visit, error) {
	all, err := query(s, "read the sections", scanVisit, "SELECT section, hash, first, last, done, spent FROM visit")
	m := make(map[string]Visit, len(all))
	for _, v := range all {
		m[v.Section] = v
	}
	return m, err
}

// AddAnswer records an answer. A zero Session stands for the current one.
func (s *Store) AddAnswer(a Answer) error {
	if a.Session == 0 {
		a.Session = s.Session()
	}
	return s.exec("save the answer", "INSERT INTO answer(key, hash, choice, right, at, session) VALUES(?, ?, ?, ?, ?, ?)",
		a.Key, a.Hash, a.Choice, truth(a.Right), millis(a.At), a.Session)
}

// Answers returns all answers, the oldest first.
func (s *Store) Answers() ([]Answer, error) {
	return query(s, "read the answers", scanAnswer, "SELECT key, hash, choice, right, at, session FROM answer ORDER BY at, id")
}

// LastAnswer returns the newest answer to a question; false if there is none.
func (s *Store) LastAnswer(key string) (Answer, bool, error) {
	all, err := query(s, "read the answer", scanAnswer,
		"SELECT key, hash, choice, right, at, session FROM answer WHERE key = ? ORDER BY at DESC, id DESC LIMIT 1", key)
	if err != nil || len(all) == 0 {
		return Answer{}, false, err
	}
	return all[0], true, nil
}

// AddPrediction records a prediction. Its confidence is a probability.
func (s *Store) AddPrediction(p Prediction) error {
	if !(p.Confidence >= 0 && p.Confidence <= 1) {
		return fmt.Errorf("save the prediction: a confidence of %v is not between 0 and 1", p.Confidence)
	}
	return s.exec("save the prediction", "INSERT INTO prediction(key, choice, confidence, right, at) VALUES(?, ?, ?, ?, ?)",
		p.Key, p.Choice, p.Confidence, truth(p.Right), millis(p.At))
}

// Predictions returns all predictions, the oldest first.
func (s *Store) Predictions() ([]Prediction, error) {
	return query(s, "read the predictions", scanPrediction, "SELECT key, choice, confidence, right, at FROM prediction ORDER BY at, id")
}

// SetVote records a vote; one for the same agent, trait and round is replaced.
func (s *Store) SetVote(v Vote) error {
	return s.exec("save the vote", `INSERT INTO vote(agent, trait, round, value) VALUES(?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET value = excluded.value`, v.Agent, v.Trait, v.Round, v.Value)
}

// Votes returns the votes of all rounds, in the order of round, agent, trait.
func (s *Store) Votes() ([]Vote, error) {
	return query(s, "read the votes", scanVote, "SELECT agent, trait, round, value FROM vote ORDER BY round, agent, trait")
}

// ToggleBookmark sets a bookmark, or removes the one at its place, and reports whether it stands now.
func (s *Store) ToggleBookmark(b Bookmark) (stands bool, err error) {
	err = s.tx("save the bookmark", func(tx *sql.Tx) error {
		r, err := tx.Exec("DELETE FROM bookmark WHERE section = ? AND step = ?", b.Section, b.Step)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n > 0 {
			return err
		}
		stands = true
		_, err = tx.Exec("INSERT INTO bookmark(section, step, label, at) VALUES(?, ?, ?, ?)", b.Section, b.Step, b.Label, millis(b.At))
		return err
	})
	return stands && err == nil, err
}

// Bookmarks returns the bookmarks, the newest first.
func (s *Store) Bookmarks() ([]Bookmark, error) {
	return query(s, "read the bookmarks", scanBookmark, "SELECT section, step, label, at FROM bookmark ORDER BY at DESC, section, step")
}

// SetNote adds a note, or if its ID is not 0 replaces that one; an empty text removes it. It returns the ID.
func (s *Store) SetNote(n Note) (int64, error) {
	err := s.tx("save the note", func(tx *sql.Tx) error {
		switch {
		case n.Text == "":
			_, err := tx.Exec("DELETE FROM note WHERE id = ?", n.ID)
			return err
		case n.ID != 0:
			_, err := tx.Exec(`INSERT INTO note(id, section, step, text, at) VALUES(?, ?, ?, ?, ?) ON CONFLICT(id) DO UPDATE SET
				section = excluded.section, step = excluded.step, text = excluded.text, at = excluded.at`,
				n.ID, n.Section, n.Step, n.Text, millis(n.At))
			return err
		}
		r, err := tx.Exec("INSERT INTO note(section, step, text, at) VALUES(?, ?, ?, ?)", n.Section, n.Step, n.Text, millis(n.At))
		if err != nil {
			return err
		}
		n.ID, err = r.LastInsertId()
		return err
	})
	return n.ID, err
}

// Notes returns the notes, the newest first.
func (s *Store) Notes() ([]Note, error) {
	return query(s, "read the notes", scanNote, "SELECT id, section, step, text, at FROM note ORDER BY at DESC, id DESC")
}

// SetSetting records a setting such as lang, theme, big.
func (s *Store) SetSetting(name, value string) error {
	return s.exec("save the setting", "INSERT INTO setting VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", "user."+name, value)
}

// Setting returns a setting, "" if it was never set.
func (s *Store) Setting(name string) (string, error) {
	var v string
	err := s.db.QueryRow("SELECT value FROM setting WHERE name = ?", "user."+name).Scan(&v)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return "", s.explain("read the setting", err)
	}
	return v, nil
}

// Put records something that the learner made, by name: a drawn curve, points, weights.
func (s *Store) Put(name string, value []byte) error {
	if value == nil {
		value = []byte{}
	}
	return s.exec("save "+name, "INSERT INTO blob VALUES(?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", name, value)
}

// Get returns what was Put last under that name; false if nothing was.
func (s *Store) Get(name string) ([]byte, bool, error) {
	var v []byte
	err := s.db.QueryRow("SELECT value FROM blob WHERE name = ?", name).Scan(&v)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, s.explain("read "+name, err)
	}
	return v, true, nil
}

// Reset forgets everything about one section, or with "" everything but the settings.
func (s *Store) Reset(section string) error {
	return s.tx("reset", func(tx *sql.Tx) error {
		tables := []string{"answer", "prediction", "visit", "bookmark", "note", "position", "vote", "blob"}
		for _, t := range tables {
			var err error
			switch {
			case section == "":
				_, err = tx.Exec("DELETE FROM " + t)
			case t == "answer" || t == "prediction":
				_, err = tx.Exec("DELETE FROM "+t+" WHERE substr(key, 1, ?) = ?", len(section)+1, section+"/")
			case t != "vote" && t != "blob":
				_, err = tx.Exec("DELETE FROM "+t+" WHERE section = ?", section)
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}
