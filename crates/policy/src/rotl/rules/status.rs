//! Who can have no temporary release at all, or under rules of their own: by category, status and proceedings.

use super::{Case, Said, met, not_asked, not_met};
use crate::answer::Answer;
use crate::calendar::{long_date, months_after};
use crate::derivation::Working;
use crate::rotl::place::{is_in_open_conditions, said};
use crate::rule::Clause;

const SECONDARY: &str = "ROTL Policy Framework (2019), as secondary sources give it";

pub(in crate::rotl) const CATEGORY_A: Clause = Clause {
    id: "rotl.category-a",
    words: "Nobody of category A, provisional category A or a restricted status is released on temporary licence.",
    source: SECONDARY,
};
pub(in crate::rotl) const REMAND: Clause =
    Clause { id: "rotl.remand", words: "Nobody on remand is released on temporary licence.", source: SECONDARY };
pub(in crate::rotl) const UNSENTENCED: Clause = Clause {
    id: "rotl.unsentenced",
    words: "Nobody who is convicted and not sentenced yet is released on temporary licence.",
    source: SECONDARY,
};
pub(in crate::rotl) const OTHER_CHARGES: Clause = Clause {
    id: "rotl.other-charges",
    words: "Nobody is released on temporary licence who serves a sentence, and is remanded on or waits for sentence for \
            something else.",
    source: SECONDARY,
};
pub(in crate::rotl) const EXTRADITION: Clause = Clause {
    id: "rotl.extradition",
    words: "Nobody held for extradition is released on temporary licence.",
    source: SECONDARY,
};
pub(in crate::rotl) const TRIBUNAL: Clause = Clause {
    id: "rotl.tribunal",
    words: "Nobody held for an international tribunal is released on temporary licence. No record says it: somebody looks.",
    source: SECONDARY,
};
pub(in crate::rotl) const DEPORTATION: Clause = Clause {
    id: "rotl.deportation",
    words: "Somebody with a deportation order, and no appeal left from within the country, can only be released who is in open \
            conditions immediately before.",
    source: "Young Offender Institution Rules 2000, rule 5(1A), and Prison Rules 1999, rule 9, as amended by SI 2014/2169",
};
pub(in crate::rotl) const CONFISCATION: Clause = Clause {
    id: "rotl.confiscation",
    words: "Nobody is released on temporary licence for whom a term in default of a confiscation order follows, or who serves one.",
    source: "Prisoners' Advice Service on a settled case: from the sentence to the end of the default term",
};
pub(in crate::rotl) const SPECIAL_SENTENCE: Clause = Clause {
    id: "rotl.special-sentence",
    words: "After a recall, for a term in default, for a civil prisoner, for somebody detained without a sentence and for a \
            detention and training order no rule was found: somebody looks it up.",
    source: "No source found",
};
pub(in crate::rotl) const AGE: Clause = Clause {
    id: "rotl.age",
    words: "Temporary release of somebody who is no adult has types of its own, which are not covered here.",
    source: "External movements: youth temporary release",
};

pub(in crate::rotl) fn category_a(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let category = case.facts.category.as_deref();
    working.uses("Category", said(category));
    Answer::of(category, "the security category").and_then(|category| {
        let words = format!("category {category}.");
        if case.rules.barred_categories.value.contains(category) { not_met(words) } else { met(words) }
    })
}

pub(in crate::rotl) fn remand(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    legal_status(case, working).and_then(|status| {
        let rules = case.rules;
        let is_known = rules.unsentenced_statuses.value.contains(status) || rules.other_statuses.value.contains(status);
        by_status(status, rules.remand_statuses.value.contains(status), is_known)
    })
}

pub(in crate::rotl) fn unsentenced(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    legal_status(case, working).and_then(|status| {
        let rules = case.rules;
        let is_known = rules.remand_statuses.value.contains(status) || rules.other_statuses.value.contains(status);
        by_status(status, rules.unsentenced_statuses.value.contains(status), is_known)
    })
}

fn legal_status<'a>(case: &Case<'a>, working: &mut Working) -> Answer<&'a str> {
    let status = case.facts.legal_status.as_deref();
    working.uses("Legal status", said(status));
    Answer::of(status, "the legal status")
}

