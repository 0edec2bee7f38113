//go:build !amd64 || purego

package nn

func tile(k int, a, b, c []float32, ldc int) { tileGo(k, a, b, c, ldc) }

func dotBlock(x, y []float32) float32 { return dotGo(x, y) }

func expBlock(dst, x []float32) { expGo(dst, x) }
