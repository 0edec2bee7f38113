package lm

import (
	"os"
	"slices"
	"strings"
	"testing"
)

const gpt2Dir = "../../../shared/data/gpt2/"

func gpt2Tokenizer(t testing.TB) *Tokenizer {
	t.Helper()
	vocab, err := os.ReadFile(gpt2Dir + "encoder.json")
	if err != nil {
		t.Skip("GPT-2's vocabulary is not here:", err)
	}
	merges, err := os.ReadFile(gpt2Dir + "vocab.bpe")
	if err != nil {
		t.Skip(err)
	}
	tok, err := ReadTokenizer(vocab, merges)
	if err != nil {
		t.Fatal(err)
	}
	return tok
}

func TestGPT2VocabularyGivesThePublishedTokens(t *testing.T) {
	tok := gpt2Tokenizer(t)
	for text, want := range map[string][]int{
		"hello world":       {31373, 995},
		"hello 👋 world 🌍":   {31373, 50169, 233, 995, 12520, 234, 235},
		"indivisible":       {521, 452, 12843},
		"This is some text": {1212, 318, 617, 2420},
		" ":                 {220},
		"\t":                {197},
		"0000000000000000":  {25645},
		"The best thing about AI is its ability to": {464, 1266, 1517, 546, 9552, 318, 663, 2694, 284},
	} {
		if got := tok.Encode(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	for text, want := range map[string]int{"苹果": 6, "我喜欢这本书，因为它讲了很多关于养花的知识": 46, "明天上午苹果举行新品发布会": 26, "大模型为什么有效": 17} {
		if got := len(tok.Encode(text)); got != want {
			t.Errorf("%q: %d tokens, want %d", text, got, want)
		}
	}
}

func TestWordsAreCutAsGPT2CutsThem(t *testing.T) {
	for text, want := range map[string]string{
		"I'll go  home":    "I|'ll| go| | home",
		"a \n b":           "a| \n| b",
		"x  ":              "x|  ",
		"it's 12,000 £":    "it|'s| 12|,|000| £",
		"你好，世界 再见":         "你好|，|世界| 再见",
		" \t tab":          " \t| tab",
		"'sorry'":          "'s|orry|'",
		"\xff\xfeab":       "\xff\xfe|ab",
		"non\u00a0break  ": "non|\u00a0|break|  ",
	} {
		if got := strings.Join(Words(text), "|"); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestATrainedVocabularyMergesTheMostFrequentPairFirst(t *testing.T) {
	tok := TrainTokenizer(map[string]int{"aaabdaaabac": 1, "aaab": 5}, 256+3+1, 0)
	if got := []string{tok.Token(256), tok.Token(257), tok.Token(258)}; !slices.Equal(got, []string{"aa", "ab", "aaab"}) {
		t.Errorf("got %q", got)
	}
	if got := tok.Token(tok.End()); got != EndOfText {
		t.Errorf("last token is %q", got)
	}
}

func TestFrequentCharactersAreWholeTokens(t *testing.T) {
	counts := map[string]int{}
	CountWords(counts, "学习的的的的，我们学习。")
	tok := TrainTokenizer(counts, 300, 3)
	for _, c := range []string{"的", "学", "习"} {
		if n := len(tok.Encode(c)); n != 1 {
			t.Errorf("%s takes %d tokens", c, n)
		}
	}
}

func TestASavedVocabularyReadsBackTheSame(t *testing.T) {
	counts := map[string]int{}
	CountWords(counts, strings.Repeat("the cat and the hat sat there 学习学习 \"quoted\" <tag>\n", 9))
	tok := TrainTokenizer(counts, 330, 5)
	again, err := ReadTokenizer(tok.VocabJSON(), tok.MergesText())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(tok.tokens, again.tokens) || !slices.Equal(tok.order, again.order) || tok.end != again.end {
		t.Error("not the same vocabulary")
	}
}

func FuzzDecodingWhatWasEncodedGivesTheText(f *testing.F) {
	counts := map[string]int{}
	CountWords(counts, strings.Repeat("the cat and the hat sat there, aaaaaaaaaaaaaaaa 学习学习学 它们的", 9))
	tok := TrainTokenizer(counts, 330, 5)
	f.Add("the cat")
	f.Add("\xff\x00" + strings.Repeat("a", 300))
	f.Add(strings.Repeat("学习", 60))
	f.Fuzz(func(t *testing.T, text string) {
		ids := tok.Encode(text)
		if got := tok.Decode(ids); got != text {
			t.Fatalf("got %q, want %q", got, text)
		}
		at := 0
		for _, w := range Words(text) {
			steps := tok.Steps(w)
			for _, part := range steps[len(steps)-1].Parts {
				if tok.Token(ids[at]) != part {
					t.Fatalf("%q: token %d is %q, step by step %q", w, at, tok.Token(ids[at]), part)
				}
				at++
			}
		}
	})
}

func FuzzReadTokenizer(f *testing.F) {
	counts := map[string]int{}
	CountWords(counts, rhyme)
	tok := TrainTokenizer(counts, 300, 10)
	f.Add(tok.VocabJSON(), tok.MergesText())
	f.Add([]byte(`{"a":0,"b":1,"ab":2}`), []byte("#version: 0.2\na b\n"))
	f.Add([]byte(`{"a":0,"a":1}`), []byte("a b c\n"))
	f.Fuzz(func(t *testing.T, vocab, merges []byte) {
		tok, err := ReadTokenizer(vocab, merges)
		if err != nil {
			return
		}
		if got := tok.Decode(tok.Encode(rhyme)); got != rhyme {
			t.Errorf("%q became %q", rhyme, got)
		}
	})
}
