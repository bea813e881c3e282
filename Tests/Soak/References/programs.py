"""Random programs of the expression language, with the values and gradients that JAX gives them.

    python3 programs.py FOLDER --programs 50 --seed 1

writes FOLDER/000.expr and so on: a program, and in its last line, as a comment, the value and the
gradient of every definition. `doubt` is by how much they move, relative to the largest number of their
array, when the leaves of the program or what goes into its operations change in the last bit. The same
seed makes the same programs.

What a program means is said twice: as text, for backprop, and as a function of JAX's arrays. JAX
differentiates the second one by a zero that is added to each definition. How a text is parsed,
what its functions mean and how its gradients flow therefore all have to agree.

The gradients are traced by JAX and computed by numpy; those of every tenth program are compiled and
computed by JAX itself.

Programs stay away from poles and from kinks, where a derivative is a matter of taste, except for
those that the language documents and JAX has likewise. Needs Python 3.10 and requirements.txt.
"""

import argparse
import json
import math
import os
import pathlib
import random
import sys
from dataclasses import dataclass
from typing import Callable

# Each program runs once, so compiling it well would take longer than running it.
os.environ.setdefault("XLA_FLAGS", "--xla_backend_optimization_level=0")

import jax
import jax.numpy
import numpy as np

import interpreter

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")


class NumpyFunctions:
    """The functions of jax.nn that are used here, for numpy's arrays."""

    relu = staticmethod(lambda x: np.maximum(x, 0))
    leaky_relu = staticmethod(lambda x, slope: np.where(x >= 0, x, slope * x))
    elu = staticmethod(lambda x, alpha: np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0))))
    sigmoid = staticmethod(lambda x: 1 / (1 + np.exp(-x)))
    silu = staticmethod(lambda x: x / (1 + np.exp(-x)))
    softplus = staticmethod(lambda x: np.logaddexp(x, 0))
    stop_gradient = staticmethod(lambda x: x)
    erf = np.vectorize(math.erf, otypes=[float])
    one_hot = staticmethod(lambda x, n, dtype: np.eye(n, dtype=dtype)[x])

    @classmethod
    def gelu(cls, x, approximate):
        return x * (1 + cls.erf(x / math.sqrt(2))) / 2

    @staticmethod
    def softmax(x):
        e = np.exp(x - np.max(x, axis=-1, keepdims=True))
        return e / np.sum(e, axis=-1, keepdims=True)

    @classmethod
    def log_softmax(cls, x):
        top = np.max(x, axis=-1, keepdims=True)
        return x - top - np.log(np.sum(np.exp(x - top), axis=-1, keepdims=True))


class JaxFunctions:
    """jax.nn, and the function of jax.lax that the language has."""

    stop_gradient = staticmethod(jax.lax.stop_gradient)

    def __getattr__(self, name):
        return getattr(jax.nn, name)


class Backend:
    """Where functions come from: numpy while a program is drawn, then JAX.

    Drawing needs values only, to stay away from poles and kinks, and JAX would compile each step.
    """

    numpy, nn = np, NumpyFunctions

    @classmethod
    def use_jax(cls):
        cls.numpy, cls.nn = jax.numpy, JaxFunctions()

    @classmethod
    def use_numpy(cls):
        cls.numpy, cls.nn = np, NumpyFunctions


class Functions:
    """The functions of the backend in use, looked up when they are called."""

    def __init__(self, part):
        self.part = part

    def __getattr__(self, name):
        return lambda *x, **options: getattr(getattr(Backend, self.part), name)(*x, **options)


jnp, nn = Functions("numpy"), Functions("nn")

# How tightly the parts of an expression hold together, from the loosest on.
SUM, PRODUCT, SIGN, POWER, PRIMARY = range(1, 6)


@dataclass(frozen=True)
class Expression:
    """A part of a program: what is written, what it means, and its value in this program."""

    text: str
    strength: int
    compute: Callable
    names: frozenset
    value: np.ndarray

    @property
    def shape(self):
        return self.value.shape

    def within(self, strength):
        """The text where something at least so tight has to stand."""
        return self.text if self.strength >= strength else f"({self.text})"


class Retry(Exception):
    """What was drawn does not fit, or is too close to a kink."""


def require(condition):
    if not condition:
        raise Retry


def apply(function, operands, text, strength=PRIMARY):
    value = np.asarray(function(*[x.value for x in operands]))
    require(np.all(np.isfinite(value)) and np.max(np.abs(value)) < 1e3)
    return Expression(
        text,
        strength,
        lambda names: function(*[x.compute(names) for x in operands]),
        frozenset().union(*[x.names for x in operands]),
        value,
    )


def literal(text, value):
    value = np.asarray(value, dtype=np.float64)
    strength = SIGN if text.startswith("-") else PRIMARY
    return Expression(text, strength, lambda names: jnp.asarray(value), frozenset(), value)


def named(name, value):
    return Expression(name, PRIMARY, lambda names: names[name], frozenset([name]), value)


