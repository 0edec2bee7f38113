package widget

import (
	"math"
	"testing"
)

func TestHalfOfTheSearchersNeedNearlyTenMillionLooks(t *testing.T) {
	w := open(t, "futures", env(1))
	near(t, "looks for one half", value(t, w, "looks for one half"), 9_704_480, 0)
	play(w, "h space tick:1250")
	n := value(t, w, "searchers")
	near(t, "searchers", n, mostSearchers, 0)
	near(t, "found in time", value(t, w, "found in time"), 0.5, 4*0.5/math.Sqrt(n))
	near(t, "chance", value(t, w, "chance"), 0.5, 1e-6)
}
