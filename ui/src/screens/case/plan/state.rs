//! The release plan as it has come, what is being changed in the pane beside it, and what somebody may change.

use std::sync::Arc;

use api::{OpenPlan, PlanView, Problem, ReceivedPacks, ReceivedRow, ReportKind, Right, Section, Topic, TopicView};
use leptos::prelude::*;

use crate::backend;
use crate::page;
use crate::parts::clear;
use crate::screens::case::file::File;
use crate::screens::case::movements::transferred;
use crate::screens::owed::{self, Subject};

/// Which of a topic is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum About {
    /// The topic as a whole.
    Whole,
    /// One more of several, which has no name yet.
    More,
    /// The one of this name.
    Named(String),
}

impl About {
    /// Its name, where it has one.
    pub(super) fn name(&self) -> Option<&str> {
        if let Self::Named(name) = self { Some(name) } else { None }
    }
}

/// What the pane beside shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// What there is, and what comes next.
    Reading,
    /// Stating a topic.
    Topic(Topic, About),
    /// Opening the words of a restricted topic.
    Words(Topic),
    /// Writing a report.
    Report(ReportKind),
    /// Reading a report.
    Read(ReportKind),
    /// Reporting how it went after release.
    Outcome,
    /// Reading a pack that came from another prison, in place of the plan.
    Pack(Arc<ReceivedRow>),
    /// Taking topics over from one.
    TakeOver(Arc<ReceivedRow>),
    /// Recording something that was done for the handover, or taking it back.
    Act(owed::Doing),
}

/// The release plan of a case file.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    /// Whose file.
    pub(super) file: File,
    /// What is planned; nothing until it has come.
    pub(super) view: RwSignal<Option<Arc<PlanView>>>,
    /// Why it could not be read.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The packs that came from other prisons, the newest first; none until they have come.
    pub(super) received: RwSignal<Vec<Arc<ReceivedRow>>>,
    /// What the pane beside shows.
    pub(super) doing: RwSignal<Doing>,
    number: StoredValue<String>,
    /// The button that opened the pane: focus goes back to it.
    from: StoredValue<String>,
}

impl Plan {
    /// Asks for it, and again whenever something was taken back.
    pub(super) fn open(file: File) -> Self {
        let plan = Self {
            file,
            view: RwSignal::new(None),
            problem: RwSignal::new(None),
            received: RwSignal::new(Vec::new()),
            doing: RwSignal::new(Doing::Reading),
            number: StoredValue::new(file.number.get_untracked()),
            from: StoredValue::new(String::new()),
        };
        plan.ask();
        plan.ask_for_packs();
        file.desk.undo.on_done(move || plan.ask());
        plan
    }

    fn ask(self) {
        let number = self.number();
        leptos::task::spawn_local(async move {
            match backend::call(OpenPlan { number }).await {
                Ok(view) => self.take(view),
                // What is shown stays, and so does what is being typed beside it.
                Err(problem) if self.view.try_with_untracked(Option::is_some) == Some(true) => {
                    self.file.desk.failed(&problem);
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Asks for the packs that came from other prisons. Without them the plan can still be read.
    fn ask_for_packs(self) {
        let number = self.number();
        leptos::task::spawn_local(async move {
            match backend::call(ReceivedPacks { number }).await {
                Ok(rows) => {
                    self.received.try_set(rows.into_iter().map(Arc::new).collect());
                }
                Err(problem) => self.file.desk.failed(&problem),
            }
        });
    }

    /// Another try.
    pub(super) fn ask_again(self) {
        clear(self.problem);
        self.ask();
    }

    fn take(self, mut view: PlanView) {
        view.topics.retain(|stated| self.sees(stated.topic));
        let held = page::focused().map(|held| held.id());
        if self.view.try_set(Some(Arc::new(view))).is_some() {
            return;
        }
        // The row of what had focus may have been drawn anew.
        request_animation_frame(move || {
            if let (None, Some(held)) = (page::focused(), held) {
                page::focus(&held);
            }
        });
    }

    /// Whose.
    pub(super) fn number(self) -> String {
        self.number.get_value()
    }

    /// Opens the pane beside. `from` is the button that did: focus goes back to it.
    pub(super) fn begin(self, doing: Doing, from: impl Into<String>) {
        self.from.set_value(from.into());
        self.doing.set(doing);
    }

    /// Leaves the pane beside.
    pub(super) fn close(self) {
        self.doing.set(Doing::Reading);
        let from = self.from.get_value();
        request_animation_frame(move || {
            if from.is_empty() || !page::focus(&from) {
                page::focus("case-body");
            }
        });
    }

    /// The same as what a form does when it is left.
    pub(super) fn cancel(self) -> Callback<()> {
        Callback::new(move |()| self.close())
    }

    /// Says what was recorded, and shows it.
    pub(super) fn recorded(self, words: impl Into<String>) {
        self.close();
        self.file.recorded(words);
        self.ask();
    }

    /// Whose case the forms of what is owed are about.
    pub(super) fn subject(self) -> Subject {
        let recorded = Callback::new(move |words: String| self.recorded(words));
        Subject { number: self.number(), name: None, recorded, close: self.cancel() }
    }

    /// What is stated of a topic, without hearing of it when that changes.
    pub(super) fn stated(self, topic: Topic, about: &About) -> Option<TopicView> {
        if *about == About::More {
            return None;
        }
        let is_it = |stated: &&TopicView| stated.topic == topic && stated.about.as_deref() == about.name();
        self.view.with_untracked(|view| view.as_ref()?.topics.iter().find(is_it).cloned())
    }

    /// Whether somebody may know of a topic: what is restricted is not there for whoever may not read it.
    fn sees(self, topic: Topic) -> bool {
        !topic.is_restricted() || self.file.desk.person.may(Right::ReadRestricted)
    }

    /// The topics of a section, as far as somebody may know of them.
    pub(super) fn topics(self, section: Section) -> impl Iterator<Item = Topic> {
        Topic::ALL.iter().copied().filter(move |topic| topic.section() == section && self.sees(*topic))
    }

    /// Whether somebody may plan.
    pub(super) fn may_plan(self) -> bool {
        self.file.may(Right::PlanRelease)
    }

    /// Whether somebody may state a topic.
    pub(super) fn may_state(self, topic: Topic) -> bool {
        self.file.may(if topic.is_restricted() { Right::WriteRestricted } else { Right::PlanRelease })
    }

    /// Whether somebody may record what is done for the handover.
    pub(super) fn may_act(self) -> bool {
        self.file.may(Right::RecordActs)
    }

    /// Whether somebody may report how it went after release: also of those who have left for the community.
    pub(super) fn may_report(self) -> bool {
        self.file.desk.person.may(Right::PlanRelease) && !self.file.read(transferred)
    }
}
