//! One application: for whom, as long as nobody has been named; the form of a new one; or its stages, the one in hand, and what hangs
//! on it.

use std::sync::Arc;

use api::{ApplicationView, OpenApplication, Paper, Problem, ReleaseStatus, Right, Stage, StageState, Turn};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::page;
use crate::parts::{Asked, Failed, Kind, Opening, Sign, WhyOver, clear};
use crate::route::{Place, Screen};
use crate::screens::drafts::Waiting;
use crate::screens::note::Whom;
use crate::screens::rotl::draft;
use crate::screens::rotl::steps::{self, NewApplication, Steer, Steps};
use crate::screens::rotl::words;

/// What is being done about an application, beside the stage or in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// Nothing.
    Nothing,
    /// The form of the stage is being written.
    Write,
    /// It is stopped, or goes on.
    Steer(Turn),
    /// Somebody is asked whom the rules do not name.
    AskSomebody,
    /// What was found at a place is recorded.
    Visit,
    /// A release is moved.
    Move(String),
    /// A release is cancelled.
    Cancel(String),
    /// Somebody looks back on a release.
    Debrief(String),
    /// A series is reviewed.
    Review,
    /// A paper is saved as a file.
    Save(Paper),
}

/// An application that is open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// What every screen may reach.
    pub(super) desk: Desk,
    /// Whose, and which.
    pub(super) of: StoredValue<(String, String)>,
    /// The stage in hand.
    pub(super) stage: RwSignal<Stage>,
    /// What is being done.
    pub(super) doing: RwSignal<Doing>,
    /// The current row of the stage.
    pub(super) current: RwSignal<usize>,
    /// The working that stands over the screen.
    pub(super) why: RwSignal<Asked>,
    /// The stage that somebody came for; nothing: the one in hand.
    at: Option<Stage>,
    view: RwSignal<Option<Arc<ApplicationView>>>,
    problem: RwSignal<Option<Problem>>,
}

