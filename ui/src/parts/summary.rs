//! What is known, row by row, as GOV.UK's summary list shows it.

use leptos::prelude::*;

/// A row: its name and its value.
pub(crate) fn fact(key: &'static str, value: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{key}</dt><dd class="govuk-summary-list__value">{value}</dd></div>
    }
    .into_any()
}
