//! The pack as its reader will see it, before it is sealed: the sections at the left, the sheet in the middle, and at the right what is looked at
//! before it leaves.

use std::sync::Arc;

use api::{PackCheck, PackPreviewView, PreviewPack, Problem, Section};
use leptos::prelude::*;

use crate::backend;
use crate::parts::{Failed, Kind, Opening, Sign};
use crate::screens::pack::beside::{Since, pane};
use crate::screens::pack::leaf::{Leaf, Leafing, place_of};
use crate::screens::pack::open::{Open, Way};
use crate::screens::pack::sections::Sections;

#[component]
pub(super) fn Preview(open: Open) -> impl IntoView {
    let shown = RwSignal::new(None::<Result<Arc<PackPreviewView>, Problem>>);
    let ask = Callback::new(move |()| {
        let number = open.number();
        leptos::task::spawn_local(async move {
            let answer = backend::call(PreviewPack { number }).await;
            shown.try_set(Some(answer.map(Arc::new)));
        });
    });
    ask.run(());
    let keys = open.desk.keys;
    keys.on_and_show("Escape", "Back to the sections", "back", move || open.look(Way::Sections));
    move || match shown.get() {
        None => view! { <Opening /> }.into_any(),
        Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
        Some(Ok(pack)) => view! { <Read open pack /> }.into_any(),
    }
}

#[component]
fn Read(open: Open, pack: Arc<PackPreviewView>) -> impl IntoView {
    // It begins with its first page, unless somebody comes from a section further on.
    let section = open.section.get_untracked();
    let at = if section == Section::Identity { 0 } else { place_of(&pack, section.number()).unwrap_or(0) };
    let leafing = Leafing::begin(open.desk, pack, at);
    leafing.keys();
    let current = Signal::derive(move || {
        let number = leafing.section()?;
        Section::ALL.into_iter().find(|section| section.number() == number)
    });
    let choose = Callback::new(move |section: Section| leafing.open_section(section.number()));
    let checks = Memo::new(move |_| open.read(|view| (view.may_seal, view.checks.clone())));
    view! {
        <div class="desk-split desk-split--pack">
            <Sections open current choose />
            <Leaf leafing title="The pack as its reader will see it" />
            <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="Before it is sealed">
                {move || {
                    let (may_seal, checks) = checks.get();
                    looked_at(may_seal, checks)
                }}
                <Since open />
            </div>
        </div>
    }
}

/// What is looked at before it is sealed. A check that is not met stops nothing by itself: somebody looks.
fn looked_at(may_seal: bool, checks: Vec<PackCheck>) -> AnyView {
    let lines = checks.into_iter().map(|check| {
        let (kind, word) = if check.met { (Kind::Met, "Met") } else { (Kind::Soon, "Look") };
        view! { <li class="desk-pack__check"><Sign kind>{word}</Sign><span>{check.words}</span></li> }
    });
    let title = if may_seal { "Ready to seal" } else { "Not ready to seal" };
    pane("checks-head", title, String::new(), view! { <ul class="desk-plain">{lines.collect_view()}</ul> }.into_any())
}
