"""Traces of PyTorch's optimizers and schedulers, which ours are compared with.

    pip install torch && python3 optimizers.py > optimizers.json

Each trace minimises sum(c * (w - t)^2 + sin(3 w)) in float64, with gradients by autograd.
"""

import json

import torch

ITERATIONS = 24

PARAMETERS = {
    "scalar": {"w": [0.5], "t": [3.0], "c": [1.0], "shape": []},
    "2x3": {
        "w": [0.5, -1.25, 2.0, -0.1, 4.0, 0.0],
        "t": [1.0, 2.0, -3.0, 0.5, -0.25, 0.75],
        "c": [1.0, 0.5, 0.25, 2.0, 0.125, 1.5],
        "shape": [2, 3],
    },
}

RULES = {
    "sgd": lambda w, decay: torch.optim.SGD([w], lr=RATE, weight_decay=decay),
    "momentum": lambda w, decay: torch.optim.SGD([w], lr=RATE, momentum=0.9, weight_decay=decay),
    "nesterov": lambda w, decay: torch.optim.SGD(
        [w], lr=RATE, momentum=0.9, nesterov=True, weight_decay=decay
    ),
    "rmsprop": lambda w, decay: torch.optim.RMSprop(
        [w], lr=RATE, alpha=0.99, eps=1e-8, weight_decay=decay
    ),
    "adam": lambda w, decay: torch.optim.Adam(
        [w], lr=RATE, betas=(0.9, 0.999), eps=1e-8, weight_decay=decay
    ),
}

RATE = 0.03

SCHEDULERS = torch.optim.lr_scheduler
SCHEDULES = {
    "constant": lambda optimizer: SCHEDULERS.ConstantLR(optimizer, factor=1.0),
    "step": lambda optimizer: SCHEDULERS.StepLR(optimizer, step_size=7, gamma=0.5),
    "exponential": lambda optimizer: SCHEDULERS.ExponentialLR(optimizer, gamma=0.95),
    "cosine": lambda optimizer: SCHEDULERS.CosineAnnealingLR(optimizer, T_max=ITERATIONS),
}


def trace(rule, decay, schedule, parameter):
    def tensor(name):
        return torch.tensor(parameter[name], dtype=torch.float64).reshape(parameter["shape"])

    w, t, c = tensor("w").requires_grad_(), tensor("t"), tensor("c")
    optimizer = RULES[rule](w, decay)
    scheduler = SCHEDULES[schedule](optimizer)
    rates, values = [], []
    for _ in range(ITERATIONS):
        optimizer.zero_grad()
        (c * (w - t) ** 2 + torch.sin(3 * w)).sum().backward()
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
        values.append(w.detach().flatten().tolist())
    return {
        "rule": rule, "weightDecay": decay, "schedule": schedule, "w": parameter["w"],
        "t": parameter["t"], "c": parameter["c"], "shape": parameter["shape"],
        "rates": rates, "values": values,
    }


traces = [
    trace(rule, decay, schedule, parameter)
    for rule in RULES
    for decay in (0.0, 0.1)
    for schedule in SCHEDULES
    for parameter in PARAMETERS.values()
]
print('{"torch": "%s", "rate": %s, "traces": [' % (torch.__version__, RATE))
print(",\n".join(json.dumps(trace) for trace in traces))
print("]}")
