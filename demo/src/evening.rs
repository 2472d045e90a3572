//! What the prison system exports on the evening of the day: most of it as the record has it, some dates calculated anew, people who came
//! and went, a few rows that nobody could take; and beside it the files that go wrong in an office. For trying an import.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::custody::wing_cell;
use crate::dates::{plus_days, plus_months};
use crate::dice::Dice;
use crate::names::Names;
use crate::{Options, Prison, identifiers, people, second_unit, staff};

/// The stream of chance of this concern.
const STREAM: u64 = u64::MAX - 7;
/// How many people of another prison are in its file.
const ELSEWHERE: usize = 12;

/// A file that the prison system could have exported.
pub struct Export {
    /// Where it lies in the folder of exports, with `/` between the parts.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// The evening's files: the whole prison, and in `faulty` what comes from a spreadsheet, from another prison, or is cut off.
pub fn exports(prison: &Prison) -> Vec<Export> {
    let options = &prison.options;
    let mut evening = Evening::of(prison);
    evening.changes();
    let table = evening.spreadsheet();
    let whole = array(&evening.whole());
    let cut = whole.as_bytes().get(..whole.len() * 3 / 5).unwrap_or_default().to_owned();
    let export = |path: &str, bytes: Vec<u8>| Export { path: path.to_owned(), bytes };
    vec![
        export(&format!("{}-{}.json", options.prison, options.today), whole.into_bytes()),
        export("faulty/from-a-spreadsheet.csv", table),
        export("faulty/cut-off.json", cut),
        export("faulty/another-prison.json", array(&elsewhere(options)).into_bytes()),
        export("READ ME.txt", READ_ME.as_bytes().to_vec()),
    ]
}

const READ_ME: &str = "\
These files can be imported into the demonstration prison. Nobody in them is real.

The file in this folder is an evening's export of the whole prison: dates that were calculated anew, people who came and
went, and a few rows that cannot be taken. Import it twice: the second time it changes nothing.

The folder “faulty” has what goes wrong in an office: a table that a spreadsheet has saved with an encoding of its own, a
file that was cut off in the middle, and the export of another prison.
";

/// Documents in a list, each on a line of its own.
fn array(documents: &[Value]) -> String {
    let lines: Vec<String> = documents.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// Everybody's documents as they are that evening.
struct Evening<'a> {
    prison: &'a Prison,
    today: Date,
    dice: Dice,
    documents: Vec<Value>,
    /// Who is in the prison and not chosen for anything yet, by the place of their document.
    waiting: Vec<usize>,
    /// Who is missing from the file.
    left_out: Vec<usize>,
    numbers: BTreeSet<String>,
}

impl<'a> Evening<'a> {
    fn of(prison: &'a Prison) -> Self {
        let mut dice = Dice::new(prison.options.seed, STREAM);
        let documents: Vec<Value> = prison.people.iter().map(|person| person.document.clone()).collect();
        let here = documents.iter().enumerate().filter(|(_, document)| text(document, "status") == Some("ACTIVE IN"));
        let mut waiting: Vec<usize> = here.map(|(at, _)| at).collect();
        dice.shuffle(&mut waiting);
        let numbers = prison.people.iter().map(|person| person.prison_number.clone()).collect();
        Self { prison, today: prison.options.today, dice, documents, waiting, left_out: Vec::new(), numbers }
    }

    /// The day's changes, of a full prison about one person in four.
    fn changes(&mut self) {
        let people = self.documents.len();
        let of = |percent: usize| people * percent / 100;
        self.each(of(7), has_release, Self::recalculated);
        self.each(of(1).min(3), has_release, Self::released);
        self.each(of(1).min(2), any, Self::transferred);
        self.each(of(1).min(4), is_on_remand, Self::goes_to_court);
        self.each(of(1).min(2), is_on_remand, Self::sentenced);
        self.each(of(9), any, Self::moved_cell);
        self.each(of(2), any, Self::incentive);
        self.each(of(2), any, Self::alert);
        self.each(of(1).min(4), |document| text(document, "category") == Some("C"), Self::open_conditions);
        self.each(of(1).min(1), any, |_, document| set(document, "prisonerNumber", json!(spoilt(document))));
        self.each(of(1).min(1), has_release, |_, document| {
            set(document, "paroleEligibilityDate", json!("31/02/2028"));
        });
        self.twin();
        self.arrivals();
        self.left_out = self.take(of(1).min(2), any);
    }

    /// Everybody but those whom the prison system has left out.
    fn whole(&self) -> Vec<Value> {
        let all = self.documents.iter().enumerate();
        all.filter(|(at, _)| !self.left_out.contains(at)).map(|(_, document)| document.clone()).collect()
    }

    /// Chooses people who fit, each for one thing only.
    fn take(&mut self, count: usize, fits: fn(&Value) -> bool) -> Vec<usize> {
        let documents = &self.documents;
        let fitting = |at: &usize| documents.get(*at).is_some_and(fits);
        let chosen: Vec<usize> = self.waiting.iter().copied().filter(fitting).take(count).collect();
        self.waiting.retain(|at| !chosen.contains(at));
        chosen
    }

