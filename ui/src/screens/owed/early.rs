//! Early allocation: the questions of an assessment, answered one by one, and what the community decided on one that waits.

use std::collections::BTreeMap;

use api::{AssessEarlyAllocation, EarlyAllocationQuestions, RecordEarlyDecision, ResponsibilityView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::page;
use crate::parts::missing;
use crate::parts::sending::{Form, Line, Radios, Sending, Words, empty, typed};
use crate::screens::owed::subject::{Subject, pane, with_responsibility};

/// The first so many questions of the form settle it: a yes to any of them, and the others are not asked.
const SETTLE_IT: usize = 5;
/// Is asked only of whoever is held in a separation centre.
const DUE_FOR_RELEASE: &str = "due_for_release_in_less_than_24months";
/// Whether somebody is.
const SEPARATED: &str = "extremism_separation";

/// The questions with their names, and what has been answered.
#[derive(Clone, Copy)]
struct Answers {
    questions: RwSignal<Vec<(String, String)>>,
    given: RwSignal<BTreeMap<String, bool>>,
}

impl Answers {
    /// The questions that are asked, after what has been answered.
    fn asked(self) -> Vec<(String, String)> {
        let (questions, given) = (self.questions.get(), self.given.get());
        asked(&questions, &given)
    }

    /// Whether the community is to decide.
    fn is_discretionary(self) -> bool {
        let asked = self.asked();
        let given = self.given.get();
        asked.iter().skip(SETTLE_IT).any(|(name, _)| name != DUE_FOR_RELEASE && given.get(name) == Some(&true))
    }

    /// What was answered of what is asked.
    fn of_those_asked(self) -> Vec<(String, bool)> {
        let given = self.given.get_untracked();
        untrack(|| self.asked()).into_iter().filter_map(|(name, _)| given.get(&name).map(|yes| (name, *yes))).collect()
    }
}

fn asked(questions: &[(String, String)], given: &BTreeMap<String, bool>) -> Vec<(String, String)> {
    let first = || questions.iter().take(SETTLE_IT);
    let all_no = first().all(|(name, _)| given.get(name) == Some(&false));
    let is_asked = |name: &str| name != DUE_FOR_RELEASE || given.get(SEPARATED) == Some(&true);
    let rest = questions.iter().skip(SETTLE_IT).filter(|(name, _)| all_no && is_asked(name));
    first().chain(rest).cloned().collect()
}

#[component]
pub(super) fn Assess(subject: Subject) -> impl IntoView {
    let sending = Sending::new("early");
    let answers = Answers { questions: RwSignal::new(Vec::new()), given: RwSignal::new(BTreeMap::new()) };
    let (oasys, reason, approved) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    page::focus_soon("early-oasys");
    leptos::task::spawn_local(async move {
        match backend::call(EarlyAllocationQuestions {}).await {
            Ok(questions) => {
                answers.questions.try_set(questions);
            }
            Err(problem) => sending.errors.show_one(problem),
        }
    });
    let (number, recorded) = (subject.number.clone(), subject.recorded);
    let submit = Callback::new(move |()| {
        let (given, discretionary) = (answers.of_those_asked(), untrack(|| answers.is_discretionary()));
        let mut wrong = Vec::new();
        if empty(oasys) {
            wrong.push(missing("early-oasys", "Give the day of the last OASys"));
        }
        for (name, words) in untrack(|| answers.asked()) {
            if !given.iter().any(|(answered, _)| *answered == name) {
                wrong.push(missing(&format!("early-{name}"), &format!("Answer: {words}")));
            }
        }
        if discretionary && empty(reason) {
            wrong.push(missing("early-reason", "Say why the community is to decide"));
        }
        if discretionary && !approved.get_untracked() {
            wrong.push(missing("early-approved", "The head of OM delivery approves it first"));
        }
        if sending.errors.show(wrong) {
            return;
        }
        let call = AssessEarlyAllocation {
            number: number.clone(),
            oasys: typed(oasys).unwrap_or_default(),
            answers: given,
            reason: typed(reason).filter(|_| discretionary).unwrap_or_default(),
            approved: discretionary && approved.get_untracked(),
        };
        sending.send(call, move |()| recorded.run("Recorded: an assessment for early allocation".to_owned()));
    });
    let form = view! {
        <Form sending act="Record it" submit cancel=subject.close>
            <Line id="early-oasys" label="When was the last OASys?" hint="Such as 17/11/2026" class="govuk-input--width-10" sending value=oasys />
            <div id="early-answers" tabindex="-1">
                <For each=move || answers.asked() key=|(name, _)| name.clone() let((name, words))>{question(sending, answers, name, words)}</For>
            </div>
            {move || answers.is_discretionary().then(|| view! {
                <Words id="early-reason" label="Why is the community to decide?".to_owned() sending value=reason />
                <Approved sending approved />
            })}
            <p class="desk-xs desk-muted">"A yes to one of the first five settles it. The answer says whether the rule is met; the community decides where it is discretionary. Fixed once recorded."</p>
        </Form>
    };
    pane(&subject, "Assess for early allocation", form.into_any())
}

/// A question with yes and no.
fn question(sending: Sending, answers: Answers, name: String, words: String) -> AnyView {
    let id = format!("early-{name}");
    let error = sending.errors.of(id.clone());
    let choices = [("Yes", true, id.clone()), ("No", false, format!("{id}-no"))].map(|(label, yes, own)| {
        let (asked, group, chosen) = (name.clone(), id.clone(), name.clone());
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" type="radio" id=own.clone() name=group value=label
                    prop:checked=move || answers.given.with(|given| given.get(&asked) == Some(&yes))
                    on:change=move |_| answers.given.update(|given| { given.insert(chosen.clone(), yes); }) />
                <label class="govuk-label govuk-radios__label" for=own>{label}</label>
            </div>
        }
    });
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <fieldset class="govuk-fieldset">
                <legend class="govuk-fieldset__legend">{words}</legend>
                {move || error.get().map(|error| view! {
                    <p class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
                })}
                <div class="govuk-radios govuk-radios--small govuk-radios--inline">{choices.into_iter().collect_view()}</div>
            </fieldset>
        </div>
    }
    .into_any()
}

