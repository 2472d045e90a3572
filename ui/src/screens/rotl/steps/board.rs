//! The board: who came and what each of them thinks, dissent word for word, the minutes, and what it recommends.

use api::{ApplicationView, BoardMember, BoardView, Opinion, Right, Stage, Verdict};
use leptos::prelude::*;

use crate::dates;
use crate::parts::Sign;
use crate::screens::rotl::application::{Beside, Doing, Open, not_yet};
use crate::screens::rotl::steps::board_form::write;
use crate::screens::rotl::steps::consultation::whom;
use crate::screens::rotl::steps::{beside, middle, risk};
use crate::screens::rotl::words;

/// What a board can recommend.
pub(super) const fn recommends(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Granted => "To grant it",
        Verdict::Refused => "To refuse it",
        Verdict::Deferred => "To put it off",
    }
}

pub(super) fn stage(open: Open) -> AnyView {
    let writing = Memo::new(move |_| open.doing.get() == Doing::Write);
    let may = open.may(Right::HoldBoard);
    let head = move || {
        let offered = may && !writing.get() && !open.read(|view| view.status.is_over());
        let again = open.read(|view| !view.boards.is_empty());
        offered.then(|| view! {
            <button type="button" class="govuk-button" on:click=move |_| open.doing.set(Doing::Write)>{if again { "Record another board" } else { "Record the board" }}</button>
        })
    };
    let inside = move || {
        if writing.get() { write(open) } else { open.show(as_it_was).into_any() }
    };
    let middle = middle(Stage::Board, head, inside.into_any());
    view! {
        {middle}
        <Beside open>
            {move || open.show(replies)}
            {move || open.show(assessed)}
        </Beside>
    }
    .into_any()
}

fn as_it_was(view: &ApplicationView) -> AnyView {
    if view.boards.is_empty() {
        return view! {
            {not_yet("No board has been held")}
            <p class="desk-case__none">"It needs the assessment and the replies that it must have. A dissent is written down word for word and goes to whoever decides."</p>
        }
        .into_any();
    }
    let boards = view.boards.iter().map(board).collect_view();
    view! { <div class="desk-pane__body desk-pane__body--flush" tabindex="0" role="group" aria-labelledby="stage-head">{boards}</div> }.into_any()
}

/// A board as it was.
pub(super) fn board(board: &BoardView) -> AnyView {
    let label = format!("Board of {}", dates::long(&board.on));
    let (title, recommended) = (label.clone(), board.recommends);
    let members = board.members.iter().map(member).collect_view();
    let dissent = board.members.iter().filter(|one| dissents(one, board.recommends)).map(dissent).collect_view();
    view! {
        <article class="desk-rotl__board" aria-label=label>
            <h3 class="govuk-heading-s desk-rotl__prose">{title}</h3>
            <table class="govuk-table desk-table" aria-label="Members">
                <thead class="govuk-table__head"><tr><th scope="col" class="govuk-table__header">"Member"</th><th scope="col" class="govuk-table__header">"View"</th></tr></thead>
                <tbody class="govuk-table__body">{members}</tbody>
            </table>
            <div class="desk-rotl__prose">
                {dissent}
                <p><b>"It recommends: "</b><Sign kind=words::verdict(recommended)>{recommends(recommended)}</Sign></p>
                <h4 class="govuk-heading-s desk-gap-above">"Minutes"</h4>
                <p class="desk-words-kept">{board.minutes.clone()}</p>
            </div>
        </article>
    }
    .into_any()
}

fn member(member: &BoardMember) -> AnyView {
    let opinion = member.opinion;
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{member.name.clone()}" "<span class="desk-xs desk-muted">{member.capacity.clone()}</span></th>
            <td class="govuk-table__cell"><Sign kind=words::opinion(opinion)>{opinion.words()}</Sign></td>
        </tr>
    }
    .into_any()
}

/// Whether somebody thinks otherwise than the board.
pub(super) fn dissents(member: &BoardMember, recommends: Verdict) -> bool {
    let against = matches!(member.opinion, Opinion::Against | Opinion::Concerns);
    !member.words.trim().is_empty() && (against == (recommends == Verdict::Granted))
}

/// A dissent, word for word.
pub(super) fn dissent(member: &BoardMember) -> AnyView {
    let capacity = if member.capacity.is_empty() { String::new() } else { format!(", {}", member.capacity) };
    view! {
        <blockquote class="desk-rotl__dissent"><b>"Dissent, "{member.name.clone()}{capacity}": "</b>"“"{member.words.clone()}"” "
            <span class="desk-xs desk-muted">"Kept word for word, shown to whoever decides"</span></blockquote>
    }
    .into_any()
}

/// What those who were asked think.
fn replies(view: &ApplicationView) -> AnyView {
    let lines = view.consultations.iter().filter(|one| !one.not_needed).map(|one| {
        let said = match one.opinion {
            Some(opinion) => view! { <Sign kind=words::opinion(opinion)>{opinion.words()}</Sign> }.into_any(),
            None => view! { <span class="desk-muted">"No reply"</span> }.into_any(),
        };
        let must = (one.must && one.replied.is_none())
            .then(|| view! { <span class="desk-xs">"The board must have it"</span> });
        view! { <li class="desk-case__line"><span class="desk-grow">{whom(&one.with)}</span>{said}{must}</li> }
    });
    beside("replies-head", "What others say", view! { <ul class="desk-plain">{lines.collect_view()}</ul> }.into_any())
}

/// The assessment, as the board has it before it.
fn assessed(view: &ApplicationView) -> AnyView {
    let inside = match view.assessments.first() {
        None => not_yet("Not written yet"),
        Some(made) => {
            let changed = risk::changed(&view.changed);
            view! { {changed}<div class="desk-rotl__prose"><p class="desk-words-kept">{made.summary.clone()}</p><p class="desk-src">{made.by.clone()}", "{words::said_at(&made.at)}</p></div> }.into_any()
        }
    };
    beside("assessed-head", "The assessment", inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(opinion: Opinion, words: &str) -> BoardMember {
        BoardMember { name: "N Vaughan".to_owned(), capacity: "Security".to_owned(), opinion, words: words.to_owned() }
    }

    #[test]
    fn whoever_thinks_otherwise_dissents() {
        assert!(dissents(&member(Opinion::Against, "Too close."), Verdict::Granted));
        assert!(!dissents(&member(Opinion::Supports, "Punctual."), Verdict::Granted));
        assert!(dissents(&member(Opinion::Supports, "Punctual."), Verdict::Refused));
    }
}
