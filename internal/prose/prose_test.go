package prose

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"learn-llm/internal/theme"
)

func themed(name string) theme.Theme {
	th, _ := theme.New(name)
	return th
}

func TestInlineFormulasAreUnicode(t *testing.T) {
	for tex, want := range map[string]string{
		`x_1`: "x₁", `x_{i-1}`: "xᵢ₋₁", `e^{z_i}`: "e^(zᵢ)", `x^2 + y^2 < 6`: "x² + y² < 6", `-\frac{b}{w}`: "−b/w", `\frac{a+b}{2}`: "(a + b)/2",
		`\sigma(r_A - r_B)`: "σ(r_A − r_B)", `x \in [0, 2\pi]`: "x ∈ [0, 2π]", `\operatorname{softmax}(z/T)`: "softmax(z/T)", `1-2^{-10}`: "1 − 2⁻¹⁰",
		`q \cdot k / \sqrt{d}`: "q · k/√d", `\sum_{i=1}^{n} w_i x_i`: "Σᵢ₌₁ⁿ wᵢxᵢ", `\text{ReLU}(x)=\max(x,0)`: "ReLU(x) = max(x, 0)", `\unknown x`: `\unknown x`,
		`\hat y`: "y\u0302", `(p-y)^2`: "(p − y)²", `10^{14}`: "10¹⁴", `w_1x_1+b`: "w₁x₁ + b", `a \le b`: "a ≤ b", `f(-1)`: "f(−1)", `P(A\succ B)`: "P(A ≻ B)",
	} {
		if got := Inline(tex); got != want {
			t.Errorf("Inline(%s) = %q, want %q", tex, got, want)
		}
	}
}

func TestDisplayFormulasAreBuiltUp(t *testing.T) {
	for tex, want := range map[string]string{
		`p=\frac{a+b}{c}`: `
     a + b 
p = ───────
       c   `,
		`f=\sum_{i=1}^{n} c_i`: `
      n     
f =   Σ   cᵢ
    i = 1   `,
		`f(x)=\begin{cases} N_0(x), & x\in[r_1,r_2]\\ N_1(x), & x\in(r_2,r_3]\\ N_2(x), & x\in(r_3,r_4] \end{cases}`: `
       ⎧ N₀(x),  x ∈ [r₁, r₂]
f(x) = ⎨ N₁(x),  x ∈ (r₂, r₃]
       ⎩ N₂(x),  x ∈ (r₃, r₄]`,
	} {
		if got := "\n" + strings.Join(Box(tex), "\n"); got != want {
			t.Errorf("Box(%s) =%s\nwant%s", tex, got, want)
		}
	}
}

var samples = []string{
	"大脑皮层（cerebral cortex）分为四个叶：额叶、顶叶、枕叶、颞叶。“说话、决定”，都离不开它；870,000 个 token（词元）……",
	"A bee flies home from a flower three kilometres away and dances (the way to it) for her sisters; it's $x_1 + x_2$ \"quoted\" text.",
	"- one\n- two which is rather longer than the width of a narrow column\n  - 嵌套的一项，写得稍微长一点，好让它折行\n1. first\n2. second",
	"> 引用的一段话，很长很长，要折成好几行才放得下，看看左边的竖线在不在。\n>\n> second",
	"| English | 中文 | 说明 |\n| --- | --- | ---: |\n| attention | 注意力 | 对“值”求加权平均，权重来自比较 |\n| token | 词元 | 1 |",
	"$$f(x)=\\begin{cases} N_0(x), & x\\in[r_1,r_2]\\\\ N_1(x), & x\\in(r_2,r_3] \\end{cases}$$",
	"```go\nfunc main() { fmt.Println(\"a rather long line of a program that does not fit\") }\n```\n\n```figure\n ┌──┐\n │人│\n └──┘\n```",
	"https://example.org/a/very/long/address/that/cannot/be/broken/anywhere/at/all/in/a/narrow/column and **bold** *italic* `code`",
	"### 标题\n\n第一行\n第二行 and\nEnglish\n中文**粗体**，后面。",
}

func TestEveryLineFitsAndNoLineBeginsOrEndsWrongly(t *testing.T) {
	for _, source := range samples {
		for width := 20; width <= 160; width += 7 {
			for _, o := range []Options{{Theme: themed("dark")}, {Theme: themed("mono"), ASCII: true}, {Theme: themed("light"), Plain: true}} {
				o.Width = width
				for i, l := range Render(source, o) {
					checkLine(t, source, l.Text, width, i)
				}
			}
		}
	}
}

