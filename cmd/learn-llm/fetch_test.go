package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// cargo is a file of some length with its pin.
func cargo() ([]byte, pinned) {
	data := bytes.Repeat([]byte("a language model is a function. "), 5000)
	sum := sha256.Sum256(data)
	return data, pinned{"model.safetensors", int64(len(data)), hex.EncodeToString(sum[:])}
}

func newFetcher() fetcher {
	return fetcher{client: &http.Client{}, stall: 300 * time.Millisecond, attempts: 5, tell: func(string, int64, int64) {}}
}

func TestADownloadThatIsDroppedGoesOnFromWhereItStopped(t *testing.T) {
	data, pin := cargo()
	var asked []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked = append(asked, r.Header.Get("Range"))
		from := 0
		if _, err := fmt.Sscanf(r.Header.Get("Range"), "bytes=%d-", &from); err == nil {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(data)-1, len(data)))
			w.Header().Set("Content-Length", fmt.Sprint(len(data)-from))
			w.WriteHeader(http.StatusPartialContent)
		} else {
			w.Header().Set("Content-Length", fmt.Sprint(len(data)))
		}
		_, _ = w.Write(data[from:min(len(data), from+50_000)]) // then the connection ends
	}))
	defer server.Close()
	dir := t.TempDir()
	if err := newFetcher().fetch(context.Background(), server.URL, dir, pin); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(filepath.Join(dir, pin.name))
	if err != nil || !bytes.Equal(got, data) {
		t.Fatalf("%d bytes of %d arrived: %v", len(got), len(data), err)
	}
	if len(asked) < 3 || asked[1] == "" {
		t.Errorf("asked for %q: it did not go on", asked)
	}
}

func TestAServerThatLiesLeavesNothingBehind(t *testing.T) {
	data, pin := cargo()
	for name, serve := range map[string]http.HandlerFunc{
		"other bytes": func(w http.ResponseWriter, _ *http.Request) {
			_, _ = w.Write(bytes.ToUpper(data))
		},
		"too long": func(w http.ResponseWriter, _ *http.Request) {
			w.(http.Flusher).Flush() // no length
			_, _ = w.Write(append(data, "and more"...))
		},
		"another length": func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data[:100]) },
	} {
		server := httptest.NewServer(serve)
		dir := t.TempDir()
		err := newFetcher().fetch(context.Background(), server.URL, dir, pin)
		server.Close()
		if err == nil || !strings.Contains(err.Error(), "not the one that was expected") {
			t.Errorf("%s: want an error, got %v", name, err)
		}
		if left, _ := os.ReadDir(dir); len(left) != 0 {
			t.Errorf("%s: %v is left", name, left)
		}
	}
}

func TestARedirectIsFollowedAndAnErrorIsNamed(t *testing.T) {
	data, pin := cargo()
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) }))
	defer store.Close()
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gone" {
			http.Error(w, "no", http.StatusNotFound)
			return
		}
		http.Redirect(w, r, store.URL, http.StatusFound)
	}))
	defer front.Close()
	if err := newFetcher().fetch(context.Background(), front.URL+"/file", t.TempDir(), pin); err != nil {
		t.Error(err)
	}
	if err := newFetcher().fetch(context.Background(), front.URL+"/gone", t.TempDir(), pin); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("want the server's answer, got %v", err)
	}
}

func TestAServerThatStallsIsGivenUpAndWhatCameIsKept(t *testing.T) {
	data, pin := cargo()
	var calls atomic.Int32
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		calls.Add(1)
		w.Header().Set("Content-Length", fmt.Sprint(len(data)))
		_, _ = w.Write(data[:1000])
		w.(http.Flusher).Flush()
		<-release
	}))
	defer server.Close()
	defer close(release)
	f := newFetcher()
	f.attempts = 2
	dir := t.TempDir()
	began := time.Now()
	err := f.fetch(context.Background(), server.URL, dir, pin)
	if err == nil || !strings.Contains(err.Error(), "goes on from there") {
		t.Errorf("want a sentence, got %v", err)
	}
	if took := time.Since(began); took > 5*time.Second || calls.Load() != 2 {
		t.Errorf("%d tries took %v", calls.Load(), took)
	}
	if part, err := os.Stat(filepath.Join(dir, pin.name+".part")); err != nil || part.Size() != 1000 {
		t.Errorf("the part is gone: %v", err)
	}
}

func TestACancelledDownloadKeepsItsPart(t *testing.T) {
	data, pin := cargo()
	ctx, cancel := context.WithCancel(context.Background())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write(data[:2000])
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	}))
	defer server.Close()
	dir := t.TempDir()
	if err := newFetcher().fetch(ctx, server.URL, dir, pin); err == nil {
		t.Error("a cancelled download reported success")
	}
	if _, err := os.Stat(filepath.Join(dir, pin.name)); err == nil {
		t.Error("an unfinished file has its name")
	}
}
