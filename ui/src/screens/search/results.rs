//! What was found, in groups, and what is said of it. Nothing here asks anything.

use api::{FoundView, PersonView, TextView};

use crate::figures::grouped;

/// What somebody looks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Among {
    /// The first of each kind.
    #[default]
    Everything,
    /// People in custody.
    Prisoners,
    /// Notes and sessions.
    Notes,
    /// What was agreed in sessions.
    Actions,
}

impl Among {
    /// All, in the order of the screen.
    pub(super) const ALL: [Self; 4] = [Self::Everything, Self::Prisoners, Self::Notes, Self::Actions];

    /// What the chip says.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Everything => "Everything",
            Self::Prisoners => "Prisoners",
            Self::Notes => "Notes",
            Self::Actions => "Agreed actions",
        }
    }

    /// How many of a kind are shown beside the others.
    const fn first(self) -> usize {
        match self {
            Self::Prisoners => 5,
            Self::Actions => 4,
            Self::Everything | Self::Notes => 10,
        }
    }

    /// So many of a kind, in words.
    fn counted(self, count: u32) -> String {
        let (one, many) = match self {
            Self::Everything => ("thing", "things"),
            Self::Prisoners => ("prisoner", "prisoners"),
            Self::Notes => ("note", "notes"),
            Self::Actions => ("agreed action", "agreed actions"),
        };
        format!("{} {}", grouped(count), if count == 1 { one } else { many })
    }
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Row {
    /// Somebody.
    Person(PersonView),
    /// A note or an action.
    Text(TextView),
}

impl Row {
    /// Whose.
    pub(super) fn number(&self) -> &str {
        match self {
            Self::Person(person) => &person.number,
            Self::Text(text) => &text.number,
        }
    }
}

/// What was found of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The kind.
    pub(super) kind: Among,
    /// What is shown of it.
    pub(super) rows: Vec<Row>,
    /// How many there are.
    pub(super) in_all: u32,
    /// Whether there are older ones that were not read.
    pub(super) older: bool,
}

impl Group {
    /// “Notes 12”, “Notes 200+”: for its chip and its head.
    pub(super) fn figure(&self) -> String {
        format!("{}{}", grouped(self.in_all), if self.older { "+" } else { "" })
    }

    /// How many are not shown.
    pub(super) fn hidden(&self) -> u32 {
        self.in_all.saturating_sub(u32::try_from(self.rows.len()).unwrap_or(u32::MAX))
    }
}

/// Every kind with what was found of it, also those of which nothing was. `among` says how much of it is shown.
pub(super) fn groups(found: &FoundView, among: Among) -> Vec<Group> {
    let texts = |action: bool| found.texts.iter().filter(move |text| text.action == action).cloned().map(Row::Text);
    let group = |kind: Among, rows: Vec<Row>, in_all: u32, older: bool| Group {
        rows: match among {
            Among::Everything => rows.into_iter().take(kind.first()).collect(),
            only if only == kind => rows,
            _ => Vec::new(),
        },
        kind,
        in_all,
        older,
    };
    vec![
        group(Among::Prisoners, found.people.iter().cloned().map(Row::Person).collect(), found.people_in_all, false),
        group(Among::Notes, texts(false).collect(), found.notes_in_all, found.older_notes),
        group(Among::Actions, texts(true).collect(), found.actions_in_all, found.older_actions),
    ]
}

/// “3 prisoners, the newest 200 notes, 1 agreed action”: what is found, as it is said aloud.
pub(super) fn said(found: &FoundView, among: Among) -> String {
    let kinds: Vec<String> = groups(found, among)
        .iter()
        .filter(|group| group.in_all > 0 && (among == Among::Everything || among == group.kind))
        .map(|group| {
            let counted = group.kind.counted(group.in_all);
            if group.older { format!("the newest {counted}") } else { counted }
        })
        .collect();
    if kinds.is_empty() { "Nothing found".to_owned() } else { format!("Found: {}", kinds.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(people: usize, notes: usize, actions: usize) -> FoundView {
        let person = PersonView {
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            cell: None,
            here: true,
            because: None,
        };
        let text = |action| TextView {
            note: "1".to_owned(),
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            kind: "Key work: session".to_owned(),
            occurred: "2027-01-05T14:10".to_owned(),
            excerpt: "His sister rang".to_owned(),
            marks: vec![(4, 10)],
            action,
        };
        FoundView {
            people: vec![person; people],
            texts: [vec![text(true); actions], vec![text(false); notes]].concat(),
            people_in_all: u32::try_from(people).unwrap(),
            notes_in_all: u32::try_from(notes).unwrap(),
            older_notes: notes >= 50,
            actions_in_all: u32::try_from(actions).unwrap(),
            older_actions: false,
        }
    }

    fn shown(found: &FoundView, among: Among) -> Vec<(usize, u32)> {
        groups(found, among).iter().map(|group| (group.rows.len(), group.hidden())).collect()
    }

    #[test]
    fn the_first_of_each_kind_stand_together_and_one_kind_alone_is_shown_in_full() {
        let found = found(7, 12, 1);
        assert_eq!(shown(&found, Among::Everything), [(5, 2), (10, 2), (1, 0)]);
        assert_eq!(shown(&found, Among::Notes), [(0, 7), (12, 0), (0, 1)]);
    }

    #[test]
    fn what_is_said_counts_what_there_is_and_not_what_is_shown() {
        assert_eq!(said(&found(7, 12, 1), Among::Everything), "Found: 7 prisoners, 12 notes, 1 agreed action");
        assert_eq!(said(&found(1, 50, 0), Among::Everything), "Found: 1 prisoner, the newest 50 notes");
        assert_eq!(said(&found(1, 50, 0), Among::Actions), "Nothing found");
    }

    #[test]
    fn a_kind_of_which_older_ones_were_not_read_says_so_in_its_figure() {
        let figures: Vec<String> = groups(&found(1, 50, 0), Among::Everything).iter().map(Group::figure).collect();
        assert_eq!(figures, ["1", "50+", "0"]);
    }
}
