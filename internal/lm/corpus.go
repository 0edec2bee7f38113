package lm

import (
	"fmt"
	"hash/fnv"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode"
)

// DemoPrompts are the beginnings that the course lets a model continue. They never occur in the text that the shipped model learns from:
// otherwise the learner would see a recitation and take it for a prediction.
var DemoPrompts = []string{
	"The best thing about AI is its ability to",
	"人工智能最大的优点是它能够",
	"Data visualization empowers users to",
	"Artificial Intelligence is transforming the",
	"As the spaceship was approaching the",
	"Alan Turing theorized that computers would one day become",
}

// A Part is text of one kind, which gets one share of the training text.
type Part struct {
	Name   string
	Lang   string   // "en" or "zh"
	Weight float64  // share of the training text
	Train  []string // documents to learn from; paragraphs are lines
	Held   []string // documents kept out, to measure the loss on
}

// parts are the kinds of text and their shares.
var parts = []Part{
	{Name: "stories", Lang: "en", Weight: 0.20},
	{Name: "textbooks", Lang: "en", Weight: 0.45},
	{Name: "ai", Lang: "en", Weight: 0.10},
	{Name: "other", Lang: "en", Weight: 0.05},
	{Name: "zh-ai", Lang: "zh", Weight: 0.13},
	{Name: "zh-other", Lang: "zh", Weight: 0.07},
}

// partOf says to which part a file belongs; files of en that it does not name are textbooks, files of zh that it does not name are other.
var partOf = map[string]string{
	"en/gutenberg.txt": "stories",
	"en/d2l.txt":       "ai", "en/deeprl.txt": "ai", "en/hfcourse.txt": "ai", "en/peg.txt": "ai",
	"en/18f.txt": "other", "en/digitalgov.txt": "other", "en/osguide.txt": "other", "en/wikitext2.txt": "other",
	"zh/d2l.txt": "zh-ai", "zh/d2lpt.txt": "zh-ai", "zh/hfcourse.txt": "zh-ai", "zh/paddleawesome.txt": "zh-ai", "zh/peg.txt": "zh-ai",
}

const (
	mostBytes    = 64 << 20 // of one corpus file
	mostOfOffice = 2 << 20  // of one file of other: offices write much, and all alike
	frequentEn   = 14000    // words that count as frequent
	frequentZh   = 2200     // characters that count as frequent
	rareShare    = 0.03     // share of rare words from which a paragraph is left out
	heldShare    = 50       // one document of so many is held out
)

// BuildCorpus reads en/*.txt and zh/*.txt (one paragraph a line, EndOfText on a line of its own between documents) and keeps the
// paragraphs whose words are nearly all frequent and which contain no demo prompt.
func BuildCorpus(fsys fs.FS) ([]Part, error) {
	built := slices.Clone(parts)
	for _, lang := range []string{"en", "zh"} {
		names, err := fs.Glob(fsys, lang+"/*.txt")
		if err != nil {
			return nil, err
		}
		if len(names) == 0 {
			return nil, fmt.Errorf("corpus: no files %s/*.txt; unpack the corpus there", lang)
		}
		texts := map[string]string{}
		counts := map[string]int{}
		for _, name := range names {
			if texts[name], err = readText(fsys, name); err != nil {
				return nil, err
			}
			countUnits(counts, texts[name], lang)
		}
		keep := frequentUnits(counts, map[string]int{"en": frequentEn, "zh": frequentZh}[lang])
		for _, name := range names {
			addFile(partFor(built, name, lang), texts[name], keep)
		}
	}
	return built, nil
}

func partFor(built []Part, name, lang string) *Part {
	want, ok := partOf[name]
	if !ok {
		want = map[string]string{"en": "textbooks", "zh": "zh-other"}[lang]
	}
	i := slices.IndexFunc(built, func(p Part) bool { return p.Name == want })
	return &built[i]
}

func readText(fsys fs.FS, name string) (string, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return "", fmt.Errorf("corpus: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > mostBytes {
		return "", fmt.Errorf("corpus: %s is no regular file of at most %d MiB; leave it out", name, mostBytes>>20)
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return "", fmt.Errorf("corpus: %w", err)
	}
	if path.Base(name) != "wikitext2.txt" && partOf[name] == "other" && len(data) > mostOfOffice {
		data = data[:mostOfOffice]
	}
	return strings.ToValidUTF8(string(data), ""), nil
}

// addFile appends the documents of one file to the part; the hash of its first paragraph decides which are held out.
func addFile(p *Part, text string, keep map[string]bool) {
	for doc := range strings.SplitSeq(text, EndOfText) {
		var kept []string
		for para := range strings.SplitSeq(doc, "\n") {
			para = strings.TrimSpace(para)
			if goodParagraph(para, p.Lang, keep) {
				kept = append(kept, para)
			}
		}
		if len(kept) == 0 {
			continue
		}
		h := fnv.New32a()
		h.Write([]byte(kept[0]))
		whole := strings.Join(kept, "\n")
		if h.Sum32()%heldShare == 0 {
			p.Held = append(p.Held, whole)
		} else {
			p.Train = append(p.Train, whole)
		}
	}
}

// goodParagraph reports whether a paragraph is of use: long enough, nearly all of it frequent, no demo prompt in it.
func goodParagraph(para, lang string, keep map[string]bool) bool {
	if len(para) < 30 || strings.ContainsAny(para, "{}\\|<>") || HasDemoPrompt(para) {
		return false
	}
	rare, all := 0, 0
	eachUnit(para, lang, func(u string) {
		all++
		if !keep[u] {
			rare++
		}
	})
	if lang == "zh" && all*9 < len(para)*2 {
		return false // less than two thirds of the bytes are 汉字
	}
	return all > 3 && float64(rare) <= rareShare*float64(all)
}

// HasDemoPrompt reports whether text contains a demo prompt, whatever its case and spaces.
func HasDemoPrompt(text string) bool {
	flat := strings.Join(strings.Fields(strings.ToLower(text)), " ")
	for _, p := range DemoPrompts {
		if strings.Contains(flat, strings.ToLower(p)) {
			return true
		}
	}
	return false
}

// eachUnit calls do with each word (en, lower case) or each 汉字 (zh).
func eachUnit(text, lang string, do func(string)) {
	if lang == "zh" {
		for _, r := range text {
			if unicode.Is(unicode.Han, r) {
				do(string(r))
			}
		}
		return
	}
	for _, w := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
		do(w)
	}
}

func countUnits(counts map[string]int, text, lang string) {
	eachUnit(text, lang, func(u string) { counts[u]++ })
}

// frequentUnits returns the n most frequent units; ties go by name.
func frequentUnits(counts map[string]int, n int) map[string]bool {
	units := make([]string, 0, len(counts))
	for u := range counts {
		units = append(units, u)
	}
	slices.SortFunc(units, func(a, b string) int {
		if d := counts[b] - counts[a]; d != 0 {
			return d
		}
		return strings.Compare(a, b)
	})
	keep := map[string]bool{}
	for _, u := range units[:min(n, len(units))] {
		keep[u] = true
	}
	return keep
}

// Parts lists the kinds of text and their shares, without text.
func Parts() []Part { return slices.Clone(parts) }
