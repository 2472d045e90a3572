//! The bar of filters: letters of a name or number, the common lists, the less common ones on demand, and what is set as tags that can
//! be taken off one by one.

use api::{Filter, Post};
use leptos::prelude::*;

use crate::dates;
use crate::grid;
use crate::icons::{Icon, Shape};
use crate::parts::Choice;
use crate::screens::caseload::columns::{SORTS, rosh_words, sort_words};
use crate::screens::caseload::query::State;
use crate::screens::caseload::table::{TABLE, summary};

/// A filter that is set.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct InForce {
    /// In words.
    pub(super) words: String,
    /// The same filters without it.
    pub(super) without: Filter,
}

#[component]
pub(super) fn Filters(state: State) -> impl IntoView {
    view! {
        <div class="desk-bar" role="search" aria-label="Filter cases">
            <Letters state />
            <Wing state />
            <Rosh state />
            <Tier state />
            <button type="button" class="desk-chip desk-chip--tall" aria-controls="more-filters" aria-expanded=move || state.more.get().to_string()
                on:click=move |_| state.more.update(|more| *more = !*more)>
                {move || if state.more.get() { "Fewer filters " } else { "More filters " }}<Icon shape=Shape::Menu />
            </button>
            <Tags state />
            <span class="desk-muted desk-end" role="status">{move || summary(state)}</span>
        </div>
        <div class="desk-bar" id="more-filters" role="group" aria-label="More filters" hidden=move || !state.more.get()>
            <Category state />
            <Pom state />
            <Keyworker state />
            <Without state />
            <Status state />
            <Here state />
            <Release state />
            <Unseen state />
            <Order state />
        </div>
    }
}

/// Letters of the name or number: every one narrows the list at once.
#[component]
fn Letters(state: State) -> impl IntoView {
    let into_table = move |event: leptos::ev::KeyboardEvent| match event.key().as_str() {
        "ArrowDown" | "Enter" => {
            event.prevent_default();
            grid::show(TABLE, state.grid, state.grid.current.get_untracked());
        }
        "Escape" => {
            event.prevent_default();
            if state.filter.with_untracked(|filter| filter.text.is_some()) {
                state.narrow(|filter| filter.text = None);
            } else {
                grid::show(TABLE, state.grid, state.grid.current.get_untracked());
            }
        }
        _ => {}
    };
    view! {
        <label class="govuk-visually-hidden" for="filter-text">"Filter by name or number"</label>
        <input class="govuk-input desk-w14" id="filter-text" type="search" placeholder="Name or number" autocomplete="off" spellcheck="false"
            prop:value=move || state.filter.with(|filter| filter.text.clone().unwrap_or_default())
            on:input=move |event| state.narrow(|filter| filter.text = some(event_target_value(&event)))
            on:keydown=into_table />
    }
}

fn some(value: String) -> Option<String> {
    (!value.is_empty()).then_some(value)
}

/// A list of the bar: its first entry stands for all.
fn list(all: &str, values: impl IntoIterator<Item = (String, String)>) -> Vec<(String, String)> {
    std::iter::once((String::new(), all.to_owned())).chain(values).collect()
}

#[component]
fn Wing(state: State) -> impl IntoView {
    let options = Signal::derive(move || {
        state
            .choices
            .with(|choices| list("All wings", choices.wings.iter().map(|wing| (format!("{wing}-"), wing_words(wing)))))
    });
    let value = Signal::derive(move || state.filter.with(|filter| filter.cell.clone().unwrap_or_default()));
    view! { <Choice id="filter-wing" label="Wing" class="desk-w7" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.cell = some(chosen))) /> }
}

fn wing_words(wing: &str) -> String {
    if wing.chars().count() <= 2 { format!("Wing {wing}") } else { wing.to_owned() }
}

#[component]
fn Rosh(state: State) -> impl IntoView {
    let options = Signal::derive(move || {
        state
            .choices
            .with(|choices| list("Any RoSH", choices.rosh.iter().map(|level| (level.clone(), rosh_words(level)))))
    });
    let value = Signal::derive(move || state.filter.with(|filter| filter.rosh.clone().unwrap_or_default()));
    view! { <Choice id="filter-rosh" label="Risk of serious harm" class="desk-w7" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.rosh = some(chosen))) /> }
}

#[component]
fn Tier(state: State) -> impl IntoView {
    let options = Signal::derive(move || {
        let words = |tier: &String| (tier.clone(), format!("Tier {tier}"));
        state.choices.with(|choices| list("Any tier", choices.tiers.iter().map(words)))
    });
    let value = Signal::derive(move || state.filter.with(|filter| filter.tier.clone().unwrap_or_default()));
    view! { <Choice id="filter-tier" label="Tier" class="desk-w7" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.tier = some(chosen))) /> }
}

