//! What a prison sets of temporary release for itself: who decides, the minutes around a late return, the days that follow a refusal, and
//! what its papers are headed with. What it has not set is as the rules have it, or is not said at all.

use super::constants::{Constants, RotlRules, Stated, rule_sets};
use super::decision;
use super::kind::{Grade, Kind, Tier};
use crate::calendar::Period;
use crate::figure::{Address, Figure, Standing, Telephone, Unit, Value, settings_of_prison};

settings_of_prison! {
    /// What a prison sets, each with where it is written.
    RotlSettings, Constants, &rule_sets().newest.constants, rules;
    rotl_grade_rdr_standard: Grade, Grade ("duty manager", "governor"), "Resettlement day release, standard: the least grade that decides", standard(rules, Kind::Rdr);
    rotl_grade_ror_standard: Grade, Grade ("duty manager", "governor"), "Resettlement overnight release, standard: the least grade that decides", standard(rules, Kind::Ror);
    rotl_grade_crl_standard: Grade, Grade ("duty manager", "governor"), "Childcare resettlement licence, standard: the least grade that decides", standard(rules, Kind::Crl);
    rotl_grade_spl_standard: Grade, Grade ("duty manager", "governor"), "Special purpose licence, standard: the least grade that decides", standard(rules, Kind::Spl);
    rotl_grade_rdr_restricted: Grade, Grade ("governor", "governor"), "Resettlement day release, restricted: the least grade that decides", restricted();
    rotl_grade_ror_restricted: Grade, Grade ("governor", "governor"), "Resettlement overnight release, restricted: the least grade that decides", restricted();
    rotl_grade_crl_restricted: Grade, Grade ("governor", "governor"), "Childcare resettlement licence, restricted: the least grade that decides", restricted();
    rotl_grade_spl_restricted: Grade, Grade ("governor", "governor"), "Special purpose licence, restricted: the least grade that decides", restricted();
    rotl_due_soon_minutes: u16, Minutes ("0 minutes", "240 minutes"), "A return is due soon before its time by", stated(&rules.due_soon_minutes);
    rotl_call_minutes: u16, Minutes ("0 minutes", "240 minutes"), "Whoever is late, or their place, is called, from the due time, within", stated(&rules.call_minutes);
    rotl_governor_told_minutes: u16, Minutes ("0 minutes", "480 minutes"), "The governor is told of a late return, from the due time, within", stated(&rules.governor_told_minutes);
    rotl_governor_decides_minutes: u16, Minutes ("0 minutes", "480 minutes"), "The governor decides on the contingency plan, from the due time, within", stated(&rules.governor_decides_minutes);
    rotl_police_told_minutes: u16, Minutes ("0 minutes", "480 minutes"), "The police are told of a late return, from the due time, within", stated(&rules.police_told_minutes);
    rotl_complain_within: Option<Period>, PeriodOrNone ("1 day", "12 months"), "A refusal can be complained of, from the decision, within", unsaid("No national time was found for this: while none is set, whoever decides gives the day, or none");
    rotl_apply_again_after: Option<Period>, PeriodOrNone ("1 day", "12 months"), "After a refusal it can be applied again, from the decision, after", unsaid("No national interval was found: while none is set, whoever decides gives the day, or none");
    prison_address: Address, Address ("", ""), "The prison's address, as licences and letters print it", unsaid("Nothing is printed while none is recorded");
    prison_telephone: Telephone, Telephone ("", ""), "The prison's telephone, for the day and the night", unsaid("While none is recorded, a licence prints the number that whoever issues it gives");
}

/// The grade of a standard release, by type.
fn standard(rules: &Constants, kind: Kind) -> Figure<Grade> {
    let Stated { value, standing, source } = &rules.standard_grades;
    let value = value.get(&kind).copied().unwrap_or(Grade::Governor);
    Figure { value, standing: of_figure(*standing), source: source.clone() }
}

/// The grade of a restricted release: there is no higher one, so that a prison can ask for nothing else.
fn restricted() -> Figure<Grade> {
    let source = decision::RESTRICTED.source.to_owned();
    Figure { value: Grade::Governor, standing: Standing::Unconfirmed, source }
}

fn stated(minutes: &Stated<u16>) -> Figure<u16> {
    Figure { value: minutes.value, standing: of_figure(minutes.standing), source: minutes.source.clone() }
}

fn unsaid<T: Default>(source: &str) -> Figure<T> {
    Figure { value: T::default(), standing: Standing::Local, source: source.to_owned() }
}

const fn of_figure(standing: super::Standing) -> Standing {
    match standing {
        super::Standing::Law | super::Standing::National => Standing::National,
        super::Standing::Local => Standing::Local,
        super::Standing::Unconfirmed => Standing::Unconfirmed,
    }
}

impl RotlSettings {
    /// Whether something is called so.
    pub fn have(&self, name: &str) -> bool {
        self.figures().iter().any(|figure| figure.name == name)
    }

    /// The least grade that decides a release of a type.
    pub const fn grade(&self, kind: Kind, tier: Tier) -> &Figure<Grade> {
        match (tier, kind) {
            (Tier::Standard, Kind::Rdr) => &self.rotl_grade_rdr_standard,
            (Tier::Standard, Kind::Ror) => &self.rotl_grade_ror_standard,
            (Tier::Standard, Kind::Crl) => &self.rotl_grade_crl_standard,
            (Tier::Standard, Kind::Spl) => &self.rotl_grade_spl_standard,
            (Tier::Restricted, Kind::Rdr) => &self.rotl_grade_rdr_restricted,
            (Tier::Restricted, Kind::Ror) => &self.rotl_grade_ror_restricted,
            (Tier::Restricted, Kind::Crl) => &self.rotl_grade_crl_restricted,
            (Tier::Restricted, Kind::Spl) => &self.rotl_grade_spl_restricted,
        }
    }

    /// The newest rules with the minutes of this prison.
    pub fn rules(&self) -> RotlRules {
        let mut rules = rule_sets().newest.clone();
        let constants = &mut rules.constants;
        for (minutes, own) in [
            (&mut constants.due_soon_minutes, &self.rotl_due_soon_minutes),
            (&mut constants.call_minutes, &self.rotl_call_minutes),
            (&mut constants.governor_told_minutes, &self.rotl_governor_told_minutes),
            (&mut constants.governor_decides_minutes, &self.rotl_governor_decides_minutes),
            (&mut constants.police_told_minutes, &self.rotl_police_told_minutes),
        ] {
            // A starting value keeps its own standing: only what the prison set is the prison's.
            if *minutes != (Stated { value: own.value, standing: minutes.standing, source: own.source.clone() }) {
                *minutes = Stated { value: own.value, standing: super::Standing::Local, source: own.source.clone() };
            }
        }
        rules
    }
}

/// A setting in words: for what is said of a decision.
pub(super) fn said(figure: &Figure<Grade>) -> String {
    let Figure { value, standing, source } = figure;
    format!("{} ({}: {source})", value.in_words(Unit::Grade), standing.words())
}
