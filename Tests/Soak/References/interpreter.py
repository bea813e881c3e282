"""Carries out with numpy what JAX has traced: compiling a program takes longer than running it once.

Which operations make up a gradient is thereby JAX's word; each of them is computed by numpy, but for
those that pick entries in steps, which JAX carries out by itself. Operations that are not listed here are an
error, never skipped.
"""

import math

import numpy as np
from scipy import special


def dot_general(x, y, dimension_numbers, **_):
    (left, right), (left_batch, right_batch) = dimension_numbers
    assert not left_batch and not right_batch
    return np.tensordot(x, y, axes=(left, right))


def broadcast_in_dim(x, shape, broadcast_dimensions, **_):
    sizes = [1] * len(shape)
    for axis, place in enumerate(broadcast_dimensions):
        sizes[place] = x.shape[axis]
    return np.broadcast_to(np.reshape(x, sizes), shape)


def select_n(which, *cases):
    return np.choose(which.astype(int), cases) if len(cases) > 2 else np.where(which, cases[1], cases[0])


def pad(x, value, padding_config):
    assert all(inside == 0 and low >= 0 and high >= 0 for low, high, inside in padding_config)
    return np.pad(x, [(low, high) for low, high, _ in padding_config], constant_values=value)


def slice_(x, start_indices, limit_indices, strides):
    strides = strides or [1] * x.ndim
    return x[tuple(map(slice, start_indices, limit_indices, strides))]


def starts(x, sizes, indices):
    # Like JAX, what would reach over the edge is moved.
    return tuple(
        slice(place, place + size) for place, size in zip(
            [min(max(int(i), 0), n - size) for i, n, size in zip(indices, x.shape, sizes)], sizes))


def dynamic_slice(x, *indices, slice_sizes):
    return x[starts(x, slice_sizes, indices)]


def dynamic_update_slice(x, part, *indices):
    result = np.array(x)
    result[starts(x, part.shape, indices)] = part
    return result


def split(x, sizes, axis):
    return np.split(x, np.cumsum(sizes)[:-1], axis=axis)


def iota(*, dtype, shape, dimension, **_):
    sizes = [1] * len(shape)
    sizes[dimension] = shape[dimension]
    return np.broadcast_to(np.reshape(np.arange(shape[dimension], dtype=dtype), sizes), shape)


OPERATIONS = {
    "add": np.add, "add_any": np.add, "sub": np.subtract, "mul": np.multiply, "neg": np.negative,
    "div": lambda x, y: x / y if x.dtype.kind == "f" else np.trunc(x / y).astype(x.dtype),
    "pow": np.power, "integer_pow": lambda x, y: x**float(y), "square": np.square,
    "sqrt": np.sqrt, "exp": np.exp, "exp2": np.exp2, "log": np.log, "log1p": np.log1p,
    "expm1": np.expm1, "sin": np.sin, "cos": np.cos, "tanh": np.tanh,
    "erf": special.erf, "erfc": special.erfc,
    "logistic": lambda x: np.where(
        x >= 0, 1 / (1 + np.exp(-np.abs(x))), np.exp(-np.abs(x)) / (1 + np.exp(-np.abs(x)))),
    "abs": np.abs, "sign": np.sign, "max": np.maximum, "min": np.minimum,
    "eq": np.equal, "ne": np.not_equal, "gt": np.greater, "ge": np.greater_equal,
    "lt": np.less, "le": np.less_equal, "and": np.logical_and, "or": np.logical_or,
    "not": np.logical_not, "is_finite": np.isfinite,
    "select_n": select_n, "stop_gradient": lambda x: x, "copy": lambda x: x,
    "reduce_sum": lambda x, axes, **_: np.sum(x, axis=axes),
    "reduce_max": lambda x, axes, **_: np.max(x, axis=axes),
    "reduce_min": lambda x, axes, **_: np.min(x, axis=axes),
    "broadcast_in_dim": broadcast_in_dim, "dot_general": dot_general,
    "reshape": lambda x, new_sizes, **_: np.reshape(x, new_sizes),
    "squeeze": lambda x, dimensions: np.squeeze(x, axis=dimensions),
    "transpose": lambda x, permutation: np.transpose(x, permutation),
    "concatenate": lambda *x, dimension: np.concatenate(x, axis=dimension),
    "pad": pad, "slice": slice_, "split": split, "iota": iota,
    "dynamic_slice": dynamic_slice, "dynamic_update_slice": dynamic_update_slice,
    "convert_element_type": lambda x, new_dtype, **_: np.asarray(x).astype(new_dtype),
}
# Picking entries in steps and putting them back, whose options are long: they are left to JAX.
LEFT_TO_JAX = {"gather", "scatter-add", "rev"}
# What the trace says about accuracy has no meaning for numpy.
WITHOUT_OPTIONS = {"exp", "exp2", "log", "log1p", "expm1", "sin", "cos", "tanh", "logistic", "sqrt"}
ROUNDED = WITHOUT_OPTIONS | {
    "add", "add_any", "sub", "mul", "div", "pow", "integer_pow", "square", "erf", "erfc",
    "reduce_sum", "dot_general"}


def jittered(x, lots):
    """Floating-point numbers with a last bit more or less, by lot."""
    if x.dtype.kind != "f":
        return x
    return x * (1 + lots.choice([-1, 1], x.shape) * np.finfo(x.dtype).eps)


def run(jaxpr, constants, *arguments, lots=None):
    """The results of a trace for some arguments; with `lots` each rounded one has erred."""
    values = dict(zip(jaxpr.constvars, map(np.asarray, constants)))
    values.update(zip(jaxpr.invars, map(np.asarray, arguments)))

    def read(variable):
        return np.asarray(variable.val) if hasattr(variable, "val") else values[variable]

    for equation in jaxpr.eqns:
        name, operands = equation.primitive.name, [read(x) for x in equation.invars]
        inner = equation.params.get("jaxpr") or equation.params.get("call_jaxpr")
        if inner is not None:
            results = run(inner.jaxpr, inner.consts, *operands, lots=lots)
        else:
            options = {} if name in WITHOUT_OPTIONS else equation.params
            if name in LEFT_TO_JAX:
                results = equation.primitive.bind(*operands, **options)
            else:
                results = OPERATIONS[name](*operands, **options)
            if not equation.primitive.multiple_results:
                results = [results]
            if lots is not None and name in ROUNDED:
                results = [jittered(np.asarray(x), lots) for x in results]
        values.update(zip(equation.outvars, results))
    return [read(x) for x in jaxpr.outvars]
