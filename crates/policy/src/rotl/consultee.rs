//! Who must be asked before a release: it follows from the case, and each has its reason.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::constants::{Constants, RuleBook};
use super::description::CONSULTEES;
use super::facts::{Facts, Request};
use super::kind::Kind;
use super::rules::alerts::active;
use super::taxonomy::About;
use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};
use crate::handover::MappaLevel;
use crate::rule::Clause;

/// Somebody who may have to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consultee {
    /// The community offender manager.
    Com,
    /// The prison offender manager, or the keyworker.
    PomOrKeyworker,
    /// The police.
    Police,
    /// The prison's security department.
    Security,
    /// The victim liaison officer.
    Vlo,
    /// Children's services.
    ChildrensServices,
    /// Whoever leads the MAPPA meetings.
    MappaLead,
    /// The Home Office.
    HomeOffice,
    /// Healthcare.
    Healthcare,
    /// Whoever puts the person up or receives them.
    Host,
    /// The employer, the college or another provider.
    Provider,
    /// The approved premises.
    ApprovedPremises,
}

impl Consultee {
    /// Everybody, in the order of a list.
    pub const ALL: [Self; 12] = [
        Self::Com,
        Self::PomOrKeyworker,
        Self::Police,
        Self::Security,
        Self::Vlo,
        Self::ChildrensServices,
        Self::MappaLead,
        Self::HomeOffice,
        Self::Healthcare,
        Self::Host,
        Self::Provider,
        Self::ApprovedPremises,
    ];

    /// What they are called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Com => "community offender manager",
            Self::PomOrKeyworker => "prison offender manager or keyworker",
            Self::Police => "police",
            Self::Security => "security",
            Self::Vlo => "victim liaison officer",
            Self::ChildrensServices => "children's services",
            Self::MappaLead => "MAPPA lead",
            Self::HomeOffice => "Home Office",
            Self::Healthcare => "healthcare",
            Self::Host => "host",
            Self::Provider => "employer or placement provider",
            Self::ApprovedPremises => "approved premises",
        }
    }

    /// The clause that says when they are asked.
    const fn clause(self) -> &'static Clause {
        match self {
            Self::Com | Self::PomOrKeyworker | Self::Police | Self::Security => &ALWAYS,
            Self::Vlo => &VICTIMS,
            Self::ChildrensServices => &CHILDREN,
            Self::MappaLead => &MAPPA,
            Self::HomeOffice => &NATIONALITY,
            Self::Healthcare => &HEALTH,
            Self::Host | Self::Provider | Self::ApprovedPremises => &PLACES,
        }
    }
}

impl fmt::Display for Consultee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

const SECONDARY: &str = "What is considered, as secondary sources give it; that these are asked is this product's own";

pub(super) const ALWAYS: Clause = Clause {
    id: "rotl.ask-always",
    words: "The community offender manager, the prison offender manager or keyworker, the police and security are always asked.",
    source: SECONDARY,
};
pub(super) const VICTIMS: Clause = Clause {
    id: "rotl.ask-victim-liaison",
    words: "Where a victim is in the Victim Contact Scheme, the victim liaison officer is asked.",
    source: "Victim Contact Scheme: victims are asked for concerns, temporary licence included",
};
pub(super) const CHILDREN: Clause = Clause {
    id: "rotl.ask-childrens-services",
    words: "For a childcare licence, where the person will be with children, and where an alert is active about contact with \
            children, children's services are asked.",
    source: SECONDARY,
};
pub(super) const MAPPA: Clause = Clause {
    id: "rotl.ask-mappa-lead",
    words: "At the MAPPA levels that the rule set lists, whoever leads the meetings is asked.",
    source: SECONDARY,
};
pub(super) const NATIONALITY: Clause = Clause {
    id: "rotl.ask-home-office",
    words: "For somebody of another nationality than British, the Home Office is asked.",
    source: "Home Office guidance on restricting contact and release, version 11 (21 August 2025)",
};
pub(super) const HEALTH: Clause = Clause {
    id: "rotl.ask-healthcare",
    words: "For treatment, for work, and where a medical hold is active, healthcare is asked.",
    source: "This product's own rule",
};
pub(super) const PLACES: Clause = Clause {
    id: "rotl.ask-place",
    words: "Whoever receives the person is asked: a host, an employer or provider, approved premises.",
    source: SECONDARY,
};

/// Somebody, whether they must be asked, and whether the board must have their reply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consultation {
    /// Who.
    pub who: Consultee,
    /// Whether the board must have their reply, where they are asked: the prison's own setting.
    pub must_reply: bool,
    /// Whether they must be asked, and why.
    #[serde(flatten)]
    pub reasoned: Reasoned<bool>,
}

/// Who must be asked and who need not be, each with the reason.
pub fn consultees(facts: &Facts, request: &Request, book: &RuleBook<'_>) -> Vec<Consultation> {
    Consultee::ALL.into_iter().map(|who| consultation(who, facts, request, book)).collect()
}

