//! Something long goes on: how far it is, as a bar and in words.

use api::News;
use leptos::prelude::*;

use crate::backend;
use crate::figures::grouped;

/// How far something is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Progress {
    /// What, in words.
    what: String,
    done: u64,
    of: u64,
}

/// What the record side last told of something long. It is heard from the first time that somebody asks, for as long as the window lives.
pub(crate) fn heard() -> ArcRwSignal<Option<Progress>> {
    thread_local! {
        static HEARD: ArcRwSignal<Option<Progress>> = listening();
    }
    HEARD.with(Clone::clone)
}

fn listening() -> ArcRwSignal<Option<Progress>> {
    let heard = ArcRwSignal::new(None);
    let told = heard.clone();
    backend::on_news(move |news| {
        if let News::Progress { what, done, of } = news {
            told.set(Some(Progress { what, done, of }));
        }
    });
    heard
}

/// A bar that fills, and how far it is in words. A new one begins at nothing, whatever was told before.
#[component]
pub(crate) fn Bar(
    /// What is going on, until anything is told.
    #[prop(into)]
    what: String,
) -> impl IntoView {
    let heard = heard();
    heard.set(None);
    let share = {
        let heard = heard.clone();
        move || {
            heard.with(|told| {
                told.as_ref()
                    .filter(|told| told.of > 0)
                    .map(|told| (told.done.min(told.of) * 100 / told.of).to_string())
            })
        }
    };
    let name = what.clone();
    let words = move || {
        heard.with(|told| match told {
            Some(told) if told.of > 0 => {
                format!(
                    "{}: {} of {}, {}%",
                    told.what,
                    grouped(told.done),
                    grouped(told.of),
                    told.done.min(told.of) * 100 / told.of
                )
            }
            _ => format!("{what}…"),
        })
    };
    view! {
        <div class="desk-progress">
            <progress class="desk-progress__bar" aria-label=name max="100" value=share></progress>
            <p class="desk-xs desk-num">{words}</p>
        </div>
    }
}
