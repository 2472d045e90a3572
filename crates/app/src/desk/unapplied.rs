//! The calls about what was recorded and not applied.

use api::{LeaveUnapplied, OpenUnapplied, RecordAgain, Unapplied, UnappliedView};

use super::answers;

answers! {
    Unapplied => Vec<UnappliedView>: |_asked, desk| desk.session().await?.unapplied().await;
    OpenUnapplied => String: |asked, desk| desk.session_mut().await?.open_unapplied(&asked.id, &asked.reason).await;
    RecordAgain => (): |asked, desk| desk.session_mut().await?.record_again(&asked.id).await;
    LeaveUnapplied => (): |asked, desk| desk.session_mut().await?.leave_unapplied(&asked.ids).await;
}
