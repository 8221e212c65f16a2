//! In which order the items of a merged list stand. Keys only; nothing here knows text.

use std::collections::{BTreeMap, BTreeSet};

/// Whose order counts where the two differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Prefer {
    /// That of the side that changed it; where both did they clash.
    Changed,
    /// Ours.
    Ours,
    /// Theirs.
    Theirs,
}

/// The merged order, and whether both sides changed it in ways that cannot both be had.
pub(super) struct Ordered<'k> {
    pub keys: Vec<&'k str>,
    pub clash: bool,
}

/// Puts together the keys that stay of both sides. What only one side has comes after what it followed there; where
/// both added in one place the two additions are sorted, so that it does not matter which side is called ours.
pub(super) fn order<'k>(
    base: Option<&[&'k str]>,
    ours: &[&'k str],
    theirs: &[&'k str],
    prefer: Prefer,
) -> Ordered<'k> {
    let in_theirs: BTreeSet<&str> = theirs.iter().copied().collect();
    let in_ours: BTreeSet<&str> = ours.iter().copied().collect();
    let common = |side: &[&'k str]| -> Vec<&'k str> {
        side.iter().copied().filter(|k| in_ours.contains(k) && in_theirs.contains(k)).collect()
    };
    let (mine, other) = (common(ours), common(theirs));
    let (spine, clash) = spine(base, &mine, &other, prefer);
    let mut mine = runs(ours, &in_theirs);
    let mut other = runs(theirs, &in_ours);
    let mut keys = Vec::new();
    for anchor in std::iter::once(None).chain(spine.iter().copied().map(Some)) {
        keys.extend(anchor);
        let mine = mine.remove(&anchor).unwrap_or_default();
        let other = other.remove(&anchor).unwrap_or_default();
        keys.extend(together(mine, other));
    }
    Ordered { keys, clash }
}

/// The order of the keys that both sides have.
fn spine<'k>(
    base: Option<&[&'k str]>,
    mine: &[&'k str],
    other: &[&'k str],
    prefer: Prefer,
) -> (Vec<&'k str>, bool) {
    if mine == other {
        return (mine.to_vec(), false);
    }
    match prefer {
        Prefer::Ours => return (mine.to_vec(), false),
        Prefer::Theirs => return (other.to_vec(), false),
        Prefer::Changed => {}
    }
    let Some(base) = base else { return (mine.to_vec(), true) };
    let in_base: BTreeSet<&str> = base.iter().copied().collect();
    let here: BTreeSet<&str> = mine.iter().copied().collect();
    let before: Vec<&str> = base.iter().copied().filter(|key| here.contains(key)).collect();
    let old =
        |side: &[&'k str]| -> Vec<&'k str> { side.iter().copied().filter(|k| in_base.contains(k)).collect() };
    let (mine_old, other_old) = (old(mine), old(other));
    match (mine_old == before, other_old == before) {
        (true, false) => (other.to_vec(), false),
        (false, true) => (mine.to_vec(), false),
        // Only what both added stands in another order, which says nothing.
        _ if mine_old == other_old => (mine.min(other).to_vec(), false),
        _ => (mine.to_vec(), true),
    }
}

/// What one side alone has, by the key it follows there that both have.
fn runs<'k>(side: &[&'k str], other: &BTreeSet<&str>) -> BTreeMap<Option<&'k str>, Vec<&'k str>> {
    let mut runs: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    let mut anchor = None;
    for key in side {
        if other.contains(key) {
            anchor = Some(*key);
        } else {
            runs.entry(anchor).or_default().push(key);
        }
    }
    runs
}

/// Two additions in one place: sorted into one another if each is sorted, else one after the other.
fn together<'k>(mine: Vec<&'k str>, other: Vec<&'k str>) -> Vec<&'k str> {
    let mut both = if mine < other { [mine, other] } else { [other, mine] };
    let sorted = both.iter().all(|run| run.is_sorted());
    let [first, second] = &mut both;
    first.append(second);
    if sorted {
        first.sort_unstable();
    }
    std::mem::take(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, ours: &str, theirs: &str) -> (String, bool) {
        let split = |text: &'static str| text.split(' ').filter(|k| !k.is_empty()).collect::<Vec<_>>();
        let leak = |text: &str| split(Box::leak(text.to_owned().into_boxed_str()));
        let (base, ours, theirs) = (leak(base), leak(ours), leak(theirs));
        let made = order(Some(&base), &ours, &theirs, Prefer::Changed);
        let other = order(Some(&base), &theirs, &ours, Prefer::Changed);
        assert_eq!(made.clash, other.clash);
        assert!(made.clash || made.keys == other.keys, "it matters which side is called ours");
        (made.keys.join(" "), made.clash)
    }

    #[test]
    fn additions_of_both_sides_stand_where_each_put_them() {
        assert_eq!(merged("a b", "a b c", "a b d"), ("a b c d".into(), false));
        assert_eq!(merged("a b", "a b d", "a b c"), ("a b c d".into(), false));
        assert_eq!(merged("a b", "a x b", "z a b y"), ("z a x b y".into(), false));
        assert_eq!(merged("a", "a z y", "a b"), ("a b z y".into(), false));
    }

    #[test]
    fn a_new_order_is_taken_from_the_side_that_made_it() {
        assert_eq!(merged("a b c", "a b c", "c a b"), ("c a b".into(), false));
        assert_eq!(merged("a b c", "c a b", "a b c d"), ("c d a b".into(), false));
        assert!(merged("a b c", "c a b", "b c a").1);
        assert_eq!(merged("a b c", "c a b", "c a b"), ("c a b".into(), false));
    }
}
