package lm

import "math"

// fromF16 is the number that 16 bits of IEEE 754 half precision stand for.
func fromF16(h uint16) float32 {
	sign, exp, frac := uint32(h>>15)<<31, uint32(h>>10&31), uint32(h&1023)
	switch exp {
	case 0: // zero and subnormal numbers
		return math.Float32frombits(sign | math.Float32bits(float32(frac)*0x1p-24))
	case 31:
		return math.Float32frombits(sign | 0xff<<23 | frac<<13)
	}
	return math.Float32frombits(sign | (exp+112)<<23 | frac<<13)
}

// toF16 rounds to half precision, ties to even; what is too large becomes infinite.
func toF16(x float32) uint16 {
	bits := math.Float32bits(x)
	sign := uint16(bits >> 16 & 0x8000)
	size := math.Float32frombits(bits &^ (1 << 31))
	switch {
	case size != size:
		return sign | 0x7e00
	case size >= 65520:
		return sign | 0x7c00
	case size < 0x1p-14: // subnormal: a whole number of 2⁻²⁴
		return sign | uint16(math.RoundToEven(float64(size)*0x1p24))
	}
	bits = math.Float32bits(size) + 0xfff + (bits >> 13 & 1)
	return sign | uint16((bits>>13)-112<<10)
}
