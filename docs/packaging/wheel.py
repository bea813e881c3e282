#!/usr/bin/env python3
"""Packs a program into a wheel, so that `pip install` puts it on the PATH: the program and nothing of Python.

usage: wheel.py FOLDER VERSION MACHINE OUT

FOLDER is a prefix with bin and share in it. The program is static, so the wheel fits every Linux of its
machine. The same contents give the same bytes.
"""
import base64, hashlib, os, sys, time, zipfile

NAME = "backprop_debugger"
# Examples and documents stay in the archive: the program has the examples in itself.
LEFT_OUT = "share/doc/"


def main(folder, version, machine, out):
    tag = f"py3-none-manylinux_2_17_{machine}.manylinux2014_{machine}.musllinux_1_1_{machine}"
    info, data = f"{NAME}-{version}.dist-info", f"{NAME}-{version}.data"
    files = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            inside = os.path.relpath(path, folder)
            if inside.startswith(LEFT_OUT):
                continue
            with open(path, "rb") as file:
                content = file.read()
            home = "scripts/" + name if inside.startswith("bin/") else "data/" + inside
            files[f"{data}/{home}"] = (content, 0o755 if inside.startswith("bin/") else 0o644)
    with open(os.path.join(folder, "share/doc/backprop/LICENSE"), "rb") as file:
        files[f"{info}/licenses/LICENSE"] = (file.read(), 0o644)
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "wheel.md"), encoding="utf-8") as file:
        words = file.read()
    metadata = (
        f"Metadata-Version: 2.4\nName: backprop-debugger\nVersion: {version}\n"
        "Summary: A debugger for the chain rule, in the terminal\n"
        "License-Expression: Apache-2.0\nLicense-File: LICENSE\nRequires-Python: >=3.7\n"
        "Keywords: backpropagation,chain rule,computation graph,education\n"
        "Classifier: Environment :: Console :: Curses\nClassifier: Intended Audience :: Education\n"
        "Classifier: Operating System :: POSIX :: Linux\nDescription-Content-Type: text/markdown\n\n" + words
    )
    files[f"{info}/METADATA"] = (metadata.encode(), 0o644)
    tags = "".join(f"Tag: py3-none-{one}\n" for one in tag.split("-")[2].split("."))
    wheel = f"Wheel-Version: 1.0\nGenerator: backprop {version}\nRoot-Is-Purelib: false\n{tags}"
    files[f"{info}/WHEEL"] = (wheel.encode(), 0o644)
    record = "".join(f"{name},sha256={digest(files[name][0])},{len(files[name][0])}\n" for name in sorted(files))
    files[f"{info}/RECORD"] = (f"{record}{info}/RECORD,,\n".encode(), 0o644)

    moment = time.gmtime(max(int(os.environ["SOURCE_DATE_EPOCH"]), 315532800))[:6]
    with zipfile.ZipFile(os.path.join(out, f"{NAME}-{version}-{tag}.whl"), "w", zipfile.ZIP_DEFLATED) as archive:
        # What describes the wheel comes last, as readers expect it.
        for name in sorted(files, key=lambda name: (name.startswith(info), name)):
            content, mode = files[name]
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, content, compresslevel=9)


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


main(*sys.argv[1:])
