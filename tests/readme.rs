//! The sessions of README and tutorial, run as a new user would: every `console` block prints what the page shows.
//!
//! With `DATELINE_UPDATE=1` in the environment the blocks are written anew instead.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_readme_shows_what_the_commands_print() {
    shows_what_the_commands_print("README.md");
}

#[test]
fn the_tutorial_shows_what_the_commands_print() {
    shows_what_the_commands_print("docs/tutorial.md");
}

fn shows_what_the_commands_print(page: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let index = folder.path().join("index");
    let dateline = env!("CARGO_BIN_EXE_dateline");
    let built =
        Command::new(dateline).current_dir(root).args(["index", "corpus/archive", "--index"]).arg(&index).output();
    assert!(built.unwrap().status.success(), "the sample archive is read without trouble");

    let shown = fs::read_to_string(root.join(page)).unwrap();
    let mut printed = String::new();
    let mut in_block = false;
    let mut commands = 0;
    for line in shown.lines() {
        let command = line.strip_prefix("$ ").filter(|_| in_block);
        match line {
            "```console" => in_block = true,
            "```" => in_block = false,
            _ => {}
        }
        if let Some(command) = command {
            commands += 1;
            printed.push_str(&format!("{line}\n{}", run(root, &index, command)));
        } else if !in_block || line == "```console" {
            printed.push_str(&format!("{line}\n"));
        }
    }
    assert!(commands >= 6, "the sessions were not found");
    if std::env::var_os("DATELINE_UPDATE").is_some() {
        fs::write(root.join(page), &printed).unwrap();
    } else {
        assert_eq!(printed, shown, "{page}; DATELINE_UPDATE=1 cargo test readme writes it anew");
    }
}

/// What a command line prints on both streams, but for the time of files, which is another in every clone.
fn run(root: &Path, index: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_dateline")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {command}; }} 2>&1")]).current_dir(root);
    shell.env("PATH", path).env("DATELINE_INDEX", index).env("NO_COLOR", "1");
    shell.env("XDG_STATE_HOME", index.with_file_name("state"));
    shell.env("XDG_CONFIG_HOME", index.with_file_name("config")).env_remove("DATELINE_CONFIG");
    let text = String::from_utf8(shell.output().unwrap().stdout).unwrap();
    let text = text.replace(&format!("{}/", root.display()), "");
    text.lines().filter(|line| !line.starts_with("changed  ")).map(|line| format!("{line}\n")).collect()
}
