package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"learn-llm/internal/lm"
)

func (c *command) lmTokenize() *cobra.Command {
	var f lmFlags
	cmd := &cobra.Command{Use: "tokenize [TEXT]", Short: c.t("the tokens of a text, with their numbers"), Example: "  learn-llm lm tokenize \"hello world\" --json",
		RunE: func(_ *cobra.Command, args []string) error { return c.tokenize(f, args) }}
	return c.lmFlags(cmd, &f)
}

// tokenizeOut is what lm tokenize --json prints.
type tokenizeOut struct {
	Text   string    `json:"text"`
	Bytes  int       `json:"bytes"`
	Tokens []lmToken `json:"tokens"`
}

func (c *command) tokenize(f lmFlags, args []string) error {
	dir, err := c.dirOf(f.model)
	if err != nil {
		return err
	}
	tok, err := lm.LoadTokenizer(dir)
	if err != nil {
		return err
	}
	if tok == nil {
		return fmt.Errorf("%s", c.t("model %q has no vocabulary", f.model))
	}
	text, err := c.text(args)
	if err != nil {
		return err
	}
	out := tokenizeOut{Text: text, Bytes: len(text), Tokens: []lmToken{}}
	for _, id := range tok.Encode(text) {
		out.Tokens = append(out.Tokens, lmToken{ID: id, Text: tok.Token(id)})
	}
	if f.asJSON {
		return c.printJSON(out)
	}
	for _, t := range out.Tokens {
		fmt.Fprintf(c.stdout, "%6d  %q\n", t.ID, t.Text)
	}
	fmt.Fprintln(c.stdout, c.t("%d bytes, %d tokens", out.Bytes, len(out.Tokens)))
	return nil
}

func (c *command) lmPerplexity() *cobra.Command {
	var f lmFlags
	cmd := &cobra.Command{Use: "perplexity [FILE]", Short: c.t("how well a model foresees a text, from a file or standard input"), Example: "  learn-llm lm perplexity story.txt --json", Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.perplexity(cmd.Context(), f, args) }}
	return c.lmFlags(cmd, &f)
}

// perplexityOut is what lm perplexity --json prints.
type perplexityOut struct {
	Loss        float64 `json:"loss"`
	Perplexity  float64 `json:"perplexity"`
	Tokens      int     `json:"tokens"`
	Bytes       int     `json:"bytes"`
	BitsPerByte float64 `json:"bits_per_byte"`
}

func (c *command) perplexity(ctx context.Context, f lmFlags, args []string) error {
	text, err := c.fileOrInput(args)
	if err != nil {
		return err
	}
	m, err := c.load(f)
	if err != nil {
		return err
	}
	if m.Tokenizer == nil {
		return fmt.Errorf("%s", c.t("model %q has no vocabulary", f.model))
	}
	ids, err := m.Tokenizer.EncodeContext(ctx, text)
	if err != nil {
		return err
	}
	if len(ids) < 2 {
		return usage("%s", c.t("the text has %d tokens; at least 2 are needed to foresee one", len(ids)))
	}
	score, err := m.Score(ctx, ids)
	if err != nil {
		return err
	}
	out := perplexityOut{score.Loss, score.Perplexity(), score.Tokens, score.Bytes, score.BitsPerByte()}
	if f.asJSON {
		return c.printJSON(out)
	}
	fmt.Fprintln(c.stdout, c.t("loss %.4f nats a token, perplexity %.2f, %.4f bits a byte (%d tokens, %d bytes)", out.Loss, out.Perplexity, out.BitsPerByte, out.Tokens, out.Bytes))
	return nil
}

// fileOrInput reads a file, or standard input.
func (c *command) fileOrInput(args []string) (string, error) {
	if len(args) == 0 {
		return c.text(nil)
	}
	file, err := os.Open(args[0])
	if err != nil {
		return "", fmt.Errorf("read: %w", err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", fmt.Errorf("read: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > mostPrompt {
		return "", usage("%s", c.t("%s is no regular file of at most %d MiB", args[0], mostPrompt>>20))
	}
	data, err := io.ReadAll(file)
	return strings.ToValidUTF8(string(data), "\ufffd"), err
}

func (c *command) lmModels() *cobra.Command {
	var f lmFlags
	cmd := &cobra.Command{Use: "models", Short: c.t("the models that are here"), Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return c.listModels(f) }}
	cmd.Flags().BoolVar(&f.asJSON, "json", false, c.t("print JSON"))
	return cmd
}

// modelOut is one model as lm models --json prints it.
type modelOut struct {
	Name    string `json:"name"`
	Params  int    `json:"params"`
	Layers  int    `json:"n_layer"`
	Heads   int    `json:"n_head"`
	Dim     int    `json:"n_embd"`
	Context int    `json:"n_positions"`
	Vocab   int    `json:"vocab_size"`
	Memory  int    `json:"memory_bytes"`
	Problem string `json:"problem,omitempty"`
}

func (c *command) listModels(f lmFlags) error {
	out := []modelOut{}
	for _, name := range c.shelf().Names() {
		m := modelOut{Name: name}
		cfg, err := c.shelf().Config(name)
		if err != nil {
			m.Problem = err.Error()
		} else {
			m.Params, m.Layers, m.Heads, m.Dim, m.Context, m.Vocab, m.Memory = cfg.Params(), cfg.Layers, cfg.Heads, cfg.Dim, cfg.Context, cfg.Vocab, cfg.Bytes(32)
		}
		out = append(out, m)
	}
	if f.asJSON {
		return c.printJSON(out)
	}
	for _, m := range out {
		if m.Problem != "" {
			fmt.Fprintf(c.stdout, "%-8s %s\n", m.Name, m.Problem)
			continue
		}
		fmt.Fprintln(c.stdout, c.t("%-8s %d weights, %d layers, %d heads, width %d, context %d, %d tokens; takes %.0f MB of memory", m.Name, m.Params, m.Layers, m.Heads, m.Dim, m.Context, m.Vocab, float64(m.Memory)/1e6))
	}
	if !c.shelf().Has(gpt2Name) {
		fmt.Fprintln(c.stdout, c.t("GPT-2 (124 million weights, 548 MB) is not here; learn-llm lm get gpt2 fetches it"))
	}
	return nil
}

func (c *command) lmInspect() *cobra.Command {
	var f lmFlags
	cmd := &cobra.Command{Use: "inspect", Short: c.t("the tensors of a model: names, shapes, sizes"), Args: cobra.NoArgs, RunE: func(*cobra.Command, []string) error { return c.inspect(f) }}
	return c.lmFlags(cmd, &f)
}

// tensorOut is one tensor as lm inspect --json prints it.
type tensorOut struct {
	Name  string `json:"name"`
	Shape []int  `json:"shape"`
	Len   int    `json:"len"`
}

func (c *command) inspect(f lmFlags) error {
	dir, err := c.dirOf(f.model)
	if err != nil {
		return err
	}
	cfg, err := lm.ReadDirConfig(dir)
	if err != nil {
		return err
	}
	var out []tensorOut
	for _, t := range cfg.Tensors() {
		out = append(out, tensorOut{t.Name, t.Shape, t.Len()})
	}
	if f.asJSON {
		return c.printJSON(out)
	}
	for _, t := range out {
		fmt.Fprintf(c.stdout, "%-28s %12s %11d\n", t.Name, strings.Trim(fmt.Sprint(t.Shape), "[]"), t.Len)
	}
	fmt.Fprintln(c.stdout, c.t("%d weights", cfg.Params()))
	return nil
}
