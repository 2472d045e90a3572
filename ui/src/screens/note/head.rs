//! Who a note is about: always at the top, so that nobody writes in the wrong file.

use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::screens::note::known::Known;

#[component]
pub(super) fn Head(
    /// Who.
    known: Known,
    /// What stands at its right end.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let today = Desk::here().person.today();
    let one =
        |label: &'static str, said: Option<String>| said.map(|said| view! { <span>{label}" "<b>{said}</b></span> });
    let seen = match &known.last {
        None => view! { <span>"No key-work session yet"</span> }.into_any(),
        Some(note) => {
            let ago = match dates::days_ago(&note.occurred, &today) {
                // “Today” and “yesterday” have said it.
                Some(0 | 1) => String::new(),
                Some(days) => format!(", {} ago", dates::days(days)),
                None => String::new(),
            };
            let when = dates::when(note.occurred.get(..10).unwrap_or(&note.occurred), &today);
            view! { <span>"Last session "<b>{when}</b>{ago}</span> }.into_any()
        }
    };
    let alerts = known.case.alerts.clone();
    let none = alerts.is_empty().then(|| view! { <li class="desk-xs desk-muted">"No active alert"</li> });
    view! {
        <div class="moj-identity-bar"><div class="moj-identity-bar__container">
            <svg class="desk-face" viewBox="0 0 48 56" role="img" aria-label="No photograph on this device">
                <circle cx="24" cy="21" r="10" fill="#b1b4b6"/><path d="M4 56c0-13 8-21 20-21s20 8 20 21z" fill="#b1b4b6"/>
            </svg>
            <div class="moj-identity-bar__details">
                <h1 class="moj-identity-bar__title">
                    {known.listed_name()}<span class="desk-write__number desk-num">{known.case.number.clone()}</span>
                </h1>
                <p class="desk-id__facts">
                    {one("Cell", known.value("cellLocation").filter(|_| known.case.here))}
                    {one("Category", known.value("category"))}
                    {one("POM", known.post("prison offender manager"))}
                    {one("Keyworker", known.post("keyworker"))}
                    {seen}
                </p>
                <ul class="desk-id__alerts desk-plain" aria-label="Alerts">
                    {none}
                    {alerts.into_iter().map(|alert| {
                        let class = if Known::is_stop(&alert.code) { "moj-badge moj-badge--red" } else { "moj-badge moj-badge--black" };
                        view! { <li class=class title=alert.code>{alert.label}</li> }
                    }).collect_view()}
                </ul>
            </div>
            {children.map(|children| view! { <div class="moj-identity-bar__actions">{children()}</div> })}
        </div></div>
    }
}
