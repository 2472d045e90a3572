//! Writing a report before release: an answer to each of the seven pathways, which begins with what the plan says of it; or why it is skipped.
//! What is typed is kept as a draft.

use api::{PathwayAnswer, PlanView, ReportKind, Topic, WriteReleaseReport};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::missing;
use crate::parts::sending::{Form, Line, Radios, Sending, Words, empty, typed};
use crate::screens::case::plan::reports::last;
use crate::screens::case::plan::state::Plan;
use crate::screens::case::plan::words;
use crate::screens::drafts::{self, CannotSave, KeptSign};

/// The fields of the pathways, in their order. The first has the name that the record has for all of them.
const ANSWERS: [&str; 7] = [
    "report-answers",
    "report-answers-1",
    "report-answers-2",
    "report-answers-3",
    "report-answers-4",
    "report-answers-5",
    "report-answers-6",
];
/// The choice that it is written, and that it is skipped.
const WRITTEN: &str = "written";
const SKIPPED: &str = "skipped";

/// What the draft of a report is called.
const fn form(kind: ReportKind) -> &'static str {
    match kind {
        ReportKind::ImmediateNeeds => "plan:immediate-needs",
        ReportKind::PreRelease => "plan:pre-release",
    }
}

/// The report of which something is a draft.
pub(crate) fn report_of(draft: &str) -> Option<ReportKind> {
    ReportKind::ALL.iter().copied().find(|kind| form(*kind) == draft)
}

