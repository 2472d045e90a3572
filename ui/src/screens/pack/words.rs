//! How a pack is said: states as shapes with words, steps on its way, and who it is for.

use api::{PackRecipient, PackRowState, PackSectionState, PackState, PackStep, PackStepView, PackTask, SealedView};

use crate::dates;
use crate::figures::counted;
use crate::parts::Kind;

/// How the pack of somebody stands.
pub(super) fn state(state: PackState) -> (Kind, String) {
    match state {
        PackState::Draft { gaps: 0 } => (Kind::Met, "Ready to seal".to_owned()),
        PackState::Draft { gaps } => (Kind::Not, many(gaps, "gap", "gaps")),
        PackState::Sealed => (Kind::Soon, "Sealed, not sent".to_owned()),
        PackState::Waiting { .. } => (Kind::Soon, "Waiting for an answer".to_owned()),
        PackState::Received { .. } => (Kind::Met, "Received".to_owned()),
        PackState::Lost => (Kind::Late, "Astray or called back".to_owned()),
    }
}

/// How much of what it says is no longer so; nothing where all is.
pub(super) fn changed(state: PackState) -> Option<String> {
    let facts = state.changed();
    (facts > 0).then(|| format!("{} changed", many(facts, "fact", "facts")))
}

/// How a section stands: what is ready, and another than the reader had, is said to be that.
pub(super) const fn section(state: PackSectionState, changed: bool) -> (Kind, &'static str) {
    match (state, changed) {
        (PackSectionState::Ready, false) => (Kind::Met, "Ready"),
        (PackSectionState::Ready, true) => (Kind::Met, "Changed"),
        (PackSectionState::Explained, _) => (Kind::Explained, "Explained"),
        (PackSectionState::Gap, _) => (Kind::Not, "Gap"),
    }
}

/// How a row stands.
pub(super) const fn row(state: PackRowState) -> (Kind, &'static str) {
    match state {
        PackRowState::Held => (Kind::Met, "Held"),
        PackRowState::Later => (Kind::Later, "Later"),
        PackRowState::Asked => (Kind::Later, "Asked"),
        PackRowState::Gap => (Kind::Not, "Gap"),
        PackRowState::Stale => (Kind::Late, "Too old"),
        PackRowState::Contradicts => (Kind::Not, "Clash"),
    }
}

/// What became of a pack: one step.
pub(super) const fn step(step: PackStep) -> Kind {
    match step {
        PackStep::Sent | PackStep::WordsGiven | PackStep::Received | PackStep::Printed => Kind::Met,
        PackStep::ReceivedWithQuestions | PackStep::Chased => Kind::Soon,
        PackStep::Astray | PackStep::Recalled => Kind::Late,
    }
}

/// What became of a pack, without what was logged by mistake and taken back.
pub(super) fn standing(pack: &SealedView) -> impl DoubleEndedIterator<Item = &PackStepView> {
    pack.steps.iter().filter(|taken| taken.taken_back.is_none())
}

/// When a step was last taken.
pub(super) fn taken(pack: &SealedView, step: PackStep) -> Option<&str> {
    standing(pack).rev().find(|taken| taken.step == step).map(|taken| taken.at.as_str())
}

/// Whether a pack is not to be relied on.
pub(super) fn is_void(pack: &SealedView) -> bool {
    standing(pack).any(|taken| matches!(taken.step, PackStep::Astray | PackStep::Recalled))
}

/// When its recipient said that it arrived.
pub(super) fn received(pack: &SealedView) -> Option<&str> {
    taken(pack, PackStep::Received).or_else(|| taken(pack, PackStep::ReceivedWithQuestions))
}

/// How a sealed pack stands.
pub(super) fn sealed(pack: &SealedView) -> (Kind, String) {
    if taken(pack, PackStep::Astray).is_some() {
        (Kind::Late, "Went astray".to_owned())
    } else if is_void(pack) {
        (Kind::Late, "Called back".to_owned())
    } else if let Some(at) = received(pack) {
        (Kind::Met, format!("Received {}", dates::short(at)))
    } else if taken(pack, PackStep::Sent).is_some() {
        (Kind::Soon, "Waiting for an answer".to_owned())
    } else {
        (Kind::Soon, "Sealed, not sent".to_owned())
    }
}

/// How a task of the handover stands.
pub(super) const fn task(task: &PackTask) -> (Kind, &'static str) {
    if task.done.is_some() { (Kind::Met, "Done") } else { (Kind::Later, "To do") }
}

