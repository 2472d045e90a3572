//! What is printed: the licence, the letter of the decision, and what stands in each.

use api::{DecideRelease, Paper, Verdict};
use tests::people::number;

use super::{Unit, decision, kieran, shop, single};

#[tokio::test]
async fn a_licence_and_a_letter_print_what_was_recorded() {
    let mut unit = Unit::new().await;
    let id = unit.granted(shop()).await;
    for paper in [Paper::Licence(0), Paper::DecisionLetter] {
        let pdf = unit.pom.paper(&kieran(), id.parse().unwrap(), &paper).await.unwrap();
        let again = unit.pom.paper(&kieran(), id.parse().unwrap(), &paper).await.unwrap();
        assert_eq!(pdf, again, "the same words make the same bytes");
        let text = read(&pdf);
        assert!(text.contains("Kieran Ashdown") && text.contains(&number(0)), "{text}");
    }
}

/// What a PDF says.
fn read(pdf: &[u8]) -> String {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), pdf).unwrap();
    let text = std::process::Command::new("pdftotext").arg(file.path()).arg("-").output().unwrap();
    String::from_utf8(text.stdout).unwrap()
}

#[tokio::test]
async fn papers_are_headed_with_the_address_once_it_is_recorded_and_a_licence_says_so_before() {
    let mut unit = Unit::new().await;
    let id = unit.granted(shop()).await;
    let cautions = unit.view(&id).await.licence_cautions;
    assert!(cautions.iter().any(|caution| caution.contains("address is not recorded")), "{cautions:?}");
    let without = read(&unit.pom.paper(&kieran(), id.parse().unwrap(), &Paper::Licence(0)).await.unwrap());
    for (name, value) in [("prison_address", "2 Nowhere Lane\n\n Leeds "), ("prison_telephone", "0113 496 0009")] {
        unit.ada.set_figure(name, Some(value), "First recorded").await.unwrap();
    }
    unit.meet().await;
    let view = unit.view(&id).await;
    assert_eq!(view.licence_cautions, [] as [String; 0]);
    for (paper, lines) in
        [(Paper::Licence(0), "2 Nowhere Lane, Leeds"), (Paper::DecisionLetter, "2 Nowhere Lane\nLeeds")]
    {
        let with = read(&unit.pom.paper(&kieran(), id.parse().unwrap(), &paper).await.unwrap());
        assert!(with.contains(lines), "{with}");
        assert!(!without.contains("Nowhere Lane"));
        // The number that a licence was issued with stays on it; a letter has the prison's.
        assert_eq!(with.contains("0113 496 0001"), paper == Paper::Licence(0), "{with}");
    }
    let next = unit.prepared(single("2026-11-21", "08:00", "2026-11-21", "09:00")).await;
    assert_eq!(unit.view(&next).await.draft_licence.phone, "0113 496 0009");
}

#[tokio::test]
async fn a_refusal_says_until_when_it_can_be_complained_of_and_from_when_one_can_apply_again() {
    let mut unit = Unit::new().await;
    let first = unit.prepared(shop()).await;
    assert_eq!(unit.view(&first).await.if_refused, api::RefusalDays::default(), "no day is said while none is set");
    unit.governor.decide_release(&kieran(), &decision(&first, Verdict::Refused)).await.unwrap();
    unit.meet().await;
    let letter = async |unit: &Unit, id: &str| {
        let pdf = unit.pom.paper(&kieran(), id.parse().unwrap(), &Paper::DecisionLetter).await.unwrap();
        read(&pdf).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let silent = letter(&unit, &first).await;
    assert!(silent.contains("You can apply again. It helps") && silent.contains("make a complaint."), "{silent}");

    for (name, value) in [("rotl_complain_within", "28 days"), ("rotl_apply_again_after", "3 months")] {
        unit.ada.set_figure(name, Some(value), "Agreed in October").await.unwrap();
    }
    unit.meet().await;
    let id = unit.prepared(shop()).await;
    let days = unit.view(&id).await.if_refused;
    assert_eq!((days.complain_by.as_deref(), days.again.as_deref()), (Some("2026-12-18"), Some("2027-02-20")));
    let over = DecideRelease { complain_by: Some("2026-11-19".to_owned()), ..decision(&id, Verdict::Refused) };
    let refused = unit.governor.decide_release(&kieran(), &over).await.unwrap_err();
    assert_eq!(refused.field, Some("complain_by"));
    // Whoever decides gives a day more.
    let given = DecideRelease {
        complain_by: Some("19/12/2026".to_owned()),
        again: days.again,
        ..decision(&id, Verdict::Refused)
    };
    unit.governor.decide_release(&kieran(), &given).await.unwrap();
    unit.meet().await;
    let decided = &unit.view(&id).await.decisions[0];
    assert_eq!((decided.complain_by.as_deref(), decided.again.as_deref()), (Some("2026-12-19"), Some("2027-02-20")));
    let said = letter(&unit, &id).await;
    assert!(said.contains("You can apply again from 20 February 2027."), "{said}");
    assert!(said.contains("make a complaint by 19 December 2026."), "{said}");
}