fn by_status(status: &str, bars: bool, is_known: bool) -> Answer<Said> {
    match (bars, is_known) {
        (true, _) => not_met(format!("the legal status is {status}.")),
        (false, true) => met(format!("the legal status is {status}.")),
        (false, false) => Answer::cannot_tell(format!("what the legal status {status} means here")),
    }
}

pub(in crate::rotl) fn other_charges(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let pending = working.flag("Remanded on, or to be sentenced for, something else", case.facts.other_charges);
    Answer::of(pending, "whether the person is remanded on, or waits for sentence for, something else").and_then(
        |pending| if pending { not_met("other charges are outstanding.") } else { met("no other charge is recorded.") },
    )
}

pub(in crate::rotl) fn extradition(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let status = case.facts.imprisonment_status.as_deref();
    working.uses("Imprisonment status", said(status));
    Answer::of(status, "the imprisonment status").and_then(|status| {
        let words = format!("the imprisonment status is {status}.");
        if case.rules.extradition_statuses.value.contains(status) { not_met(words) } else { met(words) }
    })
}

pub(in crate::rotl) fn tribunal(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let held = working.flag("Held for an international tribunal", case.facts.tribunal);
    Answer::of(held, "whether the person is held for an international tribunal").and_then(|held| {
        if held {
            not_met("held for an international tribunal.")
        } else {
            met("not held for an international tribunal.")
        }
    })
}

pub(in crate::rotl) fn deportation(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let facts = case.facts;
    let ordered = working.flag("Deportation order", facts.deportation_order);
    let foreign = working.flag("Of another nationality", facts.foreign_national);
    if foreign == Some(false) && ordered.is_none() {
        return not_asked("a British national, and no deportation order is recorded.");
    }
    let exhausted = working.flag("No appeal left from within the country", facts.appeals_exhausted);
    let order = Answer::of(ordered, "whether there is a deportation order");
    let no_appeal = Answer::of(exhausted, "whether an appeal against deportation is left from within the country");
    let closed = !is_in_open_conditions(case.facts, case.handover, working);
    order.and(no_appeal).and(closed).and_then(|bars| {
        if bars {
            return not_met(
                "there is a deportation order, no appeal is left, and the person is not in open conditions.",
            );
        }
        met(match (ordered, exhausted) {
            (Some(false), _) => "there is no deportation order.",
            (_, Some(false)) => "an appeal from within the country is left.",
            _ => "the person is in open conditions.",
        })
    })
}

pub(in crate::rotl) fn confiscation(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let follows = working.flag("A confiscation default follows, or is being served", case.facts.confiscation_default);
    Answer::of(follows, "whether a term in default of a confiscation order follows").and_then(|follows| {
        if follows {
            working.caution("The sources disagree: only during the default term, or from the sentence on.");
            return not_met("a term in default of a confiscation order follows, or is being served.");
        }
        met("no term in default of a confiscation order is recorded.")
    })
}

pub(in crate::rotl) fn special_sentence(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let facts = case.facts;
    let recalled = working.flag("Recalled", facts.recalled);
    let status = facts.imprisonment_status.as_deref();
    working.uses("Imprisonment status", said(status));
    let legal = facts.legal_status.as_deref();
    working.uses("Legal status", said(legal));
    let was_recalled = recalled == Some(true) || legal.is_some_and(|it| case.rules.recall_statuses.value.contains(it));
    if was_recalled {
        return Answer::cannot_tell("the rules for somebody who was recalled (no source was found)");
    }
    let special = |status: &&str| case.rules.special_statuses.value.contains(*status);
    if let Some(status) = status.filter(special) {
        return Answer::cannot_tell(format!("the rules for the imprisonment status {status} (no source was found)"));
    }
    let recorded = Answer::of(recalled, "whether the person was recalled").map(|_| true);
    recorded
        .and(Answer::of(status, "the imprisonment status").map(|_| true))
        .and_then(|_| not_asked("serving a sentence, and not recalled."))
}

pub(in crate::rotl) fn age(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let born = working.date("Date of birth", case.facts.date_of_birth);
    Answer::of(born, "the date of birth").and_then(|born| {
        let months = u16::try_from(case.rules.adult_age.value).unwrap_or_default().saturating_mul(12);
        let adult = months_after(born, months);
        working.step(format_args!("An adult from {}.", long_date(adult)));
        if adult <= case.today {
            return met("an adult.");
        }
        Answer::cannot_tell("the rules of youth temporary release, which has types of its own")
    })
}
