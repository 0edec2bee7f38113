package lm

// A Loop is how a text repeats itself.
type Loop struct {
	First, Again int // where the first run of so many tokens that comes back stood, and where it came back
	Length       int // of that run: RepeatLength; 0 if none came back
	Period       int // the text ends in a cycle of so many tokens, gone through at least twice; 0 if it does not
	From         int // where the cycle began
}

// RepeatLength is how many tokens in a row must come back to count as a repeated phrase.
const RepeatLength = 4

// FindLoop looks for the first phrase that comes back, and for a cycle in which the text ends.
func FindLoop(ids []int) Loop {
	var l Loop
	seen := map[[RepeatLength]int]int{}
	for i := 0; i+RepeatLength <= len(ids) && l.Length == 0; i++ {
		run := [RepeatLength]int(ids[i : i+RepeatLength])
		if at, again := seen[run]; again {
			l.First, l.Again, l.Length = at, i, RepeatLength
		}
		if _, again := seen[run]; !again {
			seen[run] = i
		}
	}
	for period := 1; 2*period <= len(ids); period++ {
		from := len(ids) - 1
		for from-period >= 0 && ids[from] == ids[from-period] {
			from--
		}
		if start := from - period + 1; len(ids)-start >= max(2*period, RepeatLength) {
			l.Period, l.From = period, start
			return l
		}
	}
	return l
}
