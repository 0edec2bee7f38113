package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"learn-llm/internal/lm"
)

// lmFlags are the flags of the lm commands.
type lmFlags struct {
	asJSON  bool
	model   string
	ids     string
	sampler lm.Sampler
	n       int
	top     int
	logits  bool
	bits    int
}

// mostPrompt is how much text is read from standard input.
const mostPrompt = 16 << 20

// lmCommand is the language models for pipes and scripts.
func (c *command) lmCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "lm", Short: c.t("the language models: next tokens, continuations, tokens, losses"),
		Example: "  learn-llm lm next \"The sky is\"\n  echo \"Once upon a time\" | learn-llm lm complete -n 60 --temperature 0.8\n  learn-llm lm models"}
	cmd.AddCommand(c.lmNext(), c.lmComplete(), c.lmTokenize(), c.lmPerplexity(), c.lmModels(), c.lmInspect(), c.lmTrain(), c.lmGet())
	return cmd
}

func (c *command) lmFlags(cmd *cobra.Command, f *lmFlags) *cobra.Command {
	flags := cmd.Flags()
	flags.BoolVar(&f.asJSON, "json", false, c.t("print JSON"))
	flags.StringVar(&f.model, "model", lm.SmallName, c.t("small, gpt2 where it is installed, or a folder in Hugging Face's layout"))
	flags.IntVar(&f.bits, "bits", 32, c.t("round the weights to so many bits: 2 to 8, or 32 for not"))
	return cmd
}

func (c *command) promptFlags(cmd *cobra.Command, f *lmFlags) *cobra.Command {
	cmd.Flags().StringVar(&f.ids, "ids", "", c.t("the prompt as token numbers with commas between, instead of a text"))
	return c.lmFlags(cmd, f)
}

// load borrows a model from the shelf, or reads it from a folder.
func (c *command) load(f lmFlags) (*lm.Model, error) {
	var m *lm.Model
	var err error
	if shelf := c.shelf(); shelf.Has(f.model) {
		m, err = shelf.Model(f.model)
	} else if info, statErr := os.Stat(f.model); statErr == nil && info.IsDir() {
		m, err = lm.LoadModel(os.DirFS(f.model))
	} else {
		return nil, usage("%s", c.t("--model %q is neither a folder nor one of: %s", f.model, strings.Join(shelf.Names(), ", ")))
	}
	if err != nil || f.bits == 32 {
		return m, err
	}
	return m.Quantize(f.bits)
}

// dirOf is the folder of a model, for what needs no weights.
func (c *command) dirOf(name string) (fs.FS, error) {
	if dir := c.shelf().Dir(name); dir != nil {
		return dir, nil
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return os.DirFS(name), nil
	}
	return nil, usage("%s", c.t("--model %q is neither a folder nor one of: %s", name, strings.Join(c.shelf().Names(), ", ")))
}

// text is the argument, or standard input without its last line end.
func (c *command) text(args []string) (string, error) {
	if len(args) > 0 {
		return strings.Join(args, " "), nil
	}
	if _, _, ok := terminal(c.stdin); ok {
		return "", usage("%s", c.t("give a text as an argument, or on standard input"))
	}
	data, err := io.ReadAll(io.LimitReader(c.stdin, mostPrompt+1))
	if err != nil {
		return "", fmt.Errorf("standard input: %w", err)
	}
	if len(data) > mostPrompt {
		return "", usage("%s", c.t("standard input has more than %d MiB", mostPrompt>>20))
	}
	return strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r"), nil
}

// prompt returns the prompt's tokens: those of --ids, or those of the text. An empty text is the end-of-text token.
func (c *command) prompt(m *lm.Model, f lmFlags, args []string) (text string, ids []int, err error) {
	if f.ids != "" {
		for _, s := range strings.Split(f.ids, ",") {
			id, err := strconv.Atoi(strings.TrimSpace(s))
			if err != nil || id < 0 || id >= m.Vocab {
				return "", nil, usage("%s", c.t("--ids: %q is not a token number from 0 to %d", s, m.Vocab-1))
			}
			ids = append(ids, id)
		}
		if m.Tokenizer != nil {
			text = m.Tokenizer.Decode(ids)
		}
		return text, ids, nil
	}
	if text, err = c.text(args); err != nil {
		return "", nil, err
	}
	if m.Tokenizer == nil {
		return "", nil, usage("%s", c.t("this model has no vocabulary; give the prompt with --ids"))
	}
	if ids = m.Tokenizer.Encode(text); len(ids) == 0 {
		ids = []int{max(0, m.Tokenizer.End())}
	}
	return text, ids, nil
}

// lmToken is one token as JSON shows it.
type lmToken struct {
	ID   int     `json:"id"`
	Text string  `json:"text"`
	P    float64 `json:"p,omitempty"`
}

func tokensOf(m *lm.Model, ids []int) []lmToken {
	out := make([]lmToken, len(ids))
	for i, id := range ids {
		out[i] = lmToken{ID: id}
		if m.Tokenizer != nil {
			out[i].Text = m.Tokenizer.Token(id)
		}
	}
	return out
}

