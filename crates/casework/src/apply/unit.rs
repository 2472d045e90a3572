//! Events about the unit as a whole: imports, its own figures, and how much of a week its offender managers work.

use ledger::Compartment;

use super::{may, within, worded};
use crate::effect::{Effect, NotApplied};
use crate::event::{CaseEvent, FigureSet, WorkingPatternSet};
use crate::rights::Right;
use crate::stamp::Stamp;

/// Applies an event about the unit as a whole.
pub fn apply_to_unit(stamp: &Stamp, event: CaseEvent, effects: &mut Vec<Effect>) {
    let applied = match event {
        _ if stamp.refused.is_some() => {
            stamp.refused.map_or(Err(NotApplied::Misfiled), |refusal| Err(NotApplied::Refused(refusal)))
        }
        CaseEvent::ImportTaken(body) => allowed(stamp, Right::Import).map(|()| Effect::ImportTaken(body)),
        CaseEvent::RowQuarantined(body) => allowed(stamp, Right::Import).map(|()| Effect::RowQuarantined(body)),
        CaseEvent::FigureSet(body) => figure_set(stamp, body),
        CaseEvent::WorkingPatternSet(body) => working_pattern_set(stamp, body),
        _ => Err(NotApplied::Misfiled),
    };
    effects.push(applied.unwrap_or_else(Effect::NotApplied));
}

fn allowed(stamp: &Stamp, right: Right) -> Result<(), NotApplied> {
    may(stamp, right)?;
    within(stamp, Compartment::General)
}

fn figure_set(stamp: &Stamp, body: FigureSet) -> Result<Effect, NotApplied> {
    allowed(stamp, Right::ChangeFigures)?;
    worded(&body.name)?;
    worded(&body.reason)?;
    body.value.as_deref().map_or(Ok(()), worded)?;
    Ok(Effect::FigureSet(body))
}

fn working_pattern_set(stamp: &Stamp, body: WorkingPatternSet) -> Result<Effect, NotApplied> {
    allowed(stamp, Right::ChangeFigures)?;
    if body.tenths > WorkingPatternSet::FULL_WEEK {
        Err(NotApplied::NoWeek)
    } else {
        Ok(Effect::WorkingPatternSet(body))
    }
}
