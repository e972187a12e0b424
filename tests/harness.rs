//! A temporary archive, and the program run over it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder of its own for one test: an archive in `archive`, an index in `index`.
pub(crate) struct Archive {
    folder: TempDir,
}

impl Archive {
    /// An empty archive.
    pub(crate) fn new() -> Archive {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("archive")).unwrap();
        Archive { folder }
    }

    /// The folder that commands run in.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file of the archive.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path().join("archive").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Removes a file of the archive.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path().join("archive").join(name)).unwrap();
    }

    /// The program with these arguments in this folder.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.current_dir(self.path()).args(arguments).env_remove("DATELINE_INDEX").env("NO_COLOR", "1");
        // Started on a screen without words, the program would open the page.
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
        command.env("XDG_STATE_HOME", self.path().join("state"));
        command.env("XDG_CONFIG_HOME", self.path().join("config")).env_remove("DATELINE_CONFIG");
        command.env_remove("DATELINE_CLUSTER");
        command
    }

    /// Runs the program with these arguments in this folder.
    #[must_use = "a run that nobody looks at tests nothing"]
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        Run { command: arguments.join(" "), output, folder: self.path().canonicalize().unwrap() }
    }
}

/// What the program said.
pub(crate) struct Run {
    command: String,
    output: Output,
    folder: PathBuf,
}

impl Run {
    /// What it wrote to standard output, the test's folder written as `[DIR]`.
    pub(crate) fn stdout(&self) -> String {
        self.clean(&self.output.stdout)
    }

    /// What it wrote to standard output, as JSON with its paths as they are.
    #[cfg(feature = "serve")]
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.output.stdout).unwrap()
    }

    /// What it wrote to standard error, likewise.
    pub(crate) fn stderr(&self) -> String {
        self.clean(&self.output.stderr)
    }

    /// Asserts the exit code and both streams whole.
    #[track_caller]
    pub(crate) fn says(&self, code: i32, stdout: &str, stderr: &str) {
        assert_eq!(self.stdout(), stdout, "standard output of `dateline {}`", self.command);
        assert_eq!(self.stderr(), stderr, "standard error of `dateline {}`", self.command);
        assert_eq!(self.output.status.code(), Some(code), "exit code of `dateline {}`", self.command);
    }

    /// Asserts the exit code.
    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Run {
        assert_eq!(
            self.output.status.code(),
            Some(code),
            "exit code of `dateline {}`\n{}\n{}",
            self.command,
            self.stdout(),
            self.stderr()
        );
        self
    }

    fn clean(&self, bytes: &[u8]) -> String {
        String::from_utf8_lossy(bytes).replace(&*self.folder.to_string_lossy(), "[DIR]")
    }
}
