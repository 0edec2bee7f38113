package sim

import "testing"

func TestTheRulesOfNumbersAgreeOnTwoAndNowhereElseTogether(t *testing.T) {
	rules := Machines["numbers"]
	for _, r := range rules[1:] {
		if got, want := r.Apply(Input{X: 2}), rules[0].Apply(Input{X: 2}); got != want {
			t.Errorf("%s of 2 = %s, want %s like %s", r.Name, got, want, rules[0].Name)
		}
	}
	all := probes()
	for kind, rules := range Machines {
		for i, a := range rules {
			for _, b := range rules[:i] {
				if Contradiction(a, b, all) < 0 {
					t.Errorf("%s: no input tells %q from %q", kind, a.Name, b.Name)
				}
			}
		}
	}
}

func probes() (all []Input) {
	for x := -5; x <= 5; x++ {
		for y := -5; y <= 5; y++ {
			all = append(all, Input{X: x, Y: y, Word: "stone"})
		}
	}
	return all
}

func TestRulesGiveWhatTheirNamesSay(t *testing.T) {
	in := Input{X: -3, Y: 2, Word: "猫cat"}
	want := map[string]string{
		"x + 2": "-1", "2x": "-6", "x²": "9", "2·|x|": "6", "6 − x": "9", "x³ − 4": "-31", "4, whatever goes in": "4",
		"read backwards": "tac猫", "unchanged": "猫cat", "written twice": "猫cat猫cat", "the last character": "t",
		"the first character goes to the end": "cat猫", "every second character left out": "猫a", "the number of characters": "4",
		"x and y change places": "(2, -3)", "mirrored at the x axis": "(-3, -2)", "a quarter turn to the left": "(-2, -3)", "half a turn": "(3, -2)",
		"x + y": "-1", "x · y": "-6", "blue inside a disc of radius 3": "orange", "blue where x and y have one sign": "orange",
	}
	n := 0
	for _, rules := range Machines {
		for _, r := range rules {
			n++
			if got := r.Apply(in); got != want[r.Name] {
				t.Errorf("%s: %q, want %q", r.Name, got, want[r.Name])
			}
			r.Apply(Input{}) // the empty word is a word
		}
	}
	if n != len(want) {
		t.Errorf("%d rules, %d of them tested", n, len(want))
	}
}
