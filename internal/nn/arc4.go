package nn

// A Stream is the random number generator of the browser's playground: ARC4 keyed by a string,
// read as doubles of 52 bits. Equal keys give equal numbers, here and in seedrandom 2.4.
//
// Source: Math.seedrandom of David Bau's seedrandom 2.4 (the documented algorithm).
type Stream struct {
	s    [256]uint8
	i, j uint8
}

// NewStream returns the stream of a key such as "0.12345".
func NewStream(key string) *Stream {
	k := mixKey(key)
	r := &Stream{}
	for i := range r.s {
		r.s[i] = uint8(i)
	}
	j := uint8(0)
	for i := range r.s {
		j += k[i%len(k)] + r.s[i]
		r.s[i], r.s[j] = r.s[j], r.s[i]
	}
	for range 256 { // the first bytes of ARC4 betray the key
		r.next()
	}
	return r
}

// mixKey folds a string, byte by byte, into at most 256 bytes; the original takes UTF-16 units, the same for ASCII.
func mixKey(key string) []uint8 {
	if key == "" {
		return []uint8{0}
	}
	k := make([]uint8, min(len(key), 256))
	smear := 0
	for j := range len(key) {
		at := &k[j&255]
		smear ^= int(*at) * 19
		*at = uint8(smear + int(key[j]))
	}
	return k
}

func (r *Stream) next() uint8 {
	r.i++
	t := r.s[r.i]
	r.j += t
	r.s[r.i], r.s[r.j] = r.s[r.j], t
	return r.s[r.s[r.i]+t]
}

// Float64 returns the next number in [0, 1).
func (r *Stream) Float64() float64 {
	n, d, x := 0.0, float64(1<<48), uint32(0)
	for range 6 {
		n = n*256 + float64(r.next())
	}
	for n < 1<<52 {
		n = (n + float64(x)) * 256
		d *= 256
		x = uint32(r.next())
	}
	for n >= 1<<53 {
		n /= 2
		d /= 2
		x >>= 1
	}
	return (n + float64(x)) / d
}

// Uniform returns the next number in [a, b).
func (r *Stream) Uniform(a, b float64) float64 {
	return float64(r.Float64()*(b-a)) + a
}
