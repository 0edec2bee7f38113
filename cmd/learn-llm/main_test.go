package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestMain lets the test binary stand in for the program: in the terminal tests by an environment variable,
// in the scripts as the command learn-llm.
func TestMain(m *testing.M) {
	if os.Getenv("LEARN_LLM_AS_PROGRAM") != "" {
		main()
	}
	testscript.Main(m, map[string]func(){"learn-llm": main})
}
