package lm

import "testing"

func TestALoopIsFoundWithItsPeriodAndItsFirstRepeatedPhrase(t *testing.T) {
	for _, c := range []struct {
		text string
		want Loop
	}{
		{"abcdefg", Loop{}},
		{"xyzabcabcabc", Loop{First: 3, Again: 6, Length: 4, Period: 3, From: 3}},
		{"aaaa", Loop{Period: 1}},
		{"one two, one two!", Loop{First: 0, Again: 9, Length: 4}},
		{"", Loop{}},
		{"abab", Loop{Period: 2}},
	} {
		if got := FindLoop(bytesOf(c.text)); got != c.want {
			t.Errorf("%q: got %+v, want %+v", c.text, got, c.want)
		}
	}
}
