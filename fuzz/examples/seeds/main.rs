//! Writes the seeds: small, valid and fictional inputs from which each target starts. Run it again when a form is added:
//!
//! ```sh
//! cargo run --manifest-path fuzz/Cargo.toml --example seeds
//! ```

mod moved;
mod wire;

use std::fs;
use std::path::Path;

use casework::event::{
    ActionAgreed, ActionId, ActionOwner, Allocated, CaseEvent, ConflictSettled, Contested, FactsRecorded,
    MovementsRecorded, NoteAmended, NoteId, NoteWritten, Post, Visibility,
};
use casework::fact::{Fact, Source, Value};
use casework::field::{Field, FieldKey};
use casework::movement::{Direction, Movement, MovementKind};
use casework::{Case, Stamp};
use crypto::{DatabaseKey, DeviceKeys, EpochKey, Hash, Passphrase, PassphraseCost, ProfileSecrets, VaultKey};
use jiff::Timestamp;
use jiff::civil::date;
use ledger::content::ServerHead;
use ledger::control::Server;
use ledger::ring::KeyRing;
use ledger::sealing::{self, Newcomer, Place, Whose};
use ledger::{
    Act, Class, Compartment, Content, DeviceIndex, EventEnvelope, Mark, Position, Role, Roles, Subject, Tip, UnitId,
    VersionVector,
};
use throughcare_fuzz::{Founded, person, rng};
use uuid::Uuid;

/// 20 November 2026, 10:15 UTC, in milliseconds.
const MORNING: i64 = 1_795_169_700_000;

fn main() -> std::io::Result<()> {
    entries()?;
    control()?;
    wire::seeds()?;
    moved::seeds()?;
    cases()?;
    keys()?;
    typed()?;
    imports()?;
    packs()
}

fn seed(target: &str, name: &str, bytes: impl AsRef<[u8]>) -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), bytes)
}

fn cbor(value: impl minicbor::Encode<()>) -> Vec<u8> {
    minicbor::to_vec(value).expect("memory takes it")
}

fn events() -> Vec<CaseEvent> {
    let by_staff = || Source::Staff { reason: "Letter from the court".to_owned() };
    let by_import = || Source::Import { run: Uuid::from_bytes([7; 16]), row: 1 };
    let note = NoteId(Uuid::from_bytes([2; 16]));
    vec![
        CaseEvent::FactsRecorded(FactsRecorded {
            source: by_import(),
            facts: vec![
                Fact { field: Field::LastName.into(), value: Value::Text("Ashdown".to_owned()), calculated: None },
                Fact {
                    field: Field::Release.into(),
                    value: Value::Date(date(2027, 5, 17)),
                    calculated: Some(date(2026, 1, 9)),
                },
                Fact {
                    field: FieldKey::Other("new".into()),
                    value: Value::Document("[1]".to_owned()),
                    calculated: None,
                },
            ],
        }),
        CaseEvent::FactsRecorded(FactsRecorded {
            source: by_staff(),
            facts: vec![Fact { field: Field::Release.into(), value: Value::Date(date(2027, 6, 17)), calculated: None }],
        }),
        CaseEvent::NoteWritten(NoteWritten {
            id: note,
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            visibility: Visibility::General,
            text: "Met on the wing.".to_owned(),
            place: "LEI".to_owned(),
            actions: vec![ActionAgreed {
                id: ActionId(Uuid::from_bytes([3; 16])),
                text: "Ask the workshop".to_owned(),
                owner: ActionOwner::Staff,
                due: Some(date(2026, 12, 4)),
            }],
        }),
        CaseEvent::NoteAmended(NoteAmended {
            id: casework::event::AmendmentId(Uuid::from_bytes([4; 16])),
            note,
            reason: "Wrong wing".to_owned(),
            text: "B wing.".to_owned(),
        }),
        CaseEvent::Allocated(Allocated { post: Post::Pom, staff: person(2), reason: "Knows him".to_owned() }),
        CaseEvent::Allocated(Allocated { post: Post::Pom, staff: person(3), reason: "Is on shift".to_owned() }),
        CaseEvent::MovementsRecorded(MovementsRecorded {
            source: by_import(),
            movements: vec![Movement {
                at: date(2026, 11, 20).at(10, 15, 0, 0),
                kind: MovementKind::Court,
                direction: Direction::Out,
                reason: None,
                from: Some("LEI".to_owned()),
                to: None,
            }],
        }),
        CaseEvent::ConflictSettled(ConflictSettled {
            contested: Contested::Field(Field::Release.into()),
            value: Some(Value::Date(date(2027, 5, 17))),
            staff: None,
            reason: "The calculation sheet".to_owned(),
        }),
    ]
}

