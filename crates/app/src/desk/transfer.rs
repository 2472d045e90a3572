//! The calls about cases that go to another prison or come from there.

use api::{
    CallCaseBack, CaseOffer, CaseReceivedView, CaseSentView, CasesToReceive, Inbox, InboxView, PreviewSending,
    ReadInbox, ReceiveCase, SendCase, SendingView,
};
use casework::Right;

use super::answers;
use super::reading::{number, refuse_in_demonstration};
use crate::pack::inbox_view;
use crate::transfer::{call_case_back, cases_to_receive, receive_case};

answers! {
    Inbox => InboxView: |_asked, desk| {
        let session = desk.session().await?;
        session.demand(Right::MoveCases)?;
        Ok(inbox_view(&session.inbox()?))
    };
    ReadInbox => InboxView: |asked, desk| desk.session().await?.read_inbox(&asked.to);
    PreviewSending => SendingView: |asked, desk| desk.session().await?.preview_sending(&number(&asked.number)?).await;
    SendCase => CaseSentView: |asked, desk| {
        let number = number(&asked.number)?;
        let mut session = desk.session_mut().await?;
        refuse_in_demonstration(&session)?;
        session.send_case(&number, &asked.to, &asked.why).await
    };
    CallCaseBack => (): |asked, desk| {
        call_case_back(&desk.seat().await?, &number(&asked.number)?, &asked.why).await
    };
    CasesToReceive => Vec<CaseOffer>: |_asked, desk| cases_to_receive(&desk.seat().await?).await;
    ReceiveCase => CaseReceivedView: |asked, desk| receive_case(&desk.seat().await?, &asked.id).await;
}
