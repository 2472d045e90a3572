//! A backup, now: where to, with the passphrase in force. It goes on while its person looks at other screens, and can be stopped.

use api::{BackedUp, Code, FilePurpose, LAST_BACKUP, Problem, Secret, StopBackUp};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::parts::{Bar, ErrorSummary, Errors, Field, FileField, Kind, Passphrase, Sign, missing};
use crate::route::Screen;
use crate::screens::settings::BACK_UP;
use crate::{backend, page};

/// A backup older than so many days is worth a word.
const OLD: i64 = 7;
const STOP: &str = "stop-backup";

/// What is known of backups, wherever in the window somebody is.
#[derive(Clone, Copy)]
pub(crate) struct Backup {
    desk: Desk,
    file: RwSignal<String>,
    passphrase: RwSignal<String>,
    errors: Errors,
    /// One is being written.
    busy: RwSignal<bool>,
    /// It is being stopped.
    stopping: RwSignal<bool>,
    /// The last one; nothing until that is known; and then whether there was one.
    last: RwSignal<Option<Option<BackedUp>>>,
}

impl Backup {
    /// None yet.
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            file: RwSignal::new(String::new()),
            passphrase: RwSignal::new(String::new()),
            errors: Errors::none(),
            busy: RwSignal::new(false),
            stopping: RwSignal::new(false),
            last: RwSignal::new(None),
        }
    }

    fn ask_for_the_last(self) {
        leptos::task::spawn_local(async move {
            // Without an answer nothing is said of the last one: a new one can be written all the same.
            if let Ok(kept) = backend::call(api::Setting { name: LAST_BACKUP.to_owned() }).await {
                self.last.try_set(Some(kept.and_then(|kept| serde_json::from_str(&kept).ok())));
            }
        });
    }

    fn problems(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.file.with_untracked(|file| file.trim().is_empty()) {
            problems.push(missing("file", "Choose where to write the backup, or type where"));
        }
        if self.passphrase.with_untracked(String::is_empty) {
            problems.push(missing("passphrase", "Type your passphrase"));
        }
        problems
    }

    fn begin(self) {
        if self.busy.get_untracked() || self.errors.show(self.problems()) {
            return;
        }
        self.busy.set(true);
        page::focus_soon(STOP);
        let request =
            api::BackUp { file: self.file.get_untracked(), passphrase: Secret(self.passphrase.get_untracked()) };
        leptos::task::spawn_local(async move {
            let written = backend::call(request).await;
            self.busy.try_set(false);
            self.stopping.try_set(false);
            match written {
                Ok(written) => {
                    self.file.try_set(String::new());
                    self.passphrase.try_set(String::new());
                    self.last.try_set(Some(Some(written)));
                    self.done("The backup is written");
                }
                Err(problem) if problem.code == Code::Stopped => {
                    self.done("The backup was stopped. Nothing of it was kept");
                }
                Err(problem) => {
                    // The screen itself says it, where somebody still looks at it.
                    if untrack(|| self.desk.route.place().screen) != Screen::Settings {
                        self.desk.failed(&problem);
                    }
                    self.errors.show_one(problem);
                }
            }
        });
    }

    fn done(self, words: &str) {
        self.desk.toast.show(self.desk.speak, words);
        // The button that had focus has gone.
        request_animation_frame(|| {
            if page::focused().is_none() {
                page::focus(BACK_UP);
            }
        });
    }

    fn stop(self) {
        self.stopping.set(true);
        leptos::task::spawn_local(async move {
            if let Err(problem) = backend::call(StopBackUp {}).await {
                self.stopping.try_set(false);
                self.desk.failed(&problem);
            }
        });
    }

    /// Leaving the screen, a passphrase that was not used does not stay in the window.
    fn leave(self) {
        self.passphrase.try_set(String::new());
    }
}