def call(function, name, *operands, **options):
    """A call of a function of the language; options are written and are not operands."""
    written = [x.text for x in operands]
    written += [f"{option} = {value}" for option, value in options.items()]
    return apply(function, operands, f"{name}({', '.join(written)})")


# What the operators and functions of the language mean.

OPERATORS = {
    "+": (jnp.add, SUM),
    "-": (jnp.subtract, SUM),
    "*": (jnp.multiply, PRODUCT),
    "/": (jnp.divide, PRODUCT),
    "@": (jnp.matmul, PRODUCT),
}


def infix(x, symbol, y):
    function, strength = OPERATORS[{"×": "*", "·": "*", "÷": "/", "−": "-"}.get(symbol, symbol)]
    text = f"{x.within(strength)} {symbol} {y.within(strength + 1)}"
    return apply(function, [x, y], text, strength)


def power(x, y, symbol="^"):
    return apply(
        jnp.power, [x, y], f"{x.within(PRIMARY)}{symbol}{y.within(SIGN)}", POWER
    )


def negative(x):
    text = f"({x.text})" if x.text.startswith(("-", "−")) else x.within(SIGN)
    return apply(jnp.negative, [x], f"-{text}", SIGN)


def transposed(x):
    return apply(jnp.transpose, [x], f"{x.within(PRIMARY)}.T")


def selected(x, *places):
    """`places` are whole numbers, slices, or None for all places along an axis."""

    def mark(place):
        if place is None:
            return ":"
        if not isinstance(place, slice):
            return str(place)
        bounds = ["" if x is None else str(x) for x in (place.start, place.stop)]
        return ":".join(bounds + ([] if place.step is None else [str(place.step)]))

    written = ", ".join(mark(place) for place in places)
    index = tuple(slice(None) if place is None else place for place in places)
    return apply(lambda x: x[index], [x], f"{x.within(PRIMARY)}[{written}]")


def stacked(*operands):
    text = f"[{', '.join(x.text for x in operands)}]"
    return apply(lambda *rows: jnp.stack(rows), operands, text)


FUNCTIONS = {
    "exp": jnp.exp,
    "log": jnp.log,
    "sqrt": jnp.sqrt,
    "abs": jnp.abs,
    "square": jnp.square,
    "sin": jnp.sin,
    "cos": jnp.cos,
    "tanh": jnp.tanh,
    "sigmoid": nn.sigmoid,
    "relu": nn.relu,
    "softplus": nn.softplus,
    "gelu": lambda x: nn.gelu(x, approximate=False),
    "silu": nn.silu,
    "stop_gradient": nn.stop_gradient,
    "sum": jnp.sum,
    "mean": jnp.mean,
    "max": jnp.max,
    "min": jnp.min,
    "softmax": nn.softmax,
    "log_softmax": nn.log_softmax,
    "norm": lambda x: jnp.sqrt(jnp.sum(jnp.square(x))),
    "mse": lambda a, b: jnp.mean(jnp.square(a - b)),
    "dot": jnp.dot,
}


def function(name, *operands):
    return call(FUNCTIONS[name], name, *operands)


def reduction(name, x, axis=None, keep=None):
    options = {"axis": axis} if axis is not None else {}
    if keep is not None:
        options["keep"] = str(keep).lower()
    return call(
        lambda x: FUNCTIONS[name](x, axis=axis, keepdims=bool(keep)), name, x, **options)


def one_hot(labels, classes):
    return nn.one_hot(labels.astype(int), classes, dtype=np.float64)


def hinge(scores, labels, margin=1.0):
    """The mean over the rows of Σ max(0, s − s_label + margin) over the other classes."""
    right = one_hot(labels, scores.shape[-1])
    own = jnp.sum(scores * right, axis=-1, keepdims=True)
    short = jnp.where(right == 1, 0.0, nn.relu(scores - own + margin))
    return jnp.mean(jnp.sum(short, axis=-1))


def cross_entropy(scores, labels):
    right = one_hot(labels, scores.shape[-1])
    return jnp.mean(-jnp.sum(right * nn.log_softmax(scores), axis=-1))


class RandomArrays:
    """The random numbers that docs/language.md describes."""

    def __init__(self, seed):
        self.state = seed
        self.spare = None

    def uniform(self):
        mask = (1 << 64) - 1
        self.state = (self.state + 0x9E3779B97F4A7C15) & mask
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        return ((z ^ (z >> 31)) >> 11) * 2.0**-53

    def normal(self):
        if self.spare is not None:
            result, self.spare = self.spare, None
            return result
        while True:
            x, y = 2 * self.uniform() - 1, 2 * self.uniform() - 1
            square = x * x + y * y
            if 0 < square < 1:
                factor = math.sqrt(-2 * math.log(square) / square)
                self.spare = y * factor
                return x * factor


# A program that grows line by line.


@dataclass
class Definition:
    name: str
    expression: Expression


