//! Certificates as an operator makes them, with the command line of OpenSSL: an authority of their own, and what it vouches for.

use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

const SETTINGS: &str = "\
[req]
prompt = no
distinguished_name = subject
[subject]
CN = Throughcare under test
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
authorityKeyIdentifier = keyid
subjectAltName = IP:127.0.0.1
";

/// An authority, and a certificate of it for a server on this computer.
pub struct Authority(TempDir);

impl Default for Authority {
    fn default() -> Self {
        Self::new()
    }
}

impl Authority {
    /// One that nobody trusts yet.
    pub fn new() -> Self {
        let authority = Self(tempfile::tempdir().unwrap());
        std::fs::write(authority.path("settings"), SETTINGS).unwrap();
        authority.makes("authority", &["-subj", "/CN=Authority under test"]);
        authority.makes("server", &["-CA", "authority.pem", "-CAkey", "authority.key"]);
        authority
    }

    /// Its certificate, by which devices know what it vouches for.
    pub fn file(&self) -> String {
        self.path("authority.pem").display().to_string()
    }

    /// What a server on this computer is started with.
    pub fn settings(&self) -> [String; 4] {
        let file = |name: &str| self.path(name).display().to_string();
        ["--tls-cert".to_owned(), file("server.pem"), "--tls-key".to_owned(), file("server.key")]
    }

    /// A certificate with its key, for two days.
    fn makes(&self, name: &str, more: &[&str]) {
        let (key, certificate) = (format!("{name}.key"), format!("{name}.pem"));
        let made = Command::new("openssl")
            .args(["req", "-x509", "-config", "settings", "-extensions", name, "-days", "2", "-noenc"])
            .args(["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", &key, "-out", &certificate])
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}
