//! The status bar: that everything is saved on this device, what is to be said of its clock, and the keys that work here.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::chip::ConnectionLine;
use crate::parts::{Kind, Sign};
use crate::screens::drafts::Waiting;

#[component]
pub(crate) fn Foot() -> impl IntoView {
    let desk = Desk::here();
    let (clock, today) = desk.person.with(|person| (person.clock_warning.clone(), crate::dates::long(&person.today)));
    let unsaved = expect_context::<Waiting>().unsaved;
    let keys = Memo::new(move |_| desk.keys.foot());
    view! {
        <footer class="desk-foot" id="foot" tabindex="-1">
            {move || match unsaved.get() {
                None => view! { <span class="desk-ok"><Sign kind=Kind::Met>"Saved on this device"</Sign></span> },
                Some(since) => view! { <span class="desk-red"><Sign kind=Kind::Late>"Not saved since "{since}</Sign></span> },
            }}
            <ConnectionLine />
            <span class="desk-hide-s">{today}</span>
            {clock.map(|warning| view! { <span class="desk-warn"><Sign kind=Kind::Soon>{warning}</Sign></span> })}
            <span class="desk-foot__keys">
                {move || keys.get().into_iter().map(|shown| view! {
                    <span>{shown.keys.into_iter().map(|key| view! { <kbd>{key}</kbd>" " }).collect_view()}{shown.does}</span>
                }).collect_view()}
            </span>
        </footer>
    }
}
