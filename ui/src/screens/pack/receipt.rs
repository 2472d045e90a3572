//! What became of a version that was sealed: its receipt, the steps on its way, and what follows from it.

use api::{PackSince, PackStep, SealedView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::parts::{Kind, Opening, Sign, fact};
use crate::screens::pack::arrival::Arrival;
use crate::screens::pack::beside::{change, pane};
use crate::screens::pack::open::Open;
use crate::screens::pack::save::Save;
use crate::screens::pack::{actions, words};

#[component]
pub(super) fn Receipt(open: Open) -> impl IntoView {
    let shown = Memo::new(move |_| open.receipt());
    let come = Memo::new(move |_| shown.with(Option::is_some));
    keys(open);
    move || {
        if !come.get() {
            return view! { <Opening /> }.into_any();
        }
        view! {
            {move || shown.get().map(|pack| notice(open, &pack))}
            <div class="desk-split desk-split--receipt">
                {move || shown.get().map(|pack| receipt(open, &pack))}
                <Arrival open shown />
                <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="What follows">
                    {move || shown.get().map(|pack| view! { {what_follows(open, &pack)}{actions::sent(&pack.gaps)}{astray(&pack)} })}
                </div>
            </div>
            {move || shown.get().filter(|_| open.saving.get()).map(|pack| view! { <Save open id=pack.id version=pack.version /> })}
        }
        .into_any()
    }
}

/// What changed in the facts of a version since it was sealed; nothing if it is not the one that the draft is compared with.
fn changed(open: Open, version: u32) -> Option<PackSince> {
    open.read(|view| view.since.clone()).filter(|since| since.version == version && !since.changes.is_empty())
}

/// What is to be known first: that it has just left, that it is not to be relied on, or that it says what is no longer so.
fn notice(open: Open, pack: &SealedView) -> AnyView {
    let version = pack.version;
    let next = open.read(|view| view.version);
    let (class, kind, label, said) = if words::is_void(pack) {
        let said = format!("It is not to be relied on. Version {next} gets new words.");
        ("moj-alert moj-alert--error", Kind::Late, format!("Version {version} went astray or was called back."), said)
    } else if let Some(name) = open.left.get().filter(|(left, _)| *left == version).map(|(_, name)| name) {
        let time = pack.at.get(11..16).unwrap_or_default();
        let said = format!("It left this computer at {time} as {name}. It is fixed: a change needs version {next}.");
        ("moj-alert moj-alert--success", Kind::Met, format!("Version {version} is sealed."), said)
    } else if let Some(since) = changed(open, version) {
        let facts = counted(since.changes.len(), "fact", "facts");
        let said = format!("What whoever has it reads is no longer so. Version {next} says what changed.");
        ("moj-alert moj-alert--warning", Kind::Soon, format!("{facts} changed since version {version}."), said)
    } else {
        return ().into_any();
    };
    let name = label.clone();
    view! {
        <div class=class role="region" aria-label=name>
            <Sign kind>""</Sign>
            <div class="moj-alert__content"><b>{label}</b>" "{said}</div>
        </div>
    }
    .into_any()
}

fn receipt(open: Open, pack: &SealedView) -> AnyView {
    let prisoner = format!("{}, {}", open.name(), open.number());
    let from = open.desk.person.with(|person| format!("{}, {}", pack.by, person.prison_name));
    let left_out: Vec<String> = pack.left_out.iter().map(|(what, count)| format!("{what}: {count}")).collect();
    let left_out = if left_out.is_empty() { "Nothing".to_owned() } else { left_out.join("\n") };
    let closed = if pack.to_unit { "To another unit's key" } else { "Under six words" };
    let code = view! {
        <b class="desk-pack__code desk-mono">{pack.check_code.clone()}</b>
        <span class="desk-case__second desk-xs desk-muted">"Whoever opens the file sees the same code"</span>
    };
    let fingerprint = view! { <span class="desk-mono desk-case__value">{pack.fingerprint.clone()}</span> };
    view! {
        <section class="desk-pane desk-pane--green" aria-labelledby="receipt-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="receipt-head" tabindex="-1">"Receipt for version "{pack.version}</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="receipt-head">
                <dl class="govuk-summary-list desk-pack__summary-list">
                    {fact("Prisoner", prisoner)}
                    {fact("From", from)}
                    {fact("To", words::whom(&pack.to))}
                    {fact("Sealed", format!("{}, signed", dates::said_at(&pack.at)))}
                    {fact("Closed", closed)}
                    {fact("Contents", contents(pack))}
                    {fact("Left out", view! { <span class="desk-words-kept">{left_out}</span> })}
                    {fact("Check code", code)}
                    {fact("Fingerprint", fingerprint)}
                </dl>
                {in_hands(pack)}
                {versions(open, &pack.id)}
            </div>
        </section>
    }
    .into_any()
}

/// “11 pages, 11 of 15 sections ready, 4 gaps explained”.
fn contents(pack: &SealedView) -> String {
    let pages = words::many(pack.pages, "page", "pages");
    let ready = format!("{pages}, {} of 15 sections ready", pack.ready);
    match pack.explained {
        0 => ready,
        explained => format!("{ready}, {} explained", words::many(explained, "gap", "gaps")),
    }
}

/// Who has had it in their hands: whoever sealed it, and whoever printed it.
fn in_hands(pack: &SealedView) -> AnyView {
    let line = |at: &str, what: &'static str, by: &str| {
        view! {
            <tr class="govuk-table__row"><td class="govuk-table__cell desk-num">{dates::said_at(at)}</td><td class="govuk-table__cell">{what}</td>
                <td class="govuk-table__cell desk-muted">{by.to_owned()}</td></tr>
        }
    };
    let sealed = line(&pack.at, "Sealed and saved, once", &pack.by);
    let printed: Vec<_> = words::standing(pack).filter(|step| step.step == PackStep::Printed).collect();
    let never = printed.is_empty().then(|| view! {
        <tr class="govuk-table__row"><td class="govuk-table__cell desk-muted">"Never"</td><td class="govuk-table__cell">"Printed"</td><td class="govuk-table__cell"></td></tr>
    });
    let printed = printed.into_iter().map(|step| line(&step.at, "Printed", &step.by)).collect_view();
    view! {
        <h3 class="govuk-heading-s desk-pack__heading" id="hands-head">"Who has had it in their hands"</h3>
        <table class="govuk-table desk-table" aria-labelledby="hands-head">
            <thead class="govuk-visually-hidden"><tr><th scope="col">"When"</th><th scope="col">"What"</th><th scope="col">"Who"</th></tr></thead>
            <tbody class="govuk-table__body">{sealed}{printed}{never}</tbody>
        </table>
    }
    .into_any()
}

