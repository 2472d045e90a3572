//! What carries calls to a server: HTTPS, or whatever a test puts in its place. The use-cases know of neither.

use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use store::sync::Server;
use sync::http::{Address, AddressError};
use sync::{Answer, Asking, Bell, Failure, Http, Post};

use crate::error::AppError;

type Later<'a, T> = Pin<Box<dyn Future<Output = Result<T, Failure>> + Send + 'a>>;

/// A line to one server.
#[derive(Clone)]
pub struct Line {
    carrier: Arc<dyn Carrier>,
    /// The address, and the authority that vouches for it, for which it was laid.
    to: Option<(String, Option<String>)>,
}

/// A [`Post`] whose type nobody has to know.
trait Carrier: Send + Sync {
    fn ask<'a>(&'a self, asking: &'a Asking) -> Later<'a, Answer>;
    fn listen<'a>(&'a self, asking: &'a Asking) -> Later<'a, Ringing>;
}

/// A [`Bell`] whose type nobody has to know.
trait Ringer: Send {
    fn rings(&mut self) -> Later<'_, ()>;
}

/// What wakes a device up.
pub struct Ringing(Box<dyn Ringer>);

impl<B: Bell> Ringer for B {
    fn rings(&mut self) -> Later<'_, ()> {
        Box::pin(Bell::rings(self))
    }
}

impl Bell for Ringing {
    async fn rings(&mut self) -> Result<(), Failure> {
        self.0.rings().await
    }
}

/// Any carrier, as one that has lost its type.
struct Carried<P>(P);

impl<P: Post> Carrier for Carried<P>
where
    P::Bell: 'static,
{
    fn ask<'a>(&'a self, asking: &'a Asking) -> Later<'a, Answer> {
        Box::pin(self.0.ask(asking))
    }

    fn listen<'a>(&'a self, asking: &'a Asking) -> Later<'a, Ringing> {
        Box::pin(async move { Ok(Ringing(Box::new(self.0.listen(asking).await?))) })
    }
}

impl Line {
    /// A line by any carrier.
    pub fn by<P: Post + 'static>(post: P) -> Self
    where
        P::Bell: 'static,
    {
        Self { carrier: Arc::new(Carried(post)), to: None }
    }
}

impl Post for Line {
    type Bell = Ringing;

    fn leads_to(&self, server: &Server) -> bool {
        self.to.as_ref().is_none_or(|(url, authority)| *url == server.url && *authority == server.authority)
    }

    async fn ask(&self, asking: &Asking) -> Result<Answer, Failure> {
        self.carrier.ask(asking).await
    }

    async fn listen(&self, asking: &Asking) -> Result<Ringing, Failure> {
        self.carrier.listen(asking).await
    }
}

type Lays = dyn Fn(&str, Option<&str>) -> Result<Line, AppError> + Send + Sync;

/// How a line to a server is laid, by its address and the certificate of the authority that vouches for it.
#[derive(Clone)]
pub struct Ways(Arc<Lays>);

impl Default for Ways {
    fn default() -> Self {
        Self::https()
    }
}

impl Ways {
    /// Over HTTPS.
    pub fn https() -> Self {
        Self::laid(|url, authority| {
            let address: Address = url.parse().map_err(refused)?;
            Ok(Line::by(Http::to(address, authority).map_err(refused)?))
        })
    }

    /// By whatever lays it.
    pub fn laid(lay: impl Fn(&str, Option<&str>) -> Result<Line, AppError> + Send + Sync + 'static) -> Self {
        Self(Arc::new(lay))
    }

    /// A line to a server. `authority`: the certificate, as PEM, of the only authority that may vouch for it.
    pub fn to(&self, url: &str, authority: Option<&str>) -> Result<Line, AppError> {
        let line = (self.0)(url, authority)?;
        Ok(Line { to: Some((url.to_owned(), authority.map(str::to_owned))), ..line })
    }
}

/// Why there is no way to what was typed.
fn refused(error: AddressError) -> AppError {
    let (remedy, field) = match error {
        AddressError::NoCertificate => ("Ask whoever runs the server for the file.", "authority"),
        AddressError::NoTls => ("Give the file of the server's authority.", "authority"),
        AddressError::NotAnAddress | AddressError::NotEncrypted | AddressError::NotAlone => {
            ("Ask whoever runs the server for its address.", "server")
        }
    };
    AppError::input(format!("The server was not asked: {error}."), remedy).at(field)
}

/// The certificate of an authority, as PEM, in a file that somebody named.
pub fn authority_in(file: Option<&Path>) -> Result<Option<String>, AppError> {
    let Some(file) = file else { return Ok(None) };
    let read = std::fs::read_to_string(file).map_err(|_| {
        let message = format!("{} could not be read.", file.display());
        AppError::input(message, "Give the file of the authority's certificate, in the form PEM.").at("authority")
    });
    read.map(Some)
}
