//! The first window of a computer: what somebody can begin with.

use api::{Problem, SignedIn, StatusView};
use leptos::prelude::*;

use crate::parts::Summary;
use crate::screens::gate::Gate;
use crate::{backend, page};

/// Nobody's record is on this computer yet, or theirs is not.
#[component]
pub(crate) fn FirstRun(
    /// How things stand.
    status: StatusView,
    /// They are in.
    enter: Callback<SignedIn>,
    /// Back to the people of this computer, if there are any.
    back: Callback<()>,
) -> impl IntoView {
    page::set_title("Set up");
    let problem = RwSignal::new(None::<Problem>);
    let known = !status.people.is_empty();
    view! {
        <Gate place="First run" version=status.version.clone()>
            <div class="desk-gate__wide">
                <h1 class="govuk-heading-l desk-gate__title">"Set up Throughcare on this computer"</h1>
                <p class="desk-m desk-muted desk-gate__lead">
                    "Throughcare keeps custody cases, key work and what is agreed in them in one place. It works with no network."
                </p>
                <Summary problem />
                <div class="desk-gate__cols desk-gate__cols--three">
                    <Demonstration enter problem />
                </div>
                {known.then(|| view! {
                    <p class="desk-gap-above"><button type="button" class="desk-link" on:click=move |_| back.run(())>"Back to the people of this computer"</button></p>
                })}
            </div>
        </Gate>
    }
}

#[component]
fn Demonstration(enter: Callback<SignedIn>, problem: RwSignal<Option<Problem>>) -> impl IntoView {
    let busy = RwSignal::new(false);
    let progress = RwSignal::new(String::new());
    backend::on_news(move |news| {
        if let api::News::Progress { what, done, of } = news {
            progress.try_set(format!("{what}: {done} of {of}"));
        }
    });
    let open = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        problem.set(None);
        leptos::task::spawn_local(async move {
            match backend::call(api::OpenDemonstration {}).await {
                Ok(person) => enter.run(person),
                Err(failure) => {
                    busy.try_set(false);
                    problem.try_set(Some(failure));
                }
            }
        });
    };
    view! {
        <section class="desk-card desk-card--green" aria-labelledby="demonstration">
            <h2 class="govuk-heading-m desk-card__title" id="demonstration">"Open the demonstration prison"</h2>
            <p class="desk-m">"Try everything in an invented prison with invented prisoners."</p>
            <h3 class="govuk-heading-s">"What happens"</h3>
            <ol class="desk-steps">
                <li>"It is made on this computer, which takes a moment. No network."</li>
                <li>"Its clock starts on a day with work overdue."</li>
                <li>"Throw it away whenever you like."</li>
            </ol>
            <div class="govuk-inset-text">"A band across the top says "<b>"Demonstration"</b>" on every screen, and nothing in it can be sent or exported."</div>
            <div class="desk-card__act">
                <button type="button" class="govuk-button desk-button--large" on:click=open>
                    {move || if busy.get() { "Opening…" } else { "Open the demonstration" }}
                </button>
                <p class="desk-xs desk-muted" role="status">{move || progress.get()}</p>
            </div>
        </section>
    }
}
