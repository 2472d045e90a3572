//! The drafts of an application's forms: how they are named, and where each of them is gone on with.

use api::Stage;

/// The beginning of the name of every form of an application: the part and the application's identifier follow.
const FORM: &str = "rotl:";

/// A form that is written at length, with the stage at which it stands.
const PARTS: [(&str, Stage); 5] = [
    ("apply", Stage::Application),
    ("risk", Stage::Risk),
    ("board", Stage::Board),
    ("decision", Stage::Decision),
    ("licence", Stage::Licence),
];

/// The name of a form.
pub(super) fn form(part: &'static str, id: &str) -> String {
    format!("{FORM}{part}:{id}")
}

/// The application that a form is about; empty: a new one.
pub(crate) fn application_of(form: &str) -> Option<String> {
    let (_, id) = form.strip_prefix(FORM)?.split_once(':')?;
    Some(id.to_owned())
}

/// The stage at which a form stands.
pub(super) fn stage_of(form: &str) -> Option<Stage> {
    let (part, _) = form.strip_prefix(FORM)?.split_once(':')?;
    PARTS.iter().find(|(known, _)| *known == part).map(|(_, stage)| *stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_to_its_application_and_its_stage() {
        let written = form("risk", "01JZ");
        assert_eq!(application_of(&written).as_deref(), Some("01JZ"));
        assert_eq!(stage_of(&written), Some(Stage::Risk));
        assert_eq!(application_of(&form("apply", "")).as_deref(), Some(""));
        assert_eq!(application_of("amend:01JZ"), None);
    }
}
