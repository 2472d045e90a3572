//! Adding to a note that was recorded: the original stands above, unchanged; what is added follows it with its reason.

use api::{AmendNote, Code, NoteView, Problem};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::page;
use crate::parts::{ErrorSummary, Errors, Failed, Opening, missing};
use crate::screens::case;
use crate::screens::drafts::{self, CannotSave, Journal, Kept, KeptSign, Waiting};
use crate::screens::note::head::Head;
use crate::screens::note::known::Known;
use crate::screens::note::new_note::OfferDraft;
use crate::screens::note::original::{About, Fixed, Original, kind};
use crate::screens::note::words::Words;
use crate::screens::note::wrong::WrongAt;

/// Why a note is amended.
const REASONS: [(&str, &str); 4] = [
    ("fact", "A fact is wrong"),
    ("left-out", "Something was left out"),
    ("prisoner", "Wrong prisoner"),
    ("other", "Another reason"),
];

/// The form, as a draft holds it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Body {
    /// Which reason.
    reason: String,
    /// Another reason, in words.
    other: String,
    /// The words.
    text: String,
}

impl Body {
    fn is_worth_keeping(&self) -> bool {
        !self.text.trim().is_empty() || !self.other.trim().is_empty()
    }

    /// Reason and words, or what is missing.
    fn read(&self) -> Result<(String, String), Vec<Problem>> {
        let mut wrong = Vec::new();
        let words = REASONS.iter().find(|(code, _)| *code == self.reason).map(|(_, words)| *words);
        let reason = match (words, self.reason.as_str()) {
            (None, _) => {
                wrong.push(missing("amend-fact", "Choose why it is needed"));
                String::new()
            }
            (_, "other") => {
                if self.other.trim().is_empty() {
                    wrong.push(missing("amend-reason", "Write the reason"));
                }
                self.other.trim().to_owned()
            }
            (Some(words), _) => words.to_owned(),
        };
        if self.text.trim().is_empty() {
            wrong.push(missing("amend-text", "Write what a reader should know"));
        }
        if wrong.is_empty() { Ok((reason, self.text.trim().to_owned())) } else { Err(wrong) }
    }
}

/// Something is added to a note that was recorded.
#[component]
pub(crate) fn Amend() -> impl IntoView {
    let desk = Desk::here();
    page::set_title("Add to a note");
    let place = Memo::new(move |_| desk.route.place());
    view! {
        <main class="desk-main desk-main--flush" id="main" tabindex="-1">
            {move || {
                let place = place.get();
                view! { <OfNote number=place.number id=place.note /> }
            }}
        </main>
    }
}

#[component]
fn OfNote(number: String, id: String) -> impl IntoView {
    let answer = RwSignal::new(None::<Result<(Known, NoteView), Problem>>);
    let ask = move || {
        let (number, id) = (number.clone(), id.clone());
        leptos::task::spawn_local(async move {
            let known = Known::ask(&number, &drafts::amendment(&id)).await;
            let note = backend::call(api::OpenNote { number, note: id }).await;
            answer.try_set(Some(known.and_then(|known| note.map(|note| (known, note)))));
        });
    };
    ask();
    move || match answer.get() {
        None => view! { <div class="desk-write__before"><Opening /></div> }.into_any(),
        Some(Err(problem)) => {
            let ask = ask.clone();
            let again = Callback::new(move |()| {
                answer.set(None);
                ask();
            });
            view! { <h1 class="govuk-visually-hidden">"Add to a note"</h1><Failed problem again /> }.into_any()
        }
        Some(Ok((known, note))) => view! { <Stages known note /> }.into_any(),
    }
}