    fn each(&mut self, count: usize, fits: fn(&Value) -> bool, change: fn(&mut Self, &mut Value)) {
        for at in self.take(count, fits) {
            let Some(mut document) = self.documents.get(at).cloned() else { continue };
            change(self, &mut document);
            if let Some(place) = self.documents.get_mut(at) {
                *place = document;
            }
        }
    }

    /// Days given back or added, or a new calculation: all dates of release move together.
    fn recalculated(&mut self, document: &mut Value) {
        const RELEASE: [&str; 5] = [
            "releaseDate",
            "nonDtoReleaseDate",
            "conditionalReleaseDate",
            "automaticReleaseDate",
            "homeDetentionCurfewEligibilityDate",
        ];
        let days = self.dice.pick(&[-170, -91, -58, -41, -28, -14, -9, -4, 7, 14, 28, 42]);
        let soonest = RELEASE.iter().filter_map(|key| date(document, key)).min();
        let soon = plus_days(self.today, 7);
        let days = if soonest.is_some_and(|day| plus_days(day, days) < soon) { days.abs() } else { days };
        for key in RELEASE {
            if let Some(day) = date(document, key) {
                set(document, key, json!(plus_days(day, days).to_string()));
            }
        }
        if days > 0 {
            set(document, "additionalDaysAwarded", json!(days));
        }
    }

    fn released(&mut self, document: &mut Value) {
        self.leaves(document, ("INACTIVE OUT", "OUT", "OUT"), ("REL", "CR"), "Outside - released from prison");
    }

    fn transferred(&mut self, document: &mut Value) {
        self.leaves(document, ("INACTIVE TRN", "TRN", "TRN"), ("TRN", "NOTR"), "Transfer");
    }

    fn leaves(
        &self,
        document: &mut Value,
        (status, in_out, prison): (&str, &str, &str),
        movement: (&str, &str),
        place: &str,
    ) {
        let ours = &self.prison.options.prison;
        set(document, "prisonId", json!(prison));
        set(document, "prisonName", json!(place));
        set(document, "locationDescription", json!(place));
        set(document, "lastPrisonId", json!(ours));
        set(document, "cellLocation", Value::Null);
        self.last_movement(document, (status, in_out), movement);
    }

    fn goes_to_court(&mut self, document: &mut Value) {
        set(document, "cellLocation", json!("COURT"));
        self.last_movement(document, ("ACTIVE OUT", "OUT"), ("CRT", "CRT"));
    }

    fn last_movement(&self, document: &mut Value, (status, in_out): (&str, &str), (kind, reason): (&str, &str)) {
        set(document, "status", json!(status));
        set(document, "inOutStatus", json!(in_out));
        set(document, "lastMovementTypeCode", json!(kind));
        set(document, "lastMovementReasonCode", json!(reason));
        set(document, "lastMovementDate", json!(self.today.to_string()));
    }

    /// Sentenced today; the dates come when somebody has calculated them.
    fn sentenced(&mut self, document: &mut Value) {
        set(document, "legalStatus", json!("SENTENCED"));
        set(document, "imprisonmentStatus", json!("ADIMP_ORA"));
        set(document, "imprisonmentStatusDescription", json!("ORA CJA03 Standard Determinate Sentence"));
        set(document, "convictedStatus", json!("Convicted"));
        set(document, "sentenceStartDate", json!(self.today.to_string()));
    }

    fn moved_cell(&mut self, document: &mut Value) {
        let cell = wing_cell(&mut self.dice, self.prison.options.estate);
        set(document, "cellLocation", json!(cell));
    }

    fn incentive(&mut self, document: &mut Value) {
        let now = document.pointer("/currentIncentive/level/code").and_then(Value::as_str);
        let (code, description) = if now == Some("STD") { ("ENH", "Enhanced") } else { ("STD", "Standard") };
        let incentive = json!({
            "dateTime": format!("{}T10:15:00", self.today),
            "level": { "code": code, "description": description },
            "nextReviewDate": plus_months(self.today, 12).to_string(),
        });
        set(document, "currentIncentive", incentive);
    }

    /// A new alert, or one that has ended.
    fn alert(&mut self, document: &mut Value) {
        let mut alerts = document.get("alerts").and_then(Value::as_array).cloned().unwrap_or_default();
        if alerts.len() < 2 {
            alerts.push(json!({ "active": true, "alertCode": "XCU", "alertType": "X", "expired": false }));
        } else if let Some(last) = alerts.last_mut() {
            set(last, "active", json!(false));
            set(last, "expired", json!(true));
        }
        set(document, "alerts", json!(alerts));
    }

    fn open_conditions(&mut self, document: &mut Value) {
        set(document, "category", json!("D"));
    }

