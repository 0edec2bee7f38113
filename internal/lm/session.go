package lm

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"

	"learn-llm/internal/nn"
)

// A Session continues one text with a Model: it owns the key/value cache, the buffers and the coin. One goroutine uses it at a time.
//
// After Prompt, Logits are those of the token that comes next; Next chooses it, appends it, and computes the Logits after it.
// When the context is full, the older half of the text is forgotten and the newer half is read again.
type Session struct {
	Sampler Sampler
	Trace   *Trace   // filled at each token, if not nil
	Muted   [][]bool // [Layers][Heads]: heads that are switched off; nil is none. It counts from the next token on

	model  *Model
	rng    *rand.Rand
	ids    []int // what the model sees
	known  int   // how many of them are in the cache
	keys   [][]float32
	values [][]float32 // [Layers][Context·D]
	logits []float32
	draw   *draw
	x, n   []float32 // [D]
	qkv    []float32 // [3D]
	y      []float32 // [D]
	h      []float32 // [4D]
	att    []float32 // [Context]
}

// Coin is the course's one source of chance: it tosses the coins of the chapter on chance, fills its histograms, and later draws the
// tokens of a Session. The same seed gives the same throws.
func Coin(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 0x636f696e)) }

// NewSession returns a Session with an empty text. The seed is that of its Coin.
func NewSession(m *Model, seed uint64) *Session {
	d := m.Dim
	f := func(n int) []float32 { return make([]float32, n) }
	s := &Session{model: m, rng: Coin(seed), ids: make([]int, 0, m.Context), logits: f(m.Vocab), draw: newDraw(m.Vocab),
		x: f(d), n: f(d), qkv: f(3 * d), y: f(d), h: f(4 * d), att: f(m.Context)}
	for range m.Layers {
		s.keys = append(s.keys, f(m.Context*d))
		s.values = append(s.values, f(m.Context*d))
	}
	return s
}

// Model is the model that the Session runs.
func (s *Session) Model() *Model { return s.model }

// IDs are the tokens that the model sees at present: at most Context, the oldest first. They are valid until the next call.
func (s *Session) IDs() []int { return s.ids }

// Logits are the scores of all tokens for the next place, valid until the next call. Before the first Prompt they are zero.
func (s *Session) Logits() []float32 { return s.logits }

// Prompt makes ids the text; what it shares with the present text from the start is not computed again. Of a longer text
// than the context the newest part counts. It stops with ctx's error, and then the text is a prefix of the prompt.
func (s *Session) Prompt(ctx context.Context, ids []int) error {
	if len(ids) == 0 {
		return fmt.Errorf("an empty prompt: give at least one token")
	}
	for _, id := range ids {
		if id < 0 || id >= s.model.Vocab {
			return fmt.Errorf("prompt: token %d is outside the vocabulary of %d", id, s.model.Vocab)
		}
	}
	ids = ids[max(0, len(ids)-s.model.Context):]
	same := 0
	for same < min(s.known, len(ids)-1) && s.ids[same] == ids[same] {
		same++
	}
	s.ids = append(s.ids[:0], ids...)
	s.known = same
	return s.catchUp(ctx)
}

// Append adds one token that the caller chose.
func (s *Session) Append(ctx context.Context, id int) error {
	if id < 0 || id >= s.model.Vocab {
		return fmt.Errorf("token %d is outside the vocabulary of %d", id, s.model.Vocab)
	}
	if len(s.ids) == s.model.Context {
		keep := s.model.Context / 2
		copy(s.ids, s.ids[len(s.ids)-keep:])
		s.ids, s.known = s.ids[:keep], 0
	}
	s.ids = append(s.ids, id)
	return s.catchUp(ctx)
}

// Next chooses the next token with the Sampler and the Session's coin, appends it and returns it. With an error of ctx nothing was
// lost: the token chosen is part of the text, and the next call goes on.
func (s *Session) Next(ctx context.Context) (int, error) { return s.NextWith(ctx, s.rng.Float64()) }

