//! The limits of reading, as options of the commands that read archives.

use dateline::source::{Companions, FieldMap, Limits};

/// What is left out of an archive for its size; the report names the option of each limit that was reached.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArguments {
    /// The largest page, text or record that is read, in MiB (16).
    #[arg(long, value_name = "MIB")]
    max_document: Option<u64>,
    /// The largest MHTML file, web archive, PDF or mail message that is read, in MiB (64).
    #[arg(long, value_name = "MIB")]
    max_bundle: Option<u64>,
    /// The most members and records that are read out of one file (10,000,000).
    #[arg(long, value_name = "N")]
    max_members: Option<u64>,
    /// The most that one compressed file may grow to, in MiB (65,536).
    #[arg(long, value_name = "MIB")]
    max_expanded: Option<u64>,
    /// How many times its own size a compressed file may grow to (250).
    #[arg(long, value_name = "N")]
    max_ratio: Option<u64>,
    /// The largest ZIP archive inside another file that is unpacked, in MiB (4,096).
    #[arg(long, value_name = "MIB")]
    max_spooled: Option<u64>,
    /// How many layers of compression and containers are opened (4).
    #[arg(long, value_name = "N")]
    max_depth: Option<usize>,
    /// Read too what programs keep beside the pages they save: HTTrack's log and cache, `X_files` beside `X.html`, robots.txt.
    #[arg(long)]
    all_files: bool,
}

/// The limits of this program where nobody asks for others.
pub(super) fn usual() -> Limits {
    #[cfg(feature = "pdf")]
    return Limits::default().pdf(super::read_pdf::reading());
    #[cfg(not(feature = "pdf"))]
    Limits::default()
}

impl LimitArguments {
    /// The limits that these options make, with the names of fields.
    pub(super) fn limits(&self, fields: FieldMap) -> Limits {
        let usual = usual();
        let bytes = |option: Option<u64>, usual: u64| option.map_or(usual, |count| count.saturating_mul(1 << 20));
        usual
            .clone()
            .max_document(bytes(self.max_document, usual.max_document))
            .max_bundle(bytes(self.max_bundle, usual.max_bundle))
            .max_members(self.max_members.unwrap_or(usual.max_members))
            .max_expanded(bytes(self.max_expanded, usual.max_expanded))
            .max_ratio(self.max_ratio.unwrap_or(usual.max_ratio))
            .max_spooled(bytes(self.max_spooled, usual.max_spooled))
            .max_depth(self.max_depth.unwrap_or(usual.max_depth))
            .companions(if self.all_files { Companions::Read } else { Companions::LeftOut })
            .fields(fields)
    }
}
