#!/bin/sh
# build.sh [FOLDER]: builds a static binary, and of it a tarball and a .deb, into FOLDER (dist/ if left out).
#
# The binary is static by glibc's own means, or by musl where that target is installed (`rustup target add x86_64-unknown-linux-musl`,
# musl-tools), so it runs on any Linux of its processor, without libraries. `dpkg-deb` makes the .deb; without it there is none.
# Try what was built: `mkdir root && dpkg-deb -x dist/*.deb root && sudo chroot root /usr/bin/dateline --version`.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
out=${1:-$root/dist}
mkdir -p "$out"
out=$(cd "$out" && pwd)
cd "$root"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
machine=$(uname -m)
target=$machine-unknown-linux-gnu
if rustup target list --installed 2>/dev/null | grep -q "^$machine-unknown-linux-musl$"; then
    target=$machine-unknown-linux-musl
fi
profile=${PROFILE:-dist}
# A static program of glibc's does not find the system's source of chance by its name, and would read /dev/urandom instead, which a bare
# chroot has not: it asks the kernel (3.17 or newer).
RUSTFLAGS="${RUSTFLAGS:-} -C target-feature=+crt-static --cfg getrandom_backend=\"linux_getrandom\"" cargo build --profile "$profile" --target "$target"
binary=${CARGO_TARGET_DIR:-target}/$target/$profile/dateline

# What goes along: manual pages and completions, written by the binary itself.
name=dateline-$version-$target
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$name/man" "$stage/$name/completions"
cp "$binary" README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE NOTICE "$stage/$name/"
export DATELINE_CONFIG=/dev/null
"$binary" man --to "$stage/$name/man"
"$binary" completions bash >"$stage/$name/completions/dateline.bash"
"$binary" completions zsh >"$stage/$name/completions/_dateline"
"$binary" completions fish >"$stage/$name/completions/dateline.fish"
tar -C "$stage" --owner=0 --group=0 -czf "$out/$name.tar.gz" "$name"
echo "$out/$name.tar.gz"

command -v dpkg-deb >/dev/null || exit 0
case $machine in x86_64) arch=amd64 ;; aarch64) arch=arm64 ;; *) arch=$machine ;; esac
deb=$stage/deb
install -Dm755 "$binary" "$deb/usr/bin/dateline"
for page in "$stage/$name/man"/*.1; do
    install -Dm644 "$page" "$deb/usr/share/man/man1/$(basename "$page")"
done
gzip -9n "$deb"/usr/share/man/man1/*.1
install -Dm644 "$stage/$name/completions/dateline.bash" "$deb/usr/share/bash-completion/completions/dateline"
install -Dm644 "$stage/$name/completions/_dateline" "$deb/usr/share/zsh/vendor-completions/_dateline"
install -Dm644 "$stage/$name/completions/dateline.fish" "$deb/usr/share/fish/vendor_completions.d/dateline.fish"
for file in LICENSE-MIT LICENSE-APACHE NOTICE; do
    install -Dm644 "$file" "$deb/usr/share/doc/dateline/$file"
done
mkdir -p "$deb/DEBIAN"
cat >"$deb/DEBIAN/control" <<CONTROL
Package: dateline
Version: $version
Architecture: $arch
Maintainer: dateline <dateline@localhost>
Section: text
Priority: optional
Installed-Size: $(du -sk "$deb/usr" | cut -f1)
Description: full-text search for archives of saved news articles
 Strips the boilerplate, works out when and where each story happened and
 what it is about, and answers with ranked passages and facets. One binary,
 no services.
CONTROL
dpkg-deb --root-owner-group --build "$deb" "$out/dateline_${version}_$arch.deb" >/dev/null
echo "$out/dateline_${version}_$arch.deb"
