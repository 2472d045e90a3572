//! The list of the cases that wait: who, from where, since when, and whether all of it is here.

use api::CaseOffer;
use leptos::prelude::*;

use crate::dates;
use crate::figures::grouped;
use crate::grid::{Face, Listing};
use crate::parts::{Empty, Kind, Sign};
use crate::route::{Place, Screen};
use crate::screens::cases_sent::state::State;

/// The list's identifier.
pub(super) const TABLE: &str = "offers";
/// Title and class of each column.
const COLUMNS: [(&str, &str); 5] = [
    ("Prisoner", "desk-rotl__who"),
    ("From", "desk-c-name"),
    ("Sent", "desk-w9"),
    ("Entries", "desk-w7"),
    ("State", "desk-w11"),
];

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let today = state.desk.person.today();
    let own = today.clone();
    let name = move |index| state.row(index).map(|offer| spoken(&offer, &own)).unwrap_or_default();
    let face = Face::of_rows(move |index| cells(state, index, &today), name, move |_| state.look());
    // What went wrong with one case is not said of another.
    let at = Memo::new(move |_| state.grid.current.get());
    Effect::new(move |_| {
        at.track();
        state.sending.errors.clear();
    });
    view! {
        <Listing id=TABLE title="Cases sent here" rows="Cases sent here" class="desk-packs" state=state.grid columns=&COLUMNS face none=move || none(state)
            foot="A case stays at the server until somebody takes it" />
    }
}

fn none(state: State) -> AnyView {
    view! {
        <Empty why="No case waits to be taken">
            <p>"When another prison sends a case to this unit, it stands here. They need this unit’s inbox key first: give it to them."</p>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.desk.route.go(Place::of(Screen::Connection))>"Open the connection, where the key is"</button>
        </Empty>
    }
    .into_any()
}

fn cells(state: State, index: u32, today: &str) -> AnyView {
    let Some(offer) = state.row(index) else { return ().into_any() };
    let (kind, word) = stands(&offer);
    view! {
        <th scope="row" class="govuk-table__header desk-rotl__who">{offer.name.clone()}<span class="desk-staff__second desk-xs desk-muted desk-num">{offer.number.clone()}</span></th>
        <td class="govuk-table__cell desk-c-name">{offer.prison.clone()}<span class="desk-staff__second desk-xs desk-muted">{offer.sent_by.clone()}</span></td>
        <td class="govuk-table__cell desk-w9 desk-num">{dates::at_head(&offer.sent, today)}</td>
        <td class="govuk-table__cell desk-w7 desk-num">{grouped(offer.entries)}</td>
        <td class="govuk-table__cell desk-w11"><Sign kind>{word}</Sign></td>
    }
    .into_any()
}

/// Whether it can be taken.
pub(super) fn stands(offer: &CaseOffer) -> (Kind, String) {
    let (here, of) = offer.parcels;
    if here < of {
        (Kind::Draft, format!("{here} of {of} parts here"))
    } else if offer.refused.is_some() {
        (Kind::Not, "Cannot be taken".to_owned())
    } else if offer.taking.is_some() {
        (Kind::Draft, "Begun by a colleague".to_owned())
    } else if offer.later {
        (Kind::Met, "More to take".to_owned())
    } else {
        (Kind::Met, "Ready to take".to_owned())
    }
}

/// The row as a screen reader says it.
fn spoken(offer: &CaseOffer, today: &str) -> String {
    format!(
        "{}, {}, from {}, sent {} by {}, {} entries, {}",
        offer.name,
        offer.number,
        offer.prison,
        dates::when(&offer.sent, today),
        offer.sent_by,
        grouped(offer.entries),
        stands(offer).1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_on_its_way_is_not_called_refused() {
        let mut offer = CaseOffer {
            id: "t1".to_owned(),
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            prison: "HMP Northgate".to_owned(),
            unit: "ab12".to_owned(),
            sent_by: "Sunita Rao".to_owned(),
            sent: "2027-01-13T16:42".to_owned(),
            why: "Moved closer to home".to_owned(),
            entries: 1212,
            parcels: (1, 3),
            known: 0,
            later: false,
            taking: None,
            refused: Some("Not all of it is here.".to_owned()),
        };
        assert_eq!(stands(&offer), (Kind::Draft, "1 of 3 parts here".to_owned()));
        offer.parcels = (3, 3);
        assert_eq!(stands(&offer).0, Kind::Not);
        offer.refused = None;
        assert_eq!(
            spoken(&offer, "2027-01-14"),
            "Ashdown, Kieran, A4417FK, from HMP Northgate, sent yesterday, 16:42 by Sunita Rao, 1,212 entries, Ready to take"
        );
        offer.later = true;
        assert_eq!(stands(&offer).1, "More to take");
        offer.taking = Some("Dev Anand".to_owned());
        assert_eq!(stands(&offer), (Kind::Draft, "Begun by a colleague".to_owned()));
    }
}
