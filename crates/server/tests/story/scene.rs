//! Where most stories begin: a server, and a unit that Ada has registered there.

use axum::http::Method;
use ledger::control::SignedControl;
use ledger::wire::{Batch, Filed, Head, Registration, SignedHead};
use ledger::{Act, Role};
use server::Settings;

use crate::house::{House, Place, token};
use crate::line::{Answer, Line};
use crate::unit::{Device, Unit, push};

/// Whose device Ada's is, by number.
const ADA: u8 = 1;

pub(crate) struct Scene {
    pub(crate) house: House,
    pub(crate) line: Line,
    pub(crate) unit: Unit,
    pub(crate) ada: Device,
}

impl Scene {
    pub(crate) async fn set(place: &Place) -> Self {
        Self::with(place, Settings::default()).await
    }

    pub(crate) async fn with(place: &Place, settings: Settings) -> Self {
        let token = token(place, ADA, 1).await;
        let house = House::open(place, settings).await;
        let (line, unit) = (Line::new(), Unit::founded(ADA));
        let ada = unit.device(ADA);
        let scene = Self { house, line, unit, ada };
        let registration = Registration { token, control: scene.unit.log.clone() };
        scene.post(&scene.ada, "/v1/units", ledger::wire::write(&registration)).await.read::<SignedHead>();
        scene
    }

    pub(crate) async fn get(&self, who: &Device, call: &str) -> Answer {
        self.line.get(&self.house, Some(who), &self.unit.path(call)).await
    }

    /// To a whole path.
    pub(crate) async fn post(&self, who: &Device, target: &str, body: Vec<u8>) -> Answer {
        self.line.post(&self.house, Some(who), target, body).await
    }

    pub(crate) async fn put(&self, who: &Device, call: &str, body: Vec<u8>) -> Answer {
        self.line.ask(&self.house, Some(who), Method::PUT, &self.unit.path(call), body).await
    }

    pub(crate) async fn delete(&self, who: &Device, call: &str) -> Answer {
        self.line.ask(&self.house, Some(who), Method::DELETE, &self.unit.path(call), Vec::new()).await
    }

    /// Sends a control entry.
    pub(crate) async fn offer(&self, who: &Device, entry: &SignedControl) -> Answer {
        self.post(who, &self.unit.path("control"), entry.to_bytes()).await
    }

    /// Ada changes something about the unit.
    pub(crate) async fn act(&mut self, act: Act) {
        let signed = self.unit.signed_by_founder(act);
        self.offer(&self.ada, &signed).await.read::<SignedHead>();
        self.unit.take(signed);
    }

    /// Somebody comes, with a device.
    pub(crate) async fn admit(&mut self, number: u8, role: Role) -> Device {
        let hiring = self.unit.hiring(number, role);
        self.act(hiring).await;
        let equipping = self.unit.equipping(number);
        self.act(equipping).await;
        self.unit.device(number)
    }

    /// Sends batches under the unit's head.
    pub(crate) async fn push(&self, who: &Device, batches: Vec<Batch>) -> Answer {
        self.post(who, &self.unit.path("entries"), push(&self.unit, batches)).await
    }

    /// A device writes so many short entries and sends them: the place of the last.
    pub(crate) async fn works(&self, who: &mut Device, entries: usize) -> u64 {
        let batch = who.batch(&self.unit, entries);
        self.push(who, vec![batch]).await.read::<Filed>().place
    }

    /// How far the server's log goes, as it signed it.
    pub(crate) async fn head(&self) -> Head {
        self.signed(&self.get(&self.ada, "head").await.read())
    }

    pub(crate) fn signed(&self, head: &SignedHead) -> Head {
        head.verify(&self.house.post.public_key()).expect("the server signed it")
    }

    pub(crate) async fn close(self) {
        self.house.close().await;
    }
}
