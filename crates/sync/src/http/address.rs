//! A server's address: a name or a number with a port, under HTTPS. Without TLS only on this computer itself.

use reqwest::{Certificate, Url};

/// A server's address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address(Url);

/// Why something is no address of a server, or why nothing can be sent there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is none.
    #[error("this is no address of a server: it is written like https://sync.example.org")]
    NotAnAddress,
    /// It has no TLS.
    #[error("a server is spoken to under https:// only, unless it runs on this computer")]
    NotEncrypted,
    /// It has a path, a name or words behind it.
    #[error("a server's address ends with its name or its port, such as https://sync.example.org:8443")]
    NotAlone,
    /// The authority's certificate cannot be read.
    #[error("the file of the certificate authority cannot be read: it should be in the form PEM")]
    NoCertificate,
    /// TLS does not work here.
    #[error("this computer offers no certificate authorities that could vouch for a server")]
    NoTls,
}

impl std::str::FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let url = Url::parse(text.trim()).map_err(|_| AddressError::NotAnAddress)?;
        let host = url.host_str().ok_or(AddressError::NotAnAddress)?;
        match url.scheme() {
            "https" => {}
            "http" if is_here(host) => {}
            "http" => return Err(AddressError::NotEncrypted),
            _ => return Err(AddressError::NotAnAddress),
        }
        let alone = url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none()
            && url.username().is_empty()
            && url.password().is_none();
        if alone { Ok(Self(url)) } else { Err(AddressError::NotAlone) }
    }
}

impl std::fmt::Display for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0.as_str().trim_end_matches('/'))
    }
}

impl Address {
    /// The address of a call: its target stands in the request as it was signed.
    pub(super) fn of(&self, target: &str) -> String {
        format!("{self}{target}")
    }

    /// Whether nothing is encrypted on the way.
    pub(super) fn is_plain(&self) -> bool {
        self.0.scheme() == "http"
    }
}

fn is_here(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

pub(super) fn certificates(pem: &str) -> Result<Vec<Certificate>, AddressError> {
    let certificates = Certificate::from_pem_bundle(pem.as_bytes()).map_err(|_| AddressError::NoCertificate)?;
    if certificates.is_empty() { Err(AddressError::NoCertificate) } else { Ok(certificates) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{Address, AddressError};

    #[test]
    fn an_address_is_a_server_and_nothing_else() {
        let of = |text: &str| text.parse::<Address>();
        assert_eq!(of("https://sync.example.org").unwrap().to_string(), "https://sync.example.org");
        assert_eq!(
            of(" https://sync.example.org:8443/ ").unwrap().of("/v1/meta"),
            "https://sync.example.org:8443/v1/meta"
        );
        for here in ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:9"] {
            assert!(of(here).unwrap().is_plain(), "{here}");
        }
        assert_eq!(of("http://sync.example.org"), Err(AddressError::NotEncrypted));
        assert_eq!(of("http://127.0.0.1.example.org"), Err(AddressError::NotEncrypted));
        for path in ["https://a/b", "https://a/?q", "https://a/#f", "https://ada@a/", "https://ada:pw@a/"] {
            assert_eq!(of(path), Err(AddressError::NotAlone), "{path}");
        }
        for none in ["", "sync.example.org", "ftp://a", "file:///etc/passwd"] {
            assert_eq!(of(none), Err(AddressError::NotAnAddress), "{none}");
        }
    }
}