fn consultation(who: Consultee, facts: &Facts, request: &Request, book: &RuleBook<'_>) -> Consultation {
    let rules = &book.rotl.constants;
    let mut working = Working::kept();
    let said = ask(who, facts, request, rules, &mut working);
    working.decided_by(who.clause());
    let conclude =
        |(asked, why): &(bool, String)| format!("{}: {why}", if *asked { "To be asked" } else { "Not needed" });
    let Reasoned { answer, mut derivation } = working.finish(&CONSULTEES, book.rotl.edition(), None, said, conclude);
    derivation.rule = format!("{}: {who}", CONSULTEES.name).into();
    let answer = answer.map(|(asked, _)| asked);
    Consultation { who, must_reply: rules.must_reply.value.contains(&who), reasoned: Reasoned { answer, derivation } }
}

fn ask(
    who: Consultee,
    facts: &Facts,
    request: &Request,
    rules: &Constants,
    working: &mut Working,
) -> Answer<(bool, String)> {
    match who {
        Consultee::Com | Consultee::PomOrKeyworker | Consultee::Police | Consultee::Security => {
            asked(true, "they are asked in every case.")
        }
        Consultee::Vlo => {
            let contact = working.flag("A victim is in the Victim Contact Scheme", facts.victim_contact);
            Answer::of(contact, "whether a victim is in the Victim Contact Scheme").and_then(|contact| {
                let not = if contact { "a victim" } else { "no victim" };
                asked(contact, format!("{not} is in the Victim Contact Scheme."))
            })
        }
        Consultee::ChildrensServices => children(facts, request, rules, working),
        Consultee::MappaLead => mappa(facts, rules, working),
        Consultee::HomeOffice => {
            let foreign = working.flag("Of another nationality than British", facts.foreign_national);
            Answer::of(foreign, "the nationality").and_then(|foreign| {
                asked(foreign, if foreign { "the person is not British." } else { "a British national." })
            })
        }
        Consultee::Healthcare => health(facts, request, rules, working),
        Consultee::Host => place(working.flag("Somebody puts them up or receives them", request.host), "a host"),
        Consultee::Provider => {
            place(working.flag("They go to a provider", request.provider), "an employer or provider")
        }
        Consultee::ApprovedPremises => {
            place(working.flag("They stay in approved premises", request.approved_premises), "approved premises")
        }
    }
}

fn asked(asked: bool, why: impl Into<String>) -> Answer<(bool, String)> {
    Answer::Known((asked, why.into()))
}

fn place(goes: Option<bool>, where_to: &'static str) -> Answer<(bool, String)> {
    let Some(goes) = goes else { return Answer::cannot_tell(format!("whether the release is to {where_to}")) };
    asked(goes, format!("the release is {}to {where_to}.", if goes { "" } else { "not " }))
}

fn children(facts: &Facts, request: &Request, rules: &Constants, working: &mut Working) -> Answer<(bool, String)> {
    working.uses("Type", request.kind.words());
    let with = working.flag("They will be with children", request.with_children);
    let alerts = active(facts.alerts.as_ref(), &rules.child_contact_alerts.value, working);
    if request.kind == Kind::Crl {
        return asked(true, "it is a childcare licence.");
    }
    let alert = alerts.map(|found| !found.is_empty());
    let with = Answer::of(with, "whether the person will be with children");
    let why = if alert == Answer::Known(true) {
        "an alert about contact with children is active."
    } else {
        "the person will be with children."
    };
    alert.or(with).and_then(|needed| {
        asked(needed, if needed { why } else { "no alert about contact with children, and no children where they go." })
    })
}

fn mappa(facts: &Facts, rules: &Constants, working: &mut Working) -> Answer<(bool, String)> {
    let applies = working.flag("MAPPA applies", facts.mappa_applies);
    working.uses("MAPPA level", facts.mappa_level.map_or("not recorded", MappaLevel::words));
    if applies == Some(false) {
        return asked(false, "MAPPA does not apply.");
    }
    Answer::of(facts.mappa_level, "the MAPPA level")
        .and_then(|level| asked(rules.mappa_lead_levels.value.contains(&level), format!("MAPPA is {}.", level.words())))
}

fn health(facts: &Facts, request: &Request, rules: &Constants, working: &mut Working) -> Answer<(bool, String)> {
    let about = request.found_reason().and_then(|reason| reason.about);
    working.uses("Reason", request.reason.as_deref().unwrap_or("not recorded"));
    let hold = active(facts.alerts.as_ref(), &rules.medical_alerts.value, working).map(|found| !found.is_empty());
    match about {
        Some(About::Treatment) => return asked(true, "it is for treatment."),
        Some(About::Work) => return asked(true, "it is for work, for which the person must be fit."),
        None => {}
    }
    let known = Answer::of(request.reason.as_deref(), "the reason").map(|_| false);
    hold.or(known).and_then(|needed| {
        asked(
            needed,
            if needed {
                "a medical hold is active."
            } else {
                "neither for treatment nor for work, and no medical hold."
            },
        )
    })
}
