//! The first page of a pack: who it is and what risk there is, from the same rows as the sections; what must happen soon, and whom to ring.

use api::Owing;
use casework::event::Visibility;
use casework::pre_release::{PackRecipient, PlanState, Section};
use casework::{Case, Field, PrisonNumber};
use jiff::ToSpan;
use jiff::civil::Date;
use pack::content::{FirstPage, Next, Ring, Section as PackSection};

use super::content::{KNOWN, topic_name};
use super::facts::plain;
use crate::owed::{InForce, capital, case_facts};
use crate::session::Session;

/// How far it looks ahead.
const AHEAD_DAYS: i64 = 14;

impl Session {
    /// What somebody reads who has a minute.
    pub(super) fn first_page(
        &self,
        number: &PrisonNumber,
        case: &Case,
        rules: &InForce,
        sections: &[PackSection],
        (to, phone): (&PackRecipient, Option<String>),
    ) -> FirstPage {
        let rows = |section: Section, keys: &[&str]| {
            let all =
                sections.iter().filter(move |known| known.number == section.number()).flat_map(|known| &known.rows);
            keys.iter().filter_map(|key| all.clone().find(|row| row.key == *key).cloned()).collect::<Vec<_>>()
        };
        let sentence = ["release", "confirmed-release", "handover", "imprisonment-status", "offence"];
        let mut who = rows(Section::Sentence, &sentence);
        who.extend(rows(Section::Identity, &["communication"]));
        who.extend(rows(Section::Accommodation, &["release-address"]));
        let mut risk = rows(Section::Risk, &["rosh", "risk-now", "mappa", "mappa-level", "child-contact"]);
        let about = |prefix: &str| {
            let of_risk = sections.iter().filter(|known| known.number == Section::Risk.number());
            of_risk.flat_map(|known| &known.rows).filter(|row| row.key.starts_with(prefix)).cloned().collect::<Vec<_>>()
        };
        risk.extend(rows(Section::Health, &["self-harm"]));
        // There can be any number of these: printed on a page that is full, the others stand and some of these do not.
        risk.extend(about("no-contact:"));
        let (today, until) = (self.today(), self.today().saturating_add(AHEAD_DAYS.days()));
        let owed = rules.owed(&case_facts(number, case), today);
        let mut next: Vec<Next> = owed
            .obligations
            .iter()
            .filter(|one| one.window.due <= until && !is_of_the_unit(one.key.kind))
            .map(|one| Next {
                by: one.window.due,
                what: one.key.kind.words().to_owned(),
                who: capital(one.key.kind.owner().words()),
            })
            .collect();
        let actions = case.actions.values().filter(|open| open.visibility == Visibility::General);
        next.extend(actions.filter_map(|open| {
            let by = open.agreed.due.filter(|due| *due <= until)?;
            Some(Next { by, what: open.agreed.text.clone(), who: self.whose(open) })
        }));
        next.extend(of_the_plan(case, today, until));
        next.sort_by(|one, other| (one.by, &one.what).cmp(&(other.by, &other.what)));
        let ring = case.posts.iter().map(|holding| Ring {
            name: self.staff_name(holding.staff),
            part: capital(holding.post.title()),
            phone: phone.clone(),
            email: None,
        });
        // Whoever reads it is not told to ring themselves.
        let com = plain(case, Field::ComName).filter(|name| *name != to.name).map(|name| Ring {
            name,
            part: "Community offender manager".to_owned(),
            phone: None,
            email: plain(case, Field::ComEmail),
        });
        FirstPage { who, risk, next, ring: ring.chain(com).collect() }
    }
}

/// What of the plan is to be done by a day that is near or has passed, and what is arranged for one that is near. What is settled is neither, and
/// what is restricted is not said.
fn of_the_plan(case: &Case, today: Date, until: Date) -> impl Iterator<Item = Next> {
    let topics = case.pre_release.topics.iter().filter(|((topic, _), _)| !topic.is_restricted());
    topics.filter_map(move |((topic, about), planned)| {
        let by = match planned.state {
            state if state.is_open() => {
                let arranged = planned.on.filter(|on| (today..=until).contains(on));
                planned.due.filter(|due| *due <= until).or(arranged)
            }
            // What is known or granted since today is settled; from a later day on, it is still to come.
            PlanState::Held => planned.on.filter(|on| *on > today && *on <= until),
            _ => None,
        };
        let (_, name) = topic_name(*topic, about.as_deref());
        let what = match topic.state_words(about.is_some(), planned.state) {
            KNOWN => name,
            state => format!("{name} ({})", state.to_lowercase()),
        };
        let who = planned.owner.map_or("The prison", |owner| owner.words()).to_owned();
        Some(Next { by: by?, what, who })
    })
}

/// Whether something is the unit's own affair: the pack itself, which its reader has, and how the unit looks after its cases.
const fn is_of_the_unit(kind: Owing) -> bool {
    matches!(kind, Owing::PackSend | Owing::PackReceipt | Owing::PackAgain | Owing::Oversight | Owing::DateMoved)
}