/// Every version, with how it stands; each leads to its receipt.
fn versions(open: Open, shown: &str) -> AnyView {
    let line = |pack: &SealedView| {
        let (kind, stands) = words::sealed(pack);
        let (id, label) = (pack.id.clone(), format!("Receipt of version {}", pack.version));
        let here = pack.id == shown;
        view! {
            <tr class="govuk-table__row" class=("is-current", here)>
                <th scope="row" class="govuk-table__header">
                    <button type="button" class="desk-link" aria-label=label aria-current=here.then_some("true") on:click=move |_| open.shown.set(Some(id.clone()))>{pack.version}</button>
                </th>
                <td class="govuk-table__cell desk-num">{dates::long(&pack.at)}</td>
                <td class="govuk-table__cell">{words::whom(&pack.to)}</td>
                <td class="govuk-table__cell desk-right"><Sign kind>{stands}</Sign></td>
            </tr>
        }
    };
    let lines = open.read(|view| view.sealed.iter().map(line).collect_view());
    view! {
        <h3 class="govuk-heading-s desk-pack__heading" id="versions-head">"Versions"</h3>
        <table class="govuk-table desk-table" aria-labelledby="versions-head">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header">"Version"</th><th scope="col" class="govuk-table__header">"Sealed"</th>
                <th scope="col" class="govuk-table__header">"For"</th><th scope="col" class="govuk-table__header desk-right">"How it stands"</th>
            </tr></thead>
            <tbody class="govuk-table__body">{lines}</tbody>
        </table>
    }
    .into_any()
}

/// The tasks of the handover, and what the version says that is no longer so.
fn what_follows(open: Open, pack: &SealedView) -> AnyView {
    let (done, tasks) =
        open.read(|view| (view.tasks.iter().filter(|task| task.done.is_some()).count(), view.tasks.len()));
    let until = open.handover.get().map(|day| format!(" before {}", dates::long(&day))).unwrap_or_default();
    let since = match changed(open, pack.version) {
        Some(since) => {
            let lines = since.changes.iter().map(change).collect_view();
            view! { <ul class="desk-plain">{lines}</ul> }.into_any()
        }
        None => {
            view! { <p class="desk-pack__note">{format!("A change to any fact in the pack{until} shows here.")}</p> }
                .into_any()
        }
    };
    let inside = view! { <p class="desk-pack__note">{format!("Handover tasks: {done} of {tasks} done.")}</p>{since} };
    pane("follows-head", "What follows", String::new(), inside.into_any())
}

fn astray(pack: &SealedView) -> AnyView {
    let version = pack.version;
    let said = if pack.to_unit {
        format!(
            "The file cannot be read without that unit's key. If it went to the wrong place, log it and tell the head of OM delivery: version {version} \
             is then marked as lost, and the next version is sealed anew."
        )
    } else {
        format!(
            "The file cannot be read without the six words. If it went to the wrong place, log it and tell the head of OM delivery: version {version} is \
             then marked as lost, and the next version gets new words."
        )
    };
    let inside = view! { <p class="desk-pack__note">{said}</p><p class="desk-pack__note desk-muted">"Nobody can call a sent file back."</p> };
    pane("astray-head", "If it goes astray", String::new(), inside.into_any())
}

fn keys(open: Open) {
    let keys = open.desk.keys;
    let step = move |by: isize| {
        move || {
            let ids: Vec<String> =
                untrack(|| open.read(|view| view.sealed.iter().map(|pack| pack.id.clone()).collect()));
            let at =
                untrack(|| open.receipt()).and_then(|shown| ids.iter().position(|id| *id == shown.id)).unwrap_or(0);
            if let Some(to) = at.checked_add_signed(by).and_then(|to| ids.get(to)) {
                open.shown.set(Some(to.clone()));
            }
        }
    };
    keys.on_and_show("j", "Version before", "version", step(1));
    keys.on_and_show("k", "Next version", "version", step(-1));
    keys.on_and_show("p", "Print the receipt", "print", move || open.saving.set(true));
    keys.on("Escape", "Back to where you were", move || open.desk.route.back());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::screens::pack::words::tests::pack;

    #[test]
    fn gaps_are_counted_where_there_are_any() {
        let explained = pack(&[]);
        assert_eq!(contents(&explained), "11 pages, 11 of 15 sections ready, 4 gaps explained");
        let complete = SealedView { ready: 15, explained: 0, ..explained };
        assert_eq!(contents(&complete), "11 pages, 15 of 15 sections ready");
    }
}
