package widget

// constructors is the table of all demonstrations: one line each.
var constructors = map[string]constructor{
	"clt":     newCLT,
	"coins":   newCoins,
	"line":    newLine,
	"lln":     newLLN,
	"relu":    newRelu,
	"relufit": newRelufit,
	"traits":  newTraits,
}
