//! The calls about who is responsible: the view, decisions, the board, the load.

use std::path::Path;

use api::{
    AssessEarlyAllocation, DecideResponsibility, EarlyAllocationQuestions, ExportHandovers, HandoverBoard,
    HandoverBoardView, RecordEarlyDecision, RecordParoleReview, Responsibility, ResponsibilityView, RuleEditions,
    SetWorkingPattern, WithdrawResponsibility, Workload, WorkloadView,
};

use super::reading::{number, refuse_in_demonstration, write_new};
use super::{Answer, Desk};
use crate::error::AppError;

impl Answer for Responsibility {
    async fn answer(self, desk: &Desk) -> Result<ResponsibilityView, AppError> {
        desk.session().await?.responsibility(&number(&self.number)?).await
    }
}

impl Answer for DecideResponsibility {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.decide_responsibility(&number, self).await
    }
}

impl Answer for WithdrawResponsibility {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.withdraw_responsibility(&number(&self.number)?, &self.reason).await
    }
}

impl Answer for EarlyAllocationQuestions {
    async fn answer(self, _: &Desk) -> Result<Vec<(String, String)>, AppError> {
        Ok(crate::responsibility::questions())
    }
}

impl Answer for AssessEarlyAllocation {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.assess_early_allocation(&number, self).await
    }
}

impl Answer for RecordEarlyDecision {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.session_mut().await?.record_early_decision(&number(&self.number)?, &self.id, self.accepted).await
    }
}

impl Answer for RecordParoleReview {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.record_parole_review(&number, self).await
    }
}

impl Answer for RuleEditions {
    async fn answer(self, _: &Desk) -> Result<Vec<(String, String)>, AppError> {
        Ok(crate::responsibility::editions())
    }
}

impl Answer for HandoverBoard {
    async fn answer(self, desk: &Desk) -> Result<HandoverBoardView, AppError> {
        desk.session().await?.handover_board(&self).await
    }
}

impl Answer for ExportHandovers {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let cards = session.handover_board(&self.board).await?.cards;
        write_new(Path::new(self.file.trim()), crate::responsibility::csv(&cards).as_bytes())?;
        Ok(u32::try_from(cards.len()).unwrap_or(u32::MAX))
    }
}

impl Answer for Workload {
    async fn answer(self, desk: &Desk) -> Result<WorkloadView, AppError> {
        desk.owing_session().await?.workload().await
    }
}

impl Answer for SetWorkingPattern {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        let mut session = desk.session_mut().await?;
        session.set_working_pattern(&self.staff, self.tenths, self.pom_type.as_deref()).await
    }
}
