//! A certificate of one's own authority, and the name that it was made out for.

use std::net::TcpListener;
use std::process::{Command, Stdio};

use super::nodes::Cluster;
use crate::harness::Archive;

/// Runs openssl in the folder of the archive.
fn openssl(archive: &Archive, arguments: &str) {
    let mut command = Command::new("openssl");
    command.current_dir(archive.path()).args(arguments.split(' ')).stderr(Stdio::null());
    assert!(command.status().unwrap().success(), "openssl {arguments}");
}

#[test]
fn a_certificate_has_to_be_of_an_authority_that_is_trusted_and_of_this_host() {
    // It needs openssl and no node, but runs where the cluster's tests run.
    let Some(_) = Cluster::of(2) else { return };
    let archive = Archive::new();
    openssl(&archive, "req -x509 -newkey rsa:2048 -nodes -days 2 -keyout ca.key -out ca.pem -subj /CN=Tests");
    openssl(&archive, "req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=localhost");
    std::fs::write(archive.path().join("names"), "subjectAltName=DNS:localhost").unwrap();
    openssl(
        &archive,
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out server.pem",
    );
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut server = Command::new("openssl")
        .current_dir(archive.path())
        .args(["s_server", "-www", "-quiet", "-cert", "server.pem", "-key", "server.key", "-accept", &port.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    let told = |host: &str, more: &[&str]| {
        let address = format!("https://{host}:{port}");
        archive.run(&[&["export", "archive", "--cluster", &address], more].concat()).exits(2).stderr()
    };
    assert!(told("localhost", &[]).contains("certificate is not trusted"), "no browser trusts this authority");
    // Trusted, it is found out to be no OpenSearch.
    assert!(told("localhost", &["--ca", "ca.pem"]).contains("not one of an OpenSearch cluster"));
    assert!(told("127.0.0.1", &["--ca", "ca.pem"]).contains("certificate is not trusted"), "the name is another");
    server.kill().unwrap();
    server.wait().unwrap();
}
