package widget

// constructors is the table of all demonstrations: one line each.
var constructors = map[string]constructor{
	"blackbox":    newBlackbox,
	"cat":         newCat,
	"clt":         newCLT,
	"coins":       newCoins,
	"galton":      newGalton,
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
	"rules":       newRules,
	"samples":     newSamples,
	"solve":       newSolve,
	"temperature": newTemperature,
	"tokens":      newTokens,
	"traingpt":    newTraingpt,
	"traits":      newTraits,
	"walk":        newWalk,
}