impl Open {
    fn new(desk: Desk, number: String, id: String, at: Option<Stage>) -> Self {
        let open = Self {
            desk,
            of: StoredValue::new((number, id)),
            stage: RwSignal::new(Stage::Application),
            doing: RwSignal::new(Doing::Nothing),
            current: RwSignal::new(0),
            why: RwSignal::new(None),
            at,
            view: RwSignal::new(None),
            problem: RwSignal::new(None),
        };
        open.refresh();
        open
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn refresh(self) {
        clear(self.problem);
        let Some((number, id)) = self.of.try_get_value() else { return };
        leptos::task::spawn_local(async move {
            match backend::call(OpenApplication { number, id }).await {
                Ok(view) => self.take(view),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn take(self, view: ApplicationView) {
        if self.view.try_with_untracked(Option::is_none) == Some(true) && self.doing.get_untracked() == Doing::Nothing {
            self.stage.set(self.at.unwrap_or_else(|| in_hand(&view)));
        }
        self.view.try_set(Some(Arc::new(view)));
    }

    /// The application, where it has come.
    pub(super) fn get(self) -> Option<Arc<ApplicationView>> {
        self.view.get()
    }

    /// Reads something of it; nothing of it until it has come.
    pub(super) fn read<T: Default>(self, read: impl FnOnce(&ApplicationView) -> T) -> T {
        self.view.with(|view| view.as_deref().map(read).unwrap_or_default())
    }

    /// Shows something of it; nothing until it has come.
    pub(super) fn show(self, show: impl FnOnce(&ApplicationView) -> AnyView) -> Option<AnyView> {
        self.get().map(|view| show(&view))
    }

    /// Whose it is, and which: for a call.
    pub(super) fn ids(self) -> (String, String) {
        self.of.get_value()
    }

    /// Whether somebody may do this.
    pub(super) fn may(self, right: Right) -> bool {
        self.desk.person.may(right)
    }

    /// Goes to a stage.
    pub(super) fn go(self, stage: Stage) {
        self.doing.set(Doing::Nothing);
        self.current.set(0);
        self.stage.set(stage);
    }

    /// Leaves a form.
    pub(super) fn close(self) -> Callback<()> {
        Callback::new(move |()| {
            // Whoever has left meanwhile has left the form too.
            self.doing.try_set(Doing::Nothing);
            page::focus_soon("stage-head");
        })
    }

    /// Says what was recorded, and shows it.
    pub(super) fn recorded(self, words: impl Into<String>) {
        self.desk.toast.show(self.desk.speak, words);
        self.close().run(());
        self.refresh();
    }
}

/// The stage at which there is something to do: the first that is being done or lacks something, or else the first of all.
fn in_hand(view: &ApplicationView) -> Stage {
    let busy = view.stages.iter().find(|step| matches!(step.state, StageState::Now | StageState::Gap));
    busy.map_or(Stage::Application, |step| step.stage)
}

/// One application.
#[component]
pub(crate) fn Application() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Temporary release");
    // Whoever goes on to another screen leaves this one as it is until it has gone.
    let place = Memo::new(move |before: Option<&Place>| {
        let now = desk.route.place();
        if now.screen == Screen::Application { now } else { before.cloned().unwrap_or_default() }
    });
    let chosen = Callback::new(move |number: String| desk.route.swap(Place::application(number, "")));
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            {move || {
                let place = place.get();
                match (place.number.is_empty(), place.note.is_empty()) {
                    (true, _) => view! { <Whom title="Temporary release: who is it for?" chosen /> }.into_any(),
                    (false, true) => view! { <NewApplication number=place.number /> }.into_any(),
                    (false, false) => view! { <One number=place.number id=place.note at=place.stage /> }.into_any(),
                }
            }}
        </main>
    }
}

#[component]
fn One(number: String, id: String, at: Option<Stage>) -> impl IntoView {
    let desk = Desk::here();
    let waiting: Waiting = expect_context();
    let go_on = waiting.chosen_form(&number, |form| draft::application_of(form).as_deref() == Some(id.as_str()));
    let open = Open::new(desk, number, id, at);
    if let Some(stage) = go_on.as_deref().and_then(draft::stage_of) {
        open.stage.set(stage);
        open.doing.set(Doing::Write);
    }
    keys(open);
    let come = Memo::new(move |_| open.view.with(Option::is_some));
    let again = Callback::new(move |()| open.refresh());
    view! {
        {move || match (open.problem.get(), come.get()) {
            (Some(problem), _) => view! { <h1 class="govuk-visually-hidden">"Temporary release"</h1><Failed problem again /> }.into_any(),
            (None, false) => view! { <Opening /> }.into_any(),
            (None, true) => view! {
                <Head open />
                <div class="desk-split desk-split--rotl">
                    <Steps open />
                    {move || steps::panes(open, open.stage.get())}
                </div>
            }.into_any(),
        }}
        <WhyOver asked=open.why />
    }
}

/// Who and what, how it stands, and what stops it or lets it go on.
#[component]
fn Head(open: Open) -> impl IntoView {
    let title = move || open.read(|view| format!("{}: {}", view.name, view.form.kind.words().to_lowercase()));
    let about = move || {
        open.read(|view| {
            let [reason, ..] = &view.words;
            format!("{}, {reason}. {}", words::tier(view.tier), view.pattern)
        })
    };
    let number = move || open.read(|view| view.number.clone());
    let file = move |_| open.desk.route.go(Place::case(open.ids().0));
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">{title}</h1></div>
            <p class="desk-sub desk-settings__lead">{about}</p>
            <div class="moj-page-header-actions__actions">
                <button type="button" class="desk-link" on:click=file>"Case file "<span class="desk-num">{number}</span></button>
                {move || open.get().map(|view| steering(open, view.status))}
            </div>
        </div>
        {move || open.get().map(|view| status(&view))}
    }
}

/// How it stands: loudly, where something stops it.
fn status(view: &ApplicationView) -> AnyView {
    let kind = words::status(view.status);
    let line = view.status_line.clone();
    let last = view.turns.first().map(|turn| {
        let told = if turn.told.is_empty() { String::new() } else { format!(" Told: {}.", turn.told.join(", ")) };
        format!("{}: {}.{told}", turn.turn.words(), turn.reason.trim_end_matches('.'))
    });
    let loud = matches!(view.status, ReleaseStatus::Suspended | ReleaseStatus::Revoked | ReleaseStatus::Undecided);
    let class = if loud { "desk-case__conflict" } else { "desk-rotl__state" };
    view! {
        <div class=class role="group" aria-label="How it stands">
            <p><Sign kind>{line}</Sign>{last.map(|last| view! { <span class="desk-rotl__turn">{last}</span> })}</p>
        </div>
    }
    .into_any()
}

/// What can stop it or let it go on, as it stands, by the rights of whoever is here.
const fn turns(status: ReleaseStatus) -> &'static [(Turn, Right)] {
    match status {
        ReleaseStatus::Applied | ReleaseStatus::Deferred | ReleaseStatus::Undecided => {
            &[(Turn::Withdrawn, Right::ApplyForRelease)]
        }
        ReleaseStatus::Granted => &[
            (Turn::Paused, Right::StopRelease),
            (Turn::Suspended, Right::StopRelease),
            (Turn::Revoked, Right::DecideRelease),
            (Turn::Withdrawn, Right::ApplyForRelease),
        ],
        ReleaseStatus::Paused => &[
            (Turn::Resumed, Right::StopRelease),
            (Turn::Suspended, Right::StopRelease),
            (Turn::Revoked, Right::DecideRelease),
        ],
        // What was stopped hard goes on only by whoever may decide.
        ReleaseStatus::Suspended => &[(Turn::Resumed, Right::DecideRelease), (Turn::Revoked, Right::DecideRelease)],
        ReleaseStatus::Refused | ReleaseStatus::Revoked | ReleaseStatus::Withdrawn | ReleaseStatus::Closed => &[],
    }
}

/// What a button says.
pub(super) const fn steer_words(turn: Turn) -> &'static str {
    match turn {
        Turn::Withdrawn => "Withdraw",
        Turn::Paused => "Pause",
        Turn::Resumed => "Let it go on",
        Turn::Suspended => "Suspend",
        Turn::Revoked => "Revoke",
    }
}

