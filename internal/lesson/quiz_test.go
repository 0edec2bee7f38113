package lesson

import "testing"

func TestAllRightOptionsAreNeededAndNoOther(t *testing.T) {
	q := Quiz{Options: []Option{{Right: true}, {}, {Right: true}}}
	for _, c := range []struct {
		chosen []int
		want   bool
	}{
		{[]int{0, 2}, true}, {[]int{2, 0}, true}, {[]int{0}, false}, {nil, false},
		{[]int{0, 1, 2}, false}, {[]int{1}, false}, {[]int{0, 2, 9}, false}, {[]int{0, 2, -1}, false},
	} {
		if got := q.Right(c.chosen...); got != c.want {
			t.Errorf("choosing %v is right: %v, want %v", c.chosen, got, c.want)
		}
	}
	if !q.Multiple() || (Quiz{Options: []Option{{Right: true}, {}}}).Multiple() {
		t.Error("Multiple is wrong")
	}
	if (Quiz{}).Right() {
		t.Error("nothing is the right choice among no options")
	}
}

func TestANumberIsRightWithinItsTolerance(t *testing.T) {
	for _, c := range []struct {
		n    Number
		x    float64
		want bool
	}{
		{Number{Value: 69, Tolerance: 7}, 62, true},
		{Number{Value: 69, Tolerance: 7}, 76, true},
		{Number{Value: 69, Tolerance: 7}, 76.01, false},
		{Number{Value: .1, Tolerance: .2}, .3, true}, // .1+.2 > .3 in binary
		{Number{Value: 5}, 5, true},
		{Number{Value: 5}, 5.001, false},
		{Number{Value: 9e6, Factor: 3}, 3e6, true},
		{Number{Value: 9e6, Factor: 3}, 27e6, true},
		{Number{Value: 9e6, Factor: 3}, 2.9e6, false},
		{Number{Value: -6, Factor: 2}, -3, true},
		{Number{Value: -6, Factor: 2}, -13, false},
	} {
		if got := c.n.Right(c.x); got != c.want {
			t.Errorf("%v for %+v: %v, want %v", c.x, c.n, got, c.want)
		}
	}
}

func TestNumbersAreReadAsPeopleTypeThem(t *testing.T) {
	for in, want := range map[string]float64{
		"9,704,480": 9704480, "8.6e10": 8.6e10, "860亿": 8.6e10, "970.448 万": 9704480, "16.7 %": 16.7,
		"−5": -5, " １２．５ ": 12.5, "86 billion": 8.6e10, "1_000": 1000, "3万亿": 3e12, "2 百万": 2e6,
	} {
		if got, err := ParseNumber(in); err != nil || got != want {
			t.Errorf("%q: %v, %v, want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "many", "NaN", "Inf", "1e999", "万", "1 2x", "--1"} {
		if got, err := ParseNumber(in); err == nil {
			t.Errorf("%q was read as %v", in, got)
		}
	}
}

func TestTheReasonBeginsAtTheFirstBarOutsideCodeAndFormulas(t *testing.T) {
	for _, c := range []struct{ in, text, why string }{
		{"a | b", "a", "b"},
		{"$P(a|b)$ | Bayes", "$P(a|b)$", "Bayes"},
		{"`x|y` | or", "`x|y`", "or"},
		{"a | $P(a|b)$ | c", "a", "$P(a|b)$ | c"},
		{"甲｜因为乙", "甲", "因为乙"},
		{"a", "a", ""},
	} {
		if text, why := reason(c.in); text != c.text || why != c.why {
			t.Errorf("%q: %q, %q, want %q, %q", c.in, text, why, c.text, c.why)
		}
	}
}
