//! Where somebody has been held: reception, transfers, court, temporary release, and where they sleep now.

use jiff::civil::{Date, DateTime};

use crate::Estate;
use crate::dates::{at, days_between, plus_days};
use crate::dice::Dice;
use crate::person::Movement;
use crate::sentence::{CaseKind, Term};

/// Where the person is today, as seen from this prison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Whereabouts {
    /// In the prison.
    Here,
    /// At court, expected back.
    AtCourt,
    /// On temporary licence, expected back.
    OnLicence,
    /// Released on this day.
    Released(Date),
    /// Moved to another prison on this day.
    Transferred(Date),
}

impl Whereabouts {
    /// The day on which the person left for good.
    pub(crate) fn left_on(self) -> Option<Date> {
        match self {
            Self::Released(day) | Self::Transferred(day) => Some(day),
            _ => None,
        }
    }
}

/// The custody of the present term.
pub(crate) struct Custody {
    /// Day of the last arrival here.
    pub(crate) arrival: Date,
    pub(crate) whereabouts: Whereabouts,
    /// The prison before this one.
    pub(crate) previous: Option<&'static str>,
    /// The prison after this one.
    pub(crate) next: Option<&'static str>,
    pub(crate) cell: String,
    pub(crate) earlier_cells: Vec<String>,
    pub(crate) movements: Vec<Movement>,
}

const MENS_CLOSED: &[&str] =
    &["DNI", "HLI", "NMI", "LII", "HMI", "RNI", "LHI", "WEI", "FBI", "MRI", "LPI", "PNI", "BWI", "CFI"];
const MENS_OPEN: &[&str] = &["HDI", "KMI", "SUI", "TCI", "NSI", "KVI"];
const WOMENS: &[&str] = &["NHI", "LNI", "STI", "FHI", "PFI", "BZI", "EWI", "DHI", "SDI"];

/// The display name of another prison.
pub(crate) fn other_prison_name(code: &str) -> &'static str {
    match code {
        "DNI" => "Doncaster (HMP)",
        "HLI" => "Hull (HMP)",
        "NMI" => "Nottingham (HMP)",
        "LII" => "Lincoln (HMP)",
        "HMI" => "Humber (HMP)",
        "RNI" => "Ranby (HMP)",
        "LHI" => "Lindholme (HMP)",
        "WEI" => "Wealstun (HMP)",
        "FBI" => "Forest Bank (HMP/YOI)",
        "MRI" => "Manchester (HMP)",
        "LPI" => "Liverpool (HMP)",
        "PNI" => "Preston (HMP)",
        "BWI" => "Berwyn (HMP)",
        "CFI" => "Cardiff (HMP)",
        "HDI" => "Hatfield (HMP/YOI)",
        "KMI" => "Kirkham (HMP)",
        "SUI" => "Sudbury (HMP/YOI)",
        "TCI" => "Thorn Cross (HMP/YOI)",
        "NSI" => "North Sea Camp (HMP)",
        "KVI" => "Kirklevington Grange (HMP)",
        "NHI" => "New Hall (HMP)",
        "LNI" => "Low Newton (HMP)",
        "STI" => "Styal (HMP/YOI)",
        "FHI" => "Foston Hall (HMP)",
        "PFI" => "Peterborough Female (HMP)",
        "BZI" => "Bronzefield (HMP)",
        "EWI" => "Eastwood Park (HMP)",
        "DHI" => "Drake Hall (HMP/YOI)",
        "SDI" => "Send (HMP)",
        _ => "Another prison",
    }
}

/// What the maker of a custody is told.
pub(crate) struct Stay<'a> {
    pub(crate) prison: &'a str,
    pub(crate) estate: Estate,
    pub(crate) kind: CaseKind,
    pub(crate) whereabouts: Whereabouts,
    pub(crate) today: Date,
}

