//! The figures of this prison: the national one or a starting value, unless the prison set its own. By most of them things are owed; the
//! others are of temporary release, of the handover pack and of cases that move. To the record all are alike.

use api::{FigureGroup, FigureView};
use casework::Right;
use casework::event::{CaseEvent, FigureSet};
use policy::obligation::{FigureError, FigureInfo, OwnFigure};
use policy::pack::PackSettings;
use policy::rotl::RotlSettings;
use policy::transfer::TransferSettings;
use store::doing::FigureRow;

use super::rules::{InForce, own};
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Every figure as it is in force.
    pub async fn figures(&self) -> Result<Vec<FigureView>, AppError> {
        self.demand(Right::ReadCases)?;
        let set = self.record.figures().await?;
        let is_own = |name: &str| set.iter().any(|figure| figure.name == name && figure.value.is_some());
        let view = |(group, figure): (FigureGroup, FigureInfo)| FigureView {
            was: is_own(&figure.name).then_some(figure.default),
            name: figure.name,
            label: figure.words,
            value: figure.value,
            unit: figure.unit.name().to_owned(),
            group,
            standing: figure.standing,
            source: figure.source,
        };
        Ok(known(&set).into_iter().map(view).collect())
    }

    /// Sets a figure, or takes the prison's own back; and works out anew what is owed.
    pub async fn set_figure(&mut self, name: &str, value: Option<&str>, reason: &str) -> Result<(), AppError> {
        self.demand(Right::ChangeFigures)?;
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        let set = self.record.figures().await?;
        let Some((group, _)) = known(&set).into_iter().find(|(_, figure)| figure.name == name) else {
            return Err(AppError::input("There is no such figure.", "Choose one of those that are listed.").at("name"));
        };
        if reason.trim().is_empty() {
            return Err(AppError::input("No reason is given.", "Say why, and who agreed to it.").at("reason"));
        }
        match value {
            Some(value) => {
                let own = OwnFigure { name: name.to_owned(), value: value.to_owned(), set_on: self.today() };
                can_be_set(&set, group, &own)
                    .map_err(|error| AppError::input(format!("{error}"), "Nothing was changed.").at("value"))?;
            }
            None if !own(&set).iter().any(|figure| figure.name == name) => {
                return Err(AppError::input(
                    "The prison has not set this figure, so there is nothing to take back.",
                    "Give a value, or leave it as it is.",
                )
                .at("value"));
            }
            None => {}
        }
        let figure =
            FigureSet { name: name.to_owned(), value: value.map(str::to_owned), reason: reason.trim().to_owned() };
        self.write_unit(vec![CaseEvent::FigureSet(figure)]).await?;
        self.work_out_what_is_owed().await
    }
}

/// What a figure is called where people read of it.
pub(crate) fn figure_words(name: &str) -> String {
    let called = known(&[]).into_iter().find(|(_, figure)| figure.name == name);
    called.map_or_else(|| name.to_owned(), |(_, figure)| figure.words)
}

/// Every figure as it is in force, in the order of a list.
fn known(set: &[FigureRow]) -> Vec<(FigureGroup, FigureInfo)> {
    let own = own(set);
    let of = |group: FigureGroup| move |figure: FigureInfo| (group, figure);
    let owed = InForce::of(set).settings.constants.figures().into_iter().map(of(FigureGroup::Owed));
    let release = RotlSettings::of_prison(&own).figures().into_iter().map(of(FigureGroup::Release));
    let pack = PackSettings::of_prison(&own).figures().into_iter().map(of(FigureGroup::Pack));
    let moving = TransferSettings::of_prison(&own).figures().into_iter().map(of(FigureGroup::Transfer));
    owed.chain(release).chain(pack).chain(moving).collect()
}

/// Whether a figure can be set so, beside those that are set.
fn can_be_set(set: &[FigureRow], group: FigureGroup, figure: &OwnFigure) -> Result<(), FigureError> {
    match group {
        FigureGroup::Owed => InForce::of(set).settings.with(figure).map(drop),
        FigureGroup::Release => RotlSettings::of_prison(&own(set)).with(figure).map(drop),
        FigureGroup::Pack => PackSettings::of_prison(&own(set)).with(figure).map(drop),
        FigureGroup::Transfer => TransferSettings::of_prison(&own(set)).with(figure).map(drop),
    }
}
