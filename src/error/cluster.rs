//! What goes wrong between the program and a cluster.

/// What a cluster was asked and did not do, with the node that it was asked of.
#[derive(Debug, thiserror::Error)]
#[error("{node}: {trouble}")]
pub struct ClusterError {
    /// The address of the node, without user and password.
    pub node: String,
    /// What happened.
    pub trouble: ClusterTrouble,
}

/// The kinds of trouble with a cluster that a caller can tell apart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClusterTrouble {
    /// Nothing answers, or the connection was cut; the text says how.
    #[error("the cluster cannot be reached: {0}; is it running, and is the address right?")]
    Unreachable(String),
    /// The certificate is not one of an authority that is trusted here, or does not fit the address.
    #[error(
        "the cluster's certificate is not trusted: {0}; name the file of its authority with --ca FILE, and the host as the certificate does"
    )]
    Untrusted(String),
    /// The user is unknown, or may not do this.
    #[error(
        "the cluster refuses this user (HTTP {status}): {reason}; give DATELINE_CLUSTER_USER and DATELINE_CLUSTER_PASSWORD, or DATELINE_CLUSTER_TOKEN"
    )]
    Denied {
        /// 401 or 403.
        status: u16,
        /// In the cluster's words.
        reason: String,
    },
    /// There is no archive, or no index, of this name.
    #[error("the cluster has no `{0}`; `dateline export FOLDER --cluster URL --name NAME` makes an archive")]
    NoArchive(String),
    /// The request is not to the cluster's liking.
    #[error("the cluster refused the request (HTTP {status}, {kind}): {reason}")]
    Refused {
        /// The status of the answer.
        status: u16,
        /// OpenSearch's name of the error, such as `too_many_clauses`.
        kind: String,
        /// In the cluster's words.
        reason: String,
    },
    /// The request is longer than the cluster takes.
    #[error("the cluster takes no request of {bytes} bytes; raise its `http.max_content_length`")]
    TooLarge {
        /// The length of the request as it was sent.
        bytes: usize,
    },
    /// Asked again and again, the cluster has no time, no manager, or not all of its shards.
    #[error("the cluster was asked for {seconds} s and is still not ready: {reason}; run the same command again later")]
    Busy {
        /// For how long it was tried.
        seconds: u64,
        /// In the cluster's words.
        reason: String,
    },
    /// Not all shards answered. A part of an answer is never shown.
    #[error(
        "only {answered} of {total} shards answered{reason}; a part would be a wrong answer, so nothing is shown; see `GET _cluster/health` of the cluster"
    )]
    Incomplete {
        /// How many shards answered.
        answered: u64,
        /// How many there are.
        total: u64,
        /// In the cluster's words, after a colon, or nothing.
        reason: String,
    },
    /// The cluster gave up on the question.
    #[error("the cluster gave up before it had the whole answer ({0}); ask for less, or give it more time")]
    TimedOut(String),
    /// The cluster takes no writes, as it does when its disks are nearly full.
    #[error(
        "the cluster takes no writes: {0}; where a disk is full, make room and run the same command again: what was sent stays"
    )]
    ReadOnly(String),
    /// The answer is not one of OpenSearch's.
    #[error("the answer is not one of an OpenSearch cluster: {0}")]
    Unintelligible(String),
    /// The archive in the cluster is not what this program can read or write; the text says what to do.
    #[error("{0}")]
    Unfit(String),
}
