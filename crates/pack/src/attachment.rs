//! The file that is attached to a pack's PDF, in lopdf's terms.

use crypto::Hash;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, decode_text_string};

use crate::content::LIMIT;
use crate::fingerprint::{Fingerprint, fingerprint};

/// The attachment's name.
pub(crate) const NAME: &str = "pack.json";

/// The fingerprint of what is attached. ISO 32000 leaves keys that begin with XX to whoever writes them.
const FINGERPRINT: &[u8] = b"XXFingerprint";

/// How many nodes of the tree of attachments are looked at: a real one has one.
const NODES: usize = 64;

/// Where the attached JSON stands in a document.
pub(crate) fn find(document: &Document) -> Option<ObjectId> {
    let names = document.catalog().ok()?.get_deref(b"Names", document).ok()?.as_dict().ok()?;
    let mut open = vec![names.get_deref(b"EmbeddedFiles", document).ok()?.as_dict().ok()?];
    let mut looked_at = 0;
    while let Some(node) = open.pop().filter(|_| looked_at < NODES) {
        looked_at += 1;
        let leaves = array(node, b"Names", document).iter().filter_map(|entry| dictionary(entry, document));
        if let Some(found) = leaves.filter(|file| is_named(file, document)).find_map(|file| embedded(file, document)) {
            return Some(found);
        }
        open.extend(array(node, b"Kids", document).iter().take(NODES).filter_map(|kid| dictionary(kid, document)));
    }
    None
}

fn array<'a>(of: &'a Dictionary, key: &[u8], document: &'a Document) -> &'a [Object] {
    of.get_deref(key, document).and_then(Object::as_array).map_or(&[], Vec::as_slice)
}

fn dictionary<'a>(object: &'a Object, document: &'a Document) -> Option<&'a Dictionary> {
    document.dereference(object).ok().and_then(|(_, object)| object.as_dict().ok())
}

fn is_named(file: &Dictionary, document: &Document) -> bool {
    [b"UF".as_slice(), b"F"]
        .into_iter()
        .any(|key| file.get_deref(key, document).and_then(decode_text_string).is_ok_and(|name| name == NAME))
}

fn embedded(file: &Dictionary, document: &Document) -> Option<ObjectId> {
    let streams = file.get_deref(b"EF", document).ok()?.as_dict().ok()?;
    [b"UF".as_slice(), b"F"].into_iter().find_map(|key| streams.get(key).and_then(Object::as_reference).ok())
}

/// What is attached.
pub(crate) fn content(document: &Document, id: ObjectId) -> Option<Vec<u8>> {
    stream(document, id)?.get_plain_content_with_limit(LIMIT).ok()
}

/// The fingerprint that was put beside it when the pack was sealed.
pub(crate) fn stated(document: &Document, id: ObjectId) -> Option<Fingerprint> {
    let bytes = stream(document, id)?.dict.get(FINGERPRINT).and_then(Object::as_str).ok()?;
    Some(Fingerprint::of_hash(Hash::from_bytes(bytes.try_into().ok()?)))
}

/// Puts the fingerprint beside what is attached.
pub(crate) fn state(document: &mut Document, id: ObjectId) -> Option<()> {
    let json = content(document, id)?;
    let hash = fingerprint(&json).hash();
    let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).ok()?;
    stream.dict.set(FINGERPRINT, Object::String(hash.as_bytes().to_vec(), StringFormat::Hexadecimal));
    Some(())
}

fn stream(document: &Document, id: ObjectId) -> Option<&Stream> {
    document.get_object(id).and_then(Object::as_stream).ok()
}