class Program:
    NAMES = list("abcdghkmnpqruvwxyzABCDGHMQUVWXYZ") + ["θ", "λ", "x′", "w_1", "손실", "h2", "Δx"]
    SIZES = [2, 3, 4]

    def __init__(self, random):
        self.random = random
        self.lines = []
        self.definitions = []
        self.functions = {}
        self.constructs = []
        self.unused = []
        self.unseeded = 0
        self.free_names = random.sample(self.NAMES, len(self.NAMES))

    def new_name(self):
        if self.free_names:
            return self.free_names.pop()
        return f"n{len(self.definitions)}"

    def define(self, expression, name=None, keyword=""):
        name = name or self.new_name()
        notes = ["", "", "", "", "", "  # a note"]
        self.lines.append(f"{keyword}{name} = {expression.text}{self.random.choice(notes)}")
        self.definitions.append(Definition(name, expression))
        self.unused = [x for x in self.unused if x.text not in expression.names]
        result = named(name, expression.value)
        self.unused.append(result)
        return result

    # Numbers and leaves.

    def number(self, low=-2.0, high=2.0):
        text = "0"
        while abs(float(text)) < 0.05:
            text = f"{self.random.uniform(low, high):.{self.random.choice([1, 2, 3])}f}"
        return literal(text, float(text))

    def array(self, shape, low=-2.0, high=2.0):
        """An array literal."""
        if not shape:
            return self.number(low, high)
        rows = [self.array(shape[1:], low, high) for _ in range(shape[0])]
        return literal(f"[{', '.join(x.text for x in rows)}]", [x.value for x in rows])

    def random_array(self, kind, shape):
        sizes = [str(size) for size in shape]
        if self.random.random() < 0.3:
            self.unseeded += 1
            seed, option = self.unseeded, []
        else:
            seed = self.random.randrange(1000)
            option = [f"seed = {seed}"]
        numbers = RandomArrays(seed)
        count = math.prod(shape)
        if kind == "randn":
            values = [numbers.normal() for _ in range(count)]
        else:
            low, high = self.number(-3, 0), self.number(0, 3)
            values = [
                low.value + (high.value - low.value) * numbers.uniform() for _ in range(count)
            ]
            if self.random.random() < 0.5:
                sizes += [low.text, high.text]
            else:
                option = [f"low = {low.text}", f"high = {high.text}"] + option
        return literal(f"{kind}({', '.join(sizes + option)})", np.reshape(values, shape))

    def leaf(self, shape, low=-2.0, high=2.0):
        keyword = self.random.choice(["", "", "param "])
        return self.define(self.array(shape, low, high), keyword=keyword)

    # Operands.

    def shape(self, rank):
        return tuple(self.random.choice(self.SIZES) for _ in range(rank))

    def operand(self, shape=None, rank=None, low=-2.0, high=2.0):
        """A name with numbers of moderate size, most often one that is there already."""
        known = [
            named(x.name, x.expression.value)
            for x in self.definitions
            if np.max(np.abs(x.expression.value)) < 8
        ]
        if shape is not None:
            known = [x for x in known if x.shape == shape]
        elif rank is not None:
            known = [x for x in known if len(x.shape) == rank]
        if known and self.random.random() < 0.7:
            return self.random.choice(known)
        if shape is None:
            shape = self.shape(self.random.choice([0, 1, 1, 2, 2]) if rank is None else rank)
        return self.leaf(shape, low, high)

    def something(self, shape=None, rank=None):
        """An operand, or a small expression of one."""
        x = self.operand(shape, rank)
        match self.random.randrange(8):
            case 0: return infix(x, "*", self.number())
            case 1: return infix(x, self.random.choice("+-"), self.operand(x.shape))
            case 2: return function("tanh", x)
            case 3: return negative(x)
            case _: return x

    def positive(self, shape=None):
        x = self.operand(shape)
        if np.min(x.value) > 0.2:
            return x
        match self.random.randrange(3):
            case 0: return infix(function("square", x), "+", self.number(0.3, 2))
            case 1: return function("exp", function("tanh", x))
            case _: return infix(self.number(0.3, 1), "+", function("sigmoid", x))

    def apart(self, shape=None, rank=None):
        """An operand with no number near 0."""
        x = self.something(shape, rank)
        require(np.min(np.abs(x.value)) > 0.01)
        return x

    def own_function(self, letter, parameters, body, *operands):
        """A call of a function of the program's own; the first one defines it."""
        key = (letter, len(parameters))
        if key not in self.functions:
            name = f"{letter}{len(self.functions) + 1}"
            arguments = [named(p, x.value) for p, x in zip(parameters, operands)]
            self.lines.append(f"{name}({', '.join(parameters)}) = {body(*arguments).text}")
            self.functions[key] = name
        name = self.functions[key]
        inside = body(*operands)
        text = f"{name}({', '.join(x.text for x in operands)})"
        return Expression(text, PRIMARY, inside.compute, inside.names, inside.value)


