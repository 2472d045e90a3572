//! The prisoner-search shaped document. Keys are put in order of the alphabet, so the text is the same in every build.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::alerts::Alert;
use crate::codes;
use crate::custody::{Custody, Whereabouts};
use crate::dates::{age_on, plus_days, plus_months};
use crate::identity::Identity;
use crate::offences::Offence;
use crate::person::Movement;
use crate::sentence::Term;

/// An object with its keys in order, whatever map the JSON library was built with.
pub(crate) fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let ordered: BTreeMap<&str, Value> = entries.into_iter().collect();
    Value::Object(ordered.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// Where the record says that the person is.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) status: &'static str,
    pub(crate) in_out: &'static str,
    pub(crate) prison: String,
    pub(crate) prison_name: String,
    pub(crate) cell: Option<String>,
    pub(crate) last_movement: Option<Movement>,
    pub(crate) arrived: Date,
    pub(crate) previous: Option<&'static str>,
}

/// All that a document says.
#[derive(Clone)]
pub(crate) struct Facts {
    pub(crate) number: String,
    pub(crate) booking: i32,
    pub(crate) book: String,
    pub(crate) pnc: Option<String>,
    pub(crate) cro: Option<String>,
    pub(crate) insurance: Option<String>,
    pub(crate) who: Identity,
    pub(crate) address: Option<(String, String)>,
    pub(crate) offences: Vec<(Offence, Date)>,
    pub(crate) term: Term,
    pub(crate) place: Place,
    pub(crate) category: Option<&'static str>,
    pub(crate) complexity: Option<&'static str>,
    pub(crate) csra: Option<&'static str>,
    pub(crate) incentive: (&'static str, &'static str),
    pub(crate) incentive_since: Date,
    pub(crate) alerts: Vec<Alert>,
    pub(crate) licence_date: Option<Date>,
    pub(crate) sparse: bool,
}

/// The place that goes with a custody today.
pub(crate) fn place(custody: &Custody, prison: &str, prison_name: &str) -> Place {
    let (status, in_out) = match custody.whereabouts {
        Whereabouts::Here => ("ACTIVE IN", "IN"),
        Whereabouts::AtCourt | Whereabouts::OnLicence => ("ACTIVE OUT", "OUT"),
        Whereabouts::Released(_) => ("INACTIVE OUT", "OUT"),
        Whereabouts::Transferred(_) => ("INACTIVE TRN", "TRN"),
    };
    let (code, name) = match custody.whereabouts {
        Whereabouts::Released(_) => ("OUT", "Outside - released from prison"),
        Whereabouts::Transferred(_) => ("TRN", "Transfer"),
        _ => (prison, prison_name),
    };
    Place {
        status,
        in_out,
        prison: code.to_owned(),
        prison_name: name.to_owned(),
        cell: custody.whereabouts.left_on().is_none().then(|| custody.cell.clone()),
        last_movement: custody.movements.last().cloned(),
        arrived: custody.arrival,
        previous: custody.previous,
    }
}

/// Legal status as NOMIS derives it from the imprisonment status: recall codes first, then the band.
pub(crate) fn legal_status(code: &str) -> &'static str {
    if code.contains("FTR") || code.starts_with("LR") || code.starts_with("CUR") {
        return "RECALL";
    }
    match codes::imprisonment_status(code).map(|(_, band)| band) {
        Some(0) => "DEAD",
        Some(1) => "INDETERMINATE_SENTENCE",
        Some(2 | 3) => "SENTENCED",
        Some(4..=7) => "CONVICTED_UNSENTENCED",
        Some(9 | 10) => "CIVIL_PRISONER",
        Some(8 | 11) => "IMMIGRATION_DETAINEE",
        Some(12..=14) => "REMAND",
        _ => "UNKNOWN",
    }
}

fn convicted(code: &str) -> &'static str {
    match codes::imprisonment_status(code).map(|(_, band)| band) {
        Some(0..=8 | 11) => "Convicted",
        _ => "Remand",
    }
}

fn day(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| json!(date.to_string()))
}

/// Writes the document.
pub(crate) fn document(facts: &Facts) -> Value {
    let parts = [person(facts), location(facts), custody(facts), dates(facts), lists(facts), extras(facts)];
    let mut all = BTreeMap::new();
    for part in parts {
        if let Value::Object(part) = part {
            all.extend(part);
        }
    }
    let scant = ["maritalStatus", "religion", "smoker", "languages", "physicalMarks", "militaryRecord"];
    if facts.sparse {
        all.retain(|key, _| !scant.contains(&key.as_str()));
    }
    Value::Object(all.into_iter().collect())
}

