#!/bin/sh
# Puts the program, its manual page and its completions below a prefix; with `remove` takes them away.
#
# usage: DESTDIR=… PREFIX=… PROGRAM=… install.sh [remove]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
prefix=$DESTDIR$PREFIX

place() { # mode, from, to
  if [ "${action:-}" = remove ]; then
    rm -f "$prefix/$3"
  else
    install -d "$prefix/$(dirname "$3")"
    install -m "$1" "$2" "$prefix/$3"
  fi
}

action=${1:-}
place 755 "${PROGRAM:-}" bin/backprop
place 644 "$root/docs/backprop.1" share/man/man1/backprop.1
place 644 "$root/docs/completions/backprop.bash" share/bash-completion/completions/backprop
place 644 "$root/docs/completions/_backprop" share/zsh/site-functions/_backprop
place 644 "$root/docs/completions/backprop.fish" share/fish/vendor_completions.d/backprop.fish
