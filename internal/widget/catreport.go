package widget

import "learn-llm/internal/nn"

func (c *cat) caption() string {
	t := c.env.T
	rules, net := percent(c.byRules[c.style]), percent(c.byNet[c.style])
	first := len(c.panel.fields) - len(c.chosen)
	switch {
	case c.panel.at >= first:
		return t("This rule compares cells at fixed places, marked + and -: “%s”. The chosen rules vote.", t(nn.PictureRules[c.panel.at-first].Name))
	case c.inside && c.netAt == 0:
		return t("Filters before training: chance drew them. Space trains; watch what becomes of them.")
	case c.inside:
		return t("Each filter slides over the picture and answers where it finds its pattern, bright beside the picture. Nobody drew these patterns.")
	case c.style == drawn && c.netAt == 0:
		return t("R: the rules, N: the network, not yet trained. On pictures as drawn the rules are right for %s of %d. Now look at shifted pictures.", rules, catTest)
	case c.style == shifted && c.learn == drawn && c.netAt > 0:
		return t("Shifted: rules %s, network %s of %d. The network has seen no shifted face either. Train it on shifted pictures.", rules, net, catTest)
	case c.style == inverted:
		return t("Bright and dark exchanged: rules %s, network %s of %d; half right is guessing. You still see the cat. It learned what it was shown, nothing else.", rules, net, catTest)
	}
	return t("Pictures %s: rules %s, network %s of the same %d, after %d steps of %d pictures.", t(catStyles[c.style]), rules, net, catTest, c.netAt, catBatch)
}

// Report tells the accuracies of both on the same pictures; before the prediction only on those as drawn.
func (c *cat) Report() Report {
	t := c.env.T
	r := Report{Narration: c.caption()}
	if c.asking {
		r.Narration = t("Predict first. %s", c.ask.question)
	}
	for i, style := range catStyles {
		if i != drawn && c.ask.open() {
			break
		}
		r.Values = append(r.Values,
			Value{"rules, " + style, 100 * c.byRules[i], "%", t("%.0f of %d pictures held out; the vote of %d rules, thresholds set on %d others as drawn", c.byRules[i]*catTest, catTest, len(c.jury.Rules), catLearn)},
			Value{"network, " + style, 100 * c.byNet[i], "%", t("%.0f of the same %d pictures, by whether the output is above ½, after %d steps", c.byNet[i]*catTest, catTest, c.netAt)})
	}
	r.Values = append(r.Values,
		Value{"steps", float64(c.net.Steps), "", t("steps of %s, rate %g, each on %d of %d pictures", catOptimizer.Name, catOptimizer.Rate, catBatch, catLearn)},
		Value{"loss", c.loss, "", t("mean of −ln(probability of the right answer) over the newest batch, before its step")},
		Value{"pictures held out", catTest, "", t("of each kind; nobody sets a weight or a threshold by them")},
		Value{"noise", c.noise, "", t("standard deviation of what is added to each grey, from 0 to 1")})
	if all, numbers := c.shownPictures(c.style, 1); len(all) > 0 && !(c.ask.open() && c.style != drawn) {
		r.Values = append(r.Values, Value{"probability of a cat", c.net.Predict(all[0]), "", t("the network's output for picture %d", numbers[0])})
	}
	return r
}

// These are names that nn gives and that are shown in the learner's language.
var _ = []string{
	phrase("ears stand up"), phrase("a gap between the ears"), phrase("ears hang beside the head"),
	phrase("a bright muzzle"), phrase("a big dark nose"), phrase("whiskers"),
}
