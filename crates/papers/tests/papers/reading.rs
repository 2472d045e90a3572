//! A paper as other programs find it, kept for eyes where that is asked for.

use std::ops::Deref;
use std::path::PathBuf;

use papers::Paper;
use proof::Proof;

pub(crate) use proof::Outcome;

/// A paper that other programs are given.
pub(crate) struct Reading {
    proof: Proof,
    kept: Option<PathBuf>,
}

impl Reading {
    /// Gives a paper to other programs, and keeps it for eyes where that is asked for, beside what a screen reader reads of it.
    pub(crate) fn of(paper: &Paper, name: &str) -> Outcome<Self> {
        let kept = option_env!("PAPERS_KEEP").map(|keep| PathBuf::from(keep).join(format!("{name}.pdf")));
        if let Some(kept) = &kept {
            std::fs::write(kept, &paper.pdf)?;
        }
        Ok(Self { proof: Proof::of(&paper.pdf, None)?, kept })
    }

    /// What a screen reader reads.
    pub(crate) fn in_reading_order(&self) -> Outcome<String> {
        let read = self.proof.in_reading_order()?;
        if let Some(kept) = &self.kept {
            std::fs::write(kept.with_extension("txt"), &read)?;
        }
        Ok(read)
    }
}

impl Deref for Reading {
    type Target = Proof;

    fn deref(&self) -> &Proof {
        &self.proof
    }
}
