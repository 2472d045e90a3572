//! The form of a decision: what, why in words that the prisoner reads, why against the board, and the days that follow from it.

use api::{DecideRelease, Grade, RefusalDays, Secret, SignDecision, Verdict};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, Radios, Sending, Words, empty, typed};
use crate::parts::{Field, Passphrase};
use crate::screens::drafts::{self, CannotSave, KeptSign};
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

/// The days that follow from a decision, in the fields in which they are typed.
#[derive(Clone, Copy)]
struct Days {
    /// From when they can apply again, if it is refused.
    again: RwSignal<String>,
    /// Until when they can complain, if it is refused.
    complain_by: RwSignal<String>,
    /// Until when it is put off.
    until: RwSignal<String>,
}

impl Days {
    /// As they were left; those of a refusal that nobody has begun are the prison's, where it has set any.
    fn begin(kept: Option<&DecideRelease>, set: RefusalDays) -> Self {
        let typed = |day: Option<String>| day.as_deref().map(dates::typed).unwrap_or_default();
        let (again, complain_by) = match kept.filter(|kept| kept.verdict == Verdict::Refused) {
            Some(kept) => (kept.again.clone().unwrap_or_default(), kept.complain_by.clone().unwrap_or_default()),
            None => (typed(set.again), typed(set.complain_by)),
        };
        let until = kept.filter(|kept| kept.verdict == Verdict::Deferred).and_then(|kept| kept.again.clone());
        Self {
            again: RwSignal::new(again),
            complain_by: RwSignal::new(complain_by),
            until: RwSignal::new(until.unwrap_or_default()),
        }
    }

    /// What goes with a decision as the one day that it has.
    fn again(self, decided: Option<Verdict>) -> Option<String> {
        match decided {
            Some(Verdict::Granted) => None,
            Some(Verdict::Refused) => typed(self.again),
            Some(Verdict::Deferred) | None => typed(self.until),
        }
    }
}

/// The form: it begins with its draft, or empty.
pub(super) fn write(open: Open) -> AnyView {
    let (number, id) = open.ids();
    drafts::with_draft(draft::form("decision", &id), number, move |kept: Option<DecideRelease>| {
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
    let days = Days::begin(start.as_ref(), open.read(|view| view.if_refused.clone()));
    let Days { again, complain_by, until } = days;
    let review = field(|kept| kept.review.clone());
    let passphrase = RwSignal::new(String::new());
    let unsigned = sending.errors.of("decide-passphrase");
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
            again: days.again(decided),
            complain_by: typed(complain_by).filter(|_| decided == Some(Verdict::Refused)),
            review: typed(review).filter(|_| decided == Some(Verdict::Granted)),
        }
    };
    let kept = call.clone();
    let journal = drafts::keep(&draft::form("decision", &id), &number, begun, move || {
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
            (decided == Some(Verdict::Deferred) && empty(until), "again", "Say until when it is put off"),
            (passphrase.with_untracked(String::is_empty), "passphrase", "Type your passphrase: it signs the decision"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let decision = call();
        let said = format!("{} and signed", decision.verdict.words());
        // A wrong one is typed again; the decision stays in the form.
        let passphrase = Secret(passphrase.try_update(std::mem::take).unwrap_or_default());
        sending.send(SignDecision { decision, passphrase }, move |()| {
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
        <Form sending act="Sign the decision" submit cancel=open.close()>
            <p class="desk-row desk-xs"><span class="desk-muted">"As "{grade.words().to_lowercase()}</span><KeptSign journal /></p>
            <Radios id="decide-verdict" legend="I decide to" options sending value=verdict />
            <Words id="decide-reasons" label="Reasons, which the prisoner will be given".to_owned() hint="Plain words. No intelligence, nothing about other people" sending value=reasons />
            {move || differs(now.get()).then(|| view! {
                <Words id="decide-against_board" label="Why against the board?".to_owned() sending value=against />
            })}
            {move || match now.get() {
                Some(Verdict::Refused) => view! {
                    <Line id="decide-complain_by" label="Until when can they complain? (optional)" hint="It stands in the letter. Such as 17/05/2027" class="govuk-input--width-10" sending value=complain_by />
                    <Line id="decide-again" label="From when can they apply again? (optional)" hint="It stands in the letter. Such as 17/05/2027" class="govuk-input--width-10" sending value=again />
                }.into_any(),
                Some(Verdict::Deferred) => view! { <Line id="decide-again" label="Until when is it put off?" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=until /> }.into_any(),
                Some(Verdict::Granted) if is_series => view! { <Line id="decide-review" label="By when is the series reviewed?" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=review /> }.into_any(),
                _ => ().into_any(),
            }}
            <Field id="decide-passphrase" label="Your passphrase, to sign"
                hint="Your name, grade, the time and the reasons go into the file. A later decision can replace this one but never remove it" error=unsigned>
                <Passphrase id="decide-passphrase" value=passphrase wrong=Signal::derive(move || unsigned.with(Option::is_some))
                    autocomplete="current-password" hinted=true />
            </Field>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(verdict: Verdict, again: &str) -> DecideRelease {
        DecideRelease {
            number: "A1234BC".to_owned(),
            id: String::new(),
            verdict,
            grade: Grade::Governor,
            reasons: "Because".to_owned(),
            against_board: None,
            again: Some(again.to_owned()).filter(|again| !again.is_empty()),
            review: None,
            complain_by: None,
        }
    }

    #[test]
    fn a_refusal_begins_with_the_prisons_days_and_what_was_begun_stays_as_it_was_left() {
        let set = || RefusalDays { complain_by: Some("2027-02-26".to_owned()), again: Some("2027-03-01".to_owned()) };
        let said = |days: Days, verdict| (days.again(Some(verdict)), typed(days.complain_by));
        let new = Days::begin(None, set());
        let prisons = (Some("01/03/2027".to_owned()), Some("26/02/2027".to_owned()));
        assert_eq!(said(new, Verdict::Refused), prisons);
        assert_eq!(new.again(Some(Verdict::Deferred)), None, "it is another day until which something is put off");
        assert_eq!(new.again(Some(Verdict::Granted)), None);
        assert_eq!(said(Days::begin(Some(&kept(Verdict::Refused, "")), set()), Verdict::Refused), (None, None));
        let put_off = Days::begin(Some(&kept(Verdict::Deferred, "17/05/2027")), set());
        assert_eq!(put_off.again(Some(Verdict::Deferred)).as_deref(), Some("17/05/2027"));
        assert_eq!(said(put_off, Verdict::Refused), prisons);
        assert_eq!(said(Days::begin(None, RefusalDays::default()), Verdict::Refused), (None, None));
    }
}
