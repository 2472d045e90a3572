//! The handover pack: how long a long one takes from the record to the sealed file, what of that is typst's own, and how much memory a case with
//! many notes asks for. Measured in processes of their own, because much happens only the first time: typefaces are read, and typst sets up
//! its library.

mod case;
mod child;

use std::process::Command;

use serde::de::DeserializeOwned;

pub(crate) use case::{FEW, MANY};
pub(crate) use child::{CHILD, TIMES, answer};

use crate::Failure;
use crate::figures::median;
use crate::prison::Unit;
use child::{Asked, Timed};

/// In how many processes, one after the other.
pub(crate) const PROCESSES: usize = 5;

/// What a pack takes.
pub(crate) struct Takes {
    /// How many pages it has.
    pub(crate) pages: u32,
    /// The first of a process: built, tagged and sealed.
    pub(crate) cold_ms: f64,
    /// Every other.
    pub(crate) warm_ms: f64,
    /// The same document by typst alone.
    pub(crate) typst_ms: f64,
    /// How much more memory there was at most for a case with few notes, in megabytes.
    pub(crate) few_mb: f64,
    /// The same for one with many.
    pub(crate) many_mb: f64,
}

/// Seals packs again and again, each time from the record.
pub(crate) async fn takes() -> Result<Takes, Failure> {
    println!("Making a unit with a case of {FEW} notes and one of {MANY} …");
    let unit = Unit::kept_or_new(None, "packs")?;
    let [few, many] = case::write(&unit).await?;
    let grown =
        |number| (0..PROCESSES).map(|_| ask::<f64>(Asked::Memory, &unit, number)).collect::<Result<Vec<_>, _>>();
    let (few_mb, many_mb) = (median(&grown(&few)?), median(&grown(&many)?));
    let timed = (0..PROCESSES).map(|_| ask::<Timed>(Asked::Time, &unit, &few)).collect::<Result<Vec<_>, _>>()?;
    let all = |of: fn(&Timed) -> &[f64]| median(&timed.iter().flat_map(of).copied().collect::<Vec<f64>>());
    Ok(Takes {
        pages: timed.first().map_or(0, |timed| timed.pages),
        cold_ms: median(&timed.iter().map(|timed| timed.cold_ms).collect::<Vec<f64>>()),
        warm_ms: all(|timed| &timed.warm_ms),
        typst_ms: all(|timed| &timed.typst_ms),
        few_mb,
        many_mb,
    })
}

/// Asks a new process of this program, in a copy of the unit in which no pack was sealed yet.
fn ask<T: DeserializeOwned>(asked: Asked, unit: &Unit, number: &str) -> Result<T, Failure> {
    let (program, unit) = (std::env::current_exe()?, unit.copied()?);
    let done = Command::new(program).args([CHILD, asked.word()]).arg(unit.folder()).arg(number).output()?;
    if !done.status.success() {
        return Err(String::from_utf8_lossy(&done.stderr).into());
    }
    Ok(serde_json::from_slice(&done.stdout)?)
}
