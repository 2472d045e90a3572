//! The two ways in which the unit's releases are seen: as a list of applications, and in numbers.

use leptos::prelude::*;

use crate::screens::rotl::State;

/// The ways, as MoJ's sub navigation.
#[component]
pub(super) fn Ways(state: State) -> impl IntoView {
    let way = move |counts: bool, label: &'static str| {
        let shown = state.counts.shown;
        view! {
            <li class="moj-sub-navigation__item">
                <a class="moj-sub-navigation__link" href="#main" aria-current=move || (shown.get() == counts).then_some("page")
                    on:click=move |event| {
                        event.prevent_default();
                        shown.set(counts);
                    }>{label}{counts.then(|| view! { " "<kbd>"C"</kbd> })}</a>
            </li>
        }
    };
    view! {
        <nav class="moj-sub-navigation" aria-label="ROTL">
            <ul class="moj-sub-navigation__list">{way(false, "Applications")}{way(true, "Counts")}</ul>
        </nav>
    }
}
