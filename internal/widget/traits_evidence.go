package widget

// traitAgents and traitNames are the rows and columns of the table of intelligence.
var (
	traitAgents = []string{phrase("person"), phrase("dog"), phrase("cat"), phrase("bee"), phrase("fruit fly"), phrase("slime mould"), phrase("thermostat"), phrase("pocket calculator"), phrase("GPT")}
	traitNames  = []string{phrase("learning"), phrase("reasoning"), phrase("problems"), phrase("deciding"), phrase("language"), phrase("creativity")}
)

// traitEvidence holds, by agent and trait, what speaks for and what speaks against. Sources: chapter 7 of the course.
var traitEvidence = [][]struct{ pro, con string }{
	{ // person
		{phrase("learns for a lifetime, also from words"), phrase("often clings to what was learnt first")},
		{phrase("proves theorems, explains causes"), phrase("errs in a regular way (Wason's cards)")},
		{phrase("builds what no instinct provides"), phrase("gives up where patience would do")},
		{phrase("sets goals years ahead"), phrase("choices are swayed by the way a question is put")},
		{phrase("endlessly many new sentences"), phrase("nothing against it is known")},
		{phrase("music, mathematics, jokes"), phrase("most days, most of us repeat")},
	},
	{ // dog
		{phrase("learns commands; Chaser knew 1022 toys by name"), phrase("needs many repetitions for most")},
		{phrase("finds a new toy by excluding the known ones"), phrase("fails at strings that cross")},
		{phrase("opens gates, fetches help"), phrase("asks a person where a wolf goes on trying")},
		{phrase("guide dogs refuse a dangerous command"), phrase("mostly follows ours")},
		{phrase("understands hundreds of words and our pointing"), phrase("speaks none, has no grammar")},
		{phrase("invents games"), phrase("hardly anything lasting is made")},
	},
	{ // cat
		{phrase("learns to open a latch (Thorndike 1898)"), phrase("learns slowly from watching")},
		{phrase("expects the cause of a hidden rattle"), phrase("little is tested: cats leave the experiment")},
		{phrase("plans an ambush"), phrase("solves fewer set tasks than dogs")},
		{phrase("goes its own way, famously"), phrase("much of it is instinct to hunt and hide")},
		{phrase("knows its name; mews for people only"), phrase("no grammar")},
		{phrase("plays with anything that moves"), phrase("nothing new that is kept")},
	},
	{ // bee
		{phrase("learns colours, smells, even to roll a ball"), phrase("within limits set by its way of life")},
		{phrase("counts to about four, grasps same and different"), phrase("simple tricks may be enough to explain it")},
		{phrase("finds short rounds through many flowers"), phrase("rules of thumb, not planning")},
		{phrase("the swarm chooses a nest by debate"), phrase("a single bee decides little")},
		{phrase("the dance tells direction and distance"), phrase("one topic only: places")},
		{phrase("bumblebees improve on a trick they watched"), phrase("rarely seen")},
	},
	{ // fruit fly
		{phrase("learns which smell comes with a shock"), phrase("forgets within a day or so")},
		{phrase("weighs evidence longer when it is unclear"), phrase("nothing that needs more than one step")},
		{phrase("finds its way round a heated floor"), phrase("few tasks at all")},
		{phrase("the same fly chooses differently each time"), phrase("that may be mere noise")},
		{phrase("songs in courtship"), phrase("fixed by birth")},
		{phrase("turns without any stimulus"), phrase("variation is no invention")},
	},
	{ // slime mould
		{phrase("anticipates shocks that came at intervals"), phrase("disputed, and soon gone")},
		{phrase("links food sites as well as a railway plan"), phrase("that is growth, not inference")},
		{phrase("finds the short way through a maze"), phrase("only for problems that flow")},
		{phrase("trades food against danger"), phrase("the same chemistry each time")},
		{phrase("none"), phrase("chemical trails are read, not addressed")},
		{phrase("none known"), phrase("grows the same kinds of net")},
	},
	{ // thermostat
		{phrase("none"), phrase("the setting changes only by hand")},
		{phrase("none"), phrase("one comparison of two numbers")},
		{phrase("keeps the room warm in spite of the weather"), phrase("one problem, solved by its maker")},
		{phrase("acts without being asked"), phrase("by a rule that others chose")},
		{phrase("none"), phrase("a number on a scale")},
		{phrase("none"), phrase("the same forever")},
	},
	{ // pocket calculator
		{phrase("none"), phrase("exact on the first day and the last")},
		{phrase("follows rules without a mistake"), phrase("does not know what they are about")},
		{phrase("computes what it is asked"), phrase("finds no problem of its own")},
		{phrase("none"), phrase("waits for a key")},
		{phrase("none"), phrase("symbols without meaning to it")},
		{phrase("none"), phrase("no result is new to arithmetic")},
	},
	{ // GPT
		{phrase("learnt from text; picks up a task from a few examples"), phrase("its weights stay as they are while you talk")},
		{phrase("solves many exam questions, better in steps"), phrase("fails when names or numbers are changed")},
		{phrase("writes programs that run"), phrase("is sure of wrong answers too")},
		{phrase("acts in steps when built into an agent"), phrase("goals come from the prompt")},
		{phrase("fluent in a hundred languages"), phrase("whether it means what it says is disputed")},
		{phrase("new texts, images, proofs with help"), phrase("much is recombined from what it read")},
	},
}
