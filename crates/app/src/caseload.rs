//! The caseload as the signed-in person may see it.

use api::{CaseRowView, CaseloadView};
use casework::Right;
use store::caseload::{CaseloadQuery, CaseloadRow, Filter, Sort};

use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;

impl Session {
    /// A screenful of the caseload. Who left so long ago that their case is read no more is not in it.
    pub async fn caseload(&self, query: &CaseloadQuery) -> Result<CaseloadView, AppError> {
        self.demand(Right::ReadCases)?;
        let filter = Filter { readable_on: Some(self.today()), ..query.filter.clone() };
        let (rows, all) = self.record.caseload(&CaseloadQuery { filter, ..query.clone() }).await?;
        let rows = rows.into_iter().map(|row| self.row_view(row)).collect();
        Ok(CaseloadView { rows, all })
    }

    fn row_view(&self, row: CaseloadRow) -> CaseRowView {
        CaseRowView {
            pom: row.pom.map(|staff| self.staff_name(staff)),
            keyworker: row.keyworker.map(|staff| self.staff_name(staff)),
            last_session: row.last_session.map(local_minute),
            last_note: row.last_note.map(local_minute),
            number: row.number,
            name: row.name,
            date_of_birth: row.date_of_birth,
            here: row.here,
            cell: row.cell,
            legal_status: row.legal_status,
            category: row.category,
            incentive: row.incentive,
            alerts: row.alerts,
            rosh: row.rosh,
            tier: row.tier,
            mappa_level: row.mappa_level,
            release_date: row.release_date,
            sentence_start: row.sentence_start,
            sentence_end: row.sentence_end,
            com: row.com,
            notes: row.notes,
            open_actions: row.open_actions,
            conflicts: row.conflicts,
        }
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
                "tier" => filter.tier = Some(value.to_ascii_uppercase()),
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
                        "The filters are: here, pom, keyworker, category, status, rosh, tier, cell, text, release.",
                    ));
                }
            }
        }
        Ok(filter)
    }
}

/// Rows as a table for a spreadsheet.
pub fn csv(rows: &[CaseRowView]) -> String {
    let heads = [
        "Prisoner",
        "Number",
        "Date of birth",
        "Cell",
        "Legal status",
        "Category",
        "RoSH",
        "Tier",
        "MAPPA",
        "Release",
        "Sentence start",
        "Sentence expiry",
        "POM",
        "Keyworker",
        "COM",
        "Last session",
        "Last note",
        "Open actions",
    ];
    let mut table = String::from("\u{feff}");
    line(&mut table, heads.map(str::to_owned));
    for row in rows {
        let or_blank = |value: &Option<String>| value.clone().unwrap_or_default();
        line(
            &mut table,
            [
                row.name.clone(),
                row.number.clone(),
                or_blank(&row.date_of_birth),
                or_blank(&row.cell),
                or_blank(&row.legal_status),
                or_blank(&row.category),
                or_blank(&row.rosh),
                or_blank(&row.tier),
                or_blank(&row.mappa_level),
                or_blank(&row.release_date),
                or_blank(&row.sentence_start),
                or_blank(&row.sentence_end),
                or_blank(&row.pom),
                or_blank(&row.keyworker),
                or_blank(&row.com),
                or_blank(&row.last_session),
                or_blank(&row.last_note),
                row.open_actions.to_string(),
            ],
        );
    }
    table
}

/// One line. What a spreadsheet would take for a formula is written as text.
pub(crate) fn line<const N: usize>(table: &mut String, cells: [String; N]) {
    let quoted = cells.map(|cell| {
        let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
        format!("\"{guard}{}\"", cell.replace('"', "\"\""))
    });
    table.push_str(&quoted.join(","));
    table.push_str("\r\n");
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
