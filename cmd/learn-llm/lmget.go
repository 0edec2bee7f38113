package main

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// gpt2Revision is the state of the repository that the pins were taken from.
const gpt2Revision = "607a30d783dfa663caf39e06633721c8d4cfcd7e"

// gpt2Files are OpenAI's GPT-2 (124M) as Hugging Face serves it, MIT licence. The weights come last: the rest is quick.
var gpt2Files = []pinned{
	{"config.json", 665, "0daed7749b4f02b8f76240d5444551d7b08712dab4d0adb8239c56ba823bb7b4"},
	{"vocab.json", 1042301, "196139668be63f3b5d6574427317ae82f612a97c5d1cdaf36ed2256dbf636783"},
	{"merges.txt", 456318, "1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5"},
	{"model.safetensors", 548105171, "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707"},
}

const defaultEndpoint = "https://huggingface.co"

func (c *command) lmGet() *cobra.Command {
	return &cobra.Command{Use: "get gpt2", Short: c.t("fetch OpenAI's GPT-2 (548 MB) into your own folder"), Example: "  learn-llm lm get gpt2\n  HF_ENDPOINT=https://mirror.example learn-llm lm get gpt2",
		Args: cobra.ExactArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
			if args[0] != gpt2Name {
				return usage("%s", c.t("only gpt2 can be fetched, not %q", args[0]))
			}
			return c.get(cmd.Context(), gpt2Files, gpt2Revision)
		}}
}

// get fetches files into the folder of models; what is there already, or in Hugging Face's cache, is not fetched again.
func (c *command) get(ctx context.Context, files []pinned, revision string) error {
	if dir := c.findGPT2(); dir != "" {
		fmt.Fprintln(c.stdout, c.t("GPT-2 is already in %s", dir))
		return nil
	}
	dir := c.modelsDir(gpt2Name)
	if dir == "" {
		return fmt.Errorf("%s", c.t("there is no folder of your own to put it in; set LEARN_LLM_HOME"))
	}
	endpoint := strings.TrimSuffix(c.getenv("HF_ENDPOINT"), "/")
	if endpoint == "" {
		endpoint = defaultEndpoint
	}
	if u, err := url.Parse(endpoint); err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
		return usage("%s", c.t("HF_ENDPOINT %q is not an address that begins with https://", endpoint))
	}
	f := fetcher{client: &http.Client{Transport: http.DefaultTransport}, stall: 30 * time.Second, attempts: 5, tell: c.progressLine()}
	for _, p := range files {
		if err := f.fetch(ctx, endpoint+"/openai-community/gpt2/resolve/"+revision+"/"+p.name, dir, p); err != nil {
			return err
		}
		fmt.Fprintf(c.stderr, "\r%s\x1b[K\n", c.t("%s: %d bytes, checked", p.name, p.size))
	}
	fmt.Fprintln(c.stdout, c.t("GPT-2 is in %s; try: learn-llm lm next --model gpt2 \"The sky is\"", dir))
	return nil
}

// progressLine rewrites one line of standard error where that is a terminal, a few times a second; elsewhere it is silent.
func (c *command) progressLine() func(name string, have, size int64) {
	if _, _, ok := terminal(c.stderr); !ok {
		return func(string, int64, int64) {}
	}
	last := time.Time{}
	return func(name string, have, size int64) {
		if time.Since(last) < 200*time.Millisecond && have < size {
			return
		}
		last = time.Now()
		const width = 30
		done := int(have * width / max(1, size))
		fmt.Fprintf(c.stderr, "\r%s [%s%s] %3d %%\x1b[K", name, strings.Repeat("#", done), strings.Repeat(".", width-done), have*100/max(1, size))
	}
}

// endLine ends the line of progressLine, where there is one.
func (c *command) endLine() {
	if _, _, ok := terminal(c.stderr); ok {
		fmt.Fprint(c.stderr, "\r\x1b[K")
	}
}
