//! Which folders lie on a network: there the system hears of no changes that other machines make.

use std::path::Path;

/// The kinds of file systems that other machines write to, as `/proc/mounts` names them.
const NETWORKS: &[&str] = &[
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "9p",
    "ceph",
    "glusterfs",
    "afs",
    "fuse.sshfs",
    "fuse.rclone",
    "fuse.s3fs",
];

/// Whether a folder lies on a network, as far as the system tells; only Linux does.
pub(super) fn is_network(folder: &Path) -> bool {
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    NETWORKS.contains(&kind(folder, &mounts))
}

/// The kind of the file system that a folder lies on, by the lines of `/proc/mounts`.
fn kind<'m>(folder: &Path, mounts: &'m str) -> &'m str {
    let mount = |line: &'m str| {
        let mut words = line.split(' ');
        let (_, place, kind) = (words.next()?, words.next()?, words.next()?);
        // Spaces and their like stand as octal numbers there.
        let place = place.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\");
        folder.starts_with(&place).then_some((place.len(), kind))
    };
    // Of mounts on one place the last is the one that is seen.
    mounts.lines().filter_map(mount).max_by_key(|(length, _)| *length).map_or("", |(_, kind)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_mount_decides() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nserver:/news /srv/saved\\040news nfs4 rw 0 0\n/dev/sdb1 /srv/saved\\040news/local ext4 rw 0 0\n";
        assert_eq!(kind(Path::new("/srv/saved news/2025"), mounts), "nfs4");
        assert_eq!(kind(Path::new("/srv/saved news/local/2025"), mounts), "ext4");
        assert_eq!(kind(Path::new("/srv/saved"), mounts), "ext4");
        assert_eq!(kind(Path::new("/srv"), ""), "");
    }
}
