package sim

import "math"

// A Neuron is a leaky integrate-and-fire neuron. Times are milliseconds, voltages millivolts above rest.
// Between spikes τ·dV/dt = −V + drive; at the threshold it fires, falls to 0 and takes nothing while it rests.
//
// Source: Gerstner, Kistler, Naud and Paninski, Neuronal Dynamics, 2014, section 1.3.
type Neuron struct {
	Tau        float64 // time constant of the leak, above 0
	Threshold  float64 // above 0
	Refractory float64 // how long it rests after a spike, at least 0

	V       float64 // now
	resting float64 // still to rest
}

// Rate returns how many spikes a second a constant drive (current times resistance) brings about, in closed form;
// 0 where the voltage never reaches the threshold.
func (n Neuron) Rate(drive float64) float64 {
	if drive <= n.Threshold {
		return 0
	}
	return 1000 / (n.Refractory + n.Tau*math.Log(drive/(drive-n.Threshold)))
}

// Step lets dt go by under a constant drive, after a kick in millivolts from the synapses, and returns the spikes in it.
// It is exact at any dt: the moment of a spike is computed, not rounded to a step. At most maxSpikes are counted in one step.
func (n *Neuron) Step(drive, kick, dt float64) (spikes int) {
	if n.resting <= 0 {
		n.V += kick
	}
	for spikes < maxSpikes {
		if n.resting >= dt {
			n.resting -= dt
			return spikes
		}
		dt -= n.resting
		n.resting = 0
		until := n.untilSpike(drive)
		if until > dt {
			break
		}
		dt -= until
		spikes++
		n.V, n.resting = 0, n.Refractory
	}
	n.V = drive + (n.V-drive)*math.Exp(-dt/n.Tau)
	return spikes
}

// maxSpikes bounds a step of a neuron that needs no rest.
const maxSpikes = 1000

// untilSpike returns the time to the threshold; +Inf if it is never reached.
func (n *Neuron) untilSpike(drive float64) float64 {
	switch {
	case n.V >= n.Threshold:
		return 0
	case drive <= n.Threshold:
		return math.Inf(1)
	}
	return n.Tau * math.Log((drive-n.V)/(drive-n.Threshold))
}
