//! Short lists in order. The standard library's sorting is quick for long ones, and compiled anew for every type: more of a program than the
//! lists of a screen are worth.

/// Puts a list in the order of a key; what is equal stays as it stood.
pub(crate) fn in_order<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    let before = |items: &[T], at: usize| match (items.get(at.wrapping_sub(1)), items.get(at)) {
        (Some(one), Some(next)) => key(next) < key(one),
        _ => false,
    };
    for sorted in 1..items.len() {
        let mut at = sorted;
        while before(items, at) {
            items.swap(at - 1, at);
            at -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::in_order;

    #[test]
    fn a_list_is_put_in_order_and_what_is_equal_stays_as_it_stood() {
        let mut items = vec![(3, 'a'), (1, 'b'), (3, 'c'), (2, 'd'), (1, 'e')];
        in_order(&mut items, |item| item.0);
        assert_eq!(items, [(1, 'b'), (1, 'e'), (2, 'd'), (3, 'a'), (3, 'c')]);
        in_order(&mut items, |item| std::cmp::Reverse(item.1));
        assert_eq!(items.iter().map(|item| item.1).collect::<String>(), "edcba");
        in_order(&mut Vec::<u8>::new(), |item| *item);
    }
}
