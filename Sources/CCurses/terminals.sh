#!/bin/sh
# Writes Terminals.h: the entries of Terminals.ti as ncurses takes them from the variable TERMINFO.
set -eu
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
tic -x -o "$folder" Terminals.ti
echo '// Made of Terminals.ti by `make terminals`.'
for name in xterm-256color xterm tmux-256color tmux screen-256color screen linux vt100; do
  printf '{"%s",\n' "$name"
  infocmp -x -Q2 -A "$folder" "$name" | sed '/^#/d' | tr -d '\n' | fold -w 100 | sed 's/.*/ "&"/'
  printf '\n},\n'
done
