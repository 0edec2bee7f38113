package sim

import (
	"math"
	"testing"
)

// textbook is the neuron of the course: τ 20 ms, threshold 15 mV, 2 ms of rest.
var textbook = Neuron{Tau: 20, Threshold: 15, Refractory: 2}

func TestTheTextbookNeuronFires33Point64TimesASecond(t *testing.T) {
	want := 1000 / (2 + 20*math.Log(4)) // 1/(t_ref + τ·ln(RI/(RI−V_th)))
	if got := textbook.Rate(20); math.Abs(got-33.64) > 0.005 || math.Abs(got-want) > 1e-12 {
		t.Errorf("rate %.6f, want 33.64 (%.6f)", got, want)
	}
}

func TestTheSimulatedRateIsTheRateOfTheFormula(t *testing.T) {
	for _, drive := range []float64{16, 20, 40, 200} {
		for _, dt := range []float64{0.1, 0.5, 7} {
			n, spikes := textbook, 0
			for range int(100000 / dt) {
				spikes += n.Step(drive, 0, dt)
			}
			if got, want := float64(spikes)/100, textbook.Rate(drive); math.Abs(got-want) > 0.02 {
				t.Errorf("drive %g, dt %g: %.3f spikes a second, want %.3f", drive, dt, got, want)
			}
		}
	}
}

func TestOneMillisecondOfRestCapsTheRateAt1000(t *testing.T) {
	n := textbook
	n.Refractory = 1
	last := 0.0
	for drive := 20.0; drive < 1e9; drive *= 10 {
		rate := n.Rate(drive)
		if rate >= 1000 || rate <= last {
			t.Errorf("drive %g: %g spikes a second after %g", drive, rate, last)
		}
		last = rate
	}
	if last < 999.9 {
		t.Errorf("the rate goes to %g, want 1000", last)
	}
}

func TestBelowTheThresholdNothingFires(t *testing.T) {
	n := textbook
	for range 10000 {
		if n.Step(14.99, 0, 0.5) != 0 {
			t.Fatal("a spike below the threshold")
		}
	}
	if math.Abs(n.V-14.99) > 1e-9 || n.Rate(15) != 0 || n.Rate(0) != 0 {
		t.Errorf("V %g, rates %g and %g: want 14.99, 0, 0", n.V, n.Rate(15), n.Rate(0))
	}
}

func TestAKickFiresAndAKickDuringRestIsLost(t *testing.T) {
	n := textbook
	if n.Step(0, 16, 0.5) != 1 || n.Step(0, 16, 0.5) != 0 || n.V != 0 {
		t.Errorf("a kick of 16 mV fires once and the next is lost; V %g", n.V)
	}
	n = textbook
	n.Step(0, -4, 0.5)
	if n.V >= 0 {
		t.Errorf("inhibition leaves V at %g, want below 0", n.V)
	}
}
