//! What was just done, in words that stay for a while, with a button that takes it back where that can be done.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::page;

#[component]
pub(super) fn ToastLine() -> impl IntoView {
    let desk = Desk::here();
    let (toast, undo) = (desk.toast, desk.undo);
    Effect::new(move |_| {
        let words = toast.words.get();
        if !words.is_empty() {
            undo.look(desk, words);
        }
    });
    desk.keys.on("u", "Undo what was done last, up to 10 minutes ago", move || undo.last(desk));
    view! {
        // The status bar shows the key for as long as there is something that it does.
        {move || undo.offered.with(Option::is_some).then(|| desk.keys.show("u", "", Some("undo")))}
        {move || toast.words.with(|words| (!words.is_empty()).then(|| line(desk, words.clone())))}
    }
}

fn line(desk: Desk, words: String) -> impl IntoView {
    let hold = move |held| move || desk.toast.held.set(held);
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    view! {
        <div class="desk-toast" id="toast" role="region" aria-label="What was just done" tabindex="-1"
            on:pointerenter=move |_| enter() on:pointerleave=move |_| leave() on:focusin=move |_| focus() on:focusout=move |_| blur()>
            <span>{words}</span>
            {move || desk.undo.just_done.get().map(|act| view! {
                <button type="button" class="desk-toast__undo" on:click=move |_| {
                    page::focus("main");
                    desk.undo.this(desk, act);
                }>"Undo"<kbd>"U"</kbd></button>
            })}
        </div>
    }
}
