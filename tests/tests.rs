//! The integration tests, one binary. Each module says what it holds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on panics where it stands")]

/// One page saved several times.
mod captures;
/// Pages in every charset.
mod charsets;
/// The commands, as a user meets them.
mod cli;
/// An archive in a real cluster.
#[cfg(feature = "cluster")]
mod cluster;
/// What the articles of a site tell of each other.
mod collection;
/// One question at every door.
mod doors;
/// Every day after the first hour: help, completions, texts in a folder, saved searches.
mod everyday;
/// Archives as people hold them, a form each.
mod exports;
/// Faults around a run: full disks, foreign indexes, files that vanish.
mod faults;
/// The first hour with the program.
mod first_hour;
/// The walls of the house: who may import whom, how long a file may be.
mod floors;
/// Files that other tools wrote.
mod formats;
/// The forms of output.
mod forms;
/// Exports of further services, and what is told of forms that are not read.
mod further_exports;
/// The sample archive read as a whole.
mod gold;
/// A temporary archive, and the program run over it with both its streams compared whole.
mod harness;
/// An archive whose files mean harm.
mod hostile;
/// The page on JSON, and what is printed.
mod json_page;
/// The judged queries and the gold labels of the sample archive.
mod judged;
/// Pages of many languages, marks and generators.
mod kinds_of_pages;
/// The same answers for any number of threads, and after a kill at any moment.
mod lasting;
/// The door of assistants.
#[cfg(feature = "serve")]
mod mcp;
/// An index that outlives the build that wrote it.
mod outliving;
/// Names of files and members that are no text.
mod paths;
/// What the program does beyond finding.
mod program;
/// What the library shows to a program that embeds it.
mod public;
/// Articles that were read elsewhere, indexed here.
mod read_elsewhere;
/// What README.md shows is what the commands print.
mod readme;
/// Saved searches, and what is new to them.
mod saved;
/// Pages as they were saved, shown again.
mod saved_pages;
/// The page in the browser, and its API.
#[cfg(feature = "serve")]
mod serve;
/// The configuration file, and what wins over it.
mod settings;
/// Sixty steps of a reporter, a librarian and an analyst.
mod sixty_steps;
/// What a copy is worth: the hash of its file.
mod sources;
/// No text of an archive reaches a terminal raw.
mod terminal;
/// Pages that were kept as text, in the layouts of many sites and tools.
mod text_copies;
/// Names that are no country, and names that are another.
mod traps;
/// Folders that are watched.
#[cfg(feature = "serve")]
mod watch;
