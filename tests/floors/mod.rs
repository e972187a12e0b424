//! The walls of ARCHITECTURE.md as tests. When one fails, move the type that both sides need down a floor; do not add
//! an exception.
//!
//! The sources are parsed, and a path is followed through renamings and re-exports to the file that holds what it means
//! (`house`); `rules` are functions of what was found, and `broken` shows of each that it fails when it is broken.

mod broken;
mod house;
mod rules;
mod source;

use std::sync::OnceLock;

use house::House;
use rules::Exceptions;

/// What is being rebuilt. An exception that nothing needs any more is a fault as well.
const EXCEPTIONS: Exceptions = Exceptions { faces: &[], arrows: &[] };

fn package() -> &'static House {
    static PACKAGE: OnceLock<House> = OnceLock::new();
    PACKAGE.get_or_init(House::of_package)
}

#[track_caller]
fn holds(faults: Vec<String>) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_is_seen() {
    holds(rules::all_is_seen(package()));
}

#[test]
fn imports_run_downward() {
    holds(rules::imports_run_downward(package()));
}

#[test]
fn files_and_rooms_of_a_folder_form_no_circle() {
    holds(rules::nothing_goes_in_a_circle(package(), &EXCEPTIONS));
}

#[test]
fn faces_hold_no_logic() {
    holds(rules::faces_hold_no_logic(package(), &EXCEPTIONS));
}

#[test]
fn no_file_and_no_function_is_long() {
    holds(rules::nothing_is_long(package()));
}

#[test]
fn the_library_does_not_see_the_program() {
    holds(rules::the_library_sees_no_world(package()));
}

#[test]
fn nothing_unwraps_outside_tests() {
    holds(rules::nothing_unwraps(package()));
}
