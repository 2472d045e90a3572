//! The caseload as the signed-in person may see it.

use casework::Right;
use serde::Serialize;
use store::caseload::{CaseloadQuery, CaseloadRow, Filter, Sort};

use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;

/// A screenful of the caseload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseloadView {
    /// The rows.
    pub rows: Vec<CaseRowView>,
    /// How many rows there are in all.
    pub all: u32,
}

/// A row with the names of staff.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseRowView {
    /// The facts.
    #[serde(flatten)]
    pub row: CaseloadRow,
    /// Prison offender manager.
    pub pom: Option<String>,
    /// Keyworker.
    pub keyworker: Option<String>,
    /// Last key-work session, in London, to the minute.
    pub last_session: Option<String>,
    /// Last note, in London, to the minute.
    pub last_note: Option<String>,
}

impl Session {
    /// A screenful of the caseload.
    pub async fn caseload(&self, query: &CaseloadQuery) -> Result<CaseloadView, AppError> {
        self.demand(Right::ReadCases)?;
        let (rows, all) = self.record.caseload(query).await?;
        let rows = rows
            .into_iter()
            .map(|row| CaseRowView {
                pom: row.pom.map(|staff| self.staff_name(staff)),
                keyworker: row.keyworker.map(|staff| self.staff_name(staff)),
                last_session: row.last_session.map(local_minute),
                last_note: row.last_note.map(local_minute),
                row,
            })
            .collect();
        Ok(CaseloadView { rows, all })
    }

    /// Reads filters written as `key=value`.
    pub fn filter_from_words(&self, words: &[String]) -> Result<Filter, AppError> {
        let mut filter = Filter { here: Some(true), ..Filter::default() };
        for word in words {
            let Some((key, value)) = word.split_once('=') else {
                filter.text = Some(word.clone());
                continue;
            };
            let value = value.trim();
            match key.trim() {
                "here" => {
                    filter.here = match value {
                        "yes" => Some(true),
                        "no" => Some(false),
                        "any" => None,
                        _ => {
                            return Err(AppError::input("here= takes yes, no or any.", "Write here=any, for example."));
                        }
                    }
                }
                "pom" if value == "none" => filter.without = Some(casework::event::Post::Pom),
                "pom" => filter.pom = Some(self.staff_named(value)?),
                "keyworker" if value == "none" => filter.without = Some(casework::event::Post::Keyworker),
                "keyworker" => filter.keyworker = Some(self.staff_named(value)?),
                "category" => filter.category = Some(value.to_ascii_uppercase()),
                "status" => filter.legal_status = Some(value.to_ascii_uppercase()),
                "rosh" => filter.rosh = Some(value.to_ascii_uppercase().replace([' ', '-'], "_")),
                "cell" => filter.cell = Some(value.to_ascii_uppercase()),
                "text" => filter.text = Some(value.to_owned()),
                "release" => {
                    let wrong =
                        || AppError::input("release= takes two dates.", "Write release=2026-11-01..2026-12-31.");
                    let (first, last) = value.split_once("..").ok_or_else(wrong)?;
                    let date = |text: &str| casework::fact::parse_date(text).map_err(|_| wrong());
                    filter.release = Some((date(first)?.to_string(), date(last)?.to_string()));
                }
                other => {
                    return Err(AppError::input(
                        format!("“{other}” is not a filter."),
                        "The filters are: here, pom, keyworker, category, status, rosh, cell, text, release.",
                    ));
                }
            }
        }
        Ok(filter)
    }
}

/// The column that a word names, with a minus before it for the other way round.
pub fn sort_from_word(word: &str) -> Result<(Sort, bool), AppError> {
    let (bare, descending) = word.strip_prefix('-').map_or((word, false), |bare| (bare, true));
    Sort::ALL.into_iter().find(|sort| sort.word() == bare).map(|sort| (sort, descending)).ok_or_else(|| {
        AppError::input(
            format!("“{bare}” is not a column that sorts."),
            format!("The columns are: {}.", Sort::ALL.map(Sort::word).join(", ")),
        )
    })
}