/// Key work is owed weekly: who has had none for so many days.
#[component]
fn Unseen(state: State) -> impl IntoView {
    let days = ["7", "14", "28"];
    let options = Signal::derive(move || {
        list("Seen or not", days.map(|days| (days.to_owned(), format!("Not seen for {days} days"))))
    });
    let since = move |days: i64| Some(state.today()?.plus(-days).iso());
    let value = Signal::derive(move || {
        let unseen = state.filter.with(|filter| filter.unseen_since.clone());
        let fits = |days: &&&str| days.parse().ok().and_then(since) == unseen;
        unseen.as_ref().and_then(|_| days.iter().find(fits)).map_or_else(String::new, |days| (*days).to_owned())
    });
    let chosen = move |chosen: String| {
        let unseen = chosen.parse().ok().and_then(since);
        state.narrow(|filter| filter.unseen_since = unseen);
    };
    view! { <Choice id="filter-unseen" label="Last key-work session" class="desk-w11" options value chosen=Callback::new(chosen) /> }
}

/// Every order that there is: by columns that a narrow window leaves out, too, and by what has no column.
#[component]
fn Order(state: State) -> impl IntoView {
    let options = Signal::stored(
        SORTS.map(|sort| (sort_words(sort).to_owned(), format!("Sort by {}", sort_words(sort)))).to_vec(),
    );
    let value = Signal::derive(move || sort_words(state.sort.get().0).to_owned());
    let chosen = move |chosen: String| {
        if let Some(sort) = SORTS.into_iter().find(|sort| sort_words(*sort) == chosen) {
            state.sort_by(sort);
        }
    };
    view! {
        <Choice id="sort-by" label="Order" class="desk-w14" options value chosen=Callback::new(chosen) />
        <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || state.sort.get().1.to_string()
            on:click=move |_| state.sort_by(state.sort.get_untracked().0)>"Other way round"</button>
    }
}

#[component]
fn Category(state: State) -> impl IntoView {
    let options = Signal::derive(move || {
        let words = |(code, meaning): &(String, String)| (code.clone(), format!("{code}, {meaning}"));
        state.choices.with(|choices| list("Any category", choices.categories.iter().map(words)))
    });
    let value = Signal::derive(move || state.filter.with(|filter| filter.category.clone().unwrap_or_default()));
    view! { <Choice id="filter-category" label="Category" class="desk-w9" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.category = some(chosen))) /> }
}

#[component]
fn Pom(state: State) -> impl IntoView {
    let options = Signal::derive(move || state.choices.with(|choices| list("Any POM", choices.poms.iter().cloned())));
    let value = Signal::derive(move || state.filter.with(|filter| filter.pom.clone().unwrap_or_default()));
    view! { <Choice id="filter-pom" label="Prison offender manager" class="desk-w11" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.pom = some(chosen))) /> }
}

#[component]
fn Keyworker(state: State) -> impl IntoView {
    let options =
        Signal::derive(move || state.choices.with(|choices| list("Any keyworker", choices.keyworkers.iter().cloned())));
    let value = Signal::derive(move || state.filter.with(|filter| filter.keyworker.clone().unwrap_or_default()));
    view! { <Choice id="filter-keyworker" label="Keyworker" class="desk-w11" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.keyworker = some(chosen))) /> }
}

#[component]
fn Without(state: State) -> impl IntoView {
    let words = [("pom", "No POM"), ("keyworker", "No keyworker")];
    let options = Signal::derive(move || {
        list("Allocated or not", words.map(|(value, words)| (value.to_owned(), words.to_owned())))
    });
    let value = Signal::derive(move || {
        let without = state.filter.with(|filter| filter.without);
        match without {
            Some(Post::Pom) => "pom".to_owned(),
            Some(Post::Keyworker) => "keyworker".to_owned(),
            _ => String::new(),
        }
    });
    let chosen = move |chosen: String| {
        let post = match chosen.as_str() {
            "pom" => Some(Post::Pom),
            "keyworker" => Some(Post::Keyworker),
            _ => None,
        };
        state.narrow(|filter| filter.without = post);
    };
    view! { <Choice id="filter-without" label="Allocated" class="desk-w11" options value chosen=Callback::new(chosen) /> }
}

#[component]
fn Status(state: State) -> impl IntoView {
    let options = Signal::derive(move || {
        let words = |status: &String| (status.clone(), rosh_words(status));
        state.choices.with(|choices| list("Any legal status", choices.legal_statuses.iter().map(words)))
    });
    let value = Signal::derive(move || state.filter.with(|filter| filter.legal_status.clone().unwrap_or_default()));
    view! { <Choice id="filter-status" label="Legal status" class="desk-w11" options value chosen=Callback::new(move |chosen| state.narrow(|filter| filter.legal_status = some(chosen))) /> }
}

