package widget

import (
	"strings"
	"testing"
)

func TestMicrogradsExampleComesBackWithItsGradients(t *testing.T) {
	w := open(t, "backprop", env(1)).(*backprop)
	play(w, "m b")
	last := len(w.graph.Nodes) - 1
	near(t, "g", w.graph.Nodes[last].Value, 24.7041, 5e-5)
	near(t, "dg/da", value(t, w, "gradient of a"), 138.8338, 5e-5)
	near(t, "dg/db", value(t, w, "gradient of b"), 645.5773, 5e-5)
}

func TestStepsForwardAndBackwardCanBeTakenBack(t *testing.T) {
	w := open(t, "backprop", env(1)).(*backprop) // (a*b + c)^2 at 2, -3, 10
	play(w, ". . .")
	if w.done != 3 || w.current() != w.ops[2] {
		t.Fatalf("after three steps: %d at node %d of %v", w.done, w.current(), w.ops)
	}
	near(t, "result", w.graph.Nodes[w.current()].Value, 16, 1e-12)
	play(w, ". . . .")
	near(t, "da", value(t, w, "gradient of a"), -24, 1e-12) // 2·(ab+c)·b
	near(t, "db", value(t, w, "gradient of b"), 16, 1e-12)
	near(t, "dc", value(t, w, "gradient of c"), 8, 1e-12)
	play(w, ",")
	near(t, "da, one step earlier", value(t, w, "gradient of a"), 0, 1e-12)
}

func TestAnExpressionIsTypedAndAMistakeIsPointedAt(t *testing.T) {
	w := open(t, "backprop", env(1)).(*backprop)
	w.entry.begin("relu(a) * b")
	send(w, press("enter"))
	play(w, "b")
	near(t, "db", value(t, w, "gradient of b"), 2, 1e-12)
	w.entry.begin("a * (b")
	send(w, press("right"))
	if w.bad == nil || !strings.Contains(w.View(60, 10), "^") {
		t.Errorf("the mistake is not shown:\n%s", w.View(60, 10))
	}
	send(w, press("enter"))
	if w.source != "relu(a) * b" {
		t.Errorf("a broken expression was taken: %s", w.source)
	}
}
