//! The calls about packs that came from other prisons.

use std::path::Path;

use api::{
    KeepReceivedPack, KeptPackView, OpenReceivedPack, ReceivedPackView, ReceivedPacks, ReceivedRow, ReceivedTopic,
    ReceivedTopics, TakeTopics,
};

use super::reading::number;
use super::{Answer, Desk};
use crate::error::AppError;
use crate::pack::{Told, read_file};

impl Answer for KeepReceivedPack {
    async fn answer(self, desk: &Desk) -> Result<KeptPackView, AppError> {
        let file = read_file(Path::new(self.file.trim()))?;
        let told = Told { words: &self.words.0, check_code: &self.check_code, restricted: self.restricted };
        desk.session_mut().await?.keep_received_pack(&file, told).await
    }
}

impl Answer for ReceivedPacks {
    async fn answer(self, desk: &Desk) -> Result<Vec<ReceivedRow>, AppError> {
        desk.session().await?.received_packs(&number(&self.number)?).await
    }
}

impl Answer for OpenReceivedPack {
    async fn answer(self, desk: &Desk) -> Result<ReceivedPackView, AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.received_view(&number, &self.id, &self.reason).await
    }
}

impl Answer for ReceivedTopics {
    async fn answer(self, desk: &Desk) -> Result<Vec<ReceivedTopic>, AppError> {
        desk.session().await?.received_topics(&number(&self.number)?, &self.id).await
    }
}

impl Answer for TakeTopics {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let number = number(&self.number)?;
        desk.session_mut().await?.take_topics(&number, &self).await
    }
}
