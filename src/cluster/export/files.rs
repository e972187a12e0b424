//! The documents of an archive as files, for whoever loads them with other tools.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::archive::Archive;
use super::place::whole_articles;
use super::progress::{ExportProgress, Step};
use crate::cluster::document::Document;
use crate::cluster::mapping::{self, Layout};
use crate::{Error, Result};

/// A file is full at this many bytes: it is sent as one request, and a small cluster takes no more.
const FULL: usize = 5 << 20;

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// How many articles.
    pub articles: u64,
    /// How many words, with one document of figures.
    pub words: u64,
    /// In how many files.
    pub files: u64,
}

/// Writes an archive to `folder`: `articles.json` and `words.json`, with which its two indexes are made (`PUT /NAME-1`), and
/// `articles-000001.ndjson`, `words-000001.ndjson` and so on, each the body of one request (`POST /NAME-1/_bulk`). To load one
/// of them twice changes nothing.
///
/// # Errors
///
/// When the archive cannot be read, or the folder not be written.
pub fn write_files(
    archive: &dyn Archive,
    layout: Layout,
    folder: &Path,
    progress: &dyn ExportProgress,
) -> Result<Files> {
    fs::create_dir_all(folder).map_err(|cause| Error::from(cause).at(folder))?;
    for (name, body) in [("articles.json", whole_articles(layout, archive)), ("words.json", mapping::words(layout))] {
        let path = folder.join(name);
        fs::write(&path, format!("{body:#}\n")).map_err(|cause| Error::from(cause).at(&path))?;
    }
    progress.begun(Step::Sending, archive.document_count());
    let mut articles = Bulk { folder, stem: "articles", out: None, files: 0, documents: 0 };
    for number in 0..archive.piece_count() {
        let documents = archive.piece(number)?;
        documents.iter().try_for_each(|document| articles.write(document))?;
        progress.done(documents.len() as u64);
    }
    articles.close()?;
    let mut words = Bulk { folder, stem: "words", out: None, files: 0, documents: 0 };
    archive.each_word(&mut |document| words.write(&document))?;
    words.close()?;
    Ok(Files { articles: articles.documents, words: words.documents, files: articles.files + words.files })
}

struct Bulk<'a> {
    folder: &'a Path,
    stem: &'static str,
    out: Option<OpenFile>,
    files: u64,
    documents: u64,
}

struct OpenFile {
    path: PathBuf,
    out: BufWriter<File>,
    bytes: usize,
}

impl Bulk<'_> {
    fn write(&mut self, document: &Document) -> Result<()> {
        let lines = lines(document);
        if self.out.as_ref().is_some_and(|file| file.bytes + lines.len() > FULL) {
            self.close()?;
        }
        let file = match &mut self.out {
            Some(file) => file,
            none => {
                self.files += 1;
                let path = self.folder.join(format!("{}-{:06}.ndjson", self.stem, self.files));
                let out = File::create(&path).map_err(|cause| Error::from(cause).at(&path))?;
                none.insert(OpenFile { path, out: BufWriter::new(out), bytes: 0 })
            }
        };
        file.out.write_all(lines.as_bytes()).map_err(|cause| Error::from(cause).at(&file.path))?;
        file.bytes += lines.len();
        self.documents += 1;
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        match self.out.take() {
            Some(mut file) => file.out.flush().map_err(|cause| Error::from(cause).at(&file.path)),
            None => Ok(()),
        }
    }
}

fn lines(document: &Document) -> String {
    let mut about = json!({ "_id": document.id });
    if document.routing != document.id {
        about["routing"] = json!(document.routing);
    }
    format!("{}\n{}\n", json!({ "index": about }), document.source)
}
