//! The calls about release on temporary licence.

use std::path::Path;

use api::{
    AnswerRule, ApplicationRow, ApplicationView, Applications, ApplicationsOf, ApplicationsView, ApplyForRelease,
    AssessRelease, Consult, Debrief, ExportPaper, FailureForm, FailureQuestion, GateList, GateListView, HoldBoard,
    IssueLicence, Lateness, LatenessView, MoveReleases, MoveThroughGate, OpenApplication, OpenRestrictedReplies,
    PreviewReleases, PreviewReleasesView, ReleaseChoices, ReleaseChoicesView, ReleaseCounts, ReleaseCountsView,
    ReportFailure, ReviewSeries, SignDecision, SteerRelease, TakeLateStep, VisitPlace,
};

use crypto::Passphrase;

use super::answers;
use super::reading::{number, refuse_in_demonstration, write_new};
use crate::rotl::application_id;

answers! {
    Applications => ApplicationsView: |asked, desk| desk.session().await?.applications(&asked).await;
    ApplicationsOf => Vec<ApplicationRow>: |asked, desk| desk.session().await?.applications_of(&number(&asked.number)?).await;
    ReleaseChoices => ReleaseChoicesView: |_asked, desk| desk.session().await?.release_choices().await;
    OpenApplication => ApplicationView: |asked, desk| {
        desk.session().await?.open_application(&number(&asked.number)?, application_id(&asked.id)?).await
    };
    PreviewReleases => PreviewReleasesView: |asked, desk| {
        desk.session().await?.preview_releases(&number(&asked.number)?, asked.id.as_deref(), &asked.form).await
    };
    ApplyForRelease => String: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.apply_for_release(&number, asked).await
    };
    AnswerRule => (): |asked, desk| desk.session_mut().await?.answer_rule(&number(&asked.number)?, &asked).await;
    Consult => (): |asked, desk| desk.session_mut().await?.consult(&number(&asked.number)?, &asked).await;
    OpenRestrictedReplies => Vec<(String, String, String)>: |asked, desk| {
        let (number, id) = (number(&asked.number)?, application_id(&asked.id)?);
        desk.session_mut().await?.restricted_replies(&number, id, &asked.reason).await
    };
    VisitPlace => (): |asked, desk| {
        let (number, id) = (number(&asked.number)?, application_id(&asked.id)?);
        desk.session_mut().await?.visit_place(&number, id, &asked.visit).await
    };
    AssessRelease => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.assess_release(&number, asked).await
    };
    HoldBoard => (): |asked, desk| {
        let (number, id) = (number(&asked.number)?, application_id(&asked.id)?);
        desk.session_mut().await?.hold_board(&number, id, asked.board).await
    };
    SignDecision => (): |asked, desk| {
        let (number, passphrase) = (number(&asked.decision.number)?, Passphrase::new(&asked.passphrase.0));
        desk.session().await?.is_still_them(passphrase).await?;
        desk.session_mut().await?.decide_release(&number, &asked.decision).await
    };
    SteerRelease => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.steer_release(&number, asked).await
    };
    IssueLicence => u16: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.issue_licence(&number, asked).await
    };
    ExportPaper => (): |asked, desk| {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let paper = session.paper(&number(&asked.number)?, application_id(&asked.id)?, &asked.paper).await?;
        write_new(Path::new(&asked.file), &paper)
    };
    MoveReleases => (): |asked, desk| desk.session_mut().await?.move_releases(&number(&asked.number)?, &asked).await;
    Debrief => (): |asked, desk| desk.session_mut().await?.debrief(&number(&asked.number)?, &asked).await;
    ReviewSeries => (): |asked, desk| {
        let (number, id) = (number(&asked.number)?, application_id(&asked.id)?);
        desk.session_mut().await?.review_series(&number, id, &asked.review).await
    };
    GateList => GateListView: |asked, desk| desk.session().await?.gate(asked.day.as_deref()).await;
    MoveThroughGate => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.move_through_gate(&number, asked).await
    };
    Lateness => LatenessView: |asked, desk| desk.session().await?.lateness(&number(&asked.number)?, &asked).await;
    TakeLateStep => (): |asked, desk| desk.session_mut().await?.take_late_step(&number(&asked.number)?, &asked).await;
    FailureForm => Vec<FailureQuestion>: |asked, desk| {
        desk.session().await?.failure_form(&number(&asked.number)?, &asked).await
    };
    ReportFailure => (): |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.report_failure(&number, asked).await
    };
    ReleaseCounts => ReleaseCountsView: |asked, desk| desk.owing_session().await?.release_counts(&asked).await;
}
