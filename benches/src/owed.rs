//! What is owed: worked out for everybody, listed, and kept up.

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use api::{MyDay, Whose};
use app::owed::{InForce, PrisonRules, case_facts};
use app::types::{Act, PrisonNumber};
use casework::Case;
use jiff::civil::Date;
use sqlx::Row;
use store::doing::FigureRow;
use store::owed::{Reckon, Rules};

use crate::figures::{median, milliseconds, percentile};
use crate::prison::Unit;
use crate::{Failure, bare};

/// How many cases are worked out at once.
const CASES: usize = 3_000;
/// How often everything is timed.
const TIMES: usize = 15;

/// What working out costs.
pub(crate) struct Worked {
    /// All obligations of so many cases.
    pub(crate) all_ms: f64,
    /// Only reading the same cases from their bytes.
    pub(crate) read_ms: f64,
}

/// All obligations of 3,000 folded cases, on one core; beside it what it takes to read the cases at all.
pub(crate) async fn everybody(unit: &Unit) -> Result<Worked, Failure> {
    let session = unit.open().await?;
    let (today, rules) = (session.today(), InForce::of(&session.record().figures().await?));
    let cases: Vec<(PrisonNumber, Case)> = session.record().cases().await?.into_iter().cycle().take(CASES).collect();
    let bytes = cases.iter().map(|(_, case)| minicbor::to_vec(case)).collect::<Result<Vec<_>, _>>()?;
    let (mut all, mut read) = (Vec::new(), Vec::new());
    for _ in 0..TIMES {
        let start = Instant::now();
        for (number, case) in &cases {
            black_box(rules.owed(&case_facts(number, case), today));
        }
        all.push(milliseconds(start.elapsed()));
        let start = Instant::now();
        for case in &bytes {
            black_box(minicbor::decode::<Case>(case)?);
        }
        read.push(milliseconds(start.elapsed()));
    }
    session.lock().await?;
    Ok(Worked { all_ms: median(&all), read_ms: median(&read) })
}

/// What opening my day costs.
pub(crate) struct Day {
    /// The slowest of the lists of everybody.
    pub(crate) worst_ms: f64,
    /// The first screenful of a bare statement, median.
    pub(crate) bare_ms: f64,
    /// The first time on a new day, when everything is worked out and written.
    pub(crate) new_day_ms: f64,
}

/// The list of a whole unit: its first screenful with all its counts.
pub(crate) async fn day(unit: &Unit) -> Result<Day, Failure> {
    let mut session = unit.open().await?;
    let start = Instant::now();
    session.work_out_what_is_owed().await?;
    let new_day_ms = milliseconds(start.elapsed());
    let mut connection = bare::open(&unit.record(), &unit.key().await?).await?;
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..TIMES * 10 {
        let asked = MyDay { whose: Whose::Unit, limit: 50, ..MyDay::default() };
        let start = Instant::now();
        black_box(session.my_day(&asked).await?);
        ours.push(milliseconds(start.elapsed()));
        let start = Instant::now();
        let rows =
            sqlx::query("SELECT number, kind, due, why FROM owed ORDER BY due LIMIT 50").fetch_all(&mut connection);
        for row in rows.await? {
            let _: (String, String, String, String) =
                (row.try_get(0)?, row.try_get(1)?, row.try_get(2)?, row.try_get(3)?);
        }
        theirs.push(milliseconds(start.elapsed()));
    }
    session.lock().await?;
    Ok(Day { worst_ms: percentile(&ours, 1.0), bare_ms: median(&theirs), new_day_ms })
}

/// The prison's rules, which tell whose case was worked out.
struct Telling {
    rules: PrisonRules,
    told: Arc<Mutex<BTreeSet<PrisonNumber>>>,
}

impl Rules for Telling {
    fn edition(&self) -> String {
        self.rules.edition()
    }

    fn on(&self, today: Date, figures: &[FigureRow]) -> Arc<Reckon> {
        let (reckon, told) = (self.rules.on(today, figures), self.told.clone());
        Arc::new(move |number, case| {
            told.lock().unwrap_or_else(PoisonError::into_inner).insert(*number);
            reckon(number, case)
        })
    }
}

/// What an act costs.
pub(crate) struct After {
    /// How many cases were worked out after one event.
    pub(crate) cases: usize,
    /// An act, durably recorded, with what it settles.
    pub(crate) act_ms: f64,
}

/// An act is recorded: how many cases are worked out anew, and how long it takes.
pub(crate) async fn after_one_event(unit: &Unit) -> Result<After, Failure> {
    let mut session = unit.open().await?;
    session.work_out_what_is_owed().await?;
    let told = Arc::new(Mutex::new(BTreeSet::new()));
    let rules = Telling { rules: PrisonRules::of(session.prison()), told: told.clone() };
    let today = session.today();
    session.record_mut().owe_by(Arc::new(rules), today).await?;
    let held: BTreeMap<PrisonNumber, Case> = session.record().cases().await?.into_iter().collect();
    let mut times = Vec::new();
    let mut most = 0;
    for number in held.keys().take(TIMES) {
        told.lock().unwrap_or_else(PoisonError::into_inner).clear();
        let act = api::RecordAct {
            number: number.to_string(),
            act: Act::PomContact,
            about: None,
            on: today.to_string(),
            words: "His plan".to_owned(),
        };
        let start = Instant::now();
        session.record_act(number, act).await?;
        times.push(milliseconds(start.elapsed()));
        most = most.max(told.lock().unwrap_or_else(PoisonError::into_inner).len());
    }
    session.lock().await?;
    Ok(After { cases: most, act_ms: median(&times) })
}
