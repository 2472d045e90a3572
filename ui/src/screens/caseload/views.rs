//! Saved views: filters and an order under a name. A few are built in; a person's own are kept in their record.

use api::{Caseload, Filter, Post, Sort};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::grouped;
use crate::keys::Keys;
use crate::page;
use crate::parts::{Dialog, Field};
use crate::screens::caseload::query::{State, own};

/// Where a person's own views are kept.
const SETTING: &str = "caseload.views";
/// Views have the keys 1 to 9.
const MOST: usize = 9;

/// A view.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct View {
    name: String,
    filter: Filter,
    sort: (Sort, bool),
    /// Whether the person made it.
    own: bool,
    /// How many cases it has, once that has been asked.
    count: Option<u32>,
}

/// A view as it is kept.
type Kept = (String, Filter, Sort, bool);

impl View {
    fn new(name: &str, filter: Filter, sort: (Sort, bool)) -> Self {
        Self { name: name.to_owned(), filter, sort, own: false, count: None }
    }
}

/// The views that everybody of a role has.
pub(super) fn built_in(state: State) -> Vec<View> {
    let mine = own(state.desk);
    let everyone = Filter { here: Some(true), ..Filter::default() };
    let by_name = (Sort::Name, false);
    let mut views = Vec::new();
    if mine != everyone {
        let name = if state.is_of_keyworker() { "All my prisoners" } else { "All my cases" };
        views.push(View::new(name, mine.clone(), by_name));
    }
    views.push(View::new("Everyone here", everyone.clone(), by_name));
    if let Some(today) = state.today() {
        let release = Some((today.iso(), today.plus(84).iso()));
        views.push(View::new("Release in 12 weeks", Filter { release, ..mine.clone() }, (Sort::Release, false)));
    }
    if let Some(today) = state.today() {
        let unseen_since = Some(today.plus(-7).iso());
        views.push(View::new("Not seen for a week", Filter { unseen_since, ..mine }, (Sort::LastSession, false)));
    }
    if !state.is_of_keyworker() {
        let without = Some(Post::Keyworker);
        views.push(View::new("No keyworker", Filter { without, ..everyone }, by_name));
    }
    views
}

/// Reads the person's own, and asks how many cases each has.
pub(super) fn load(state: State) {
    leptos::task::spawn_local(async move {
        let kept = backend::call(api::Setting { name: SETTING.to_owned() }).await.ok().flatten();
        let kept: Vec<Kept> = kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
        let own = kept
            .into_iter()
            .map(|(name, filter, sort, descending)| View { own: true, ..View::new(&name, filter, (sort, descending)) });
        let mut views: Vec<View> = built_in(state).into_iter().chain(own).take(MOST).collect();
        state.views.try_update(|shown| {
            for view in &mut views {
                view.count = shown.iter().find(|other| other.filter == view.filter).and_then(|other| other.count);
            }
            *shown = views;
        });
        count(state).await;
    });
}

async fn count(state: State) {
    let filters = state.views.with_untracked(|views| views.iter().map(|view| view.filter.clone()).collect::<Vec<_>>());
    for filter in filters {
        let request = Caseload { filter: filter.clone(), sort: Sort::Name, descending: false, offset: 0, limit: 1 };
        let Ok(answer) = backend::call(request).await else { continue };
        state.views.try_update(|views| {
            for view in views.iter_mut().filter(|view| view.filter == filter) {
                view.count = Some(answer.all);
            }
        });
    }
}

fn keep(state: State) {
    let kept: Vec<Kept> = state.views.with_untracked(|views| {
        let own = views.iter().filter(|view| view.own);
        own.map(|view| (view.name.clone(), view.filter.clone(), view.sort.0, view.sort.1)).collect()
    });
    let Ok(value) = serde_json::to_string(&kept) else { return };
    leptos::task::spawn_local(async move {
        if let Err(problem) = backend::call(api::KeepSetting { name: SETTING.to_owned(), value }).await {
            state.desk.failed(&problem);
        }
    });
}

fn shows(state: State, view: &View) -> bool {
    state.filter.with(|filter| *filter == view.filter) && state.sort.get() == view.sort
}

