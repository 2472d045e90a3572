//! Who has nobody in a post, since when, and whom the record suggests: somebody who knows them first. The rule itself is
//! `casework::suggestion`; here is what it is told, and what is said of its answer.

use std::collections::BTreeMap;

use api::{AlertView, AllocationView, Because, OfficerView, SuggestionView, WaitingView};
use casework::apply::right_to_allocate;
use casework::event::Post;
use casework::suggestion::{self, Officer, Suggestion, Waiting, suggest};
use casework::{Case, Field, PrisonNumber, codes, london};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::PrincipalId;
use store::post::PostRow;

use crate::allocation::check_first;
use crate::error::AppError;
use crate::owed::came;
use crate::session::Session;

impl Session {
    /// Who has nobody in a post, who is suggested for them, and how many cases each member of staff has in it.
    pub async fn allocation(&self, post: Post, room: Option<u32>) -> Result<AllocationView, AppError> {
        self.demand(right_to_allocate(post))?;
        let history = History::of(self.record.post_history(post).await?);
        let officers = self.officers(post, &history).await?;
        let serving: Vec<PrincipalId> = officers.iter().map(|officer| officer.staff).collect();
        let without = self.record.held_by_none_of(post, &serving).await?;
        let here = self.record.count_here().await?;
        let (not_needed, mut waiting): (Vec<_>, Vec<_>) = without
            .into_iter()
            .map(|(number, case)| Lacking::new(number, case, post, &history))
            .partition(|lacking| post == Post::Keyworker && lacking.case.has_high_complexity());
        // By name already; whoever is recorded with somebody who has left comes first, then whoever waits longest.
        waiting.sort_by_key(|lacking| (lacking.still_with.is_none(), lacking.since.is_none(), lacking.since));
        let suggested = match post {
            Post::CoworkingPom => vec![None; waiting.len()],
            Post::Pom | Post::Keyworker => {
                let asked: Vec<Waiting> = waiting.iter().map(Lacking::asked).collect();
                suggest(&officers, &asked, room)
            }
        };
        let count = |list: &[Lacking]| u32::try_from(list.len()).unwrap_or(u32::MAX);
        Ok(AllocationView {
            here,
            held: here.saturating_sub(count(&waiting)).saturating_sub(count(&not_needed)),
            not_needed: count(&not_needed),
            waiting: waiting
                .into_iter()
                .zip(suggested)
                .map(|(lacking, suggested)| self.waiting_view(lacking, suggested, post, room, &history))
                .collect(),
            officers: officers.iter().map(|officer| self.officer_view(officer)).collect(),
        })
    }

    /// Who can hold a post, lightest load first.
    async fn officers(&self, post: Post, history: &History) -> Result<Vec<Officer>, AppError> {
        let loads = self.record.loads(post, true).await?;
        let serving = self.membership().members().iter().filter(|member| member.roles().has(post.role()));
        let mut officers: Vec<Officer> = serving
            .map(|member| Officer {
                staff: member.principal,
                load: loads.get(&member.principal).copied().unwrap_or(0),
                last_given: history.last_given(member.principal),
            })
            .collect();
        officers.sort_by_key(|officer| (officer.load, self.staff_name(officer.staff)));
        Ok(officers)
    }

    fn officer_view(&self, officer: &Officer) -> OfficerView {
        OfficerView {
            id: officer.staff.to_string(),
            name: self.staff_name(officer.staff),
            load: officer.load,
            last_given: officer.last_given.map(|at| london::day(at).to_string()),
        }
    }

    fn waiting_view(
        &self,
        lacking: Lacking,
        suggested: Option<Suggestion>,
        post: Post,
        room: Option<u32>,
        history: &History,
    ) -> WaitingView {
        let Lacking { number, case, since, still_with, .. } = &lacking;
        WaitingView {
            number: number.to_string(),
            name: case.list_name(),
            cell: case.text(Field::CellLocation).map(str::to_owned),
            since: since.map(|day| day.to_string()),
            still_with: still_with.map(|staff| self.staff_name(staff)),
            pom: case.holder(Post::Pom).map(|holding| self.staff_name(holding.staff)),
            suggested: suggested.map(|suggestion| {
                let held = history
                    .last_tenure(number, suggestion.staff)
                    .filter(|_| suggestion.because == suggestion::Because::Knows);
                SuggestionView {
                    staff: suggestion.staff.to_string(),
                    name: self.staff_name(suggestion.staff),
                    because: match suggestion.because {
                        suggestion::Because::Knows => Because::Knows,
                        suggestion::Because::Lightest => Because::Lightest,
                    },
                    load: suggestion.load,
                    held: held.map(|(from, to)| (from.to_string(), to.to_string())),
                    last_given: history.last_given(suggestion.staff).map(|at| london::day(at).to_string()),
                    reason: reason(&suggestion, post, room, held),
                }
            }),
            check_first: check_first(case)
                .map(|code| AlertView {
                    label: codes::alert(code).map_or_else(|| code.to_owned(), |known| known.label.clone()),
                    code: code.to_owned(),
                })
                .collect(),
        }
    }
}

