//! Beside the form: who must be told today, and a keyworker's other prisoners. Nothing chosen here is part of the note.

use leptos::prelude::*;

use crate::dates;
use crate::parts::Sign;
use crate::route::Place;
use crate::screens::note::body::Action;
use crate::screens::note::form::Form;
use crate::screens::note::round;

/// Who needs to know.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tell {
    Nobody,
    Safety,
    Pom,
    Intelligence,
}

/// The panes at the right of the form.
#[component]
pub(super) fn Beside(form: Form) -> impl IntoView {
    view! {
        <div class="desk-stack desk-write__side">
            <WhoNeedsToKnow form />
            <Mine form />
        </div>
    }
}

#[component]
fn WhoNeedsToKnow(form: Form) -> impl IntoView {
    let tell = RwSignal::new(Tell::Nobody);
    let one = move |what: Tell, id: &'static str, label: &'static str| {
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" id=id name="tell" type="radio" prop:checked=move || tell.get() == what on:change=move |_| tell.set(what) />
                <label class="govuk-label govuk-radios__label" for=id>{label}</label>
            </div>
        }
    };
    view! {
        <section class="desk-pane desk-write__tell" aria-labelledby="tell">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="tell">"Does anyone need to know today?"</h2></div>
            <div class="desk-pane__body">
                <div class="govuk-radios govuk-radios--small" role="radiogroup" aria-labelledby="tell">
                    {one(Tell::Nobody, "tell-nobody", "Nothing to pass on")}
                    {one(Tell::Safety, "tell-safety", "Self-harm or safety")}
                    {one(Tell::Pom, "tell-pom", "Tell the POM")}
                    {one(Tell::Intelligence, "tell-intelligence", "Intelligence")}
                </div>
                <div class="desk-write__told" aria-live="polite">{move || told(form, tell.get())}</div>
            </div>
        </section>
    }
}

/// What to do, in the words of the wing.
fn told(form: Form, tell: Tell) -> AnyView {
    let name = form.first_name();
    let pom = form.known.with_value(|known| known.post("prison offender manager"));
    match tell {
        Tell::Nobody => view! { <p class="desk-xs desk-muted">"Do not write intelligence in a note. Choose it here and you are told where it goes"</p> }.into_any(),
        Tell::Safety => view! {
            <div class="desk-answer">
                <p><b>"Tell the wing manager now, before you record this."</b></p>
                <p>"Open an ACCT if there is none. If one is open, write in it too: this note does not reach it."</p>
            </div>
        }
        .into_any(),
        Tell::Pom => {
            let who = pom.clone().unwrap_or_else(|| "the POM".to_owned());
            let due = dates::due(&form.today().iso(), &form.today().iso()).to_lowercase();
            let add = move |_| form.add_action(Action { text: format!("Tell {who} "), prisoner: false, due: due.clone(), ..Action::default() });
            view! {
                <div class="desk-answer">
                    <p>{match pom {
                        Some(pom) => format!("{name}'s POM is {pom}. The note will be in the file, but it sends no message."),
                        None => format!("{name} has no POM yet. Tell the head of OM delivery."),
                    }}</p>
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=add>"Add it as an action"</button>
                </div>
            }
            .into_any()
        }
        Tell::Intelligence => view! {
            <div class="desk-answer">
                <p><b>"Send an intelligence report to Security, in the prison's own intelligence system."</b></p>
                <p>"Leave it out of this note: many people read notes. Write here only what "{name}" may know that you know."</p>
            </div>
        }
        .into_any(),
    }
}

/// A keyworker's prisoners, who is owed a session first.
#[component]
fn Mine(form: Form) -> impl IntoView {
    let today = form.desk.person.today();
    let here = form.number();
    let any = Memo::new(move |_| form.mine.with(|mine| !mine.is_empty()));
    let rows = move || {
        form.mine
            .get()
            .into_iter()
            .map(|row| {
                let standing = round::standing(row.last_session.as_deref(), &today);
                let current = row.number == here;
                let number = row.number.clone();
                view! {
                    <li class:is-current=current>
                        <button type="button" class="desk-write__row" aria-current=current.then_some("true")
                            on:click=move |_| form.desk.route.swap(Place::new_note(number.clone()))>
                            <span>{row.name}</span><Sign kind=standing.kind>{standing.words}</Sign>
                        </button>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || any.get()>
            <section class="desk-pane desk-grow" aria-labelledby="mine">
                <div class="desk-pane__head"><h2 class="govuk-heading-s" id="mine">"Your prisoners"</h2><span class="desk-xs desk-muted">"Weekly here"</span></div>
                <div class="desk-pane__body desk-pane__body--flush"><ul class="desk-plain">{rows.clone()}</ul></div>
            </section>
        </Show>
    }
}
