//! What the server promises, told by devices that speak to it over the wire: each story once over SQLite in a folder and once over PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says so by failing"
)]

mod control;
mod guests;
mod house;
mod limits;
mod line;
mod pages;
mod pushing;
mod registering;
mod relaying;
mod scene;
mod snapshots;
mod staying;
mod unit;
mod waking;

use std::time::Duration;

use cluster::Cluster;

use house::Place;

/// Every story as a test of its own over SQLite; over PostgreSQL one after the other on one cluster, since starting one takes seconds.
macro_rules! stories {
    ($($room:ident::$story:ident),+ $(,)?) => {
        mod over_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $story() {
                    let folder = tempfile::tempdir().unwrap();
                    let place = crate::house::Place::Folder(folder.path().join("data"));
                    crate::$room::$story(&place).await;
                    crate::unit::assert_nothing_readable_in(folder.path());
                }
            )+
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn every_story_over_postgres() {
            let cluster = Cluster::start();
            $(
                eprintln!("over PostgreSQL: {}", stringify!($story));
                let place = Place::Database(cluster.database(stringify!($story)).await);
                $room::$story(&place).await;
            )+
            cluster.write_everything_down().await;
            unit::assert_nothing_readable_in(cluster.folder());
        }
    };
}

stories![
    registering::a_unit_registers_once_with_a_token,
    registering::a_unit_is_found_by_its_prison,
    registering::only_an_administrators_device_registers,
    control::an_entry_goes_on_top_of_the_head_or_nowhere,
    control::whoever_may_not_changes_nothing,
    control::a_removed_device_can_see_that_it_was,
    control::the_recovery_key_needs_no_device,
    pages::a_page_has_as_much_as_fits_and_one_batch_at_least,
    pages::eight_devices_leave_no_hole,
    pushing::the_same_again_has_the_same_answer,
    pushing::what_does_not_follow_is_told_where_to_go_on,
    pushing::a_fork_is_shown_with_both_headers,
    pushing::an_administrator_decides_which_branch_counts,
    pushing::what_was_altered_is_not_taken,
    pushing::a_stale_control_head_takes_nothing,
    pushing::a_removed_device_counts_up_to_its_last_entry,
    relaying::what_came_by_hand_comes_by_whoever_has_it,
    relaying::what_is_brought_has_to_be_what_its_device_sealed,
    relaying::what_a_removed_device_wrote_comes_by_others_alone,
    relaying::a_fork_is_held_against_whoever_wrote_it,
    relaying::what_is_brought_takes_its_authors_room,
    limits::a_request_that_nobody_of_the_unit_signed_is_refused,
    limits::clocks_may_differ_by_five_minutes,
    limits::what_is_too_large_is_refused_packed_or_not,
    limits::a_unit_and_a_device_have_their_room,
    limits::whoever_asks_too_often_is_told_when_to_come_back,
    limits::who_shows_nothing_counts_to_their_address,
    limits::headers_have_their_limit_over_http_1_too,
    limits::another_version_is_told_to_update,
    guests::a_device_arrives_and_is_dealt_with,
    guests::whoever_waits_asks_as_often_as_a_device_may,
    guests::arrivals_are_few_and_are_forgotten,
    guests::a_parcel_goes_from_unit_to_unit,
    guests::what_was_sent_is_called_back_or_taken_and_never_both,
    snapshots::a_snapshot_is_kept_with_all_of_its_pieces,
    snapshots::what_five_devices_say_of_a_snapshot_takes_no_snapshots_place,
    snapshots::what_is_neither_a_snapshot_nor_about_one_is_refused,
    staying::a_restart_keeps_everything,
    staying::a_restored_server_says_so,
    waking::whoever_listens_hears_that_there_is_news,
    waking::a_removed_device_is_let_go,
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_on_one_postgres_wake_each_other() {
    let cluster = Cluster::start();
    let place = Place::Database(cluster.database("two_processes").await);
    tokio::time::timeout(Duration::from_secs(60), waking::at_another_process(&place)).await.unwrap();
}