fn content() -> Content {
    let events = events()
        .into_iter()
        .map(|event| EventEnvelope {
            subject: Subject::Case("A1234BC".into()),
            kind: event.kind(),
            schema: CaseEvent::SCHEMA,
            occurred: MORNING,
            base: VersionVector::new(),
            body: event.encode_body().into(),
        })
        .collect();
    Content {
        recorded: MORNING,
        actor: person(1),
        session: [5; 16],
        command: [6; 16],
        events,
        seen: VersionVector::from_iter([(DeviceIndex(0), 4), (DeviceIndex(1), 70_000)]),
        server_head: None,
    }
}

fn entries() -> std::io::Result<()> {
    let content = content();
    let with_head = Content {
        events: content.events.iter().take(1).cloned().collect(),
        server_head: Some(ServerHead { cursor: 9, log_hash: Hash::from_bytes([8; 32]), proof: None }),
        ..content.clone()
    };
    seed("content", "entry", content.to_bytes())?;
    seed("content", "with-server-head", with_head.to_bytes())?;
    seed("content", "seen", cbor(&content.seen))?;

    let hash = |byte| Hash::from_bytes([byte; 32]);
    let place = Place {
        unit: UnitId(hash(0x11)),
        device: hash(0x22),
        tip: Tip { seq: 0, hash: hash(0x33), lamport: 0, control: 2 },
        control: hash(0x44),
        lamport: 1,
    };
    let key = EpochKey::make(&mut rng(2));
    let entry =
        sealing::seal_entry(&mut rng(5), &place, (key.kid(), &key), Class::Normal, &with_head).expect("it seals");
    seed("header", "first", &entry.header_bytes)?;

    seed("case_event", "entry", content.to_bytes())?;
    for (at, event) in events().into_iter().enumerate() {
        let mut bytes = vec![u8::try_from(event.kind()).expect("a small number")];
        bytes.extend(event.encode_body());
        seed("case_event", &format!("{at}-{}", event.name()), bytes)?;
    }
    Ok(())
}

