//! One's own obligations as a file for the calendar program: without names, unless they are asked for.

use api::{ExportCalendar, FilePurpose};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::backend;
use crate::figures::counted;
use crate::page;
use crate::parts::{Dialog, ErrorSummary, Errors, FileField, missing};
use crate::screens::my_day::state::State;

#[component]
pub(super) fn Calendar(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    // Nothing of the demonstration can be exported.
    let real = state.desk.person.with(|person| !person.demonstration);
    real.then(|| view! {
        <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| open.set(true)>"Calendar file…"</button>
        {move || open.get().then(|| view! { <Save state open /> })}
    })
}

#[component]
fn Save(state: State, open: RwSignal<bool>) -> impl IntoView {
    let desk = state.desk;
    let (file, names, errors) = (RwSignal::new(String::new()), RwSignal::new(false), Errors::none());
    let close = Callback::new(move |()| open.set(false));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        errors.clear();
        let named = file.get_untracked();
        if named.trim().is_empty() {
            errors.show_one(missing("calendar-file", "Choose a file, or type where to save"));
            return;
        }
        leptos::task::spawn_local(async move {
            match backend::call(ExportCalendar { file: named, names: names.get_untracked() }).await {
                Ok(entries) => {
                    open.try_set(false);
                    let entries = counted(usize::try_from(entries).unwrap_or(0), "entry", "entries");
                    desk.toast.show(desk.speak, format!("{entries} saved in the file you chose"));
                }
                Err(mut problem) => {
                    problem.field = Some("calendar-file".to_owned());
                    errors.show_one(problem);
                }
            }
        });
    };
    page::focus_soon("calendar-file");
    view! {
        <Dialog label="What you owe, for your calendar" class="desk-dialog" headed=true close>
            <form on:submit=submit novalidate>
                <div class="desk-dialog__body">
                    <ErrorSummary errors />
                    <FileField id="calendar-file" label="Save it as" hint="A new file, ending in .ics. It is not encrypted: delete it once your calendar has read it"
                        value=file purpose=FilePurpose::Calendar suggestion=format!("my-day-{}.ics", desk.person.today()) errors />
                    <div class="govuk-checkboxes govuk-checkboxes--small">
                        <div class="govuk-checkboxes__item">
                            <input class="govuk-checkboxes__input" type="checkbox" id="calendar-names" aria-describedby="calendar-names-hint"
                                prop:checked=move || names.get() on:change=move |event| names.set(event_target_checked(&event)) />
                            <label class="govuk-label govuk-checkboxes__label" for="calendar-names">"With prisoners' names and numbers in the titles"</label>
                        </div>
                    </div>
                    <p class="desk-xs desk-muted" id="calendar-names-hint">"Others may be able to see your calendar. Without this, an entry says what is owed and not about whom."</p>
                </div>
                <div class="desk-dialog__foot">
                    <button type="submit" class="govuk-button">"Save the file"</button>
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Cancel"</button>
                </div>
            </form>
        </Dialog>
    }
}
