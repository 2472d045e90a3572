//! Every key that works on the screen behind this list.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::parts::Dialog;

#[component]
pub(crate) fn KeysList() -> impl IntoView {
    let desk = Desk::here();
    // Read before the dialog puts its own in.
    let all = untrack(|| desk.keys.all());
    let single = move || desk.preferences.with(|own| own.single_keys);
    view! {
        <Dialog label="Keys that work here" class="desk-dialog" headed=true close=Callback::new(move |()| desk.over.set(None))>
            <div class="desk-dialog__body" tabindex="0">
                <dl class="desk-keys">
                    {all.into_iter().map(|shown| view! {
                        <div>
                            <dt>{shown.keys.into_iter().map(|key| view! { <kbd>{key}</kbd>" " }).collect_view()}</dt>
                            <dd>{shown.does}</dd>
                        </div>
                    }).collect_view()}
                </dl>
            </div>
            <div class="desk-dialog__foot">
                <div class="govuk-checkboxes govuk-checkboxes--small">
                    <div class="govuk-checkboxes__item">
                        <input class="govuk-checkboxes__input" type="checkbox" id="single-keys" prop:checked=single
                            on:change=move |event| desk.prefer(|own| own.single_keys = event_target_checked(&event)) />
                        <label class="govuk-label govuk-checkboxes__label" for="single-keys">"Single letters and signs act as keys when you are not typing"</label>
                    </div>
                </div>
            </div>
        </Dialog>
    }
}
