#!/bin/sh
# Prints what a program needs of Debian: the libraries it names, glibc in the version it asks for.
set -eu
objdump -p "$1" | awk '
  $1 == "NEEDED" { needed[$2] = 1 }
  match($0, /GLIBC_[0-9.]+/) {
    version = substr($0, RSTART + 6, RLENGTH - 6)
    split(version, new, "."); split(glibc, old, ".")
    if (new[2] + 0 > old[2] + 0) glibc = version
  }
  END {
    line = "libc6 (>= " glibc ")"
    if ("libgcc_s.so.1" in needed) line = line ", libgcc-s1"
    if ("libncursesw.so.6" in needed) line = line ", libncursesw6"
    if ("libstdc++.so.6" in needed) line = line ", libstdc++6 (>= 12)"
    if ("libtinfo.so.6" in needed) line = line ", libtinfo6"
    print line
  }'