/// The form goes on with its draft, or begins with what the plan says.
#[component]
pub(super) fn WriteReport(
    /// The plan.
    plan: Plan,
    /// Which report.
    kind: ReportKind,
) -> impl IntoView {
    let number = plan.number();
    let form = drafts::with_draft(form(kind).to_owned(), number, move |kept: Option<WriteReleaseReport>| {
        let begun = kept.is_some();
        let start = kept.unwrap_or_else(|| start(plan, kind));
        view! { <Write plan start begun /> }.into_any()
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="report-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="report-head">"Write: "{kind.words()}</h2></div>
            {form}
        </section>
    }
}

/// A report of today.
fn start(plan: Plan, kind: ReportKind) -> WriteReleaseReport {
    let view = plan.view.get_untracked();
    let answer = |pathway: Topic| {
        let words = view.as_deref().map(|view| beginning(view, kind, pathway)).unwrap_or_default();
        PathwayAnswer { pathway, words }
    };
    WriteReleaseReport {
        number: plan.number(),
        kind,
        on: dates::typed(&plan.file.today()),
        answers: Topic::pathways().map(answer).collect(),
        skipped: None,
    }
}

/// What an answer begins with: what the plan says of the pathway, or else what the report before said.
fn beginning(view: &PlanView, kind: ReportKind, pathway: Topic) -> String {
    let planned = words::of_pathway(view, pathway);
    let before = || last(view, kind).and_then(|report| report.answers.iter().find(|answer| answer.pathway == pathway));
    if planned.is_empty() { before().map(|answer| answer.words.clone()).unwrap_or_default() } else { planned }
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Fields {
    how: RwSignal<String>,
    on: RwSignal<String>,
    reason: RwSignal<String>,
    answers: StoredValue<Vec<(Topic, &'static str, RwSignal<String>)>>,
}

impl Fields {
    fn of(start: &WriteReleaseReport) -> Self {
        let words = |pathway: Topic| start.answers.iter().find(|answer| answer.pathway == pathway);
        let answers = Topic::pathways().zip(ANSWERS).map(|(pathway, id)| {
            let words = words(pathway).map(|answer| answer.words.clone()).unwrap_or_default();
            (pathway, id, RwSignal::new(words))
        });
        Self {
            how: RwSignal::new(if start.skipped.is_some() { SKIPPED } else { WRITTEN }.to_owned()),
            on: RwSignal::new(start.on.clone()),
            reason: RwSignal::new(start.skipped.clone().unwrap_or_default()),
            answers: StoredValue::new(answers.collect()),
        }
    }

    fn is_skipped(self) -> bool {
        self.how.with(|how| how == SKIPPED)
    }

    /// Everything that was typed.
    fn report(self, number: String, kind: ReportKind) -> WriteReleaseReport {
        let text = |value: RwSignal<String>| typed(value).unwrap_or_default();
        let answers = self.answers.get_value().into_iter();
        WriteReleaseReport {
            number,
            kind,
            on: text(self.on),
            answers: answers.map(|(pathway, _, words)| PathwayAnswer { pathway, words: text(words) }).collect(),
            skipped: untrack(|| self.is_skipped()).then(|| text(self.reason)),
        }
    }

    /// What is missing.
    fn lacking(self) -> Vec<api::Problem> {
        let mut lacking = Vec::new();
        if empty(self.on) {
            lacking.push(missing("report-on", "Give the day"));
        }
        if untrack(|| self.is_skipped()) {
            if empty(self.reason) {
                lacking.push(missing("report-skipped", "Say why the report is skipped"));
            }
        } else {
            let open = self.answers.get_value().into_iter().filter(|(.., words)| empty(*words));
            lacking
                .extend(open.map(|(pathway, id, _)| missing(id, &format!("Say what is needed: {}", pathway.words()))));
        }
        lacking
    }
}

#[component]
fn Write(plan: Plan, start: WriteReleaseReport, begun: bool) -> impl IntoView {
    let sending = Sending::new("report");
    let kind = start.kind;
    let fields = Fields::of(&start);
    let number = plan.number();
    let own = number.clone();
    let journal =
        drafts::keep(form(kind), &number, begun, move || (kind.words().to_owned(), fields.report(own.clone(), kind)));
    page::focus_soon("report-how");
    let submit = Callback::new(move |()| {
        if sending.errors.show(fields.lacking()) {
            return;
        }
        let mut call = fields.report(plan.number(), kind);
        if call.skipped.is_some() {
            call.answers.clear();
        }
        let said = format!("Recorded: {}", kind.words().to_lowercase());
        sending.send(call, move |()| {
            leptos::task::spawn_local(async move {
                journal.close().await;
                plan.recorded(said);
            });
        });
    });
    let how = [(WRITTEN, "Yes, here"), (SKIPPED, "No, it is skipped with a reason")];
    let how = how.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    view! {
        <CannotSave journal words="report-answers" />
        <Form sending act="Record it" submit cancel=plan.cancel()>
            <p class="desk-row desk-xs desk-gap-below"><KeptSign journal /></p>
            <Radios id="report-how" legend="Is it written?" options=how sending value=fields.how />
            <Line id="report-on" label="On which day?" hint="Today or earlier, such as 17/11/2026" class="govuk-input--width-10" sending value=fields.on />
            {move || if fields.is_skipped() {
                view! { <Words id="report-skipped" label="Why is it skipped?".to_owned() hint="Such as a report of last month that still holds" sending value=fields.reason /> }.into_any()
            } else {
                answers(sending, fields)
            }}
        </Form>
    }
}

/// The pathways, each with what is needed there.
fn answers(sending: Sending, fields: Fields) -> AnyView {
    let answers = fields.answers.get_value().into_iter().map(|(pathway, id, words)| {
        view! { <Words id label=pathway.words().to_owned() sending value=words /> }
    });
    let answers = answers.collect_view();
    view! {
        <p class="desk-xs desk-muted desk-case__now">"Each pathway begins with what the plan says of it. Say what is needed, or that nothing is."</p>
        {answers}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pathway_has_a_field() {
        assert_eq!(Topic::pathways().count(), ANSWERS.len());
    }

    #[test]
    fn a_draft_leads_back_to_its_report() {
        for kind in ReportKind::ALL {
            assert_eq!(report_of(form(*kind)), Some(*kind));
        }
        assert_eq!(report_of("amend:01JZ"), None);
    }
}
