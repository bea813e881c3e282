"""Computes the numbers that the files of this folder give where they come from, and writes numbers.txt.

A case begins with `=== name`. Its first part is the file as a person writes it. What follows `---` is
either Python that computes the same, or a list of the quantities that the file itself computes when
Python runs it: `f`, or `w after 20 : w` for a quantity of the program and the Python expression of it.
Python needs numpy, scipy and JAX; what a file wants of torch is taken from the small tape below.

    python3 Tests/ExpressionLanguageTests/Foreign/originals.py
"""
import contextlib, io, math, pathlib, re, sys, types

import jax
import numpy as np

jax.config.update("jax_enable_x64", True)
import jax.numpy as jnp

FOLDER = pathlib.Path(__file__).parent


# --- A tape with the part of torch that the cases use; float64, as the program computes.


class Tensor:
    def __init__(self, data, requires_grad=False, parents=()):
        self.array = np.array(data, dtype=float)
        self.requires_grad, self.parents, self.grad = requires_grad, parents, None

    shape = property(lambda self: self.array.shape)
    T = property(lambda self: apply(lambda a: a.T, self))

    @property
    def data(self):
        return self

    @data.setter
    def data(self, other):
        self.array = other.array

    def requires_grad_(self, flag=True):
        self.requires_grad = flag

    def zero_(self):
        self.array = np.zeros_like(self.array)

    def item(self):
        return float(self.array)

    def to(self, *_):
        return self

    def detach(self):
        return Tensor(self.array)

    def backward(self):
        order, seen = [], set()

        def visit(node):
            if id(node) in seen:
                return
            seen.add(id(node))
            for parent, _ in node.parents:
                visit(parent)
            order.append(node)

        visit(self)
        upstream = {id(self): np.ones_like(self.array)}
        for node in reversed(order):
            g = upstream.get(id(node))
            if g is None:
                continue
            if node.requires_grad and not node.parents:
                node.grad = Tensor(g + (0 if node.grad is None else node.grad.array))
            for parent, pull in node.parents:
                upstream[id(parent)] = upstream.get(id(parent), 0) + pull(g)

    def __getitem__(self, key):
        return apply(lambda a: a[key], self)

    def __isub__(self, other):
        self.array = self.array - other.array
        return self

    def __repr__(self):
        return repr(self.array)


def apply(function, *operands):
    """A function of JAX applied to tensors; its derivative is that of JAX."""
    tensors = [o if isinstance(o, Tensor) else Tensor(o) for o in operands]
    value, pull = jax.vjp(function, *[jnp.asarray(t.array) for t in tensors])

    def pulled(index):
        return lambda g: np.asarray(pull(jnp.asarray(g))[index])

    return Tensor(value, parents=[(t, pulled(i)) for i, t in enumerate(tensors)])


def axis_of(args, kwargs):
    axis = kwargs.get("dim", kwargs.get("axis", args[0] if args else None))
    return dict(axis=axis, keepdims=kwargs.get("keepdim", False))


def method(name, function):
    setattr(Tensor, name, function)


for name, function in {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
    "truediv": lambda a, b: a / b, "pow": lambda a, b: a**b, "matmul": lambda a, b: a @ b,
}.items():
    method(f"__{name}__", lambda a, b, f=function: apply(f, a, b))
    method(f"__r{name}__", lambda a, b, f=function: apply(f, b, a))
method("__neg__", lambda a: apply(lambda x: -x, a))
for name, function in {
    "exp": jnp.exp, "log": jnp.log, "tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid, "relu": jax.nn.relu,
    "sqrt": jnp.sqrt, "abs": jnp.abs, "t": jnp.transpose,
}.items():
    method(name, lambda a, f=function: apply(f, a))
for name in ["sum", "mean", "max", "min"]:
    function = getattr(jnp, name)
    method(name, lambda a, *args, f=function, **k: apply(lambda x: f(x, **axis_of(args, k)), a))
method("softmax", lambda a, dim: apply(lambda x: jax.nn.softmax(x, axis=dim), a))
method("matmul", lambda a, b: a @ b)
method("pow", lambda a, b: a**b)
method("view", lambda a, *s: apply(lambda x: x.reshape(*s), a))
method("reshape", lambda a, *s: apply(lambda x: x.reshape(*s), a))
method("unsqueeze", lambda a, d: apply(lambda x: jnp.expand_dims(x, d), a))
method("clamp", lambda a, min=None, max=None: apply(lambda x: jnp.clip(x, min, max), a))


def picked(logp, target):
    return logp[jnp.arange(logp.shape[0]), target.array.astype(int)]


class Optimizer:
    def __init__(self, parameters, lr=1e-3, momentum=0, weight_decay=0, betas=(0.9, 0.999), eps=1e-8, rule="sgd"):
        self.__dict__.update(locals())
        self.state = [(0.0, 0.0) for _ in parameters]
        self.count = 0

    def zero_grad(self):
        for p in self.parameters:
            p.grad = None

    def step(self):
        self.count += 1
        for i, p in enumerate(self.parameters):
            g = p.grad.array + self.weight_decay * p.array
            m, v = self.state[i]
            if self.rule == "sgd":
                m = self.momentum * m + g
                p.array = p.array - self.lr * m
            else:
                b1, b2 = self.betas
                m, v = b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g
                hat_m, hat_v = m / (1 - b1**self.count), v / (1 - b2**self.count)
                p.array = p.array - self.lr * hat_m / (np.sqrt(hat_v) + self.eps)
            self.state[i] = (m, v)