# The constructs of the language. Each returns an expression to be defined.

CONSTRUCTS = {}


def construct(name, build):
    CONSTRUCTS[name] = build


for symbol in "+-*/":
    def build(p, symbol=symbol):
        x = p.something()
        y = p.positive(x.shape) if symbol == "/" else p.something(x.shape)
        alternatives = {"*": "*×·", "/": "/÷", "-": "-−"}.get(symbol, symbol)
        return infix(x, p.random.choice(alternatives), y)
    construct(f"x {symbol} y", build)

construct("x^y", lambda p: power(x := p.positive(), p.operand(x.shape), p.random.choice(["^", "**"])))
construct("x^number", lambda p: power(p.positive(), p.number(-2, 3)))
construct("x^3", lambda p: power(p.operand(), literal("3", 3)))
construct("x^2", lambda p: power(p.something(), literal("2", 2), p.random.choice(["^", "**"])))
construct("x^-1", lambda p: power(p.apart(), literal("-1", -1)))
construct("number^x", lambda p: power(p.number(0.3, 2.5), p.operand()))
construct("x^y^z", lambda p: power(p.positive(()), power(p.positive(()), p.number(0.3, 1.5))))
construct("-x", lambda p: negative(p.something()))
construct("-x^2", lambda p: negative(power(p.operand(), literal("2", 2))))

for name in ["square", "sin", "cos", "tanh", "sigmoid", "softplus", "gelu", "silu"]:
    construct(f"{name}(x)", lambda p, name=name: function(name, p.something()))
construct("stop_gradient(x)", lambda p: infix(
    function("stop_gradient", x := p.something()), "*", p.something(x.shape)))
construct("x with and without its gradient", lambda p: infix(
    x := p.something(), "*", function("stop_gradient", x)))
construct("exp(x)", lambda p: function("exp", p.operand()))
for name in ["sqrt", "log"]:
    construct(f"{name}(x)", lambda p, name=name: function(name, p.positive()))
for name in ["abs", "relu"]:
    construct(f"{name}(x)", lambda p, name=name: function(name, p.apart()))

for name, meaning, option in [
    ("leaky_relu", lambda x, slope=0.01: nn.leaky_relu(x, slope), "slope"),
    ("elu", lambda x, alpha=1.0: nn.elu(x, alpha), "alpha"),
]:
    def parameterized(p, kind, name=name, meaning=meaning, option=option):
        x = p.apart()
        if kind == "standard":
            return call(meaning, name, x)
        y = p.number(0.05, 2) if kind == "number" else p.operand(())
        # An operand may be given by its place or by its name.
        prefix = p.random.choice(["", f"{option} = "])
        return apply(meaning, [x, y], f"{name}({x.text}, {prefix}{y.text})")
    for kind in ["standard", "number", "operand"]:
        construct(f"{name}, {option} {kind}", lambda p, kind=kind, f=parameterized: f(p, kind))


# Broadcasting, both ways.

def broadcast(left, right):
    def build(p):
        rows, columns, deep = p.shape(3)
        sizes = {"n": rows, "m": columns, "k": deep, "1": 1}
        x = p.something(tuple(sizes[c] for c in left))
        symbol = p.random.choice("+-*/")
        shape = tuple(sizes[c] for c in right)
        y = p.positive(shape) if symbol == "/" else p.something(shape)
        return infix(x, symbol, y)
    return build


for left, right in [
    ("", "m"), ("m", ""), ("", "nm"), ("nm", ""), ("nm", "m"), ("m", "nm"), ("nm", "n1"),
    ("n1", "nm"), ("n1", "m"), ("m", "n1"), ("1m", "n1"), ("knm", "nm"), ("m", "kn1"), ("1", "m"),
]:
    construct(f"broadcast {left or 'scalar'} to {right or 'scalar'}", broadcast(left, right))


def choice(p, name, shapes):
    x, y = p.something(shapes[0]), p.something(shapes[1])
    require(np.min(np.abs(x.value - y.value)) > 0.01)
    return call(getattr(jnp, name + "imum"), name, x, y)


for name in ["max", "min"]:
    construct(f"{name}(x, y)", lambda p, name=name: choice(p, name, [s := p.shape(p.random.randrange(3)), s]))
    construct(f"{name}(0, x)", lambda p, name=name: call(
        getattr(jnp, name + "imum"), name, literal("0", 0), p.apart()))
    construct(f"{name} with broadcasting", lambda p, name=name: choice(
        p, name, p.random.choice([[(2, 3), (3,)], [(), (3,)], [(2, 1), (3,)], [(2,), ()]])))

    def ties(p, name=name):
        x = p.leaf((3,))
        y = p.define(literal(x_text := p.definitions[-1].expression.text, eval(x_text)))
        return call(getattr(jnp, name + "imum"), name, x, y)
    construct(f"{name}(x, y) of equal numbers", ties)

    def tied(p, name=name):
        x = p.define(literal("[[1, 2, 2], [2, 1, 1]]", [[1, 2, 2], [2, 1, 1]]))
        return reduction(name, x, p.random.choice([None, 0, 1]))
    construct(f"{name}(A) with equal numbers", tied)

