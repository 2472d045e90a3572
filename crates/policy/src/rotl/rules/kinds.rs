//! What depends on the type: who can have it, from where, from when, and for what.

use super::{Case, Said, met, met_if_confirmed, not_asked, not_met};
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;
use crate::rotl::check::Check;
use crate::rotl::constants::Standing;
use crate::rotl::earliest::{Earliest, earliest_of};
use crate::rotl::facts::Sex;
use crate::rotl::kind::{Kind, Tier};
use crate::rotl::place::{Place, is_in_open_conditions, place, said};
use crate::rule::Clause;

const SECONDARY: &str = "As secondary sources give it";

pub(in crate::rotl) const CATEGORY_B: Clause = Clause {
    id: "rotl.category-b",
    words: "A man of category B has no day release and no overnight release for resettlement; the other types are possible.",
    source: SECONDARY,
};
pub(in crate::rotl) const INDETERMINATE: Clause = Clause {
    id: "rotl.indeterminate",
    words: "Somebody with an indeterminate sentence is released from open conditions only; from closed ones exceptionally, once \
            approved for open conditions.",
    source: "PSI 21/2012, as a summary gives it",
};
pub(in crate::rotl) const RESTRICTED_PLACE: Clause = Clause {
    id: "rotl.restricted-place",
    words: "Restricted releases are normally from open prisons, from women's prisons, and from other sites that are designated \
            for them.",
    source: "General knowledge of the published framework",
};
pub(in crate::rotl) const EARLIEST_DATE: Clause = Clause {
    id: "rotl.earliest-date",
    words: "The first day or overnight release for resettlement is not before its earliest date.",
    source: SECONDARY,
};
pub(in crate::rotl) const CARER: Clause = Clause {
    id: "rotl.carer",
    words: "A childcare licence is for whoever was, when they came to prison, the sole carer of a child under the age of \
            majority, and proves it.",
    source: SECONDARY,
};
pub(in crate::rotl) const PURPOSE: Clause = Clause {
    id: "rotl.purpose",
    words: "A release is for one of the purposes that the law lists, and for no other.",
    source: "Prison Rules 1999, rule 9(3); Young Offender Institution Rules 2000, rule 5(3)",
};
pub(in crate::rotl) const REASON: Clause = Clause {
    id: "rotl.reason",
    words: "The reason is one that the national service has under the type.",
    source: "External movements, reference data",
};
pub(in crate::rotl) const PURPOSE_FITS: Clause = Clause {
    id: "rotl.purpose-fits",
    words: "The reason is one that can serve the purpose.",
    source: "This product's own rule",
};

pub(in crate::rotl) fn category_b(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    if !case.request.kind.is_for_resettlement() {
        return not_asked(format!("a {} is possible in any category that is not barred.", case.request.kind.words()));
    }
    if case.facts.sex == Some(Sex::Female) {
        working.uses("Sex", "female");
        return not_asked("the category is a man's.");
    }
    let category = case.facts.category.as_deref();
    working.uses("Category", said(category));
    Answer::of(category, "the security category").and_then(|category| {
        if category == case.rules.category_b.value {
            return not_met(format!("category {category}: no {}.", case.request.kind.words()));
        }
        not_asked(format!("category {category}."))
    })
}

pub(in crate::rotl) fn indeterminate(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let indeterminate = working.flag("Indeterminate sentence", case.facts.indeterminate);
    Answer::of(indeterminate, "whether the sentence is indeterminate").and_then(|indeterminate| {
        if !indeterminate {
            return not_asked("a determinate sentence.");
        }
        is_in_open_conditions(case.facts, case.handover, working).and_then(|open| {
            if !open {
                return not_met("an indeterminate sentence, and not in open conditions.");
            }
            let standing = case.standing(Check::Indeterminate);
            met_if_confirmed(standing, "indeterminate sentences", "in open conditions.", working)
        })
    })
}

pub(in crate::rotl) fn restricted_place(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    case.tier.as_ref().and_then(|tier| {
        working.uses("Standard or restricted", tier.words());
        if *tier == Tier::Standard {
            return not_asked("standard, not restricted.");
        }
        place(case.facts, case.handover, working).and_then(|place| {
            if place == Place::Closed {
                return not_met("restricted, and neither in an open nor in a women's prison.");
            }
            let standing = case.standing(Check::RestrictedPlace);
            met_if_confirmed(standing, "where restricted releases are from", "in an open or a women's prison.", working)
        })
    })
}

pub(in crate::rotl) fn earliest_date(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let kind = case.request.kind;
    if !kind.is_for_resettlement() {
        return not_asked(format!("a {} is possible at any time.", kind.words()));
    }
    let standing = case.standing(Check::EarliestDate);
    earliest_of(kind, case, working).and_then(|earliest| match earliest {
        Earliest::AnyTime => met("possible at any time."),
        Earliest::OnceAssessed => {
            let why = "possible once the sentence plan and the risk assessment are done.";
            met_if_confirmed(standing, "the first release from open conditions", why, working)
        }
        Earliest::From(date) => {
            let first = working.date("First release", case.request.first_out).unwrap_or(case.today);
            if first < date {
                return not_met(format!("not before {}.", long_date(date)));
            }
            let why = format!("{} is not before {}.", long_date(first), long_date(date));
            let rules = case.rules;
            let before = if kind == Kind::Ror { &rules.overnight_before } else { &rules.day_release_before };
            let standing = Standing::weakest([standing, before.standing, rules.half_day.standing]);
            met_if_confirmed(standing, "the earliest date from closed conditions", why, working)
        }
    })
}

pub(in crate::rotl) fn carer(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    if case.request.kind != Kind::Crl {
        return not_asked(format!("this is a {}.", case.request.kind.words()));
    }
    let carer = working.flag("Sole carer of a child under 18 on coming to prison", case.facts.sole_carer);
    Answer::of(carer, "whether the person was the sole carer of a child on coming to prison").and_then(|carer| {
        if !carer {
            return not_met("the person was not the sole carer of a child.");
        }
        let standing = case.standing(Check::Carer);
        met_if_confirmed(standing, "who counts as the sole carer, and how it is proved", "the sole carer.", working)
    })
}

pub(in crate::rotl) fn purpose(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let purpose = case.request.purpose;
    working.uses("Purpose", purpose.map_or("not recorded", |purpose| purpose.words()));
    Answer::of(purpose, "the lawful purpose").and_then(|purpose| met(format!("{}.", purpose.words())))
}

pub(in crate::rotl) fn reason(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let code = case.request.reason.as_deref();
    working.uses("Reason", said(code));
    Answer::of(code, "the reason").and_then(|code| match case.request.found_reason() {
        Some(reason) => met(format!("{} ({code}).", reason.reason.label)),
        None => not_met(format!("{} has no reason {code}.", case.request.kind.code())),
    })
}

pub(in crate::rotl) fn purpose_fits(case: &Case<'_>, working: &mut Working) -> Answer<Said> {
    let (Some(code), Some(purpose)) = (case.request.reason.as_deref(), case.request.purpose) else {
        return Answer::cannot_tell("the reason and the lawful purpose");
    };
    working.uses("Reason", code);
    working.uses("Purpose", purpose.words());
    let Some(reason) = case.request.found_reason() else {
        return not_asked("the type has no such reason.");
    };
    let words = format!("{}, for {}.", reason.reason.label, purpose.words());
    if reason.purposes.contains(&purpose) { met(words) } else { not_met(words) }
}
