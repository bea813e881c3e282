"""Random trainings, with the parameters that optax and JAX come to.

    python3 optimizers.py FOLDER --first 0 --count 100 --seed 1

writes FOLDER/000000.expr and so on: a program, and in its last line, as a comment, the rows of its
file, the number of updates, and each parameter after them. `doubt` is by how much the reference itself
moves, relative to the largest number of an array, when the numbers that it starts from and what goes into
the operations of its gradients change in their last bit. The same seed and number make the same training.

The batches are drawn as docs/language.md and Learning/Data say, by a generator written here. Models are
functions of JAX's arrays, compiled once for each shape. Needs Python 3.10, JAX and optax.
"""

import argparse
import json
import math
import pathlib
import random
import sys

import jax
import jax.numpy as jnp
import numpy as np
import optax

import interpreter

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_platforms", "cpu")

MASK = (1 << 64) - 1


class RandomNumbers:
    """SplitMix64, and whole numbers without a preference."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def below(self, bound):
        least = (1 << 64) % bound
        while (bits := self.next()) < least:
            pass
        return bits % bound

    def permutation(self, elements):
        elements = list(elements)
        for last in range(len(elements) - 1, 0, -1):
            other = self.below(last + 1)
            elements[last], elements[other] = elements[other], elements[last]
        return elements


def batches(rows, tests, size, seed):
    """The rows of every iteration."""
    test = set(RandomNumbers(seed).permutation(range(rows))[:tests])
    training = [row for row in range(rows) if row not in test]
    size = min(size, len(training))
    epoch = 0
    while True:
        if size == len(training):
            yield training
            continue
        order = RandomNumbers(seed + (epoch + 1) * 0xD1B54A32D192ED03).permutation(training)
        for first in range(0, len(training) - size + 1, size):
            yield order[first : first + size]
        epoch += 1


# Models: the lines of a file, and what they mean. `w` holds the parameters by name.


def cross_entropy(scores, labels):
    right = jax.nn.one_hot(labels.astype(int), scores.shape[1])
    return -jnp.mean(jnp.sum(right * jax.nn.log_softmax(scores), axis=1))


def hinge(scores, labels):
    right = jax.nn.one_hot(labels.astype(int), scores.shape[1])
    own = jnp.sum(right * scores, axis=1, keepdims=True)
    return jnp.mean(jnp.sum(jnp.where(right == 1, 0, jax.nn.relu(scores - own + 1)), axis=1))


ACTIVATIONS = {"tanh": jnp.tanh, "sigmoid": jax.nn.sigmoid, "softplus": jax.nn.softplus,
               "silu": jax.nn.silu, "sin": jnp.sin}

MODELS = {}


def model(name, classes, shapes, lines):
    """`shapes` are those of the parameters, in terms of n features, h units and k classes."""
    def add(loss):
        MODELS[name] = (classes, shapes, lines, loss)
        return loss
    return add


@model("linear", 0, {"w": "n", "b": ""}, ["y = d.x @ w + b", "loss = mse(y, d.y)"])
def linear(w, x, y):
    return jnp.mean((x @ w["w"] + w["b"] - y) ** 2)


@model("logistic", 2, {"w": "n", "b": ""}, [
    "p = sigmoid(d.x @ w + b)", "loss = -mean(d.y * log(p) + (1 - d.y) * log(1 - p))"])
def logistic(w, x, y):
    p = jax.nn.sigmoid(x @ w["w"] + w["b"])
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))


@model("softmax", 3, {"W": "nk", "b": "k"}, [
    "scores = d.x @ W + b", "loss = cross_entropy(scores, d.y) + 0.01*sum(W^2)"])
def softmax(w, x, y):
    return cross_entropy(x @ w["W"] + w["b"], y) + 0.01 * jnp.sum(w["W"] ** 2)


@model("svm", 3, {"W": "nk", "b": "k"}, ["scores = d.x @ W + b", "loss = hinge(scores, d.y)"])
def svm(w, x, y):
    return hinge(x @ w["W"] + w["b"], y)


def network(activation):
    @model(f"network of {activation}", 3, {"W1": "nh", "b1": "h", "W2": "hk", "b2": "k"}, [
        f"h = {activation}(d.x @ W1 + b1)", "scores = h @ W2 + b2",
        "loss = cross_entropy(scores, d.y)"])
    def loss(w, x, y):
        h = ACTIVATIONS[activation](x @ w["W1"] + w["b1"])
        return cross_entropy(h @ w["W2"] + w["b2"], y)


for activation in ACTIVATIONS:
    network(activation)


@model("regression by a network", 0, {"W1": "nh", "W2": "h", "c": ""}, [
    "h = tanh(d.x @ W1)", "y = h @ W2 + c", "loss = mse(y, d.y) + 0.001*sum(W1^2)"])
def regression(w, x, y):
    h = jnp.tanh(x @ w["W1"]) @ w["W2"] + w["c"]
    return jnp.mean((h - y) ** 2) + 0.001 * jnp.sum(w["W1"] ** 2)


GRADIENTS = {name: jax.jit(jax.grad(entry[3])) for name, entry in MODELS.items()}
TRACES = {}


def erring_gradient(name, seed):
    """A gradient each of whose operations errs in the last bit, by lot."""
    lots = np.random.default_rng(seed)

    def gradient(parameters, x, y):
        key = (name, x.shape)
        if key not in TRACES:
            TRACES[key] = jax.make_jaxpr(jax.grad(MODELS[name][3]))(parameters, x, y)
        trace = TRACES[key]
        leaves, structure = jax.tree.flatten(parameters)
        found = interpreter.run(trace.jaxpr, trace.consts, *leaves, x, y, lots=lots)
        return jax.tree.unflatten(structure, found)
    return gradient


# Optimizers: what the file says, and optax's rule for it without the learning rate.


def optimizer(source):
    def number(*choices):
        return source.choice(choices)

    name = source.choice(["sgd", "momentum", "nesterov", "rmsprop", "adam"])
    options = {}
    if name in ("momentum", "nesterov"):
        decay = number(0.9, 0.5, 0.99, 0)
        if decay != 0.9 or source.random() < 0.5:
            options["momentum"] = decay
        rule = optax.trace(decay=decay, nesterov=name == "nesterov")
    elif name == "rmsprop":
        smoothing, epsilon = number(0.99, 0.9, 0.5), number(1e-8, 1e-4, 0.1)
        options = {"smoothing": smoothing, "epsilon": epsilon}
        rule = optax.scale_by_rms(decay=smoothing, eps=epsilon, eps_in_sqrt=False)
    elif name == "adam":
        one, two, epsilon = number(0.9, 0.5, 0), number(0.999, 0.9), number(1e-8, 1e-3)
        options = {"beta1": one, "beta2": two, "epsilon": epsilon}
        rule = optax.scale_by_adam(b1=one, b2=two, eps=epsilon)
    else:
        rule = optax.identity()
    decay = number(0, 0, 0.1, 0.001)
    if decay:
        options["weight_decay"] = decay
        rule = optax.chain(optax.add_decayed_weights(decay), rule)
    rate = number(0.1, 0.03, 0.01, 0.003)
    every, factor, over = number(1, 3, 7), number(0.5, 0.9, 1.5), number(5, 20, 1000)
    kind = source.choice(["constant", "constant", "step", "exponential", "cosine",
                          "linear"])
    text, schedule = {
        "constant": (f"{rate}", lambda i: rate),
        "step": (f"step({rate}, every = {every}, factor = {factor})",
                 lambda i: rate * factor ** (i // every)),
        "exponential": (f"exponential({rate}, factor = 0.97)", lambda i: rate * 0.97**i),
        "cosine": (f"cosine({rate}, over = {over})",
                   lambda i: rate * (1 + math.cos(math.pi * min(i, over) / over)) / 2),
        "linear": (f"linear({rate}, {rate / 8}, over = {over})",
                   optax.linear_schedule(rate, rate / 8, over)),
    }[kind]
    written = ", ".join([f"lr = {text}"] + [f"{key} = {value}" for key, value in options.items()])
    return f"{name}({written})", rule, schedule


def train(gradient, parameters, rule, schedule, x, y, rows):
    state = rule.init(parameters)
    for iteration, batch in enumerate(rows):
        gradients = gradient(parameters, x[batch], y[batch])
        updates, state = rule.update(gradients, state, parameters)
        rate = schedule(iteration)
        parameters = {name: parameters[name] - rate * updates[name] for name in parameters}
    return {name: np.asarray(value) for name, value in parameters.items()}


def nested(values):
    return repr(np.asarray(values).tolist())


def training(source):
    name = source.choice(list(MODELS))
    classes, shapes, lines, _ = MODELS[name]
    # Few sizes, so that few functions have to be compiled.
    rows, features, units = source.choice([(12, 2, 3), (30, 3, 4)])
    tests = source.choice([0, rows // 4])
    size = source.choice([1, 4, rows - tests])
    seed = source.randrange(1000)
    updates = source.choice([1, 2, 10, 40])
    x = np.array([[round(source.gauss(0, 1), 3) for _ in range(features)] for _ in range(rows)])
    if classes:
        # Each class occurs, so that the numbers of the classes are those of the labels.
        y = np.array([float(row % classes) for row in range(rows)])
    else:
        y = np.array([round(source.gauss(0, 1), 3) for _ in range(rows)])
    sizes = {"n": features, "h": units, "k": classes or 1}
    parameters = {}
    for parameter, axes in shapes.items():
        shape = [sizes[axis] for axis in axes]
        values = [round(source.gauss(0, 0.5), 3) for _ in range(math.prod(shape))]
        parameters[parameter] = np.reshape(np.array(values), shape)
    rule_text, rule, schedule = optimizer(source)
    header = ",".join([f"f{i}" for i in range(features)] + ["label"])
    table = "\n".join(
        [header] + [",".join(map(repr, map(float, [*x[i], y[i]]))) for i in range(rows)]) + "\n"
    data = f'data d = csv("d.csv", label = label, batch = {size}, seed = {seed}'
    data += f", test = {tests / rows})" if tests else ")"
    text = "\n".join(
        [data] + [f"param {key} = {nested(value)}" for key, value in parameters.items()]
        + lines + [f"minimize loss with {rule_text}"]) + "\n"

    stream = batches(rows, tests, size, seed)
    order = [np.array(next(stream)) for _ in range(updates)]
    expected = train(GRADIENTS[name], parameters, rule, schedule, x, y, order)
    close = {key: np.nextafter(value, np.inf) for key, value in parameters.items()}
    moved = [train(GRADIENTS[name], close, rule, schedule, x, y, order)] + [
        train(erring_gradient(name, seed), close, rule, schedule, x, y, order) for seed in range(2)]
    arrays = []
    for key, value in expected.items():
        largest = max(float(np.max(np.abs(value))), 1e-300)
        doubt = max(float(np.max(np.abs(other[key] - value))) for other in moved) / largest
        arrays.append({
            "name": key, "value": np.ravel(value).tolist(),
            # What is no longer a number has moved as far as any.
            "doubt": doubt if np.isfinite(doubt) else sys.float_info.max})
    if not all(np.all(np.isfinite(a["value"])) for a in arrays):
        return None
    return text, {"rows": table, "updates": updates, "parameters": arrays}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for number in range(arguments.first, arguments.first + arguments.count):
        source = random.Random(f"{arguments.seed} {number}")
        while (made := training(source)) is None:
            pass
        text, reference = made
        file = arguments.folder / f"{number:06}.expr"
        file.write_text(f"{text}# reference {json.dumps(reference, allow_nan=False)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
