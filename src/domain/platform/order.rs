//! The order of a list: by what, and which way. Each list has keys of its own.

/// The field for what a list is sorted by.
pub const SORT: &str = "sort";
/// The field for which way it runs.
pub const DIRECTION: &str = "direction";

/// Which way a list runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The smallest first: A before B, yesterday before today.
    Ascending,
    /// The largest first.
    Descending,
}

impl Direction {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ascending, Self::Descending];

    /// What an address says, and what `aria-sort` does (WAI-ARIA 1.2).
    pub fn code(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    /// Reads what an address says.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|direction| direction.code() == code)
    }

    /// The other.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
}

/// What one list can be sorted by. Its default is what the list is sorted by when nobody asked.
pub trait SortKey: Copy + Default + Eq + std::fmt::Debug + 'static {
    /// All of them.
    const ALL: &'static [Self];

    /// What an address says.
    fn code(self) -> &'static str;

    /// The way that is asked for most, and so comes first.
    fn begins(self) -> Direction {
        Direction::Ascending
    }
}

/// By what a list is sorted, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order<K> {
    /// By what.
    pub by: K,
    /// Which way.
    pub direction: Direction,
}

impl<K: SortKey> Default for Order<K> {
    fn default() -> Self {
        Self::by(K::default())
    }
}

impl<K: SortKey> Order<K> {
    /// By this, the way it begins.
    pub fn by(key: K) -> Self {
        Self { by: key, direction: key.begins() }
    }

    /// Reads what an address says in [`SORT`] and [`DIRECTION`]. What makes no sense counts as not said.
    pub fn from_codes(sort: &str, direction: &str) -> Self {
        let by = K::ALL.iter().copied().find(|key| key.code() == sort).unwrap_or_default();
        Self { by, direction: Direction::from_code(direction).unwrap_or(by.begins()) }
    }

    /// What an address says: the shortest that is read as this, and nothing for the default.
    pub fn codes(self) -> [(&'static str, &'static str); 2] {
        let sort = if self.by == K::default() { "" } else { self.by.code() };
        let direction = if self.direction == self.by.begins() { "" } else { self.direction.code() };
        [(SORT, sort), (DIRECTION, direction)]
    }

    /// What choosing a column leads to: sorted by it, or, where it is already, turned around.
    #[must_use]
    pub fn choosing(self, key: K) -> Self {
        if self.by == key { Self { direction: self.direction.turned(), ..self } } else { Self::by(key) }
    }

    /// Whether the largest comes first.
    pub fn is_descending(self) -> bool {
        self.direction == Direction::Descending
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    enum Key {
        #[default]
        Name,
        Day,
    }

    impl SortKey for Key {
        const ALL: &'static [Self] = &[Self::Name, Self::Day];

        fn code(self) -> &'static str {
            match self {
                Self::Name => "name",
                Self::Day => "day",
            }
        }

        fn begins(self) -> Direction {
            match self {
                Self::Name => Direction::Ascending,
                Self::Day => Direction::Descending,
            }
        }
    }

    #[test]
    fn what_an_address_says_is_read_back() {
        for by in Key::ALL.iter().copied() {
            for direction in Direction::ALL {
                let order = Order { by, direction };
                let [(_, sort), (_, way)] = order.codes();
                assert_eq!(Order::from_codes(sort, way), order);
            }
        }
        assert_eq!(Order::<Key>::default().codes(), [(SORT, ""), (DIRECTION, "")]);
    }

    #[test]
    fn nonsense_is_the_default() {
        for (sort, way) in [("", ""), ("lost", ""), ("1; DROP TABLE staff", "sideways"), ("NAME", "ASC")] {
            assert_eq!(Order::<Key>::from_codes(sort, way), Order::default(), "{sort} {way}");
        }
        assert_eq!(Order::from_codes("day", "sideways"), Order::by(Key::Day));
    }

    #[test]
    fn a_column_that_is_chosen_again_turns_around() {
        let first = Order::<Key>::default();
        assert_eq!(first, Order { by: Key::Name, direction: Direction::Ascending });
        let newest = first.choosing(Key::Day);
        assert_eq!(newest, Order { by: Key::Day, direction: Direction::Descending });
        let oldest = newest.choosing(Key::Day);
        assert_eq!(oldest.direction, Direction::Ascending);
        assert_eq!(oldest.choosing(Key::Day), newest);
        assert_eq!(oldest.choosing(Key::Name), first);
    }
}