def torch_module():
    torch = types.ModuleType("torch")
    F = types.ModuleType("torch.nn.functional")
    nn = types.ModuleType("torch.nn")
    optim = types.ModuleType("torch.optim")
    torch.tensor = lambda data, requires_grad=False, **_: Tensor(data, requires_grad)
    torch.zeros = lambda *s, requires_grad=False: Tensor(np.zeros(shape(s)), requires_grad)
    torch.ones = lambda *s, requires_grad=False: Tensor(np.ones(shape(s)), requires_grad)
    torch.randn = lambda *s, requires_grad=False: Tensor(np.random.randn(*shape(s)), requires_grad)
    torch.full = lambda s, v: Tensor(np.full(s, v))
    torch.eye = lambda n: Tensor(np.eye(n))
    torch.arange = lambda n: Tensor(np.arange(n))
    torch.Tensor = Tensor
    torch.device = lambda name: name
    torch.manual_seed = lambda seed: None
    torch.no_grad = contextlib.nullcontext
    for name in ["exp", "log", "tanh", "sigmoid", "relu", "sqrt", "abs", "sum", "mean", "softmax", "clamp", "matmul"]:
        setattr(torch, name, lambda *a, n=name, **k: getattr(a[0], n)(*a[1:], **k))
    torch.mm = torch.dot = torch.matmul
    torch.add, torch.sub, torch.mul = (lambda a, b: a + b), (lambda a, b: a - b), (lambda a, b: a * b)
    torch.cat = lambda parts, dim=0: apply(lambda *p: jnp.concatenate(p, axis=dim), *parts)
    torch.einsum = lambda pattern, *parts: apply(lambda *p: jnp.einsum(pattern, *p), *parts)
    F.relu, F.sigmoid = torch.relu, torch.sigmoid
    F.mse_loss = lambda a, b: ((a - b) ** 2).mean()
    F.log_softmax = lambda a, dim: apply(lambda x: jax.nn.log_softmax(x, axis=dim), a)
    F.softmax = torch.softmax
    F.nll_loss = lambda a, y: apply(lambda x: -picked(x, y).mean(), a)
    F.cross_entropy = lambda a, y: apply(lambda x: -picked(jax.nn.log_softmax(x), y).mean(), a)
    F.leaky_relu = lambda a, negative_slope=0.01: apply(lambda x: jax.nn.leaky_relu(x, negative_slope), a)
    F.elu = lambda a, alpha=1.0: apply(lambda x: jax.nn.elu(x, alpha), a)
    F.softplus = lambda a: apply(jax.nn.softplus, a)
    F.silu = lambda a: apply(jax.nn.silu, a)
    F.binary_cross_entropy = lambda p, y: -(y * p.log() + (1 - y) * (1 - p).log()).mean()
    F.binary_cross_entropy_with_logits = lambda z, y: (apply(jax.nn.softplus, z) - y * z).mean()
    F.one_hot = lambda y, num_classes: Tensor(np.eye(num_classes)[y.array.astype(int)])
    nn.functional, nn.Parameter = F, lambda t: Tensor(t.array, True)
    nn.ReLU, nn.Sigmoid = (lambda: F.relu), (lambda: F.sigmoid)
    nn.MSELoss, nn.CrossEntropyLoss = (lambda: F.mse_loss), (lambda: F.cross_entropy)
    nn.L1Loss = lambda: lambda a, b: (a - b).abs().mean()
    optim.SGD = Optimizer
    optim.Adam = lambda *a, **k: Optimizer(*a, rule="adam", **k)
    torch.nn, torch.optim = nn, optim
    modules = {"torch": torch, "torch.nn": nn, "torch.nn.functional": F, "torch.optim": optim}
    sys.modules.update(modules)
    return dict(torch=torch, nn=nn, F=F)


def shape(sizes):
    return sizes[0] if len(sizes) == 1 and isinstance(sizes[0], (tuple, list)) else sizes


# --- The cases.


def cases():
    for path in sorted(FOLDER.glob("*.txt")):
        if path.name == "numbers.txt":
            continue
        for piece in re.split(r"(?m)^=== ", path.read_text())[1:]:
            name, _, rest = piece.partition("\n")
            original, _, below = rest.partition("\n---")
            yield path.stem, name, original, below.strip("\n")


def numbers(value):
    array = value.array if isinstance(value, Tensor) else np.asarray(value, dtype=float)
    return " ".join(repr(float(x)) for x in array.reshape(-1))


def main():
    tape = torch_module()
    lines = []
    for origin, name, original, below in cases():
        if not below.strip():
            continue
        namespace = dict(np=np, math=math, jnp=jnp, jax=jax, **tape)
        isPython = origin in ("numpy", "torch", "jax")
        quantities = []
        for line in below.split("\n"):
            if isPython:
                for part in line.split(",") if ":" not in line else [line]:
                    left, _, right = part.partition(":")
                    quantities.append((left.strip(), (right or left).strip()))
            elif ":" in line and "=" not in line:
                left, _, right = line.partition(":")
                quantities.append((left.strip(), right.strip()))
            else:
                exec(line, namespace)
                for target in re.findall(r"(?:^|; )(\w+) =", line):
                    quantities.append((target.replace("grad_", "grad "), target))
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                if isPython:
                    exec(original, namespace)
                for quantity, expression in quantities:
                    lines.append(f"{origin} | {name} | {quantity} | {numbers(eval(expression, namespace))}")
        except Exception as error:
            sys.exit(f"{origin}: {name}: {error!r}")
    (FOLDER / "numbers.txt").write_text("\n".join(lines) + "\n")


main()
