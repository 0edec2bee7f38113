package widget

// A brainRegion is a part of the drawn brain. Its shape is a polygon, or an ellipse where radius is set,
// on a drawing of brainWidth×brainHeight, seen from the left, the forehead at the left.
type brainRegion struct {
	name, does string // phrases
	polygon    [][2]float64
	centre     [2]float64 // of the ellipse
	radius     [2]float64
	inner      bool    // lies under the cortex
	neurons    float64 // recorded, 0 where the source gives none for this part
}

const brainWidth, brainHeight = 124, 100

// brainRegions lists the parts, those in front later; neurons after Azevedo et al. 2009.
var brainRegions = []brainRegion{
	{name: phrase("frontal lobe"), does: phrase("plans, decisions, moving on purpose, keeping oneself in check"), polygon: [][2]float64{
		{8, 52}, {5, 42}, {8, 30}, {16, 18}, {30, 9}, {46, 5}, {60, 4}, {66, 5}, {65, 16}, {61, 26}, {59, 36}, {55, 43}, {44, 47}, {34, 52}, {26, 58}, {18, 59}, {11, 57}}},
	{name: phrase("parietal lobe"), does: phrase("touch, and where things are"), polygon: [][2]float64{
		{66, 5}, {80, 7}, {94, 13}, {104, 22}, {109, 30}, {103, 36}, {98, 44}, {88, 46}, {72, 44}, {55, 43}, {59, 36}, {61, 26}, {65, 16}}},
	{name: phrase("occipital lobe"), does: phrase("seeing"), polygon: [][2]float64{
		{109, 30}, {116, 38}, {119, 48}, {118, 57}, {112, 62}, {103, 62}, {99, 54}, {98, 44}, {103, 36}}},
	{name: phrase("temporal lobe"), does: phrase("hearing, remembering, recognizing, parts of feeling"), polygon: [][2]float64{
		{55, 43}, {72, 44}, {88, 46}, {98, 44}, {99, 54}, {103, 62}, {92, 65}, {78, 68}, {62, 71}, {46, 72}, {35, 69}, {28, 64}, {26, 58}, {34, 52}, {44, 47}}},
	{name: phrase("cerebellum"), does: phrase("balance, timing, smooth movement, some of thinking"), centre: [2]float64{103, 74}, radius: [2]float64{15, 11}, neurons: 69e9},
	{name: phrase("brainstem"), does: phrase("breathing, heartbeat, blood pressure, the way down to the spinal cord"), polygon: [][2]float64{
		{70, 70}, {84, 67}, {88, 73}, {86, 82}, {90, 99}, {80, 99}, {77, 87}, {71, 80}}},
	{name: phrase("basal ganglia"), does: phrase("choosing and starting movements, habits, learning from reward"), centre: [2]float64{48, 36}, radius: [2]float64{10, 6.5}, inner: true},
	{name: phrase("thalamus"), does: phrase("relay of almost all senses to the cortex; not of smell"), centre: [2]float64{68, 39}, radius: [2]float64{9, 5.5}, inner: true},
	{name: phrase("hypothalamus"), does: phrase("temperature, hunger, thirst, hormones"), centre: [2]float64{59, 48.5}, radius: [2]float64{5.5, 3.8}, inner: true},
	{name: phrase("hippocampus"), does: phrase("making new memories, finding one's way"), centre: [2]float64{75, 56.5}, radius: [2]float64{13, 4}, inner: true},
	{name: phrase("amygdala"), does: phrase("what matters emotionally, fear above all"), centre: [2]float64{53, 60}, radius: [2]float64{6, 4.5}, inner: true},
}

// A brainTask is something a person does, and the part without which it goes worst.
type brainTask struct {
	text string // a phrase
	part int    // index into brainRegions
}

var brainTasks = []brainTask{
	{phrase("Make a plan for next week."), 0},
	{phrase("Feel where on your arm a fly sits."), 1},
	{phrase("See that the traffic light is green."), 2},
	{phrase("Hear which tune is being played."), 3},
	{phrase("Move smoothly enough to catch a ball."), 4},
	{phrase("Go on breathing while you sleep."), 5},
	{phrase("Ride home by habit and start each movement."), 6},
	{phrase("Pass on what the eyes send to the cortex."), 7},
	{phrase("Become thirsty when the body lacks water."), 8},
	{phrase("Keep what happened an hour ago."), 9},
	{phrase("Learn to fear what hurt you."), 10},
}

// contains reports whether a point of the drawing lies in the region.
func (b brainRegion) contains(x, y float64) bool {
	if b.polygon == nil {
		dx, dy := (x-b.centre[0])/b.radius[0], (y-b.centre[1])/b.radius[1]
		return dx*dx+dy*dy <= 1
	}
	in := false
	for i, p := range b.polygon {
		q := b.polygon[(i+1)%len(b.polygon)]
		if (p[1] > y) != (q[1] > y) && x < p[0]+(y-p[1])/(q[1]-p[1])*(q[0]-p[0]) {
			in = !in
		}
	}
	return in
}

// partAt returns the part at a point of the drawing, −1 outside; inner parts only with inside.
func partAt(x, y float64, inside bool) int {
	for i := len(brainRegions) - 1; i >= 0; i-- {
		if b := brainRegions[i]; (inside || !b.inner) && b.contains(x, y) {
			return i
		}
	}
	return -1
}