fn steering(open: Open, status: ReleaseStatus) -> AnyView {
    let offered = turns(status).iter().filter(move |(_, right)| open.may(*right));
    offered
        .map(|(turn, _)| {
            let turn = *turn;
            let class = match turn {
                Turn::Suspended | Turn::Revoked => "govuk-button govuk-button--warning",
                _ => "govuk-button govuk-button--secondary",
            };
            view! { <button type="button" class=class on:click=move |_| open.doing.set(Doing::Steer(turn))>{steer_words(turn)}"…"</button> }
        })
        .collect_view()
        .into_any()
}

/// What stands at the right: what hangs on the stage, unless the application is being stopped.
#[component]
pub(super) fn Beside(open: Open, children: ChildrenFn) -> impl IntoView {
    let steered = Memo::new(move |_| match open.doing.get() {
        Doing::Steer(turn) => Some(turn),
        _ => None,
    });
    view! {
        <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="What hangs on this stage">
            {move || match steered.get() {
                Some(turn) => view! { <Steer open turn /> }.into_any(),
                None => children().into_any(),
            }}
        </div>
    }
}

fn keys(open: Open) {
    let keys = open.desk.keys;
    let step = move |by: isize| {
        move || {
            let stages: Vec<Stage> = untrack(|| open.read(|view| view.stages.iter().map(|step| step.stage).collect()));
            let at = stages.iter().position(|stage| *stage == open.stage.get_untracked()).unwrap_or(0);
            if let Some(stage) = at.checked_add_signed(by).and_then(|to| stages.get(to)) {
                open.go(*stage);
                page::focus_soon("stage-head");
            }
        }
    };
    keys.on_and_show("Alt+ArrowUp", "Stage before", "stage before", step(-1));
    keys.on_and_show("Alt+ArrowDown", "Next stage", "next stage", step(1));
    keys.on("Escape", "Back to where you were", move || open.desk.route.back());
    keys.on("w", "Why it is standard or restricted", move || {
        if let Some(view) = open.view.get_untracked() {
            open.why.set(Some((format!("{}, and why", words::tier(view.tier)), words::why(&view.tier_why))));
        }
    });
}

/// A word that something is still to come.
pub(super) fn not_yet(words: &'static str) -> AnyView {
    view! { <p class="desk-case__none"><Sign kind=Kind::Later>{words}</Sign></p> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_can_be_steered_no_more() {
        for status in ReleaseStatus::ALL {
            assert_eq!(turns(status).is_empty(), status.is_over(), "{status:?}");
        }
    }

    #[test]
    fn what_was_stopped_hard_goes_on_only_by_whoever_may_decide() {
        assert!(turns(ReleaseStatus::Suspended).iter().all(|(_, right)| *right == Right::DecideRelease));
    }
}