/// Makes a custody that fits the term.
pub(crate) fn custody(dice: &mut Dice, stay: &Stay<'_>, term: &Term) -> Custody {
    let last_day = stay.whereabouts.left_on().unwrap_or(stay.today);
    let arrival = arrival(dice, stay, term, last_day);
    let moved_in = arrival > term.reception;
    let local = if stay.estate == Estate::WomensClosed { WOMENS } else { MENS_CLOSED };
    let onward = match stay.estate {
        Estate::WomensClosed => WOMENS,
        Estate::MensClosed if dice.chance(40) => MENS_OPEN,
        _ => MENS_CLOSED,
    };
    let elsewhere = |dice: &mut Dice, codes: &[&'static str]| {
        let others: Vec<&str> = codes.iter().copied().filter(|code| *code != stay.prison).collect();
        dice.pick(&others)
    };
    let mut custody = Custody {
        arrival,
        whereabouts: stay.whereabouts,
        previous: moved_in.then(|| elsewhere(dice, local)),
        next: matches!(stay.whereabouts, Whereabouts::Transferred(_)).then(|| elsewhere(dice, onward)),
        cell: cell(dice, stay),
        earlier_cells: Vec::new(),
        movements: Vec::new(),
    };
    custody.earlier_cells = (0..dice.below(4)).map(|_| wing_cell(dice, stay.estate)).collect();
    custody.movements = movements(dice, stay, term, &custody);
    custody
}

fn arrival(dice: &mut Dice, stay: &Stay<'_>, term: &Term, last_day: Date) -> Date {
    let held = days_between(term.reception, last_day);
    let direct = match stay.kind {
        CaseKind::Remand | CaseKind::ConvictedUnsentenced | CaseKind::Civil => 88,
        CaseKind::Recall | CaseKind::ShortDeterminate => 60,
        CaseKind::Life | CaseKind::Ipp => 3,
        _ => 25,
    };
    if held < 20 || dice.chance(direct) {
        return term.reception;
    }
    let since = if dice.chance(13) { dice.between(1, 28) } else { dice.between(20, 1500) };
    plus_days(last_day, -since.min(held - 6))
}

/// The cell of today; a few are in reception, at court, out, or wait for a cell.
fn cell(dice: &mut Dice, stay: &Stay<'_>) -> String {
    match stay.whereabouts {
        Whereabouts::AtCourt => return "COURT".to_owned(),
        Whereabouts::OnLicence => return "TAP".to_owned(),
        _ => {}
    }
    match dice.weighted("", &[("", 975), ("RECP", 10), ("CSWAP", 15)]) {
        "" => wing_cell(dice, stay.estate),
        place => place.to_owned(),
    }
}

/// A cell on a wing: `A-1-002`, `G-2-014`; a few houses number their landings with letters.
pub(crate) fn wing_cell(dice: &mut Dice, estate: Estate) -> String {
    let wing = match estate {
        Estate::MensClosed => dice.letter("ABCDEFGH"),
        Estate::WomensClosed => dice.letter("ABC"),
        Estate::MensOpen => dice.letter("NPRS"),
    };
    if wing == 'B' && dice.chance(40) {
        return format!("B-{}{}-{:03}", dice.letter("CS"), dice.between(1, 2), dice.between(1, 28));
    }
    format!("{wing}-{}-{:03}", dice.between(1, 4), dice.between(1, 32))
}

fn movement(at: DateTime, kind: &str, direction: &str, reason: &str, from: &str, to: &str) -> Movement {
    let place = |code: &str| (!code.is_empty()).then(|| code.to_owned());
    Movement {
        at,
        kind: kind.to_owned(),
        direction: direction.to_owned(),
        reason: reason.to_owned(),
        from: place(from),
        to: place(to),
    }
}

