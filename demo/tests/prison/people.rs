use std::collections::{BTreeMap, BTreeSet};

use demo::{AllocationKind, CaseKind, Person, Prison, StaffRole, codes};
use serde_json::Value;

use super::{STANDARD, TODAY, WOMENS, day, days_ahead, is_active, prisons, word};

fn everybody() -> impl Iterator<Item = (&'static Prison, &'static Person)> {
    prisons().into_iter().flat_map(|prison| prison.people.iter().map(move |person| (prison, person)))
}

/// The document of today and all earlier ones.
fn documents(person: &Person) -> impl Iterator<Item = &Value> {
    person.earlier.iter().map(|snapshot| &snapshot.document).chain([&person.document])
}

fn is_prison_number(text: &str) -> bool {
    let shape: String = text.chars().map(|letter| if letter.is_ascii_digit() { '0' } else { letter }).collect();
    let letters_fit = |letter: char| letter == '0' || letter.is_ascii_uppercase();
    shape.len() == 7 && shape[1..5] == *"0000" && !shape.starts_with('0') && shape.chars().all(letters_fit)
}

#[test]
fn everybody_has_a_prison_number_of_their_own() {
    let mut seen = BTreeSet::new();
    for (_, person) in everybody() {
        assert!(is_prison_number(&person.prison_number), "{}", person.prison_number);
        assert_eq!(word(&person.document, "prisonerNumber"), person.prison_number);
        assert!(seen.insert(&person.prison_number));
    }
}

#[test]
fn the_staff_of_the_standard_prison_are_in_proportion_and_ada_pike_comes_first() {
    let count = |role| STANDARD.staff.iter().filter(|member| member.role == role).count();
    assert_eq!((STANDARD.staff[0].name.as_str(), STANDARD.staff[0].role), ("Ada Pike", StaffRole::Administrator));
    assert_eq!(count(StaffRole::Administrator), 1);
    assert_eq!(count(StaffRole::HeadOfOmuDelivery), 1);
    assert_eq!(count(StaffRole::Governor), 3);
    assert_eq!(count(StaffRole::GateOfficer), 2);
    assert_eq!(count(StaffRole::Auditor), 1);
    assert!((3..=5).contains(&count(StaffRole::CaseAdministrator)));
    assert!((9..=11).contains(&count(StaffRole::Pom)));
    assert!((36..=40).contains(&count(StaffRole::Keyworker)));
    assert!(STANDARD.staff.iter().all(|member| member.started < TODAY));
}

#[test]
fn every_kind_of_case_is_there_in_its_share() {
    let mut counts: BTreeMap<CaseKind, usize> = BTreeMap::new();
    STANDARD.people.iter().for_each(|person| *counts.entry(person.kind).or_default() += 1);
    let percent =
        |kinds: &[CaseKind]| kinds.iter().map(|kind| counts[kind]).sum::<usize>() * 100 / STANDARD.people.len();
    assert!(percent(&[CaseKind::ShortDeterminate, CaseKind::LongDeterminate, CaseKind::ParoleDeterminate]) >= 50);
    assert!((11..=13).contains(&percent(&[CaseKind::Life, CaseKind::Ipp])));
    assert!((9..=11).contains(&percent(&[CaseKind::Recall])));
    assert!((11..=13).contains(&percent(&[CaseKind::Remand])));
    assert!((5..=7).contains(&percent(&[CaseKind::Extended])));
    assert!((2..=4).contains(&percent(&[CaseKind::Immigration])));
    assert_eq!(counts.len(), 11);
}

#[test]
fn codes_are_those_of_the_lists() {
    let alerts: BTreeSet<&str> = codes::ALERT_CODES.iter().map(|(_, code, _)| *code).collect();
    let statuses: BTreeSet<&str> = codes::IMPRISONMENT_STATUSES.iter().map(|(code, ..)| *code).collect();
    for (_, person) in everybody() {
        for document in documents(person) {
            assert!(statuses.contains(word(document, "imprisonmentStatus")));
            let mut own = BTreeSet::new();
            for alert in document["alerts"].as_array().unwrap() {
                assert!(alerts.contains(word(alert, "alertCode")));
                assert!(own.insert(word(alert, "alertCode")), "an alert twice");
            }
        }
    }
}

