package progress

import (
	"database/sql"
	"fmt"
)

// merge adds a document to what is recorded.
func (d document) merge(tx *sql.Tx) error {
	b := batch{tx: tx}
	if p := d.Position; p != nil {
		b.run("INSERT INTO position VALUES(1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", p.Section, p.Step, p.Block, p.Line, p.Lang)
	}
	for _, v := range d.Visits {
		b.run(`INSERT INTO visit(section, hash, first, last, done, spent) VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET
			hash = CASE WHEN excluded.last > last THEN excluded.hash ELSE hash END,
			first = min(first, excluded.first), last = max(last, excluded.last),
			done = max(done, excluded.done), spent = max(spent, excluded.spent)`,
			v.Section, v.Hash, millis(v.First), millis(v.Last), truth(v.Done), int64(v.Spent))
	}
	for _, v := range d.Votes {
		b.run("INSERT INTO vote(agent, trait, round, value) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING", v.Agent, v.Trait, v.Round, v.Value)
	}
	for _, m := range d.Bookmarks {
		b.run("INSERT INTO bookmark(section, step, label, at) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING", m.Section, m.Step, m.Label, millis(m.At))
	}
	for name, value := range d.Settings {
		b.run("INSERT INTO setting VALUES(?, ?) ON CONFLICT DO NOTHING", "user."+name, value)
	}
	for name, value := range d.Blobs {
		if value == nil {
			value = []byte{}
		}
		b.run("INSERT INTO blob VALUES(?, ?) ON CONFLICT DO NOTHING", name, value)
	}
	b.run(`INSERT INTO setting VALUES('session', ?) ON CONFLICT DO UPDATE SET
		value = max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER))`, fmt.Sprint(d.Session))
	d.mergeLists(&b)
	return b.err
}

// mergeLists adds what has no key of its own.
func (d document) mergeLists(b *batch) {
	list := b.list("answer", "key", "hash", "choice", "right", "at", "session")
	for _, a := range d.Answers {
		list.add(a.Key, a.Hash, a.Choice, int64(truth(a.Right)), millis(a.At), int64(a.Session))
	}
	list = b.list("prediction", "key", "choice", "confidence", "right", "at")
	for _, p := range d.Predictions {
		list.add(p.Key, p.Choice, p.Confidence, int64(truth(p.Right)), millis(p.At))
	}
	list = b.list("note", "section", "step", "text", "at")
	for i := len(d.Notes) - 1; i >= 0; i-- { // oldest first, so that ids rise with time
		n := d.Notes[i]
		list.add(n.Section, int64(n.Step), n.Text, millis(n.At))
	}
}

// A batch runs statements until one of them errs.
type batch struct {
	tx  *sql.Tx
	err error
}

func (b *batch) run(q string, args ...any) {
	if b.err == nil {
		_, b.err = b.tx.Exec(q, args...)
	}
}

// A list adds rows to a table without a key. Two equal rows may both be real, so the
// list keeps count: a document adds only what it has more often than the table.
type list struct {
	*batch
	insert string
	have   map[string]int
}

func (b *batch) list(table string, columns ...string) *list {
	names, marks := "", ""
	for i, c := range columns {
		if i > 0 {
			names, marks = names+", ", marks+", "
		}
		names, marks = names+c, marks+"?"
	}
	l := &list{batch: b, insert: "INSERT INTO " + table + "(" + names + ") VALUES(" + marks + ")", have: map[string]int{}}
	if b.err != nil {
		return l
	}
	rows, err := b.tx.Query("SELECT " + names + " FROM " + table)
	if err != nil {
		b.err = err
		return l
	}
	defer rows.Close()
	values, to := make([]any, len(columns)), make([]any, len(columns))
	for i := range values {
		to[i] = &values[i]
	}
	for rows.Next() && b.err == nil {
		b.err = rows.Scan(to...)
		l.have[rowKey(values)]++
	}
	if err := rows.Err(); err != nil {
		b.err = err
	}
	return l
}

func rowKey(values []any) string { return fmt.Sprintf("%#v", values) }

func (l *list) add(values ...any) {
	if key := rowKey(values); l.have[key] > 0 {
		l.have[key]--
		return
	}
	l.run(l.insert, values...)
}
