package main

import (
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			e.Setenv("LEARN_LLM_HOME", e.WorkDir+"/home")
			e.Setenv("LANG", "C.UTF-8")
			return nil
		},
	})
}
