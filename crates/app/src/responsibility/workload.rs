//! The load of each POM: their cases weighed, against the room that their working pattern leaves. What a case weighs is `policy`'s to
//! say; all its figures are the prison's, and none of them is national.

use std::collections::BTreeMap;

use api::{LoadView, WorkloadView};
use casework::case::Case;
use casework::event::{CaseEvent, PomType, Post, WorkingPatternSet};
use casework::{Field, Right};
use ledger::{PrincipalId, Role};
use policy::answer::Answer;
use policy::risk::{Rosh, Tier};
use policy::workload::{
    self, Arrangement, Load, Need, Officer, Phase, Place, Scales, WORKLOAD, WorkingPattern, within_prison,
};
use store::doing::PatternRow;

use crate::error::AppError;
use crate::owed::{InForce, handover_facts, read_word, rosh, tier};
use crate::session::Session;

/// The tiers that a screen has columns for.
const TIERS: [Tier; 4] = [Tier::A, Tier::B, Tier::C, Tier::D];

impl Session {
    /// The load of each POM. What is late has to be of today: see `work_out_what_is_owed`.
    pub async fn workload(&self) -> Result<WorkloadView, AppError> {
        self.demand(Right::ReadCases)?;
        let rules = self.in_force().await?;
        let patterns = self.record.working_patterns().await?;
        let late = self.record.owed_late().await?;
        let mut loads: BTreeMap<PrincipalId, LoadView> = BTreeMap::new();
        let serving = self.membership().members().iter().filter(|member| member.roles().has(Role::Pom));
        for member in serving {
            loads.insert(member.principal, self.no_load(member.principal, &patterns, &rules));
        }
        let mut without_pom = 0;
        for (_, case) in self.held().await? {
            without_pom += u32::from(case.holder(Post::Pom).is_none());
            for (post, place) in places(&case, &patterns, &rules) {
                let Some(holding) = case.holder(post) else { continue };
                let row = loads.entry(holding.staff).or_insert_with(|| self.no_load(holding.staff, &patterns, &rules));
                self.add(row, &case, (post, place), &rules);
            }
        }
        for (staff, row) in &mut loads {
            row.overdue = late.get(staff).copied().unwrap_or(0);
        }
        let mut rows: Vec<LoadView> = loads.into_values().collect();
        // Against the room: whoever has none and has cases comes first.
        let fill = |row: &LoadView| u64::from(row.load) * 1_000 / u64::from(row.room.max(1));
        rows.sort_by(|one, other| fill(other).cmp(&fill(one)).then_with(|| one.name.cmp(&other.name)));
        Ok(WorkloadView { rows, how: how(&rules), without_pom })
    }

    fn no_load(&self, staff: PrincipalId, patterns: &BTreeMap<PrincipalId, PatternRow>, rules: &InForce) -> LoadView {
        let pattern = patterns.get(&staff);
        let week = pattern.and_then(|row| WorkingPattern::try_from(row.tenths).ok()).unwrap_or(WorkingPattern::FULL);
        LoadView {
            staff: staff.to_string(),
            name: self.staff_name(staff),
            pom_type: pattern.and_then(|row| row.pom_type).map(|of| type_word(of).to_owned()),
            responsible: 0,
            supporting: 0,
            coworking: 0,
            tiers: [0; 5],
            high_risk: 0,
            low_risk_high_need: 0,
            handovers: 0,
            load: 0,
            room: workload::room(week, rules.work).answer.known().unwrap_or_default(),
            tenths: week.tenths(),
            overdue: 0,
        }
    }

    fn add(&self, row: &mut LoadView, case: &Case, (post, place): (Post, Place), rules: &InForce) {
        let facts = handover_facts(case);
        let (tier, rosh) = (tier(case), rosh(case));
        let need: Option<Need> = case.text(Field::ComplexityOfNeed).and_then(|need| read_word(&need.to_lowercase()));
        let load = Load { handover: &facts, tier, rosh, need, place };
        let scales = Scales { work: rules.work, handover: rules.handover, obligations: &rules.settings };
        let weight = workload::weight(&load, self.today(), &scales);
        match (post, weight.phase) {
            (Post::CoworkingPom | Post::Keyworker, _) => row.coworking += 1,
            (Post::Pom, Phase::Supporting | Phase::NotCovered) => row.supporting += 1,
            (Post::Pom, Phase::Responsible | Phase::HandoverWindow | Phase::Unclear) => row.responsible += 1,
        }
        let column = TIERS.iter().position(|known| Some(*known) == tier).unwrap_or(TIERS.len());
        if let Some(count) = row.tiers.get_mut(column) {
            *count += 1;
        }
        row.high_risk += u32::from(rosh >= Some(Rosh::High));
        row.low_risk_high_need += u32::from(weight.low_risk_high_need);
        row.handovers += u32::from(post == Post::Pom && weight.phase == Phase::HandoverWindow);
        row.load = row.load.saturating_add(weight.hundredths);
    }

