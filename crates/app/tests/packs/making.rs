//! A pack in the making: what the record would put into it, in the words of the program's own tables.

use casework::pre_release::{GapCause, Section, Topic};
use casework::{Field, london};
use jiff::civil::Date;
use pack::content::{
    ExplainedGap, FirstPage, LeftOut, Next, OwnWords, Pack, Prisoner, Recipient, Ring, Row, RowState, Schema,
    Section as PackSection, SectionState, Sender, Since, Table,
};
use pack::difference::changes;
use policy::pack::Demand;
use uuid::Uuid;

/// The prison offender manager, who writes most of it.
pub(crate) const POM: &str = "Rhiannon Pell";
/// What the first page says of who somebody is, where the record has it.
const WHO: [&str; 7] =
    ["release", "confirmed-release", "handover", "imprisonment-status", "offence", "communication", "release-address"];
/// What it says of risk; where there can be several, all of them.
const RISK: [&str; 7] = ["rosh", "risk-now", "mappa", "mappa-level", "child-contact", "self-harm", "no-contact"];

/// A pack in the making.
pub(crate) struct Making(Pack);

/// A day, written as ISO has it.
pub(crate) fn on(day: &str) -> Date {
    day.parse().unwrap()
}

impl Making {
    /// About somebody, with nothing in it yet.
    pub(crate) fn about(name: &str, number: &str, born: &str) -> Self {
        let section = |section: Section| PackSection {
            number: section.number(),
            title: section.title().to_owned(),
            state: SectionState::Ready,
            rows: Vec::new(),
            tables: Vec::new(),
            words: None,
            gaps: Vec::new(),
        };
        Self(Pack {
            schema: Schema::One,
            id: Uuid::from_u128(number.bytes().fold(0, |id, letter| id << 8 | u128::from(letter))),
            version: 1,
            made: "2026-11-27T10:31:00Z".parse().unwrap(),
            from: Sender {
                prison: "HMP Aldersyke".to_owned(),
                prison_code: "ALX".to_owned(),
                name: POM.to_owned(),
                post: "prison offender manager".to_owned(),
                phone: Some("01632 960 141".to_owned()),
                email: None,
            },
            to: Recipient {
                name: "Joanna Castell".to_owned(),
                team: Some("Westmoor PDU".to_owned()),
                email: Some("j.castell@westmoor.example".to_owned()),
                phone: None,
            },
            prisoner: Prisoner {
                number: number.to_owned(),
                name: name.to_owned(),
                born: Some(on(born)),
                crn: Some("X417002".to_owned()),
                pnc: Some("12/394773H".to_owned()),
            },
            first: FirstPage::default(),
            sections: Section::ALL.map(section).to_vec(),
            left_out: Vec::new(),
            since: None,
        })
    }

    fn section(&mut self, section: Section) -> &mut PackSection {
        &mut self.0.sections[usize::from(section.number()) - 1]
    }

    /// A row; one of the same key is replaced.
    pub(crate) fn row(mut self, section: Section, row: Row) -> Self {
        let rows = &mut self.section(section).rows;
        match rows.iter_mut().find(|known| known.key == row.key) {
            Some(known) => *known = row,
            None => rows.push(row),
        }
        self
    }

    /// What the prison system says.
    pub(crate) fn field(self, section: Section, key: &str, field: Field, value: &str, day: &str) -> Self {
        self.row(section, held(key, field.label(), value, "Prison system", Some(on(day))))
    }

    /// What the rules reckon.
    pub(crate) fn reckoned(self, key: &str, name: &str, value: &str, how: &str) -> Self {
        self.row(Section::Sentence, held(key, name, value, how, None))
    }

    /// What the prison offender manager stated.
    pub(crate) fn topic(self, topic: Topic, words: &str, day: &str) -> Self {
        self.row(topic.section(), held(&code(topic), topic.words(), words, POM, Some(on(day))))
    }

    /// The same of one of several.
    pub(crate) fn named(self, topic: Topic, about: &str, words: &str, day: &str) -> Self {
        let (key, name) = (format!("{}:{about}", code(topic)), format!("{}: {about}", topic.words()));
        self.row(topic.section(), held(&key, &name, words, POM, Some(on(day))))
    }

    /// How the row of a key stands, and what it said before.
    pub(crate) fn stands(mut self, key: &str, state: RowState, was: Option<&str>) -> Self {
        let row = self.0.sections.iter_mut().flat_map(|section| &mut section.rows).find(|row| row.key == key).unwrap();
        (row.state, row.was) = (state, was.map(str::to_owned));
        self
    }

    /// What is asked for later.
    pub(crate) fn later(self, demand: Demand, from: &str) -> Self {
        let words = format!("Needed from {}.", london::long_date(on(from)));
        self.row(
            section(demand),
            Row { state: RowState::Later, ..held(demand.key(), demand.words(), &words, "The record", None) },
        )
    }

    /// What is missing, and why.
    pub(crate) fn gap(self, demand: Demand, cause: GapCause, words: &str) -> Self {
        let missing = held(demand.key(), demand.words(), demand.missing(), "The record", None);
        self.row(section(demand), Row { state: RowState::Gap, ..missing }).explained(
            demand,
            demand.missing(),
            cause,
            words,
        )
    }