fn take(state: State, view: &View) {
    state.filter.set(view.filter.clone());
    state.sort.set(view.sort);
    state.ask_anew();
}

/// The key of a view.
pub(super) fn key(keys: Keys, state: State, number: usize) {
    let act = move || {
        if let Some(view) = state.views.with_untracked(|views| views.get(number - 1).cloned()) {
            take(state, &view);
        }
    };
    keys.on_unlisted(&number.to_string(), act);
}

#[component]
pub(super) fn Views(state: State) -> impl IntoView {
    let saving = RwSignal::new(false);
    view! {
        <div class="desk-bar desk-views" role="group" aria-label="Saved views">
            <For each=move || state.views.get() key=|view| (view.name.clone(), view.own, view.count) let(view)>{
                let chosen = view.clone();
                let here = view.clone();
                view! {
                    <button type="button" class="desk-chip" aria-pressed=move || shows(state, &here).to_string() on:click=move |_| take(state, &chosen)>
                        {view.name}" "{view.count.map(|count| view! { <b>{grouped(count)}</b> })}
                    </button>
                }
            }</For>
        </div>
        <button type="button" class="govuk-button govuk-button--secondary" aria-haspopup="dialog" on:click=move |_| saving.set(true)>"Save this view"</button>
        {move || saving.get().then(|| view! { <Save state close=Callback::new(move |()| saving.set(false)) /> })}
    }
}

/// Gives what is shown a name, or takes a view of one's own away.
#[component]
fn Save(state: State, close: Callback<()>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let speak = Desk::here().speak;
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match add(state, name.get_untracked().trim()) {
            Ok(()) => {
                speak.say("View saved");
                close.run(());
            }
            Err(words) => {
                error.set(Some(words));
                page::focus_soon("view-name");
            }
        }
    };
    view! {
        <Dialog label="Save this view" class="desk-dialog desk-dialog--small" headed=true close>
            <form class="desk-dialog__body" on:submit=save novalidate>
                <Field id="view-name" label=Signal::stored("What to call it".to_owned()) hint="The filters and the order that are shown now" error>
                    <input class="govuk-input" id="view-name" type="text" maxlength="40" autocomplete="off" aria-describedby="view-name-hint view-name-error"
                        prop:value=move || name.get() on:input=move |event| name.set(event_target_value(&event)) />
                </Field>
                <button type="submit" class="govuk-button">"Save view"</button>
                <Own state />
            </form>
        </Dialog>
    }
}

/// The person's own views, each of which can be taken away.
#[component]
fn Own(state: State) -> impl IntoView {
    let own = move || state.views.with(|views| views.iter().filter(|view| view.own).cloned().collect::<Vec<_>>());
    view! {
        <Show when=move || !own().is_empty()>
            <h3 class="govuk-heading-s desk-gap-above">"Your views"</h3>
            <ul class="desk-plain">
                {move || own().into_iter().map(|view| {
                    let name = view.name.clone();
                    view! {
                        <li class="desk-row desk-row--between desk-line">
                            <span>{view.name.clone()}</span>
                            <button type="button" class="desk-link" on:click=move |_| {
                                state.views.update(|views| views.retain(|other| !(other.own && other.name == name)));
                                keep(state);
                            }>"Remove"<span class="govuk-visually-hidden">" "{view.name}</span></button>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </Show>
    }
}

fn add(state: State, name: &str) -> Result<(), String> {
    if name.is_empty() {
        return Err("Type a name for this view".to_owned());
    }
    let (count, taken) = state.views.with_untracked(|views| (views.len(), views.iter().any(|view| view.name == name)));
    if taken {
        return Err("There is a view of this name: choose another".to_owned());
    }
    if count >= MOST {
        return Err("There is room for 9 views: remove one first".to_owned());
    }
    let view = View {
        own: true,
        count: Some(state.rows.total.get_untracked()),
        ..View::new(name, state.filter.get_untracked(), state.sort.get_untracked())
    };
    state.views.update(|views| views.push(view));
    keep(state);
    Ok(())
}
