//! An archive that was opened, to be asked once.

use std::path::{Path, PathBuf};

use anyhow::Context;
use dateline::ask::Engine;
use dateline::index::Index;
use dateline::search::Searcher;

/// An archive that was opened.
pub(crate) struct Opened {
    /// What answers.
    pub(crate) engine: Box<dyn Engine>,
    /// Where lies what people keep of it; none where this machine has no place for that.
    folder: Option<PathBuf>,
}

impl Opened {
    /// The last commit of an index.
    pub(crate) fn of(index: &Index) -> anyhow::Result<Opened> {
        let engine = Box::new(Searcher::new(index.snapshot()?)?);
        Ok(Opened { engine, folder: Some(index.folder().to_path_buf()) })
    }

    /// An archive of which people keep what they keep in a folder.
    #[cfg(feature = "cluster")]
    pub(crate) fn kept_in(engine: Box<dyn Engine>, folder: Option<PathBuf>) -> Opened {
        Opened { engine, folder }
    }

    /// The folder of what people keep of it, where there is one.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// The folder in which its saved searches lie.
    pub(crate) fn saved_folder(&self) -> anyhow::Result<&Path> {
        self.folder().context("there is no folder for searches in a cluster's archive; set HOME or XDG_STATE_HOME")
    }
}