fn person(facts: &Facts) -> Value {
    let who = &facts.who;
    let (ethnicity, race) = who.ethnicity;
    let known = |text: &str| if facts.sparse { Value::Null } else { json!(text) };
    object([
        ("prisonerNumber", json!(facts.number)),
        ("pncNumber", json!(facts.pnc)),
        ("croNumber", json!(facts.cro)),
        ("bookingId", json!(facts.booking.to_string())),
        ("bookNumber", json!(facts.book)),
        ("title", json!(who.title)),
        ("firstName", json!(who.first)),
        ("middleNames", json!(who.middle)),
        ("lastName", json!(who.last)),
        ("dateOfBirth", json!(who.birth.to_string())),
        ("gender", json!(if who.woman { "Female" } else { "Male" })),
        ("ethnicity", known(ethnicity)),
        ("raceCode", known(race)),
        ("youthOffender", json!(age_on(who.birth, facts.place.arrived) < 21)),
        ("maritalStatus", json!(who.marital)),
        ("religion", json!(who.religion)),
        ("nationality", json!(who.nationality)),
        ("smoker", json!(who.smoker)),
        ("militaryRecord", json!(who.veteran)),
    ])
}

fn location(facts: &Facts) -> Value {
    let place = &facts.place;
    let last = place.last_movement.as_ref();
    let outside = match place.status {
        "INACTIVE OUT" => json!("Outside - released from prison"),
        "INACTIVE TRN" => json!("Transfer"),
        _ => json!(place.prison_name),
    };
    object([
        ("status", json!(place.status)),
        ("inOutStatus", json!(place.in_out)),
        ("prisonId", json!(place.prison)),
        ("prisonName", json!(place.prison_name)),
        ("lastPrisonId", json!(last.and_then(|movement| movement.from.clone()).filter(|from| from != "OUT"))),
        ("previousPrisonId", json!(place.previous)),
        ("previousPrisonLeavingDate", day(place.previous.map(|_| place.arrived))),
        ("cellLocation", json!(place.cell)),
        ("locationDescription", outside),
        ("lastMovementTypeCode", json!(last.map(|movement| &movement.kind))),
        ("lastMovementReasonCode", json!(last.map(|movement| &movement.reason))),
        ("lastMovementDate", day(last.map(|movement| movement.at.date()))),
        ("restrictedPatient", json!(false)),
        ("supportingPrisonId", Value::Null),
        ("dischargedHospitalId", Value::Null),
        ("dischargeDate", Value::Null),
    ])
}

fn custody(facts: &Facts) -> Value {
    let term = &facts.term;
    let (level, description) = facts.incentive;
    let incentive = object([
        ("level", object([("code", json!(level)), ("description", json!(description))])),
        ("dateTime", json!(format!("{}T10:15:00", facts.incentive_since))),
        ("nextReviewDate", day(Some(plus_months(facts.incentive_since, if level == "BAS" { 1 } else { 12 })))),
    ]);
    object([
        ("category", json!(facts.category)),
        ("complexityOfNeedLevel", json!(facts.complexity)),
        ("csra", json!(facts.csra)),
        ("legalStatus", json!(legal_status(term.status))),
        ("imprisonmentStatus", json!(term.status)),
        ("imprisonmentStatusDescription", json!(codes::imprisonment_status(term.status).map(|(label, _)| label))),
        ("convictedStatus", json!(convicted(term.status))),
        ("mostSeriousOffence", json!(facts.offences.first().map(|(offence, _)| offence.description))),
        ("recall", json!(term.recalled)),
        ("indeterminateSentence", json!(term.indeterminate)),
        ("currentIncentive", incentive),
    ])
}

fn dates(facts: &Facts) -> Value {
    let term = &facts.term;
    let release = term.release();
    let curfew_end = term.curfew.and(term.conditional).map(|day| plus_days(day, -1));
    object([
        ("sentenceStartDate", day(term.start)),
        ("releaseDate", day(term.confirmed.or(release.map(|(day, _)| day)))),
        ("confirmedReleaseDate", day(term.confirmed)),
        ("sentenceExpiryDate", day(term.expiry)),
        ("licenceExpiryDate", day(term.licence_end)),
        ("homeDetentionCurfewEligibilityDate", day(term.curfew)),
        ("homeDetentionCurfewActualDate", Value::Null),
        ("homeDetentionCurfewEndDate", day(curfew_end)),
        ("topupSupervisionStartDate", day(term.top_up_start)),
        ("topupSupervisionExpiryDate", day(term.top_up_end)),
        ("additionalDaysAwarded", if term.added_days > 0 { json!(term.added_days) } else { Value::Null }),
        ("nonDtoReleaseDate", day(release.map(|(day, _)| day))),
        ("nonDtoReleaseDateType", json!(release.map(|(_, code)| code))),
        ("receptionDate", json!(term.reception.to_string())),
        ("lastAdmissionDate", json!(facts.place.arrived.to_string())),
        ("paroleEligibilityDate", day(term.parole)),
        ("automaticReleaseDate", day(term.automatic)),
        ("postRecallReleaseDate", day(term.post_recall)),
        ("conditionalReleaseDate", day(term.conditional)),
        ("nonParoleDate", day(term.non_parole)),
        ("actualParoleDate", Value::Null),
        ("tariffDate", day(term.tariff)),
        ("releaseOnTemporaryLicenceDate", day(facts.licence_date)),
    ])
}

