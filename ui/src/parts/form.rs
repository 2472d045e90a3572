//! Forms in the manner of GOV.UK: a label, a hint, the error above the field; pressing a button says what is missing.

use leptos::prelude::*;

use crate::page;

/// A label, a hint and an error around one field. The field itself names `{id}-hint` and `{id}-error` as its descriptions.
#[component]
pub(crate) fn Field(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// What is wrong with what stands in it.
    #[prop(into)]
    error: Signal<Option<String>>,
    /// The field.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <label class="govuk-label govuk-label--s" for=id>{move || label.get()}</label>
            {(!hint.is_empty()).then(|| view! { <div class="govuk-hint" id=format!("{id}-hint")>{hint}</div> })}
            {move || error.get().map(|error| view! {
                <p class="govuk-error-message" id=format!("{id}-error")>
                    <span class="govuk-visually-hidden">"Error: "</span>{error}
                </p>
            })}
            {children()}
        </div>
    }
}

/// A passphrase with a button that shows it.
#[component]
pub(crate) fn Passphrase(
    /// The field's identifier.
    id: &'static str,
    /// What stands in it.
    value: RwSignal<String>,
    /// Whether something is wrong with it.
    #[prop(into)]
    wrong: Signal<bool>,
    /// What the browser may know of it: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Whether its field has a hint.
    #[prop(optional)]
    hinted: bool,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let described = move || match (hinted, wrong.get()) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    };
    view! {
        <div class="desk-row">
            <input
                class="govuk-input desk-w24" class=("govuk-input--error", move || wrong.get()) id=id autocomplete=autocomplete
                type=move || if shown.get() { "text" } else { "password" } spellcheck="false" autocapitalize="none"
                aria-describedby=described aria-invalid=move || wrong.get().to_string() prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <button
                type="button" class="govuk-button govuk-button--secondary" aria-controls=id
                aria-label=move || if shown.get() { "Hide passphrase" } else { "Show passphrase" }
                on:click=move |_| {
                    shown.update(|shown| *shown = !*shown);
                    page::focus_soon(id);
                }
            >{move || if shown.get() { "Hide" } else { "Show" }}</button>
        </div>
    }
}

/// A list to choose one thing from, its label for screen readers only: for bars of filters, where the first entry says what it is.
#[component]
pub(crate) fn Choice(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// Further classes, such as its width.
    #[prop(optional)]
    class: &'static str,
    /// Values with the words for them. The first stands for no choice; its value is empty.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Something else was chosen.
    chosen: Callback<String>,
) -> impl IntoView {
    view! {
        <label class="govuk-visually-hidden" for=id>{label}</label>
        <select class=format!("govuk-select {class}") id=id prop:value=move || {
            options.track();
            value.get()
        } on:change=move |event| chosen.run(event_target_value(&event))>
            {move || options.get().into_iter().map(|(option, words)| {
                let here = option.clone();
                view! { <option value=option selected=move || value.get() == here>{words}</option> }
            }).collect_view()}
        </select>
    }
}

/// A box to tick.
#[component]
pub(crate) fn Tick(
    /// Its identifier.
    #[prop(into)]
    id: String,
    /// What it says.
    #[prop(into)]
    label: String,
    /// What helps to decide: it belongs to what the box says.
    #[prop(optional, into)]
    hint: String,
    /// Whether it is ticked.
    #[prop(into)]
    value: Signal<bool>,
    /// It was ticked, or not any more.
    ticked: Callback<bool>,
) -> impl IntoView {
    let hint = (!hint.is_empty()).then(|| view! { <span class="desk-xs desk-muted desk-block">{hint}</span> });
    view! {
        <div class="govuk-checkboxes__item">
            <input class="govuk-checkboxes__input" type="checkbox" id=id.clone() prop:checked=move || value.get()
                on:change=move |event| ticked.run(event_target_checked(&event)) />
            <label class="govuk-label govuk-checkboxes__label" for=id>{label}{hint}</label>
        </div>
    }
}

/// A box to tick for one of several: those that are ticked stand in a list.
#[component]
pub(crate) fn TickOne(
    /// Its identifier.
    id: String,
    /// What it says.
    label: String,
    /// What helps to decide.
    #[prop(optional)]
    hint: String,
    /// By what it stands in the list.
    value: String,
    /// Those that are ticked.
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let own = value.clone();
    let is_chosen = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
    let ticked = Callback::new(move |on: bool| {
        chosen.update(|chosen| {
            chosen.retain(|one| *one != value);
            if on {
                chosen.push(value.clone());
            }
        });
    });
    view! { <Tick id label hint value=is_chosen ticked /> }
}
