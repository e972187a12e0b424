//! The program, serving an index in a folder of its own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

/// `dateline serve` over an index in a folder of its own, until it is dropped.
pub struct Served {
    folder: TempDir,
    program: Child,
    /// Where it serves, without a slash at the end.
    pub address: String,
}

/// The sample archive of the project.
pub fn corpus() -> PathBuf {
    root().join("corpus/archive")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the package lies in the project")
}

/// The program under test: the one that `DATELINE` names, else the debug build.
fn program() -> PathBuf {
    std::env::var_os("DATELINE").map_or_else(|| root().join("target/debug/dateline"), PathBuf::from)
}

impl Served {
    /// The sample archive.
    pub fn samples() -> Served {
        Served::over(&[&corpus()])
    }

    /// An archive of files that are written down here: names and what they hold.
    pub fn files(files: &[(&str, &str)]) -> Served {
        let folder = tempfile::tempdir().expect("a folder for the archive");
        let archive = folder.path().join("archive");
        for (name, content) in files {
            let path = archive.join(name);
            std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder of the archive");
            std::fs::write(path, content).expect("a file of the archive");
        }
        Served::start(folder, &[&archive])
    }

    /// Folders that are there.
    pub fn over(folders: &[&Path]) -> Served {
        Served::start(tempfile::tempdir().expect("a folder for the index"), folders)
    }

    /// No index yet: the first start of whoever has none.
    pub fn nothing() -> Served {
        Served::start(tempfile::tempdir().expect("a folder for the index"), &[])
    }

    fn start(folder: TempDir, folders: &[&Path]) -> Served {
        let index = folder.path().join("index");
        if !folders.is_empty() {
            let run = Command::new(program()).arg("index").args(folders).arg("--index").arg(&index).output();
            let run = run.expect("dateline runs");
            assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        }
        let mut serve = Command::new(program());
        serve.args(["serve", "--no-open", "--port", "0", "--index"]).arg(&index).env("HOME", folder.path());
        let mut program = serve.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("dateline serves");
        let mut address = String::new();
        let told = program.stdout.take().expect("its output is taken");
        BufReader::new(told).read_line(&mut address).expect("it tells where it serves");
        let address = address.trim().trim_end_matches('/').to_owned();
        assert!(address.starts_with("http://127.0.0.1:"), "{address}");
        Served { folder, program, address }
    }

    /// The folder of everything: the index lies in `index`, files that were written down in `archive`.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Reads the archive again, as a terminal beside the page does.
    pub fn index_again(&self) {
        let archive = self.folder().join("archive");
        let mut run = Command::new(program());
        run.arg("index").arg(archive).arg("--index").arg(self.folder().join("index"));
        assert!(run.output().expect("dateline runs").status.success());
    }

    /// Builds the index anew, as a terminal beside the page does.
    pub fn rebuild(&self) {
        let mut run = Command::new(program());
        run.args(["index", "--rebuild", "--index"]).arg(self.folder().join("index"));
        let done = run.output().expect("dateline runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
