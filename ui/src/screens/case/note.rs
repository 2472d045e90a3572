//! One note as it stands in the file: fixed, with what was added to it beside it.

use api::{AmendmentView, NoteView, Right, Visibility};
use leptos::prelude::*;

use crate::dates;
use crate::icons::{Icon, Shape};
use crate::parts::{Kind, Marked, Sign};
use crate::screens::case::actions;
use crate::screens::case::file::File;
use crate::screens::case::identity::amend;
use crate::screens::case::latest::written;
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;

/// A note. The words that were looked for are marked.
pub(super) fn note(file: File, note: &NoteView, wanted: &str) -> impl IntoView + use<> {
    let head = format!("note-{}", note.id);
    let id = note.id.clone();
    let may = match note.visibility {
        Visibility::General => Right::WriteNotes,
        Visibility::Sensitive => Right::WriteSensitive,
        Visibility::Restricted => Right::WriteRestricted,
    };
    let amendable = note.text.is_some() && untrack(|| file.may(may));
    let label = format!("Amend {}, {}", note.kind, words::moment(&note.occurred));
    view! {
        <article class="desk-note" id=head.clone() tabindex="-1" aria-labelledby=format!("{head}-head")>
            <div class="desk-note__own">
                <div class="desk-note__head">
                    <h3 class="govuk-heading-s" id=format!("{head}-head")>{note.kind.clone()}</h3>
                    {visibility(note.visibility)}
                    {note.late_days.map(|days| view! { <Sign kind=Kind::Soon>"Written "{dates::days(days)}" later"</Sign> })}
                    {amendable.then(|| view! {
                        <button type="button" class="desk-link desk-xs desk-end" aria-label=label on:click=move |_| amend(file, id.clone())>"Amend"</button>
                    })}
                </div>
                <p class="desk-xs desk-muted desk-num">{words::moment(&note.occurred)}{written(note)}" by "<b>{note.author.clone()}</b></p>
                {said(file, note, wanted)}
                {agreed(note)}
            </div>
            {(!note.amendments.is_empty()).then(|| amendments(&note.amendments, wanted))}
        </article>
    }
}

fn visibility(visibility: Visibility) -> Option<AnyView> {
    match visibility {
        Visibility::General => None,
        Visibility::Sensitive => {
            Some(view! { <strong class="govuk-tag govuk-tag--purple">"Sensitive"</strong> }.into_any())
        }
        Visibility::Restricted => Some(
            view! { <strong class="govuk-tag govuk-tag--grey"><Icon shape=Shape::Lock />" Restricted"</strong> }
                .into_any(),
        ),
    }
}

/// The words; or that they are opened for a reason.
fn said(file: File, note: &NoteView, wanted: &str) -> AnyView {
    match &note.text {
        Some(text) => view! { <div class="desk-note__words"><Marked text=text.clone() wanted=wanted.to_owned() /></div> }.into_any(),
        None => view! {
            <p class="desk-note__words desk-muted">"Opened for a reason, which is recorded. "
            <button type="button" class="desk-link" on:click=move |_| file.kept.tab.set(Tab::Restricted)>"Open restricted notes"</button></p>
        }
        .into_any(),
    }
}

fn agreed(note: &NoteView) -> Option<impl IntoView + use<>> {
    let lines = note.actions.iter().map(|action| {
        let whose = if action.owner == "prisoner" { "Prisoner" } else { "Staff" };
        let due = action.due.as_deref().map(|due| format!(", by {}", dates::short(due)));
        let outcome = action.outcome.clone().filter(|outcome| !outcome.is_empty());
        view! {
            <li><span class="desk-note__state">{actions::state(&action.state)}</span>
                <span>{action.text.clone()}<span class="desk-xs desk-muted">" "{whose}{due}</span>
                {outcome.map(|outcome| view! { <span class="desk-case__second desk-xs desk-muted">{outcome}</span> })}</span></li>
        }
    });
    let lines = lines.collect_view();
    (!note.actions.is_empty()).then(|| view! { <div class="desk-note__agreed"><h4 class="desk-note__label">"Agreed"</h4><ul class="desk-plain">{lines}</ul></div> })
}

/// What was added, oldest first.
fn amendments(amendments: &[AmendmentView], wanted: &str) -> impl IntoView + use<> {
    let all = amendments.iter().enumerate().map(|(at, amendment)| {
        view! {
            <li class="desk-note__amendment">
                <h4 class="desk-note__label">"Amendment "{at + 1}</h4>
                <p class="desk-xs desk-muted desk-num">{words::moment(&amendment.recorded)}" by "<b>{amendment.author.clone()}</b></p>
                <p class="desk-xs"><span class="desk-muted">"Reason: "</span>{amendment.reason.clone()}</p>
                <div class="desk-note__words"><Marked text=amendment.text.clone() wanted=wanted.to_owned() /></div>
            </li>
        }
    });
    let all = all.collect_view();
    view! { <ol class="desk-plain desk-note__amendments" aria-label="Amendments">{all}</ol> }
}
