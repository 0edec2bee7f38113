// Package progress knows what the learner did: where they are, what they answered, predicted, marked and wrote.
// It does not know the course's text or the screen; the time is told to it.
package progress

import (
	"errors"
	"path/filepath"
	"time"
)

// What can be wrong with a record's file; Open's error wraps one of them.
var (
	ErrCorrupt  = errors.New("damaged")                 // not a database, or a damaged one: set aside
	ErrNewer    = errors.New("made by a newer version") // set aside
	ErrNotFile  = errors.New("not a file")              // a folder or a device: left alone, nothing is saved
	ErrReadOnly = errors.New("cannot be written")       // the file or its folder: left alone, nothing is saved
	ErrBusy     = errors.New("in use")                  // another program holds it: left alone, nothing is saved
	ErrFull     = errors.New("the disk is full")        // also from every call that stores something
)

// A Position is where the learner reads.
type Position struct {
	Section string `json:"section"`
	Step    int    `json:"step"`
	Block   int    `json:"block"`
	Line    int    `json:"line"` // on the page as laid out for this language
	Lang    string `json:"lang"`
}

// A Visit is what is recorded of one section.
type Visit struct {
	Section string        `json:"section"`
	Hash    string        `json:"hash"` // of the text that was read last
	First   time.Time     `json:"first"`
	Last    time.Time     `json:"last"`
	Done    bool          `json:"done"`
	Spent   time.Duration `json:"spent"` // nanoseconds in JSON
}

// An Answer is one answer to one quiz; answering again adds another.
type Answer struct {
	Key     string    `json:"key"`    // lesson.Quiz.Key: section id "/" ordinal
	Hash    string    `json:"hash"`   // of the question's text
	Choice  string    `json:"choice"` // "0", "0,2", or a number
	Right   bool      `json:"right"`
	At      time.Time `json:"at"` // kept to the millisecond
	Session int       `json:"session"`
}

// A Prediction is what the learner expected before it was shown, and how sure they were.
type Prediction struct {
	Key        string    `json:"key"`
	Choice     string    `json:"choice"`
	Confidence float64   `json:"confidence"` // in [0, 1]: the probability given to being right
	Right      bool      `json:"right"`
	At         time.Time `json:"at"`
}

// A Vote is what the learner gave an agent for a trait.
type Vote struct {
	Agent string `json:"agent"`
	Trait string `json:"trait"`
	Round int    `json:"round"` // 1 in chapter 1, 2 in chapter 6
	Value int    `json:"value"`
}

// A Bookmark marks a place.
type Bookmark struct {
	Section string    `json:"section"`
	Step    int       `json:"step"`
	Label   string    `json:"label"`
	At      time.Time `json:"at"`
}

// A Note is what the learner wrote at a place.
type Note struct {
	ID      int64     `json:"-"` // in this file
	Section string    `json:"section"`
	Step    int       `json:"step"`
	Text    string    `json:"text"`
	At      time.Time `json:"at"`
}

// DefaultPath returns where the record is kept: in LEARN_LLM_HOME if that is set, else
// where the system keeps a program's state. getenv is os.Getenv, or a test's.
func DefaultPath(getenv func(string) string) (string, error) {
	const file = "progress.db"
	places := []struct {
		variable string
		below    []string
	}{
		{"LEARN_LLM_HOME", nil},
		{"XDG_STATE_HOME", []string{"learn-llm"}},
		{"LOCALAPPDATA", []string{"learn-llm"}},
		{"HOME", []string{".local", "state", "learn-llm"}},
		{"USERPROFILE", []string{"learn-llm"}},
	}
	for _, p := range places {
		dir := getenv(p.variable)
		// The XDG specification says that a relative path is to be ignored.
		if dir == "" || p.variable == "XDG_STATE_HOME" && !filepath.IsAbs(dir) {
			continue
		}
		return filepath.Join(append(append([]string{dir}, p.below...), file)...), nil
	}
	return "", errors.New("no folder to save in: HOME is not set; set LEARN_LLM_HOME to a folder")
}
