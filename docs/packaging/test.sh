#!/bin/sh
# Installs and uses the files of a release where there is nothing else. `make dist-test` calls it.
#
# usage: test.sh FOLDER VERSION
#
# What cannot be tried here is said, with the reason, and fails nothing.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
dist=$(cd "$1" && pwd) version=$2
machine=$(uname -m)
work=$(mktemp -d)
cleanup() {
  for place in "$work"/*/proc; do umount "$place" 2>/dev/null || true; done
  rm -rf "$work"
}
trap cleanup EXIT

fail() { echo "dist-test: $*" >&2; exit 1; }
left_out() { echo "left out: $*"; }
did() { echo "fine: $*"; }

# Everything that a person does first; the words before a program start it, as chroot does.
use() { # description, command...
  what=$1; shift
  [ "$("$@" --version)" = "$version" ] || fail "$what: --version"
  "$@" eval sigmoid-neuron | grep -q '^f  *gate  *0.731058' || fail "$what: eval"
  "$@" train spiral-net --iterations 20 --every 20 | tail -1 | grep -q . || fail "$what: train"
  printf '?\n' | "$@" quiz sigmoid-neuron --plain --questions 1 | grep -q 'right' || fail "$what: quiz"
}
screen() { # description, TERM, locale, texts, command...
  what=$1 term=$2 locale=$3 texts=$4; shift 4
  env -i TERM="$term" LANG="$locale" PATH="$PATH" $terminfo \
    python3 "$here/screen.py" n "$texts" "$@" sigmoid-neuron || fail "$what: the screen with TERM=$term LANG=$locale"
}
terminfo=

(cd "$dist" && sha256sum -c --quiet SHA256SUMS) || fail "the sums are wrong"
did "sums"

# The archive.
archive=backprop-$version-linux-$machine
tar -C "$work" -xzf "$dist/$archive.tar.gz"
for file in bin/backprop share/man/man1/backprop.1 share/bash-completion/completions/backprop \
  share/zsh/site-functions/_backprop share/fish/vendor_completions.d/backprop.fish \
  share/doc/backprop/LICENSE share/doc/backprop/examples/sigmoid-neuron.expr; do
  [ -s "$work/$archive/$file" ] || fail "the archive has no $file"
done
use "archive" "$work/$archive/bin/backprop"
screen "archive" xterm-256color C.UTF-8 '─,-2.00' "$work/$archive/bin/backprop"
did "archive"

# The program in a folder that is all there is.
if [ "$(id -u)" = 0 ]; then
  mkdir "$work/empty"
  cp "$work/$archive/bin/backprop" "$work/empty/backprop"
  inside="chroot $work/empty /backprop"
  use "empty root" $inside
  for term in xterm xterm-256color tmux tmux-256color screen screen-256color linux vt100 unknown-kind; do
    screen "empty root" "$term" de_DE.UTF-8 '─,-2.00' $inside
  done
  screen "empty root" xterm C 'sigmoid-neuron.expr,-2.00' $inside
  did "empty root: no /proc, no terminfo, no locale; eight kinds of terminal and an unknown one"
  mkdir "$work/empty/proc"
  if mount -t proc proc "$work/empty/proc" 2>/dev/null; then
    use "empty root with /proc" $inside
    screen "empty root with /proc" xterm-256color de_DE.UTF-8 '─,-2.00' $inside
    umount "$work/empty/proc"
    did "empty root with /proc"
  else
    left_out "/proc in an empty root: it cannot be mounted here"
  fi
  mkdir -p "$work/empty/terms/r"
  printf 'rare-kind|a terminal that only this folder knows,\n\tam, cols#80, lines#24, cup=\\E[%%i%%p1%%d;%%p2%%dH, clear=\\E[H\\E[2J,\n' >"$work/rare.ti"
  if tic -o "$work/empty/terms" "$work/rare.ti" 2>/dev/null; then
    terminfo=TERMINFO=/terms
    screen "terminfo folder" rare-kind de_DE.UTF-8 '─,-2.00' $inside
    terminfo=
    did "empty root with a terminfo folder alone"
  else
    left_out "a terminfo folder: there is no tic"
  fi
else
  left_out "empty root: it takes root"
fi

# The wheel.
wheel=$(ls "$dist"/*.whl)
if python3 -m venv "$work/venv" 2>/dev/null; then
  "$work/venv/bin/pip" install --quiet --disable-pip-version-check --no-index "$wheel" || fail "pip install"
  use "wheel" "$work/venv/bin/backprop"
  screen "wheel" tmux-256color C.UTF-8 '─,-2.00' "$work/venv/bin/backprop"
  [ -s "$work/venv/share/man/man1/backprop.1" ] || fail "the wheel has no manual page"
  "$work/venv/bin/pip" uninstall --quiet --yes backprop-debugger
  [ ! -e "$work/venv/bin/backprop" ] || fail "pip uninstall leaves the program"
  did "wheel in a new virtual environment, and gone again"
  if "$work/venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 --timeout 20 auditwheel 2>/dev/null; then
    "$work/venv/bin/python" -m auditwheel show "$wheel" >"$work/audit" 2>&1 || true
    if grep -q 'does not look like a platform wheel\|pure' "$work/audit"; then
      did "auditwheel finds nothing to link in the wheel"
    elif grep -q 'external' "$work/audit" && ! grep -q 'no external shared libraries\|requires no external' "$work/audit"; then
      fail "auditwheel: $(cat "$work/audit")"
    else
      did "auditwheel finds no external libraries"
    fi
  else
    left_out "auditwheel: it cannot be installed"
  fi
else
  left_out "wheel: python3 has no venv"
fi
if objdump -p "$work/$archive/bin/backprop" | grep -q NEEDED; then fail "the static program needs libraries"; fi

# Manual page and completions.
if command -v mandoc >/dev/null; then
  mandoc -T lint -W error "$here/../backprop.1" || fail "the manual page"
elif command -v man >/dev/null; then
  [ -z "$(man --warnings -l "$here/../backprop.1" 2>&1 >/dev/null)" ] || fail "the manual page"
else
  left_out "manual page: there is neither mandoc nor man"
fi
python3 "$here/completion.py" "$here/../completions" "$work/$archive/bin/backprop" || fail "completions"
did "manual page and completions"

# The Debian package.
package=$(ls "$dist"/*.deb 2>/dev/null || true)
if [ -z "$package" ]; then
  left_out "Debian package: make dist makes it"
  exit 0
fi
if command -v lintian >/dev/null; then
  lintian --fail-on error --tag-display-limit 0 "$package" || fail "lintian"
  did "lintian without errors"
else
  left_out "lintian: it is not installed"
fi
if [ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null; then
  mirror=${MIRROR:-http://deb.debian.org/debian}
  if debootstrap --variant=minbase --include=libncursesw6 bookworm "$work/debian" "$mirror" >"$work/log" 2>&1; then
    cp "$package" "$work/debian/backprop.deb"
    chroot "$work/debian" dpkg -i /backprop.deb >/dev/null || fail "dpkg -i"
    use "Debian package" chroot "$work/debian" backprop
    screen "Debian package" xterm C.UTF-8 '─,-2.00' chroot "$work/debian" /usr/bin/backprop
    chroot "$work/debian" dpkg -r backprop >/dev/null
    [ ! -e "$work/debian/usr/bin/backprop" ] || fail "dpkg -r leaves the program"
    did "Debian package in a bare Debian, and gone again"
  else
    left_out "bare Debian: debootstrap says $(tail -1 "$work/log")"
  fi
else
  left_out "bare Debian: it takes root and debootstrap"
fi
