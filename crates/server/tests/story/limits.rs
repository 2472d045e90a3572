//! What is not taken, from whom, and how much.

use axum::http::Method;
use ledger::header::{Header, VERSION};
use ledger::wire::{CLOCK_TOLERANCE, Filed, RefusalCode, SignedHead};
use ledger::{Act, Role};
use server::Settings;
use server::settings::DAY;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::house::Place;
use crate::line::credential;
use crate::scene::Scene;
use crate::unit::{MORNING, push, stranger};

pub(crate) async fn a_request_that_nobody_of_the_unit_signed_is_refused(place: &Place) {
    let scene = Scene::set(place).await;
    let (line, house) = (&scene.line, &scene.house);
    let target = scene.unit.path("head");
    let unsigned = line.get(house, None, &target).await;
    assert_eq!(unsigned.status, 401);
    unsigned.refused(RefusalCode::Unknown);
    line.get(house, Some(&stranger(9)), &target).await.refused(RefusalCode::Unknown);

    // Signed for another path, another method, another body, by another device.
    let elsewhere = credential(&scene.ada, MORNING, "GET", &scene.unit.path("log"), b"");
    let otherwise = credential(&scene.ada, MORNING, "POST", &target, b"");
    let more = credential(&scene.ada, MORNING, "GET", &target, b"more");
    let mut impostor = stranger(9);
    impostor.id = scene.ada.id;
    let impostor = credential(&impostor, MORNING, "GET", &target, b"");
    for wrong in [elsewhere, otherwise, more, impostor, "Bearer token".to_owned(), String::new()] {
        line.send(house, Method::GET, &target, Some(&wrong), &[], Vec::new()).await.refused(RefusalCode::Unknown);
    }
    let nowhere = format!("/v1/units/{}/head", "0".repeat(64));
    let absent = line.get(house, Some(&scene.ada), &nowhere).await;
    assert_eq!(absent.status, 404);
    absent.refused(RefusalCode::Absent);
    line.get(house, Some(&scene.ada), "/v1/units/leeds/head").await.refused(RefusalCode::Absent);
    line.get(house, None, "/v1/nothing").await.refused(RefusalCode::Absent);
    scene.close().await;
}

pub(crate) async fn clocks_may_differ_by_five_minutes(place: &Place) {
    let scene = Scene::set(place).await;
    let target = scene.unit.path("head");
    for (off, taken) in [(0, true), (CLOCK_TOLERANCE, true), (-CLOCK_TOLERANCE, true), (CLOCK_TOLERANCE + 1, false)] {
        let credential = credential(&scene.ada, MORNING + off, "GET", &target, b"");
        let answer = scene.line.send(&scene.house, Method::GET, &target, Some(&credential), &[], Vec::new()).await;
        if taken {
            answer.read::<SignedHead>();
        } else {
            assert_eq!(answer.refused(RefusalCode::Clock).at, MORNING);
        }
    }
    scene.close().await;
}