/// A draft is offered first, where there is one.
#[component]
fn Stages(known: Known, note: NoteView) -> impl IntoView {
    let waiting: Waiting = expect_context();
    let chosen = waiting.is_chosen(&drafts::amendment(&note.id), &known.case.number);
    let read = |body: &str| serde_json::from_str::<Body>(body).unwrap_or_default();
    let draft = known.draft.clone();
    // Nothing: the draft is offered.
    let body = RwSignal::new(match &draft {
        Some(draft) if chosen => Some((read(&draft.body), true)),
        Some(_) => None,
        None => Some((Body::default(), false)),
    });
    move || match (body.get(), draft.clone()) {
        (None, Some(draft)) => {
            let typed = read(&draft.body);
            let yes = Callback::new(move |()| body.set(Some((typed.clone(), true))));
            let anew = Callback::new(move |_: String| body.set(Some((Body::default(), false))));
            view! { <Head known=known.clone() /><OfferDraft draft yes anew /> }.into_any()
        }
        (body, _) => {
            let (body, from_draft) = body.unwrap_or_default();
            view! { <Writing known=known.clone() note=note.clone() body from_draft /> }.into_any()
        }
    }
}

/// The form while somebody fills it in.
#[derive(Clone, Copy)]
struct Form {
    desk: Desk,
    note: StoredValue<String>,
    body: RwSignal<Body>,
    errors: Errors,
    journal: Journal,
    kept: case::Kept,
    busy: RwSignal<bool>,
}

impl Form {
    fn open(note: &NoteView, number: &str, body: Body, from_draft: bool) -> Self {
        let body = RwSignal::new(body);
        let typed = move || {
            let kept = body.try_with_untracked(|body| body.is_worth_keeping().then(|| serde_json::to_string(body)));
            kept.flatten().and_then(Result::ok)
        };
        let last = if from_draft { typed() } else { None };
        Self {
            desk: Desk::here(),
            note: StoredValue::new(note.id.clone()),
            body,
            errors: Errors::none(),
            journal: Journal::begin(&drafts::amendment(&note.id), number, last, typed),
            kept: expect_context(),
            busy: RwSignal::new(false),
        }
    }

    fn record(self) {
        if self.busy.get_untracked() {
            return;
        }
        match self.body.with_untracked(Body::read) {
            Err(wrong) => {
                self.errors.show(wrong);
            }
            Ok((reason, text)) => {
                self.errors.clear();
                self.busy.set(true);
                leptos::task::spawn_local(async move {
                    let note = self.note.get_value();
                    match backend::call(AmendNote { note: note.clone(), reason, text }).await {
                        Ok(_) => {
                            self.journal.close().await;
                            self.desk.toast.show(self.desk.speak, "Amendment recorded. It stands under the note");
                            self.kept.at_note(note);
                            self.desk.route.back();
                        }
                        Err(problem) if problem.code == Code::CannotSave => {
                            self.journal.state.try_set(Kept::Failed(problem));
                        }
                        Err(problem) => self.errors.show_one(problem),
                    }
                    self.busy.try_set(false);
                });
            }
        }
    }

    fn leave(self) {
        if self.body.with_untracked(Body::is_worth_keeping) {
            self.desk.toast.show(self.desk.speak, "Draft kept. It waits under Unfinished notes");
        }
        self.desk.route.back();
    }
}

#[component]
fn Writing(known: Known, note: NoteView, body: Body, from_draft: bool) -> impl IntoView {
    let number = known.case.number.clone();
    let form = Form::open(&note, &number, body, from_draft);
    let keys = form.desk.keys;
    keys.on_and_show("Ctrl+Enter", "Add the amendment", "add amendment", move || form.record());
    keys.on_and_show("Escape", "Keep the draft and leave", "keep draft", move || form.leave());
    page::focus_soon("amend-fact");
    let title = format!("{}, {}", kind(&note), dates::long(&note.occurred));
    let kept = form.journal;
    view! {
        <Head known />
        <div class="desk-split desk-split--amend">
            <section class="desk-pane desk-pane--accent" aria-labelledby="original" aria-busy=move || form.busy.get().to_string()>
                <div class="desk-pane__head"><h2 class="govuk-heading-m" id="original">{title}</h2><Fixed /></div>
                <CannotSave journal=kept words="amend-text" />
                <div class="desk-pane__body desk-write__form">
                    <ErrorSummary errors=form.errors />
                    <Original note=note.clone() number=number.clone() />
                    <hr class="desk-rule" />
                    <Adding form />
                </div>
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button" on:click=move |_| form.record()>
                        {move || if form.busy.get() { "Recording…" } else { "Add amendment" }}<kbd>"Ctrl Enter"</kbd>
                    </button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| form.leave()>"Keep draft"<kbd>"Esc"</kbd></button>
                    <span class="desk-end"><KeptSign journal=kept /></span>
                </div>
            </section>
            <div class="desk-stack desk-write__side"><About note /></div>
        </div>
    }
}

