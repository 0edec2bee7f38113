package widget

import (
	"fmt"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"learn-llm/internal/lm"
	"learn-llm/internal/plot"
	"learn-llm/internal/theme"
)

// promptTokens is how many tokens of a prompt are kept, the newest: enough for a paragraph, and read within a few frames.
const promptTokens = 100

// A prompted is what the demonstrations of the language model share: the model, a prompt that the learner may type, what was
// generated after it, and the logits of what comes next. They are computed when they are first looked at, and kept.
type prompted struct {
	env     Env
	entry   entry
	prompt  string
	ids     []int // the prompt, then what was generated
	given   int   // how many of them are the prompt
	session *lm.Session
	model   *lm.Model
	err     error
	fresh   bool // the session's logits are those after ids
}

// newPrompted takes the first line of text as its prompt.
func newPrompted(text string, env Env) *prompted {
	p := &prompted{env: env, entry: newEntry(400)}
	p.prompt = firstLine(text)
	return p
}

func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(line)
}

// load borrows the model and reads the prompt into tokens.
func (p *prompted) load() bool {
	if p.model != nil || p.err != nil {
		return p.err == nil
	}
	p.model, p.err = p.env.Models.Model(lm.SmallName)
	if p.err == nil {
		p.session = lm.NewSession(p.model, p.env.Seed)
		p.setPrompt(p.prompt)
	}
	return p.err == nil
}

// setPrompt makes text the prompt; an empty one is the end-of-text token, after which any text may begin.
func (p *prompted) setPrompt(text string) {
	p.prompt, p.fresh = text, false
	if p.model == nil {
		return
	}
	p.ids = p.model.Tokenizer.Encode(text)
	if len(p.ids) == 0 {
		p.ids = []int{p.model.Tokenizer.End()}
	}
	p.ids = p.ids[max(0, len(p.ids)-promptTokens):]
	p.given = len(p.ids)
}

// look makes the session's logits those after ids; false if there is no model.
func (p *prompted) look() bool {
	if !p.load() {
		return false
	}
	if !p.fresh {
		if p.err = p.session.Prompt(p.env.Ctx, p.ids); p.err != nil {
			return false
		}
		p.fresh = true
	}
	return true
}

// add appends a token.
func (p *prompted) add(id int) { p.ids, p.fresh = append(p.ids, id), false }

// back takes the last generated token away; false if there is none.
func (p *prompted) back() bool {
	if len(p.ids) <= p.given {
		return false
	}
	p.ids, p.fresh = p.ids[:len(p.ids)-1], false
	return true
}

// generated is the text after the prompt.
func (p *prompted) generated() string {
	if p.model == nil {
		return ""
	}
	return p.model.Tokenizer.Decode(p.ids[p.given:])
}

// typing passes a message to the line that is being typed; handled is false while none is.
func (p *prompted) typing(msg tea.Msg) (handled, done bool) {
	if !p.entry.on {
		return false, false
	}
	return true, p.entry.update(msg)
}

// trouble says why there is nothing to see.
func (p *prompted) trouble() string {
	return p.env.T("The language model cannot be read: %v", p.err)
}

// textBlock draws the prompt and what was generated, the newest lines if there are too many, in at most height lines.
func (p *prompted) textBlock(width, height int) string {
	pen := *p.env.Pen
	if p.entry.on {
		line, _ := p.entry.view(width, pen)
		return line
	}
	return newest(flow([]stretch{{p.prompt, theme.Text}, {cleanText(p.generated()), theme.Fit}}, width, pen), height)
}

// cleanText makes generated text fit for a line: no control characters, broken bytes as a replacement mark.
func cleanText(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0:
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// shown is how one token is written on the screen: a space in front as ·, control characters and broken bytes by their numbers.
func (p *prompted) shown(text string) string {
	space := "·"
	if p.env.Pen.Glyphs == plot.ASCII {
		space = "_"
	}
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == ' ':
			b.WriteString(space)
		case r == utf8.RuneError && size == 1, r < ' ', r == 0x7f, r >= 0x80 && r < 0xa0:
			for _, c := range []byte(text[:size]) {
				fmt.Fprintf(&b, "<%02X>", c)
			}
		default:
			b.WriteRune(r)
		}
		text = text[size:]
	}
	return b.String()
}

// pieces is the text of each token, fit for a line; a character whose bytes are spread over several tokens stands with its last.
func (p *prompted) pieces(ids []int) []string {
	out := make([]string, len(ids))
	held := ""
	for i, id := range ids {
		held += p.model.Tokenizer.Token(id)
		whole := len(held)
		for back := 1; back < utf8.UTFMax && back <= len(held); back++ {
			if utf8.RuneStart(held[len(held)-back]) {
				if !utf8.FullRuneInString(held[len(held)-back:]) {
					whole = len(held) - back
				}
				break
			}
		}
		out[i], held = cleanText(held[:whole]), held[whole:]
	}
	if held != "" {
		out[len(out)-1] += "\ufffd"
	}
	return out
}
