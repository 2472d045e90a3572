//! Notes that were begun and not recorded: what is being typed is kept, offered again after unlocking, and listed until it is recorded
//! or thrown away. Only their writer can see them.

mod body;
mod form;
mod journal;
mod kept;
mod list;
mod offer;

use api::DraftView;
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::route::Place;
use crate::screens::{case, pack, rotl};
pub(crate) use body::{read, written};
pub(crate) use form::{keep, with_draft};
pub(crate) use journal::{Journal, Kept};
pub(crate) use kept::{CannotSave, KeptSign};
pub(crate) use list::Drafts;
pub(crate) use offer::Offer;

/// The form of a new note.
pub(crate) const NOTE: &str = "note";
/// The beginning of the form of an amendment; the note's identifier follows.
const AMENDMENT: &str = "amend:";

/// The form of an amendment to a note.
pub(crate) fn amendment(note: &str) -> String {
    format!("{AMENDMENT}{note}")
}

/// The drafts of the person who is here.
#[derive(Clone, Copy)]
pub(crate) struct Waiting {
    desk: Desk,
    /// They, newest first.
    pub(crate) all: RwSignal<Vec<DraftView>>,
    /// How many.
    pub(crate) count: RwSignal<usize>,
    /// When something was last kept.
    pub(crate) saved: RwSignal<String>,
    /// Since when nothing can be kept, if so.
    pub(crate) unsaved: RwSignal<Option<String>>,
    /// Which one somebody has chosen to go on with: its form does not ask again.
    chosen: StoredValue<Option<(String, String)>>,
    /// What a case file is opened at.
    case: case::Kept,
}

impl Waiting {
    /// Those of whoever has just come in.
    pub(crate) fn new(desk: Desk) -> Self {
        let count = desk.person.with(|person| usize::try_from(person.drafts).unwrap_or(0));
        let waiting = Self {
            desk,
            all: RwSignal::new(Vec::new()),
            count: RwSignal::new(count),
            saved: RwSignal::new("this note was opened".to_owned()),
            unsaved: RwSignal::new(None),
            chosen: StoredValue::new(None),
            case: expect_context(),
        };
        if count > 0 {
            waiting.refresh();
        }
        waiting
    }

    /// Reads them again.
    pub(crate) fn refresh(self) {
        leptos::task::spawn_local(async move {
            // Without an answer the list stays as it was; the screen of them says what is wrong.
            if let Ok(drafts) = backend::call(api::Drafts {}).await {
                self.count.try_set(drafts.len());
                self.all.try_set(drafts);
            }
        });
    }

    /// Goes on with one.
    pub(crate) fn go_on(self, draft: &DraftView) {
        self.chosen.set_value(Some((draft.form.clone(), draft.number.clone())));
        if case::report_of(&draft.form).is_some() {
            self.case.begin_at(&draft.number, case::Tab::ReleasePlan);
            self.desk.route.go(Place::case(draft.number.clone()));
            return;
        }
        self.desk.route.go(match (draft.form.strip_prefix(AMENDMENT), rotl::application_of(&draft.form)) {
            (Some(note), _) => Place::amend(draft.number.clone(), note),
            (_, Some(application)) => Place::application(draft.number.clone(), application),
            _ if draft.form == pack::FORM => Place::pack(draft.number.clone()),
            _ => Place::new_note(draft.number.clone()),
        });
    }

    /// The form that was chosen to go on with, if it is about this case and fits; asked once.
    pub(crate) fn chosen_form(self, number: &str, fits: impl FnOnce(&str) -> bool) -> Option<String> {
        let chosen = self.chosen.try_get_value().flatten()?;
        if chosen.1 != number || !fits(&chosen.0) {
            return None;
        }
        self.chosen.set_value(None);
        Some(chosen.0)
    }

    /// Whether this one was chosen to go on with; asked once.
    pub(crate) fn is_chosen(self, form: &str, number: &str) -> bool {
        let chosen = self.chosen.try_update_value(Option::take).flatten();
        chosen.is_some_and(|(of, about)| of == form && about == number)
    }
}

/// What a draft is to become.
fn kind(draft: &DraftView) -> &'static str {
    if rotl::application_of(&draft.form).is_some() {
        return "Temporary release";
    }
    if case::report_of(&draft.form).is_some() {
        return "Report before release";
    }
    if draft.form == pack::FORM {
        return "Handover pack";
    }
    if draft.form.starts_with(AMENDMENT) { "Amendment" } else { "Note" }
}

/// Whom a draft is about.
fn whom(draft: &DraftView) -> String {
    if draft.name.is_empty() { draft.number.clone() } else { draft.name.clone() }
}

/// The words of a draft, as its form keeps them.
pub(crate) fn words(draft: &DraftView) -> String {
    let body: Option<serde_json::Value> = serde_json::from_str(&draft.body).ok();
    body.as_ref().and_then(|body| body.get("text")?.as_str()).unwrap_or_default().trim().to_owned()
}
