package widget

import (
	"strings"
	"testing"
)

func TestVotesAreKeptAndTheSecondRoundShowsWhatChanged(t *testing.T) {
	e := env(1)
	first := open(t, "traits", e, "-round=1")
	play(first, "3 right 2 down 1")
	if got := value(t, open(t, "traits", e, "-round=1"), "marks given"); got != 3 {
		t.Errorf("a new table knows %v marks, want 3", got)
	}
	second := open(t, "traits", e, "-round=2")
	play(second, "3 right 0")
	if got := value(t, second, "changed"); got != 1 {
		t.Errorf("changed = %v, want 1", got)
	}
	if s := second.View(100, 24); !strings.Contains(s, "-2") {
		t.Errorf("the change of −2 is not shown:\n%s", s)
	}
}

func TestEvidenceIsShownOnlyAfterTheVote(t *testing.T) {
	w := open(t, "traits", env(1))
	con := traitEvidence[0][0].con
	if strings.Contains(w.View(100, 24), con) {
		t.Error("the evidence is there before the vote")
	}
	play(w, "2")
	if !strings.Contains(w.View(100, 24), con) {
		t.Error("the evidence is missing after the vote")
	}
}

func TestEveryCellHasEvidenceForAndAgainst(t *testing.T) {
	if len(traitEvidence) != len(traitAgents) {
		t.Fatalf("%d rows for %d agents", len(traitEvidence), len(traitAgents))
	}
	for i, row := range traitEvidence {
		if len(row) != len(traitNames) {
			t.Errorf("%s has %d cells", traitAgents[i], len(row))
		}
		for j, e := range row {
			if e.pro == "" || e.con == "" {
				t.Errorf("%s: something is missing", cellName(i, j))
			}
		}
	}
}
