package tui

import "testing"

func TestFormulasInSearchResultsAreSetAsUnicode(t *testing.T) {
	for in, want := range map[string]string{
		"A neuron is just $wx+b$. Join many": "A neuron is just wx + b. Join many",
		"score $z_i$, then":                  "score zᵢ, then",
		"no formula":                         "no formula",
	} {
		if got := formulas(in); got != want {
			t.Errorf("%q is shown as %q, want %q", in, got, want)
		}
	}
}
