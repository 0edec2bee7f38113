package prob

// Majority is the probability that more than half of n voters are right, n odd, each right with probability p and none listening to
// another. Source: Condorcet 1785.
func Majority(n int, p float64) float64 {
	sum := 0.0
	for k := n/2 + 1; k <= n; k++ {
		sum += Binomial(n, k, p)
	}
	return sum
}

// Herd is Majority where, with probability shared, all voters follow one and the same opinion, itself right with probability p.
func Herd(n int, p, shared float64) float64 { return shared*p + (1-shared)*Majority(n, p) }
