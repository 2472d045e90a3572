//! The sections of the pack, each with how it stands, and how far the whole is: as a bar and in words.

use api::{PackSectionState, Section};
use leptos::prelude::*;

use crate::page;
use crate::parts::Sign;
use crate::screens::pack::open::Open;
use crate::screens::pack::words;

/// What scrolls.
const LIST: &str = "sections-list";
/// The bar is drawn in a box as wide as this.
const WIDTH: usize = 150;

/// How many sections are ready, are explained, have gaps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Count {
    ready: usize,
    explained: usize,
    gaps: usize,
}

impl Count {
    fn of(states: impl Iterator<Item = PackSectionState>) -> Self {
        states.fold(Self::default(), |count, state| match state {
            PackSectionState::Ready => Self { ready: count.ready + 1, ..count },
            PackSectionState::Explained => Self { explained: count.explained + 1, ..count },
            PackSectionState::Gap => Self { gaps: count.gaps + 1, ..count },
        })
    }

    /// “11 ready, 1 explained, 3 with gaps”.
    fn words(self) -> String {
        let Self { ready, explained, gaps } = self;
        let gaps = if gaps == 0 { "none missing".to_owned() } else { format!("{gaps} with gaps") };
        format!("{ready} ready, {explained} explained, {gaps}")
    }

    /// The parts of the bar: class, where it begins, how wide it is.
    fn bar(self) -> [(&'static str, usize, usize); 3] {
        let all = (self.ready + self.explained + self.gaps).max(1);
        let wide = |count: usize| count * WIDTH / all;
        let (ready, explained) = (wide(self.ready), wide(self.explained));
        [
            ("desk-pack__ready", 0, ready),
            ("desk-pack__explained", ready, explained),
            ("desk-pack__missing", ready + explained, wide(self.gaps)),
        ]
    }
}

#[component]
pub(super) fn Sections(
    open: Open,
    /// The section in hand.
    current: Signal<Option<Section>>,
    /// Another is chosen.
    choose: Callback<Section>,
) -> impl IntoView {
    let stand = Memo::new(move |_| {
        open.read(|view| view.sections.iter().map(|own| (own.section, own.state, own.changed)).collect::<Vec<_>>())
    });
    let count = Memo::new(move |_| stand.with(|stand| Count::of(stand.iter().map(|(_, state, _)| *state))));
    let version = move || open.read(|view| view.version);
    Effect::new(move |_| {
        if let Some(section) = current.get() {
            page::show_in(LIST, &id(section));
        }
    });
    view! {
        <section class="desk-pane desk-pack__sections" aria-labelledby="sections-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="sections-head">"Handover pack, version "{version}</h2>
                <strong class="govuk-tag govuk-tag--yellow">"Draft"</strong>
            </div>
            <div class="desk-pack__progress">
                {move || bar(count.get())}
                <p class="desk-xs" role="status"><b>{move || count.get().words()}</b></p>
            </div>
            <nav class="desk-pane__body desk-pane__body--flush" id=LIST aria-labelledby="sections-head">
                <ol class="desk-stages">
                    {move || stand.get().into_iter().map(|(section, state, changed)| {
                        let (kind, word) = words::section(state, changed);
                        line(section, view! { <Sign kind>{word}</Sign> }.into_any(), current, choose)
                    }).collect_view()}
                </ol>
            </nav>
        </section>
    }
}

/// How far the whole is; the words stand below it.
fn bar(count: Count) -> AnyView {
    let parts = count.bar().map(|(class, x, width)| {
        view! { <rect class=class x=x.to_string() y="0" width=width.to_string() height="14" /> }
    });
    view! {
        <svg class="desk-pack__bar" viewBox="0 0 150 14" preserveAspectRatio="none" aria-hidden="true" focusable="false">{parts.into_iter().collect_view()}</svg>
    }
    .into_any()
}

/// The identifier of a section's line.
fn id(section: Section) -> String {
    format!("section-{}", section.number())
}

fn line(section: Section, sign: AnyView, current: Signal<Option<Section>>, choose: Callback<Section>) -> AnyView {
    let here = move || (current.get() == Some(section)).then_some("step");
    view! {
        <li>
            <a href="#section-head" class="desk-pack__section" id=id(section) aria-current=here on:click=move |event| {
                event.prevent_default();
                choose.run(section);
            }>
                <span class="desk-pack__number desk-num">{section.number()}</span>
                <span class="desk-grow">{section.title()}</span>
                {sign}
            </a>
        </li>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_is_as_long_as_there_are_sections() {
        let states = [(PackSectionState::Ready, 11), (PackSectionState::Explained, 1), (PackSectionState::Gap, 3)];
        let count = Count::of(states.into_iter().flat_map(|(state, many)| std::iter::repeat_n(state, many)));
        assert_eq!(count.words(), "11 ready, 1 explained, 3 with gaps");
        assert_eq!(count.bar().map(|(_, x, width)| (x, width)), [(0, 110), (110, 10), (120, 30)]);
        assert_eq!(Count { gaps: 0, ..count }.words(), "11 ready, 1 explained, none missing");
    }
}