construct("relu(0)", lambda p: function("relu", p.define(literal("[0, 1, -1]", [0, 1, -1]))))


def maxout(p):
    shape = p.shape(p.random.randrange(3))
    operands = [p.something(shape) for _ in range(p.random.choice([2, 3, 4]))]
    values = np.sort(np.stack([x.value for x in operands]), axis=0)
    require(np.min(np.diff(values, axis=0)) > 0.01)
    return call(lambda *x: jnp.max(jnp.stack(x), axis=0), "maxout", *operands)


construct("maxout", maxout)


# Products, transposition, selection.

def product(left, right):
    def build(p):
        inner = p.random.choice(p.SIZES)
        x = p.something(p.shape(left - 1) + (inner,))
        y = p.something((inner,) + p.shape(right - 1))
        return infix(x, "@", y)
    return build


for left in [1, 2]:
    for right in [1, 2]:
        words = {1: "vector", 2: "matrix"}
        construct(f"{words[left]} @ {words[right]}", product(left, right))
construct("dot(x, y)", lambda p: function("dot", x := p.something(rank=1), p.something(x.shape)))


def transposed_product(p):
    x = p.operand(rank=2)
    y = p.operand((p.random.choice(p.SIZES), x.shape[1]))
    return infix(x, "@", transposed(y))


def large_product(p):
    rows, inner, columns = p.random.choice([(17, 70, 9), (3, 130, 65), (33, 5, 40), (70, 66, 1)])
    x = p.define(p.random_array("uniform", (rows, inner)))
    y = p.define(infix(literal("0.1", 0.1), "*", p.random_array("randn", (inner, columns))))
    return infix(x, "@", y)


construct("A @ B.T", transposed_product)
construct("large product", large_product)
construct("large vector @ vector", lambda p: function(
    "dot", p.define(p.random_array("uniform", (150,))), p.define(p.random_array("randn", (150,)))))
construct("A.T", lambda p: transposed(p.something(rank=2)))
construct("x.T of a vector", lambda p: transposed(p.something(rank=1)))
construct("A.T of three axes", lambda p: transposed(p.something(p.shape(3))))

for pattern in ["0", "-1", "00", "0:", ":0", ":-1", "::", "0:0", ":0:", "::0"]:
    marks = pattern.replace("-1", "-")

    def selection(p, marks=marks):
        rank = len(marks) if len(marks) > 1 else p.random.choice([1, 2, 3])
        x = p.something(p.shape(rank))
        places = [
            None if mark == ":" else -1 if mark == "-" else p.random.randrange(size)
            for mark, size in zip(marks, x.shape)
        ]
        return selected(x, *places)
    written = ", ".join(marks.replace("-", "L")).replace("L", "-1")
    construct(f"A[{written}]", selection)




def some_range(random, size):
    """A range of an axis that is neither empty nor beyond it, written in one of its ways."""
    while True:
        bounds = [random.choice([None, random.randint(-size, size)]) for _ in range(2)]
        part = slice(*bounds, random.choice([None, None, 1, 2, 3, -1, -2]))
        backwards = part.step is not None and part.step < 0
        if range(size)[part] and not (backwards and part.start == size):
            return part


for pattern in [":", "::", "0:", ":0", "a:", ":a"]:
    def ranges(p, pattern=pattern):
        x = p.something(p.shape(max(len(pattern), p.random.choice([1, 2, 3]))))
        places = [
            {":": some_range(p.random, size), "a": None, "0": p.random.randrange(size)}[mark]
            for mark, size in zip(pattern, x.shape)
        ]
        return selected(x, *places)
    construct(f"A[{', '.join({':': 'i:j', 'a': ':', '0': '0'}[mark] for mark in pattern)}]", ranges)


# Reductions and what is made of rows.

for name in ["sum", "mean", "max", "min"]:
    for axis in [None, 0, 1, 2, -1]:
        def reduce(p, name=name, axis=axis):
            # Where the axis is the first or last one, vectors have it, too.
            least = {None: 1 if name in ("max", "min") else 0, 0: 1, -1: 1, 1: 2, 2: 3}[axis]
            x = p.something(p.shape(p.random.randint(least, 3)))
            if name in ["max", "min"]:
                values = np.sort(x.value, axis=axis)
                require(np.min(np.diff(values, axis=-1 if axis is None else axis)) > 0.01)
            return reduction(name, x, axis, p.random.choice([None, None, False, True, True]))
        construct(f"{name}(A)" if axis is None else f"{name}(A, axis = {axis})", reduce)
    construct(f"{name} of many", lambda p, name=name: reduction(
        name, p.define(p.random_array("randn", (5, 90))), p.random.choice([None, 0, 1])))

