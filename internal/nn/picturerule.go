package nn

import "slices"

// A PictureRule is a feature made by hand: the mean brightness of some fields of cells, from which those of
// others are taken. It looks at fixed places, which is its weakness.
type PictureRule struct {
	Name      string // English, to be looked up in a translation
	CatIsMore bool   // a cat scores more than a dog
	Plus      []Field
	Minus     []Field
}

// A Field is a rectangle of cells: columns X to X+W−1, rows Y to Y+H−1.
type Field struct{ X, Y, W, H int }

// PictureRules are the rules that a learner can choose from.
var PictureRules = []PictureRule{
	{"ears stand up", true, []Field{{3, 1, 3, 4}, {10, 1, 3, 4}}, nil},
	{"a gap between the ears", true, []Field{{3, 2, 3, 2}, {10, 2, 3, 2}}, []Field{{6, 2, 4, 2}}},
	{"ears hang beside the head", false, []Field{{2, 6, 1, 3}, {13, 6, 1, 3}}, nil},
	{"a bright muzzle", false, []Field{{6, 12, 4, 1}}, []Field{{6, 5, 4, 2}}},
	{"a big dark nose", true, []Field{{6, 9, 4, 2}}, []Field{{6, 6, 4, 1}}},
	{"whiskers", true, []Field{{1, 10, 2, 1}, {13, 10, 2, 1}}, []Field{{1, 8, 2, 1}, {13, 8, 2, 1}}},
}

// Score returns what the rule measures on a picture.
func (r PictureRule) Score(p *Picture) float64 { return p.mean(r.Plus) - p.mean(r.Minus) }

func (p *Picture) mean(fields []Field) float64 {
	sum, n := 0.0, 0
	for _, f := range fields {
		for y := f.Y; y < f.Y+f.H; y++ {
			for _, v := range p.Grey[y*PictureSide+f.X : y*PictureSide+f.X+f.W] {
				sum += v
				n++
			}
		}
	}
	return sum / float64(max(n, 1))
}

// Threshold returns the border of scores that tells cats from dogs best on some pictures.
func (r PictureRule) Threshold(pictures []Picture) float64 {
	scores := make([]float64, len(pictures))
	for i := range pictures {
		scores[i] = r.Score(&pictures[i])
	}
	sorted := slices.Sorted(slices.Values(scores))
	best, at := -1, 0.0
	for i := 1; i < len(sorted); i++ {
		border, right := (sorted[i-1]+sorted[i])/2, 0
		for k, s := range scores {
			if (s > border == r.CatIsMore) == pictures[k].Cat {
				right++
			}
		}
		if right > best {
			best, at = right, border
		}
	}
	return at
}

// A Jury is rules with their thresholds; the majority decides, half is a dog.
type Jury struct {
	Rules      []PictureRule
	Thresholds []float64
}

// NewJury sets each rule's threshold on some pictures.
func NewJury(rules []PictureRule, pictures []Picture) Jury {
	j := Jury{Rules: rules, Thresholds: make([]float64, len(rules))}
	for i, r := range rules {
		j.Thresholds[i] = r.Threshold(pictures)
	}
	return j
}

// Cat reports whether most rules take the picture for a cat.
func (j Jury) Cat(p *Picture) bool {
	votes := 0
	for i, r := range j.Rules {
		if r.Score(p) > j.Thresholds[i] == r.CatIsMore {
			votes++
		}
	}
	return 2*votes > len(j.Rules)
}

// PictureAccuracy returns the share of pictures that cat gets right.
func PictureAccuracy(cat func(*Picture) bool, pictures []Picture) float64 {
	right := 0
	for i := range pictures {
		if cat(&pictures[i]) == pictures[i].Cat {
			right++
		}
	}
	return float64(right) / float64(len(pictures))
}