    /// Why something is as it is.
    pub(crate) fn explained(mut self, demand: Demand, what: &str, cause: GapCause, words: &str) -> Self {
        let gap = ExplainedGap {
            key: demand.key().to_owned(),
            what: what.to_owned(),
            cause: cause.words().to_owned(),
            words: words.to_owned(),
            by: POM.to_owned(),
            on: on("2026-11-25"),
        };
        let section = self.section(section(demand));
        section.gaps.retain(|known| known.key != gap.key);
        section.gaps.push(gap);
        self
    }

    /// What the record does not have, and nobody asks for.
    pub(crate) fn without(mut self, section: Section, keys: &[&str]) -> Self {
        self.section(section).rows.retain(|row| !keys.contains(&row.key.as_str()));
        self
    }

    /// A list; one of the same title is replaced.
    pub(crate) fn list<const N: usize>(
        mut self,
        section: Section,
        title: &str,
        header: [&str; N],
        rows: &[[&str; N]],
    ) -> Self {
        let owned = |cells: &[&str; N]| cells.map(str::to_owned).to_vec();
        let table = Table { title: title.to_owned(), header: owned(&header), rows: rows.iter().map(owned).collect() };
        let tables = &mut self.section(section).tables;
        tables.retain(|known| known.title != table.title);
        tables.push(table);
        self
    }

    /// The author's own words in a section.
    pub(crate) fn words(mut self, section: Section, text: &str) -> Self {
        let words = OwnWords { text: text.to_owned(), by: POM.to_owned(), on: on("2026-11-24") };
        self.section(section).words = Some(words);
        self
    }

    /// What has to happen in the next days.
    pub(crate) fn next(mut self, next: &[[&str; 3]]) -> Self {
        let one = |[by, what, who]: &[&str; 3]| Next { by: on(by), what: what.to_string(), who: who.to_string() };
        self.0.first.next = next.iter().map(one).collect();
        self
    }

    /// Whom to ring: name, part, telephone, e-mail.
    pub(crate) fn ring(mut self, ring: &[[&str; 4]]) -> Self {
        let some = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        let one = |[name, part, phone, email]: &[&str; 4]| Ring {
            name: name.to_string(),
            part: part.to_string(),
            phone: some(phone),
            email: some(email),
        };
        self.0.first.ring = ring.iter().map(one).collect();
        self
    }

    /// What stays in the prison.
    pub(crate) fn left_out(mut self, left: &[(&str, u32)]) -> Self {
        let one = |(what, count): &(&str, u32)| LeftOut {
            what: (*what).to_owned(),
            count: *count,
            ask: "The Head of Offender Management Delivery".to_owned(),
        };
        self.0.left_out = left.iter().map(one).collect();
        self
    }

    /// For somebody else than usual.
    pub(crate) fn to(mut self, name: &str, team: Option<&str>, email: Option<&str>) -> Self {
        let some = |words: Option<&str>| words.map(str::to_owned);
        self.0.to = Recipient { name: name.to_owned(), team: some(team), email: some(email), phone: None };
        self
    }

    /// Whose numbers in probation and police are not known.
    pub(crate) fn unnumbered(mut self) -> Self {
        (self.0.prisoner.crn, self.0.prisoner.pnc) = (None, None);
        self
    }

    /// As the next version after another, at some time.
    pub(crate) fn after(mut self, before: &Pack, made: &str) -> Self {
        (self.0.version, self.0.made) = (before.version + 1, made.parse().unwrap());
        self.0.since = Some(Since { version: before.version, made: before.made, changes: changes(before, &self.0) });
        self
    }

    /// The pack, with the first page made from its rows.
    pub(crate) fn done(mut self) -> Pack {
        for section in self.0.sections.iter_mut().filter(|section| !section.gaps.is_empty()) {
            section.state = SectionState::Explained;
        }
        self.0.first.who = picked(&self.0.sections, &WHO);
        self.0.first.risk = picked(&self.0.sections, &RISK);
        self.0
    }
}

/// Something that the record holds.
pub(crate) fn held(key: &str, name: &str, value: &str, from: &str, on: Option<Date>) -> Row {
    Row {
        key: key.to_owned(),
        name: name.to_owned(),
        value: value.to_owned(),
        from: from.to_owned(),
        on,
        state: RowState::Held,
        was: None,
    }
}

fn code(topic: Topic) -> String {
    serde_json::to_value(topic).unwrap().as_str().unwrap().to_owned()
}

fn section(demand: Demand) -> Section {
    Section::ALL[usize::from(demand.section()) - 1]
}

fn picked(sections: &[PackSection], keys: &[&str]) -> Vec<Row> {
    let all = || sections.iter().flat_map(|section| &section.rows);
    let of = |key: &&str| all().filter(|row| row.key.split(':').next() == Some(*key)).cloned().collect::<Vec<_>>();
    keys.iter().flat_map(of).collect()
}
