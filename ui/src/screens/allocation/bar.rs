//! Bars of how much somebody has: drawn, because their lengths cannot be styled; always with the numbers beside them.

use leptos::prelude::*;

/// The width of a bar in its own units.
const WIDTH: f64 = 120.0;
/// Its height.
const HEIGHT: u32 = 12;

/// How long a part of the whole is.
fn length(part: u32, whole: u32) -> f64 {
    if whole == 0 { 0.0 } else { f64::from(part.min(whole)) * WIDTH / f64::from(whole) }
}

fn units(length: f64) -> String {
    format!("{length:.1}")
}

/// A part of a whole.
#[component]
pub(crate) fn Share(
    /// The whole.
    of: u32,
    /// The part.
    part: u32,
) -> impl IntoView {
    view! {
        <svg class="desk-load" viewBox="0 0 120 12" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="desk-load__now" x="0" y="0" height=HEIGHT width=units(length(part, of)) />
        </svg>
    }
}

/// What somebody has, what is suggested on top of it, and their room.
#[component]
pub(super) fn Load(
    /// How many they have.
    now: u32,
    /// How many are ticked for them.
    new: u32,
    /// For how many they have room.
    room: Option<u32>,
    /// How many the whole width stands for.
    whole: u32,
) -> impl IntoView {
    let start = length(now, whole);
    let end = length(now + new, whole);
    let over = room.filter(|room| now + new > *room).map(|room| length(room, whole));
    let mark = room.map(|room| units(length(room, whole)));
    let words = match room {
        Some(room) => format!("{now} now, {new} more, room for {room}"),
        None => format!("{now} now, {new} more"),
    };
    view! {
        <svg class="desk-load" viewBox="0 0 120 12" preserveAspectRatio="none" role="img" aria-label=words focusable="false">
            <rect class="desk-load__now" x="0" y="0" height=HEIGHT width=units(start) />
            <rect class="desk-load__new" x=units(start) y="0" height=HEIGHT width=units(end - start) fill="url(#load-new)" />
            {over.map(|over| view! { <rect class="desk-load__over" x=units(over) y="8" height="4" width=units(end - over) /> })}
            {mark.map(|mark| view! { <line class="desk-load__room" x1=mark.clone() x2=mark y1="0" y2=HEIGHT /> })}
        </svg>
    }
}

/// What the bars mean. The pattern of what is suggested is drawn here once.
#[component]
pub(super) fn Legend(
    /// Whether anything can be ticked.
    ticks: bool,
    /// For how many there is room.
    room: Option<u32>,
) -> impl IntoView {
    view! {
        <span><svg class="desk-load__key" width="14" height="10" aria-hidden="true" focusable="false"><rect class="desk-load__now" width="14" height="10" /></svg>" has now"</span>
        {ticks.then(|| view! { <span><svg class="desk-load__key" width="14" height="10" aria-hidden="true" focusable="false">
            <defs><pattern id="load-new" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="desk-load__now" width="2" height="5" /></pattern></defs>
            <rect class="desk-load__new" width="14" height="10" fill="url(#load-new)" />
        </svg>" ticked"</span> })}
        {room.map(|room| view! { <span><b aria-hidden="true">"|"</b>" room for "{room}</span> })}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_never_runs_out_of_its_frame() {
        assert_eq!(units(length(3, 12)), "30.0");
        assert_eq!(units(length(20, 12)), "120.0");
        assert_eq!(units(length(1, 0)), "0.0");
    }
}