/// “Joanna Castell, Westmoor PDU”; nothing where nobody is named.
pub(super) fn whom(to: &PackRecipient) -> String {
    joined(&[&to.name, &to.team])
}

/// Who answers for it: the person, or the team where nobody is named.
pub(super) fn reader(to: &PackRecipient) -> &str {
    let (name, team) = (to.name.trim(), to.team.trim());
    match (name, team) {
        ("", "") => "its reader",
        ("", team) => team,
        (name, _) => name,
    }
}

/// How they are reached: “j.castell@pdu.example, 01632 960 431”.
pub(super) fn reached(to: &PackRecipient) -> String {
    joined(&[&to.email, &to.phone])
}

fn joined(parts: &[&str]) -> String {
    parts.iter().map(|part| part.trim()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// “1 gap”, “3 gaps”.
pub(super) fn many(count: u32, one: &str, more: &str) -> String {
    counted(usize::try_from(count).unwrap_or(usize::MAX), one, more)
}

#[cfg(test)]
pub(super) mod tests {
    use api::TakenBackView;

    use super::*;

    pub(crate) fn pack(steps: &[(PackStep, &str)]) -> SealedView {
        let step = |(step, at): &(PackStep, &str)| PackStepView {
            id: format!("1-0-{at}"),
            step: *step,
            words: String::new(),
            by: "Rhiannon Pell".to_owned(),
            at: (*at).to_owned(),
            may_take_back: true,
            taken_back: None,
        };
        SealedView {
            id: "01JZ".to_owned(),
            version: 2,
            to: to("Joanna Castell", "Westmoor PDU"),
            check_code: "7Q4M-K2RD-91XA".to_owned(),
            fingerprint: "b3e1 5f0a".to_owned(),
            pages: 11,
            ready: 11,
            explained: 4,
            gaps: Vec::new(),
            left_out: Vec::new(),
            to_unit: false,
            by: "Rhiannon Pell".to_owned(),
            at: "2027-01-14T11:42".to_owned(),
            steps: steps.iter().map(step).collect(),
        }
    }

    /// The same, its last step taken back.
    pub(crate) fn taken_back(steps: &[(PackStep, &str)]) -> SealedView {
        let mut pack = pack(steps);
        if let Some(last) = pack.steps.last_mut() {
            let (by, reason) = ("Rhiannon Pell".to_owned(), "It had arrived".to_owned());
            last.taken_back = Some(TakenBackView { by, recorded: "2027-01-19T09:30".to_owned(), reason });
            last.may_take_back = false;
        }
        pack
    }

    pub(crate) fn to(name: &str, team: &str) -> PackRecipient {
        PackRecipient { name: name.to_owned(), team: team.to_owned(), email: String::new(), phone: String::new() }
    }

    #[test]
    fn a_sealed_pack_stands_by_its_last_steps() {
        let said = |steps: &[(PackStep, &str)]| sealed(&pack(steps)).1;
        let sent = (PackStep::Sent, "2027-01-14T11:46");
        let received = (PackStep::Received, "2027-01-18T09:10");
        assert_eq!(said(&[]), "Sealed, not sent");
        assert_eq!(said(&[sent]), "Waiting for an answer");
        assert_eq!(said(&[sent, received]), "Received 18 Jan 2027");
        assert_eq!(said(&[sent, received, (PackStep::Astray, "2027-01-19T09:10")]), "Went astray");
    }

    #[test]
    fn what_was_taken_back_is_as_if_it_had_not_been_logged() {
        let (sent, astray) = ((PackStep::Sent, "2027-01-14T11:46"), (PackStep::Astray, "2027-01-19T09:10"));
        let pack = taken_back(&[sent, astray]);
        assert_eq!((sealed(&pack).1.as_str(), is_void(&pack)), ("Waiting for an answer", false));
    }

    #[test]
    fn a_gap_is_said_before_a_change() {
        assert_eq!(section(PackSectionState::Gap, true).1, "Gap");
        assert_eq!(section(PackSectionState::Ready, true).1, "Changed");
    }

    #[test]
    fn a_person_answers_and_otherwise_their_team() {
        assert_eq!(reader(&to("Joanna Castell", "Westmoor PDU")), "Joanna Castell");
        assert_eq!(reader(&to(" ", "Westmoor PDU")), "Westmoor PDU");
        assert_eq!(reader(&to("", "")), "its reader");
    }

    #[test]
    fn who_it_is_for_has_no_empty_parts() {
        assert_eq!(whom(&to("", "Westmoor PDU")), "Westmoor PDU");
        assert_eq!(whom(&to("", " ")), "");
    }
}
