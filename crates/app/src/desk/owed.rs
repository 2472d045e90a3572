//! The calls about what is owed. The list is read from rows of one day: whoever asks first on a new day works them out.

use std::path::Path;

use api::{
    ExportCalendar, FigureView, ImportWouldMove, MyDay, MyDayView, OwedApplication, OwedApplicationView, OwedInCase,
    OwedInCaseView, RecordAct, SetFigure, SettleByHand, UnitFigures, UnitMovesView, WhatIf, WhatIfView, WhatMoved,
    WhatMovedView, WhyOwed, WhyView, WithdrawAct, WouldMove,
};
use tokio::sync::RwLockReadGuard;

use super::reading::{number, refuse_in_demonstration, write_new};
use super::{Answer, Desk};
use crate::error::AppError;
use crate::session::Session;

impl Desk {
    /// The session, to read, with what is owed worked out for today.
    pub(super) async fn owing_session(&self) -> Result<RwLockReadGuard<'_, Session>, AppError> {
        {
            let session = self.session().await?;
            if session.knows_what_is_owed() {
                return Ok(session);
            }
        }
        self.session_mut().await?.work_out_what_is_owed().await?;
        self.session().await
    }
}

impl Answer for MyDay {
    async fn answer(self, desk: &Desk) -> Result<MyDayView, AppError> {
        desk.owing_session().await?.my_day(&self).await
    }
}

impl Answer for OwedInCase {
    async fn answer(self, desk: &Desk) -> Result<OwedInCaseView, AppError> {
        desk.session().await?.owed_in_case(&number(&self.number)?).await
    }
}

impl Answer for WhyOwed {
    async fn answer(self, desk: &Desk) -> Result<WhyView, AppError> {
        desk.session().await?.why_owed(&number(&self.number)?, &self.key).await
    }
}

impl Answer for OwedApplication {
    async fn answer(self, desk: &Desk) -> Result<OwedApplicationView, AppError> {
        desk.session().await?.owed_application(&number(&self.number)?, &self.key).await
    }
}

impl Answer for RecordAct {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.record_act(&number, self).await
    }
}

impl Answer for WithdrawAct {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.withdraw_act(&number(&self.number)?, &self.id, &self.reason).await
    }
}

impl Answer for SettleByHand {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.settle_by_hand(&number(&self.number)?, &self.key, &self.reason).await
    }
}

impl Answer for WhatMoved {
    async fn answer(self, desk: &Desk) -> Result<WhatMovedView, AppError> {
        desk.session().await?.what_moved(&number(&self.number)?).await
    }
}

impl Answer for WouldMove {
    async fn answer(self, desk: &Desk) -> Result<WhatMovedView, AppError> {
        desk.session().await?.would_move(&number(&self.number)?, &self.field, &self.value).await
    }
}

impl Answer for ImportWouldMove {
    async fn answer(self, desk: &Desk) -> Result<UnitMovesView, AppError> {
        let session = desk.session().await?;
        let waiting = desk.0.importing.waiting().await;
        let plan = waiting.as_ref().ok_or_else(super::import::no_plan)?;
        session.import_would_move(plan, self.offset, self.limit).await
    }
}

impl Answer for WhatIf {
    async fn answer(self, desk: &Desk) -> Result<WhatIfView, AppError> {
        desk.session().await?.what_if(&self).await
    }
}

impl Answer for ExportCalendar {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let mut session = desk.session_mut().await?;
        refuse_in_demonstration(&session)?;
        session.work_out_what_is_owed().await?;
        let (calendar, entries) = session.calendar(self.names).await?;
        write_new(Path::new(self.file.trim()), calendar.as_bytes())?;
        Ok(entries)
    }
}

impl Answer for UnitFigures {
    async fn answer(self, desk: &Desk) -> Result<Vec<FigureView>, AppError> {
        desk.session().await?.figures().await
    }
}

impl Answer for SetFigure {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.set_figure(&self.name, self.value.as_deref(), &self.reason).await
    }
}
