// Command learn-llm is a tutorial in the terminal that shows why large language models work.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes.
const (
	exitOK       = 0
	exitError    = 1
	exitUsage    = 2
	exitCheck    = 3 // a course has problems
	exitTerminal = 4 // the terminal is unsuitable
	exitHangup   = 129
	exitInt      = 130
	exitTerm     = 143
)

func main() {
	ctx, stop := context.WithCancelCause(context.Background())
	signals := make(chan os.Signal, 4)
	signal.Notify(signals, syscall.SIGHUP, syscall.SIGTERM, os.Interrupt)
	go func() { // ends the program in order: everything is saved before Run returns
		stop(signalled{<-signals})
	}()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// signalled is why the context ended.
type signalled struct{ signal os.Signal }

func (s signalled) Error() string { return s.signal.String() }

// exitCode is what a shell expects of a program that a signal ended.
func (s signalled) exitCode() int {
	switch s.signal {
	case syscall.SIGHUP:
		return exitHangup
	case syscall.SIGTERM:
		return exitTerm
	}
	return exitInt
}

// A world is what the program may know of the outside.
type world struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
}

// run carries out one command line and returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	c := newCommand(world{stdin, stdout, stderr, getenv}, args)
	err := c.root.ExecuteContext(ctx)
	return c.finish(ctx, err)
}
