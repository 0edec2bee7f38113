package progress

import (
	"cmp"
	"slices"
	"time"
)

// intervals are the days, or sessions, after which a wrong answer returns: after it was
// wrong, after it was right once more, and after it was right twice more. Then it is known.
var intervals = []int{1, 3, 7}

// A Review is a question that was answered wrongly and comes back.
type Review struct {
	Key   string
	Stage int    // 0, 1, 2: how often it was right since, when it was due
	Last  Answer // the answer from which the interval counts
}

// Due returns the questions that come back now, the longest waiting first. Whichever
// comes first counts, the days or the sessions. Answers must be in the order of time.
func Due(answers []Answer, now time.Time, session int) []Review {
	open := map[string]Review{}
	for _, a := range answers {
		r, ok := open[a.Key]
		switch {
		case !a.Right:
			open[a.Key] = Review{Key: a.Key, Last: a}
		case ok && r.due(a.At, a.Session):
			r.Stage++
			r.Last = a
			open[a.Key] = r
			if r.Stage == len(intervals) {
				delete(open, a.Key)
			}
		}
	}
	var out []Review
	for _, r := range open {
		if r.due(now, session) {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Review) int {
		return cmp.Or(a.Last.At.Compare(b.Last.At), cmp.Compare(a.Key, b.Key))
	})
	return out
}

func (r Review) due(now time.Time, session int) bool {
	n := intervals[r.Stage]
	return now.Sub(r.Last.At) >= time.Duration(n)*24*time.Hour || session-r.Last.Session >= n
}

// Due returns the questions that come back now.
func (s *Store) Due(now time.Time) ([]Review, error) {
	answers, err := s.Answers()
	if err != nil {
		return nil, err
	}
	return Due(answers, now, s.Session()), nil
}
