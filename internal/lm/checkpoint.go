package lm

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"hash/crc64"
	"io"
	"os"
	"path/filepath"
)

// checkpointHead is the first line of a checkpoint; weights, first and second moments follow as float32, then a CRC-64 of everything.
type checkpointHead struct {
	Format   string
	Config   Config
	Plan     Plan
	Step     int
	CoolFrom int
	CoolFor  int
	Random   []byte // state of the generator: the cursor in the text
}

const (
	checkpointFormat = "learn-llm checkpoint 1"
	mostHead         = 1 << 16
)

var crcTable = crc64.MakeTable(crc64.ECMA)

// Save writes everything that Resume needs, first beside the file, then in its place: a reader finds the old one or the new one, whole.
func (t *Trainer) Save(file string) error {
	return writeAtomic(file, t.write)
}

// write writes a checkpoint.
func (t *Trainer) write(w io.Writer) error {
	random, err := t.pcg.MarshalBinary()
	if err != nil {
		return fmt.Errorf("write checkpoint: %w", err)
	}
	head, err := json.Marshal(checkpointHead{checkpointFormat, t.model.Config, t.Plan, t.step, t.coolFrom, t.coolFor, random})
	if err != nil {
		return fmt.Errorf("write checkpoint: %w", err)
	}
	sum := crc64.New(crcTable)
	both := io.MultiWriter(w, sum)
	if _, err := both.Write(append(head, '\n')); err != nil {
		return err
	}
	for _, s := range [][]float32{t.model.flat, t.m, t.v} {
		if err := binary.Write(both, binary.LittleEndian, s); err != nil {
			return err
		}
	}
	return binary.Write(w, binary.LittleEndian, sum.Sum64())
}

// Checkpoint is what Save would write, in memory.
func (t *Trainer) Checkpoint() []byte {
	var b bytes.Buffer
	if err := t.write(&b); err != nil {
		panic("lm: " + err.Error()) // memory takes everything
	}
	return b.Bytes()
}

// writeAtomic writes a file under another name and moves it into place when it is safe on the disk.
func writeAtomic(file string, fill func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(file), ".new-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	defer os.Remove(f.Name())
	b := bufio.NewWriterSize(f, 1<<20)
	err = fill(b)
	for _, then := range []func() error{b.Flush, func() error { return f.Chmod(0o644) }, f.Sync, f.Close} {
		if e := then(); err == nil {
			err = e
		}
	}
	if err == nil {
		err = os.Rename(f.Name(), file)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", file, err)
	}
	return nil
}

// Resume returns a Trainer that goes on exactly where Save left off, if the mixture is the same. Workers and Micro may change with
// plan; a plan whose Batch is 0 keeps the saved one.
func Resume(file string, mix *Mixture, plan Plan) (*Trainer, *Model, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, fmt.Errorf("read checkpoint: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("read checkpoint: %w", err)
	}
	t, m, err := readCheckpoint(f, info.Size(), mix, plan)
	if err != nil {
		return nil, nil, fmt.Errorf("read checkpoint %s: %w", file, err)
	}
	return t, m, nil
}

// ResumeFrom is Resume for what Checkpoint returned.
func ResumeFrom(data []byte, mix *Mixture, plan Plan) (*Trainer, *Model, error) {
	t, m, err := readCheckpoint(bytes.NewReader(data), int64(len(data)), mix, plan)
	if err != nil {
		return nil, nil, fmt.Errorf("read checkpoint: %w", err)
	}
	return t, m, nil
}

func readCheckpoint(f io.ReadSeeker, length int64, mix *Mixture, plan Plan) (*Trainer, *Model, error) {
	head, size, err := readHead(f, length)
	if err != nil {
		return nil, nil, err
	}
	if plan.Batch == 0 {
		plan = head.Plan
	}
	model := newModel(head.Config)
	t := NewTrainer(model, mix, plan)
	t.step, t.coolFrom, t.coolFor = head.Step, head.CoolFrom, head.CoolFor
	if err := t.pcg.UnmarshalBinary(head.Random); err != nil {
		return nil, nil, fmt.Errorf("random state: %w", err)
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, nil, err
	}
	sum := crc64.New(crcTable)
	b := bufio.NewReaderSize(f, 1<<20)
	both := io.TeeReader(b, sum)
	if _, err := io.CopyN(io.Discard, both, int64(size)); err != nil {
		return nil, nil, err
	}
	for _, s := range [][]float32{model.flat, t.m, t.v} {
		if err := binary.Read(both, binary.LittleEndian, s); err != nil {
			return nil, nil, fmt.Errorf("cut short: %w", err)
		}
	}
	var want uint64
	if err := binary.Read(b, binary.LittleEndian, &want); err != nil || want != sum.Sum64() {
		return nil, nil, fmt.Errorf("the check sum is wrong; use an older one")
	}
	return t, model, nil
}

// readHead reads the first line and checks it against the file's size before memory is taken.
func readHead(f io.Reader, length int64) (head checkpointHead, size int, err error) {
	start := make([]byte, mostHead)
	n, err := io.ReadFull(f, start)
	if err != nil && err != io.ErrUnexpectedEOF {
		return head, 0, err
	}
	size = bytes.IndexByte(start[:n], '\n') + 1
	if size == 0 || json.Unmarshal(start[:size], &head) != nil || head.Format != checkpointFormat {
		return head, 0, fmt.Errorf("not a checkpoint of this program")
	}
	if err := head.Config.Check(); err != nil {
		return head, 0, err
	}
	if want := int64(size) + int64(head.Config.Params())*12 + 8; length != want {
		return head, 0, fmt.Errorf("it has %d bytes, %d are expected", length, want)
	}
	return head, size, nil
}