#[component]
pub(super) fn BackUp() -> impl IntoView {
    let backup: Backup = expect_context();
    let desk = backup.desk;
    backup.ask_for_the_last();
    on_cleanup(move || backup.leave());
    let demonstration = desk.person.with(|person| person.demonstration);
    view! {
        <section class="desk-pane desk-pane--green desk-settings__pane" aria-labelledby=BACK_UP>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-m" id=BACK_UP tabindex="-1">"Back up now"</h2>
                {(!demonstration).then(|| view! { <Last backup /> })}
            </div>
            <div class="desk-pane__body">
                {if demonstration { refused().into_any() } else { view! { <Form backup /> }.into_any() }}
            </div>
        </section>
    }
}

/// What stands on the band across every screen of the demonstration is true here too.
fn refused() -> impl IntoView {
    view! {
        <p>
            "Not in the demonstration: nothing of it can leave this computer, and its people are invented. In a real unit a backup is one encrypted file, written where you choose."
        </p>
    }
}

/// When the last one was written.
#[component]
fn Last(backup: Backup) -> impl IntoView {
    let today = backup.desk.person.today();
    move || {
        backup.last.get().map(|last| match last {
            None => view! { <Sign kind=Kind::Soon>"Not backed up yet"</Sign> }.into_any(),
            Some(BackedUp { at, .. }) => {
                let (kind, words) = age(&at, &today);
                view! { <span class="desk-xs"><Sign kind>{words}</Sign></span> }.into_any()
            }
        })
    }
}

/// How the last one is spoken of: one of long ago asks for another.
fn age(at: &str, today: &str) -> (Kind, String) {
    match dates::days_ago(at, today) {
        Some(days) if days > OLD => (Kind::Soon, format!("Last {} ago", dates::days(days))),
        _ => (Kind::Met, format!("Last {}", dates::when(at, today))),
    }
}

#[component]
fn Form(backup: Backup) -> impl IntoView {
    let Backup { desk, errors, busy, .. } = backup;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        backup.begin();
    };
    let (prison, today) = desk.person.with(|person| (person.prison.clone(), person.today.clone()));
    view! {
        <form on:submit=submit novalidate aria-busy=move || busy.get().to_string()>
            <ErrorSummary errors />
            <p class="desk-gap-below">
                "One file with everything that this computer holds for you, encrypted as it is here. It opens with your passphrase on this computer, or with the unit's recovery key on any."
            </p>
            <FileField id="file" label="Where to write it" hint="A new file, best on a drive that is kept somewhere else. Nothing is overwritten" value=backup.file
                purpose=FilePurpose::BackUp suggestion=format!("throughcare-{prison}-{today}.backup") errors />
            <Field id="passphrase" label="Your passphrase" error=errors.of("passphrase")>
                <Passphrase id="passphrase" value=backup.passphrase wrong=errors.at("passphrase") autocomplete="current-password" />
            </Field>
            <Show when=move || busy.get() fallback=|| view! { <button type="submit" class="govuk-button">"Back up now"</button> }>
                <Bar what="Writing the backup" />
                <div class="desk-row">
                    <button type="button" class="govuk-button govuk-button--secondary" id=STOP on:click=move |_| backup.stop()>
                        {move || if backup.stopping.get() { "Stopping…" } else { "Stop" }}
                    </button>
                    <span class="desk-xs desk-muted">"It goes on while you look at other screens; they may wait a moment"</span>
                </div>
            </Show>
            {move || backup.last.get().flatten().map(|BackedUp { at, file }| view! {
                <p class="desk-xs desk-muted desk-settings__last">
                    "Last backup "{dates::when(&at, &today)}", in "<span class="desk-mono desk-path">{file}</span>
                </p>
            })}
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::age;
    use crate::parts::Kind;

    #[test]
    fn a_backup_of_more_than_a_week_ago_asks_for_another() {
        let (kind, words) = age("2027-01-13T16:42", "2027-01-14");
        assert_eq!((kind, words.as_str()), (Kind::Met, "Last yesterday, 16:42"));
        let (kind, words) = age("2027-01-06T16:42", "2027-01-14");
        assert_eq!((kind, words.as_str()), (Kind::Soon, "Last 8 days ago"));
        assert_eq!(age("2027-01-07T09:00", "2027-01-14").0, Kind::Met);
    }
}
