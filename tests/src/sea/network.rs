//! What lies between a ship and the server: calls and answers are lost, come twice, come late and in another order, and for a while nothing
//! comes at all.

use rand_chacha::ChaCha20Rng;
use rand_core::Rng;
use sync::{Answer, Asking, Failure};

/// Something on its way.
enum Mail {
    /// A call.
    Call {
        /// From which ship, in which of its rounds; a copy's answer reaches nobody.
        from: Option<(usize, u64)>,
        asking: Box<Asking>,
    },
    /// An answer.
    Answer { to: (usize, u64), answer: Result<Answer, Failure> },
}

/// The network.
pub struct Network {
    rng: ChaCha20Rng,
    step: u64,
    mail: Vec<(u64, Mail)>,
    /// Until when each ship reaches nobody.
    cut_off: Vec<u64>,
}

/// What comes out of the network.
pub enum Comes {
    /// A call, at the server. Whose answer it waits for.
    Call(Option<(usize, u64)>, Box<Asking>),
    /// An answer, at a ship, in one of its rounds.
    Answer((usize, u64), Result<Answer, Failure>),
}

impl Network {
    /// Between so many ships and the server.
    pub fn new(rng: ChaCha20Rng, ships: usize) -> Self {
        Self { rng, step: 0, mail: Vec::new(), cut_off: vec![0; ships] }
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.rng.next_u64() % limit
    }

    /// One more ship sets out.
    pub fn reaches_one_more(&mut self) {
        self.cut_off.push(0);
    }

    /// Cuts a ship off for a while.
    pub fn cut_off(&mut self, ship: usize) {
        let until = self.step + 5 + self.below(40);
        self.cut_off[ship] = until;
    }

    /// A ship calls. What is lost comes back as nobody having answered.
    pub fn call(&mut self, from: (usize, u64), asking: Box<Asking>) {
        let due = self.step + 1 + self.below(4);
        let lost = self.cut_off[from.0] > self.step || self.below(12) == 0;
        if lost {
            self.mail.push((due, Mail::Answer { to: from, answer: Err(Failure::Unreachable) }));
            return;
        }
        if self.below(10) == 0 {
            let late = due + self.below(30);
            self.mail.push((late, Mail::Call { from: None, asking: asking.clone() }));
        }
        self.mail.push((due, Mail::Call { from: Some(from), asking }));
    }

    /// The server answers.
    pub fn answer(&mut self, to: Option<(usize, u64)>, answer: Result<Answer, Failure>) {
        let Some(to) = to else { return };
        let due = self.step + 1 + self.below(4);
        let lost = self.cut_off[to.0] > self.step || self.below(12) == 0;
        let answer = if lost { Err(Failure::Unreachable) } else { answer };
        self.mail.push((due, Mail::Answer { to, answer }));
    }

    /// Time goes on: what comes now, in no particular order.
    pub fn goes_on(&mut self) -> Vec<Comes> {
        self.step += 1;
        let step = self.step;
        let (mut now, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.mail).into_iter().partition(|(due, _)| *due <= step);
        self.mail = later;
        let mut comes = Vec::with_capacity(now.len());
        while !now.is_empty() {
            let at = usize::try_from(self.below(now.len() as u64)).unwrap();
            comes.push(match now.swap_remove(at).1 {
                Mail::Call { from, asking } => Comes::Call(from, asking),
                Mail::Answer { to, answer } => Comes::Answer(to, answer),
            });
        }
        comes
    }
}
