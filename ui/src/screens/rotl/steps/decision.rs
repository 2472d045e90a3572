//! The decision: everything that bears on it at the right, who may not decide and why, and what was decided. Two decisions that were
//! made apart stand beside each other until a third has seen both.

use api::{ApplicationView, DecisionView, Paper, ReleaseStatus, RuleState, Stage};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Doing, Open, not_yet};
use crate::screens::rotl::forms::fact;
use crate::screens::rotl::steps::board::{dissent, dissents, recommends};
use crate::screens::rotl::steps::consultation::summary;
use crate::screens::rotl::steps::decide::write;
use crate::screens::rotl::steps::paper::{Save, save_button};
use crate::screens::rotl::steps::{beside, middle};
use crate::screens::rotl::words;

/// Whether it can be decided as it stands.
const fn can_be_decided(status: ReleaseStatus) -> bool {
    matches!(status, ReleaseStatus::Applied | ReleaseStatus::Deferred | ReleaseStatus::Undecided)
}

pub(super) fn stage(open: Open) -> AnyView {
    let writing = Memo::new(move |_| open.doing.get() == Doing::Write);
    let head = move || {
        let offered = !writing.get() && open.read(|view| can_be_decided(view.status) && view.may_not_decide.is_none());
        let decided = open.read(|view| !view.decisions.is_empty());
        view! {
            {decided.then(|| save_button(open, Paper::DecisionLetter, "Save the letter as PDF…"))}
            {offered.then(|| view! { <button type="button" class="govuk-button" on:click=move |_| open.doing.set(Doing::Write)>"Decide"</button> })}
        }
    };
    let inside = move || {
        if writing.get() { write(open) } else { open.show(decided).into_any() }
    };
    let middle = middle(Stage::Decision, head, inside.into_any());
    view! {
        {middle}
        <Beside open>
            {move || match open.doing.get() {
                Doing::Save(paper) => view! { <Save open paper /> }.into_any(),
                _ => ().into_any(),
            }}
            {move || open.show(two_people)}
            {move || open.show(before)}
        </Beside>
    }
    .into_any()
}

fn decided(view: &ApplicationView) -> AnyView {
    let (standing, before): (Vec<_>, Vec<_>) = view.decisions.iter().partition(|one| one.stands);
    let none = view.decisions.is_empty().then(|| not_yet("Nobody has decided"));
    let why_not = can_be_decided(view.status).then(|| view.may_not_decide.clone()).flatten().map(|why| {
        view! { <p class="desk-case__weigh"><b>{why}</b>" Ask somebody else who may decide."</p> }
    });
    let apart = (standing.len() > 1).then(|| view! {
        <p class="desk-case__conflict"><Sign kind=Kind::Late>"Two people decided while apart"</Sign>": nobody goes out on it. A decision that has seen both settles it."</p>
    });
    let class = if standing.len() > 1 { "desk-case__sides" } else { "desk-rotl__alone" };
    let several = standing.len() > 1;
    let standing =
        ('A'..='Z').zip(standing).map(|(letter, one)| decision(one, several.then_some(letter))).collect_view();
    let before = (!before.is_empty()).then(|| {
        let lines = before.into_iter().map(|one| decision(one, None)).collect_view();
        view! { <h3 class="govuk-heading-s desk-gap-above">"Decided before"</h3>{lines} }
    });
    view! {
        <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="stage-head">
            {why_not}{none}{apart}<div class=class>{standing}</div>{before}
        </div>
    }
    .into_any()
}

