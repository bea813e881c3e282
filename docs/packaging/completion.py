#!/usr/bin/env python3
"""Tries the completions in the shells themselves: types a line, presses Tab, and reads what stands there.

usage: completion.py FOLDER-OF-COMPLETIONS PROGRAM

A shell that is not installed is left out, and that is said.
"""
import os, pty, re, select, shutil, signal, subprocess, sys, tempfile, time

# What is typed before Tab, and what stands there afterwards; a list is what is offered among others.
LINES = [
    ("backprop ev", "backprop eval "),
    ("backprop eval sigmoid-neuron-f", "backprop eval sigmoid-neuron-functions "),
    ("backprop eval only", "backprop eval only.expr "),
    ("backprop eval blank", r"backprop eval blank\ in\ it.expr "),
    ("backprop eval fold", "backprop eval folder/"),
    ("backprop eval folder/ins", "backprop eval folder/inside.expr "),
    ("backprop eval ~/at", "backprop eval ~/at-home.expr "),
    ("backprop only", "backprop only.expr "),
    ("backprop sigmoid-neuron-f", "backprop sigmoid-neuron-functions "),
    ("backprop train --check", "backprop train --checkpoint "),
    ("backprop train a --load fo", "backprop train a --load folder/"),
    ("backprop draw --phase back", "backprop draw --phase backward "),
    ("backprop draw --at", "backprop draw --at"),
    ("backprop only.expr --at upd", "backprop only.expr --at update "),
    ("backprop data ro", "backprop data rows.csv "),
    ("backprop course moons-de", "backprop course moons-de"),
    ("backprop help qu", "backprop help quiz "),
]
OFFERED = [
    ("backprop eval o", ["only.expr", "overflow"]),
    ("backprop train --format ", ["csv", "npy", "npz"]),
    ("backprop eval --", ["--iterations", "--json", "--load"]),
    ("backprop course moons-de", ["moons-decay", "moons-deep"]),
]


def interactive(command, setup, folder, environment, line):
    """What a shell shows after a line and two Tabs."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(command[0], command, environment)
    shown = bytearray()

    def read(until, seconds):
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            if select.select([terminal], [], [], 0.05)[0]:
                try:
                    shown.extend(os.read(terminal, 65536))
                except OSError:
                    return

    def send(text):
        os.write(terminal, text.encode())

    send(setup + "; echo re''ady\r")
    read(lambda: b"ready" in shown, 30)
    shown.clear()
    time.sleep(0.2)
    send(line + "\t")
    time.sleep(0.3)
    # What stands behind the line says where it ends.
    send("@")
    read(lambda: b"@" in shown, 20)
    first = bytes(shown).decode(errors="replace")
    send("\x7f\t\t")
    read(lambda: False, 0.7)
    os.kill(child, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(child, 0)
    return plain(first), plain(bytes(shown).decode(errors="replace"))


def plain(text):
    text = re.sub(r"\x1b(\[[0-9;?]*[a-zA-Z]|[=>]|\][^\x07]*\x07)", "", text)
    while "\x08" in text:
        text = re.sub("[^\x08]?\x08", "", text, count=1)
    return text.replace("\x07", "").replace("\r", "")


def main(completions, program):
    home = tempfile.mkdtemp()
    folder = os.path.join(home, "work")
    os.makedirs(os.path.join(folder, "folder"))
    work = ["only.expr", "blank in it.expr", "folder/inside.expr", "rows.csv"]
    for name in ["work/" + one for one in work] + ["at-home.expr"]:
        open(os.path.join(home, name), "w").close()
    environment = {
        "HOME": home, "TERM": "dumb", "LC_ALL": "C.UTF-8",
        "PATH": os.path.dirname(os.path.abspath(program)) + ":/usr/bin:/bin",
    }
    faults = []
    shells = {
        "bash": (["bash", "--norc", "--noprofile", "-i"], f"PS1=; bind 'set bell-style none'; source {completions}/backprop.bash"),
        "zsh": (["zsh", "-f", "-i"], f"PS1=; unsetopt zle_bracketed_paste; fpath=({completions} $fpath); autoload -U compinit; compinit -u -d {home}/dump"),
    }
    for shell, (command, setup) in shells.items():
        if not shutil.which(shell):
            print(f"{shell} is not installed: its completion is left out")
            continue
        for line, expected in LINES:
            first, _ = interactive(command, setup, folder, environment, line)
            # A shell ends an option with a value by = and anything else by a blank, or by nothing.
            ends = ["@", " @", "=@"] if expected.endswith(" ") else ["@"]
            if not any(expected.rstrip() + end in first for end in ends):
                faults.append(f"{shell}: {line!r} becomes {first!r} and not {expected!r}")
        for line, offered in OFFERED:
            _, all_shown = interactive(command, setup, folder, environment, line)
            missing = [word for word in offered if word not in all_shown]
            if missing:
                faults.append(f"{shell}: {line!r} does not offer {missing}: {all_shown!r}")
    if shutil.which("fish"):
        for line, expected in LINES + OFFERED:
            script = f"source {completions}/backprop.fish; complete -C {quoted(line)}"
            lines = subprocess.run(
                ["fish", "--no-config", "-c", script], cwd=folder, env=environment, capture_output=True, text=True
            ).stdout.splitlines()
            words = [one.split("\t")[0] for one in lines]
            if isinstance(expected, str):
                if expected == line:
                    continue
                last = expected.rstrip().split(" ")[-1] if "\\" not in expected else "blank in it.expr"
                wanted = [last]
            else:
                wanted = expected
            missing = [word for word in wanted if word not in words and word.replace(" ", "\\ ") not in words]
            if missing:
                faults.append(f"fish: {line!r} does not offer {missing}: {words}")
    else:
        print("fish is not installed: its completion is left out")
    shutil.rmtree(home)
    return faults


def quoted(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


faults = main(os.path.abspath(sys.argv[1]), sys.argv[2])
if faults:
    sys.exit("\n".join(faults))
