//! One pack that is open: what the draft says, which section and which gap are in hand, and the three ways in which it is looked at: section by
//! section, as its reader will see it, and what became of the versions that were sealed.

use std::sync::Arc;

use api::{
    CaseView, DraftPack, OpenCase, PackDraftView, PackGapView, PackSectionView, Problem, Right, SealedView, Section,
};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::parts::{Failed, Opening, WhyTextOver, clear};
use crate::route::Screen;
use crate::screens::case;
use crate::screens::drafts::{self, Waiting};
use crate::screens::pack::builder::Builder;
use crate::screens::pack::head::Head;
use crate::screens::pack::preview::Preview;
use crate::screens::pack::receipt::Receipt;
use crate::screens::pack::seal::Seal;
use crate::screens::pack::state::State;
use crate::screens::pack::typed::{FORM, Typed, Unsaved};
use crate::{backend, page};

/// How a pack is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Section by section: what is held, what is missing, what is said of it.
    Sections,
    /// As its reader will see it.
    Preview,
    /// What became of a version that was sealed.
    Receipt,
}

/// A pack that is open.
#[derive(Clone, Copy)]
pub(super) struct Open {
    /// What every screen may reach.
    pub(super) desk: Desk,
    /// How it is looked at.
    pub(super) way: RwSignal<Way>,
    /// The section in hand.
    pub(super) section: RwSignal<Section>,
    /// The gap in hand: it is being answered.
    pub(super) gap: RwSignal<Option<String>>,
    /// The sealed pack whose receipt is shown; nothing: the newest.
    pub(super) shown: RwSignal<Option<String>>,
    /// What has just left, and under which name: its version is said once more above its receipt.
    pub(super) left: RwSignal<Option<(u32, String)>>,
    /// Whether it is being sealed.
    pub(super) sealing: RwSignal<bool>,
    /// Whether the receipt is being saved as a file.
    pub(super) saving: RwSignal<bool>,
    /// The working that stands over the screen.
    pub(super) why: RwSignal<Option<(String, String)>>,
    /// Whom it is about, once that has come.
    pub(super) case: RwSignal<Option<Arc<CaseView>>>,
    /// From when the community is responsible, ISO.
    pub(super) handover: RwSignal<Option<String>>,
    /// Where somebody was in the case file.
    pub(super) file: case::Kept,
    number: StoredValue<String>,
    list: State,
    view: RwSignal<Option<Arc<PackDraftView>>>,
    problem: RwSignal<Option<Problem>>,
}

impl Open {
    fn new(desk: Desk, number: String) -> Self {
        let open = Self {
            desk,
            way: RwSignal::new(Way::Sections),
            section: RwSignal::new(Section::Identity),
            gap: RwSignal::new(None),
            shown: RwSignal::new(None),
            left: RwSignal::new(None),
            sealing: RwSignal::new(false),
            saving: RwSignal::new(false),
            why: RwSignal::new(None),
            case: RwSignal::new(None),
            handover: RwSignal::new(None),
            file: expect_context(),
            number: StoredValue::new(number),
            list: expect_context(),
            view: RwSignal::new(None),
            problem: RwSignal::new(None),
        };
        open.ask();
        desk.undo.on_done(move || open.refresh());
        open
    }

    /// Asks for everything.
    fn ask(self) {
        clear(self.problem);
        let number = self.number();
        leptos::task::spawn_local(async move {
            match backend::call(OpenCase { number: number.clone() }).await {
                Ok(case) => {
                    self.case.try_set(Some(Arc::new(case)));
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                    return;
                }
            }
            // Without the rule's answer the day is not at the top; the section of the dates says what is known of it.
            if let Ok(view) = backend::call(api::Responsibility { number }).await {
                self.handover.try_set(view.handover_date);
            }
        });
        self.refresh();
    }

    /// Asks for the draft again; what is shown stays until it comes.
    pub(super) fn refresh(self) {
        self.refresh_then(|| {});
    }