for name in ["softmax", "log_softmax"]:
    for rank, word in [(1, "vector"), (2, "matrix"), (3, "array")]:
        construct(f"{name} of a {word}", lambda p, name=name, rank=rank: function(
            name, p.something(p.shape(rank))))
    construct(f"{name} of large numbers", lambda p, name=name: function(
        name, infix(literal("300", 300), "*", function("tanh", p.operand(rank=1)))))

construct("norm of a vector", lambda p: function("norm", p.apart(rank=1)))
construct("norm of a matrix", lambda p: function("norm", p.apart(rank=2)))
construct("mse(a, b)", lambda p: function("mse", x := p.something(), p.something(x.shape)))
construct("mse(a, number)", lambda p: function("mse", p.something(rank=2), p.number()))
construct("mse(number, a)", lambda p: function("mse", p.operand(()), p.something(rank=1)))


# Losses.

def labels(p, rows, classes):
    """A label, or one for each row; as a literal or as a leaf."""
    values = [p.random.randrange(classes) for _ in range(rows or 1)]
    written = literal(str(values), values) if rows else literal(str(values[0]), values[0])
    return written if p.random.random() < 0.5 else p.define(written)


def scores(p, rows):
    classes = p.random.choice(p.SIZES)
    return p.something((rows, classes) if rows else (classes,)), labels(p, rows, classes)


def hinge_loss(p, rows, kind):
    x, label = scores(p, rows)
    margin = {"standard": None, "number": p.number(0.3, 2), "operand": p.operand(())}[kind]
    own = np.take_along_axis(x.value, label.value.astype(int)[..., None], axis=-1)
    gaps = x.value - own + (1 if margin is None else margin.value)
    require(np.min(np.abs(gaps)) > 0.01)
    if margin is None:
        return call(hinge, "hinge", x, label)
    prefix = p.random.choice(["", "margin = "])
    return apply(hinge, [x, label, margin], f"hinge({x.text}, {label.text}, {prefix}{margin.text})")


for rows, word in [(None, "a vector"), (3, "a batch")]:
    for kind in ["standard", "number", "operand"]:
        construct(f"hinge of {word}, margin {kind}", lambda p, rows=rows, kind=kind: hinge_loss(
            p, rows, kind))
    construct(f"cross_entropy of {word}", lambda p, rows=rows: call(
        cross_entropy, "cross_entropy", *scores(p, rows)))
construct("cross_entropy of large scores", lambda p: call(
    cross_entropy, "cross_entropy",
    infix(p.operand((2, 3)), "*", literal("100", 100)), labels(p, 2, 3)))


# Shapes.

