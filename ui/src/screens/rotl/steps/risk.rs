//! The risk assessment as it stands: each risk with its control, what protects, the judgement, what has changed since; and at the right
//! what the record knows. The form asks only for judgement.

use api::{ApplicationView, Right, Risk, RiskAssessmentView, Stage};
use leptos::prelude::*;

use crate::figures::counted;
use crate::parts::{Kind, Sign};
use crate::screens::rotl::application::{Beside, Doing, Open, not_yet};
use crate::screens::rotl::steps::risk_form::write;
use crate::screens::rotl::steps::{beside, middle};
use crate::screens::rotl::words;

pub(super) fn stage(open: Open) -> AnyView {
    let writing = Memo::new(move |_| open.doing.get() == Doing::Write);
    let may = open.may(Right::AssessRelease);
    let head = move || {
        let written = open.read(|view| {
            view.assessments
                .first()
                .map(|made| format!("Version {}, {}, {}", made.version, made.by, words::said_at(&made.at)))
        });
        let again = written.is_some();
        let offered = may && !writing.get() && !open.read(|view| view.status.is_over());
        view! {
            <span class="desk-xs desk-muted">{written}</span>
            {offered.then(|| view! {
                <button type="button" class="govuk-button" on:click=move |_| open.doing.set(Doing::Write)>{if again { "Assess again" } else { "Assess" }}</button>
            })}
        }
    };
    let inside = move || {
        if writing.get() { write(open) } else { open.show(as_it_stands).into_any() }
    };
    let middle = middle(Stage::Risk, head, inside.into_any());
    view! {
        {middle}
        <Beside open>
            {move || open.show(|view| known(&view.known))}
            {move || open.show(|view| versions(&view.assessments))}
        </Beside>
    }
    .into_any()
}

fn as_it_stands(view: &ApplicationView) -> AnyView {
    let Some(made) = view.assessments.first() else {
        return view! {
            {not_yet("Not written yet")}
            <p class="desk-case__none">"Whoever writes it may not decide. What the record knows stands at the right: the assessment asks only for judgement."</p>
        }
        .into_any();
    };
    let changed = changed(&view.changed);
    let inside = assessment(made);
    view! { <div class="desk-pane__body desk-pane__body--flush" tabindex="0" role="group" aria-labelledby="stage-head">{changed}{inside}</div> }.into_any()
}

/// What the record says otherwise today.
pub(super) fn changed(changes: &[String]) -> AnyView {
    if changes.is_empty() {
        return view! { <p class="desk-case__line"><Sign kind=Kind::Met>"Nothing that bears on it has changed since"</Sign></p> }.into_any();
    }
    let lines = changes.iter().map(|change| view! { <li>{change.clone()}</li> }).collect_view();
    view! {
        <div class="desk-case__weigh" role="group" aria-label="Changed since">
            <p><Sign kind=Kind::Late>"Changed since it was written"</Sign>": it goes back to its author."</p>
            <ul class="desk-lines">{lines}</ul>
        </div>
    }
    .into_any()
}

/// An assessment as it reads.
pub(super) fn assessment(made: &RiskAssessmentView) -> AnyView {
    let rows = made.risks.iter().map(row).collect_view();
    let protective = made.protective.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
    view! {
        <table class="govuk-table desk-table desk-table--top" aria-label="Risks">
            <thead class="govuk-table__head"><tr>
                {["What could go wrong", "Likely", "Harm", "Control on this licence"].map(|head| view! { <th scope="col" class="govuk-table__header">{head}</th> }).into_iter().collect_view()}
            </tr></thead>
            <tbody class="govuk-table__body">{rows}</tbody>
        </table>
        <div class="desk-rotl__prose">
            <h3 class="govuk-heading-s">"What protects"</h3>
            <ul class="desk-lines">{protective}</ul>
            <h3 class="govuk-heading-s desk-gap-above">"The assessor's judgement"</h3>
            <p class="desk-words-kept">{made.summary.clone()}</p>
        </div>
    }
    .into_any()
}

fn row(risk: &Risk) -> AnyView {
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{risk.what.clone()}</th>
            <td class="govuk-table__cell">{level(&risk.likely)}</td>
            <td class="govuk-table__cell">{level(&risk.harm)}</td>
            <td class="govuk-table__cell">{risk.control.clone()}</td>
        </tr>
    }
    .into_any()
}

/// A level as a tag, its word first.
fn level(words: &str) -> AnyView {
    let class = match words.to_lowercase().as_str() {
        "low" => "govuk-tag govuk-tag--green",
        "medium" => "govuk-tag govuk-tag--yellow",
        "high" | "very high" => "govuk-tag govuk-tag--red",
        _ => "govuk-tag govuk-tag--grey",
    };
    (!words.is_empty()).then(|| view! { <strong class=class>{words.to_owned()}</strong> }).into_any()
}

/// What the record knows, by heading.
fn known(known: &[(String, Vec<String>)]) -> AnyView {
    let groups = known.iter().map(|(heading, lines)| {
        let lines = lines.iter().map(|line| view! { <li>{line.clone()}</li> }).collect_view();
        view! { <div class="desk-gap-below"><h3 class="govuk-heading-s">{heading.clone()}</h3><ul class="desk-lines">{lines}</ul></div> }
    });
    let inside = if known.is_empty() {
        view! { <p class="desk-case__none">"Nothing that bears on risk has been imported or recorded."</p> }.into_any()
    } else {
        view! { <div class="desk-pane__body">{groups.collect_view()}</div> }.into_any()
    };
    beside("known-head", "What the record knows", inside)
}

/// The versions before.
fn versions(all: &[RiskAssessmentView]) -> AnyView {
    let Some((_, before)) = all.split_first().filter(|(_, before)| !before.is_empty()) else { return ().into_any() };
    let lines = before.iter().map(|made| {
        let risks = counted(made.risks.len(), "risk", "risks");
        let inside = assessment(made);
        view! {
            <details class="govuk-details desk-line">
                <summary class="govuk-details__summary"><span class="govuk-details__summary-text">"Version "{made.version}", "{made.by.clone()}", "{words::said_at(&made.at)}": "{risks}</span></summary>
                {inside}
            </details>
        }
    });
    beside(
        "versions-head",
        "Earlier versions",
        view! { <div class="desk-pane__body">{lines.collect_view()}</div> }.into_any(),
    )
}
