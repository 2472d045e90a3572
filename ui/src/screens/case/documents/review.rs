//! Deciding item by item what is given out: what each is, why it is listed, its words as far as they may stand on a screen without a reason.
//! Nothing is chosen beforehand, and the paper is made once everything is decided.

use std::sync::Arc;

use api::{CasePaper, CasePaperReviewView, PaperItemView, Problem, ReviewCasePaper};
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::parts::sending::Sending;
use crate::parts::{Failed, Kind, Opening, Sign};
use crate::screens::case::documents::choices::Choices;
use crate::screens::case::documents::save::{Save, is_demonstration};
use crate::screens::case::file::File;
use crate::screens::case::words;

#[component]
pub(super) fn Review(file: File, paper: CasePaper, close: Callback<()>) -> impl IntoView {
    let shown = RwSignal::new(None::<Result<Arc<CasePaperReviewView>, Problem>>);
    let ask = Callback::new(move |()| {
        let number = file.number.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(ReviewCasePaper { number, paper }).await;
            shown.try_set(Some(answer.map(Arc::new)));
        });
    });
    ask.run(());
    page::focus_soon("document-decisions");
    file.desk.keys.on("Escape", "Back to the papers", move || close.run(()));
    let (sending, choices) = (Sending::new("document"), Choices::none());
    let progress = move || {
        let listed = shown.get()?.ok()?;
        let (decided, all) = (choices.made(&listed.items), listed.items.len());
        (all > 0).then(|| format!("{decided} of {all} decided"))
    };
    view! {
        <div class="desk-split desk-split--side">
            <section class="desk-pane desk-grow" aria-labelledby="document-decisions">
                <div class="desk-pane__head">
                    <h2 class="govuk-heading-s" id="document-decisions" tabindex="-1">"Decide item by item"</h2>
                    <span class="desk-xs desk-muted" role="status">{progress}</span>
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| ask.run(())>"Read the list again"</button>
                </div>
                <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="document-decisions">
                    {move || match shown.get() {
                        None => view! { <Opening /> }.into_any(),
                        Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
                        Some(Ok(listed)) if listed.items.is_empty() => view! {
                            <div class="desk-empty"><h3 class="govuk-heading-m">"Nothing has to be decided on"</h3>
                            <p>"Nothing that you may read in this record is restricted, sensitive, or about somebody else as far as the record knows."</p></div>
                        }.into_any(),
                        Some(Ok(listed)) => listed.items.iter().map(|item| decide(sending, choices, item)).collect_view().into_any(),
                    }}
                </div>
            </section>
            <div class="desk-stack">
                {move || shown.get().and_then(Result::ok).map(|listed| beside(file, paper, sending, choices, listed, close))}
            </div>
        </div>
    }
}

/// What is said of the whole, and where the file goes.
fn beside(
    file: File,
    paper: CasePaper,
    sending: Sending,
    choices: Choices,
    listed: Arc<CasePaperReviewView>,
    close: Callback<()>,
) -> AnyView {
    let held = words::count(usize::try_from(listed.held).unwrap_or(usize::MAX), "item");
    let notes = listed.notes.iter().map(|note| view! { <p>{note.clone()}</p> }).collect_view();
    let demonstration = is_demonstration(file);
    let not_made = demonstration.then(|| view! { <p>"This is the demonstration: nothing in it can be exported."</p> });
    let before = view! {
        <div class="desk-lines desk-gap-below">
            <p>{held}" held. What is not listed here goes with the paper. Of what you leave out, the paper prints how many items there are, and your reasons."</p>
            {notes}{not_made}
        </div>
    }
    .into_any();
    if demonstration {
        return view! {
            <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="document-head">
                <div class="desk-pane__head"><h2 class="govuk-heading-s" id="document-head">{paper.words()}</h2></div>
                <div class="desk-pane__body">{before}</div>
                <div class="desk-pane__foot"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Back"<kbd>"Esc"</kbd></button></div>
            </section>
        }
        .into_any();
    }
    let decided = Callback::new(move |()| {
        let lacking = choices.lacking(&listed.items);
        (!sending.errors.show(lacking)).then(|| choices.decisions(&listed.items))
    });
    view! { <Save file paper sending decided close before /> }.into_any()
}

/// One item: what it is, why it is listed, its words, and the choice.
fn decide(sending: Sending, choices: Choices, item: &PaperItemView) -> AnyView {
    let PaperItemView { key, what, at, by, why, words: said } = item.clone();
    let (field, error) = (Choices::field(&key), sending.errors.of(Choices::field(&key)));
    let by = if by.is_empty() { by } else { format!(" by {by}") };
    let said = match said {
        Some(said) => view! { <div class="desk-note__words">{said}</div> }.into_any(),
        None => view! { <p class="desk-note__words desk-muted">"Its words are not shown here. Read them first where they stand, under Restricted or in the plan or the release: that you opened them, and why, is recorded."</p> }.into_any(),
    };
    let radios = [(true, "Give out", field.clone()), (false, "Leave out", format!("{field}-leave"))];
    let radios = radios.map(|(give_out, label, own)| {
        let (asked, chosen) = (key.clone(), key.clone());
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" type="radio" id=own.clone() name=field.clone() value=label
                    prop:checked=move || choices.given_out(&asked) == Some(give_out) on:change=move |_| choices.choose(&chosen, give_out) />
                <label class="govuk-label govuk-radios__label" for=own>{label}</label>
            </div>
        }
    });
    // Typing the reason does not draw its field anew.
    let asked = key.clone();
    let leaves = Memo::new(move |_| choices.given_out(&asked) == Some(false));
    view! {
        <div class="desk-note">
            <div class="desk-note__own govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
                <fieldset class="govuk-fieldset">
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{what}</legend>
                    <p class="desk-xs desk-muted desk-num">{words::moment(&at)}{by}" "<Sign kind=Kind::Ask>{why}</Sign></p>
                    {said}
                    {move || error.get().map(|error| view! { <p class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{error}</p> })}
                    <div class="govuk-radios govuk-radios--small govuk-radios--inline">{radios.into_iter().collect_view()}</div>
                </fieldset>
                {move || leaves.get().then(|| reason(sending, choices, key.clone()))}
            </div>
        </div>
    }
    .into_any()
}

/// Why an item is left out.
fn reason(sending: Sending, choices: Choices, key: String) -> impl IntoView {
    let id = Choices::reason_field(&key);
    let error = sending.errors.of(id.clone());
    let (hint, wrong) = (format!("{id}-hint"), format!("{id}-error"));
    let (hinted, named) = (hint.clone(), wrong.clone());
    let described = move || if error.with(Option::is_some) { format!("{hinted} {named}") } else { hinted.clone() };
    let typed = key.clone();
    view! {
        <div class="govuk-form-group desk-gap-above" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <label class="govuk-label govuk-label--s" for=id.clone()>"Why is it left out?"</label>
            <div class="govuk-hint" id=hint>"The paper prints this reason, and the prisoner reads it"</div>
            {move || error.get().map(|error| view! { <p class="govuk-error-message" id=wrong.clone()><span class="govuk-visually-hidden">"Error: "</span>{error}</p> })}
            <input class="govuk-input desk-case__full" class=("govuk-input--error", move || error.with(Option::is_some)) id=id type="text" autocomplete="off"
                aria-describedby=described aria-invalid=move || error.with(Option::is_some).to_string()
                prop:value=move || choices.reason(&key) on:input=move |event| choices.say(&typed, event_target_value(&event)) />
        </div>
    }
}
