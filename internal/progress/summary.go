package progress

import (
	"fmt"
	"strings"
	"time"
)

// A Summary is what the learner takes home.
type Summary struct {
	Sections, Done  int // in the course; read to their end
	Spent           time.Duration
	Questions       int // asked at least once
	RightFirst      int // of these, right at the first try
	RightNow        int // of these, right at the last try
	Calibration     Calibration
	Bookmarks       []Bookmark
	Notes           []Note
	Changed, Votes2 int // votes of the second round that differ from the first; that can be compared
}

// Summarize looks back at the whole record. sections is the number of sections of the course.
func (s *Store) Summarize(sections int) (Summary, error) {
	d, err := s.document()
	if err != nil {
		return Summary{}, err
	}
	sum := Summary{Sections: sections, Bookmarks: d.Bookmarks, Notes: d.Notes, Calibration: Calibrate(d.Predictions)}
	for _, v := range d.Visits {
		sum.Spent += v.Spent
		sum.Done += truth(v.Done)
	}
	first, last := map[string]bool{}, map[string]bool{}
	for _, a := range d.Answers {
		if _, ok := first[a.Key]; !ok {
			first[a.Key] = a.Right
		}
		last[a.Key] = a.Right
	}
	sum.Questions = len(first)
	for key := range first {
		sum.RightFirst += truth(first[key])
		sum.RightNow += truth(last[key])
	}
	before := map[Vote]int{}
	for _, v := range d.Votes {
		place := Vote{Agent: v.Agent, Trait: v.Trait}
		if v.Round == 1 {
			before[place] = v.Value
		} else if old, ok := before[place]; ok && v.Round == 2 {
			sum.Votes2++
			sum.Changed += truth(old != v.Value)
		}
	}
	return sum, nil
}

// lines are the sentences of a summary.
func (s Summary) lines(T func(string, ...any) string) []string {
	out := []string{
		T("Sections finished: %d of %d", s.Done, s.Sections),
		T("Time spent: %d min", int(s.Spent.Round(time.Minute)/time.Minute)),
	}
	if s.Questions > 0 {
		out = append(out, T("Questions: %d, right at the first try %d, right by now %d", s.Questions, s.RightFirst, s.RightNow))
	}
	if s.Votes2 > 0 {
		out = append(out, T("Judgements about intelligence that you changed: %d of %d", s.Changed, s.Votes2))
	}
	if c := s.Calibration; c.N > 0 {
		out = append(out, T("Predictions: %d, Brier score %.3f (0 is perfect, 0.25 is always saying 50 %%)", c.N, c.Brier))
	}
	return out
}

// rows are the calibration table without its head.
func (s Summary) rows() [][3]string {
	var out [][3]string
	for _, b := range s.Calibration.Buckets {
		if b.N > 0 {
			out = append(out, [3]string{fmt.Sprintf("%.0f %%", 100*b.Confidence), fmt.Sprintf("%.0f %%", 100*b.Share), fmt.Sprint(b.N)})
		}
	}
	return out
}

// Text returns the summary as lines of words, for a screen reader too. T translates a phrase and fills it in, like fmt.Sprintf.
func (s Summary) Text(T func(phrase string, args ...any) string) string {
	var b strings.Builder
	for _, l := range s.lines(T) {
		b.WriteString(l + "\n")
	}
	for _, r := range s.rows() {
		b.WriteString("  " + T("you said %s, it was right in %s of %s", r[0], r[1], r[2]) + "\n")
	}
	for _, n := range s.Notes {
		b.WriteString(T("Note in %s: %s", n.Section, n.Text) + "\n")
	}
	return b.String()
}

// Markdown returns the summary as a page to keep.
func (s Summary) Markdown(T func(phrase string, args ...any) string) string {
	var b strings.Builder
	b.WriteString("# " + T("What you did") + "\n\n")
	for _, l := range s.lines(T) {
		b.WriteString("- " + l + "\n")
	}
	if rows := s.rows(); len(rows) > 0 {
		b.WriteString("\n## " + T("How well your certainty was calibrated") + "\n\n")
		fmt.Fprintf(&b, "| %s | %s | %s |\n| ---: | ---: | ---: |\n", T("you said"), T("it was right"), T("predictions"))
		for _, r := range rows {
			fmt.Fprintf(&b, "| %s | %s | %s |\n", r[0], r[1], r[2])
		}
	}
	if len(s.Notes) > 0 {
		b.WriteString("\n## " + T("Your notes") + "\n\n")
		for _, n := range s.Notes {
			fmt.Fprintf(&b, "- **%s** %s\n", n.Section, strings.ReplaceAll(n.Text, "\n", "\n  "))
		}
	}
	if len(s.Bookmarks) > 0 {
		b.WriteString("\n## " + T("Your bookmarks") + "\n\n")
		for _, m := range s.Bookmarks {
			fmt.Fprintf(&b, "- **%s** %s\n", m.Section, m.Label)
		}
	}
	return b.String()
}
