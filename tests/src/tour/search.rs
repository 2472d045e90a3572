//! Search over everything.

use super::State;
use super::Step::{self, Choose, Do, Key, Read, See, Type};
use super::Who::{Administrator, Pom};

/// To the screen.
const SEARCH: &[Step] = &[See("#cases-0"), Key("g f"), See("#search-words")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("search", &[Do(SEARCH)]),
        is("search-found", &[Do(SEARCH), Type("sister"), See(".desk-search__row")]),
        is("search-person", &[Do(SEARCH), Type("ash"), See(".desk-search__row")]),
        is(
            "search-notes",
            &[Do(SEARCH), Type("work"), See(".desk-search__row"), Choose("Notes"), Key("ArrowDown ArrowDown")],
        ),
        is("search-nothing", &[Do(SEARCH), Type("qqqqqqqq"), Read("Nothing is found")]),
        State::of(Pom, "search-own", &[Do(SEARCH), Type("work"), Choose("My cases"), See(".desk-search__row")]),
    ]
}
