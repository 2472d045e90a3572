//! A screen that somebody may not open, and has come to by a key or by going back: whose it is, and who can be asked.

use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;

/// Says whose it is, and names those who can.
#[component]
pub(crate) fn NotTheirs(
    /// Whose it is, as a sentence.
    what: &'static str,
    /// The roles of those who can, by their words.
    able: &'static [&'static str],
) -> impl IntoView {
    let desk = Desk::here();
    let names = RwSignal::new(Vec::<String>::new());
    leptos::task::spawn_local(async move {
        // Without the names the page still says whom to ask.
        let staff = backend::call(api::Staff {}).await.unwrap_or_default();
        let can = staff.into_iter().filter(|member| member.roles.iter().any(|role| able.contains(&role.as_str())));
        names.try_set(can.map(|member| member.name).collect());
    });
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="desk-empty">
                <h1 class="govuk-heading-l">"You may not open this"</h1>
                <p>{what}" "{move || match names.get().as_slice() {
                    [] => "Ask one of them.".to_owned(),
                    [one] => format!("Ask {one}."),
                    more => format!("Ask one of them: {}.", more.join(", ")),
                }}</p>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.back()>"Back"</button>
            </div>
        </main>
    }
}