    /// Somebody is there twice, and the two say different things.
    fn twin(&mut self) {
        if let Some(at) = self.take(1, has_release).first().copied()
            && let Some(mut twin) = self.documents.get(at).cloned()
        {
            let later = date(&twin, "conditionalReleaseDate").map(|day| plus_days(day, 10).to_string());
            set(&mut twin, "conditionalReleaseDate", json!(later));
            self.documents.push(twin);
        }
    }

    /// People who came today, one whose name nobody has typed, and one who was sent to another prison.
    fn arrivals(&mut self) {
        const COUNT: usize = 8;
        let options = Options {
            seed: self.prison.options.seed.wrapping_add(0xa11),
            people: COUNT * 2,
            ..self.prison.options.clone()
        };
        let names = Names::new();
        let arrived = people::people(&options, &names, &staff::staff(&options, &names));
        let mut documents: Vec<Value> = arrived
            .into_iter()
            .map(|case| case.person.document)
            .filter(|document| text(document, "status") == Some("ACTIVE IN"))
            .take(COUNT.min(self.documents.len() / 20))
            .collect();
        for (at, document) in documents.iter_mut().enumerate() {
            let first = text(document, "prisonerNumber").and_then(|number| number.chars().next()).unwrap_or('A');
            let number = identifiers::prison_number(&mut self.dice, first, &mut self.numbers);
            set(document, "prisonerNumber", json!(number));
            set(document, "lastAdmissionDate", json!(self.today.to_string()));
            set(document, "lastMovementDate", json!(self.today.to_string()));
            set(document, "lastMovementTypeCode", json!("ADM"));
            match at {
                0 => {
                    set(document, "firstName", Value::Null);
                    set(document, "lastName", Value::Null);
                }
                1 => set(document, "prisonId", json!("LEI")),
                _ => {}
            }
        }
        self.documents.append(&mut documents);
    }

    /// A few people as a spreadsheet of a Windows computer saves them: dates by day, month and year, letters in an encoding of its own.
    fn spreadsheet(&mut self) -> Vec<u8> {
        let mut lines =
            vec!["prisonerNumber,lastName,firstName,prisonId,cellLocation,conditionalReleaseDate".to_owned()];
        for at in self.take(10, has_release) {
            let Some(document) = self.prison.people.get(at).map(|person| &person.document) else { continue };
            let cell = wing_cell(&mut self.dice, self.prison.options.estate);
            let release = date(document, "conditionalReleaseDate").map(|day| day.strftime("%d/%m/%Y").to_string());
            lines.push(self.line(document, &cell, &release.unwrap_or_default()));
        }
        for (last, first) in [("Núñez", "Íñigo"), ("Béranger", "Rémi")] {
            let number = identifiers::prison_number(&mut self.dice, 'A', &mut self.numbers);
            let document = json!({ "prisonerNumber": number, "lastName": last, "firstName": first });
            lines.push(self.line(&document, "RECP", ""));
        }
        let table = format!("{}\r\n", lines.join("\r\n"));
        // Of the letters that are used here, the encoding has the numbers of Unicode.
        table.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect()
    }

    fn line(&self, document: &Value, cell: &str, release: &str) -> String {
        let part = |key| text(document, key).unwrap_or_default();
        let prison = &self.prison.options.prison;
        format!("{},{},{},{prison},{cell},{release}", part("prisonerNumber"), part("lastName"), part("firstName"))
    }
}

/// People of the second unit, as that prison exports them.
fn elsewhere(first: &Options) -> Vec<Value> {
    let options = Options { people: ELSEWHERE, ..second_unit(first) };
    let names = Names::new();
    let cases = people::people(&options, &names, &staff::staff(&options, &names));
    cases.into_iter().map(|case| case.person.document).collect()
}

fn any(_: &Value) -> bool {
    true
}

/// Sentenced, with a date of release to come. Of somebody recalled it has passed.
fn has_release(document: &Value) -> bool {
    text(document, "legalStatus") == Some("SENTENCED") && date(document, "conditionalReleaseDate").is_some()
}

fn is_on_remand(document: &Value) -> bool {
    text(document, "legalStatus") == Some("REMAND")
}

/// A prison number in which somebody has typed a letter for a digit.
fn spoilt(document: &Value) -> String {
    let number = text(document, "prisonerNumber").unwrap_or_default();
    let mut letters: Vec<char> = number.chars().collect();
    if let Some(digit) = letters.get_mut(3) {
        *digit = 'I';
    }
    letters.into_iter().collect()
}

fn text<'a>(document: &'a Value, key: &str) -> Option<&'a str> {
    document.get(key).and_then(Value::as_str)
}

fn date(document: &Value, key: &str) -> Option<Date> {
    text(document, key).and_then(|text| text.parse().ok())
}

fn set(document: &mut Value, key: &str, value: Value) {
    if let Some(map) = document.as_object_mut() {
        map.insert(key.to_owned(), value);
    }
}
