//! Which cluster, and who asks it. Secrets come from the environment or from files: a command line can be read by others.

use std::path::PathBuf;

use anyhow::{Context, bail};
use dateline::ask::{ClusterOpener, Live};
use dateline::cluster::ClusterSearcher;
use dateline::cluster::client::{Access, Connection, Credentials, Patience, Plaintext};
use dateline::model::ArchivePath;

use super::arguments::IndexArgument;
use super::opened::Opened;
use super::settings::{set, settings};
use super::{last, output};

/// The name of an archive in a cluster where none is given.
const USUAL_NAME: &str = "dateline";

/// Which archive of which cluster.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Cluster")]
pub(crate) struct ClusterArguments {
    /// Address of an OpenSearch cluster, `https://host:9200`.
    ///
    /// Several nodes stand with commas between. Where it is left out, what DATELINE_CLUSTER names, else the configuration file.
    /// User and password are those of DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD, or a token that of
    /// DATELINE_CLUSTER_TOKEN; with `_FILE` behind their names these variables name a file that holds the secret.
    #[arg(long, value_name = "URL")]
    cluster: Option<String>,
    /// Name of the archive in the cluster [default: dateline].
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// File with the certificates (PEM) of the authorities to trust, where they are not those that browsers trust.
    #[arg(long, value_name = "FILE", hide_short_help = true)]
    ca: Option<PathBuf>,
    /// Let everybody on the way read and change what is sent: `http://` also to other machines.
    #[arg(long, hide_short_help = true)]
    insecure: bool,
}

impl ClusterArguments {
    /// The archive's name in the cluster.
    pub(crate) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or(USUAL_NAME)
    }

    /// Opens the archive in the cluster that was named, to be asked; none where the index is meant.
    pub(crate) fn open(&self, index: &IndexArgument) -> anyhow::Result<Option<Opened>> {
        let Some(connection) = self.asked(index)? else { return Ok(None) };
        let searcher = ClusterSearcher::open(connection.clone(), self.name())?;
        if let Some(warning) = searcher.warning()? {
            output::warn(&warning);
        }
        let folder = state_folder(&connection, self.name())?;
        Ok(Some(Opened::kept_in(Box::new(searcher), folder)))
    }

    /// The same for a door that stays open.
    pub(crate) fn live(&self, index: &IndexArgument) -> anyhow::Result<Option<Live>> {
        let Some(connection) = self.asked(index)? else { return Ok(None) };
        let folder = state_folder(&connection, self.name())?;
        let folder =
            folder.context("there is no folder for what is kept of a cluster's archive; set HOME or XDG_STATE_HOME")?;
        let opener = ClusterOpener::new(connection, self.name());
        Ok(Some(Live::over(Box::new(opener), &folder)))
    }

    /// The cluster that is asked; none where the index is. What was typed counts before what stands in the environment or in the
    /// configuration file, and both cannot be asked.
    fn asked(&self, index: &IndexArgument) -> anyhow::Result<Option<Connection>> {
        match (&index.named, &self.cluster, &self.name) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
                bail!(
                    "--index is an index on this machine, --cluster and --name are an archive elsewhere; leave one out"
                )
            }
            (Some(_), None, None) => return Ok(None),
            (None, ..) => {}
        }
        let connection = self.connection(Patience::question())?;
        if let (None, Some(name)) = (&connection, &self.name) {
            bail!(
                "--name {name} is an archive in a cluster; which one? --cluster https://host:9200, or DATELINE_CLUSTER"
            )
        }
        Ok(connection)
    }

    /// A connection to the cluster that was named; none where none was.
    pub(crate) fn connection(&self, patience: Patience) -> anyhow::Result<Option<Connection>> {
        let named = self.cluster.clone();
        let of_environment = || set("DATELINE_CLUSTER").map(|text| text.to_string_lossy().into_owned());
        let Some(addresses) = named.or_else(of_environment).or_else(|| settings().cluster.clone()) else {
            return Ok(None);
        };
        let mut access = Access::to(&addresses)?;
        access.credentials = credentials()?;
        access.authorities = self.ca.clone().or_else(|| settings().ca.clone());
        access.plaintext = if self.insecure { Plaintext::Anywhere } else { Plaintext::Loopback };
        access.patience = patience;
        Ok(Some(Connection::open(&access)?))
    }
}

/// Where this user keeps what he keeps of an archive in a cluster: saved searches, lists and notes. It goes by the cluster itself and
/// not by the address at which it is asked. None where the system has no place for it.
fn state_folder(connection: &Connection, name: &str) -> anyhow::Result<Option<PathBuf>> {
    let Some(state) = last::state_folder() else { return Ok(None) };
    let id = connection.version()?.cluster;
    Ok(Some(state.join("clusters").join(format!("{name}-{id}"))))
}

/// Who asks, by the environment.
fn credentials() -> anyhow::Result<Option<Credentials>> {
    let user = secret("DATELINE_CLUSTER_USER")?;
    let password = secret("DATELINE_CLUSTER_PASSWORD")?;
    match (secret("DATELINE_CLUSTER_TOKEN")?, user, password) {
        (Some(token), None, None) => Ok(Some(Credentials::Token(token))),
        (None, Some(user), Some(password)) => Ok(Some(Credentials::Password { user, password })),
        (None, None, None) => Ok(None),
        (Some(_), _, _) => {
            bail!("both a token and a user are set for the cluster; DATELINE_CLUSTER_TOKEN goes without the others")
        }
        (None, _, _) => {
            bail!("DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD go together; one of them is not set")
        }
    }
}

/// A secret of a variable, or of the file that the variable of this name with `_FILE` names.
fn secret(name: &str) -> anyhow::Result<Option<String>> {
    let file_variable = format!("{name}_FILE");
    match (set(name), set(&file_variable)) {
        (Some(_), Some(_)) => bail!("{name} and {file_variable} are both set; one of them is enough"),
        // What is no text is not told either: it may be the secret.
        (Some(value), None) => match value.into_os_string().into_string() {
            Ok(text) => Ok(Some(text)),
            Err(_) => bail!("{name} is not valid UTF-8"),
        },
        (None, Some(path)) => {
            let place = || format!("{file_variable}: {}", ArchivePath::from(&path));
            let text = std::fs::read_to_string(&path).with_context(place)?;
            Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
        }
        (None, None) => Ok(None),
    }
}
