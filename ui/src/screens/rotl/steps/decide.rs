//! The form of a decision: what, why in words that the prisoner reads, why against the board, and the days that follow from it.

use api::{DecideRelease, Grade, Verdict};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Line, Radios, Sending, Words, empty, typed};
use crate::screens::drafts::{CannotSave, KeptSign};
use crate::screens::rotl::application::Open;
use crate::screens::rotl::draft;
use crate::screens::rotl::words;

/// What can be decided.
const fn decides(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "Grant it",
        Verdict::Refused => "Refuse it",
        Verdict::Deferred => "Put it off",
    }
}

/// The form: it begins with its draft, or empty.
pub(super) fn write(open: Open) -> AnyView {
    let (number, id) = open.ids();
    draft::with_draft(draft::form("decision", &id), number, move |kept: Option<DecideRelease>| {
        view! { <Write open start=kept /> }.into_any()
    })
}

#[component]
fn Write(open: Open, start: Option<DecideRelease>) -> impl IntoView {
    let sending = Sending::new("decide");
    let (number, id) = open.ids();
    let begun = start.is_some();
    let field =
        |read: fn(&DecideRelease) -> Option<String>| RwSignal::new(start.as_ref().and_then(read).unwrap_or_default());
    let verdict = field(|kept| Some(words::place(Verdict::ALL, &kept.verdict)));
    let reasons = field(|kept| Some(kept.reasons.clone()));
    let against = field(|kept| kept.against_board.clone());
    let (again, review) = (field(|kept| kept.again.clone()), field(|kept| kept.review.clone()));
    let grade = if open.desk.person.is("governor") { Grade::Governor } else { Grade::DutyManager };
    let recommended = open.read(|view| view.boards.first().map(|board| board.recommends));
    let is_series = open.read(|view| view.releases.len() > 1);
    let now = Memo::new(move |_| verdict.with(|verdict| words::chosen(Verdict::ALL, verdict)));
    let differs = move |verdict: Option<Verdict>| verdict.is_some() && recommended.is_some() && verdict != recommended;
    let (of, to) = (number.clone(), id.clone());
    let call = move || {
        let decided = now.get_untracked();
        DecideRelease {
            number: of.clone(),
            id: to.clone(),
            verdict: decided.unwrap_or(Verdict::Deferred),
            grade,
            reasons: typed(reasons).unwrap_or_default(),
            against_board: typed(against).filter(|_| differs(decided)),
            again: typed(again).filter(|_| decided != Some(Verdict::Granted)),
            review: typed(review).filter(|_| decided == Some(Verdict::Granted)),
        }
    };
    let kept = call.clone();
    let journal = draft::keep(&draft::form("decision", &id), &number, begun, move || {
        let now = kept();
        (now.reasons.clone(), now)
    });
    page::focus_soon("decide-verdict");
    let submit = Callback::new(move |()| {
        let decided = now.get_untracked();
        let lacking = [
            (decided.is_none(), "verdict", "Say what you decide"),
            (empty(reasons), "reasons", "Give the reasons: the prisoner reads them"),
            (differs(decided) && empty(against), "against_board", "Say why you decide against the board"),
            (decided == Some(Verdict::Deferred) && empty(again), "again", "Say until when it is put off"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let call = call();
        let said = format!("{} and recorded", call.verdict.words());
        sending.send(call, move |()| {
            leptos::task::spawn_local(async move {
                journal.close().await;
                open.recorded(said);
            });
        });
    });
    let options =
        Verdict::ALL.iter().map(|one| (words::place(Verdict::ALL, one), decides(*one).to_owned())).collect::<Vec<_>>();
    view! {
        <CannotSave journal words="decide-reasons" />
        <Form sending act="Record the decision" submit cancel=open.close()>
            <p class="desk-row desk-xs"><span class="desk-muted">"As "{grade.words().to_lowercase()}</span><KeptSign journal /></p>
            <Radios id="decide-verdict" legend="I decide to" options sending value=verdict />
            <Words id="decide-reasons" label="Reasons, which the prisoner will be given".to_owned() hint="Plain words. No intelligence, nothing about other people" sending value=reasons />
            {move || differs(now.get()).then(|| view! {
                <Words id="decide-against_board" label="Why against the board?".to_owned() sending value=against />
            })}
            {move || match now.get() {
                Some(Verdict::Refused) => view! { <Line id="decide-again" label="From when can they apply again? (optional)" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=again /> }.into_any(),
                Some(Verdict::Deferred) => view! { <Line id="decide-again" label="Until when is it put off?" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=again /> }.into_any(),
                Some(Verdict::Granted) if is_series => view! { <Line id="decide-review" label="By when is the series reviewed?" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=review /> }.into_any(),
                _ => ().into_any(),
            }}
            <p class="desk-xs desk-muted">"It is written into the file with your name, grade, time and reasons. A later decision can replace it but never remove it."</p>
        </Form>
    }
}
