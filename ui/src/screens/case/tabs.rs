//! The parts of a case file, and the way between them.

use api::Right;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::screens::case::file::File;
use crate::screens::owed::Doing;

/// A part of the case file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Tab {
    /// The whole person on one screen.
    #[default]
    Overview,
    /// Everything that was written.
    Notes,
    /// Key-work sessions.
    KeyWork,
    /// Who is responsible, early allocation, decisions, parole.
    Handover,
    /// Applications for release on temporary licence.
    Rotl,
    /// What has to be settled before a release, and how it went afterwards.
    ReleasePlan,
    /// Dates, sentence and facts, movements.
    Dates,
    /// Who is responsible, and contacts.
    People,
    /// Papers that are made from it.
    Documents,
    /// Every change.
    History,
    /// What only some may see.
    Restricted,
}

impl Tab {
    const ALL: [Self; 11] = [
        Self::Overview,
        Self::Notes,
        Self::KeyWork,
        Self::Handover,
        Self::Rotl,
        Self::ReleasePlan,
        Self::Dates,
        Self::People,
        Self::Documents,
        Self::History,
        Self::Restricted,
    ];

    /// Those that somebody has.
    pub(super) fn of(desk: Desk) -> impl Iterator<Item = Self> {
        let withheld = desk.person.with(|person| person.restricted_withheld);
        let has = move |tab: &Self| tab.right().is_none_or(|right| desk.person.may(right));
        // Whoever reads it elsewhere is told that it is not here.
        Self::ALL.into_iter().filter(move |tab| has(tab) || (withheld && *tab == Self::Restricted))
    }

    /// What somebody needs to have it: without that it is not there.
    const fn right(self) -> Option<Right> {
        match self {
            Self::Restricted => Some(Right::ReadRestricted),
            // That a paper was made is recorded, as what is done for a case is.
            Self::Documents => Some(Right::RecordActs),
            _ => None,
        }
    }

    /// What it is called.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Overview => "Overview",
            Self::Notes => "Notes",
            Self::KeyWork => "Key work",
            Self::Handover => "Handover",
            Self::Rotl => "ROTL",
            Self::ReleasePlan => "Release plan",
            Self::Dates => "Dates",
            Self::People => "People",
            Self::Documents => "Documents",
            Self::History => "History",
            Self::Restricted => "Restricted",
        }
    }

    /// The letter after `G`.
    const fn letter(self) -> &'static str {
        match self {
            Self::Overview => "g o",
            Self::Notes => "g n",
            Self::KeyWork => "g k",
            Self::Handover => "g w",
            Self::Rotl => "g l",
            Self::ReleasePlan => "g e",
            Self::Dates => "g d",
            Self::People => "g p",
            Self::Documents => "g m",
            Self::History => "g h",
            Self::Restricted => "g r",
        }
    }
}

/// Puts `G` and a letter in for each part.
pub(super) fn keys(file: File) {
    Effect::new(move |before: Option<Tab>| {
        let tab = file.kept.tab.get();
        if before.is_some_and(|before| before != tab) {
            file.doing.set(Doing::Nothing);
        }
        tab
    });
    for tab in Tab::of(file.desk) {
        file.desk.keys.on(tab.letter(), format!("In a case: {}", tab.label()), move || file.kept.tab.set(tab));
    }
}

/// The parts, as MoJ's sub navigation.
#[component]
pub(super) fn Tabs(file: File) -> impl IntoView {
    view! {
        <nav class="moj-sub-navigation desk-case__tabs" aria-label="Case file">
            <ul class="moj-sub-navigation__list">
                {Tab::of(file.desk).map(|tab| view! {
                    <li class="moj-sub-navigation__item">
                        <a class="moj-sub-navigation__link" href="#case-body" aria-current=move || (file.kept.tab.get() == tab).then_some("page")
                            on:click=move |event| {
                                event.prevent_default();
                                file.kept.tab.set(tab);
                            }>
                            {tab.label()}
                            {(tab == Tab::Notes).then(|| view! { " "<span class="desk-muted desk-xs">{move || file.read(|case| case.notes_in_all)}</span> })}
                        </a>
                    </li>
                }).collect_view()}
            </ul>
        </nav>
    }
}