#[test]
fn status_says_the_same_as_the_kind_of_case() {
    for (_, person) in everybody() {
        let document = &person.document;
        let (legal, recall, indeterminate) =
            (word(document, "legalStatus"), document["recall"] == true, document["indeterminateSentence"] == true);
        let expected: &[&str] = match person.kind {
            CaseKind::Life | CaseKind::Ipp => &["INDETERMINATE_SENTENCE"],
            CaseKind::Recall => &["RECALL"],
            CaseKind::Remand => &["REMAND"],
            CaseKind::ConvictedUnsentenced => &["CONVICTED_UNSENTENCED"],
            CaseKind::Immigration => &["IMMIGRATION_DETAINEE"],
            CaseKind::Civil => &["CIVIL_PRISONER", "SENTENCED"],
            _ => &["SENTENCED"],
        };
        assert!(expected.contains(&legal), "{:?} {legal}", person.kind);
        assert_eq!(recall, person.kind == CaseKind::Recall);
        assert!(!matches!(person.kind, CaseKind::Life | CaseKind::Ipp) || indeterminate);
        assert_eq!(word(document, "convictedStatus") == "Remand", matches!(legal, "REMAND" | "CIVIL_PRISONER"));
    }
}

#[test]
fn the_dates_of_a_sentence_follow_one_another() {
    for (_, person) in everybody() {
        for document in documents(person) {
            let get = |key| day(document, key);
            let number = &person.prison_number;
            let start = get("sentenceStartDate");
            let releases = [
                "conditionalReleaseDate",
                "automaticReleaseDate",
                "paroleEligibilityDate",
                "nonParoleDate",
                "tariffDate",
            ];
            for release in releases.into_iter().filter_map(get) {
                assert!(start < Some(release), "{number}: released before sentence");
                assert!(
                    get("sentenceExpiryDate").is_none_or(|expiry| release <= expiry),
                    "{number}: released after expiry"
                );
            }
            if let (Some(release), Some(licence)) = (get("conditionalReleaseDate"), get("licenceExpiryDate")) {
                assert!(licence >= release, "{number}: licence ends before release");
            }
            if let Some(curfew) = get("homeDetentionCurfewEligibilityDate") {
                assert!(Some(curfew) < get("conditionalReleaseDate") && start < Some(curfew), "{number}: curfew");
            }
            if let Some(end) = get("topupSupervisionExpiryDate") {
                assert!(Some(end) > get("sentenceExpiryDate"), "{number}: top-up supervision");
            }
            if word(document, "legalStatus") == "REMAND" {
                assert!(start.is_none() && get("releaseDate").is_none());
            }
            assert!(get("receptionDate").unwrap() <= get("lastAdmissionDate").unwrap());
        }
        let ahead = day(&person.document, "nonDtoReleaseDate").map(days_ahead);
        assert!(!is_active(person) || ahead.is_none_or(|days| days >= 0), "{}: release is past", person.prison_number);
        assert!(day(&person.document, "lastAdmissionDate").unwrap() <= TODAY);
        let birth = day(&person.document, "dateOfBirth").unwrap();
        let age = TODAY.year() - birth.year();
        assert!((18..=85).contains(&age), "{}: aged {age}", person.prison_number);
    }
}

#[test]
fn movements_follow_one_another_and_end_where_the_person_is() {
    for (prison, person) in everybody() {
        assert!(person.movements.is_sorted_by_key(|movement| movement.at), "{}", person.prison_number);
        let last = person.movements.last().unwrap();
        let expected = match word(&person.document, "status") {
            "ACTIVE IN" => "IN",
            _ => "OUT",
        };
        assert_eq!(last.direction, expected, "{}", person.prison_number);
        assert_eq!(word(&person.document, "lastMovementTypeCode"), last.kind);
        assert!(last.at.date() <= TODAY);
        if is_active(person) {
            assert_eq!(word(&person.document, "prisonId"), prison.options.prison);
            assert!(!word(&person.document, "cellLocation").is_empty());
        }
        for pair in person.movements.windows(2) {
            assert_ne!(
                (&pair[0].kind, &pair[0].direction),
                (&pair[1].kind, &pair[1].direction),
                "{}",
                person.prison_number
            );
        }
    }
}

