//! Drawing lots for what is invented.

use std::hash::{DefaultHasher, Hash, Hasher};

use domain::platform::random::Random;

/// Draws lots.
#[derive(Clone, Copy)]
pub(super) struct Chance<'a>(pub(super) &'a dyn Random);

impl Chance<'_> {
    /// A number below `most`; 0 when that is 0.
    pub(super) fn below(self, most: usize) -> usize {
        usize::try_from(self.0.below(most as u64)).unwrap_or(0)
    }

    /// Whether something happens so many times in a hundred.
    pub(super) fn once_in(self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of a list.
    pub(super) fn one<T>(self, list: &[T]) -> Option<&T> {
        list.get(self.below(list.len()))
    }

    /// One of a list of words; nothing when it is empty.
    pub(super) fn word<'a>(self, list: &[&'a str]) -> &'a str {
        self.one(list).copied().unwrap_or_default()
    }

    /// The place in a list of how often each is drawn.
    pub(super) fn weighed(self, often: &[usize]) -> usize {
        heavy(self.below(often.iter().sum()), often)
    }
}

/// Draws lots that are the same each time: what falls to a number follows from the number and from what is
/// drawn for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lot(pub(super) usize);

impl Lot {
    /// A number below `most`; 0 when that is 0.
    pub(super) fn below(self, what: &str, most: usize) -> usize {
        let mut hasher = DefaultHasher::new();
        (self.0 as u64, what).hash(&mut hasher);
        usize::try_from(hasher.finish() % (most.max(1) as u64)).unwrap_or(0)
    }

    /// So many days, fewer than `most`.
    pub(super) fn days(self, what: &str, most: usize) -> i64 {
        i64::try_from(self.below(what, most)).unwrap_or(0)
    }

    /// Whether something happens so many times in a hundred.
    pub(super) fn once_in(self, what: &str, percent: usize) -> bool {
        self.below(what, 100) < percent
    }

    /// One of a list.
    pub(super) fn one<'a, T>(self, what: &str, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(what, list.len()))
    }

    /// One of a list of words; nothing when it is empty.
    pub(super) fn word<'a>(self, what: &str, list: &[&'a str]) -> &'a str {
        self.one(what, list).copied().unwrap_or_default()
    }

    /// The place in a list of how often each is drawn.
    pub(super) fn weighed(self, what: &str, often: &[usize]) -> usize {
        heavy(self.below(what, often.iter().sum()), often)
    }
}

/// The place in a list of weights into which a number below their sum falls.
fn heavy(mut drawn: usize, often: &[usize]) -> usize {
    for (place, weight) in often.iter().enumerate() {
        if drawn < *weight {
            return place;
        }
        drawn -= weight;
    }
    0
}

/// The entry at this place, counted round and round.
pub(super) fn of<'a>(list: &[&'a str], number: usize) -> &'a str {
    list.get(number % list.len().max(1)).copied().unwrap_or_default()
}

/// What falls to one of `all` places, of a `total` that is dealt out by weights which repeat: together
/// exactly the total.
pub(super) fn dealt(total: usize, weights: &[usize], place: usize, all: usize) -> usize {
    let round: usize = weights.iter().sum();
    let weight = |places: usize| {
        let (rounds, rest) = (places / weights.len().max(1), places % weights.len().max(1));
        rounds * round + weights.iter().take(rest).sum::<usize>()
    };
    let whole = weight(all).max(1);
    total * weight(place + 1) / whole - total * weight(place) / whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dealt_out_is_the_whole() {
        for (total, all) in [(0, 5), (7, 5), (1_000, 1_500), (4_000, 225), (3, 40)] {
            let dealt: Vec<usize> = (0..all).map(|place| dealt(total, &[0, 3, 0, 1], place, all)).collect();
            assert_eq!(dealt.iter().sum::<usize>(), total, "{total} over {all}");
            assert!(dealt.iter().step_by(4).all(|share| *share == 0), "{dealt:?}");
        }
    }
}
