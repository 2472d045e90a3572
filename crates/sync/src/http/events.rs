//! Wake-ups: server-sent events, of which nothing matters but that they come.

use reqwest::Response;

use super::failing::failure_of;
use crate::ask::Failure;
use crate::post::Bell;

/// How long a line may be: an event has a number in it and nothing else.
const LONGEST_LINE: usize = 256;

/// A connection over which the server tells of news.
pub struct Events {
    response: Response,
    lines: Lines,
}

impl Events {
    pub(super) fn of(response: Response) -> Self {
        Self { response, lines: Lines::default() }
    }
}

impl Bell for Events {
    async fn rings(&mut self) -> Result<(), Failure> {
        loop {
            if self.lines.ring()? {
                return Ok(());
            }
            match self.response.chunk().await.map_err(|error| failure_of(&error))? {
                Some(chunk) => self.lines.bytes.extend_from_slice(&chunk),
                None => return Err(Failure::Unreachable),
            }
        }
    }
}

/// What has come and was not read yet.
#[derive(Default)]
struct Lines {
    bytes: Vec<u8>,
}

impl Lines {
    /// Reads lines up to the next event. False: more has to come.
    fn ring(&mut self) -> Result<bool, Failure> {
        while let Some(end) = self.bytes.iter().position(|byte| *byte == b'\n') {
            let line: Vec<u8> = self.bytes.drain(..=end).collect();
            if line.starts_with(b"data:") {
                return Ok(true);
            }
        }
        if self.bytes.len() > LONGEST_LINE { Err(Failure::NotTheServer) } else { Ok(false) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::Lines;

    #[test]
    fn an_event_rings_and_a_sign_of_life_does_not() {
        let mut lines = Lines::default();
        lines.bytes.extend_from_slice(b": still here\n\ndata: 4");
        assert!(!lines.ring().unwrap());
        lines.bytes.extend_from_slice(b"1\n\ndata: 42\r\n\r\n");
        assert!(lines.ring().unwrap());
        assert!(lines.ring().unwrap());
        assert!(!lines.ring().unwrap());
        lines.bytes.extend(std::iter::repeat_n(b'x', 300));
        assert!(lines.ring().is_err());
    }
}
