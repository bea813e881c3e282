#!/usr/bin/env python3
"""Runs a program on a terminal of its own, as a person would, and looks at what it draws.

usage: screen.py KEYS TEXT,TEXT... COMMAND...

Waits until the first TEXT has been drawn, sends KEYS one by one, waits for the other texts, sends q and
waits for the end. Fails where a text does not come, where the status is not 0, or where the terminal is
not given back.
"""
import os, pty, select, signal, struct, sys, termios, fcntl, time

SECONDS = 20


def run(keys, texts, command):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    os.kill(child, signal.SIGWINCH)
    drawn = bytearray()

    def read_until(found):
        end = time.monotonic() + SECONDS
        while not found():
            ready = select.select([terminal], [], [], max(0, end - time.monotonic()))[0]
            try:
                data = os.read(terminal, 65536) if ready else b""
            except OSError:
                data = b""
            if not data:
                return found()
            drawn.extend(data)
        return True

    for number, text in enumerate(texts):
        if not read_until(lambda: text.encode() in drawn):
            os.kill(child, signal.SIGKILL)
            return f"'{text}' is not drawn: {bytes(drawn[-2000:])!r}"
        if number == 0:
            os.write(terminal, keys.encode())
    os.write(terminal, b"q")
    read_until(lambda: False)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 0:
        return f"the status is {status}: {bytes(drawn[-500:])!r}"
    if b"\x1b[?1049h" in drawn and b"\x1b[?1049l" not in drawn:
        return "the terminal is not given back"
    return None


fault = run(sys.argv[1], sys.argv[2].split(","), sys.argv[3:])
if fault:
    sys.exit(fault)
