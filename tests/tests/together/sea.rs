//! A hundred voyages of three to six devices and a server: calls lost, doubled, late and out of order, connections cut, computers killed
//! between any two transactions, clocks years apart, keys turned, roles changed, somebody joining in the middle, devices removed and what they
//! wrote too late let count, snapshots left and started from, sticks carried. Each ends well. `make soak` makes thousands.

use tests::sea::voyage::{sail, sail_by_the_real_server, sail_past_a_restoration};

macro_rules! voyages {
    ($($name:ident $from:literal;)*) => {
        $(#[tokio::test]
        async fn $name() {
            for seed in $from..$from + 10 {
                sail(seed).await;
            }
        })*
    };
}

voyages! {
    voyages_from_0 0;
    voyages_from_10 10;
    voyages_from_20 20;
    voyages_from_30 30;
    voyages_from_40 40;
    voyages_from_50 50;
    voyages_from_60 60;
    voyages_from_70 70;
    voyages_from_80 80;
    voyages_from_90 90;
}

/// The model is no better than the real server: a few of the same voyages with that.
#[tokio::test]
async fn voyages_by_the_real_server() {
    for seed in 0..6 {
        sail_by_the_real_server(seed).await;
    }
}

/// On the first half of each, the server's log goes on; then it ends before what everybody was told.
#[tokio::test]
async fn voyages_past_a_restoration() {
    for seed in 200..212 {
        sail_past_a_restoration(seed).await;
    }
}

/// As many as somebody has patience for, from a seed on: `make soak VOYAGES=3000 FROM=1000`.
#[tokio::test]
#[ignore = "takes as long as it is told to: make soak"]
async fn as_many_voyages_as_there_is_patience_for() {
    let number = |name: &str, otherwise: u64| std::env::var(name).map_or(otherwise, |said| said.parse().unwrap());
    let from = number("SOAK_FROM", 1_000);
    for seed in from..from + number("SOAK_VOYAGES", 3_000) {
        sail(seed).await;
        if seed % 10 == 0 {
            sail_past_a_restoration(seed).await;
        }
        if seed % 100 == 0 {
            println!("voyage {seed} ended well");
        }
    }
}