    /// The same, and goes on once it is here.
    pub(super) fn refresh_then(self, then: impl FnOnce() + 'static) {
        let Some(number) = self.number.try_get_value() else { return };
        leptos::task::spawn_local(async move {
            match backend::call(DraftPack { number }).await {
                Ok(view) => {
                    self.view.try_set(Some(Arc::new(view)));
                    then();
                }
                Err(problem) if self.view.try_with_untracked(Option::is_some) == Some(true) => {
                    self.desk.failed(&problem)
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Whose it is, for a call.
    pub(super) fn number(self) -> String {
        self.number.get_value()
    }

    /// Whether somebody may write and seal packs.
    pub(super) fn may_write(self) -> bool {
        self.desk.person.may(Right::SealPack)
    }

    /// The draft, where it has come.
    pub(super) fn draft(self) -> Option<Arc<PackDraftView>> {
        self.view.get()
    }

    /// Reads something of the draft; nothing of it until it has come.
    pub(super) fn read<T: Default>(self, read: impl FnOnce(&PackDraftView) -> T) -> T {
        self.view.with(|view| view.as_deref().map(read).unwrap_or_default())
    }

    /// Reads something of a section.
    pub(super) fn of<T: Default>(self, section: Section, read: impl FnOnce(&PackSectionView) -> T) -> T {
        self.read(|view| view.sections.iter().find(|own| own.section == section).map(read).unwrap_or_default())
    }

    /// The name as it stands in text.
    pub(super) fn name(self) -> String {
        self.case.with(|case| case.as_ref().map(|case| case.name.clone()).unwrap_or_default())
    }

    /// A gap, by what the draft calls it.
    pub(super) fn gap_of(self, key: &str) -> Option<PackGapView> {
        self.read(|view| view.sections.iter().flat_map(|section| &section.gaps).find(|gap| gap.key == key).cloned())
    }

    /// The gaps without a word, in the order of the sections.
    pub(super) fn gaps(self) -> Vec<(Section, PackGapView)> {
        let all = |view: &PackDraftView| {
            let each = view.sections.iter().flat_map(|own| own.gaps.iter().map(|gap| (own.section, gap)));
            each.filter(|(_, gap)| gap.explained.is_none()).map(|(section, gap)| (section, gap.clone())).collect()
        };
        self.read(all)
    }

    /// The sealed pack whose receipt is shown.
    pub(super) fn receipt(self) -> Option<SealedView> {
        let shown = self.shown.get();
        self.read(|view| {
            let found = view.sealed.iter().find(|pack| Some(&pack.id) == shown.as_ref());
            found.or(view.sealed.first()).cloned()
        })
    }

    /// Goes to a section: its first gap without a word is in hand.
    pub(super) fn go(self, section: Section) {
        let first = untrack(|| self.gaps()).into_iter().find(|(of, _)| *of == section);
        self.gap.set(first.map(|(_, gap)| gap.key));
        self.section.set(section);
    }

    /// Goes to the next section, or the one before.
    pub(super) fn step(self, by: isize) {
        let at = Section::ALL.iter().position(|section| *section == self.section.get_untracked()).unwrap_or(0);
        if let Some(to) = at.checked_add_signed(by).and_then(|to| Section::ALL.get(to)) {
            self.go(*to);
            page::focus_soon("section-head");
        }
    }

    /// Takes a gap in hand.
    pub(super) fn take_in_hand(self, section: Section, gap: &PackGapView) {
        self.way.set(Way::Sections);
        self.gap.set(Some(gap.key.clone()));
        self.section.set(section);
        page::focus_soon(if gap.conflict || !self.may_write() { "section-head" } else { "gap-cause" });
    }

    /// Shows it another way.
    pub(super) fn look(self, way: Way) {
        self.way.set(way);
        page::focus_soon(match way {
            Way::Sections => "section-head",
            Way::Preview => "preview-head",
            Way::Receipt => "receipt-head",
        });
    }

    /// Begins the next version: the sections as they stand today.
    pub(super) fn begin_next(self) {
        self.list.begun.set(Some(self.number()));
        self.look(Way::Sections);
    }

    /// Seals it; where it cannot be sealed yet, goes to what is missing.
    pub(super) fn seal(self) {
        if untrack(|| self.read(|view| view.may_seal)) {
            self.sealing.set(true);
        } else {
            self.way.set(Way::Sections);
            page::focus_soon("gaps");
        }
    }

    /// It has left: its receipt is shown.
    pub(super) fn sealed(self, version: u32, file: &str) {
        self.sealing.try_set(false);
        self.list.begun.try_set(None);
        self.shown.try_set(None);
        let name = file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        self.left.try_set(Some((version, name)));
        self.desk.toast.show(self.desk.speak, format!("Version {version} is sealed"));
        self.refresh_then(move || self.look(Way::Receipt));
    }

    /// Where somebody begins who opens it: whoever was writing goes on, everybody else sees what became of the newest version, if there is one.
    fn begin(self, unsaved: &Unsaved) {
        let writing = *unsaved != Unsaved::default() || self.list.begun.get_untracked() == Some(self.number());
        let sealed = untrack(|| self.read(|view| !view.sealed.is_empty()));
        self.way.set(if sealed && !writing { Way::Receipt } else { Way::Sections });
        let first = untrack(|| self.gaps()).first().map_or(Section::Identity, |(section, _)| *section);
        self.go(first);
    }
}

/// The pack of one prisoner.
#[component]
pub(crate) fn Pack() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Handover pack");
    // Whoever goes on to another screen leaves this one as it is until it has gone.
    let number = Memo::new(move |before: Option<&String>| {
        let now = desk.route.place();
        if now.screen == Screen::Pack { now.number } else { before.cloned().unwrap_or_default() }
    });
    view! {
        <main class="desk-main desk-main--flush" id="main" tabindex="-1">
            {move || view! { <One number=number.get() /> }}
        </main>
    }
}

#[component]
fn One(number: String) -> impl IntoView {
    let waiting: Waiting = expect_context();
    waiting.is_chosen(FORM, &number);
    let open = Open::new(Desk::here(), number.clone());
    let kept = RwSignal::new(None::<Unsaved>);
    leptos::task::spawn_local(async move {
        let draft = drafts::read(FORM, &number).await;
        kept.try_set(Some(draft.map(|(unsaved, _)| unsaved).unwrap_or_default()));
    });
    let come = Memo::new(move |_| {
        open.view.with(Option::is_some) && open.case.with(Option::is_some) && kept.with(Option::is_some)
    });
    let again = Callback::new(move |()| open.ask());
    view! {
        {move || match (open.problem.get(), come.get()) {
            (Some(problem), _) => view! { <div class="desk-case__body"><h1 class="govuk-visually-hidden">"Handover pack"</h1><Failed problem again /></div> }.into_any(),
            (None, false) => view! { <div class="desk-case__body"><Opening /></div> }.into_any(),
            (None, true) => view! { <There open unsaved=kept.get_untracked().unwrap_or_default() /> }.into_any(),
        }}
        <WhyTextOver asked=open.why />
    }
}

/// The pack, once everything has come.
#[component]
fn There(open: Open, unsaved: Unsaved) -> impl IntoView {
    open.begin(&unsaved);
    let typed = Typed::begin(unsaved);
    let journal = typed.keep(&open.number());
    let way = Memo::new(move |_| open.way.get());
    view! {
        <Head open />
        <div class="desk-case__body">
            {move || match way.get() {
                Way::Sections => view! { <Builder open typed journal /> }.into_any(),
                Way::Preview => view! { <Preview open /> }.into_any(),
                Way::Receipt => view! { <Receipt open /> }.into_any(),
            }}
        </div>
        {move || open.sealing.get().then(|| view! { <Seal open /> })}
    }
}
