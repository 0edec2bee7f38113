package widget

import "learn-llm/internal/theme"

// counts are the populations by their fate, and the share of the ended ones in which everybody has the gene; 0 if none ended.
func (d *drift) counts() (lost, fixed, open int, share float64) {
	lost, fixed, open = d.fate.Count()
	if lost+fixed > 0 {
		share = float64(fixed) / float64(lost+fixed)
	}
	return lost, fixed, open, share
}

func (d *drift) facts() []string {
	t, pen := d.env.T, d.env.Pen
	lost, fixed, open, share := d.counts()
	out := []string{
		t("generations: %d", d.fate.Generations),
		t("populations: %d", driftPopulations),
		t("  lost: %d", lost),
		pen.Paint(theme.Fit, t("  all have it: %d", fixed)),
		t("  both live on: %d", open),
	}
	if lost+fixed > 0 {
		out = append(out, "", t("of those ended: %.1f %%", 100*share), t("  at the start: %.1f %%", 100*d.share()),
			t("mean time: %.1f", d.fate.MeanEnd()), t("  exact, of all: %.1f", d.time))
	}
	if v := d.ask.verdict(); v != "" {
		out = append(out, "", v)
	}
	return out
}

// share is the exact share of carriers at the start.
func (d *drift) share() float64 { return float64(d.carriers()) / float64(d.n()) }

func (d *drift) caption() string {
	t := d.env.T
	lost, fixed, open, share := d.counts()
	switch {
	case d.fate.Generations == 0:
		return t("Every child takes its gene from a parent drawn at random. Nobody is fitter; the share begins at %.0f %%.", 100*d.share())
	case open == 0:
		return t("All is decided after %d generations: in %d of %d populations everybody has the gene, %.1f %%. The chance of that was its share at the start, %.0f %%.",
			d.fate.Generations, fixed, lost+fixed, 100*share, 100*d.share())
	}
	return t("After %d generations chance alone has ended %d of %d populations: the gene is lost in %d, everybody has it in %d.",
		d.fate.Generations, lost+fixed, driftPopulations, lost, fixed)
}

// Report gives the fates in numbers, beside what is exact for them.
func (d *drift) Report() Report {
	t := d.env.T
	lost, fixed, open, share := d.counts()
	r := Report{Narration: d.caption(), Values: []Value{
		{"generations", float64(d.fate.Generations), "", t("each child of a generation draws a parent")},
		{"populations", driftPopulations, "", t("of %d individuals each", d.n())},
		{"lost", float64(lost), "", t("populations without a carrier")},
		{"all have it", float64(fixed), "", t("populations with %d carriers of %d", d.n(), d.n())},
		{"both live on", float64(open), "", t("%d − %d − %d", driftPopulations, lost, fixed)},
		{"share at the start", d.share(), "", t("%d carriers of %d; also the exact probability that all will have it", d.carriers(), d.n())},
		{"expected time", d.time, "generations", t("solves t = 1 + P·t for the binomial transitions P of %d individuals", d.n())},
	}}
	if lost+fixed > 0 {
		r.Values = append(r.Values,
			Value{"all have it, share", share, "", t("%d/(%d + %d) of the populations that have ended", fixed, fixed, lost)},
			Value{"mean time", d.fate.MeanEnd(), "generations", t("mean over %d ended populations; the slow ones come last", lost+fixed)})
	}
	return r
}
