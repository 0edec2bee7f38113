package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"learn-llm/internal/lesson"
	"learn-llm/internal/progress"
	"learn-llm/internal/theme"
	"learn-llm/internal/widget"
)

// kept says on the screen what could not be stored; nil is said nowhere.
func (a *App) kept(err error) bool {
	if err != nil {
		a.notice = a.t("not saved: %v", err)
	}
	return err == nil
}

// save stores where the learner is.
func (a *App) save() {
	if a.page == nil {
		return
	}
	s := a.page.section
	pos := progress.Position{Section: s.ID, Step: a.page.step, Line: a.page.sourceAt(a.page.scroll), Lang: a.lang}
	if a.kept(a.cfg.Store.SetPosition(pos)) {
		a.kept(a.cfg.Store.Visit(s.ID, s.Hash, a.cfg.Now()))
	}
}

// spend adds the time since the section was opened to what is recorded of it; a break of over ten minutes counts as ten.
func (a *App) spend() {
	now := a.cfg.Now()
	spent := min(now.Sub(a.entered), 10*time.Minute)
	a.entered = now
	if spent > time.Second {
		a.kept(a.cfg.Store.Spend(a.page.section.ID, spent))
	}
}

// finish records the section as read.
func (a *App) finish() {
	s := a.page.section
	a.kept(a.cfg.Store.Finish(s.ID, s.Hash, a.cfg.Now()))
	a.visits = nil
}

// state reports whether a section is done, and whether its text changed since.
func (a *App) state(s *lesson.Section) (done, changed bool) {
	if a.visits == nil {
		visits, err := a.cfg.Store.Visits()
		if err != nil {
			visits = map[string]progress.Visit{}
		}
		a.visits = visits
	}
	v, ok := a.visits[s.ID]
	if !ok || !v.Done {
		return false, false
	}
	return true, v.Hash != s.Hash && !a.otherLanguage(v.Hash, s.ID)
}

// otherLanguage reports whether a hash is that of the section in another language: that is no change.
func (a *App) otherLanguage(hash, id string) bool {
	for _, c := range a.cfg.Courses {
		if s := c.Section(id); s != nil && s.Hash == hash {
			return true
		}
	}
	return false
}

func (a *App) doneSections() (done, all int) {
	for _, s := range a.course().Sections() {
		if d, _ := a.state(s); d {
			done++
		}
		all++
	}
	return done, all
}

// restoreSettings takes over the theme and size that the learner chose; what the command line says goes first.
func (a *App) restoreSettings() {
	if name, err := a.cfg.Store.Setting("theme"); err == nil && name != "" && a.cfg.Theme == "" {
		a.pen.Theme, a.chosen = theme.New(name)
	}
	if big, err := a.cfg.Store.Setting("big"); err == nil {
		a.big = big == "true"
	}
}

// remember stores a setting.
func (a *App) remember(name string, value any) {
	a.kept(a.cfg.Store.SetSetting(name, fmt.Sprint(value)))
}

// whereToOpen is the section that was asked for, else where the learner left off, else the beginning.
func (a *App) whereToOpen() (section string, step int) {
	if a.course().Section(a.cfg.Section) != nil {
		return a.cfg.Section, 0
	}
	pos, ok, err := a.cfg.Store.Position()
	if err == nil && ok && a.course().Section(pos.Section) != nil {
		return pos.Section, pos.Step
	}
	return a.course().Sections()[0].ID, 0
}

// recall shows the learner's last answer to this question, if the question is still the same.
func (q *question) recall(a *App) {
	if q.prediction() {
		q.recallPrediction(a)
		return
	}
	last, ok, err := a.cfg.Store.LastAnswer(q.quiz.Key)
	if err == nil && ok && last.Hash == q.quiz.Hash {
		q.restore(last.Choice, last.Right)
	}
}

func (q *question) recallPrediction(a *App) {
	made, err := a.cfg.Store.Predictions()
	if err != nil {
		return
	}
	for _, p := range slices.Backward(made) {
		if p.Key == q.quiz.Key {
			q.restore(p.Choice, p.Right)
			return
		}
	}
}

func (q *question) restore(choice string, right bool) {
	q.done, q.right = true, right
	if q.quiz.Number != nil {
		q.typed = choice
		return
	}
	for _, part := range strings.Split(choice, ",") {
		if i, err := strconv.Atoi(part); err == nil && i >= 0 && i < len(q.quiz.Options) {
			q.chosen[i] = true
		}
	}
}

// choice writes the answer as it is stored.
func (q *question) choice() string {
	if q.quiz.Number != nil {
		return q.typed
	}
	var picked []string
	for i := range q.quiz.Options {
		if q.chosen[i] {
			picked = append(picked, strconv.Itoa(i))
		}
	}
	return strings.Join(picked, ",")
}

// store records the answer; what went wrong is said under the question.
func (q *question) store(a *App) {
	var err error
	if q.prediction() {
		err = a.cfg.Store.AddPrediction(progress.Prediction{Key: q.quiz.Key, Choice: q.choice(), Confidence: float64(confidences[q.sure]) / 100, Right: q.right, At: a.cfg.Now()})
	} else {
		err = a.cfg.Store.AddAnswer(progress.Answer{Key: q.quiz.Key, Hash: q.quiz.Hash, Choice: q.choice(), Right: q.right, At: a.cfg.Now(), Session: a.cfg.Store.Session()})
	}
	q.unsaved = ""
	switch {
	case err != nil:
		q.unsaved = err.Error()
	case !a.cfg.Store.Saved():
		q.unsaved = a.t("there is no place to save to")
	}
}

// due is one question that was answered wrongly some time ago and is to be asked again; nil for none.
func (a *App) due() *question {
	reviews, err := a.cfg.Store.Due(a.cfg.Now())
	if err != nil {
		return nil
	}
	for _, r := range reviews {
		for _, s := range a.course().Sections() {
			for _, b := range s.Blocks() {
				if quiz, ok := b.(lesson.Quiz); ok && quiz.Key == r.Key {
					return &question{quiz: quiz, chosen: map[int]bool{}, sure: 2, again: true}
				}
			}
		}
	}
	return nil
}

// memory is the learner's record as demonstrations see it.
type memory struct{ a *App }

func (m memory) Get(name string) ([]byte, bool) {
	v, ok, err := m.a.cfg.Store.Get(name)
	return v, ok && err == nil
}

func (m memory) Put(name string, value []byte) error {
	err := m.a.cfg.Store.Put(name, value)
	m.a.kept(err)
	return err
}

func (m memory) Predict(p widget.Prediction) error {
	err := m.a.cfg.Store.AddPrediction(progress.Prediction{Key: p.Name, Confidence: p.Confidence, Right: p.Right, At: m.a.cfg.Now()})
	m.a.kept(err)
	return err
}

func (m memory) Predictions() []widget.Prediction {
	all, err := m.a.cfg.Store.Predictions()
	if err != nil {
		return nil
	}
	out := make([]widget.Prediction, len(all))
	for i, p := range all {
		out[i] = widget.Prediction{Name: p.Key, Confidence: p.Confidence, Right: p.Right}
	}
	return out
}
