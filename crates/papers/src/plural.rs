//! One, and more than one.

/// “a, b and c”.
pub(crate) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_is_joined_by_and() {
        let items: Vec<String> = ["a", "b", "c"].map(str::to_owned).to_vec();
        assert_eq!([list(&[]), list(&items[..1]), list(&items[..2]), list(&items)], ["", "a", "a and b", "a, b and c"]);
    }
}
