//! Where a cluster is, and who asks it.

use std::fmt;
use std::fs;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use url::{Host, Url};

use super::patience::Patience;
use crate::{ClusterTrouble, Error, Result};

/// Where a cluster is, and how to speak with it.
#[derive(Clone, Debug)]
pub struct Access {
    /// The addresses of nodes, `https://host:9200`; each is tried in turn. A path is kept, for clusters behind a proxy.
    pub nodes: Vec<Url>,
    /// Who asks; nobody where the cluster asks for no name.
    pub credentials: Option<Credentials>,
    /// A file with the certificates (PEM) of the authorities to trust; those of the browsers (Mozilla's) if left out.
    pub authorities: Option<PathBuf>,
    /// Where a connection may be unencrypted.
    pub plaintext: Plaintext,
    /// How long to try.
    pub patience: Patience,
}

/// Where a connection may be unencrypted, so that everybody on the way can read and change what is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Plaintext {
    /// To this machine alone.
    #[default]
    Loopback,
    /// Wherever the user says `http://`.
    Anywhere,
}

/// Who asks. Its `Debug` form tells no secret.
#[derive(Clone, PartialEq, Eq)]
pub enum Credentials {
    /// A user and a password (RFC 7617).
    Password {
        /// The name; it has no colon.
        user: String,
        /// The password.
        password: String,
    },
    /// A token that was given out for this (RFC 6750).
    Token(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Credentials::Password { .. } => f.write_str("Password(..)"),
            Credentials::Token(_) => f.write_str("Token(..)"),
        }
    }
}

impl Credentials {
    /// The value of the header `Authorization`.
    pub(super) fn header(&self) -> String {
        match self {
            Credentials::Password { user, password } => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
            }
            Credentials::Token(token) => format!("Bearer {token}"),
        }
    }
}

impl Access {
    /// Access to a cluster by one address, or several with commas between.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::Unfit`] when an address is none, or holds a user or a password: command lines can be read by others.
    pub fn to(addresses: &str) -> Result<Access> {
        let nodes: Vec<Url> = addresses.split(',').map(str::trim).map(address).collect::<Result<_>>()?;
        Ok(Access {
            nodes,
            credentials: None,
            authorities: None,
            plaintext: Plaintext::default(),
            patience: Patience::question(),
        })
    }

    /// Refuses what would send a secret or an archive over an open wire.
    ///
    /// # Errors
    ///
    /// [`ClusterTrouble::Unfit`] when an address is unencrypted and not this machine's own.
    pub(super) fn check(&self) -> Result<()> {
        let is_open = |url: &&Url| url.scheme() == "http" && !is_loopback(url);
        match self.nodes.iter().find(is_open).filter(|_| self.plaintext == Plaintext::Loopback) {
            None => Ok(()),
            Some(url) => Err(unfit(
                &place(url),
                "over http:// everybody on the way can read and change what is sent; use https://, or say --insecure",
            )),
        }
    }

    /// The certificates of the file of authorities.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or holds no certificate.
    pub(super) fn certificates(&self) -> Result<Option<Vec<ureq::tls::Certificate<'static>>>> {
        let Some(path) = &self.authorities else { return Ok(None) };
        let bytes = fs::read(path).map_err(|cause| Error::from(cause).at(path))?;
        let mut found = Vec::new();
        for item in ureq::tls::parse_pem(&bytes) {
            match item {
                Ok(ureq::tls::PemItem::Certificate(certificate)) => found.push(certificate),
                Ok(_) => {}
                Err(cause) => return Err(Error::malformed(format!("no PEM file: {cause}")).at(path)),
            }
        }
        if found.is_empty() {
            return Err(Error::malformed("the file holds no certificate (BEGIN CERTIFICATE)").at(path));
        }
        Ok(Some(found))
    }
}

/// How errors name a node: host and port.
pub(super) fn place(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
}

/// An error that concerns the cluster at `place`.
pub(super) fn unfit(place: &str, what: &str) -> Error {
    Error::cluster(place, ClusterTrouble::Unfit(what.to_owned()))
}

fn address(text: &str) -> Result<Url> {
    let wanted = "an address looks like https://host:9200 or http://localhost:9200";
    let url = match Url::parse(text) {
        Ok(url) if url.has_host() && matches!(url.scheme(), "http" | "https") => url,
        // What is no address may hold a password all the same.
        _ if text.contains('@') => return Err(unfit("--cluster", wanted)),
        _ => return Err(unfit(text, wanted)),
    };
    if !url.username().is_empty() || url.password().is_some() {
        let told = "user and password do not belong into an address, where others can read them; give \
                    DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD in the environment";
        return Err(unfit(&place(&url), told));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(unfit(&place(&url), wanted));
    }
    Ok(url)
}

pub(super) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_refused_in_addresses_and_are_in_no_error() {
        for text in ["https://anna:geheim@host:9200", "http://geheim@localhost", "anna:geheim@host", "https:/x:geheim@"]
        {
            let told = format!("{0} {0:?}", Access::to(text).unwrap_err());
            assert!(!told.contains("geheim") && !told.contains("anna"), "{told}");
        }
        let mut access = Access::to("https://host").unwrap();
        access.credentials = Some(Credentials::Password { user: "anna".to_owned(), password: "geheim".to_owned() });
        assert!(!format!("{access:?}").contains("geheim"));
        access.credentials = Some(Credentials::Token("geheim".to_owned()));
        assert!(!format!("{access:?}").contains("geheim"));
    }

    #[test]
    fn an_open_wire_leads_to_this_machine_alone_unless_the_user_says_so() {
        for (text, is_fine) in [
            ("http://localhost:9200", true),
            ("http://127.0.0.1:9200,http://[::1]:9201", true),
            ("http://127.0.0.1:9200,http://10.0.0.1:9200", false),
            ("http://localhost.example.org", false),
            ("https://10.0.0.1:9200", true),
        ] {
            let mut access = Access::to(text).unwrap();
            assert_eq!(access.check().is_ok(), is_fine, "{text}");
            access.plaintext = Plaintext::Anywhere;
            assert!(access.check().is_ok());
        }
        for wrong in ["", "host:9200", "ftp://host", "https://", "https://host?x=1"] {
            assert!(Access::to(wrong).unwrap_err().to_string().contains("https://host:9200"), "{wrong}");
        }
    }

    #[test]
    fn the_header_is_that_of_the_rfc() {
        let known = Credentials::Password { user: "Aladdin".to_owned(), password: "open sesame".to_owned() };
        assert_eq!(known.header(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "the example of RFC 7617");
        assert_eq!(Credentials::Token("abc".to_owned()).header(), "Bearer abc");
    }
}
