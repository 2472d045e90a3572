//! Writes into a profile until it is killed: for the test `crash`. `writer FOLDER RUN CHECKED`: looks for what was acknowledged
//! since line CHECKED of the folder's list, then writes, with a line on standard output for everything that is done.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test says what went wrong by stopping")]

use std::io::Write;

use tests::crash::{Place, acknowledged, all_is_there, write};

#[tokio::main]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let place = Place { folder: arguments.next().unwrap().into() };
    let mut count = || arguments.next().unwrap().parse::<u64>().unwrap();
    let (run, checked) = (count(), count());
    let mut session = place.open().await;
    let all = acknowledged(&place.acknowledged());
    all_is_there(&session, all.get(usize::try_from(checked).unwrap()..).unwrap()).await;
    let mut out = std::io::stdout().lock();
    let mut say = |line: String| {
        // One write for a line: what is read to its end was said as a whole.
        out.write_all(format!("{line}\n").as_bytes()).unwrap();
        out.flush().unwrap();
    };
    say("ready".to_owned());
    write(&mut session, &place, run * 100_000, |done| say(done.to_string())).await;
}
