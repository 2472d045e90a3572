//! A dialog: only for what cannot be undone or must not be overlooked. Focus stays in it and goes back to where it was.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::desk::Desk;
use crate::page;

const CAN_FOCUS: &str = "button:not([tabindex='-1'], :disabled), input, select, textarea, a[href], [tabindex='0']";

/// Something that stands over the screen until it is answered or left with Esc. While something is done in it, it stays: what comes of that is said
/// there.
#[component]
pub(crate) fn Dialog(
    /// Its name; in its head unless it has none.
    #[prop(into)]
    label: String,
    /// Its class: `desk-dialog`, or `desk-palette`.
    class: &'static str,
    /// Whether its name is shown at its head.
    #[prop(optional)]
    headed: bool,
    /// What Esc does.
    close: Callback<()>,
    /// Why it cannot be left, while it cannot.
    #[prop(optional, into)]
    stays: Signal<Option<&'static str>>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let whole = NodeRef::<Div>::new();
    let from = StoredValue::new_local(page::focused());
    let desk = Desk::here();
    let leave = move || match stays.get_untracked() {
        Some(why) => desk.speak.say(why),
        None => close.run(()),
    };
    desk.keys.only_these();
    desk.keys.on("Escape", "Close", leave);
    Effect::new(move |_| {
        if let Some(whole) = whole.get() {
            request_animation_frame(move || enter(&whole));
        }
    });
    on_cleanup(move || page::give_back_focus(from.try_update_value(Option::take).flatten()));
    let trap = move |event: KeyboardEvent| {
        if event.key() == "Tab"
            && let Some(whole) = whole.get_untracked()
        {
            keep_inside(&whole, &event);
        }
    };
    let name = label.clone();
    view! {
        <div class="desk-veil" on:mousedown=move |event| {
            event.prevent_default();
            leave();
        }></div>
        <div class=class role="dialog" aria-modal="true" aria-label=name node_ref=whole tabindex="-1" on:keydown=trap>
            {headed.then(|| view! {
                <div class="desk-dialog__head">
                    <h2 class="govuk-heading-m">{label}</h2>
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small"
                        disabled=move || stays.with(Option::is_some) on:click=move |_| leave()>
                        "Close"<kbd>"Esc"</kbd>
                    </button>
                </div>
            })}
            {children()}
        </div>
    }
}

fn stops(whole: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = whole.query_selector_all(CAN_FOCUS) else { return Vec::new() };
    (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
}

/// Focus goes to the first field, or else to the dialog as a whole.
fn enter(whole: &HtmlElement) {
    let first = whole.query_selector("input, textarea, select").ok().flatten().and_then(|first| first.dyn_into().ok());
    let _focused = first.unwrap_or_else(|| whole.clone()).focus();
}

fn keep_inside(whole: &HtmlElement, event: &KeyboardEvent) {
    let stops = stops(whole);
    let (Some(first), Some(last)) = (stops.first(), stops.last()) else { return };
    let focused = page::focused();
    let on = |stop: &HtmlElement| focused.as_ref().is_some_and(|focused| focused.is_same_node(Some(stop)));
    let to = if event.shift_key() && (on(first) || on(whole)) {
        last
    } else if !event.shift_key() && on(last) {
        first
    } else {
        return;
    };
    event.prevent_default();
    let _focused = to.focus();
}
