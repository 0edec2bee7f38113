package progress

import (
	"bytes"
	"errors"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func open(t *testing.T, path string) *Store {
	t.Helper()
	s, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fresh(t *testing.T) *Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "a b?#%", "progress.db"))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fill records something of every kind.
func fill(t *testing.T, s *Store) {
	t.Helper()
	_, err := s.BeginSession()
	must(t, err)
	must(t, s.SetPosition(Position{"chance", 2, 1, 14, "zh"}))
	must(t, s.Visit("chance", "h1", noon))
	must(t, s.Spend("chance", 90*time.Second))
	must(t, s.Finish("chance", "h2", noon.Add(time.Hour)))
	must(t, s.AddAnswer(Answer{Key: "chance/1", Hash: "q", Choice: "0,2", At: noon}))
	must(t, s.AddAnswer(Answer{Key: "chance/1", Hash: "q", Choice: "1", Right: true, At: noon.Add(time.Minute)}))
	must(t, s.AddAnswer(Answer{Key: "chance/1", Hash: "q", Choice: "1", Right: true, At: noon.Add(time.Minute)}))
	must(t, s.AddPrediction(Prediction{Key: "chance/2", Choice: "970万", Confidence: .7, Right: true, At: noon}))
	must(t, s.SetVote(Vote{"bee", "learning", 1, 2}))
	must(t, s.SetVote(Vote{"bee", "learning", 1, 3}))
	must(t, s.SetVote(Vote{"bee", "learning", 2, 1}))
	_, err = s.ToggleBookmark(Bookmark{"chance", 1, "bayes", noon})
	must(t, err)
	_, err = s.SetNote(Note{Section: "chance", Step: 1, Text: "一半是 970 万\n次", At: noon})
	must(t, err)
	must(t, s.SetSetting("lang", "zh"))
	must(t, s.Put("curve", []byte{0, 1, 255}))
}

func TestWhatIsRecordedIsThereAfterReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "progress.db")
	s, err := Open(path)
	must(t, err)
	fill(t, s)
	before, err := s.document()
	must(t, err)
	must(t, s.Close())
	after, err := open(t, path).document()
	must(t, err)
	if !reflect.DeepEqual(before, after) {
		t.Errorf("got\n%+v, want\n%+v", after, before)
	}
	if len(after.Answers) != 3 || after.Answers[0].Choice != "0,2" || after.Answers[0].Session != 1 || !after.Answers[0].At.Equal(noon) {
		t.Errorf("answers are %+v", after.Answers)
	}
	if v := after.Visits[0]; v.Hash != "h2" || !v.Done || v.Spent != 90*time.Second || !v.Last.Equal(noon.Add(time.Hour)) {
		t.Errorf("visit is %+v", v)
	}
	if len(after.Votes) != 2 || after.Votes[0].Value != 3 {
		t.Errorf("votes are %+v", after.Votes)
	}
}

func TestTheNewestAnswerIsTheLast(t *testing.T) {
	s := fresh(t)
	if _, ok, err := s.LastAnswer("chance/1"); ok || err != nil {
		t.Fatal("an answer in an empty record", err)
	}
	fill(t, s)
	a, ok, err := s.LastAnswer("chance/1")
	if err != nil || !ok || a.Choice != "1" || !a.Right {
		t.Errorf("got %+v, %v, %v", a, ok, err)
	}
}

func TestABookmarkIsToggledAndANoteIsRewritten(t *testing.T) {
	s := fresh(t)
	b := Bookmark{"gpt", 0, "lens", noon}
	for _, want := range []bool{true, false, true} {
		if got, err := s.ToggleBookmark(b); got != want || err != nil {
			t.Errorf("got %v, %v, want %v", got, err, want)
		}
	}
	id, err := s.SetNote(Note{Section: "gpt", Text: "one", At: noon})
	must(t, err)
	_, err = s.SetNote(Note{ID: id, Section: "gpt", Text: "two", At: noon})
	must(t, err)
	notes, err := s.Notes()
	if err != nil || len(notes) != 1 || notes[0].Text != "two" {
		t.Errorf("notes are %+v, %v", notes, err)
	}
	_, err = s.SetNote(Note{ID: id})
	must(t, err)
	if notes, _ = s.Notes(); len(notes) != 0 {
		t.Errorf("a removed note is there: %+v", notes)
	}
}

func TestResettingASectionKeepsTheOthers(t *testing.T) {
	s := fresh(t)
	fill(t, s)
	must(t, s.AddAnswer(Answer{Key: "chances/1", At: noon}))
	must(t, s.Reset("chance"))
	d, err := s.document()
	must(t, err)
	if len(d.Answers) != 1 || d.Answers[0].Key != "chances/1" || d.Position != nil || len(d.Predictions)+len(d.Visits)+len(d.Notes)+len(d.Bookmarks) != 0 {
		t.Errorf("left: %+v", d)
	}
	if len(d.Votes) != 2 || d.Settings["lang"] != "zh" {
		t.Errorf("lost: %+v", d)
	}
	must(t, s.Reset(""))
	d, err = s.document()
	must(t, err)
	if len(d.Answers)+len(d.Votes)+len(d.Blobs) != 0 || d.Settings["lang"] != "zh" {
		t.Errorf("after a full reset: %+v", d)
	}
}

