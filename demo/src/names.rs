//! Invented names that reflect who is held in England and Wales, with the letters and spellings that make search hard.

use crate::dice::Dice;
use crate::phrases::Sections;

/// Where a family's names come from; it also weighs religion, language and nationality.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Heritage {
    English,
    Welsh,
    Irish,
    Scottish,
    Polish,
    SouthAsianMuslim,
    SouthAsian,
    Caribbean,
    WestAfrican,
    Romanian,
    Albanian,
    Vietnamese,
    Other,
}

impl Heritage {
    fn section(self) -> &'static str {
        match self {
            Self::English => "english",
            Self::Welsh => "welsh",
            Self::Irish => "irish",
            Self::Scottish => "scottish",
            Self::Polish => "polish",
            Self::SouthAsianMuslim => "south_asian_muslim",
            Self::SouthAsian => "south_asian",
            Self::Caribbean => "caribbean",
            Self::WestAfrican => "west_african",
            Self::Romanian => "romanian",
            Self::Albanian => "albanian",
            Self::Vietnamese => "vietnamese",
            Self::Other => "other",
        }
    }
}

/// Names drawn from the phrase files.
pub(crate) struct Names {
    names: Sections,
    places: Sections,
}

impl Names {
    pub(crate) fn new() -> Self {
        Self {
            names: Sections::words(include_str!("../phrases/names.txt")),
            places: Sections::words(include_str!("../phrases/places.txt")),
        }
    }

    /// A heritage by its share; people of foreign nationality come more often from abroad.
    pub(crate) fn heritage(dice: &mut Dice, foreign: bool) -> Heritage {
        use Heritage::*;
        if foreign {
            let abroad = [
                (Albanian, 22),
                (Romanian, 20),
                (Polish, 16),
                (Vietnamese, 12),
                (Other, 16),
                (WestAfrican, 8),
                (Irish, 6),
            ];
            return dice.weighted(Romanian, &abroad);
        }
        let home = [
            (English, 56),
            (Welsh, 8),
            (Irish, 5),
            (Scottish, 3),
            (SouthAsianMuslim, 9),
            (SouthAsian, 3),
            (Caribbean, 7),
            (WestAfrican, 4),
            (Polish, 1),
            (Other, 4),
        ];
        dice.weighted(English, &home)
    }

    /// A given name.
    pub(crate) fn given(&self, dice: &mut Dice, heritage: Heritage, woman: bool) -> &'static str {
        let sex = if woman { "female" } else { "male" };
        let own = self.names.get(&format!("{}.{sex}", heritage.section()));
        dice.pick(own)
    }

    /// A family name; one English name in two is joined from two parts.
    pub(crate) fn family(&self, dice: &mut Dice, heritage: Heritage) -> String {
        if heritage == Heritage::English && dice.chance(50) {
            let (head, tail) = (dice.pick(self.names.get("english.head")), dice.pick(self.names.get("english.tail")));
            return format!("{head}{tail}");
        }
        dice.pick(self.names.get(&format!("{}.surname", heritage.section()))).to_owned()
    }

    /// A child's name.
    pub(crate) fn child(&self, dice: &mut Dice, girl: bool) -> &'static str {
        dice.pick(self.names.get(if girl { "child.girl" } else { "child.boy" }))
    }

    /// The first name of a grown-up in somebody's family.
    pub(crate) fn adult(&self, dice: &mut Dice) -> &'static str {
        dice.pick(self.names.get("adult"))
    }

    /// An invented town.
    pub(crate) fn town(&self, dice: &mut Dice) -> String {
        spaced(dice.pick(self.places.get("town")))
    }

    /// An invented street.
    pub(crate) fn street(&self, dice: &mut Dice) -> &'static str {
        dice.pick(self.places.get("street"))
    }

    /// The area of a probation delivery unit.
    pub(crate) fn area(&self, dice: &mut Dice, wales: bool) -> String {
        spaced(dice.pick(self.places.get(if wales { "area.wales" } else { "area" })))
    }
}

/// Place names keep their hyphens out of sight, but for those that carry "le".
fn spaced(name: &str) -> String {
    if name.contains("-le-") { name.to_owned() } else { name.replace('-', " ") }
}

