//! What is to be known of the files before anybody presses Import: not ours, cut off, older, in letters that cannot be trusted, the
//! same again.

use std::sync::Arc;

use api::{Encoding, ImportPlanView, PlannedFileView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::{counted, grouped};
use crate::parts::{Kind, Sign};
use crate::screens::import::state::State;
use crate::screens::import::words;

#[component]
pub(super) fn Alerts(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let today = state.desk.person.today();
    let prison = state.desk.person.with(|person| person.prison_name.clone());
    let each = plan.files.iter().flat_map(|file| of_file(file, &plan, &today)).collect_view();
    view! {
        {words::is_of_another_prison(&plan).then(|| not_ours(&plan, &prison))}
        {each}
        {words::is_the_same_again(&plan).then(|| alert(Weight::Note, "The same file again: it changes nothing.", "Every row says what it said last time.".to_owned()))}
    }
}

/// How much an alert weighs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Weight {
    /// Nothing can be imported.
    Stops,
    /// Somebody has to decide.
    Weigh,
    /// Good to know.
    Note,
}

fn alert(weight: Weight, head: impl Into<String>, rest: String) -> AnyView {
    let head: String = head.into();
    let (class, sign) = match weight {
        Weight::Stops => ("moj-alert moj-alert--error", Kind::Late),
        Weight::Weigh => ("moj-alert moj-alert--warning", Kind::Soon),
        Weight::Note => ("moj-alert moj-alert--information", Kind::Later),
    };
    view! {
        <div class=format!("{class} desk-import__alert")>
            <div class="moj-alert__content"><Sign kind=sign>{head}</Sign>" "{rest}</div>
        </div>
    }
    .into_any()
}

fn not_ours(plan: &ImportPlanView, prison: &str) -> AnyView {
    let rows = counted(plan.read, "row is", "rows are");
    alert(
        Weight::Stops,
        "This is not your prison's file.",
        format!("Its {rows} about people who are neither held at {prison} nor left from there. Nobody is taken."),
    )
}

fn of_file(file: &PlannedFileView, plan: &ImportPlanView, today: &str) -> Vec<AnyView> {
    let name = &file.name;
    let mut alerts = Vec::new();
    if file.half_written {
        alerts.push(alert(
            Weight::Stops,
            format!("{name} ends in the middle."),
            "It may still be being written or copied. Nothing can be imported from it: export it again, and choose the new file.".to_owned(),
        ));
    }
    if let Some(last) = plan.last.as_ref().filter(|_| file.older) {
        let made = file.changed.as_ref().map(|at| dates::when(at, today)).unwrap_or_default();
        alerts.push(alert(
            Weight::Weigh,
            format!("{name} was last changed {}.", words::how_much_older(file, last)),
            format!(
                "That was {made}; the last import was {}. What it says may no longer stand. Import anyway?",
                dates::when(last, today)
            ),
        ));
    }
    alerts.extend(encoding(file));
    alerts
}

/// How the letters of a file are written, where that is not as it should be.
fn encoding(file: &PlannedFileView) -> Option<AnyView> {
    let name = &file.name;
    let looks = match file.encoding {
        Encoding::Utf8 => return None,
        Encoding::Utf16 => {
            let rest = "It was read as that. UTF-8 is what other programs expect.".to_owned();
            return Some(alert(Weight::Note, format!("{name} is written in UTF-16."), rest));
        }
        Encoding::Windows1252 => "It looks like Windows-1252, which is what “CSV” means in Excel.",
        Encoding::Unknown => "Which other encoding it is, its bytes do not tell.",
    };
    let rows = match file.unreadable {
        1 => "1 row with letters that could be others is".to_owned(),
        rows => format!("{} rows with letters that could be others are", grouped(rows)),
    };
    let rest = format!("{looks} {rows} kept aside. Save it as “CSV UTF-8” and choose that file.");
    Some(alert(Weight::Weigh, format!("{name} is not written in UTF-8."), rest))
}