#[test]
fn earlier_documents_are_earlier_and_differ() {
    let mut with_history = 0;
    for (_, person) in everybody() {
        assert!(person.earlier.len() <= 3 && person.earlier.is_sorted_by_key(|snapshot| snapshot.on));
        for snapshot in &person.earlier {
            assert!(snapshot.on < TODAY && snapshot.document != person.document);
            assert_eq!(word(&snapshot.document, "prisonerNumber"), person.prison_number);
        }
        with_history += usize::from(!person.earlier.is_empty());
    }
    assert!(with_history * 2 > everybody().count());
}

#[test]
fn allocations_are_to_the_right_role_and_one_at_a_time() {
    for (prison, person) in everybody() {
        for allocation in &person.allocations {
            let member = &prison.staff[allocation.staff];
            let role = if allocation.kind == AllocationKind::Keyworker { StaffRole::Keyworker } else { StaffRole::Pom };
            assert_eq!(member.role, role);
            assert!(member.started <= allocation.from && allocation.to.is_none_or(|to| to >= allocation.from));
        }
        for kind in [AllocationKind::Pom, AllocationKind::Keyworker] {
            let open =
                person.allocations.iter().filter(|allocation| allocation.kind == kind && allocation.to.is_none());
            assert!(open.count() <= usize::from(is_active(person)), "{}", person.prison_number);
        }
        if word(&person.document, "complexityOfNeedLevel") == "high" {
            assert!(person.allocations.iter().all(|allocation| allocation.kind != AllocationKind::Keyworker));
        }
    }
}

#[test]
fn categories_and_complexity_belong_to_the_estate() {
    let category = |person: &Person| word(&person.document, "category").to_owned();
    assert!(STANDARD.people.iter().all(|person| "ABCDIJUX".contains(&category(person))));
    assert!(WOMENS.people.iter().all(|person| "QRTU".contains(&category(person))));
    assert!(STANDARD.people.iter().all(|person| person.document["complexityOfNeedLevel"].is_null()));
    for level in ["low", "medium", "high"] {
        assert!(WOMENS.people.iter().any(|person| word(&person.document, "complexityOfNeedLevel") == level));
    }
}

#[test]
fn some_people_share_a_name_and_many_names_carry_marks() {
    let mut names: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for person in &STANDARD.people {
        *names.entry((word(&person.document, "firstName"), word(&person.document, "lastName"))).or_default() += 1;
    }
    let namesakes = names.values().filter(|count| **count > 1).count();
    assert!((3..40).contains(&namesakes), "{namesakes} names are shared");
    let marked = |test: fn(char) -> bool| names.keys().filter(|(_, last)| last.chars().any(test)).count();
    assert!(marked(|letter| !letter.is_ascii()) >= 20);
    assert!(marked(|letter| letter == '-') >= 20);
    assert!(marked(|letter| letter == '\'') >= 5);
}

#[test]
fn some_police_numbers_carry_the_right_letter_and_some_do_not() {
    let letters = "ZABCDEFGHJKLMNPQRTUVWXY";
    let is_valid = |pnc: &str| {
        let (year, rest) = pnc.split_once('/').unwrap();
        let (serial, letter) = rest.split_at(rest.len() - 1);
        let number = year.parse::<u64>().unwrap() % 100 * 10_000_000 + serial.parse::<u64>().unwrap();
        letters.chars().nth((number % 23) as usize) == letter.chars().next()
    };
    let all: Vec<&str> = STANDARD.people.iter().filter_map(|person| person.document["pncNumber"].as_str()).collect();
    let valid = all.iter().filter(|pnc| is_valid(pnc)).count();
    assert!((60..80).contains(&(valid * 100 / all.len())), "{valid} of {}", all.len());
}
