package lm

import (
	"bytes"
	"math"
	"testing"
)

func bytesOf(s string) (ids []int) {
	for i := range len(s) {
		ids = append(ids, int(s[i]))
	}
	return ids
}

func sumOf(p []float32) (sum float64) {
	for _, v := range p {
		sum += float64(v)
	}
	return sum
}

func TestNgramProbabilitiesAddUpAndNoneIsZero(t *testing.T) {
	g, err := NewNgram(bytesOf(rhyme), 128, 1, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := make([]float32, 128)
	for _, context := range []string{"", "t", "zz", "li", "tw", "\x01\x02"} {
		g.Probs(p, bytesOf(context))
		if s := sumOf(p); math.Abs(s-1) > 1e-5 {
			t.Errorf("after %q they add up to %v", context, s)
		}
		for id, v := range p {
			if v <= 0 {
				t.Fatalf("after %q token %d has probability %v", context, id, v)
			}
		}
	}
}

func TestNgramCountsWhatFollows(t *testing.T) {
	g, err := NewNgram(bytesOf("abcabdabd"), 128, 1, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	p := make([]float32, 128)
	g.Probs(p, bytesOf("ab"))
	// of d: twice in nine, then twice in three after "b", then twice in three after "ab"; ¾ is taken from each count each time.
	want := 1.25/9 + (4*0.75/9)/128
	want = 1.25/3 + 0.5*want
	want = 1.25/3 + 0.5*want
	if math.Abs(float64(p['d'])-want) > 1e-6 {
		t.Errorf("p(d | ab) = %.6f, want %.6f", p['d'], want)
	}
	if g.Shown(bytesOf("ab")) != 2 || g.Shown(bytesOf("xb")) != 1 || g.Shown(bytesOf("xy")) != 0 {
		t.Errorf("seen contexts: %d %d %d", g.Shown(bytesOf("ab")), g.Shown(bytesOf("xb")), g.Shown(bytesOf("xy")))
	}
}

func TestNgramFileRoundTripsAndHostileOnesAreRefused(t *testing.T) {
	g, err := NewNgram(bytesOf(rhyme), 128, 1, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if _, err := g.WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	back, err := ReadNgram(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	p, q := make([]float32, 128), make([]float32, 128)
	g.Probs(p, bytesOf("li"))
	back.Probs(q, bytesOf("li"))
	for i := range p {
		if p[i] != q[i] {
			t.Fatalf("token %d: %v before, %v after", i, p[i], q[i])
		}
	}
	for cut := range file.Len() {
		if _, err := ReadNgram(bytes.NewReader(file.Bytes()[:cut])); err == nil {
			t.Fatalf("a file cut at byte %d was read", cut)
		}
	}
	huge := append([]byte(ngramFormat), 0x80, 0x40, 3, 0xff, 0xff, 0xff, 0x1f)
	if _, err := ReadNgram(bytes.NewReader(huge)); err == nil {
		t.Error("a file that promises what it does not hold was read")
	}
}

func FuzzReadNgram(f *testing.F) {
	g, err := NewNgram(bytesOf(rhyme), 128, 1, 1)
	if err != nil {
		f.Fatal(err)
	}
	var file bytes.Buffer
	if _, err := g.WriteTo(&file); err != nil {
		f.Fatal(err)
	}
	f.Add(file.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := ReadNgram(bytes.NewReader(data))
		if err != nil {
			return
		}
		p := make([]float32, g.Vocab())
		g.Probs(p, []int{0, 0})
		if s := sumOf(p); math.IsNaN(s) {
			t.Error("not a number")
		}
	})
}