#[component]
fn Approved(sending: Sending, approved: RwSignal<bool>) -> impl IntoView {
    let error = sending.errors.of("early-approved");
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            {move || error.get().map(|error| view! {
                <p class="govuk-error-message" id="early-approved-error"><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
            })}
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <div class="govuk-checkboxes__item">
                    <input class="govuk-checkboxes__input" type="checkbox" id="early-approved" prop:checked=move || approved.get()
                        aria-describedby=move || error.with(Option::is_some).then_some("early-approved-error")
                        on:change=move |event| approved.set(event_target_checked(&event)) />
                    <label class="govuk-label govuk-checkboxes__label" for="early-approved">"The head of OM delivery has approved it"</label>
                </div>
            </div>
        </div>
    }
}

/// What the community decided on the assessment that waits for it.
#[component]
pub(super) fn RecordDecision(subject: Subject) -> impl IntoView {
    let own = subject.clone();
    let form = with_responsibility(subject.number.clone(), move |view| decision(&own, &view));
    page::focus_soon("doing-head");
    pane(&subject, "The community's decision on early allocation", form)
}

fn decision(subject: &Subject, view: &ResponsibilityView) -> AnyView {
    let close = subject.close;
    let Some(waiting) = view.assessments.iter().find(|assessment| assessment.awaits_decision).cloned() else {
        return nothing_waits("No assessment waits for the community's decision.", close);
    };
    let sending = Sending::new("community");
    let accepted = RwSignal::new(String::new());
    let (number, recorded, id) = (subject.number.clone(), subject.recorded, waiting.id);
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(accepted), "accepted", "Choose what the community decided")]) {
            return;
        }
        let accepted = accepted.get_untracked() == "yes";
        let said = if accepted { "Recorded: the community accepted" } else { "Recorded: the community did not accept" };
        let call = RecordEarlyDecision { number: number.clone(), id: id.clone(), accepted };
        sending.send(call, move |()| recorded.run(said.to_owned()));
    });
    let options = [("yes", "It accepted: early allocation"), ("no", "It did not accept")];
    let options = options.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    view! {
        <Form sending act="Record it" submit cancel=close>
            <p class="desk-case__now">"Assessed on "{dates::long(&waiting.made)}" by "{waiting.by}". "{waiting.outcome.derivation.conclusion}</p>
            <Radios id="community-accepted" legend="What did the community decide?" options sending value=accepted />
            <p class="desk-xs desk-muted">"Fixed once recorded."</p>
        </Form>
    }
    .into_any()
}

/// There is nothing to record any more.
pub(super) fn nothing_waits(why: &'static str, close: Callback<()>) -> AnyView {
    view! {
        <div class="desk-pane__body"><p>{why}</p></div>
        <div class="desk-pane__foot"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Close"</button></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(answers: &[(&str, bool)]) -> Vec<String> {
        let all = ["a", "b", "c", "d", "e", SEPARATED, DUE_FOR_RELEASE, "mappa_level_2"];
        let questions: Vec<_> = all.iter().map(|name| ((*name).to_owned(), String::new())).collect();
        let given = answers.iter().map(|(name, yes)| ((*name).to_owned(), *yes)).collect();
        asked(&questions, &given).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn the_other_questions_are_asked_once_the_first_five_are_all_no() {
        assert_eq!(names(&[]).len(), 5);
        assert_eq!(names(&[("a", false), ("b", true)]).len(), 5);
        let none = [("a", false), ("b", false), ("c", false), ("d", false), ("e", false)];
        assert_eq!(names(&none).len(), 7);
        let separated: Vec<_> = none.into_iter().chain([(SEPARATED, true)]).collect();
        assert!(names(&separated).contains(&DUE_FOR_RELEASE.to_owned()));
    }
}