// printJSON writes v as one JSON document.
func (c *command) printJSON(v any) error {
	enc := json.NewEncoder(c.stdout)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (c *command) lmNext() *cobra.Command {
	var f lmFlags
	cmd := &cobra.Command{Use: "next [TEXT]", Short: c.t("the likeliest next tokens"), Example: "  learn-llm lm next \"The sky is\"\n  learn-llm lm next --ids 464,1266 --logits --json",
		RunE: func(cmd *cobra.Command, args []string) error { return c.next(cmd.Context(), f, args) }}
	cmd.Flags().IntVarP(&f.top, "n", "n", 10, c.t("how many tokens to show"))
	cmd.Flags().BoolVar(&f.logits, "logits", false, c.t("with --json: the scores of all tokens too"))
	return c.promptFlags(cmd, &f)
}

// nextOut is what lm next --json prints.
type nextOut struct {
	Prompt  string    `json:"prompt"`
	Tokens  []lmToken `json:"tokens"`
	Top     []lmToken `json:"top"`
	Entropy float64   `json:"entropy_bits"`
	Logits  []float32 `json:"logits,omitempty"`
}

func (c *command) next(ctx context.Context, f lmFlags, args []string) error {
	m, err := c.load(f)
	if err != nil {
		return err
	}
	text, ids, err := c.prompt(m, f, args)
	if err != nil {
		return err
	}
	s := lm.NewSession(m, c.seed)
	if err := s.Prompt(ctx, ids); err != nil {
		return err
	}
	out := nextOut{Prompt: text, Tokens: tokensOf(m, ids), Entropy: lm.Softmax(make([]float32, m.Vocab), s.Logits(), 1)}
	for _, t := range lm.Top(m, s.Logits(), max(1, f.top)) {
		out.Top = append(out.Top, lmToken{t.ID, t.Text, t.P})
	}
	if f.logits {
		out.Logits = s.Logits()
	}
	if f.asJSON {
		return c.printJSON(out)
	}
	for _, t := range out.Top {
		fmt.Fprintf(c.stdout, "%6.2f %%  %q\n", 100*t.P, t.Text)
	}
	fmt.Fprintln(c.stdout, c.t("entropy %.2f bits", out.Entropy))
	return nil
}

func (c *command) lmComplete() *cobra.Command {
	var f lmFlags
	cmd := &cobra.Command{Use: "complete [TEXT]", Short: c.t("a continuation, token by token"), Example: "  learn-llm lm complete \"Once upon a time\" -n 80 --temperature 0.8 --top-p 0.9 --seed 7",
		RunE: func(cmd *cobra.Command, args []string) error { return c.complete(cmd.Context(), f, args) }}
	cmd.Flags().IntVarP(&f.n, "n", "n", 40, c.t("tokens to write"))
	cmd.Flags().Float64Var(&f.sampler.Temperature, "temperature", 0.8, c.t("0 always takes the likeliest token"))
	cmd.Flags().IntVar(&f.sampler.TopK, "top-k", 0, c.t("only the k likeliest; 0 for all"))
	cmd.Flags().Float64Var(&f.sampler.TopP, "top-p", 1, c.t("only the likeliest that reach this share together"))
	cmd.Flags().Float64Var(&f.sampler.Penalty, "penalty", 1, c.t("repetition penalty; 1 for none"))
	return c.promptFlags(cmd, &f)
}

// completeOut is what lm complete --json prints.
type completeOut struct {
	Prompt string    `json:"prompt"`
	Seed   uint64    `json:"seed"`
	Tokens []lmToken `json:"tokens"`
	Text   string    `json:"text"`
	Loop   int       `json:"loop_period"`
}

func (c *command) complete(ctx context.Context, f lmFlags, args []string) error {
	if s := f.sampler; !(s.Temperature >= 0 && s.Temperature <= 100 && s.TopP > 0 && s.TopP <= 1 && s.Penalty >= 1 && s.Penalty <= 10) || s.TopK < 0 || f.n < 0 || f.n > 1_000_000 {
		return usage("%s", c.t("out of range: --temperature 0 … 100, --top-p above 0 … 1, --top-k from 0, --penalty 1 … 10, -n 0 … 1000000"))
	}
	m, err := c.load(f)
	if err != nil {
		return err
	}
	text, ids, err := c.prompt(m, f, args)
	if err != nil {
		return err
	}
	s := lm.NewSession(m, c.seed)
	s.Sampler = f.sampler
	if err := s.Prompt(ctx, ids); err != nil {
		return err
	}
	var made []int
	if !f.asJSON {
		fmt.Fprint(c.stdout, text)
	}
	for range f.n {
		id, err := s.Next(ctx)
		if err != nil {
			return err
		}
		made = append(made, id)
		if !f.asJSON {
			c.printToken(m, id)
		}
	}
	if f.asJSON {
		out := completeOut{Prompt: text, Seed: c.seed, Tokens: tokensOf(m, made), Loop: lm.FindLoop(made).Period}
		if m.Tokenizer != nil {
			out.Text = m.Tokenizer.Decode(made)
		}
		return c.printJSON(out)
	}
	fmt.Fprintln(c.stdout)
	return nil
}

// printToken streams one token: its bytes, or its number where there is no vocabulary.
func (c *command) printToken(m *lm.Model, id int) {
	if m.Tokenizer == nil {
		fmt.Fprintf(c.stdout, "%d ", id)
		return
	}
	for _, b := range []byte(m.Tokenizer.Token(id)) {
		if b >= ' ' && b != 0x7f || b == '\n' || b == '\t' { // a token may hold what would steer a terminal
			_, _ = c.stdout.Write([]byte{b})
		}
	}
}
