package nn

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// featureKeys are the URL's names of FeatureNames.
var featureKeys = []string{"x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY"}

// ParseURL reads the state after # of a playground.tensorflow.org URL (or the state alone) over DefaultSetup(seed);
// seed counts where the URL has none. notes says, for each, what was clamped, unreadable or is not supported here.
// The error is of an address that is no playground's.
func ParseURL(address, seed string) (s Setup, notes []Note, err error) {
	address = strings.TrimSpace(address)
	before, hash, found := strings.Cut(address, "#")
	if !found && strings.Contains(address, "=") {
		before, hash = "", address
	}
	if before != "" && !strings.Contains(before, "playground.tensorflow.org") {
		return s, nil, fmt.Errorf("open %q: not an address of playground.tensorflow.org", before)
	}
	s = DefaultSetup(seed)
	values := map[string]string{}
	var keys []string
	for pair := range strings.SplitSeq(hash, "&") {
		key, value, _ := strings.Cut(pair, "=")
		if plain, err := url.PathUnescape(value); err == nil {
			value = plain
		}
		if _, twice := values[key]; !twice {
			keys = append(keys, key)
		}
		values[key] = value
	}
	for _, key := range keys {
		if note := s.set(key, strings.TrimSpace(values[key])); note.Phrase != "" {
			notes = append(notes, note)
		}
	}
	s.chooseData(values)
	return s, append(notes, s.Clamp()...), nil
}

// chooseData takes the data set of the problem: the URL always carries one of each kind.
func (s *Setup) chooseData(values map[string]string) {
	s.Dataset = values["dataset"]
	fallback := ClassificationNames[0]
	if s.Problem == "regression" {
		s.Dataset, fallback = values["regDataset"], RegressionNames[0]
		if long, ok := regressionKeys[s.Dataset]; ok {
			s.Dataset = long
		}
	}
	if s.Dataset == "" {
		s.Dataset = fallback
	}
}

// regressionKeys are the URL's names of regression data.
var regressionKeys = map[string]string{"reg-plane": "plane", "reg-gauss": "multi-gauss"}

// set reads one key of the URL; a note says what could not be used. An empty value leaves the default, as there.
func (s *Setup) set(key, value string) (note Note) {
	if key == "networkShape" {
		return s.setShape(value)
	}
	if value == "" {
		return Note{}
	}
	if i := slices.Index(featureKeys, key); i >= 0 {
		s.Features[i] = value != "false"
		return Note{}
	}
	switch key {
	case "activation":
		s.Activation = value
	case "regularization":
		s.Penalty.Name = value
	case "problem":
		s.Problem = value
	case "seed":
		s.Seed = value
	case "dataset", "regDataset": // chooseData
	case "showTestData":
		s.ShowTest = value != "false"
	case "discretize":
		s.Discretize = value != "false"
	case "initZero":
		s.InitZero = value != "false"
	case "batchSize":
		return whole(key, value, &s.Batch)
	case "noise":
		return whole(key, value, &s.Noise)
	case "percTrainData":
		return whole(key, value, &s.Train)
	case "learningRate":
		return decimal(key, value, &s.Rate)
	case "regularizationRate":
		return decimal(key, value, &s.Penalty.Rate)
	default:
		return unsupported(key, value)
	}
	return Note{}
}

func unsupported(key, value string) Note {
	switch {
	case key == "cosX" || key == "cosY":
		if value == "false" {
			return Note{}
		}
		return Note{"%s has no effect: the playground has no such feature", []any{key}}
	case (key == "collectStats" || key == "hideText") && value == "false":
		return Note{}
	}
	return Note{"%s is not supported: left out", []any{key}}
}

func (s *Setup) setShape(value string) Note {
	s.Hidden = nil
	if value == "" {
		return Note{}
	}
	for word := range strings.SplitSeq(value, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil {
			s.Hidden = []int{4, 2}
			return Note{"networkShape %q is not a list of numbers: took 4,2", []any{value}}
		}
		s.Hidden = append(s.Hidden, n)
	}
	return Note{}
}

func whole(key, value string, to *int) Note {
	var f float64
	if note := decimal(key, value, &f); note.Phrase != "" {
		return note
	}
	*to = int(min(max(f, -1e6), 1e6))
	return Note{}
}

func decimal(key, value string, to *float64) Note {
	f, err := strconv.ParseFloat(value, 64)
	if err != nil || f != f {
		return Note{"%s %q is not a number: took the usual value", []any{key, value}}
	}
	*to = f
	return Note{}
}

// URL writes the Setup as an address of playground.tensorflow.org. notes names what the address cannot say.
func (s Setup) URL() (address string, notes []string) {
	class, reg := s.Dataset, "reg-plane"
	if s.Problem == "regression" {
		class, reg = "circle", map[string]string{"plane": "reg-plane", "multi-gauss": "reg-gauss"}[s.Dataset]
	}
	if s.Dataset == "own" {
		class, reg = "circle", "reg-plane"
		notes = append(notes, "own points")
	}
	shape := make([]string, len(s.Hidden))
	for i, n := range s.Hidden {
		shape[i] = strconv.Itoa(n)
	}
	var b strings.Builder
	b.WriteString("https://playground.tensorflow.org/#")
	fmt.Fprintf(&b, "activation=%s&regularization=%s&batchSize=%d&dataset=%s&regDataset=%s&learningRate=%s&regularizationRate=%s&noise=%d&networkShape=%s&seed=%s&showTestData=%t&discretize=%t&percTrainData=%d",
		s.Activation, s.Penalty.Name, s.Batch, class, reg, plain(s.Rate), plain(s.Penalty.Rate), s.Noise, strings.Join(shape, ","), s.Seed, s.ShowTest, s.Discretize, s.Train)
	f := s.Features
	fmt.Fprintf(&b, "&x=%t&y=%t&xTimesY=%t&xSquared=%t&ySquared=%t&cosX=false&sinX=%t&cosY=false&sinY=%t", f[0], f[1], f[4], f[2], f[3], f[5], f[6])
	fmt.Fprintf(&b, "&collectStats=false&problem=%s&initZero=%t&hideText=false", s.Problem, s.InitZero)
	return b.String(), append(notes, s.unsaid()...)
}

// unsaid names the settings that the original does not have.
func (s Setup) unsaid() (notes []string) {
	if s.Optimizer != "sgd" {
		notes = append(notes, "optimizer "+s.Optimizer)
	}
	if s.Dropout > 0 {
		notes = append(notes, fmt.Sprintf("dropout %g", s.Dropout))
	}
	if !slices.Contains([]string{"relu", "tanh", "sigmoid", "linear"}, s.Activation) {
		notes = append(notes, "activation "+s.Activation)
	}
	for _, a := range s.LayerActivations {
		if a != "" && a != s.Activation {
			return append(notes, "activations of single layers")
		}
	}
	return notes
}

// plain writes a number as JavaScript does for the choices of the playground.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
