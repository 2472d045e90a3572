//! The panel of the connection's chip: where this device stands, what needs somebody, each with a way there, and what waits to be sent, oldest
//! first. Restricted things are said to be among it, and nothing more is said of them.

use api::{AttentionView, ConnectionState, ConnectionView, Right, Waiting, WaitingChangeView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::figures::{counted, grouped};
use crate::parts::{Kind, Sign};
use crate::route::{Place, Screen};
use crate::standing::{headline, means, needing, sentence};

/// The panel's heading.
const HEAD: &str = "chip-head";
/// The heading of what waits.
const WAITING: &str = "chip-waiting";

#[component]
pub(super) fn ChipPanel(
    /// Whether it is open: whoever goes somewhere by it closes it.
    open: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let today = desk.person.today();
    let waiting = RwSignal::new(None::<Vec<WaitingChangeView>>);
    let to_send = Memo::new(move |_| desk.standing.view.with(|view| view.as_ref().map_or(0, |view| view.to_send)));
    let is_connected = Memo::new(move |_| desk.standing.state() != Some(ConnectionState::None));
    Effect::new(move |_| {
        to_send.track();
        leptos::task::spawn_local(async move {
            // Without an answer the list stays as it was; the number above it is true all the same.
            if let Ok(list) = backend::call(Waiting {}).await {
                waiting.try_set(Some(list));
            }
        });
    });
    let go = move |screen: Screen| {
        open.set(false);
        desk.route.go(Place::of(screen));
    };
    let stands = move || {
        let today = desk.person.today();
        desk.standing.view.get().map(|view| {
            view! {
                <h2 class="govuk-heading-s" id=HEAD>{headline(&view, &today)}</h2>
                <p>{means(view.state)}</p>
                {needs(&view, desk.person.may(Right::ManageStaff), go)}
            }
        })
    };
    view! {
        <section class="desk-chip-panel" tabindex="-1" aria-labelledby=HEAD>
            {stands}
            {move || is_connected.get().then(|| waiting.get().map(|list| what_waits(list, to_send.get(), &today)))}
            <p><button type="button" class="desk-link" on:click=move |_| go(Screen::Connection)>"Open the connection"</button></p>
        </section>
    }
}

/// What needs somebody, each with a way there.
fn needs(
    view: &ConnectionView,
    administrator: bool,
    go: impl Fn(Screen) + Copy + Send + Sync + 'static,
) -> Option<AnyView> {
    let line = |kind: Kind, words: String, way: &'static str, screen: Screen| {
        view! {
            <li><Sign kind>{words}</Sign>" "<button type="button" class="desk-link" on:click=move |_| go(screen)>{way}</button></li>
        }
        .into_any()
    };
    let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    let mut lines = Vec::new();
    if view.unapplied > 0 {
        let words = format!("{}: not applied", needing(view.unapplied));
        lines.push(line(Kind::Late, words, "Read the changes", Screen::Unapplied));
    }
    for AttentionView { kind, words, .. } in &view.attention {
        let (way, screen) = match kind.as_str() {
            "control" | "difference" | "aside" | "fork" if administrator => {
                ("Open the unit’s computers", Screen::Devices)
            }
            _ => ("See what to do", Screen::Connection),
        };
        lines.push(line(Kind::Late, sentence(words), way, screen));
    }
    if view.arrivals > 0 {
        let words = counted(count(view.arrivals), "computer asks to join", "computers ask to join");
        lines.push(line(Kind::Soon, words, "Open the unit’s computers", Screen::Devices));
    }
    if view.cases > 0 {
        let words = counted(count(view.cases), "case to take", "cases to take");
        lines.push(line(Kind::Soon, words, "Open the cases", Screen::CasesSent));
    }
    (!lines.is_empty()).then(|| {
        view! { <ul class="desk-plain desk-chip-panel__needs" aria-label="What needs somebody">{lines}</ul> }.into_any()
    })
}

/// What waits to be sent, oldest first.
fn what_waits(list: Vec<WaitingChangeView>, to_send: u64, today: &str) -> AnyView {
    if list.is_empty() {
        return view! { <p class="desk-muted">"Nothing waits to be sent"</p> }.into_any();
    }
    let more = to_send.saturating_sub(u64::try_from(list.len()).unwrap_or(u64::MAX));
    let line = |one: WaitingChangeView| {
        let when = one.recorded.as_deref().map_or_else(|| "Some time ago".to_owned(), |at| dates::when(at, today));
        let (what, whom) = (one.what.clone(), whom(&one));
        view! { <li><span class="desk-muted desk-num">{when}</span><span>{what}{whom}</span></li> }
    };
    view! {
        <h3 class="govuk-heading-s" id=WAITING>"Waits to be sent, oldest first"</h3>
        <ol class="desk-plain desk-chip-panel__waiting" tabindex="0" aria-labelledby=WAITING>{list.into_iter().map(line).collect_view()}</ol>
        {(more > 0).then(|| view! { <p class="desk-muted">{format!("And {} more", grouped(more))}</p> })}
    }
    .into_any()
}

/// “, Ashdown, Kieran A4417FK, and 3 more with it”.
fn whom(one: &WaitingChangeView) -> String {
    let about = match (one.number.as_str(), one.name.as_str()) {
        ("", _) => String::new(),
        (number, "") => format!(", {number}"),
        (number, name) => format!(", {name} {number}"),
    };
    match one.more {
        0 => about,
        more => format!("{about}, and {} more with it", grouped(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_it_is_about_and_how_much_more_there_is_is_said() {
        let mut one = WaitingChangeView {
            recorded: Some("2027-01-14T10:31".to_owned()),
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            what: "Key work: Key work session".to_owned(),
            more: 0,
        };
        assert_eq!(whom(&one), ", Ashdown, Kieran A4417FK");
        one.more = 3;
        assert_eq!(whom(&one), ", Ashdown, Kieran A4417FK, and 3 more with it");
        assert_eq!(whom(&WaitingChangeView { number: String::new(), more: 0, ..one }), "");
    }
}
