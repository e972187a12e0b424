#!/usr/bin/env bash
# Linked statically against glibc, a Rust program has no random bytes where there is no /dev: it can name nothing.
#
# One would guess: getrandom calls the kernel's getrandom(2), so a static program makes a UUID anywhere: "no libraries" is all
#                  that a bare container or chroot asks for.
# What happens:    on glibc the crate looks its function up by name at run time. A static program has no table of names, the
#                  look-up gives nothing, and the crate reads /dev/urandom: in a root without /dev the UUID panics ("OS Error:
#                  2", no such file). Built with --cfg getrandom_backend="linux_getrandom" it makes one there.
# Why it matters:  search engines that are shipped as one static file (tantivy names its segments by UUID) run on the machine where
#                  they were built, and fail at the first write in the bare root that they were made static for.
# Seen with:       getrandom 0.4.3, uuid 1.29.3, Rust 1.95, glibc, 2026-11-30. Needs cargo, and unshare of util-linux.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
cd "$folder"
unset RUSTFLAGS CARGO_TARGET_DIR RUSTC_BOOTSTRAP
mkdir -p name/src root
cat >name/Cargo.toml <<'TOML'
[package]
name = "name"
version = "0.0.0"
edition = "2024"

[dependencies]
uuid = { version = "=1.29.3", features = ["v4"] }
getrandom = "=0.4.3"
TOML
cat >name/src/main.rs <<'RUST'
fn main() {
    println!("{}", uuid::Uuid::new_v4().to_string().len());
}
RUST
target=$(rustc -vV | sed -n 's/^host: //p')
case $target in *-linux-gnu) ;; *) echo "this is of glibc on Linux; here is $target"; exit 1 ;; esac
rustc --version

# tried NAME FLAGS: builds the program, and runs it as it is, and in a root that holds nothing else.
tried() {
    local binary=$folder/$1/$target/release/name
    RUSTFLAGS=$2 cargo build --quiet --release --manifest-path name/Cargo.toml --target "$target" --target-dir "$folder/$1"
    cp "$binary" "root/$1"
    echo "$1, here: $("$binary")"
    echo "$1, in a bare root: $(unshare --map-root-user --root "$folder/root" "/$1" 2>&1 | grep -io '^36$\|os error:* 2' | head -1 || true)"
}
static="-C target-feature=+crt-static"
tried static "$static" | tee static.txt
tried asked "$static --cfg getrandom_backend=\"linux_getrandom\"" | tee asked.txt

grep -q "^static, here: 36$" static.txt
grep -qi "^static, in a bare root: os error:* 2" static.txt
grep -q "^asked, in a bare root: 36$" asked.txt
