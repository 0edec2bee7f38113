package widget

// constructors is the table of all demonstrations: one line each.
var constructors = map[string]constructor{
	"blackbox":    newBlackbox,
	"clt":         newCLT,
	"coins":       newCoins,
	"greedy":      newGreedy,
	"heads":       newHeads,
	"ladder":      newLadder,
	"lens":        newLens,
	"line":        newLine,
	"lln":         newLLN,
	"nexttoken":   newNexttoken,
	"polyfit":     newPolyfit,
	"quantize":    newQuantize,
	"relu":        newRelu,
	"relufit":     newRelufit,
	"samples":     newSamples,
	"solve":       newSolve,
	"temperature": newTemperature,
	"tokens":      newTokens,
	"traingpt":    newTraingpt,
	"traits":      newTraits,
}