pub(crate) async fn what_is_too_large_is_refused_packed_or_not(place: &Place) {
    let settings = Settings { most_bytes: 20_000, ..Settings::default() };
    let mut scene = Scene::with(place, settings).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let target = scene.unit.path("entries");
    let too_large = scene.post(&ben, &target, vec![0; 20_001]).await;
    assert_eq!(too_large.status, 413);
    too_large.refused(RefusalCode::TooLarge);

    let packed = |body: &[u8]| zstd::bulk::compress(body, 3).unwrap();
    let zstd = [("content-encoding", "zstd"), ("accept-encoding", "gzip, zstd;q=0.9")];
    let send = async |body: Vec<u8>| {
        let credential = credential(&ben, MORNING, "POST", &target, &body);
        scene.line.send(&scene.house, Method::POST, &target, Some(&credential), &zstd, body).await
    };
    let bomb = packed(&vec![0; 100_000_000]);
    assert!(bomb.len() < 20_000);
    send(bomb).await.refused(RefusalCode::TooLarge);
    send(b"no zstd at all".to_vec()).await.refused(RefusalCode::Unreadable);

    let body = {
        let mut writing = scene.unit.device(2);
        let batches = vec![writing.batch(&scene.unit, 20)];
        ben.tip = writing.tip;
        push(&scene.unit, batches)
    };
    let smaller = packed(&body);
    assert!(smaller.len() < body.len());
    let credential = credential(&ben, MORNING, "POST", &target, &smaller);
    let answer = scene.line.send(&scene.house, Method::POST, &target, Some(&credential), &zstd, smaller).await;
    assert_eq!(answer.read::<Filed>().place, 20);

    // The answer is packed where that is welcome.
    let target = scene.unit.path("log");
    let credential = crate::line::credential(&ben, MORNING, "GET", &target, b"");
    let plain = scene.line.send(&scene.house, Method::GET, &target, Some(&credential), &[], Vec::new()).await;
    let packed = scene.line.send(&scene.house, Method::GET, &target, Some(&credential), &zstd[1..], Vec::new()).await;
    assert_eq!(
        (plain.headers.get("content-encoding"), &packed.headers["content-encoding"]),
        (None, &"zstd".parse().unwrap())
    );
    assert_eq!(zstd::bulk::decompress(&packed.body, 1 << 20).unwrap().len(), plain.body.len());
    scene.close().await;
}

pub(crate) async fn a_unit_and_a_device_have_their_room(place: &Place) {
    let settings = Settings { device_bytes_a_day: 8_000, unit_bytes: 14_000, ..Settings::default() };
    let mut scene = Scene::with(place, settings).await;
    let mut ben = scene.admit(2, Role::Pom).await;
    let large = ben.write(&scene.unit, 5_000);
    let large = ben.sealed(&scene.unit, vec![large]);
    scene.push(&ben, vec![large]).await.read::<Filed>();
    let next = ben.write(&scene.unit, 5_000);
    let next = ben.sealed(&scene.unit, vec![next]);

    let today = scene.push(&ben, vec![next.clone()]).await;
    assert_eq!(today.status, 429);
    today.refused(RefusalCode::Quota);
    let seconds: i64 = today.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert_eq!((MORNING + seconds * 1000) / DAY, MORNING / DAY + 1, "it is worth trying again tomorrow");
    scene.house.clock.set(MORNING + DAY);
    scene.push(&ben, vec![next]).await.read::<Filed>();

    // Carys has room of her own, but the unit has none for her.
    let mut carys = scene.admit(3, Role::Pom).await;
    let large = carys.write(&scene.unit, 5_000);
    let large = carys.sealed(&scene.unit, vec![large]);
    let full = scene.push(&carys, vec![large]).await.refused(RefusalCode::Quota);
    assert!(full.words.contains("unit"), "{}", full.words);
    scene.close().await;
}

pub(crate) async fn whoever_asks_too_often_is_told_when_to_come_back(place: &Place) {
    let settings = Settings { device_requests_a_minute: 10, stranger_requests_a_minute: 5, ..Settings::default() };
    let scene = Scene::with(place, settings).await;
    let mut answers = Vec::new();
    for _ in 0..11 {
        answers.push(scene.get(&scene.ada, "head").await);
    }
    let last = answers.pop().unwrap();
    assert!(answers.iter().all(|answer| answer.status == 200));
    assert_eq!(last.status, 429);
    last.refused(RefusalCode::Quota);
    let seconds: i64 = last.headers["retry-after"].to_str().unwrap().parse().unwrap();
    assert!((1..=7).contains(&seconds), "{seconds}");

    // Strangers have a limit of their own; registering took one of the five.
    let mut refused = 0;
    for _ in 0..6 {
        let answer = scene.line.get(&scene.house, None, "/v1/prisons/LEI").await;
        refused += usize::from(answer.status == 429);
    }
    assert_eq!(refused, 2);
    scene.house.clock.set(MORNING + 7_000);
    scene.get(&scene.ada, "head").await.read::<SignedHead>();
    scene.close().await;
}

