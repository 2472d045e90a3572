//! Stating where a topic stands: one form for all of them, made of what the table of topics says. What is stated replaces what was known; the
//! history keeps both.

use api::{Many, PlanOwner, PlanState, Topic, TopicView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Radios, Sending, Words, empty, typed};
use crate::parts::{choices, chosen, place};
use crate::screens::case::plan::state::{About, Plan};
use crate::screens::case::plan::words;

/// A state and what it is called.
type State = (PlanState, &'static str);

/// The states that are offered: nothing can end of which nothing is recorded.
fn offered(topic: Topic, within: bool, stands: bool) -> Vec<State> {
    topic.states(within).iter().copied().filter(|(state, _)| stands || *state != PlanState::Ended).collect()
}

/// What stands in the form.
#[derive(Clone, Copy)]
struct Fields {
    states: StoredValue<Vec<State>>,
    about: RwSignal<String>,
    state: RwSignal<String>,
    words: RwSignal<String>,
    owner: RwSignal<String>,
    due: RwSignal<String>,
    on: RwSignal<String>,
}

impl Fields {
    /// What stands so far. `opened` are its words, where they are restricted and somebody has opened them.
    fn of(states: Vec<State>, stands: Option<&TopicView>, opened: Option<String>) -> Self {
        let text = |read: fn(&TopicView) -> Option<String>| RwSignal::new(stands.and_then(read).unwrap_or_default());
        let day = |read: fn(&TopicView) -> Option<&String>| {
            RwSignal::new(stands.and_then(read).map(|day| dates::typed(day)).unwrap_or_default())
        };
        let state = states.iter().position(|(state, _)| stands.is_some_and(|stands| stands.state == *state));
        Self {
            states: StoredValue::new(states),
            about: RwSignal::new(String::new()),
            state: RwSignal::new(state.map(|at| at.to_string()).unwrap_or_default()),
            words: opened.map_or_else(|| text(|stands| stands.words.clone()), RwSignal::new),
            owner: text(|stands| stands.owner.map(|owner| place(PlanOwner::ALL, &owner))),
            due: day(|stands| stands.due.as_ref()),
            on: day(|stands| stands.on.as_ref()),
        }
    }

    /// The state that is chosen.
    fn chosen(self) -> Option<State> {
        self.state.with(|at| self.states.with_value(|states| chosen(states, at)))
    }

    /// Where focus begins: at the name of what is new, otherwise at the state that is chosen.
    fn first(self, about: &About) -> String {
        match (about, self.state.get_untracked().as_str()) {
            (About::More, _) => "topic-about".to_owned(),
            (_, "" | "0") => "topic-state".to_owned(),
            (_, at) => format!("topic-state-{at}"),
        }
    }

    /// What is sent.
    fn request(self, number: String, topic: Topic, about: &About, state: PlanState) -> api::StateTopic {
        let text = |value: RwSignal<String>| typed(value).unwrap_or_default();
        api::StateTopic {
            number,
            topic,
            about: about.name().map_or_else(|| text(self.about), str::to_owned),
            state,
            words: text(self.words),
            owner: self.owner.with_untracked(|at| chosen(PlanOwner::ALL, at)),
            due: text(self.due),
            on: text(self.on),
        }
    }
}

/// What has to be said of a state that says nothing by itself.
const fn wanted(state: PlanState) -> &'static str {
    match state {
        PlanState::NotDone => "Say why it was not done",
        PlanState::Asked => "Say why it is asked for",
        _ => "Say what is known of it",
    }
}

