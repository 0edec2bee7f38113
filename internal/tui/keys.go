package tui

import (
	"slices"
	"strings"
)

// An action is something that a key does outside the demonstrations.
type action uint8

const (
	none action = iota
	forward
	back
	scrollUp
	scrollDown
	halfUp
	halfDown
	nextSection
	previousSection
	first
	last
	enter
	nextFocus
	previousFocus
	leave
	openContents
	openSearch
	openPalette
	openHelp
	switchLanguage
	switchTheme
	bigText
	bookmark
	writeNote
	openMarks
	copyCommand
	hint
	quit
	suspend
	redraw
	nextMatch
	previousMatch
	fullScreen
)

// A bound is one line of the key table: it makes the program's behaviour, the help and the collision test.
type bound struct {
	do   action
	keys []string // the first ones are shown in the help
	show string
	does string // an English phrase
}

// phrase marks a phrase that reaches t by way of a table.
func phrase(s string) string { return s }

// keyTable lists the keys of the reader. The keys inside a demonstration are its own and come first.
var keyTable = []bound{
	{forward, []string{"space", "pgdown", "f"}, "Space PgDn f", phrase("forward: next step, page, section")},
	{back, []string{"backspace", "pgup", "b"}, "Backspace PgUp b", phrase("back")},
	{scrollUp, []string{"up", "k"}, "↑ k", phrase("scroll up")},
	{scrollDown, []string{"down", "j"}, "↓ j", phrase("scroll down")},
	{halfUp, []string{"ctrl+u"}, "Ctrl-U", phrase("half a page up")},
	{halfDown, []string{"ctrl+d"}, "Ctrl-D", phrase("half a page down")},
	{nextSection, []string{"right", "n"}, "→ n", phrase("next section")},
	{previousSection, []string{"left", "p"}, "← p", phrase("previous section")},
	{first, []string{"home", "g"}, "Home g", phrase("first step of the section")},
	{last, []string{"end", "G"}, "End G", phrase("last step of the section")},
	{enter, []string{"enter"}, "Enter", phrase("enter the demonstration or question")},
	{nextFocus, []string{"tab"}, "Tab", phrase("next demonstration or question")},
	{previousFocus, []string{"shift+tab"}, "Shift-Tab", phrase("previous demonstration or question")},
	{leave, []string{"esc"}, "Esc", phrase("leave the demonstration, close what is open")},
	{fullScreen, []string{"e"}, "e", phrase("demonstration on the full screen")},
	{openContents, []string{"f2", "o"}, "F2 o", phrase("contents")},
	{openSearch, []string{"/", "f4"}, "/ F4", phrase("search text and glossary")},
	{nextMatch, []string{"ctrl+n"}, "Ctrl-N", phrase("next match")},
	{previousMatch, []string{"N"}, "N", phrase("previous match")},
	{openPalette, []string{":", "f3", "ctrl+p"}, ": F3 Ctrl-P", phrase("everything by name")},
	{openHelp, []string{"?", "f1"}, "? F1", phrase("help")},
	{switchLanguage, []string{"f6", "L"}, "F6 L", phrase("中文 / English")},
	{switchTheme, []string{"f7", "T"}, "F7 T", phrase("theme")},
	{bigText, []string{"f8", "B"}, "F8 B", phrase("big text")},
	{bookmark, []string{"m"}, "m", phrase("bookmark")},
	{writeNote, []string{"a"}, "a", phrase("note")},
	{openMarks, []string{"'"}, "'", phrase("bookmarks and notes")},
	{copyCommand, []string{"y"}, "y", phrase("copy the command that recreates this state")},
	{hint, []string{"f9", "H"}, "F9 H", phrase("hint, then a bigger one, then the answer")},
	{suspend, []string{"ctrl+z"}, "Ctrl-Z", phrase("suspend")},
	{redraw, []string{"ctrl+l"}, "Ctrl-L", phrase("redraw")},
	{quit, []string{"ctrl+c", "q"}, "q Ctrl-C", phrase("quit; everything is saved")},
}

// actions maps every key of keyTable to what it does.
var actions = func() map[string]action {
	m := map[string]action{}
	for _, b := range keyTable {
		for _, k := range b.keys {
			m[k] = b.do
		}
	}
	return m
}()

// keyName returns the name of a key with full-width and Chinese punctuation folded to ASCII,
// so that the keys work while a Chinese input method is on.
func keyName(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteRune(foldRune(r))
	}
	if b.String() == " " {
		return "space"
	}
	return b.String()
}

// punctuation is what a Chinese input method sends for ASCII punctuation keys outside U+FF01–FF5E.
var punctuation = map[rune]rune{
	'。': '.', '、': '/', '《': '<', '》': '>', '【': '[', '】': ']', '‘': '\'', '’': '\'', '“': '"', '”': '"', '…': '^', '—': '_', '·': '`', '　': ' ',
}

func foldRune(r rune) rune {
	if r >= 0xff01 && r <= 0xff5e {
		return r - 0xff01 + '!'
	}
	if p, ok := punctuation[r]; ok {
		return p
	}
	return r
}

// These names reach t from package theme.
var _ = []string{phrase("dark"), phrase("light"), phrase("projector"), phrase("mono")}

// keyLabels are the keys that have a word for a name.
var keyLabels = []string{phrase("space"), phrase("enter"), phrase("backspace"), phrase("tab")}

// keyLabel is how a key is called in the learner's language.
func keyLabel(t func(string, ...any) string, name string) string {
	if slices.Contains(keyLabels, name) {
		return t(name)
	}
	return name
}