fn control() -> std::io::Result<()> {
    let mut unit = Founded::new();
    seed("signed_control", "founding", unit.founding.to_bytes())?;
    seed("membership", "founding", unit.founding.to_bytes())?;

    let mut rng = rng(6);
    let ring = KeyRing::of_device(&unit.membership, &unit.ada).expect("her own keys");
    let newcomer = Newcomer { principal: person(2), name: "Ben Okafor", roles: Roles::NONE.with(Role::Administrator) };
    let hired = sealing::person(&mut rng, &unit.membership, &ring, &newcomer).expect("she holds the keys");
    let mut acts = vec![(false, Act::AddMember(hired))];
    accept(&mut unit, &acts);
    let ben = DeviceKeys::make(&mut rng);
    let application = sealing::apply_for(unit.membership.unit(), &ben);
    seed("signed_control", "application", cbor(&application))?;
    let whose = Whose { name: "Ben Okafor".to_owned(), computer: "OMU laptop 3".to_owned() };
    let arrival = sealing::arrive(&mut rng, &unit.membership, &ben, &whose).expect("Ada can be written to");
    seed("signed_control", "arrival", ledger::wire::write(&arrival))?;
    let computer = Some("OMU laptop 3");
    let admission = sealing::admission(&mut rng, &unit.membership, &ring, person(2), application, computer);
    acts.push((true, Act::AddDevice(admission.expect("he is a member"))));
    accept(&mut unit, &acts[1..]);

    let membership = &unit.membership;
    let rotations =
        sealing::rotate(&mut rng, membership, &ring, Compartment::ALL, |device, _| device.index != DeviceIndex(1));
    let demoted = Act::SetRoles {
        principal: person(2),
        roles: Roles::NONE,
        cutoffs: VersionVector::from_iter([(DeviceIndex(1), 12)]),
        rotations: rotations.expect("she holds the keys").starts,
    };
    let his = membership.device(DeviceIndex(1)).expect("he has one");
    let seen = Tip { seq: 12, hash: Hash::from_bytes([0x33; 32]), ..his.start() };
    let removed = sealing::removal(&mut rng, membership, &ring, his, &seen, "Left on a train").expect("she may");
    let counts = Mark { seq: 13, hash: Hash::from_bytes([0x44; 32]) };
    let resolved = Act::Resolve { device: DeviceIndex(1), counts };
    let key = DeviceKeys::make(&mut rng).public().verify;
    let moved = Act::Server(Server { key, url: "https://omu.example".to_owned() });
    let required = Act::Require { version: 1 };
    let last =
        [("demotion", demoted), ("removal", removed), ("verdict", resolved), ("server", moved), ("version", required)];
    for (name, last) in last {
        let mut bytes: Vec<u8> = acts.iter().flat_map(cbor).collect();
        bytes.extend(cbor((false, last)));
        seed("membership", name, bytes)?;
    }
    Ok(())
}

fn accept(unit: &mut Founded, acts: &[(bool, Act)]) {
    for (_, act) in acts {
        let pen = sealing::Pen::Device(&unit.ada);
        let signed = sealing::sign_control(&unit.membership, &pen, 0, act.clone()).expect("Ada signs");
        unit.membership.accept(&signed).expect("it is accepted");
        let name = format!("entry-{}", unit.membership.next_index());
        seed("signed_control", &name, signed.to_bytes()).expect("the folder can be written");
    }
}

fn cases() -> std::io::Result<()> {
    let mut case = Case::default();
    for (at, event) in events().into_iter().enumerate() {
        let device = DeviceIndex(u32::from(at % 2 == 1));
        let at = at as u64;
        let time = Timestamp::from_millisecond(MORNING).expect("a time");
        let stamp = Stamp {
            position: Position { lamport: 1 + at, device, seq: 1 + at / 2, event: 0 },
            author: person(1),
            roles: Roles::NONE.with(Role::Administrator),
            refused: None,
            compartment: Compartment::General,
            occurred: time,
            recorded: time,
            base: VersionVector::new(),
        };
        case.apply(&stamp, event, &mut Vec::new());
    }
    seed("case", "contested", cbor(&case))?;
    seed("case", "empty", cbor(Case::default()))
}