func TestExportAndImportMakeAnEqualRecord(t *testing.T) {
	a, b := fresh(t), fresh(t)
	fill(t, a)
	var out bytes.Buffer
	must(t, a.Export(&out))
	text := out.String()
	for range 2 { // a second import adds nothing
		must(t, b.Import(strings.NewReader(text)))
	}
	var again bytes.Buffer
	must(t, b.Export(&again))
	if again.String() != text {
		t.Errorf("got\n%s\nwant\n%s", again.String(), text)
	}
}

func TestImportKeepsWhatIsHere(t *testing.T) {
	a, b := fresh(t), fresh(t)
	fill(t, a)
	must(t, b.SetPosition(Position{Section: "gpt", Lang: "en"}))
	must(t, b.SetVote(Vote{"bee", "learning", 1, 0}))
	must(t, b.SetSetting("lang", "en"))
	must(t, b.AddAnswer(Answer{Key: "gpt/1", At: noon, Session: 1}))
	var out bytes.Buffer
	must(t, a.Export(&out))
	must(t, b.Import(&out))
	d, err := b.document()
	must(t, err)
	if d.Position.Section != "gpt" || d.Votes[0].Value != 0 || d.Settings["lang"] != "en" || len(d.Answers) != 4 {
		t.Errorf("got %+v", d)
	}
}

func TestImportRefusesWhatIsNotItsOwnAndChangesNothing(t *testing.T) {
	const head = `{"format":"learn-llm progress","version":1,`
	for name, c := range map[string]struct{ in, want string }{
		"empty":            {"", "line 1"},
		"not JSON":         {"{\n\nx", "line 3"},
		"another format":   {`{"format":"x"}`, `the format is "x"`},
		"newer":            {`{"format":"learn-llm progress","version":99}`, "version 99"},
		"wrong type":       {head + `"answers":[{"key":7}]}`, "line 1"},
		"no key":           {head + `"answers":[{"at":"2026-01-01T00:00:00Z"}]}`, "answers[0]"},
		"no time":          {head + `"answers":[{"key":"a/1"}]}`, "answers[0]"},
		"certain beyond 1": {head + `"predictions":[{"key":"a/1","at":"2026-01-01T00:00:00Z","confidence":1.5}]}`, "predictions[0]"},
		"second is wrong":  {head + `"notes":[{"section":"a","text":"x","at":"2026-01-01T00:00:00Z"},{}]}`, "notes[1]"},
		"negative time":    {head + `"visits":[{"section":"a","spent":-1}]}`, "visits[0]"},
		"bookmark nowhere": {head + `"bookmarks":[{}]}`, "bookmarks[0]"},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh(t)
			err := s.Import(strings.NewReader(c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			if d, _ := s.document(); len(d.Answers)+len(d.Notes)+len(d.Predictions)+len(d.Visits) != 0 {
				t.Errorf("something was stored: %+v", d)
			}
		})
	}
}

func TestAPredictionNeedsAProbability(t *testing.T) {
	s := fresh(t)
	for _, c := range []float64{-.1, 1.1} {
		if err := s.AddPrediction(Prediction{Key: "a/1", Confidence: c, At: noon}); err == nil {
			t.Errorf("a confidence of %v was taken", c)
		}
	}
}

func TestTheRecordIsKeptWhereTheSystemKeepsState(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want string
	}{
		{map[string]string{"LEARN_LLM_HOME": "/l", "XDG_STATE_HOME": "/x", "HOME": "/h"}, "/l/progress.db"},
		{map[string]string{"XDG_STATE_HOME": "/x", "HOME": "/h"}, "/x/learn-llm/progress.db"},
		{map[string]string{"XDG_STATE_HOME": "relative", "HOME": "/h"}, "/h/.local/state/learn-llm/progress.db"},
		{map[string]string{"HOME": "/h"}, "/h/.local/state/learn-llm/progress.db"},
	} {
		got, err := DefaultPath(func(k string) string { return c.env[k] })
		if err != nil || filepath.ToSlash(got) != c.want {
			t.Errorf("%v: got %q, %v, want %q", c.env, got, err, c.want)
		}
	}
	if _, err := DefaultPath(func(string) string { return "" }); err == nil {
		t.Error("a place without HOME")
	}
}

func TestAFullDiskIsSaidAndLosesNothing(t *testing.T) {
	s := fresh(t)
	must(t, s.AddAnswer(Answer{Key: "a/1", At: noon}))
	var pages int
	must(t, s.db.QueryRow("PRAGMA page_count").Scan(&pages))
	var limit int
	must(t, s.db.QueryRow("PRAGMA max_page_count = 1").Scan(&limit)) // no less than the pages in use
	err := s.Put("big", make([]byte, 1<<20))
	if !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), s.Path()) {
		t.Errorf("with %d of %d pages: got %v, want %v and the file", pages, limit, err, ErrFull)
	}
	if answers, err := s.Answers(); err != nil || len(answers) != 1 {
		t.Errorf("got %d answers, %v", len(answers), err)
	}
	if _, ok, _ := s.Get("big"); ok {
		t.Error("half of it was stored")
	}
}
