//! Somebody who has a pack and its words, and makes another one of them: all of it fits together, and no prison sealed it.

use lopdf::Document;
use pack::seal::{open_pdf, seal_pdf};
use pack::words::Words;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use serde_json::Value;

/// The same pack, under the same words, with something changed in what it says.
pub fn forged(file: &[u8], words: &str, change: impl FnOnce(&mut Value)) -> Vec<u8> {
    let words = Words::parse(words).unwrap();
    let opened = open_pdf(file, &words).unwrap();
    let mut content: Value = serde_json::from_slice(&opened.json).unwrap();
    change(&mut content);
    let pdf = attached(&opened.pdf, content.to_string().into_bytes());
    seal_pdf(&pdf, &words, &mut ChaCha20Rng::seed_from_u64(66)).unwrap()
}

/// A PDF with another content attached than it had.
fn attached(pdf: &[u8], content: Vec<u8>) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).unwrap();
    let mut streams = document.objects.values_mut().filter_map(|object| object.as_stream_mut().ok());
    let stream = streams.find(|stream| stream.dict.has_type(b"EmbeddedFile")).unwrap();
    stream.set_plain_content(content);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}