fn decision(one: &DecisionView, letter: Option<char>) -> AnyView {
    let verdict = one.verdict;
    let day = |key, day: &Option<String>| day.as_deref().map(|day| fact(key, dates::long(day)));
    let letter = letter.map(|letter| format!("{letter}: "));
    let against = one
        .against_board
        .clone()
        .map(|why| fact("Against the board, because", view! { <span class="desk-words-kept">{why}</span> }));
    view! {
        <article class="desk-rotl__board" aria-label=format!("{} by {}", one.verdict.words(), one.by)>
            <h3 class="govuk-heading-s">{letter}<Sign kind=words::verdict(verdict)>{verdict.words()}</Sign>", "{one.by.clone()}", "{one.grade.words().to_lowercase()}</h3>
            <dl class="govuk-summary-list">
                {fact("When", words::said_at(&one.at))}
                {fact("Reasons, for the prisoner", view! { <span class="desk-words-kept">{one.reasons.clone()}</span> })}
                {against}
                {day("From when again, or until", &one.again)}
                {day("Can be complained of until", &one.complain_by)}
                {day("To be reviewed by", &one.review)}
            </dl>
        </article>
    }
    .into_any()
}

/// The assessor and whoever decides are two people.
fn two_people(view: &ApplicationView) -> AnyView {
    let assessor = view
        .assessments
        .first()
        .map_or_else(|| "Nobody yet".to_owned(), |made| format!("{}, {}", made.by, words::said_at(&made.at)));
    let decider = match &view.may_not_decide {
        Some(why) => view! { <Sign kind=Kind::Not>"Not you"</Sign>" "{why.clone()} }.into_any(),
        None => view! { <Sign kind=Kind::Met>"You may"</Sign> }.into_any(),
    };
    let inside = view! {
        <div class="desk-pane__body"><dl class="govuk-summary-list">
            {fact("Assessor", assessor)}
            {fact("Decides", view.demanded.words())}
            {fact("You", decider)}
        </dl></div>
    };
    beside("two-head", "Two people", inside.into_any())
}

/// Everything that bears on it.
fn before(view: &ApplicationView) -> AnyView {
    let count = |state| view.rules.iter().filter(|rule| rule.state == state && rule.answered.is_none()).count();
    let (not_met, unclear) = (count(RuleState::NotMet), count(RuleState::CannotTell));
    let rules = match (not_met, unclear) {
        (0, 0) => (Kind::Met, "Every rule is met or answered".to_owned()),
        (0, unclear) => {
            (Kind::Ask, format!("{} cannot tell, and nobody has answered", counted(unclear, "rule", "rules")))
        }
        (not_met, _) => (Kind::Not, format!("{} not met", counted(not_met, "rule", "rules"))),
    };
    let missing = view.consultations.iter().any(|one| one.must && !one.not_needed && one.replied.is_none());
    let replies = (if missing { Kind::Late } else { Kind::Met }, summary(view));
    let risk = match (view.assessments.first(), view.changed.is_empty()) {
        (None, _) => (Kind::Later, "Not assessed".to_owned()),
        (Some(_), true) => (Kind::Met, "Nothing has changed since the assessment".to_owned()),
        (Some(_), false) => (Kind::Late, format!("Changed since the assessment: {}", view.changed.join("; "))),
    };
    let board = view.boards.first().map_or((Kind::Later, "Not held".to_owned()), |board| {
        (words::verdict(board.recommends), format!("{}, {}", recommends(board.recommends), dates::long(&board.on)))
    });
    let dissent = view.boards.first().map(|board| {
        board.members.iter().filter(|member| dissents(member, board.recommends)).map(dissent).collect_view()
    });
    let judgement =
        view.assessments.first().map(|made| view! { <p class="desk-xs desk-words-kept">{made.summary.clone()}</p> });
    let inside = view! {
        <div class="desk-pane__body">
            {line("Rules", rules)}
            {line("Replies", replies)}
            {line("Risk", risk)}
            {judgement}
            {line("Board", board)}
            {dissent}
            <p class="desk-src">"Nothing here decides for you. Where a rule cannot tell, the file says who answered it and from what."</p>
        </div>
    };
    beside("before-head", "Before you decide", inside.into_any())
}

fn line(what: &'static str, (kind, said): (Kind, String)) -> AnyView {
    view! { <p class="desk-line"><Sign kind>{what}</Sign>": "{said}</p> }.into_any()
}