fn keys() -> std::io::Result<()> {
    let mut rng = rng(2);
    let (epoch, device) = (EpochKey::make(&mut rng), DeviceKeys::make(&mut rng));
    let recovery = crypto::RecoveryKey::make(&mut rng);
    let sealed = "these bytes can be sealed";
    seed("sealed", "payload", epoch.seal_payload(&mut rng, b"", b"Met on the wing.").expect(sealed))?;
    seed("sealed", "snapshot", epoch.seal_snapshot(&mut rng, b"", b"Met on the wing.").expect(sealed))?;
    let previous = EpochKey::make(&mut rng);
    seed("sealed", "wrapped", epoch.wrap_previous(&mut rng, &previous, b"").expect(sealed))?;
    seed("sealed", "words", epoch.seal_words(&mut rng, b"", "Ada Pike").expect(sealed))?;
    seed("sealed", "letter", device.public().agreement.seal_letter(&mut rng, b"", b"Ben Okafor").expect(sealed))?;
    seed("sealed", "to-device", epoch.seal_to(&mut rng, &device.public().agreement, b"").expect(sealed))?;
    seed("sealed", "to-recovery", epoch.seal_to(&mut rng, &recovery.public().agreement, b"").expect(sealed))?;
    seed("sealed", "padded", crypto::pad(b"Met on the wing.".to_vec()).expect(sealed))?;
    seed("sealed", "hash", Hash::from_bytes([0xab; 32]).to_string())?;
    let signature = device.sign(crypto::Purpose::Seal, b"message");
    seed("sealed", "signed", [&device.public().verify.as_bytes()[..], signature.as_bytes(), b"message"].concat())?;

    let vault = VaultKey::make(&mut rng);
    let secrets = ProfileSecrets { database: DatabaseKey::make(&mut rng), device };
    let passphrase = Passphrase::new("correct horse battery staple");
    let slot = secrets.wrap(&mut rng, &vault, &passphrase, PassphraseCost::standard()).expect(sealed);
    seed("profile_secrets", "slot", slot)?;
    seed("profile_secrets", "vault-key", vault.to_text().as_bytes())?;

    seed("recovery_words", "words", recovery.to_words().as_bytes())?;
    let listed: Vec<String> = recovery
        .to_words()
        .split(' ')
        .enumerate()
        .map(|(at, word)| format!("{}. {}", at + 1, word.to_uppercase()))
        .collect();
    seed("recovery_words", "listed", listed.join("\n"))
}

fn typed() -> std::io::Result<()> {
    for (name, text) in [
        ("number", "A1234BC"),
        ("pnc", "2003/1234567Q"),
        ("pnc-short", "12/394773H"),
        ("cro", "SF05/482703J"),
        ("date", "20/11/2026"),
        ("date-iso", "2026-11-20T10:15"),
        ("integer", "-14"),
        ("flag", "yes"),
        ("document", r#"[{"alertCode": "XA", "b": 1e3}]"#),
        ("field", "releaseDate"),
        ("code", "K7QF-2M9X"),
    ] {
        seed("identifiers", name, text)?;
    }
    Ok(())
}

fn imports() -> std::io::Result<()> {
    let document = r#"{"prisonerNumber":"A1234BC","firstName":"KIERAN","lastName":"ASHDOWN","prisonId":"LEI","status":"ACTIVE IN","inOutStatus":"IN","dateOfBirth":"1990-02-28","releaseDate":"2027-05-17","pncNumber":"12/394773H","lastMovementTypeCode":"ADM","alerts":[{"alertCode":"XA","active":true}],"new":1}"#;
    seed("import", "document.json", document)?;
    seed("import", "array.json", format!("[{document},{document},{{\"prisonerNumber\":\"A123\"}}]"))?;
    seed("import", "page.json", format!("{{\"content\":[{document}],\"totalElements\":1}}"))?;
    seed("import", "lines.jsonl", format!("{document}\n{document}\nrubbish\n"))?;
    let table = "prisonerNumber,firstName,lastName,prisonId,releaseDate\r\nA1234BC,KIERAN,\"ASHDOWN, JR\",LEI,17/05/2027\r\nB2345CD,MO,QUILL,MDI,31/02/2027\r\n";
    seed("import", "table.csv", table)?;
    seed("import", "marked.csv", format!("\u{feff}{}", table.replace(',', ";")))?;
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(table.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    seed("import", "wide.csv", wide)
}

/// The content from the crate's own golden file, and an envelope.
fn packs() -> std::io::Result<()> {
    let json = include_bytes!("../../../crates/pack/tests/pack/golden/pack.json").trim_ascii();
    seed("pack", "pack.json", json)?;
    seed("pack", "later.json", br#"{"schema":"throughcare-pack/2"}"#)?;

    let inbox = EpochKey::make(&mut rng(41)).derive_inbox().public();
    let file = pack::envelope::seal_to(b"%PDF-1.7", &inbox, &mut rng(43)).expect("it can be sealed");
    seed("pack_envelope", "sealed", file)?;
    seed("pack_envelope", "key", pack::inbox::InboxAddress::new("LEI", Hash::from_bytes([0x1f; 32]), inbox).to_string())
}