/// The reason as it is recorded, if a suggestion is accepted as it is.
fn reason(suggestion: &Suggestion, post: Post, room: Option<u32>, held: Option<(Date, Date)>) -> String {
    let load = suggestion.load;
    let mut reason = match (held, room) {
        (Some((_, until)), _) => format!("Suggested: was their {} until {}", post.title(), london::long_date(until)),
        (None, Some(room)) => format!("Suggested: lightest load, {load} of {room}"),
        (None, None) => format!("Suggested: lightest load, {load}"),
    };
    if room.is_some_and(|room| load >= room) {
        reason.push_str(&format!(". Above room: {} of {}", load + 1, room.unwrap_or_default()));
    }
    reason
}

/// Somebody who has nobody in a post.
struct Lacking {
    number: PrisonNumber,
    case: Case,
    since: Option<Date>,
    still_with: Option<PrincipalId>,
    former: Vec<PrincipalId>,
    not: Option<PrincipalId>,
}

impl Lacking {
    fn new(number: PrisonNumber, case: Case, post: Post, history: &History) -> Self {
        let still_with = case.holder(post).map(|holding| holding.staff);
        // On which day somebody lost the role is not written in the case; and nobody waits for a co-working POM.
        let waits = still_with.is_none() && post != Post::CoworkingPom;
        let since = if waits { history.left_on(&number).max(came(&case)) } else { None };
        let not = match post {
            Post::Pom => case.holder(Post::CoworkingPom),
            Post::CoworkingPom => case.holder(Post::Pom),
            Post::Keyworker => None,
        };
        Self { since, still_with, former: history.former(&number), not: not.map(|holding| holding.staff), number, case }
    }

    fn asked(&self) -> Waiting {
        Waiting { former: self.former.clone(), not: self.not, check_first: check_first(&self.case).next().is_some() }
    }
}

/// Who held a post of which case, from when to when.
struct History {
    tenures: BTreeMap<String, Vec<Tenure>>,
    given: BTreeMap<PrincipalId, Timestamp>,
}

struct Tenure {
    staff: PrincipalId,
    from: Timestamp,
    to: Option<Timestamp>,
}

impl History {
    fn of(rows: Vec<PostRow>) -> Self {
        let mut history = Self { tenures: BTreeMap::new(), given: BTreeMap::new() };
        for PostRow { number, staff, taken, occurred } in rows {
            let at = Timestamp::from_millisecond(occurred).unwrap_or(Timestamp::UNIX_EPOCH);
            let of_case = history.tenures.entry(number).or_default();
            if taken {
                of_case.push(Tenure { staff, from: at, to: None });
                let last = history.given.entry(staff).or_insert(at);
                *last = at.max(*last);
            } else if let Some(ended) = of_case.iter_mut().rev().find(|tenure| tenure.staff == staff) {
                ended.to = Some(at);
            }
        }
        history
    }

    fn of_case(&self, number: &PrisonNumber) -> &[Tenure] {
        self.tenures.get(number.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Who held it before, the last one first.
    fn former(&self, number: &PrisonNumber) -> Vec<PrincipalId> {
        let mut former: Vec<PrincipalId> = Vec::new();
        for tenure in self.of_case(number).iter().rev().filter(|tenure| tenure.to.is_some()) {
            if !former.contains(&tenure.staff) {
                former.push(tenure.staff);
            }
        }
        former
    }

    /// When somebody last left it.
    fn left_on(&self, number: &PrisonNumber) -> Option<Date> {
        self.of_case(number).iter().filter_map(|tenure| tenure.to).max().map(london::day)
    }

    /// From when to when somebody last held it.
    fn last_tenure(&self, number: &PrisonNumber, staff: PrincipalId) -> Option<(Date, Date)> {
        let last = self.of_case(number).iter().rev().find(|tenure| tenure.staff == staff)?;
        Some((london::day(last.from), london::day(last.to?)))
    }

    /// When somebody was last given a case.
    fn last_given(&self, staff: PrincipalId) -> Option<Timestamp> {
        self.given.get(&staff).copied()
    }
}