func checkLine(t *testing.T, source, line string, width, i int) {
	t.Helper()
	if w := ansi.StringWidth(line); w > width {
		t.Errorf("width %d: a line of %d cells: %q", width, w, line)
	}
	if !utf8.ValidString(line) {
		t.Errorf("not UTF-8: %q", line)
	}
	if k := strings.LastIndex(line, "\x1b["); k >= 0 && !strings.HasPrefix(line[k:], theme.Reset) {
		t.Errorf("a style is left open: %q", line)
	}
	plain := strings.TrimLeft(ansi.Strip(line), " ▎>|•*-")
	if strings.Contains(source, "```") || strings.Contains(source, "|") || strings.Contains(source, "$$") || strings.Contains(source, "http") || plain == "" {
		return
	}
	first, _ := utf8.DecodeRuneInString(plain)
	last, _ := utf8.DecodeLastRuneInString(plain)
	if i > 0 && strings.ContainsRune("，。、：；？！）】》”", first) || strings.ContainsRune("（【《“", last) {
		t.Errorf("width %d: %q begins or ends wrongly", width, plain)
	}
}

func TestWrappingKeepsEveryCharacter(t *testing.T) {
	for _, s := range samples[:2] {
		for width := 4; width < 60; width++ {
			got := strings.ReplaceAll(strings.Join(Wrap(s, width, 0), ""), " ", "")
			if want := strings.ReplaceAll(s, " ", ""); got != want {
				t.Fatalf("width %d: %q became %q", width, want, got)
			}
		}
	}
}

func TestSoftBreaksJoinChineseWithoutASpace(t *testing.T) {
	lines := Render("第一行\n第二行 and\nEnglish", Options{Width: 60, Plain: true})
	if got, want := lines[0].Text, "第一行第二行 and English"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestStylesContinueOnTheNextLine(t *testing.T) {
	lines := Wrap("\x1b[1mone two three four\x1b[m five", 9, 0)
	for i, l := range lines[:2] {
		if !strings.HasPrefix(l, "\x1b[1m") || !strings.HasSuffix(l, theme.Reset) {
			t.Errorf("line %d is %q", i, l)
		}
	}
}

func TestControlCharactersNeverReachTheScreen(t *testing.T) {
	for _, s := range []string{"a\x1b[31mred", "&#27;[31m", "bell\a", "\u202eright", "c1 \u009b31m", "nul\x00", "\xff\xfe", "**b\x1b]0;t\a**", "`\x1b`", "```\n\x1b[2J\n```", "&#x1b;]0;x"} {
		for _, l := range Render(s, Options{Width: 40, Plain: true}) {
			for _, r := range l.Text {
				if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e {
					t.Errorf("%q lets %q through: %q", s, r, l.Text)
				}
			}
		}
	}
}

func TestHostileMarkdownIsSetInTime(t *testing.T) {
	hostile := map[string]string{
		"nested quotes":  strings.Repeat("> ", 500) + "deep",
		"nested lists":   strings.Repeat("- ", 500) + "deep",
		"long line":      strings.Repeat("a", 1<<20),
		"many brackets":  strings.Repeat("[", 5000),
		"many stars":     strings.Repeat("*a ", 20000),
		"wide table":     strings.Repeat("|a", 500) + "|\n" + strings.Repeat("|---", 500) + "|\n",
		"nested TeX":     "$$" + strings.Repeat("\\frac{", 250) + "$$",
		"open formula":   "$" + strings.Repeat("x_{", 300),
		"many backticks": strings.Repeat("`a", 5000),
	}
	for name, s := range hostile {
		took := time.Hour
		for try := 0; try < 3 && took > 3*time.Second; try++ { // the best of three: other programs may be busy
			start := time.Now()
			set := Render(s, Options{Width: 60, Theme: themed("dark")})
			took = min(took, time.Since(start))
			for _, l := range set {
				if ansi.StringWidth(l.Text) > 60 {
					t.Errorf("%s: a line is too wide", name)
					break
				}
			}
		}
		if took > 3*time.Second {
			t.Errorf("%s took %v", name, took)
		}
	}
}

func TestLinesKnowTheirSource(t *testing.T) {
	lines := Render("one\n\ntwo\n\n- three", Options{Width: 40, Plain: true})
	for _, l := range lines {
		want := map[string]int{"one": 1, "two": 3, "- three": 5}[l.Text]
		if want != 0 && l.Source != want {
			t.Errorf("%q comes from line %d, want %d", l.Text, l.Source, want)
		}
	}
}

func TestPlainWordsHaveNoMarkup(t *testing.T) {
	if got, want := Plain("A **bold** [link](http://x) and $x_1$.\n\n- item"), "A bold link (http://x) and x₁.\nitem"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func FuzzRender(f *testing.F) {
	for _, s := range samples {
		f.Add(s, 40)
	}
	f.Fuzz(func(t *testing.T, s string, width int) {
		width = 4 + max(0, width)%160
		if len(s) > 4096 {
			return
		}
		for _, l := range Render(s, Options{Width: width, Theme: themed("dark")}) {
			if w := ansi.StringWidth(l.Text); w > width {
				t.Errorf("width %d: %d cells: %q", width, w, l.Text)
			}
			if !utf8.ValidString(l.Text) {
				t.Errorf("not UTF-8: %q", l.Text)
			}
		}
	})
}

func BenchmarkRender(b *testing.B) {
	page := strings.Join(samples, "\n\n")
	b.ReportAllocs()
	for b.Loop() {
		Render(page, Options{Width: 76, Theme: themed("dark")})
	}
}
