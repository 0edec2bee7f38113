// Package content holds the words of the course and what ships with it: chapters, phrases of the interface, model weights.
// It does not know what a chapter means or where a phrase is used.
package content

import (
	"embed"
	"encoding/json"
	"io/fs"
	"strings"
)

// FS is the course: folders NN-id with en.md and zh.md, phrases, models.
//
//go:embed [0-9][0-9]-*/*.md phrases models primer
var FS embed.FS

// Phrases returns the interface's phrases in a language other than English, by the English phrase.
// Files phrases/NAME.lang.json are merged; a language that has none gives an empty map.
func Phrases(lang string) map[string]string {
	all := map[string]string{}
	names, _ := fs.Glob(FS, "phrases/*."+strings.ToLower(lang)+".json")
	for _, name := range names {
		data, err := FS.ReadFile(name)
		if err != nil {
			continue
		}
		var some map[string]string
		// The tests read each file strictly; a broken one here costs only its phrases.
		if json.Unmarshal(data, &some) != nil {
			continue
		}
		for english, phrase := range some {
			all[english] = phrase
		}
	}
	return all
}
