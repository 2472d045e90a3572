//! Taking topics over from a pack that came: what it says of them becomes what is planned here, in its own words and with its name and day. Only of
//! topics of which nobody here has stated anything, and only where what it says can be said here without guessing. Facts are never taken.

use api::{ReceivedTopic, TakeTopics};
use casework::event::{CaseEvent, PlanStated};
use casework::pre_release::{Many, PlanState, Takes, Topic};
use casework::{PrisonNumber, Right, london};
use ledger::Compartment;
use pack::content::{Pack, Row, RowState};
use store::history::Line;

use super::content::topic_of;
use super::receive::find_received;
use crate::error::AppError;
use crate::plan::named;
use crate::session::Session;

/// A topic that a pack says something about, and nobody here.
struct Offer<'a> {
    topic: Topic,
    about: Option<String>,
    row: &'a Row,
    /// In which state it would be stated here, or why it would not.
    state: Result<PlanState, &'static str>,
}

impl Session {
    /// The topics of a pack about which nobody here has stated anything. That somebody looked at those of a restricted one, and why, is
    /// recorded first.
    pub async fn received_topics(
        &mut self,
        number: &PrisonNumber,
        id: &str,
        reason: &str,
    ) -> Result<Vec<ReceivedTopic>, AppError> {
        let (pack, _) = self.open_received(number, id, reason).await?;
        self.topics_on_offer(number, &pack).await
    }

    /// The same of a pack that was opened.
    pub async fn topics_on_offer(&self, number: &PrisonNumber, pack: &Pack) -> Result<Vec<ReceivedTopic>, AppError> {
        self.demand(Right::ReadCases)?;
        let history = self.record.release_entries(number).await?;
        let view = |offer: Offer<'_>| ReceivedTopic {
            key: offer.row.key.clone(),
            name: offer.row.name.clone(),
            value: offer.row.value.clone(),
            refused: offer.state.err().map(str::to_owned),
        };
        Ok(offers(pack, &history).map(view).collect())
    }

    /// States topics here as a pack has them: those that are named, or all that can be. Says how many. A restricted one is opened for that, and
    /// it is recorded why.
    pub async fn take_topics(&mut self, number: &PrisonNumber, asked: &TakeTopics) -> Result<u32, AppError> {
        self.demand(Right::PlanRelease)?;
        if asked.keys.is_empty() {
            self.refuse_all_at_once(number, &asked.id).await?;
        }
        let (pack, _) = self.open_received(number, &asked.id, &asked.reason).await?;
        let history = self.record.release_entries(number).await?;
        let mut offers: Vec<Offer<'_>> = offers(&pack, &history).collect();
        if asked.keys.is_empty() {
            offers.retain(|offer| offer.state.is_ok());
        } else {
            for key in &asked.keys {
                let offer = offers.iter().find(|offer| offer.row.key == *key);
                if let Some(refusal) = offer.map_or(Some(NOTHING_NEW), |offer| offer.state.err()) {
                    let message = format!("“{key}” cannot be taken over: {refusal}");
                    return Err(AppError::input(message, "Nothing was taken over.").at("keys"));
                }
            }
            offers.retain(|offer| asked.keys.contains(&offer.row.key));
        }
        let stated = |offer: Offer<'_>| Some(CaseEvent::PlanStated(stated(&pack, offer)?));
        let events: Vec<CaseEvent> = offers.into_iter().filter_map(stated).collect();
        let taken = u32::try_from(events.len()).unwrap_or(u32::MAX);
        if taken > 0 {
            self.tell(number, Compartment::General, events).await?;
        }
        Ok(taken)
    }

    /// With something restricted beside them, topics have to be named: whoever takes them over looks at each.
    async fn refuse_all_at_once(&self, number: &PrisonNumber, id: &str) -> Result<(), AppError> {
        let case = self.known_case(number).await?;
        let (_, received) = find_received(&case, id)?;
        if !received.restricted {
            return Ok(());
        }
        self.demand(Right::ReadRestricted)?;
        let message = "Something restricted came with this pack, so its topics are not taken over all at once.";
        Err(AppError::input(message, "Name those that everybody here may read.").at("keys"))
    }
}

/// Why a topic that is not on offer is not.
const NOTHING_NEW: &str = "the pack says nothing of it that this unit has not stated itself.";

/// What a pack says of topics of which nobody here has said anything. Restricted ones are not on offer: whoever may know of them states them.
fn offers<'a>(pack: &'a Pack, history: &[Line]) -> impl Iterator<Item = Offer<'a>> {
    let stated: Vec<(Topic, Option<String>)> = history
        .iter()
        .filter_map(|line| match &line.event {
            CaseEvent::PlanStated(body) => Some((body.topic, named(&body.about))),
            _ => None,
        })
        .collect();
    let offer = move |row: &'a Row| {
        let (topic, about) = topic_of(&row.key).filter(|(topic, _)| !topic.is_restricted())?;
        let is_name_right = match topic.many() {
            Many::One => about.is_none(),
            Many::Named => about.is_some(),
            Many::Within => true,
        };
        // Of what the gate missed, the pack has a row too: without a day, since nobody stated it.
        let is_held = row.on.is_some() && !row.value.trim().is_empty();
        let new = !stated.contains(&(topic, about.clone()));
        let state = state(topic, about.is_some(), row);
        (new && is_name_right && is_held).then_some(Offer { topic, about, row, state })
    };
    pack.sections.iter().flat_map(|section| &section.rows).filter_map(offer)
}

/// In which state a topic stands, as a pack says it: its value begins with the state's own words, unless it is simply known.
fn state(topic: Topic, within: bool, row: &Row) -> Result<PlanState, &'static str> {
    match row.state {
        RowState::Held | RowState::Asked => {}
        RowState::Stale => return Err("it was out of date already when the pack was made. Ask anew, and state it."),
        RowState::Later | RowState::Gap | RowState::Contradicts => {
            return Err("the pack itself was not sure of it. Ask, and state what is so.");
        }
    }
    let first = row.value.split(". ").next().unwrap_or_default();
    let is_it = |(state, words): &&(PlanState, &str)| *state != PlanState::Ended && *words == first;
    match topic.states(within).iter().find(is_it) {
        Some((state, _)) => Ok(*state),
        None if topic.takes() == Takes::Knowledge => Ok(PlanState::Held),
        None => Err("this version does not know the state that the pack gives it. Read it there, and state it."),
    }
}

/// A topic as it is stated here: who sees to it and by when is in the words, since “the prison” is another one now.
fn stated(pack: &Pack, offer: Offer<'_>) -> Option<PlanStated> {
    let on = london::long_date(london::day(pack.made));
    let words = format!("As {} said in its pack of {on}: {}", pack.from.prison, offer.row.value);
    let Offer { topic, about, state, .. } = offer;
    Some(PlanStated { topic, about, state: state.ok()?, words, owner: None, due: None, on: None })
}