fn movements(dice: &mut Dice, stay: &Stay<'_>, term: &Term, custody: &Custody) -> Vec<Movement> {
    let first = custody.previous.unwrap_or(stay.prison);
    let reason = match stay.kind {
        CaseKind::Recall => "L",
        CaseKind::Remand | CaseKind::ConvictedUnsentenced => "N",
        CaseKind::Immigration => "E",
        CaseKind::Civil => "C",
        _ if term.start > Some(term.reception) => "N",
        _ => "I",
    };
    let mut made = vec![movement(
        at(term.reception, dice.between(15, 19), dice.between(0, 59)),
        "ADM",
        "IN",
        reason,
        "OUT",
        first,
    )];
    let last_day = custody.whereabouts.left_on().unwrap_or(stay.today);
    if let Some(start) = term.start
        && start > term.reception
        && start < custody.arrival.max(last_day)
        && !term.recalled
    {
        let prison = if start < custody.arrival { first } else { stay.prison };
        if start != custody.arrival {
            court(dice, &mut made, start, prison);
        }
    }
    if let Some(previous) = custody.previous {
        let hour = dice.between(8, 10);
        made.push(movement(
            at(custody.arrival, hour, dice.between(0, 59)),
            "TRN",
            "OUT",
            "NOTR",
            previous,
            stay.prison,
        ));
        made.push(movement(
            at(custody.arrival, hour + 4, dice.between(0, 59)),
            "ADM",
            "IN",
            "INT",
            previous,
            stay.prison,
        ));
    }
    errands(dice, stay, custody, last_day, &mut made);
    made.sort_by_key(|movement| movement.at);
    depart(dice, stay, custody, &mut made);
    made
}

fn court(dice: &mut Dice, made: &mut Vec<Movement>, day: Date, prison: &str) {
    made.push(movement(at(day, 7, dice.between(20, 59)), "CRT", "OUT", "CRT", prison, "OUT"));
    made.push(movement(at(day, dice.between(16, 19), dice.between(0, 59)), "CRT", "IN", "CRT", "OUT", prison));
}

/// Court days for those awaiting court, hospital for a few, days out for those in open conditions.
fn errands(dice: &mut Dice, stay: &Stay<'_>, custody: &Custody, last_day: Date, made: &mut Vec<Movement>) {
    let span = days_between(custody.arrival, last_day);
    if span < 6 {
        return;
    }
    let awaiting = matches!(stay.kind, CaseKind::Remand | CaseKind::ConvictedUnsentenced);
    let (kind, count) = match stay.estate {
        _ if awaiting => ("CRT", dice.below(4)),
        Estate::MensOpen => ("TAP", dice.below(9)),
        _ => ("TAP", usize::from(dice.chance(18))),
    };
    let step = span / (i32::try_from(count).unwrap_or(0) + 1);
    if step < 3 {
        return;
    }
    for at_step in 1..=count {
        let day = plus_days(custody.arrival, step * i32::try_from(at_step).unwrap_or(1));
        if made.iter().any(|movement| movement.at.date() == day) || day >= last_day {
            continue;
        }
        if kind == "CRT" {
            court(dice, made, day, stay.prison);
        } else {
            let reason =
                if stay.estate == Estate::MensOpen { dice.pick(&["R3", "FB", "R12", "ET", "R10"]) } else { "C5" };
            made.push(movement(at(day, 8, dice.between(30, 59)), "TAP", "OUT", reason, stay.prison, "OUT"));
            made.push(movement(
                at(day, dice.between(13, 17), dice.between(0, 59)),
                "TAP",
                "IN",
                reason,
                "OUT",
                stay.prison,
            ));
        }
    }
}

fn depart(dice: &mut Dice, stay: &Stay<'_>, custody: &Custody, made: &mut Vec<Movement>) {
    let minute = dice.between(0, 50);
    let last = match custody.whereabouts {
        Whereabouts::Here => return,
        Whereabouts::AtCourt => movement(at(stay.today, 7, minute), "CRT", "OUT", "CRT", stay.prison, "OUT"),
        Whereabouts::OnLicence => movement(at(stay.today, 7, minute), "TAP", "OUT", "R3", stay.prison, "OUT"),
        Whereabouts::Released(day) => {
            let reason = match stay.kind {
                CaseKind::Remand => "BL",
                CaseKind::Life | CaseKind::Ipp => "LL",
                _ => "CR",
            };
            movement(at(day, 9, minute), "REL", "OUT", reason, stay.prison, "OUT")
        }
        Whereabouts::Transferred(day) => {
            movement(at(day, 9, minute), "TRN", "OUT", "NOTR", stay.prison, custody.next.unwrap_or("OUT"))
        }
    };
    made.retain(|movement| movement.at < last.at);
    made.push(last);
}
