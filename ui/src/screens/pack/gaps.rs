//! What stands between a pack and its seal, above the sections: each gap with the way to it.

use api::{PackGapView, Section};
use leptos::prelude::*;

use crate::figures::counted;
use crate::screens::pack::open::Open;

/// The summary; nothing where no gap is left.
#[component]
pub(super) fn Gaps(open: Open) -> impl IntoView {
    let gaps = Memo::new(move |_| open.gaps());
    let yours = open.may_write();
    move || {
        let gaps = gaps.get();
        let conflicts = gaps.iter().filter(|(_, gap)| gap.conflict).count();
        let title = title(gaps.len() - conflicts, conflicts, yours);
        (!gaps.is_empty()).then(|| view! {
            <div class="govuk-error-summary desk-pack__gaps" id="gaps" tabindex="-1" role="region" aria-labelledby="gaps-head">
                <h2 class="govuk-error-summary__title" id="gaps-head">{title}</h2>
                <ul class="govuk-error-summary__list">{gaps.into_iter().map(|(section, gap)| line(open, section, gap)).collect_view()}</ul>
            </div>
        })
    }
}

fn line(open: Open, section: Section, gap: PackGapView) -> AnyView {
    let words = format!("{} {}: {}", section.number(), section.title(), gap.words.trim_end_matches('.'));
    let key = gap.key.clone();
    let go = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        open.take_in_hand(section, &gap);
    };
    view! { <li><a href="#section-head" data-gap=key on:click=go>{words}</a></li> }.into_any()
}

/// “3 gaps need a word from you before this pack can be sealed”.
fn title(gaps: usize, conflicts: usize, yours: bool) -> String {
    let from = if yours { " from you" } else { "" };
    let explain =
        format!("{} a word{from}", if gaps == 1 { "1 gap needs".to_owned() } else { format!("{gaps} gaps need") });
    let settle = format!("{} to be settled", counted(conflicts, "conflict has", "conflicts have"));
    let what = match (gaps, conflicts) {
        (_, 0) => explain,
        (0, _) => settle,
        _ => format!("{explain}, and {settle},"),
    };
    format!("{what} before this pack can be sealed")
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn gaps_are_explained_and_conflicts_are_settled() {
        assert_eq!(title(3, 0, true), "3 gaps need a word from you before this pack can be sealed");
        assert_eq!(title(1, 0, false), "1 gap needs a word before this pack can be sealed");
        assert_eq!(title(0, 1, true), "1 conflict has to be settled before this pack can be sealed");
        assert_eq!(
            title(2, 2, true),
            "2 gaps need a word from you, and 2 conflicts have to be settled, before this pack can be sealed"
        );
    }
}
