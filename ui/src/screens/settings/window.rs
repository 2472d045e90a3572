//! How the window looks and behaves. Every change shows at once and is said.

use api::Preferences;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::look::TEXT_SIZES;
use crate::screens::settings::idle::Idle;

/// Heights of a row, with their words.
const HEIGHTS: [(&str, &str, &str); 3] = [
    ("compact", "Compact", "Most rows"),
    ("standard", "Standard", "The usual height"),
    ("comfortable", "Comfortable", "Easier to hit"),
];

/// A preference that is on or off.
struct Tick {
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    is: fn(&Preferences) -> bool,
    set: fn(&mut Preferences, bool),
    /// What is said when it is on, and when it is off.
    said: [&'static str; 2],
}

const SEEING: [Tick; 2] = [
    Tick {
        id: "high-contrast",
        label: "High contrast",
        hint: "Black on white, stronger edges. The computer's own contrast themes are followed in any case",
        is: |own| own.high_contrast,
        set: |own, on| own.high_contrast = on,
        said: ["High contrast", "Usual contrast"],
    },
    Tick {
        id: "reduced-motion",
        label: "No motion",
        hint: "Nothing moves or fades. If the computer is set to reduce motion, that is followed in any case",
        is: |own| own.reduced_motion,
        set: |own, on| own.reduced_motion = on,
        said: ["No motion", "Motion as usual"],
    },
];

const KEYS: [Tick; 2] = [
    Tick {
        id: "letters-as-keys",
        label: "Single letters act as keys",
        hint: "Turn it off if you dictate, or if keys are pressed by mistake. Keys with Ctrl still work",
        is: |own| own.single_keys,
        set: |own, on| own.single_keys = on,
        said: ["Single letters act as keys", "Single letters do nothing"],
    },
    Tick {
        id: "folded",
        label: "Fold the navigation to icons",
        hint: "Also Ctrl B. In a narrow window it folds by itself",
        is: |own| own.folded,
        set: |own, on| own.folded = on,
        said: ["Navigation folded", "Navigation unfolded"],
    },
];

#[component]
pub(super) fn Window() -> impl IntoView {
    view! {
        <section class="desk-pane desk-pane--accent desk-settings__pane" aria-labelledby="this-window">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="this-window">"This window"</h2></div>
            <div class="desk-pane__body desk-settings__groups">
                <Group title="Locking"><Idle /></Group>
                <Group title="Reading">
                    <TextSize />
                    <RowHeight />
                </Group>
                <Group title="Display"><div class="desk-settings__ticks">{SEEING.map(tick).collect_view()}</div></Group>
                <Group title="Keys"><div class="desk-settings__ticks">{KEYS.map(tick).collect_view()}</div></Group>
            </div>
        </section>
    }
}

#[component]
fn Group(title: &'static str, children: Children) -> impl IntoView {
    view! {
        <div class="desk-settings__group">
            <h3 class="govuk-heading-s">{title}</h3>
            <div>{children()}</div>
        </div>
    }
}

#[component]
fn TextSize() -> impl IntoView {
    let desk = Desk::here();
    let size = move || desk.preferences.with(|own| own.text_size);
    let sizes = move || {
        let mut sizes = TEXT_SIZES.to_vec();
        // One that somebody has written into the file by hand.
        if let Err(place) = sizes.binary_search(&size()) {
            sizes.insert(place, size());
        }
        sizes
    };
    let chosen = move |event| {
        if let Ok(size) = event_target_value(&event).parse::<u32>() {
            desk.prefer(|own| own.text_size = size);
        }
    };
    view! {
        <div class="govuk-form-group">
            <label class="govuk-label govuk-label--s" for="text-size">"Text size"</label>
            <div class="govuk-hint" id="text-size-hint">
                <kbd>"Ctrl"</kbd>" "<kbd>"+"</kbd>" and "<kbd>"Ctrl"</kbd>" "<kbd>"−"</kbd>" go through the same sizes, "
                <kbd>"Ctrl"</kbd>" "<kbd>"0"</kbd>" back to 100%"
            </div>
            <select class="govuk-select desk-w7" id="text-size" aria-describedby="text-size-hint" prop:value=move || size().to_string() on:change=chosen>
                {move || sizes().into_iter().map(|one| view! {
                    <option value=one.to_string() selected=move || size() == one>{format!("{one}%")}</option>
                }).collect_view()}
            </select>
        </div>
    }
}

#[component]
fn RowHeight() -> impl IntoView {
    let desk = Desk::here();
    let one = move |(value, label, hint): (&'static str, &'static str, &'static str)| {
        let id = format!("height-{value}");
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" type="radio" name="row-height" id=id.clone() aria-describedby=format!("{id}-hint")
                    prop:checked=move || desk.preferences.with(|own| own.row_height == value)
                    on:change=move |_| {
                        desk.prefer(|own| value.clone_into(&mut own.row_height));
                        desk.speak.say(format!("Rows {}", label.to_lowercase()));
                    } />
                <label class="govuk-label govuk-radios__label" for=id.clone()>
                    {label}<span class="desk-xs desk-muted desk-block" id=format!("{id}-hint")>{hint}</span>
                </label>
            </div>
        }
    };
    view! {
        <fieldset class="govuk-fieldset govuk-form-group">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Height of rows"</legend>
            <div class="govuk-radios govuk-radios--small desk-settings__heights">{HEIGHTS.map(one).collect_view()}</div>
        </fieldset>
    }
}

fn tick(tick: Tick) -> impl IntoView {
    let desk = Desk::here();
    let Tick { id, label, hint, is, set, said } = tick;
    let on = move || desk.preferences.with(is);
    let change = move |event| {
        let on = event_target_checked(&event);
        desk.prefer(|own| set(own, on));
        let [when_on, when_off] = said;
        desk.speak.say(if on { when_on } else { when_off });
    };
    view! {
        <div class="govuk-checkboxes govuk-checkboxes--small desk-settings__tick">
            <div class="govuk-checkboxes__item">
                <input class="govuk-checkboxes__input" type="checkbox" id=id aria-describedby=format!("{id}-hint") prop:checked=on on:change=change />
                <label class="govuk-label govuk-checkboxes__label" for=id>
                    {label}<span class="desk-xs desk-muted desk-block" id=format!("{id}-hint")>{hint}</span>
                </label>
            </div>
        </div>
    }
}
