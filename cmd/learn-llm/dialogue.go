package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"learn-llm/internal/lesson"
	"learn-llm/internal/progress"
)

// A dialogue is the course in question and answer on two streams.
type dialogue struct {
	*command
	ctx   context.Context
	store *progress.Store
	in    *bufio.Scanner
	paper paper
}

// section says one section and returns the index of the one to go on with, −1 to end.
func (d *dialogue) section(all []*lesson.Section, at int) (next int, err error) {
	s := all[at]
	d.saved(d.store.SetPosition(progress.Position{Section: s.ID, Lang: d.lang}))
	d.saved(d.store.Visit(s.ID, s.Hash, time.Now()))
	fmt.Fprintf(d.stdout, "\n%d. %s. %s\n", s.Chapter.Number, s.Chapter.Title, s.Title)
	for i, step := range s.Steps {
		for _, b := range step.Blocks {
			fmt.Fprintln(d.stdout)
			if q, ok := b.(lesson.Quiz); ok {
				if err := d.question(q); err != nil {
					return -1, err
				}
				continue
			}
			d.block(d.stdout, d.paper, b)
		}
		line, err := d.ask(d.t("[%d of %d] Enter: on", i+1, len(s.Steps)))
		if err != nil {
			return -1, err
		}
		if to, moved := d.word(line, all, at); moved {
			return to, nil
		}
	}
	d.saved(d.store.Finish(s.ID, s.Hash, time.Now()))
	return at + 1, nil
}

// word answers a word typed between two steps.
func (d *dialogue) word(line string, all []*lesson.Section, at int) (next int, moved bool) {
	switch line {
	case "q":
		fmt.Fprintln(d.stdout, d.t("saved; type learn-llm --plain to go on here"))
		return -1, true
	case "n":
		return min(at+1, len(all)), true
	case "p":
		return max(at-1, 0), true
	case "h", "?":
		fmt.Fprintln(d.stdout, d.t("Enter: on. n: next section. p: previous section. l: list of sections. The name of a section: go there. q: quit."))
	case "l":
		for _, s := range all {
			fmt.Fprintf(d.stdout, "%s: %s\n", s.ID, s.Title)
		}
	default:
		for i, s := range all {
			if s.ID == line {
				return i, true
			}
		}
	}
	return at, false
}

// ask prints a prompt and reads a line; io.EOF at the end of the input or of the program.
func (d *dialogue) ask(prompt string) (string, error) {
	fmt.Fprintf(d.stdout, "%s > ", prompt)
	if d.ctx.Err() != nil || !d.in.Scan() {
		fmt.Fprintln(d.stdout)
		if err := d.in.Err(); err != nil {
			return "", fmt.Errorf("read the answer: %w", err)
		}
		return "", io.EOF
	}
	return strings.TrimSpace(d.in.Text()), nil
}

// question asks, takes an answer (empty: later), says why, and stores it.
func (d *dialogue) question(q lesson.Quiz) error {
	d.asked(d.stdout, d.paper, q)
	prompt := d.t("the number of your answer; Enter: later")
	if q.Number != nil {
		prompt = d.t("your number; Enter: later")
	}
	for {
		line, err := d.ask(prompt)
		if err != nil || line == "" {
			return err
		}
		right, why, problem := judge(q, line)
		if problem != "" {
			fmt.Fprintln(d.stdout, d.t("%q is not an answer: type a number", line))
			continue
		}
		sure := 0
		if q.Kind == lesson.Prediction {
			if sure, err = d.confidence(); err != nil {
				return err
			}
		}
		verdict := d.t("Not this time.")
		if right {
			verdict = d.t("Right.")
		}
		d.words(d.stdout, d.paper, verdict+" "+why)
		d.keep(q, line, sure, right)
		return nil
	}
}

// judge compares a typed answer with the truth and says why; problem is set for what is no answer.
func judge(q lesson.Quiz, line string) (right bool, why, problem string) {
	if q.Number != nil {
		v, err := lesson.ParseNumber(line)
		if err != nil {
			return false, "", err.Error()
		}
		return q.Number.Right(v), q.Number.Why, ""
	}
	var chosen []int
	for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == ' ' || r == '，' || r == '、' }) {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > len(q.Options) {
			return false, "", "out of range"
		}
		chosen = append(chosen, n-1)
	}
	if len(chosen) == 0 {
		return false, "", "empty"
	}
	var reasons []string
	for _, i := range chosen {
		reasons = append(reasons, q.Options[i].Why)
	}
	return q.Right(chosen...), strings.Join(reasons, " "), ""
}

// confidence asks how sure the learner is, in percent; Enter alone means half and half.
func (d *dialogue) confidence() (percent int, err error) {
	for {
		line, err := d.ask(d.t("How sure are you, in percent from 0 to 100? Enter: 50"))
		if err != nil {
			return 0, err
		}
		if line == "" {
			return 50, nil
		}
		n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(line, "%")))
		if err == nil && n >= 0 && n <= 100 {
			return n, nil
		}
		fmt.Fprintln(d.stdout, d.t("%q is not a number from 0 to 100", line))
	}
}

// keep stores an answer, and with a prediction how sure the learner was.
func (d *dialogue) keep(q lesson.Quiz, line string, sure int, right bool) {
	if q.Kind != lesson.Prediction {
		d.saved(d.store.AddAnswer(progress.Answer{Key: q.Key, Hash: q.Hash, Choice: d.choice(q, line), Right: right, At: time.Now(), Session: d.store.Session()}))
		return
	}
	d.saved(d.store.AddPrediction(progress.Prediction{Key: q.Key, Choice: d.choice(q, line), Confidence: float64(sure) / 100, Right: right, At: time.Now()}))
}

// choice writes an answer as it is stored: options from 0, a number as it was typed.
func (d *dialogue) choice(q lesson.Quiz, line string) string {
	if q.Number != nil {
		return line
	}
	var out []string
	for _, part := range strings.FieldsFunc(line, func(r rune) bool { return r < '0' || r > '9' }) {
		if n, err := strconv.Atoi(part); err == nil {
			out = append(out, strconv.Itoa(n-1))
		}
	}
	return strings.Join(out, ",")
}

// saved says what could not be stored.
func (d *dialogue) saved(err error) {
	if err != nil {
		fmt.Fprintln(d.stdout, d.t("not saved: %v", err))
	}
}
