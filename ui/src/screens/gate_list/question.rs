//! A question of the failure report: its answers, and where an answer needs them its remark and its day.

use api::{FailureAnswer, FailureChoice};
use leptos::prelude::*;

use crate::parts::{Kind, Sign};
use crate::screens::gate_list::sheet::{Sheet, field};

#[component]
pub(super) fn Asked(
    sheet: Sheet,
    /// Which.
    code: String,
) -> impl IntoView {
    // The words and the answers of a question are always the same: only what was given changes.
    let own = sheet.questions.with_untracked(|questions| questions.iter().find(|own| own.code == code).cloned());
    own.map(|own| {
        let id = field(&own.code);
        let error = sheet.errors.of(id.clone());
        let error_id = format!("{id}-error");
        let described = {
            let error_id = error_id.clone();
            move || error.with(Option::is_some).then(|| error_id.clone())
        };
        let known = {
            let code = own.code.clone();
            Memo::new(move |_| sheet.questions.with(|all| all.iter().any(|own| own.code == code && own.known)))
        };
        let choices = own.answers.into_iter().enumerate().map(|(at, choice)| {
            let id = if at == 0 { id.clone() } else { format!("{id}-{at}") };
            view! { <Answer sheet question=own.code.clone() several=own.several choice id /> }
        });
        let choices = choices.collect_view();
        let class = if own.several { "govuk-checkboxes govuk-checkboxes--small" } else { "govuk-radios govuk-radios--small" };
        view! {
            <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
                <fieldset class="govuk-fieldset" aria-describedby=described>
                    <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{own.words}</legend>
                    {move || known.get().then(|| view! { <p class="desk-xs desk-muted"><Sign kind=Kind::Met>"Filled in from what is known"</Sign></p> })}
                    {move || error.get().map(|error| view! {
                        <p class="govuk-error-message" id=error_id.clone()><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
                    })}
                    <div class=class>{choices}</div>
                </fieldset>
            </div>
        }
    })
}

/// An answer that can be given.
#[component]
fn Answer(sheet: Sheet, question: String, several: bool, choice: FailureChoice, id: String) -> impl IntoView {
    let mine = {
        let (question, code) = (question.clone(), choice.code.clone());
        move |answer: &FailureAnswer| answer.question == question && answer.answer == code
    };
    let given = Memo::new(move |_| sheet.answers.with(|answers| answers.iter().find(|answer| mine(answer)).cloned()));
    let chosen = Memo::new(move |_| given.with(Option::is_some));
    let (kind, item, input, label) = if several {
        ("checkbox", "govuk-checkboxes__item", "govuk-checkboxes__input", "govuk-label govuk-checkboxes__label")
    } else {
        ("radio", "govuk-radios__item", "govuk-radios__input", "govuk-label govuk-radios__label")
    };
    let (of, code) = (question.clone(), choice.code.clone());
    let group = field(&question);
    let more = {
        let (id, choice) = (id.clone(), choice.clone());
        move || chosen.get().then(|| more(sheet, &question, &choice, &id, given))
    };
    view! {
        <div class=item>
            <input class=input type=kind id=id.clone() name=group prop:checked=move || chosen.get()
                on:change=move |event| sheet.choose(&of, &code, several, event_target_checked(&event)) />
            <label class=label for=id>{choice.words}</label>
        </div>
        {more}
    }
}

/// The remark and the day of an answer.
fn more(sheet: Sheet, question: &str, choice: &FailureChoice, id: &str, given: Memo<Option<FailureAnswer>>) -> AnyView {
    let remark = choice.remark.then(|| {
        let value = move || given.with(|given| given.as_ref().map(|given| given.remark.clone()).unwrap_or_default());
        let (question, answer) = (question.to_owned(), choice.code.clone());
        let typed = move |words: String| sheet.type_into(&question, &answer, |own| own.remark = words);
        line(format!("{id}-remark"), "Say more", "govuk-input", Signal::derive(value), typed)
    });
    let day = choice.date.then(|| {
        let value = move || given.with(|given| given.as_ref().and_then(|given| given.on.clone()).unwrap_or_default());
        let (question, answer) = (question.to_owned(), choice.code.clone());
        let typed = move |day: String| sheet.type_into(&question, &answer, |own| own.on = Some(day));
        line(
            format!("{id}-day"),
            "On which day, such as 14/1/2027",
            "govuk-input govuk-input--width-10",
            Signal::derive(value),
            typed,
        )
    });
    view! { {day}{remark} }.into_any()
}

fn line(
    id: String,
    label: &'static str,
    class: &'static str,
    value: Signal<String>,
    typed: impl Fn(String) + 'static,
) -> AnyView {
    view! {
        <div class="desk-gates__more">
            <label class="govuk-label" for=id.clone()>{label}</label>
            <input class=class id=id type="text" autocomplete="off" prop:value=move || value.get()
                on:input=move |event| typed(event_target_value(&event)) />
        </div>
    }
    .into_any()
}
