//! Where in a command line the word stands that is being typed: what may come there.

use std::path::PathBuf;

use clap::{Arg, Command};

/// What may come next.
#[derive(Debug)]
pub(super) enum Place<'a> {
    /// A command, or an option that may stand before it.
    Command,
    /// An option of this command.
    Option(&'a Command),
    /// The value of this option.
    Value(&'a Arg),
    /// Something that is no option, of this command.
    Positional(&'a Command),
}

/// The word that is being typed, and what stands before it.
#[derive(Debug)]
pub(super) struct Typed<'a> {
    /// What may come.
    pub(super) place: Place<'a>,
    /// The part of the word that is matched: behind `--option=`.
    pub(super) word: String,
    /// The part of the word before that.
    pub(super) before: String,
    /// The index that was named.
    pub(super) index: Option<PathBuf>,
}

impl<'a> Typed<'a> {
    /// Reads the words behind the name of the program; the last one is being typed.
    pub(super) fn read(program: &'a Command, words: &[String]) -> Typed<'a> {
        let (last, done) = words.split_last().map_or(("", &[][..]), |(last, done)| (last.as_str(), done));
        // bash cuts `--option=value` into three words.
        let done: Vec<&str> = done.iter().map(String::as_str).filter(|word| *word != "=").collect();
        let last = if last == "=" { "" } else { last };
        let mut index = None;
        let mut command: Option<&Command> = None;
        let mut expects: Option<&Arg> = None;
        for (at, word) in done.iter().enumerate() {
            if expects.take().is_some() {
                continue;
            }
            match word.split_once('=') {
                Some(("--index", folder)) => index = Some(folder.into()),
                None if *word == "--index" => index = done.get(at + 1).map(PathBuf::from),
                _ => {}
            }
            expects = option(command.unwrap_or(program), word);
            if expects.is_none() && !word.starts_with('-') && command.is_none() {
                command = program.find_subcommand(word);
            }
        }
        // Before the command, `--index` is told by the options of any command.
        if expects.is_none() && command.is_none() && done.last() == Some(&"--index") {
            expects = program.get_subcommands().find_map(|command| option(command, "--index"));
        }
        let (place, before) = match (expects, command, last.split_once('=')) {
            (Some(option), ..) => (Place::Value(option), String::new()),
            (None, Some(command), Some((name, _))) if option(command, name).is_some() => {
                (option(command, name).map_or(Place::Command, Place::Value), format!("{name}="))
            }
            (None, Some(command), _) if last.starts_with('-') => (Place::Option(command), String::new()),
            (None, Some(command), _) => (Place::Positional(command), String::new()),
            (None, None, _) => (Place::Command, String::new()),
        };
        Typed { place, word: last[before.len()..].to_owned(), before, index }
    }
}

/// The option of a command that goes by a word and takes a value behind it.
fn option<'a>(command: &'a Command, word: &str) -> Option<&'a Arg> {
    let takes_value =
        |arg: &&Arg| arg.get_num_args().is_some_and(|count| count.takes_values() && count.min_values() > 0);
    let is_named = |arg: &&Arg| match word.strip_prefix("--") {
        Some(name) => arg.get_long() == Some(name),
        None => word.len() == 2 && word.strip_prefix('-').and_then(|name| name.chars().next()) == arg.get_short(),
    };
    command.get_arguments().filter(|arg| !arg.is_positional()).filter(is_named).find(takes_value)
}