def reshaped(p):
    x = p.something(p.shape(p.random.choice([1, 2, 2, 3])))
    count = x.value.size
    first = p.random.choice([d for d in range(1, count + 1) if count % d == 0])
    rest = count // first
    second = p.random.choice([d for d in range(1, rest + 1) if rest % d == 0])
    sizes = p.random.choice([(count,), (first, rest), (first, second, rest // second)])
    written = ", ".join(map(str, (x.text,) + sizes))
    return apply(lambda x: jnp.reshape(x, sizes), [x], f"reshape({written})")


def concatenated(p, rank, axis):
    shape = p.shape(rank)
    operands = []
    for _ in range(p.random.choice([1, 2, 2, 3])):
        sizes = list(shape)
        sizes[axis or 0] = p.random.choice(p.SIZES)
        operands.append(p.something(tuple(sizes)))
    options = {} if axis is None else {"axis": axis}
    return call(lambda *x: jnp.concatenate(x, axis=axis or 0), "concat", *operands, **options)


construct("reshape", reshaped)
construct("reshape of a number", lambda p: apply(
    lambda x: jnp.reshape(x, (1, 1)), [x := p.operand(())], f"reshape({x.text}, 1, 1)"))
construct("concat of vectors", lambda p: concatenated(p, 1, None))
construct("concat, axis 0", lambda p: concatenated(p, 2, 0))
construct("concat, axis 1", lambda p: concatenated(p, 2, 1))
construct("concat, axis -1", lambda p: concatenated(p, 3, -1))
construct("[x, y] of numbers", lambda p: stacked(p.something(()), p.something(()), p.number()))
construct("[x, y] of vectors", lambda p: stacked(
    x := p.something(rank=1), p.something(x.shape), p.something(x.shape)))
construct("[x, y] of matrices", lambda p: stacked(x := p.something((2, 3)), p.something((2, 3))))


def one_hot_of(p, rows):
    classes = p.random.choice(p.SIZES)
    label = labels(p, rows, classes)
    hot = apply(
        lambda x: one_hot(x, classes), [label],
        f"one_hot({label.text}, {p.random.choice(['', 'classes = '])}{classes})")
    return infix(hot, "*", p.something((classes,)))


construct("one_hot of a label", lambda p: one_hot_of(p, None))
construct("one_hot of labels", lambda p: one_hot_of(p, 3))


# Leaves and constants.

def constructor(name, p):
    if name == "eye":
        n = p.random.choice(p.SIZES)
        return literal(f"eye({n})", np.eye(n))
    shape = p.shape(p.random.choice([1, 2, 3]))
    text = f"{name}({', '.join(map(str, shape))})"
    return literal(text, np.zeros(shape) if name == "zeros" else np.ones(shape))


for name in ["zeros", "ones", "eye"]:
    construct(f"{name} as a leaf", lambda p, name=name: infix(
        x := p.define(constructor(name, p)), "*", p.number()))
    construct(f"{name} as a constant", lambda p, name=name: infix(
        x := constructor(name, p), p.random.choice("+*-"), p.something(x.shape)))
for name in ["randn", "uniform"]:
    def random_leaf(p, name=name):
        keyword = p.random.choice(["", "param "])
        x = p.random_array(name, p.shape(p.random.choice([1, 2, 3])))
        if keyword:
            x = infix(p.number(0.1, 1), "*", x)
        return negative(p.define(x, keyword=keyword))
    construct(f"{name} as a leaf", random_leaf)


def computed_parameter(p):
    x = infix(p.number(), "+", function("sqrt", literal("2", 2)))
    x = infix(infix(x, "/", literal("2", 2)), "*", p.array(p.shape(p.random.randrange(3))))
    return function("sin", p.define(x, keyword="param "))


construct("param computed from numbers", computed_parameter)
construct("pi", lambda p: infix(literal("pi", math.pi), "*", p.operand()))
construct("array as a constant", lambda p: infix(
    x := p.operand(p.shape(p.random.choice([1, 2]))), "*", p.array(x.shape)))
construct("gate of constants", lambda p: infix(p.number(0.5, 2), "*", p.number(0.5, 2)))
construct("a name for a name", lambda p: p.operand())
construct("a name used again", lambda p: infix(
    infix(x := p.operand(), "*", x), "+", infix(function("sin", x), "*", x)))


# Functions of the program's own.

def one(text="1"):
    return literal(text, float(text))


def own_sigmoid(t):
    return infix(one(), "/", infix(one(), "+", function("exp", negative(t))))


def own_swish(t, a):
    return infix(t, "*", own_sigmoid(infix(a, "*", t)))


def own_layer(W, x, b):
    return function("tanh", infix(infix(W, "@", x), "+", b))


def own_distance(a, b):
    return infix(function("sum", power(infix(a, "-", b), one("2"))), "+", one("0.5"))


def layer(p):
    W = p.something(rank=2)
    return p.own_function(
        "L", ["W", "x", "b"], own_layer, W, p.something((W.shape[1],)), p.something((W.shape[0],)))


def function_of_function(p):
    """A function that calls another one, twice."""
    x = p.something()
    inner = p.own_function("S", ["t"], own_sigmoid, x)
    name = inner.text.split("(")[0]

    def body(t):
        s = own_sigmoid(t)
        s = Expression(f"{name}({t.text})", PRIMARY, s.compute, s.names, s.value)
        return infix(s, "*", infix(one(), "-", s))
    return p.own_function("D", ["t"], body, x)


def function_with_a_name_above(p):
    """A function that uses a name of the file, which collects a gradient from every call."""
    if ("G", 1) not in p.functions:
        p.gain = p.leaf(())
    body = lambda t: infix(infix(t, "*", p.gain), "+", function("sin", p.gain))
    return infix(
        p.own_function("G", ["t"], body, p.something()), "*",
        p.own_function("G", ["t"], body, p.something(())))


construct("own function", lambda p: p.own_function("S", ["t"], own_sigmoid, p.something()))
construct("own function of two", lambda p: p.own_function(
    "F", ["t", "a"], own_swish, p.something(), p.something(())))
construct("own function of arrays", layer)
construct("own function to a number", lambda p: function("log", p.own_function(
    "E", ["a", "b"], own_distance, x := p.operand(), p.something(x.shape))))
construct("own function that calls one", function_of_function)
construct("own function with a name above", function_with_a_name_above)


# Programs.

def weighted(p, x):
    """A number that depends on every element of `x` in another way."""
    if x.shape == ():
        return infix(p.number(), "*", x)
    if x.value.size > 100:
        return function("mean", function("sin", x))
    return function("sum", infix(x, "*", p.array(x.shape)))


def extend(p, name):
    """Adds a construct to a program, however often something has to be drawn for it."""
    for _ in range(200):
        before = (
            list(p.lines), list(p.definitions), dict(p.functions), list(p.unused), p.unseeded,
            list(p.free_names))
        try:
            p.define(CONSTRUCTS[name](p))
            p.constructs.append(name)
            return
        except Retry:
            p.lines, p.definitions, p.functions, p.unused, p.unseeded, p.free_names = before
    raise RuntimeError(f"nothing fits for {name}")


def finish(p):
    """Adds up what nothing was made of, to one number; some of it may be left without a path."""
    ends = p.unused
    if len(ends) > 2 and p.random.random() < 0.3:
        ends = ends[1:]
    parts = []
    for x in ends:
        for _ in range(200):
            try:
                parts.append(weighted(p, x))
                break
            except Retry:
                pass
    total = parts[0]
    for part in parts[1:]:
        total = infix(total, p.random.choice("+-"), part)
    p.output = p.define(total, name="output").text
    if p.random.random() < 0.2:
        p.define(infix(named("output", total.value), "*", literal("2", 2)), name="later")
        p.lines.append("minimize output with sgd(lr = 0.1)")


def program(random, draw, length):
    p = Program(random)
    p.leaf(p.shape(random.choice([0, 1, 2])))
    for _ in range(length):
        extend(p, draw())
    finish(p)
    return p


def nodes(p):
    """For each name the one it stands for: itself, or the first name of the same node."""
    result = {}
    for definition in p.definitions:
        result[definition.name] = result.get(definition.expression.text, definition.name)
    return result


def reaching_output(p, node):
    """The nodes that the output is computed from, by their first names."""
    reaching = {p.output}
    for definition in reversed(p.definitions):
        if definition.name in reaching:
            reaching |= {node[name] for name in definition.expression.names}
    return reaching


def differentiated(p, compiled):
    """Two functions from what is added to each definition to the gradients and the values, of which
    the second errs in the last bits; and zeros to add."""
    node = nodes(p)

    def run(taps):
        names = {}
        for definition in p.definitions:
            value = definition.expression.compute(names)
            tap = taps.get(definition.name)
            names[definition.name] = value if tap is None else value + tap
        return names[p.output], names

    taps = {
        x.name: np.zeros(x.expression.shape) for x in p.definitions if node[x.name] == x.name
    }
    function = jax.grad(run, has_aux=True)
    trace, shape = jax.make_jaxpr(function, return_shape=True)(taps)
    structure = jax.tree.structure(shape)

    def traced(taps, lots=None):
        leaves = interpreter.run(trace.jaxpr, trace.consts, *jax.tree.leaves(taps), lots=lots)
        return jax.tree.unflatten(structure, leaves)

    def erring(taps, seed):
        return traced(taps, np.random.default_rng(seed))
    return jax.jit(function) if compiled else traced, erring, taps


def doubt(moved, array):
    """By how much an array moves, relative to its largest number; what is no longer a number has
    moved as far as any."""
    distance = float(np.max(np.abs(np.asarray(moved) - array), initial=0))
    relative = distance / max(float(np.max(np.abs(array), initial=0)), 1e-300)
    return relative if np.isfinite(relative) else sys.float_info.max


def evaluate(p, compiled):
    """The value of each definition, and the gradient of the output by each."""
    node = nodes(p)
    reaching = reaching_output(p, node)
    Backend.use_jax()
    function, erring, taps = differentiated(p, compiled)
    gradients, values = function(taps)
    last_bits = {
        x.name: np.spacing(x.expression.value)
        for x in p.definitions if x.name in taps and not x.expression.names
    }
    moved = [function({**taps, **last_bits})] + [erring(taps, seed) for seed in range(4)]
    Backend.use_numpy()
    rows = []
    for definition in p.definitions:
        name = definition.name
        value = np.asarray(values[name])
        gradient = np.asarray(gradients[node[name]])
        numbers = np.concatenate([np.ravel(value), np.ravel(gradient)])
        require(np.all(np.isfinite(numbers)) and np.max(np.abs(numbers)) < 1e6)
        rows.append({
            "name": name,
            "shape": list(value.shape),
            "value": np.ravel(value).tolist(),
            "gradient": np.ravel(gradient).tolist() if node[name] in reaching else None,
            "doubt": max(
                max(doubt(values[name], value), doubt(gradients[node[name]], gradient))
                for gradients, values in moved),
        })
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--programs", type=int, default=50)
    parser.add_argument("--length", type=int, default=7, help="constructs in a program")
    parser.add_argument("--seed", default="1")
    arguments = parser.parse_args()
    source = random.Random(arguments.seed)
    deck = []

    def draw():
        # From a shuffled deck, so that every construct comes equally often.
        if not deck:
            deck.extend(source.sample(list(CONSTRUCTS), len(CONSTRUCTS)))
        return deck.pop()

    made = 0
    while made < arguments.programs:
        try:
            p = program(source, draw, arguments.length)
            rows = evaluate(p, compiled=made % 10 == 0)
        except Retry:
            continue
        reference = {
            "output": p.output, "definitions": rows, "constructs": sorted(set(p.constructs)),
            "allConstructs": len(CONSTRUCTS)}
        text = "\n".join(p.lines) + f"\n# reference {json.dumps(reference, allow_nan=False)}\n"
        (arguments.folder / f"{made:03}.expr").write_text(text, encoding="utf-8")
        made += 1


if __name__ == "__main__":
    main()
