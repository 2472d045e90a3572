//! The rules as this prison applies them on a day: the newest editions, with the prison's own figures.

use std::sync::Arc;

use casework::{Case, PrisonNumber, codes, london};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::PrincipalId;
use policy::derivation::Derivation;
use policy::handover::{self, HandoverRules};
use policy::obligation::{self, CaseFacts, Obligation, ObligationSettings, Owed, OwnFigure};
use policy::pack::{PackRules, PackSettings};
use policy::pom_type::{self, PomTypeRules};
use policy::rule_set::RuleSet;
use policy::workload::{self, WorkloadRules};
use store::doing::FigureRow;
use store::owed::{OwedThing, Reckon, Reckoned, Rules};

use super::facts::case_facts;
use super::words::word;
use crate::error::AppError;
use crate::pack::is_owed_for;
use crate::session::Session;

/// How facts are made from a case: raised when that changes, so that what is owed is worked out again.
const FACTS: u32 = 3;

/// The rules by which a prison owes things.
pub struct PrisonRules {
    prison: String,
}

impl PrisonRules {
    /// Those of a prison, by its code.
    pub fn of(prison: &str) -> Self {
        Self { prison: prison.to_owned() }
    }
}

impl Rules for PrisonRules {
    fn edition(&self) -> String {
        let rules = InForce::of(&[]);
        format!("{}; {}; facts {FACTS}", rules.handover.edition(), rules.settings.edition())
    }

    fn on(&self, today: Date, figures: &[FigureRow]) -> Arc<Reckon> {
        let rules = InForce::of(figures);
        let prison = self.prison.clone();
        Arc::new(move |number, case| {
            if is_owed_for(case, &prison) {
                reckoned(&rules.owed(&case_facts(number, case), today))
            } else {
                Reckoned::default()
            }
        })
    }
}

fn reckoned(owed: &Owed) -> Reckoned {
    Reckoned { things: owed.obligations.iter().map(thing).collect(), unclear: owed.unclear.len() }
}

fn thing(obligation: &Obligation) -> OwedThing {
    let Obligation { key, owner, window, why, standing, .. } = obligation;
    OwedThing {
        kind: word(&key.kind),
        about: key.about.clone(),
        since: key.since,
        opens: window.opens,
        due: window.due,
        hard_stop: window.hard_stop,
        role: word(&owner.role),
        owner: owner.person.as_deref().and_then(person),
        why: why.clone(),
        standing: word(standing),
    }
}

/// A member of staff as the rules carry them.
pub(super) fn person(id: &str) -> Option<PrincipalId> {
    id.parse().ok().map(PrincipalId)
}

/// The editions that are in force here.
#[derive(Debug, Clone)]
pub struct InForce {
    /// Responsibility and handover.
    pub handover: &'static HandoverRules,
    /// What is owed by when.
    pub settings: ObligationSettings,
    /// Which type of offender manager is recommended.
    pub pom_type: &'static PomTypeRules,
    /// What a case weighs.
    pub work: &'static WorkloadRules,
    /// What a handover pack has to hold.
    pub pack: PackRules,
}

impl InForce {
    /// With the figures that the prison set or took back. One that cannot be set any more, since an update, is left at its default.
    pub fn of(figures: &[FigureRow]) -> Self {
        let own = own(figures);
        let (settings, _) = obligation::settings().newest.of_prison(&own);
        Self {
            handover: &handover::rule_sets().newest,
            settings,
            pom_type: &pom_type::rule_sets().newest,
            work: &workload::rule_sets().newest,
            pack: PackSettings::of_prison(&own).rules(),
        }
    }

    /// What is owed in a case.
    pub fn owed(&self, facts: &CaseFacts, today: Date) -> Owed {
        obligation::owed(facts, &self.settings, self.handover, today)
    }
}