// NextWith is Next with the coin u, within [0, 1), as an argument.
func (s *Session) NextWith(ctx context.Context, u float64) (int, error) {
	if err := s.catchUp(ctx); err != nil {
		return 0, err
	}
	if len(s.ids) == 0 {
		return 0, fmt.Errorf("no text to continue: call Prompt first")
	}
	s.draw.run(s.Sampler, s.logits, s.ids)
	id := s.draw.pick(u)
	return id, s.Append(ctx, id)
}

// Rollback forgets all but the first n tokens of what the model sees; n is at least 1.
func (s *Session) Rollback(ctx context.Context, n int) error {
	if n < 1 || n > len(s.ids) {
		return fmt.Errorf("rollback to %d of %d tokens", n, len(s.ids))
	}
	s.ids, s.known = s.ids[:n], min(s.known, n-1)
	return s.catchUp(ctx)
}

// catchUp computes what is not yet in the cache.
func (s *Session) catchUp(ctx context.Context) error {
	for s.known < len(s.ids) {
		if err := s.step(ctx, s.known, s.known+1 == len(s.ids)); err != nil {
			return err
		}
		s.known++
	}
	return nil
}

// step runs the token at place pos through all layers; the logits are needed only for the last.
func (s *Session) step(ctx context.Context, pos int, last bool) error {
	m, d := s.model, s.model.Dim
	id := s.ids[pos]
	for i := range d {
		s.x[i] = m.wte[id*d+i] + m.wpe[pos*d+i]
	}
	s.Trace.begin(m, pos)
	for l := range m.blocks {
		if err := ctx.Err(); err != nil {
			return err
		}
		b := &m.blocks[l]
		s.Trace.residual(s, l)
		layerNorm(s.n, s.x, b.ln1W, b.ln1B)
		m.affine(s.qkv, b.qkvW, s.n, b.qkvB)
		copy(s.keys[l][pos*d:], s.qkv[d:2*d])
		copy(s.values[l][pos*d:], s.qkv[2*d:])
		for h := range m.Heads {
			s.attend(l, h, pos)
		}
		m.affine(s.n, b.projW, s.y, b.projB)
		add(s.x, s.n)
		layerNorm(s.n, s.x, b.ln2W, b.ln2B)
		m.affine(s.h, b.fcW, s.n, b.fcB)
		gelu(s.h, s.h)
		m.affine(s.n, b.outW, s.h, b.outB)
		add(s.x, s.n)
	}
	s.Trace.residual(s, m.Layers)
	if last {
		s.lens(s.logits)
	}
	return nil
}

// lens writes the logits that the present residual stream would give.
func (s *Session) lens(out []float32) {
	m := s.model
	layerNorm(s.n, s.x, m.lnfW, m.lnfB)
	m.affine(out, m.wte, s.n, nil)
}

// attend computes softmax(qKᵀ/√D)V of the newest place for one head; a muted head gives zero.
func (s *Session) attend(l, h, pos int) {
	d, hd := s.model.Dim, s.model.Dim/s.model.Heads
	q, y := s.qkv[h*hd:(h+1)*hd], s.y[h*hd:(h+1)*hd]
	att := s.att[:pos+1]
	by := float32(1 / math.Sqrt(float64(hd)))
	for t := range att {
		att[t] = by * dot(q, s.keys[l][t*d+h*hd:])
	}
	scale(att, 1/expSum(att))
	s.Trace.attention(l, h, att)
	clear(y)
	if s.Muted != nil && s.Muted[l][h] {
		return
	}
	for t, a := range att {
		v := s.values[l][t*d+h*hd:]
		for i := range y {
			y[i] += a * v[i]
		}
	}
}

// A matrix of so many weights is worth a goroutine for each part; the sums are the same for any number of them.
const (
	parallelWeights = 1 << 17
	mostWorkers     = 8
)

// affine computes out = w·x + b; b may be nil.
func (m *Model) affine(out, w, x, b []float32) {
	workers := 1
	if len(w) >= parallelWeights {
		workers = min(runtime.GOMAXPROCS(0), mostWorkers)
	}
	nn.MatVec32(out, w[:len(out)*len(x)], x, len(out), len(x), workers)
	if b != nil {
		add(out, b)
	}
}

func add(x, y []float32) {
	for i, v := range y {
		x[i] += v
	}
}