fn lists(facts: &Facts) -> Value {
    let alerts: Vec<Value> = facts
        .alerts
        .iter()
        .filter_map(|alert| {
            let (kind, _) = codes::alert(alert.code)?;
            Some(object([
                ("alertType", json!(kind)),
                ("alertCode", json!(alert.code)),
                ("active", json!(alert.active)),
                ("expired", json!(!alert.active)),
            ]))
        })
        .collect();
    let offences: Vec<Value> = facts
        .offences
        .iter()
        .enumerate()
        .map(|(at, (offence, on))| {
            object([
                ("statuteCode", json!(offence.statute)),
                ("offenceCode", json!(offence.code)),
                ("offenceDescription", json!(offence.description)),
                ("offenceDate", json!(on.to_string())),
                ("latestBooking", json!(true)),
                ("sentenceStartDate", day(facts.term.start)),
                ("primarySentence", json!(at == 0)),
            ])
        })
        .collect();
    let addresses: Vec<Value> = facts
        .address
        .iter()
        .map(|(street, code)| {
            object([
                ("fullAddress", json!(format!("{street}, {code}"))),
                ("postalCode", json!(code)),
                ("startDate", day(Some(plus_months(facts.term.reception, -14)))),
                ("primaryAddress", json!(true)),
                ("noFixedAddress", json!(false)),
                ("phoneNumbers", json!([])),
            ])
        })
        .collect();
    object([
        ("aliases", json!(facts.who.aliases)),
        ("alerts", json!(alerts)),
        ("allConvictedOffences", if convicted(facts.term.status) == "Convicted" { json!(offences) } else { json!([]) }),
        ("addresses", json!(addresses)),
        ("identifiers", identifiers(facts)),
        ("languages", languages(&facts.who)),
        ("personalCareNeeds", care_needs(&facts.who)),
        ("emailAddresses", json!([])),
        ("phoneNumbers", json!([])),
    ])
}

fn identifiers(facts: &Facts) -> Value {
    let issued = day(Some(plus_months(facts.who.birth, 17 * 12)));
    let held = [("PNC", &facts.pnc), ("CRO", &facts.cro), ("NINO", &facts.insurance)];
    let made: Vec<Value> = held
        .into_iter()
        .filter_map(|(kind, value)| {
            let value = value.as_ref()?;
            Some(object([
                ("type", json!(kind)),
                ("value", json!(value)),
                ("issuedDate", if kind == "NINO" { Value::Null } else { issued.clone() }),
                ("issuedAuthorityText", Value::Null),
                ("createdDateTime", json!(format!("{}T18:02:11", facts.term.reception))),
            ]))
        })
        .collect();
    json!(made)
}

fn languages(who: &Identity) -> Value {
    let code = if who.welsh_speaker {
        "CYM"
    } else if who.interpreter {
        match who.nationality {
            "Albanian" => "ALB",
            "Romanian" => "ROM",
            "Polish" => "POL",
            "Vietnamese" => "VIE",
            "Lithuanian" => "LIT",
            _ => return json!([]),
        }
    } else {
        return json!([]);
    };
    json!([object([
        ("type", json!("PREF_SPEAK")),
        ("code", json!(code)),
        ("readSkill", json!("Y")),
        ("writeSkill", json!("Y")),
        ("speakSkill", json!("Y")),
        ("interpreterRequested", json!(who.interpreter)),
    ])])
}

fn care_needs(who: &Identity) -> Value {
    let made: Vec<Value> = who
        .learning_need
        .iter()
        .map(|need| {
            object([
                ("problemType", json!(if *need == "Hearing loss" { "DISAB" } else { "LEARN" })),
                (
                    "problemCode",
                    json!(
                        need.chars()
                            .filter(|letter| letter.is_ascii_alphabetic())
                            .take(4)
                            .collect::<String>()
                            .to_uppercase()
                    ),
                ),
                ("problemStatus", json!("ON")),
                ("problemDescription", json!(need)),
                ("commentText", Value::Null),
            ])
        })
        .collect();
    json!(made)
}

/// Keys that an importer has never heard of, as the live service grows them.
fn extras(facts: &Facts) -> Value {
    object([
        ("currentFacialImageId", if facts.booking % 5 == 0 { Value::Null } else { json!(facts.booking + 700_000) }),
        ("hairColour", if facts.booking % 3 == 0 { json!("Brown") } else { Value::Null }),
        ("heightCentimetres", json!(155 + facts.booking % 38)),
        ("shoeSize", if facts.booking % 4 == 0 { json!("10") } else { Value::Null }),
        ("physicalMarks", json!([])),
        ("lastModifiedByFeed", json!({ "sequence": facts.booking, "source": "DEMO" })),
    ])
}
