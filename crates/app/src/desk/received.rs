//! The calls about packs that came from other prisons.

use std::path::Path;

use api::{
    KeepReceivedPack, KeptPackView, OpenReceivedPack, ReceivedPackView, ReceivedPacks, ReceivedRow, ReceivedTopic,
    ReceivedTopics, TakeTopics,
};

use super::answers;
use super::reading::number;
use crate::pack::{Told, read_file};

answers! {
    KeepReceivedPack => KeptPackView: |asked, desk| {
        let file = read_file(Path::new(asked.file.trim()))?;
        let told = Told { words: &asked.words.0, check_code: &asked.check_code, restricted: asked.restricted };
        desk.session_mut().await?.keep_received_pack(&file, told).await
    };
    ReceivedPacks => Vec<ReceivedRow>: |asked, desk| {
        desk.session().await?.received_packs(&number(&asked.number)?).await
    };
    OpenReceivedPack => ReceivedPackView: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.received_view(&number, &asked.id, &asked.reason).await
    };
    ReceivedTopics => Vec<ReceivedTopic>: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.received_topics(&number, &asked.id, &asked.reason).await
    };
    TakeTopics => u32: |asked, desk| {
        let number = number(&asked.number)?;
        desk.session_mut().await?.take_topics(&number, &asked).await
    };
}
