package main

import (
	"io/fs"
	"os"
	"path/filepath"

	"learn-llm/content"
	"learn-llm/internal/lm"
)

// gpt2Name is OpenAI's smallest GPT-2, which the learner may fetch.
const gpt2Name = "gpt2"

// shelf holds the models that ship with the program, and GPT-2 where the learner has it.
func (c *command) shelf() *lm.Shelf {
	if c.models != nil {
		return c.models
	}
	dirs := map[string]fs.FS{}
	if small, err := fs.Sub(content.FS, "models/"+lm.SmallName); err == nil {
		dirs[lm.SmallName] = small
	}
	if dir := c.findGPT2(); dir != "" {
		dirs[gpt2Name] = os.DirFS(dir)
	}
	texts, err := fs.Sub(content.FS, "primer")
	if err != nil {
		texts = nil
	}
	c.models = lm.NewShelf(dirs, texts)
	return c.models
}

// findGPT2 is the folder that holds GPT-2's weights: GPT2_DIR, where lm get puts them, or Hugging Face's own cache; "" if nowhere.
func (c *command) findGPT2() string {
	candidates := []string{c.getenv("GPT2_DIR"), c.modelsDir(gpt2Name)}
	for _, name := range []string{"models--gpt2", "models--openai-community--gpt2"} {
		found, _ := filepath.Glob(filepath.Join(c.hubCache(), name, "snapshots", "*"))
		candidates = append(candidates, found...)
	}
	for _, dir := range candidates {
		if dir == "" {
			continue
		}
		if info, err := os.Stat(filepath.Join(dir, "model.safetensors")); err == nil && info.Mode().IsRegular() {
			return dir
		}
	}
	return ""
}

// modelsDir is where a fetched model lies: LEARN_LLM_HOME, XDG_DATA_HOME or ~/.local/share.
func (c *command) modelsDir(name string) string {
	if dir := c.getenv("LEARN_LLM_HOME"); dir != "" {
		return filepath.Join(dir, "models", name)
	}
	if dir := c.getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "learn-llm", "models", name)
	}
	if home := c.getenv("HOME"); home != "" {
		return filepath.Join(home, ".local", "share", "learn-llm", "models", name)
	}
	if dir := c.getenv("LOCALAPPDATA"); dir != "" {
		return filepath.Join(dir, "learn-llm", "models", name)
	}
	return ""
}

// hubCache is where Hugging Face's own client keeps what it fetched.
func (c *command) hubCache() string {
	for _, v := range [][2]string{{"HF_HUB_CACHE", ""}, {"HF_HOME", "hub"}, {"XDG_CACHE_HOME", "huggingface/hub"}, {"HOME", ".cache/huggingface/hub"}} {
		if dir := c.getenv(v[0]); filepath.IsAbs(dir) {
			return filepath.Join(dir, filepath.FromSlash(v[1]))
		}
	}
	return ""
}
