#![allow(warnings, clippy::all, clippy::pedantic, clippy::nursery, clippy::restriction)]
use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Instant;
use app::clock::SystemClock;
use app::keystore::Keystore;
use app::note::NewNote;
use casework::event::Visibility;
use casework::PrisonNumber;
use crypto::{DatabaseKey, Passphrase, ProfileSecrets};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor, Row, SqliteConnection};

const PASS: &str = "seven kettles whistle over Wetherby moor";
type R<T> = Result<T, Box<dyn std::error::Error>>;

async fn bare(path: &Path, key: &DatabaseKey) -> R<SqliteConnection> {
    Ok(SqliteConnectOptions::new().filename(path).create_if_missing(true)
        .pragma("key", key.to_pragma().as_str().to_owned())
        .pragma("cipher_page_size", std::env::var("PSZ").unwrap_or_else(|_| "4096".into()))
        .pragma("temp_store", "MEMORY").pragma("cache_size", "-65536")
        .journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full)
        .disable_statement_logging().connect().await?)
}
fn median(v: &[f64]) -> f64 { let mut v = v.to_vec(); v.sort_by(f64::total_cmp); v[v.len() / 2] }
fn ms(i: Instant) -> f64 { i.elapsed().as_secs_f64() * 1e3 }

fn frames(wal: &Path, from: &mut u64) -> Vec<u32> {
    let mut f = std::fs::File::open(wal).unwrap();
    let len = f.metadata().unwrap().len();
    let start = (*from).max(32);
    let mut pages = vec![];
    let mut at = start;
    while at + 4120 <= len {
        f.seek(SeekFrom::Start(at)).unwrap();
        let mut b = [0; 4];
        f.read_exact(&mut b).unwrap();
        pages.push(u32::from_be_bytes(b));
        at += 4120;
    }
    *from = at;
    pages
}

fn main() -> R<()> { tokio::runtime::Runtime::new()?.block_on(run()) }

async fn run() -> R<()> {
    let root = std::env::args().nth(1).unwrap();
    let root = Path::new(&root);
    let what = std::env::args().nth(2).unwrap();
    let profile = root.join("profile");
    let keys = root.join("keys.json");
    let card: serde_json::Value = serde_json::from_slice(&std::fs::read(profile.join("profile.json"))?)?;
    let id = card.get("profile").and_then(|id| id.as_str()).unwrap().parse()?;
    let vault = Keystore::File(keys.clone()).load(id).await?;
    let key = ProfileSecrets::unwrap(&std::fs::read(profile.join("keys"))?, &vault, &Passphrase::new(PASS))?.database;
    let record = profile.join("record.db");
    let mut side = bare(&record, &key).await?;
    let mut numbers: Vec<String> = sqlx::query_scalar("SELECT number FROM caseload ORDER BY number").fetch_all(&mut side).await?;
    let seed: u64 = std::env::var("SEED").ok().and_then(|s| s.parse().ok()).unwrap_or(3);
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    for at in (1..numbers.len()).rev() { let o = (rng.next_u64() % (at as u64 + 1)) as usize; numbers.swap(at, o); }
    let mut session = app::unlock::unlock(&profile, Keystore::File(keys), Box::new(SystemClock), Passphrase::new(PASS)).await?;
    match what.as_str() {
        "notes" => {
            side.close().await?;
            let plain_path = root.join("plain.db");
            let _ = std::fs::remove_file(&plain_path);
            let mut plain = bare(&plain_path, &DatabaseKey::make(&mut rng)).await?;
            plain.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT").await?;
            let (mut ours, mut theirs) = (vec![], vec![]);
            let wal = profile.join("record.db-wal");
            let count = std::env::var("FRAMES").is_ok();
            let mut pos = 0; let mut all = vec![];
            for (at, number) in numbers.iter().take(220).enumerate() {
                let text = format!("Session {at}. {}", "He talked about work, his family and the course he wants to finish. ".repeat(5));
                let number: PrisonNumber = number.parse()?;
                let new = NewNote { note_type: "KA".to_owned(), sub_type: "KS".to_owned(), occurred: None, text: text.clone(), visibility: Visibility::General, actions: vec![] };
                let s = Instant::now();
                session.write_note(&number, new).await?;
                ours.push(ms(s));
                let s = Instant::now();
                sqlx::query("INSERT INTO note (text) VALUES (?)").bind(text).execute(&mut plain).await?;
                theirs.push(ms(s));
                if count { all.push(frames(&wal, &mut pos)); }
            }
            ours.drain(..20); theirs.drain(..20);
            println!("note {:.3} ms  bare {:.3} ms  ratio {:.2}", median(&ours), median(&theirs), median(&ours) / median(&theirs));
            if count {
                let mut side = bare(&record, &key).await?;
                let rows = sqlx::query("SELECT name, pageno, pagetype FROM dbstat").fetch_all(&mut side).await?;
                let own: HashMap<u32, String> = rows.iter().map(|r| (r.get::<i64, _>(1) as u32, format!("{} {}", r.get::<String, _>(0), r.get::<String, _>(2)))).collect();
                let mut n: BTreeMap<String, f64> = BTreeMap::new();
                let sizes: Vec<f64> = all[20..70].iter().map(|f| f.len() as f64).collect();
                println!("pages: median {} of 50", median(&sizes));
                for f in &all[20..70] { if f.len() as f64 > median(&sizes) * 1.5 { continue; } for p in f { *n.entry(own.get(p).cloned().unwrap_or("?".into())).or_default() += 1.0 / 50.0; } }
                let mut n: Vec<_> = n.into_iter().collect();
                n.sort_by(|a, b| b.1.total_cmp(&a.1));
                for (k, v) in n { println!("  {k:36} {v:.2}"); }
            }
        }
        "hop" => {
            let mut t = vec![];
            for _ in 0..2000 { let s = Instant::now(); sqlx::query("SELECT 1").fetch_one(&mut side).await?; t.push(ms(s)); }
            println!("SELECT 1: {:.4} ms", median(&t));
            let mut t = vec![];
            for _ in 0..2000 { let s = Instant::now(); side.ping().await?; t.push(ms(s)); }
            println!("ping: {:.4} ms", median(&t));
        }
        _ => {}
    }
    session.lock().await?;
    Ok(())
}
