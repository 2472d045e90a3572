//! How many people are held here, and for how many of them somebody holds the post: plain counts that add up.

use api::{AllocationView, Post};
use leptos::prelude::*;

use crate::figures::{counted, grouped};
use crate::screens::allocation::able::in_text;
use crate::screens::allocation::bar::Share;
use crate::screens::allocation::state::State;

#[component]
pub(super) fn Figures(state: State) -> impl IntoView {
    move || state.view.get().map(|view| cards(state.post.get(), &view))
}

fn cards(post: Post, view: &AllocationView) -> impl IntoView + use<> {
    let post_words = in_text(post);
    let waiting = view.waiting.len();
    let waiting_words = counted(waiting, "prisoner", "prisoners");
    let oldest = view.waiting.iter().filter(|one| one.still_with.is_some()).count();
    let note = match (post, oldest) {
        (Post::CoworkingPom, _) => "Nobody needs one: it is named where two work a case together".to_owned(),
        (_, 0) => "Longest wait first".to_owned(),
        (_, gone) => format!("{} recorded with somebody who has left", counted(gone, "is", "are")),
    };
    let none_needed = (post == Post::Keyworker && view.not_needed > 0).then(|| {
        view! {
            <section class="desk-pane desk-alloc__card" aria-labelledby="figure-none">
                <h2 class="govuk-heading-s" id="figure-none">"Need none"</h2>
                <p><span class="desk-bigno">{grouped(view.not_needed)}</span></p>
                <p class="desk-xs desk-muted">"High complexity of need: the POM does the key work"</p>
            </section>
        }
    });
    view! {
        <div class="desk-alloc__figures">
            <section class="desk-pane desk-alloc__card" aria-labelledby="figure-held">
                <h2 class="govuk-heading-s" id="figure-held">"Have a "{post_words}</h2>
                <p><span class="desk-bigno">{grouped(view.held)}</span>" "<span class="desk-xs desk-muted">"of "{grouped(view.here)}" held here"</span></p>
                <Share of=view.here part=view.held />
            </section>
            <section class="desk-pane desk-alloc__card" aria-labelledby="figure-waiting">
                <h2 class="govuk-heading-s" id="figure-waiting">"Have nobody"</h2>
                <p><span class="desk-bigno">{grouped(u64::try_from(waiting).unwrap_or(0))}</span>" "<span class="govuk-visually-hidden">{waiting_words}</span></p>
                <p class="desk-xs desk-muted">{note}</p>
            </section>
            {none_needed}
            <section class="desk-pane desk-alloc__card" aria-labelledby="figure-what">
                <h2 class="govuk-heading-s" id="figure-what">"What is counted"</h2>
                <p class="desk-xs">"Everybody who is held here now, each once. Sessions are not counted here."</p>
            </section>
        </div>
    }
}