#[component]
pub(super) fn StateTopic(
    /// The plan.
    plan: Plan,
    /// What is stated.
    topic: Topic,
    /// Which of it.
    about: About,
    /// Its words, where they are restricted and were opened.
    opened: Option<String>,
) -> impl IntoView {
    let sending = Sending::new("topic");
    let stands = plan.stated(topic, &about);
    let closed = topic.is_restricted() && stands.is_some() && opened.is_none();
    let title = title(topic, &about, stands.is_some());
    let fields = Fields::of(offered(topic, about != About::Whole, stands.is_some()), stands.as_ref(), opened);
    let is_new = about == About::More;
    page::focus_soon(fields.first(&about));
    let submit = Callback::new(move |()| {
        let state = untrack(|| fields.chosen());
        let silent = state.map(|(state, _)| state).filter(|state| topic.needs_words(*state) && empty(fields.words));
        let lacking = [
            (is_new && empty(fields.about), "about", "Give it a name: there can be several"),
            (state.is_none(), "state", "Choose where it stands"),
            (silent.is_some(), "words", silent.map_or("", wanted)),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let Some((state, called)) = state else { return };
        let call = fields.request(plan.number(), topic, &about, state);
        let name = words::name(topic, Some(call.about.as_str()).filter(|about| !about.is_empty()));
        sending.send(call, move |()| plan.recorded(format!("Recorded: {name}, {}", called.to_lowercase())));
    });
    let label = Signal::derive(move || {
        let needed = fields.chosen().is_some_and(|(state, _)| topic.needs_words(state));
        if needed { topic.ask().to_owned() } else { format!("{} (optional)", topic.ask()) }
    });
    let states = fields.states.with_value(|states| choices(states, |(_, words)| words));
    let owners = std::iter::once((String::new(), "Nobody in particular".to_owned()));
    let owners = owners.chain(choices(PlanOwner::ALL, PlanOwner::words)).collect::<Vec<_>>();
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="topic-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="topic-head">{title}</h2></div>
            <Form sending act="Record it" submit cancel=plan.cancel()>
                {closed.then(|| view! { <p class="desk-case__weigh">"What is recorded is restricted and not shown here. What you write takes its place: open it first to read it."</p> })}
                {is_new.then(|| view! { <Line id="topic-about" label="Which one?" hint=named(topic) class="desk-case__full" sending value=fields.about /> })}
                <Radios id="topic-state" legend="Where does it stand?" options=states sending value=fields.state />
                <Words id="topic-words" label sending value=fields.words />
                <OneOf id="topic-owner" label="Who sees to it?" sending options=Signal::stored(owners) value=fields.owner />
                <Line id="topic-due" label="By when? (optional)" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=fields.due />
                <Line id="topic-on" label="Since when, or on which day? (optional)" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=fields.on />
                {stands.map(|stands| view! { <p class="desk-xs desk-muted">"Last stated by "{stands.by}" on "{dates::long(&stands.recorded)}". The history keeps both."</p> })}
            </Form>
        </section>
    }
}

/// What the pane is called.
fn title(topic: Topic, about: &About, stands: bool) -> String {
    match (about, topic.many()) {
        (About::More, Many::Within) => format!("Add a need: {}", topic.words()),
        (About::More, _) => format!("Add: {}", topic.words()),
        _ => format!("{}: {}", if stands { "Change" } else { "Record" }, words::name(topic, about.name())),
    }
}

/// What helps to name one of several.
const fn named(topic: Topic) -> &'static str {
    match topic.many() {
        Many::Within => "The need in a few words, such as a deposit or a course",
        Many::Named | Many::One => "A few words that tell it apart from the others",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_can_end() {
        let has_end = |within, stands| {
            offered(Topic::PathwayWork, within, stands).iter().any(|(state, _)| *state == PlanState::Ended)
        };
        assert_eq!([has_end(false, false), has_end(true, false)], [false, false]);
        assert_eq!([has_end(false, true), has_end(true, true)], [true, true]);
    }

    #[test]
    fn the_pane_says_what_is_done_to_which() {
        assert_eq!(title(Topic::BankAccount, &About::Whole, false), "Record: Bank account");
        assert_eq!(title(Topic::PathwayWork, &About::More, false), "Add a need: Education, skills and work");
        assert_eq!(title(Topic::Programme, &About::More, false), "Add: Programme");
        let one = About::Named("Birth certificate".to_owned());
        assert_eq!(title(Topic::IdDocument, &one, true), "Change: Identity document: Birth certificate");
    }

    #[test]
    fn a_state_that_says_nothing_by_itself_says_what_is_missing() {
        assert_eq!(wanted(PlanState::NotDone), "Say why it was not done");
        assert_eq!(wanted(PlanState::Held), "Say what is known of it");
    }
}
