package main

// export writes the model, its vocabulary and its card.
func (r *running) export() error { return r.trainer.Save(r.checkpoint() + ".exported") }
