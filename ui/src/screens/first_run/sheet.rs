//! The recovery key: shown once, to be written down by hand, and two of its words typed back before the unit counts.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Head, Setup, Step};
use crate::backend;
use crate::parts::{ErrorSummary, Errors, Field, missing};

/// The fields of the words that are asked for.
const FIELDS: [&str; 4] = ["word-first", "word-second", "word-third", "word-fourth"];

/// The recovery key while it is shown.
#[derive(Clone)]
pub(super) struct Words {
    /// They, in their order.
    pub(super) words: Vec<String>,
    /// Which of them are asked for, from 1.
    pub(super) asked: Vec<usize>,
}

impl Setup {
    /// Gives up founding: nothing stays.
    fn abandon(self) {
        self.words.set(None);
        self.go(Step::Choose);
        leptos::task::spawn_local(async {
            // If it could not be taken away now, founding anew or starting again does: until then it is offered to nobody.
            let _abandoned = backend::call(api::AbandonFounding {}).await;
        });
    }
}

/// The words.
#[component]
pub(super) fn Sheet(setup: Setup) -> impl IntoView {
    let words = setup.words.with_untracked(|words| words.as_ref().map(|words| words.words.clone()).unwrap_or_default());
    let count = words.len();
    view! {
        <div class="desk-gate__form desk-gate__form--wide">
            <Head
                title="Write down the recovery key"
                lead="These words are shown once and kept nowhere. They open the unit's records when every administrator's computer or passphrase is lost. Without them, nobody can: not your help desk, and not those who make Throughcare."
            />
            <div class="desk-gate__cols desk-gate__cols--sheet">
                <section class="desk-card" aria-labelledby="sheet">
                    <h2 class="govuk-heading-m" id="sheet">{format!("Recovery key, {count} words")}</h2>
                    <ol class="desk-recovery" role="list">
                        {words.into_iter().enumerate().map(|(place, word)| view! {
                            <li><span class="desk-recovery__place desk-num">{place + 1}"."</span>" "<b class="desk-recovery__word">{word}</b></li>
                        }).collect_view()}
                    </ol>
                </section>
                <section class="desk-card desk-card--plain" aria-labelledby="keeping">
                    <h2 class="govuk-heading-s" id="keeping">"How to keep it"</h2>
                    <ul class="desk-steps">
                        <li>"Write the words by hand, with their numbers and the prison's name."</li>
                        <li>"Keep the sheet in the unit's safe, away from this computer."</li>
                        <li>"Whoever holds it can read every record: treat it like a key to the gate."</li>
                        <li>"Throughcare does not print, copy or save it, because a printer or a file would keep it too."</li>
                    </ul>
                </section>
            </div>
            <div class="desk-row desk-row--wide desk-gap-above">
                <button type="button" class="govuk-button" on:click=move |_| setup.go(Step::Confirm)>"I have written them down"</button>
                <button type="button" class="desk-link" on:click=move |_| setup.abandon()>"Give up: nothing stays on this computer"</button>
            </div>
        </div>
    }
}

/// Two of the words, typed back.
#[component]
pub(super) fn Confirm(setup: Setup) -> impl IntoView {
    let asked = setup.words.with_untracked(|words| words.as_ref().map(|words| words.asked.clone()).unwrap_or_default());
    let fields: Vec<(&'static str, usize, RwSignal<String>)> =
        FIELDS.into_iter().zip(asked).map(|(field, place)| (field, place, RwSignal::new(String::new()))).collect();
    let errors = Errors::none();
    let busy = RwSignal::new(false);
    let shown = fields.clone();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let typed = |(_, _, value): &(_, _, RwSignal<String>)| value.get_untracked().trim().to_owned();
        let blank = fields.iter().filter(|field| typed(field).is_empty());
        let blank = blank.map(|(field, place, _)| missing(field, &format!("Type word {place}"))).collect();
        if busy.get_untracked() || errors.show(blank) {
            return;
        }
        busy.set(true);
        let request = api::ConfirmRecovery { words: fields.iter().map(typed).collect() };
        leptos::task::spawn_local(async move {
            let confirmed = backend::call(request).await;
            busy.try_set(false);
            match confirmed {
                Ok(person) => {
                    setup.words.try_set(None);
                    setup.enter.run(person);
                }
                Err(mut problem) => {
                    problem.field = FIELDS.first().map(|field| (*field).to_owned());
                    errors.show_one(problem);
                }
            }
        });
    };
    view! {
        <div class="desk-gate__form">
            <Head title="Type two of the words back" lead="This shows that your sheet can be read. The unit is founded when both words are right." />
            <form class="desk-door" on:submit=submit novalidate aria-busy=move || busy.get().to_string()>
                <ErrorSummary errors />
                {shown.into_iter().map(|(field, place, value)| view! {
                    <Field id=field label=format!("Word {place}") error=errors.of(field)>
                        <input
                            class="govuk-input desk-w24" class=("govuk-input--error", move || errors.at(field).get()) id=field type="text" autocomplete="off"
                            autocapitalize="none" spellcheck="false" aria-describedby=move || errors.at(field).get().then(|| format!("{field}-error"))
                            prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))
                        />
                    </Field>
                }).collect_view()}
                <div class="desk-row desk-row--wide">
                    <button type="submit" class="govuk-button">{move || if busy.get() { "Opening…" } else { "Go on" }}<kbd>"Enter"</kbd></button>
                    <button type="button" class="desk-link" on:click=move |_| setup.go(Step::Sheet)>"Look at the words again"</button>
                    <button type="button" class="desk-link" on:click=move |_| setup.abandon()>"Give up: nothing stays on this computer"</button>
                </div>
            </form>
        </div>
    }
}
