"""Writes reference.json: a random tiny GPT-2 in float64, independent of the Go code.

Run: python3 reference.py > reference.json   (needs only Python's standard library)

Weights are drawn with Python's own generator and rounded to float32, so that both sides begin with the same numbers.
The forward pass is written as the formulas stand in Radford et al. 2019 (pre-layer-norm, gelu in its tanh form, tied output).
Gradients are central differences with a step of 1e-5, whose error is about 1e-9 in float64: nothing of a hand-written
backward pass is in them.
"""
import json, math, random, struct

VOCAB, CONTEXT, LAYERS, HEADS, DIM = 17, 9, 2, 2, 8
random.seed(20261123)


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


def tensors():
    yield "wte.weight", (VOCAB, DIM)
    yield "wpe.weight", (CONTEXT, DIM)
    for l in range(LAYERS):
        h = "h.%d." % l
        yield h + "ln_1.weight", (DIM,)
        yield h + "ln_1.bias", (DIM,)
        yield h + "attn.c_attn.weight", (3 * DIM, DIM)
        yield h + "attn.c_attn.bias", (3 * DIM,)
        yield h + "attn.c_proj.weight", (DIM, DIM)
        yield h + "attn.c_proj.bias", (DIM,)
        yield h + "ln_2.weight", (DIM,)
        yield h + "ln_2.bias", (DIM,)
        yield h + "mlp.c_fc.weight", (4 * DIM, DIM)
        yield h + "mlp.c_fc.bias", (4 * DIM,)
        yield h + "mlp.c_proj.weight", (DIM, 4 * DIM)
        yield h + "mlp.c_proj.bias", (DIM,)
    yield "ln_f.weight", (DIM,)
    yield "ln_f.bias", (DIM,)


def count(shape):
    n = 1
    for s in shape:
        n *= s
    return n


def norm(x, w, b):
    mean = sum(x) / len(x)
    var = sum((v - mean) ** 2 for v in x) / len(x)
    r = 1 / math.sqrt(var + 1e-5)
    return [(v - mean) * r * w[i] + b[i] for i, v in enumerate(x)]


def linear(x, w, b):
    n = len(x)
    return [sum(w[o * n + i] * x[i] for i in range(n)) + (b[o] if b else 0.0) for o in range(len(w) // n)]


def gelu(v):
    return 0.5 * v * (1 + math.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ** 3)))


def softmax(z):
    top = max(z)
    e = [math.exp(v - top) for v in z]
    s = sum(e)
    return [v / s for v in e]


def forward(w, ids):
    x = [[w["wte.weight"][t * DIM + i] + w["wpe.weight"][p * DIM + i] for i in range(DIM)] for p, t in enumerate(ids)]
    hd = DIM // HEADS
    for l in range(LAYERS):
        g = lambda name: w["h.%d.%s" % (l, name)]
        qkv = [linear(norm(v, g("ln_1.weight"), g("ln_1.bias")), g("attn.c_attn.weight"), g("attn.c_attn.bias")) for v in x]
        out = []
        for t in range(len(x)):
            y = []
            for h in range(HEADS):
                q = qkv[t][h * hd:(h + 1) * hd]
                scores = [sum(q[i] * qkv[s][DIM + h * hd + i] for i in range(hd)) / math.sqrt(hd) for s in range(t + 1)]
                a = softmax(scores)
                y += [sum(a[s] * qkv[s][2 * DIM + h * hd + i] for s in range(t + 1)) for i in range(hd)]
            out.append(linear(y, g("attn.c_proj.weight"), g("attn.c_proj.bias")))
        x = [[a + b for a, b in zip(v, o)] for v, o in zip(x, out)]
        for t, v in enumerate(x):
            m = linear(norm(v, g("ln_2.weight"), g("ln_2.bias")), g("mlp.c_fc.weight"), g("mlp.c_fc.bias"))
            m = linear([gelu(u) for u in m], g("mlp.c_proj.weight"), g("mlp.c_proj.bias"))
            x[t] = [a + b for a, b in zip(v, m)]
    return [linear(norm(v, w["ln_f.weight"], w["ln_f.bias"]), w["wte.weight"], None) for v in x]


def loss(w, ids, targets):
    total = 0.0
    for z, t in zip(forward(w, ids), targets):
        top = max(z)
        total += top + math.log(sum(math.exp(v - top) for v in z)) - z[t]
    return total / len(ids)


weights, gradients = {}, {}
for name, shape in tensors():
    base = 1.0 if "ln_" in name and name.endswith("weight") else 0.0
    weights[name] = [f32(base + random.gauss(0, 0.3)) for _ in range(count(shape))]
ids = [3, 1, 4, 1, 5, 9, 2, 6, 5]
targets = ids[1:] + [3]
for name, _ in tensors():
    g = []
    for i in range(len(weights[name])):
        old = weights[name][i]
        weights[name][i] = old + 1e-5
        up = loss(weights, ids, targets)
        weights[name][i] = old - 1e-5
        down = loss(weights, ids, targets)
        weights[name][i] = old
        g.append((up - down) / 2e-5)
    gradients[name] = g
json.dump({"config": {"Vocab": VOCAB, "Context": CONTEXT, "Layers": LAYERS, "Heads": HEADS, "Dim": DIM}, "ids": ids, "targets": targets,
           "weights": weights, "logits": [[float("%.10g" % v) for v in z] for z in forward(weights, ids)],
           "loss": loss(weights, ids, targets), "gradients": {n: [float("%.10g" % v) for v in g] for n, g in gradients.items()}}, __import__("sys").stdout)