/// A name without accents, hyphens and apostrophes, as an old system would have kept it.
pub(crate) fn plain(name: &str) -> String {
    name.chars().filter(|letter| !matches!(letter, '\u{300}'..='\u{36f}')).map(plain_letter).collect()
}

fn plain_letter(letter: char) -> char {
    const FROM: &str = "ŁłŻżŹźŚśĆćŃńĄąĘęÓóŠšŞşȘșȚțŢţĂăÂâÎîÇçËëÉéÈèÊêÍíÁáÀàÃãÖöŌōÔôÜüŷŵÕõūŪĐđøØÑñėāēīĪņŅļęçỳůř";
    const INTO: &str = "LlZzZzSsCcNnAaEeOoSsSsSsTtTtAaAaIiCcEeEeEeEeIiAaAaAaOoOoOoUuywOouUDdoONneaeiInNlecyur";
    match FROM.chars().position(|known| known == letter) {
        Some(at) => INTO.chars().nth(at).unwrap_or(letter),
        None => vietnamese_letter(letter),
    }
}

fn vietnamese_letter(letter: char) -> char {
    match letter {
        'ạ' | 'ả' | 'ấ' | 'ầ' | 'ẩ' | 'ậ' | 'ắ' | 'ằ' | 'ặ' => 'a',
        'ễ' | 'ế' | 'ề' | 'ệ' | 'ẹ' => 'e',
        'ị' | 'ĩ' | 'ı' => 'i',
        'ố' | 'ồ' | 'ộ' | 'ơ' | 'ờ' | 'ọ' => 'o',
        'ư' | 'ứ' | 'ừ' | 'ũ' | 'ụ' | 'ỳ' => 'u',
        'Ṣ' | 'Ș' => 'S',
        'ṣ' => 's',
        'č' => 'c',
        'ž' => 'z',
        'Ž' => 'Z',
        'Č' => 'C',
        'Ý' => 'Y',
        'ý' => 'y',
        other => other,
    }
}

/// Another way in which the same surname gets written down.
pub(crate) fn variant(dice: &mut Dice, name: &str) -> String {
    let bare = plain(name).replace(['\'', '’'], "");
    let swaps = [
        ("Mc", "Mac"),
        ("Mac", "Mc"),
        ("ph", "f"),
        ("ck", "k"),
        ("ll", "l"),
        ("son", "sen"),
        ("ey", "y"),
        ("ei", "ie"),
        ("ssain", "sein"),
        ("ham", "am"),
        ("-", " "),
        ("ou", "u"),
        ("th", "t"),
    ];
    let fitting: Vec<_> = swaps.iter().filter(|(from, _)| bare.contains(from)).collect();
    let at = dice.below(fitting.len());
    let changed = fitting.get(at).map_or(bare.clone(), |(from, to)| bare.replacen(from, to, 1));
    if changed == name { format!("{name}e") } else { changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_heritage_has_names_for_both_sexes() {
        use Heritage::*;
        let names = Names::new();
        let mut dice = Dice::new(1, 0);
        for heritage in [
            English,
            Welsh,
            Irish,
            Scottish,
            Polish,
            SouthAsianMuslim,
            SouthAsian,
            Caribbean,
            WestAfrican,
            Romanian,
            Albanian,
            Vietnamese,
            Other,
        ] {
            assert!(!names.given(&mut dice, heritage, true).is_empty());
            assert!(!names.given(&mut dice, heritage, false).is_empty());
            assert!(!names.family(&mut dice, heritage).is_empty());
        }
        assert!(!names.area(&mut dice, true).is_empty() && !names.town(&mut dice).is_empty());
    }

    #[test]
    fn plain_spelling_drops_what_old_systems_could_not_keep() {
        assert_eq!(plain("Łukasz Dąbrowicz"), "Lukasz Dabrowicz");
        assert_eq!(plain("Nguyễn"), "Nguyen");
        assert_ne!(variant(&mut Dice::new(1, 0), "O'Rourke"), "O'Rourke");
    }
}
