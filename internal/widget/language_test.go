package widget

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"learn-llm/internal/lm"
)

// prompt opens a demonstration of the language model with the course's own prompt.
func prompt(t *testing.T, name string, args ...string) Widget {
	t.Helper()
	w, err := New(name, args, lm.DemoPrompts[0]+"\n\nmore", env(1))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func TestTheBarsOfTheNextTokenAreTheWholeSoftmax(t *testing.T) {
	w := prompt(t, "nexttoken").(*nexttoken)
	r := w.Report()
	p := make([]float32, w.model.Vocab)
	bits := lm.Softmax(p, w.session.Logits(), 1)
	sum := 0.0
	for _, v := range p {
		sum += float64(v)
	}
	if math.Abs(sum-1) > 1e-4 {
		t.Errorf("the softmax adds up to %v", sum)
	}
	near(t, "entropy", value(t, w, "entropy"), bits, 1e-9)
	for i := 1; i < nextBars; i++ {
		if r.Values[i].Value > r.Values[i-1].Value {
			t.Errorf("bar %d is longer than the one above it", i)
		}
	}
}

func TestAChosenTokenIsReadAndTakenBack(t *testing.T) {
	w := prompt(t, "nexttoken")
	before := value(t, w, "entropy")
	play(w, "down enter")
	if n := value(t, w, "tokens read"); n != 10 {
		t.Errorf("%v tokens after one was chosen", n)
	}
	play(w, "left")
	if got := value(t, w, "entropy"); math.Abs(got-before) > 1e-4 {
		t.Errorf("taken back, the entropy is %v, not %v", got, before)
	}
}

func TestTheSameSeedWritesTheSameTexts(t *testing.T) {
	a, b := prompt(t, "samples"), prompt(t, "samples")
	play(a, "space tick:40")
	play(b, "space tick:40")
	if a.Report().Narration != b.Report().Narration {
		t.Error("two runs with one seed differ")
	}
	if value(t, a, "tokens written") != 200 {
		t.Errorf("%v tokens of 200", value(t, a, "tokens written"))
	}
	near(t, "at least one of five", value(t, a, "at least one of five"), 0.206, 0.0005)
}

func TestGreedyTextRepeatsItself(t *testing.T) {
	w := prompt(t, "greedy")
	play(w, "space tick:700")
	if n := value(t, w, "tokens taken"); n != greedyTokens {
		t.Errorf("it stopped after %v tokens", n)
	}
	if at := value(t, w, "phrase back at"); at > 60 {
		t.Errorf("the first phrase came back at token %v; the model card says within 60", at)
	}
}

func TestTemperatureReshapesTheRecordedFiveAsPublished(t *testing.T) {
	for T, want := range map[string][]float64{"0.2": {57.7, 16.4, 10.5, 9.0, 6.4}, "0.8": {27.9, 20.4, 18.2, 17.5, 16.1}} {
		w := prompt(t, "temperature", "-t="+T)
		play(w, "o")
		for i, v := range w.Report().Values[:5] {
			near(t, fmt.Sprintf("T=%s, %s", T, v.Name), 100*v.Value, want[i], 0.06)
		}
	}
}

func TestTopKKeepsKAndZeroTemperatureKeepsOne(t *testing.T) {
	w := prompt(t, "temperature")
	play(w, "down right right right")
	if n := value(t, w, "tokens kept"); n != 3 {
		t.Errorf("top-k of 3 keeps %v", n)
	}
	w = prompt(t, "temperature", "-t=0")
	if n := value(t, w, "tokens kept"); n != 1 {
		t.Errorf("temperature 0 keeps %v", n)
	}
}

func TestEightBitsKeepTheTopChoiceAndTwoDoNot(t *testing.T) {
	w := prompt(t, "quantize")
	play(w, "space")
	near(t, "same top choice with 8 bits", value(t, w, "8 bits: top choice same"), 1, 0.06)
	if two := value(t, w, "2 bits: loss"); two < value(t, w, "32 bits: loss")+0.1 {
		t.Errorf("2 bits have the loss %v", two)
	}
	if eight := math.Abs(value(t, w, "8 bits: loss") - value(t, w, "32 bits: loss")); eight > 0.02 {
		t.Errorf("8 bits change the loss by %v", eight)
	}
}

func TestTheTransformerForeseesAnUnseenTextBetterThanCounts(t *testing.T) {
	w := prompt(t, "ladder")
	play(w, "space enter")
	single, small := value(t, w, "single tokens: bits a byte"), value(t, w, "small transformer: bits a byte")
	triples := value(t, w, "triples of tokens: bits a byte")
	if !(small < triples && triples < single) {
		t.Errorf("bits a byte: single %.3f, triples %.3f, transformer %.3f", single, triples, small)
	}
}

func TestEveryRowOfAHeadAddsUpToOne(t *testing.T) {
	w := prompt(t, "heads")
	for _, keys := range []string{"", "right down right right", "down left"} {
		play(w, keys)
		sum := 0.0
		for _, v := range w.Report().Values {
			if strings.HasPrefix(v.Name, "α") {
				sum += v.Value
			}
		}
		near(t, "sum of a row", sum, 1, 1e-5)
	}
	before := value(t, w, "loss")
	play(w, "space")
	if value(t, w, "loss") == before {
		t.Error("a head that is switched off changes nothing")
	}
	play(w, "a")
	near(t, "loss with all heads again", value(t, w, "loss"), before, 1e-9)
}

func TestTheLastLayerOfTheLensIsTheModel(t *testing.T) {
	w := prompt(t, "lens").(*lens)
	w.Report()
	want := lm.Top(w.model, w.session.Logits(), 1)[0]
	if w.winner().ID != want.ID {
		t.Errorf("the lens says %q, the model %q", w.winner().Text, want.Text)
	}
	near(t, "share in the last layer", value(t, w, fmt.Sprintf("layer %d: share", w.model.Layers)), want.P, 1e-5)
}

func TestTokensShowEveryMerge(t *testing.T) {
	w := prompt(t, "tokens")
	if got := value(t, w, "bytes"); got != 41 {
		t.Errorf("%v bytes", got)
	}
	play(w, "right right")
	merges := value(t, w, "merges")
	view := w.View(80, 24)
	if strings.Count(view, "rule ") != int(merges) {
		t.Errorf("%v merges, and the picture shows %d", merges, strings.Count(view, "rule "))
	}
}

func TestAGPTLearnsFromNoiseAndGoesBack(t *testing.T) {
	w := prompt(t, "traingpt").(*traingpt)
	if w.trainer == nil {
		t.Fatal(w.err)
	}
	near(t, "loss of random weights", value(t, w, "unseen loss"), math.Log(256), 0.15)
	play(w, "space tick:30 space")
	learned := value(t, w, "unseen loss")
	if learned > 4 {
		t.Errorf("after %v steps the loss is %.2f", value(t, w, "steps"), learned)
	}
	play(w, ",")
	if got := value(t, w, "steps"); got >= 90 {
		t.Errorf("gone back, it stands at step %v", got)
	}
}

func BenchmarkNextTokenOpens(b *testing.B) {
	for range b.N {
		w, err := New("nexttoken", nil, lm.DemoPrompts[0], env(1))
		if err != nil {
			b.Fatal(err)
		}
		if w.View(120, 30) == "" {
			b.Fatal("nothing to see")
		}
	}
}

func TestOneCoinRunsFromTheTossToTheToken(t *testing.T) {
	for _, seed := range []uint64{1, 7} {
		coin := lm.Coin(seed)
		toss := open(t, "coins", env(seed)).(*coins)
		toss.round()
		for i, up := range toss.last {
			if want := coin.Uint64()>>63 == 1; up != want {
				t.Fatalf("seed %d: toss %d is not the coin's", seed, i)
			}
		}
		w, err := New("nexttoken", nil, lm.DemoPrompts[0], env(seed))
		if err != nil {
			t.Fatal(err)
		}
		next := w.(*nexttoken)
		next.look()
		want := lm.Sampler{Temperature: 1}.Pick(next.session.Logits(), nil, lm.Coin(seed).Float64())
		play(w, ".")
		if got := next.ids[len(next.ids)-1]; got != want {
			t.Errorf("seed %d: token %d was drawn, the coin says %d", seed, got, want)
		}
	}
}
