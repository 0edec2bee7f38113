package lm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// smallCorpus is a corpus of a few words, all of them frequent, with a demo prompt hidden in it in several ways.
func smallCorpus() fstest.MapFS {
	en := strings.Repeat("the sun is up and the dog is out and the cat is in the house\nwe go out and see the sun and the dog and the house\n<|endoftext|>\n", 60)
	en += "the best thing about AI is its ability to see the sun and the dog and the house\nthe dog is out\n<|endoftext|>\n"
	en += "we say: THE  BEST thing about ai is its   ability to go out and see the dog\n"
	zh := strings.Repeat("太阳出来了我们和小狗一起走出房子去看太阳和小狗\n小狗走出房子去看太阳我们也一起去看太阳\n<|endoftext|>\n", 60)
	zh += "人工智能最大的优点是它能够和小狗一起看太阳我们也一起去\n"
	return fstest.MapFS{"en/a.txt": {Data: []byte(en)}, "zh/b.txt": {Data: []byte(zh)}}
}

func TestTheCorpusNeverHoldsADemoPrompt(t *testing.T) {
	parts, err := BuildCorpus(smallCorpus())
	if err != nil {
		t.Fatal(err)
	}
	kept := 0
	for _, p := range parts {
		for _, doc := range append(append([]string(nil), p.Train...), p.Held...) {
			kept++
			if HasDemoPrompt(doc) || strings.Contains(strings.ToLower(doc), "ability") {
				t.Errorf("%s holds %q", p.Name, doc)
			}
		}
	}
	if kept < 50 {
		t.Errorf("only %d documents are left", kept)
	}
}

func TestThePrimerNeverHoldsADemoPrompt(t *testing.T) {
	files, err := filepath.Glob("../../content/primer/*/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files of the primer: %v", len(files), err)
	}
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		if HasDemoPrompt(string(data)) {
			t.Errorf("%s holds a demo prompt", f)
		}
	}
}

func TestHeldOutDocumentsAreNotLearnedFrom(t *testing.T) {
	parts, err := BuildCorpus(smallCorpus())
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range parts {
		train := map[string]bool{}
		for _, d := range p.Train {
			train[d] = true
		}
		for _, d := range p.Held {
			if train[d] {
				t.Errorf("%s: %q is both learned from and held out", p.Name, d)
			}
		}
	}
}

func TestACorpusThatCannotBeReadIsNamed(t *testing.T) {
	for say, dir := range map[string]fstest.MapFS{
		"no files en": {"zh/a.txt": {Data: []byte("太阳")}},
		"no files zh": {"en/a.txt": {Data: []byte("sun")}},
		"en/a.txt":    {"en/a.txt": {Mode: os.ModeDir}, "zh/a.txt": {Data: []byte("太阳")}},
	} {
		if _, err := BuildCorpus(dir); err == nil || !strings.Contains(err.Error(), say) {
			t.Errorf("want an error with %q, got %v", say, err)
		}
	}
}
