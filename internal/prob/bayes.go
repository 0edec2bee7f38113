package prob

// A Test is a medical test and those who take it.
type Test struct {
	Prevalence  float64 // share of the ill
	Sensitivity float64 // share of the ill whom it finds
	Specificity float64 // share of the healthy whom it lets go
}

// Positive is the share of all who get a positive result.
func (t Test) Positive() float64 {
	return t.Prevalence*t.Sensitivity + (1-t.Prevalence)*(1-t.Specificity)
}

// Posterior is the share of the ill among those with a positive result; 0 if nobody has one. Source: Bayes 1763.
func (t Test) Posterior() float64 {
	p := t.Positive()
	if p == 0 {
		return 0
	}
	return t.Prevalence * t.Sensitivity / p
}

// People spreads n people over the four outcomes, rounded so that they add up to n: ill and found, ill and missed, healthy and
// frightened, healthy and let go.
func (t Test) People(n int) (found, missed, frightened, released int) {
	ill := int(t.Prevalence*float64(n) + 0.5)
	found = int(float64(ill)*t.Sensitivity + 0.5)
	frightened = int(float64(n-ill)*(1-t.Specificity) + 0.5)
	return found, ill - found, frightened, n - ill - frightened
}
