//! The same by a file on a stick, where there is no network.

use std::fs::File;
use std::io::{BufReader, ErrorKind};
use std::path::Path;

use api::{StickRead, StickWritten};
use sync::stick::{self, Brought, Given, StickError};

use crate::error::{AppError, Code};
use crate::session::Session;

impl Session {
    /// Writes everything to a new file, to be carried to another device. `answer_to`: a file that came from there, which is taken in first; then
    /// only what that device lacks is written.
    pub async fn write_stick(&mut self, file: &Path, answer_to: Option<&Path>) -> Result<StickWritten, AppError> {
        self.refuse_to_carry().await?;
        let have = match answer_to {
            Some(came) => Some(self.take_in(came).await?.have),
            None => None,
        };
        let mut bytes = Vec::new();
        let given = stick::write(&mut self.record, have.as_ref(), &mut bytes).await.map_err(not_carried)?;
        crate::file::write_new(file, &bytes).map_err(|error| error.at("file"))?;
        let Given { control, entries } = given;
        Ok(StickWritten { control: count(control), entries: count(entries) })
    }

    /// Takes in what came in a file. The same twice changes nothing.
    pub async fn read_stick(&mut self, file: &Path) -> Result<StickRead, AppError> {
        self.refuse_to_carry().await?;
        let Brought { control, received, aside, .. } = self.take_in(file).await?;
        Ok(StickRead {
            control: count(control),
            new: count(received.new),
            known: count(received.known),
            closed: count(received.closed),
            aside: count(aside),
        })
    }

    async fn take_in(&mut self, file: &Path) -> Result<Brought, AppError> {
        let from = File::open(file).map_err(|error| {
            let what = if error.kind() == ErrorKind::NotFound { "does not exist" } else { "could not be read" };
            AppError::input(format!("{} {what}.", file.display()), "Check the path. Nothing was changed.").at("file")
        })?;
        let now = self.now();
        stick::read(&mut self.record, BufReader::new(from), now).await.map_err(not_carried)
    }

    async fn refuse_to_carry(&self) -> Result<(), AppError> {
        if self.card.demonstration {
            return Err(AppError::new(
                Code::NotAllowed,
                "This is the demonstration: nothing in it leaves this computer.",
                "In a real unit the file is written where you chose.",
            ));
        }
        // Others would take its admission for a part of the control log, which may have gone on meanwhile.
        if self.record.entering().is_some() && self.is_connected().await? {
            return Err(AppError::new(
                Code::NotAllowed,
                "This computer goes on from a backup, or under new keys, and the unit does not know of it yet.",
                "Connect it with the server first. Until then everything that is recorded is kept on it.",
            ));
        }
        Ok(())
    }
}

/// Why a file was not written, or not taken in.
pub(super) fn not_carried(error: StickError) -> AppError {
    let (words, remedy) = match error {
        StickError::Store(error) => return error.into(),
        StickError::Io(error) => return error.into(),
        StickError::NotAStick => {
            (error.to_string(), "Choose a file that “stick write” has written. Nothing was changed.")
        }
        StickError::Newer => (error.to_string(), "Nothing was changed."),
        StickError::CutShort => (error.to_string(), "Nothing is lost by taking it in again."),
        StickError::OtherUnit => (error.to_string(), "Choose a file of this unit. Nothing was changed."),
        StickError::OtherControl => (error.to_string(), "Nothing was changed. Keep the file."),
    };
    AppError::input(format!("It was not taken in: {words}."), remedy).at("file")
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
