//! Allocating the cases that are selected in the caseload to one member of staff.

use api::{AllocateMany, Allocation, ChoiceView, OfficerView, Post};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, OneOf, Radios, Sending, Words, empty, typed};
use crate::screens::allocation::able::{in_text, may_allocate, title, with_loads};
use crate::screens::allocation::outcome::{Outcome, Together};
use crate::screens::allocation::state::room;

/// The form beside the caseload.
#[component]
pub(crate) fn Bulk(
    /// The prison numbers.
    numbers: Vec<String>,
    /// Leaves it.
    close: Callback<()>,
    /// Something was recorded.
    recorded: Callback<()>,
) -> impl IntoView {
    let desk = Desk::here();
    let together = Together::new(desk);
    let sent = RwSignal::new(false);
    let posts: Vec<Post> = Post::ALL.into_iter().filter(|post| may_allocate(desk, *post)).collect();
    move || {
        if sent.get() {
            return view! { <Outcome together done=close /> }.into_any();
        }
        let send = Callback::new(move |(call, post): (AllocateMany, Post)| {
            sent.set(true);
            together.send(call, in_text(post), recorded);
        });
        view! { <Choose numbers=numbers.clone() posts=posts.clone() send close /> }.into_any()
    }
}

/// The word of a post in the form.
fn word(post: Post) -> String {
    title(post).to_lowercase().replace(' ', "-")
}

#[component]
fn Choose(
    numbers: Vec<String>,
    posts: Vec<Post>,
    send: Callback<(AllocateMany, Post)>,
    close: Callback<()>,
) -> impl IntoView {
    let sending = Sending::new("bulk");
    let chosen = RwSignal::new(posts.last().copied().map(word).unwrap_or_default());
    let post = {
        let posts = posts.clone();
        Memo::new(move |_| chosen.with(|chosen| posts.iter().copied().find(|post| word(*post) == *chosen)))
    };
    let able = officers_of(post, sending);
    let (staff, reason, replace) = (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(false));
    let options = Signal::derive(move || able.with(|able| with_loads(&able.officers, able.room)));
    Effect::new(move |_| {
        post.track();
        staff.set(String::new());
    });
    page::focus_soon("bulk-post");
    let count = numbers.len();
    let submit = Callback::new(move |()| {
        let lacking =
            [(empty(staff), "staff", "Choose who takes the cases"), (empty(reason), "reason", "Say why this person")];
        if sending.lacks(&lacking) {
            return;
        }
        let (Some(staff), Some(reason), Some(post)) = (typed(staff), typed(reason), post.get_untracked()) else {
            return;
        };
        let choices = numbers.iter().map(|number| ChoiceView {
            number: number.clone(),
            staff: staff.clone(),
            reason: reason.clone(),
        });
        send.run((AllocateMany { post, choices: choices.collect(), replace: replace.get_untracked() }, post));
    });
    let radios: Vec<(String, String)> = posts.iter().map(|post| (word(*post), title(*post).to_owned())).collect();
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="bulk-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="bulk-head">"Allocate "{counted(count, "case", "cases")}</h2></div>
            <Form sending act="Allocate" submit cancel=close>
                <Radios id="bulk-post" legend="Which post?" options=radios sending value=chosen />
                <OneOf id="bulk-staff" label="Who takes the cases?" sending options value=staff />
                <Words id="bulk-reason" label="Why this person?".to_owned() sending value=reason />
                <div class="govuk-checkboxes govuk-checkboxes--small">
                    <div class="govuk-checkboxes__item">
                        <input class="govuk-checkboxes__input" type="checkbox" id="bulk-replace" prop:checked=move || replace.get()
                            on:change=move |event| replace.set(event_target_checked(&event)) />
                        <label class="govuk-label govuk-checkboxes__label" for="bulk-replace">{move || post.get().map(|post| format!("Replace a {} where there is one already", in_text(post)))}</label>
                    </div>
                </div>
                <p class="desk-xs desk-muted">"One step, which can be undone for 10 minutes. Cases that cannot be allocated are left as they are and listed."</p>
            </Form>
        </section>
    }
}

/// Who could take a post, and for how many they have room where that counts.
#[derive(Default)]
struct Able {
    officers: Vec<OfficerView>,
    room: Option<u32>,
}

/// Those who could take a post, as they have come.
fn officers_of(post: Memo<Option<Post>>, sending: Sending) -> RwSignal<Able> {
    let able = RwSignal::new(Able::default());
    Effect::new(move |_| {
        let Some(asked) = post.get() else { return };
        able.set(Able::default());
        leptos::task::spawn_local(async move {
            let room = if asked == Post::Keyworker { Some(room().await) } else { None };
            let answer = backend::call(Allocation { post: asked, room }).await;
            if post.try_get_untracked() != Some(Some(asked)) {
                return;
            }
            match answer {
                Ok(answer) => {
                    able.try_set(Able { officers: answer.officers, room });
                }
                Err(problem) => sending.errors.show_one(problem),
            }
        });
    });
    able
}
