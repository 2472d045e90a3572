//! How far an application is, step by step.

use api::{Stage, StageState, StageView};
use casework::rotl::{Application, ReleaseState, Status};
use policy::rotl::Ruling;

use crate::rotl::deciding::progress;
use crate::rotl::said;

/// The steps, in order.
pub(super) fn stages(application: &Application, rulings: &[Ruling], changed: &[String]) -> Vec<StageView> {
    let (rules, line) = eligibility(application, rulings);
    let is_granted = matches!(application.status(), Status::Granted | Status::Paused | Status::Suspended);
    let mut stages = vec![
        step(Stage::Application, StageState::Done, format!("{} releases", live(application))),
        step(Stage::Eligibility, rules, line),
        consultation(application),
        assessment(application, changed),
        match application.board {
            Some(on) => step(Stage::Board, StageState::Done, said::day(on)),
            None => step(Stage::Board, StageState::Later, "Not held".to_owned()),
        },
        decision(application),
    ];
    stages.push(match (application.licence, is_granted) {
        (Some(licence), _) => step(Stage::Licence, StageState::Done, format!("Version {}", licence.version)),
        (None, true) => step(Stage::Licence, StageState::Now, "To be issued".to_owned()),
        (None, false) => step(Stage::Licence, StageState::Later, "Not issued".to_owned()),
    });
    stages.push(releases(application));
    stages.push(review(application));
    stages
}

const fn step(stage: Stage, state: StageState, line: String) -> StageView {
    StageView { stage, state, line }
}

fn live(application: &Application) -> usize {
    application.releases.iter().filter(|release| !release.cancelled).count()
}

/// What the rules come to, in numbers: it never says more.
fn eligibility(application: &Application, rulings: &[Ruling]) -> (StageState, String) {
    let progress = progress(application, rulings);
    let (refuses, asks) = (progress.refuses.len(), progress.to_answer.len() + progress.to_override.len());
    match (refuses, asks) {
        (0, 0) => (StageState::Done, "Every rule met or answered".to_owned()),
        (0, asks) => (StageState::Now, format!("{asks} to answer")),
        (refuses, _) => (StageState::Gap, format!("{refuses} not met, no exception")),
    }
}

fn consultation(application: &Application) -> StageView {
    let needed = || application.consultations.iter().filter(|one| !one.not_needed && one.asked.is_some());
    let replied = needed().filter(|one| one.replied.is_some()).count();
    let asked = needed().count();
    let state = match (asked, replied) {
        (0, _) => StageState::Later,
        (asked, replied) if asked == replied => StageState::Done,
        _ => StageState::Now,
    };
    let line = if asked == 0 { "Nobody asked".to_owned() } else { format!("{replied} of {asked} replied") };
    step(Stage::Consultation, state, line)
}

fn assessment(application: &Application, changed: &[String]) -> StageView {
    match &application.assessment {
        None => step(Stage::Risk, StageState::Later, "Not written".to_owned()),
        Some(_) if !changed.is_empty() => step(Stage::Risk, StageState::Gap, "Something changed since".to_owned()),
        Some(made) => step(Stage::Risk, StageState::Done, format!("Version {}", made.version)),
    }
}

fn decision(application: &Application) -> StageView {
    let (state, line) = match application.status() {
        Status::Undecided => (StageState::Gap, "Two decisions".to_owned()),
        Status::Applied if application.assessment.is_some() => (StageState::Now, "To be decided".to_owned()),
        Status::Applied => (StageState::Later, "Not decided".to_owned()),
        Status::Suspended | Status::Revoked => (StageState::Gap, application.status().words().to_owned()),
        status => (StageState::Done, status.words().to_owned()),
    };
    step(Stage::Decision, state, line)
}

fn releases(application: &Application) -> StageView {
    let count = |state: ReleaseState| application.releases.iter().filter(|release| release.state() == state).count();
    let (out, recalled, back) =
        (count(ReleaseState::Out), count(ReleaseState::Recalled), count(ReleaseState::Back));
    let all = live(application);
    match (recalled, out) {
        (0, 0) if back == 0 => step(Stage::Releases, StageState::Later, "Nobody has gone out".to_owned()),
        (0, 0) if back == all => step(Stage::Releases, StageState::Done, format!("{back} of {all} back")),
        (0, 0) => step(Stage::Releases, StageState::Now, format!("{back} of {all} back")),
        (0, _) => step(Stage::Releases, StageState::Now, "Out now".to_owned()),
        _ => step(Stage::Releases, StageState::Gap, "Out without authority".to_owned()),
    }
}

fn review(application: &Application) -> StageView {
    let back = application.releases.iter().filter(|release| release.state() == ReleaseState::Back);
    let (owed, all) = back.fold((0, 0), |(owed, all), release| (owed + usize::from(release.debriefs.is_empty()), all + 1));
    match (owed, all) {
        (0, 0) => step(Stage::Review, StageState::Later, "Nothing to look back on".to_owned()),
        (0, _) => step(Stage::Review, StageState::Done, "Every release debriefed".to_owned()),
        (owed, _) => step(Stage::Review, StageState::Now, format!("{owed} to debrief")),
    }
}
