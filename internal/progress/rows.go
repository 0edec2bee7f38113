package progress

import (
	"database/sql"
	"time"
)

// query reads all rows.
func query[T any](s *Store, what string, scan func(*sql.Rows) (T, error), q string, args ...any) ([]T, error) {
	rows, err := s.db.Query(q, args...)
	if err != nil {
		return nil, s.explain(what, err)
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, s.explain(what, err)
		}
		all = append(all, v)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(what, err)
	}
	return all, nil
}

func scanPosition(r *sql.Rows) (p Position, err error) {
	err = r.Scan(&p.Section, &p.Step, &p.Block, &p.Line, &p.Lang)
	return p, err
}

func scanVisit(r *sql.Rows) (v Visit, err error) {
	var first, last, spent int64
	err = r.Scan(&v.Section, &v.Hash, &first, &last, &v.Done, &spent)
	v.First, v.Last, v.Spent = moment(first), moment(last), time.Duration(spent)
	return v, err
}

func scanAnswer(r *sql.Rows) (a Answer, err error) {
	var at int64
	err = r.Scan(&a.Key, &a.Hash, &a.Choice, &a.Right, &at, &a.Session)
	a.At = moment(at)
	return a, err
}

func scanPrediction(r *sql.Rows) (p Prediction, err error) {
	var at int64
	err = r.Scan(&p.Key, &p.Choice, &p.Confidence, &p.Right, &at)
	p.At = moment(at)
	return p, err
}

func scanVote(r *sql.Rows) (v Vote, err error) {
	err = r.Scan(&v.Agent, &v.Trait, &v.Round, &v.Value)
	return v, err
}

func scanBookmark(r *sql.Rows) (b Bookmark, err error) {
	var at int64
	err = r.Scan(&b.Section, &b.Step, &b.Label, &at)
	b.At = moment(at)
	return b, err
}

func scanNote(r *sql.Rows) (n Note, err error) {
	var at int64
	err = r.Scan(&n.ID, &n.Section, &n.Step, &n.Text, &at)
	n.At = moment(at)
	return n, err
}