#[component]
fn Here(state: State) -> impl IntoView {
    let words = [("yes", "Held here"), ("no", "Released or moved"), ("", "Held here or not")];
    let options = Signal::derive(move || words.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec());
    let value = Signal::derive(move || {
        let here = state.filter.with(|filter| filter.here);
        here.map_or_else(String::new, |here| if here { "yes".to_owned() } else { "no".to_owned() })
    });
    let chosen = move |chosen: String| {
        let here = (!chosen.is_empty()).then(|| chosen == "yes");
        state.narrow(|filter| filter.here = here);
    };
    view! { <Choice id="filter-here" label="Held here" class="desk-w11" options value chosen=Callback::new(chosen) /> }
}

/// Released within so many weeks from today.
#[component]
fn Release(state: State) -> impl IntoView {
    let weeks = ["4", "12", "26", "52"];
    let options = Signal::derive(move || {
        list("Any release date", weeks.map(|weeks| (weeks.to_owned(), format!("Release in {weeks} weeks"))))
    });
    let until = move |weeks: i64| Some((state.today()?.iso(), state.today()?.plus(7 * weeks).iso()));
    let value = Signal::derive(move || {
        let release = state.filter.with(|filter| filter.release.clone());
        let fits = |weeks: &&&str| weeks.parse().ok().and_then(until) == release;
        release.as_ref().and_then(|_| weeks.iter().find(fits)).map_or_else(String::new, |weeks| (*weeks).to_owned())
    });
    let chosen = move |chosen: String| {
        let release = chosen.parse().ok().and_then(until);
        state.narrow(|filter| filter.release = release);
    };
    view! { <Choice id="filter-release" label="Release" class="desk-w11" options value chosen=Callback::new(chosen) /> }
}

/// What is set, in words, each with the filters that stay when it is taken off.
pub(super) fn set(state: State) -> Vec<InForce> {
    let filter = state.filter.get();
    let mut set = Vec::new();
    let mut add = |words: String, take_off: &dyn Fn(&mut Filter)| {
        let mut without = filter.clone();
        take_off(&mut without);
        set.push(InForce { words, without });
    };
    let named = |people: &[(String, String)], id: &str| {
        people.iter().find(|(other, _)| other == id).map_or_else(|| "one person".to_owned(), |(_, name)| name.clone())
    };
    let own = state.desk.person.with(|person| person.id.clone());
    if let Some(text) = &filter.text {
        add(text.clone(), &|filter| filter.text = None);
    }
    if let Some(pom) = &filter.pom {
        let who = if *pom == own { "me".to_owned() } else { state.choices.with(|choices| named(&choices.poms, pom)) };
        add(format!("POM: {who}"), &|filter| filter.pom = None);
    }
    if let Some(keyworker) = &filter.keyworker {
        let who = if *keyworker == own {
            "me".to_owned()
        } else {
            state.choices.with(|choices| named(&choices.keyworkers, keyworker))
        };
        add(format!("Keyworker: {who}"), &|filter| filter.keyworker = None);
    }
    if let Some(post) = filter.without {
        add(format!("No {}", post.title()), &|filter| filter.without = None);
    }
    if let Some(cell) = &filter.cell {
        add(wing_words(cell.trim_end_matches('-')), &|filter| filter.cell = None);
    }
    if let Some(rosh) = &filter.rosh {
        add(rosh_words(rosh), &|filter| filter.rosh = None);
    }
    if let Some(tier) = &filter.tier {
        add(format!("Tier {tier}"), &|filter| filter.tier = None);
    }
    if let Some(since) = &filter.unseen_since {
        add(format!("Not seen since {}", dates::short(since)), &|filter| filter.unseen_since = None);
    }
    if let Some(category) = &filter.category {
        add(format!("Category {category}"), &|filter| filter.category = None);
    }
    if let Some(status) = &filter.legal_status {
        add(rosh_words(status), &|filter| filter.legal_status = None);
    }
    if let Some((_, last)) = &filter.release {
        add(format!("Release by {}", dates::short(last)), &|filter| filter.release = None);
    }
    match filter.here {
        Some(true) => add("Held here".to_owned(), &|filter| filter.here = None),
        Some(false) => add("Released or moved".to_owned(), &|filter| filter.here = None),
        None => {}
    }
    set
}

#[component]
fn Tags(state: State) -> impl IntoView {
    view! {
        <ul class="moj-filter-tags desk-row desk-row--wrap desk-plain">
            {move || set(state).into_iter().map(|InForce { words, without }| view! {
                <li>
                    <button type="button" class="moj-filter__tag" on:click=move |_| {
                        let without = without.clone();
                        state.narrow(move |filter| *filter = without);
                    }><span class="govuk-visually-hidden">"Remove this filter: "</span>{words}</button>
                </li>
            }).collect_view()}
        </ul>
    }
}
