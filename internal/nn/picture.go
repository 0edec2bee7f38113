package nn

import (
	"math"
	"math/rand/v2"
)

// PictureSide is the width and height of a Picture.
const PictureSide = 16

// A Picture is a drawn face of a cat or a dog, 16×16 greys, row by row, 0 dark to 1 bright.
type Picture struct {
	Grey [PictureSide * PictureSide]float64
	Cat  bool
}

// A PictureStyle says how pictures are disturbed.
type PictureStyle struct {
	Shift  int     // a face is moved by up to so many cells in both directions
	Noise  float64 // standard deviation of what is added to each cell
	Invert bool    // bright and dark exchanged
}

// Pictures draws n pictures, cats and dogs in turn. Every face differs in size, place of its parts, and brightness.
func Pictures(n int, style PictureStyle, rng *rand.Rand) []Picture {
	all := make([]Picture, n)
	for i := range all {
		all[i].Cat = i%2 == 0
		all[i].draw(style, rng)
	}
	return all
}

func (p *Picture) draw(style PictureStyle, rng *rand.Rand) {
	f := face{p: p, x: 7.5, y: 8.5, bright: 0.55 + 0.15*rng.Float64()}
	if style.Shift > 0 {
		f.x += float64(rng.IntN(2*style.Shift+1) - style.Shift)
		f.y += float64(rng.IntN(2*style.Shift+1) - style.Shift)
	}
	size := 4.3 + 0.7*rng.Float64()
	if p.Cat {
		f.cat(size, rng)
	} else {
		f.dog(size, rng)
	}
	for i, v := range p.Grey {
		v = min(max(v+style.Noise*rng.NormFloat64(), 0), 1)
		if style.Invert {
			v = 1 - v
		}
		p.Grey[i] = v
	}
}

// A face draws its parts around its centre, x to the right and y down.
type face struct {
	p      *Picture
	x, y   float64
	bright float64
}

// cat has pointed ears that stand up, eyes, a small nose and whiskers.
func (f *face) cat(size float64, rng *rand.Rand) {
	lean, tall := 0.3*rng.Float64(), size+1.8+rng.Float64()
	for _, side := range []float64{-1, 1} {
		f.fill(f.bright+0.15, func(x, y float64) bool {
			x *= side
			up := (-y - size*0.35) / (tall - size*0.35) // 0 at the foot of the ear, 1 at its tip
			return up >= 0 && up <= 1 && math.Abs(x-size*(0.62+lean*up)) <= 2.1*(1-up)+0.3
		})
	}
	f.ellipse(f.bright, 0, 0, size, size*0.9)
	f.eyes(size, 0.05)
	f.ellipse(0.1, 0, size*0.3, 0.8, 0.6)
	for _, side := range []float64{-1, 1} {
		f.fill(0.95, func(x, y float64) bool {
			return x*side > size*0.45 && x*side < size+2.2 && (math.Abs(y-size*0.3) < 0.4 || math.Abs(y-size*0.3-2) < 0.4)
		})
	}
}

// dog has ears that hang beside its head, eyes, a bright muzzle with a big nose, and a tongue.
func (f *face) dog(size float64, rng *rand.Rand) {
	f.ellipse(f.bright, 0, 0, size*0.95, size)
	hang := size * (0.05 + 0.2*rng.Float64())
	for _, side := range []float64{-1, 1} {
		f.ellipse(f.bright-0.25, side*(size+0.4), hang, 1.5, size*0.85)
	}
	f.eyes(size, 0)
	f.ellipse(f.bright+0.25, 0, size*0.5, size*0.5, size*0.42)
	f.ellipse(0.05, 0, size*0.3, 1.9, 1.2)
	if rng.IntN(2) == 0 {
		f.ellipse(0.8, 0, size*0.98, 0.9, 1.3)
	}
}

func (f *face) eyes(size, grey float64) {
	f.ellipse(grey, -size*0.42, -size*0.2, 0.8, 0.8)
	f.ellipse(grey, size*0.42, -size*0.2, 0.8, 0.8)
}

func (f *face) ellipse(grey, x, y, width, height float64) {
	f.fill(grey, func(px, py float64) bool {
		dx, dy := (px-x)/width, (py-y)/height
		return dx*dx+dy*dy <= 1
	})
}

func (f *face) fill(grey float64, inside func(x, y float64) bool) {
	for i := range f.p.Grey {
		if inside(float64(i%PictureSide)-f.x, float64(i/PictureSide)-f.y) {
			f.p.Grey[i] = grey
		}
	}
}
