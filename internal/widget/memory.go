package widget

// NewMemory returns a Memory that lasts as long as the program: for one demonstration alone, and for tests.
func NewMemory() Memory { return &memory{values: map[string][]byte{}} }

type memory struct {
	values      map[string][]byte
	predictions []Prediction
}

func (m *memory) Get(name string) ([]byte, bool) {
	v, ok := m.values[name]
	return v, ok
}

func (m *memory) Put(name string, value []byte) error {
	m.values[name] = value
	return nil
}

func (m *memory) Predict(p Prediction) error {
	m.predictions = append(m.predictions, p)
	return nil
}

func (m *memory) Predictions() []Prediction { return m.predictions }