/// The reason and the words.
#[component]
fn Adding(form: Form) -> impl IntoView {
    let reason = Memo::new(move |_| form.body.with(|body| body.reason.clone()));
    let (error, other_error) = (form.errors.of("amend-fact"), form.errors.of("amend-reason"));
    let name = form.desk.person.with(|person| person.name.clone());
    let value = Signal::derive(move || form.body.with(|body| body.text.clone()));
    let typed = Callback::new(move |text| form.body.update(|body| body.text = text));
    view! {
        <h3 class="govuk-heading-s">"Add an amendment"</h3>
        <div class="desk-write__adding">
            <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
                <fieldset class="govuk-fieldset" aria-describedby="amend-fact-error">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Why is it needed?"</legend>
                    <WrongAt error id="amend-fact-error" />
                    <div class="govuk-radios govuk-radios--small">
                        {REASONS.map(|(code, words)| view! {
                            <div class="govuk-radios__item">
                                <input class="govuk-radios__input" id=format!("amend-{code}") name="amend-why" type="radio" prop:checked=move || reason.get() == code
                                    on:change=move |_| form.body.update(|body| code.clone_into(&mut body.reason)) />
                                <label class="govuk-label govuk-radios__label" for=format!("amend-{code}")>{words}</label>
                            </div>
                        })}
                    </div>
                </fieldset>
                <Show when=move || reason.get() == "other">
                    <label class="govuk-label" for="amend-reason">"The reason, in a few words"</label>
                    <WrongAt error=other_error id="amend-reason-error" />
                    <input class="govuk-input" class=("govuk-input--error", move || other_error.with(Option::is_some)) id="amend-reason" type="text" autocomplete="off"
                        aria-describedby="amend-reason-error" prop:value=move || form.body.with(|body| body.other.clone())
                        on:input=move |event| form.body.update(|body| body.other = event_target_value(&event)) />
                </Show>
            </div>
            <div class="desk-write__adding-words">
                <Show when=move || reason.get() == "prisoner"><WrongPrisoner /></Show>
                <Words id="amend-text" label=Signal::stored("What should a reader know?".to_owned())
                    hint=Signal::stored(format!("Recorded under your name, {name}")) error=form.errors.of("amend-text") value typed />
            </div>
        </div>
    }
}

/// What to do about a note in the wrong file.
#[component]
fn WrongPrisoner() -> impl IntoView {
    view! {
        <div class="desk-answer" role="status">
            <p><b>"A note cannot be moved from here. An admin of your unit does that, and both files keep a line that says so."</b></p>
            <ol>
                <li>"Add an amendment now: say that this is about somebody else, without naming them, so that nobody relies on it."</li>
                <li>"Tell an admin the prison number in this file, the right one, and the day and time of the note."</li>
                <li>"Record what happened in the right file yourself. Do not copy it into an email."</li>
            </ol>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amendment_needs_a_reason_and_words() {
        let fields =
            |body: &Body| body.read().unwrap_err().into_iter().filter_map(|problem| problem.field).collect::<Vec<_>>();
        let mut body = Body::default();
        assert_eq!(fields(&body), ["amend-fact", "amend-text"]);
        body.reason = "other".to_owned();
        assert_eq!(fields(&body), ["amend-reason", "amend-text"]);
        body.reason = "left-out".to_owned();
        body.text = " He is cleared. ".to_owned();
        assert_eq!(body.read().unwrap(), ("Something was left out".to_owned(), "He is cleared.".to_owned()));
    }
}