pub(crate) async fn who_shows_nothing_counts_to_their_address(place: &Place) {
    let settings = Settings { stranger_requests_a_minute: 4, ..Settings::default() };
    let scene = Scene::with(place, settings).await;
    let target = scene.unit.path("head");
    scene.get(&scene.ada, "head").await.read::<SignedHead>();
    let mut impostor = stranger(9);
    impostor.id = scene.ada.id;
    let impostor = credential(&impostor, MORNING, "GET", &target, b"");
    let asks = async |credential: Option<&str>| {
        scene.line.send(&scene.house, Method::GET, &target, credential, &[], Vec::new()).await
    };
    let unknown = credential(&stranger(9), MORNING, "GET", &target, b"");
    // Registering took one of the four.
    for shown in [Some(unknown.as_str()), Some(impostor.as_str()), None] {
        asks(shown).await.refused(RefusalCode::Unknown);
    }
    for shown in [Some(unknown.as_str()), Some(impostor.as_str()), None] {
        let refused = asks(shown).await;
        assert_eq!(refused.status, 429);
        refused.refused(RefusalCode::Quota);
    }
    // Whose device has shown itself is not shut out by a neighbour.
    scene.get(&scene.ada, "head").await.read::<SignedHead>();
    scene.house.clock.set(MORNING + 60_000);
    asks(Some(&credential(&stranger(9), MORNING + 60_000, "GET", &target, b""))).await.refused(RefusalCode::Unknown);
    scene.close().await;
}

pub(crate) async fn headers_have_their_limit_over_http_1_too(place: &Place) {
    let scene = Scene::set(place).await;
    let answers = async |filling: usize, end: &str| {
        let mut stream = TcpStream::connect(scene.house.address).await.unwrap();
        let begins = "GET /v1/meta HTTP/1.1\r\nhost: here\r\nconnection: close\r\nx-filling: ";
        let head = format!("{begins}{}{end}", "x".repeat(filling - begins.len() - end.len()));
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(answers(15 << 10, "\r\n\r\n").await, "HTTP/1.1 200 OK");
    // There might be more to come: it is not waited for.
    assert_eq!(answers(16 << 10, "").await, "HTTP/1.1 431 Request Header Fields Too Large");
    scene.close().await;
}

pub(crate) async fn another_version_is_told_to_update(place: &Place) {
    let mut scene = Scene::set(place).await;
    let later = scene.line.get(&scene.house, None, "/v2/meta").await;
    assert_eq!(later.status, 426);
    assert_eq!(later.refused(RefusalCode::Update).versions, (1, 1));
    let target = scene.unit.path("head");
    let credential = credential(&scene.ada, MORNING, "GET", &target, b"").replace("Throughcare-1", "Throughcare-2");
    let answer = scene.line.send(&scene.house, Method::GET, &target, Some(&credential), &[], Vec::new()).await;
    answer.refused(RefusalCode::Update);

    let mut ben = scene.admit(2, Role::Pom).await;
    let mut batch = ben.batch(&scene.unit, 1);
    let mut header = Header::from_bytes(&batch.entries[0].header).unwrap();
    header.version = 2;
    batch.entries[0].header = header.to_bytes().into();
    scene.push(&ben, vec![batch]).await.refused(RefusalCode::Update);

    // Nor is an older one taken than the unit demands: from the entry on that says so.
    let mut carys = scene.admit(3, Role::Pom).await;
    let before = carys.batch(&scene.unit, 1);
    scene.act(Act::Require { version: VERSION + 1 }).await;
    assert_eq!(scene.push(&carys, vec![before]).await.read::<Filed>().place, 1);
    let after = carys.batch(&scene.unit, 1);
    scene.push(&carys, vec![after]).await.refused(RefusalCode::Update);
    scene.close().await;
}