    /// Sets how much of a week a POM works, and of which type they are.
    pub async fn set_working_pattern(
        &mut self,
        staff: &str,
        tenths: u8,
        pom_type: Option<&str>,
    ) -> Result<(), AppError> {
        self.demand(Right::ChangeFigures)?;
        let staff = self.staff_named(staff).map_err(|error| error.at("staff"))?;
        if tenths > WorkingPatternSet::FULL_WEEK {
            return Err(AppError::input(
                format!("{tenths} tenths are more than a full week."),
                "Give 10 for a full week, 5 for half of one, 0 for somebody who is away.",
            )
            .at("tenths"));
        }
        let pom_type = match pom_type.map(str::trim).filter(|word| !word.is_empty()) {
            None => None,
            Some(word) => Some(read_word(word).ok_or_else(|| {
                AppError::input(format!("“{word}” is no type of POM."), "Choose prison or probation.").at("pomType")
            })?),
        };
        let pattern = WorkingPatternSet { staff, tenths, pom_type };
        self.write_unit(vec![CaseEvent::WorkingPatternSet(pattern)]).await?;
        Ok(())
    }
}

const fn type_word(of: PomType) -> &'static str {
    match of {
        PomType::Prison => "prison",
        PomType::Probation => "probation",
    }
}

/// Who works a case, and in which place: two officers share it as their types say.
fn places(case: &Case, patterns: &BTreeMap<PrincipalId, PatternRow>, rules: &InForce) -> Vec<(Post, Place)> {
    let officer = |post| {
        let holding = case.holder(post)?;
        let of = patterns.get(&holding.staff).and_then(|row| row.pom_type);
        Some(of.map(|of| match of {
            PomType::Prison => Officer::Prison,
            PomType::Probation => Officer::Probation,
        }))
    };
    let Some(allocated) = officer(Post::Pom) else {
        return officer(Post::CoworkingPom).map(|_| vec![(Post::CoworkingPom, Place::Coworking)]).unwrap_or_default();
    };
    let second = officer(Post::CoworkingPom);
    match (second, within_prison(allocated, second, rules.work).answer) {
        (None, _) => vec![(Post::Pom, Place::Alone)],
        (Some(_), Answer::Known(Arrangement::CaseManagementSupport)) => {
            vec![(Post::Pom, Place::Supported), (Post::CoworkingPom, Place::Support)]
        }
        (Some(_), _) => vec![(Post::Pom, Place::Alone), (Post::CoworkingPom, Place::Coworking)],
    }
}

/// How the weights come about.
fn how(rules: &InForce) -> Vec<String> {
    let figures = &rules.work.constants;
    let times = |hundredths: u32| format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let by_tier: Vec<String> = figures
        .tiers
        .value
        .iter()
        .map(|(tier, weight)| format!("{} {}", tier.words(), times(u32::from(*weight))))
        .collect();
    let adds = |list: Vec<(&str, u16)>| {
        let added = list.into_iter().filter(|(_, more)| *more > 0);
        added.map(|(words, more)| format!("{words} {}", times(u32::from(more)))).collect::<Vec<_>>().join(", ")
    };
    let rosh = figures.rosh.value.iter().map(|(level, more)| (level.words(), *more)).collect();
    let need = figures.need.value.iter().map(|(level, more)| (level.words(), *more)).collect();
    vec![
        WORKLOAD.purpose.to_owned(),
        format!("By tier, an ordinary case being 1.00: {}.", by_tier.join(", ")),
        format!("Risk of serious harm adds: {}.", adds(rosh)),
        format!("Need adds, whatever the risk: {}.", adds(need)),
        format!(
            "Of that, {} in a hundred count while the prison is responsible, {} while it supports; a handover that is near adds {}.",
            figures.responsible.value,
            figures.supporting.value,
            times(u32::from(figures.handover.value))
        ),
        format!(
            "A full week has room for {} ordinary cases, another week for its share.",
            times(figures.full_week.value)
        ),
        format!("All of these figures are local: {}.", WORKLOAD.source),
    ]
}