/// The figures that the prison set, as the rules take them.
pub(crate) fn own(figures: &[FigureRow]) -> Vec<OwnFigure> {
    let set = |figure: &FigureRow| {
        let at = Timestamp::from_millisecond(figure.recorded).unwrap_or(Timestamp::UNIX_EPOCH);
        Some(OwnFigure { name: figure.name.clone(), value: figure.value.clone()?, set_on: london::day(at) })
    };
    figures.iter().filter_map(set).collect()
}

/// Since when an edition holds, in words.
pub(crate) fn in_force<C>(rules: &RuleSet<C>) -> String {
    match rules.effective_from {
        Some(since) => format!("{}, in force since {since}", rules.edition()),
        None => format!("{}; since when it holds, no source says", rules.edition()),
    }
}

/// An answer's working as a screen shows it.
pub(crate) fn why(mut derivation: Derivation, in_force: String, settled_by: Option<&str>) -> api::WhyView {
    for input in &mut derivation.inputs {
        if let Some(words) = words_for(&input.name, &input.value) {
            input.value = format!("{words} ({})", input.value).into();
        }
    }
    let text = derivation.to_string();
    api::WhyView { derivation: in_words(derivation), in_force, settled_by: settled_by.map(str::to_owned), text }
}

/// What a code of the prison system means, where a rule used it as it is. The code stays beside it, for whoever looks it up.
fn words_for(input: &str, code: &str) -> Option<String> {
    match input {
        "Legal status" if code.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_') => {
            let words = code.to_ascii_lowercase().replace('_', " ");
            let mut letters = words.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect())
        }
        "Imprisonment status" => codes::imprisonment_status(code).map(|status| status.label.clone()),
        "Prison" => codes::prison(code).map(|prison| prison.name.clone()),
        "Category" => codes::category(code).map(str::to_owned),
        _ => None,
    }
}

/// A working as a screen shows it, without what is the same for all of an edition.
pub(crate) fn in_words(derivation: Derivation) -> api::DerivationView {
    let inputs = derivation.inputs.into_iter().map(|input| (input.name.into_owned(), input.value.into_owned()));
    let clause =
        derivation.clause.map(|fired| (fired.id.into_owned(), fired.words.into_owned(), fired.source.into_owned()));
    api::DerivationView {
        rule: derivation.rule.into_owned(),
        conclusion: derivation.conclusion,
        inputs: inputs.collect(),
        steps: derivation.steps,
        cautions: derivation.cautions,
        clause,
        source: derivation.source.into_owned(),
        rule_set: derivation.rule_set.to_string(),
        would_change: derivation.would_change,
    }
}

impl Session {
    /// The rules as they are in force here.
    pub(crate) async fn in_force(&self) -> Result<InForce, AppError> {
        Ok(InForce::of(&self.record.figures().await?))
    }

    /// Everybody who is held here.
    pub(crate) async fn held(&self) -> Result<Vec<(PrisonNumber, Case)>, AppError> {
        let prison = self.prison();
        Ok(self.record.cases().await?.into_iter().filter(|(_, case)| case.is_held_by(prison)).collect())
    }

    /// Whether the rows of what is owed are of today.
    pub(crate) fn knows_what_is_owed(&self) -> bool {
        self.record.is_reckoned(self.today())
    }

    /// Works out what is owed in every case, where that is not of today.
    pub async fn work_out_what_is_owed(&mut self) -> Result<(), AppError> {
        let today = self.today();
        Ok(self.record.reckon(today).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::words_for;

    #[test]
    fn a_code_is_said_in_words_and_what_is_no_code_stays() {
        for (input, code, words) in [
            ("Legal status", "INDETERMINATE_SENTENCE", Some("Indeterminate sentence")),
            ("Legal status", "not recorded", None),
            ("Imprisonment status", "NO_SUCH_CODE", None),
            ("Prison", "not recorded", None),
            ("Tier", "A", None),
        ] {
            assert_eq!(words_for(input, code).as_deref(), words, "{input}: {code}");
        }
        let prison = words_for("Prison", "LEI").unwrap();
        assert!(prison.contains("Leeds"), "{prison}");
    }
}
