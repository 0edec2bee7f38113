package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// A pinned file is known by its length and SHA-256 before it is fetched.
type pinned struct {
	name   string
	size   int64
	sha256 string
}

// A fetcher downloads pinned files.
type fetcher struct {
	client   *http.Client
	stall    time.Duration // a connection that brings nothing for so long is given up
	attempts int
	tell     func(name string, have, size int64) // progress
}

var errWrong = errors.New("the file is not the one that was expected")

// fetch brings url to dir/name. What was fetched before goes on from where it stopped, in dir/name.part; the file gets its name
// only when its length and SHA-256 are right. A part that turns out wrong is thrown away.
func (f fetcher) fetch(ctx context.Context, url, dir string, p pinned) error {
	final := filepath.Join(dir, p.name)
	if p.check(final) == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("fetch %s: %w", p.name, err)
	}
	part := final + ".part"
	var err error
	for range f.attempts {
		if err = f.attempt(ctx, url, part, p); err == nil {
			break
		}
		if ctx.Err() != nil {
			return fmt.Errorf("fetch %s: %w; what was fetched is kept, and the next try goes on from there", p.name, context.Cause(ctx))
		}
		if errors.Is(err, errWrong) {
			os.Remove(part)
			return fmt.Errorf("fetch %s: %w", p.name, err)
		}
	}
	if err != nil {
		return fmt.Errorf("fetch %s: %w; what was fetched is kept, and the next try goes on from there", p.name, err)
	}
	if err := p.check(part); err != nil {
		os.Remove(part)
		return fmt.Errorf("fetch %s: %w", p.name, err)
	}
	if err := os.Rename(part, final); err != nil {
		return fmt.Errorf("fetch %s: %w", p.name, err)
	}
	return nil
}

// attempt asks once for what is missing of a part.
func (f fetcher) attempt(ctx context.Context, url, part string, p pinned) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	have := int64(0)
	if info, err := os.Stat(part); err == nil {
		have = info.Size()
	}
	if have > p.size {
		if err := os.Remove(part); err != nil {
			return err
		}
		have = 0
	}
	if have == p.size {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
	}
	watch := time.AfterFunc(f.stall, stop)
	defer watch.Stop()
	res, err := f.client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	flags := os.O_CREATE | os.O_WRONLY | os.O_APPEND
	switch res.StatusCode {
	case http.StatusPartialContent:
	case http.StatusOK: // the server sends all of it again
		have, flags = 0, os.O_CREATE|os.O_WRONLY|os.O_TRUNC
	default:
		return fmt.Errorf("the server says %s", res.Status)
	}
	if res.ContentLength >= 0 && have+res.ContentLength != p.size {
		return fmt.Errorf("%w: %d bytes, not %d", errWrong, have+res.ContentLength, p.size)
	}
	return f.copy(res.Body, part, flags, have, p, watch)
}

// copy appends what comes, at most one byte more than is expected.
func (f fetcher) copy(from io.Reader, part string, flags int, have int64, p pinned, watch *time.Timer) error {
	out, err := os.OpenFile(part, flags, 0o644)
	if err != nil {
		return err
	}
	defer out.Close()
	buf := make([]byte, 1<<17)
	for {
		n, err := from.Read(buf)
		watch.Reset(f.stall)
		if have += int64(n); have > p.size {
			return fmt.Errorf("%w: more than %d bytes", errWrong, p.size)
		}
		if _, werr := out.Write(buf[:n]); werr != nil {
			return werr
		}
		f.tell(p.name, have, p.size)
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if have < p.size {
		return fmt.Errorf("the connection ended after %d of %d bytes", have, p.size)
	}
	return out.Close()
}

// check compares a file with its pin.
func (p pinned) check(name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	n, err := io.Copy(sum, io.LimitReader(file, p.size+1))
	if err != nil {
		return err
	}
	if got := hex.EncodeToString(sum.Sum(nil)); n != p.size || got != p.sha256 {
		return fmt.Errorf("%w: %d bytes with SHA-256 %s, not %d with %s", errWrong, n, got, p.size, p.sha256)
	}
	return nil
}
