//! The figures by which this prison owes things: the national one or a starting value, unless the prison set its own.

use api::FigureView;
use casework::Right;
use casework::event::{CaseEvent, FigureSet};
use policy::obligation::{self, OwnFigure};

use super::rules::{InForce, own};
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Every figure as it is in force.
    pub async fn figures(&self) -> Result<Vec<FigureView>, AppError> {
        self.demand(Right::ReadCases)?;
        let set = self.record.figures().await?;
        let rules = InForce::of(&set);
        let is_own = |name: &str| set.iter().any(|figure| figure.name == name && figure.value.is_some());
        let view = |figure: obligation::FigureInfo| FigureView {
            was: is_own(&figure.name).then_some(figure.default),
            name: figure.name,
            label: figure.words,
            value: figure.value,
            unit: figure.unit.name().to_owned(),
            standing: figure.standing,
            source: figure.source,
        };
        Ok(rules.settings.constants.figures().into_iter().map(view).collect())
    }

    /// Sets a figure, or takes the prison's own back; and works out anew what is owed.
    pub async fn set_figure(&mut self, name: &str, value: Option<&str>, reason: &str) -> Result<(), AppError> {
        self.demand(Right::ChangeFigures)?;
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        let set = self.record.figures().await?;
        let known = obligation::settings().newest.constants.figures();
        if !known.iter().any(|figure| figure.name == name) {
            return Err(AppError::input("There is no such figure.", "Choose one of those that are listed.").at("name"));
        }
        if reason.trim().is_empty() {
            return Err(AppError::input("No reason is given.", "Say why, and who agreed to it.").at("reason"));
        }
        match value {
            Some(value) => {
                let own = OwnFigure { name: name.to_owned(), value: value.to_owned(), set_on: self.today() };
                InForce::of(&set)
                    .settings
                    .with(&own)
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
