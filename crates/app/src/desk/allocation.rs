//! Who holds which post: who has nobody, many at once, and taking back what was done.

use std::sync::atomic::{AtomicBool, Ordering};

use api::{
    AllocateMany, AllocatedMany, Allocation, AllocationView, StopAllocating, Undo, Undoable, UndoableView, UndoneView,
};

use super::reading::number;
use super::{Answer, Desk};
use crate::allocation::Choice;
use crate::error::AppError;

/// Whether allocating is to stop.
#[derive(Default)]
pub(super) struct Allocating(AtomicBool);

impl Answer for Allocation {
    async fn answer(self, desk: &Desk) -> Result<AllocationView, AppError> {
        desk.session().await?.allocation(self.post, self.room).await
    }
}

impl Answer for AllocateMany {
    async fn answer(self, desk: &Desk) -> Result<AllocatedMany, AppError> {
        let stop = &desk.0.allocating.0;
        let mut session = desk.session_mut().await?;
        stop.store(false, Ordering::Relaxed);
        let mut choices = Vec::with_capacity(self.choices.len());
        for choice in self.choices {
            let staff = session.staff_named(&choice.staff)?;
            choices.push(Choice { number: number(&choice.number)?, staff, reason: choice.reason });
        }
        let mut progress = desk.progress("Allocated");
        let told = |done: usize, all: usize| {
            progress(done as u64, all as u64);
            !stop.load(Ordering::Relaxed)
        };
        session.allocate_many(self.post, choices, self.replace, told).await
    }
}

impl Answer for StopAllocating {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.0.allocating.0.store(true, Ordering::Relaxed);
        Ok(())
    }
}

impl Answer for Undoable {
    async fn answer(self, desk: &Desk) -> Result<Option<UndoableView>, AppError> {
        Ok(desk.session().await?.undoable())
    }
}

impl Answer for Undo {
    async fn answer(self, desk: &Desk) -> Result<UndoneView, AppError> {
        desk.session_mut().await?.undo(self.act).await
    }
}
