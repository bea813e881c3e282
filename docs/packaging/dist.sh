#!/bin/sh
# Makes the files of a release of what has been built. `make dist` calls it.
#
# usage: dist.sh FOLDER VERSION STATIC-PROGRAM [DYNAMIC-PROGRAM]
#
# The same commit gives the same bytes: all times are that of the commit, all owners are root, and names
# are sorted. Without a dynamic program there is no Debian package.
set -eu
export LC_ALL=C TZ=UTC
umask 022
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$1 version=$2 static=$3 dynamic=${4:-}
machine=$(uname -m)
: "${SOURCE_DATE_EPOCH:=$(git -C "$root" log -1 --format=%ct 2>/dev/null || date +%s)}"
export SOURCE_DATE_EPOCH

rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The program with its manual page, completions and examples, below a prefix.
lay_out() {
  DESTDIR="" PREFIX=$1 PROGRAM=$2 sh "$root/docs/packaging/install.sh"
  strip "$1/bin/backprop"
  forget_compilation "$1/bin/backprop"
  mkdir -p "$1/share/doc/backprop"
  cp -R "$root/Graphs" "$1/share/doc/backprop/examples"
  cp "$root/LICENSE" "$root/README.md" "$root/CHANGELOG.md" "$1/share/doc/backprop/"
}

# The compiler keeps sums of its command lines in the program, with the folder in them, and nobody reads
# them at run time: they become zeros, so that the folder makes no difference.
forget_compilation() {
  size=$(objdump -h -j .swift_modhash "$1" | awk '$2 == ".swift_modhash" { print $3 }')
  head -c "$((0x$size))" /dev/zero >"$work/zeros"
  objcopy --update-section ".swift_modhash=$work/zeros" "$1"
}

set_times() { find "$1" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +; }

# The archive.
name=backprop-$version-linux-$machine
lay_out "$work/$name" "$static"
set_times "$work/$name"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --format=ustar -cf "$work/archive.tar" "$name"
gzip -9n <"$work/archive.tar" >"$out/$name.tar.gz"

# The wheel.
python3 "$root/docs/packaging/wheel.py" "$work/$name" "$version" "$machine" "$out"

# The Debian package.
if [ -n "$dynamic" ]; then
  architecture=$(dpkg --print-architecture)
  package=$work/deb revision=$version-1
  # Who answers for it: whoever has made the commit, if nobody else is named.
  maintainer=${MAINTAINER:-$(git -C "$root" log -1 --format='%an <%ae>')}
  lay_out "$package/usr" "$dynamic"
  documents=$package/usr/share/doc/backprop
  gzip -9n "$package/usr/share/man/man1/backprop.1"
  rm "$documents/LICENSE"
  gzip -9n <"$root/CHANGELOG.md" >"$documents/changelog.gz"
  rm "$documents/CHANGELOG.md"
  {
    printf 'backprop (%s) unstable; urgency=medium\n\n' "$revision"
    printf '  * Version %s; what has changed is in changelog.gz.\n\n' "$version"
    printf ' -- %s  %s\n' "$maintainer" "$(date -R -d "@$SOURCE_DATE_EPOCH")"
  } | gzip -9n >"$documents/changelog.Debian.gz"
  cp "$root/docs/packaging/copyright" "$documents/copyright"
  mkdir -p "$package/DEBIAN"
  {
    echo "Package: backprop"
    echo "Version: $revision"
    echo "Architecture: $architecture"
    echo "Maintainer: $maintainer"
    echo "Section: education"
    echo "Priority: optional"
    echo "Installed-Size: $(du -sk --apparent-size "$package/usr" | cut -f1)"
    echo "Depends: $(sh "$root/docs/packaging/depends.sh" "$package/usr/bin/backprop")"
    cat "$root/docs/packaging/description"
  } >"$package/DEBIAN/control"
  (cd "$package" && find usr -type f | sort | xargs md5sum >DEBIAN/md5sums)
  set_times "$package"
  dpkg-deb --root-owner-group -Zxz --build "$package" "$out/backprop_${revision}_$architecture.deb" >/dev/null
fi

cd "$out"
sha256sum -- * >SHA256SUMS
