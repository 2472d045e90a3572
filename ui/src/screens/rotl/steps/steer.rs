//! Stopping an application, or letting it go on: why, and who was told.

use api::{ReleaseState, SteerRelease, Turn};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::rotl::application::{Open, steer_words};
use crate::screens::rotl::forms::lines_of;

/// What follows from it.
const fn follows(turn: Turn) -> &'static str {
    match turn {
        Turn::Withdrawn => "Nothing more comes of it. It can be applied for again.",
        Turn::Paused => "Nobody goes out on it until somebody who knows the case lets it go on.",
        Turn::Resumed => "It is granted as before. Every release that is still planned can take place.",
        Turn::Suspended => "Nobody goes out on it until whoever may decide lets it go on.",
        Turn::Revoked => "It ends for good. A new release needs a new application.",
    }
}

#[component]
pub(in crate::screens::rotl) fn Steer(open: Open, turn: Turn) -> impl IntoView {
    let sending = Sending::new("steer");
    let (reason, told) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    page::focus_soon("steer-reason");
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why")]) {
            return;
        }
        let (number, id) = open.ids();
        let call = SteerRelease {
            number,
            id,
            turn,
            reason: typed(reason).unwrap_or_default(),
            told: told.with_untracked(|told| lines_of(told)),
        };
        sending.send(call, move |()| open.recorded(format!("Recorded: {}", turn.words().to_lowercase())));
    });
    let out = open.read(|view| view.releases.iter().any(|release| release.state == ReleaseState::Out));
    let recalls = out && matches!(turn, Turn::Paused | Turn::Suspended | Turn::Revoked);
    let class = if matches!(turn, Turn::Suspended | Turn::Revoked) {
        "desk-pane desk-pane--red desk-grow"
    } else {
        "desk-pane desk-pane--accent desk-grow"
    };
    view! {
        <section class=class aria-labelledby="steer-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="steer-head">{steer_words(turn)}</h2></div>
            <Form sending act=steer_words(turn) submit cancel=open.close()>
                <p class="desk-case__now">{follows(turn)}</p>
                {recalls.then(|| view! { <p class="desk-case__weigh"><b>"The prisoner is out now."</b>" What they went out on does not stand any more: the gate list shows a recall. Somebody rings them at once."</p> })}
                <Words id="steer-reason" label="Why?".to_owned() sending value=reason />
                <Words id="steer-told" label="Who was told? (optional)".to_owned() hint="One to a line, such as the employer, the police, the COM" sending value=told />
            </Form>
        </section>
    }
}
