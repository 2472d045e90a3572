//! The choices of a form by their places in the list that it offers: what is chosen is that place, as text.

/// The choices of a form: their places with their words.
pub(crate) fn choices<T: Copy>(all: &[T], words: impl Fn(T) -> &'static str) -> Vec<(String, String)> {
    all.iter().enumerate().map(|(at, one)| (at.to_string(), words(*one).to_owned())).collect()
}

/// The choice of a place.
pub(crate) fn chosen<T: Copy>(all: &[T], place: &str) -> Option<T> {
    all.get(place.parse::<usize>().ok()?).copied()
}

/// The place of a choice.
pub(crate) fn place<T: PartialEq>(all: &[T], of: &T) -> String {
    all.iter().position(|one| one == of).map(|at| at.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use api::Opinion;

    use super::{chosen, place};

    #[test]
    fn a_choice_and_its_place_lead_to_each_other() {
        for opinion in Opinion::ALL {
            assert_eq!(chosen(Opinion::ALL, &place(Opinion::ALL, opinion)), Some(*opinion));
        }
        assert_eq!(chosen(Opinion::ALL, ""), None);
    }
}
