//! A pack as it comes from the printer: a small PDF that is tagged and says that it is PDF/UA, with its content attached.

use lopdf::{Dictionary, Document, Object, SaveOptions, Stream, StringFormat, dictionary};

use crate::sample::pack;

/// Stands on the page, in the metadata and in the structure: nowhere in a sealed file.
pub(crate) const TITLE: &str = "Handover pack for Kieran Ashdown";
pub(crate) const SENTENCE: &str = "He goes to the branch on Friday.";

const METADATA: &str = r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
   <pdfuaid:part>1</pdfuaid:part>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Handover pack for Kieran Ashdown</rdf:li></rdf:Alt></dc:title>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"#;

/// How the file is laid out: as a plain one, or packed in streams of objects as typst's are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Plain,
    Packed,
}

fn text(words: &str) -> Object {
    Object::String(words.as_bytes().to_vec(), StringFormat::Literal)
}

fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A printed pack.
pub(crate) fn printed(layout: Layout) -> Vec<u8> {
    with_attachment(layout, "pack.json", &pack().to_json())
}

/// The same with something else attached.
pub(crate) fn with_attachment(layout: Layout, called: &str, content: &[u8]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let (pages, page, root) = (document.new_object_id(), document.new_object_id(), document.new_object_id());
    let catalog = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    });
    let drawn = format!(
        "/H1 <</MCID 0>> BDC BT /F1 18 Tf 60 760 Td ({TITLE}) Tj ET EMC\n\
         /P <</MCID 1>> BDC BT /F1 11 Tf 60 730 Td ({SENTENCE}) Tj ET EMC"
    );
    let contents = document.add_object(Stream::new(Dictionary::new(), drawn.into_bytes()));
    document.objects.insert(
        page,
        dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => contents, "Tabs" => "S", "StructParents" => 0,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        }
        .into(),
    );
    document.objects.insert(pages, dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 }.into());
    let whole = document.new_object_id();
    let part = |document: &mut Document, kind: &str, mark: i64| {
        document
            .add_object(dictionary! { "Type" => "StructElem", "S" => kind, "P" => whole, "Pg" => page, "K" => mark })
    };
    let (heading, paragraph) = (part(&mut document, "H1", 0), part(&mut document, "P", 1));
    document.objects.insert(
        whole,
        dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => vec![heading.into(), paragraph.into()] }
            .into(),
    );
    let parents = vec![0.into(), Object::Array(vec![heading.into(), paragraph.into()])];
    document.objects.insert(
        root,
        dictionary! {
            "Type" => "StructTreeRoot", "K" => whole, "ParentTree" => dictionary! { "Nums" => parents }, "ParentTreeNextKey" => 1,
        }
        .into(),
    );
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, METADATA.as_bytes().to_vec()));
    let embedded = dictionary! { "Type" => "EmbeddedFile", "Subtype" => "application/json" };
    let embedded = document.add_object(Stream::new(embedded, content.to_vec()));
    let file = document.add_object(dictionary! {
        "Type" => "Filespec", "F" => text(called), "UF" => text(called), "AFRelationship" => "Source",
        "EF" => dictionary! { "F" => embedded, "UF" => embedded },
    });
    document.objects.insert(
        catalog,
        dictionary! {
            "Type" => "Catalog", "Pages" => pages, "Lang" => text("en-GB"), "StructTreeRoot" => root, "Metadata" => metadata,
            "MarkInfo" => dictionary! { "Marked" => true },
            "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true },
            "Names" => dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![text(called), file.into()] } },
            "AF" => vec![file.into()],
        }
        .into(),
    );
    let info = document.add_object(dictionary! { "Title" => text(TITLE) });
    document.trailer.set("Root", catalog);
    document.trailer.set("Info", info);
    document.trailer.set("ID", vec![text("printed 16 bytes"), text("printed 16 bytes")]);
    document.compress();
    let packed = layout == Layout::Packed;
    let options = SaveOptions { use_object_streams: packed, use_xref_streams: packed, ..SaveOptions::default() };
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).expect("memory takes it");
    bytes
}

/// One that says neither what it is called nor what is attached.
pub(crate) fn bare() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.add_object(dictionary! { "Type" => "Pages", "Kids" => Vec::<Object>::new(), "Count" => 0 });
    let catalog = document.add_object(dictionary! { "Type" => name("Catalog"), "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("memory takes it");
    bytes
}
