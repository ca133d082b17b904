//! A table whose places are used again.

/// No more than this many at once.
pub(super) const MOST: usize = crate::id::SLOTS as usize;

pub(super) struct Slots<T> {
    all: Vec<Option<T>>,
    free: Vec<u64>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self { all: Vec::new(), free: Vec::new() }
    }
}

impl<T> Slots<T> {
    /// A place for a value that is about to be made; `None` if all are taken.
    pub(super) fn reserve(&mut self) -> Option<u64> {
        if let Some(slot) = self.free.pop() {
            return Some(slot);
        }
        let next = self.all.len();
        (next < MOST).then(|| {
            self.all.push(None);
            next as u64
        })
    }

    pub(super) fn put(&mut self, slot: u64, value: T) {
        self.all[slot as usize] = Some(value);
    }

    pub(super) fn get(&self, slot: u64) -> Option<&T> {
        self.all.get(slot as usize)?.as_ref()
    }

    /// Takes out what is there, if it is what is meant.
    pub(super) fn remove(&mut self, slot: u64, is_meant: impl FnOnce(&T) -> bool) -> Option<T> {
        let taken = self.all.get_mut(slot as usize)?.take_if(|value| is_meant(value));
        if taken.is_some() {
            self.free.push(slot);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_come_and_go_than_there_are_places() {
        let mut slots = Slots::default();
        for number in 0..3_000_000_u64 {
            let slot = slots.reserve().expect("a place");
            slots.put(slot, number);
            assert_eq!(slots.get(slot), Some(&number));
            assert!(slots.remove(slot, |value| *value != number).is_none(), "another is meant");
            assert_eq!(slots.remove(slot, |value| *value == number), Some(number));
            assert!(slots.get(slot).is_none());
        }
    }

    #[test]
    fn a_full_table_has_room_when_one_is_taken_out() {
        let mut slots = Slots::default();
        for number in 0..MOST {
            let slot = slots.reserve().expect("a place");
            slots.put(slot, number);
        }
        assert!(slots.reserve().is_none());
        assert_eq!(slots.remove(7, |_| true), Some(7));
        assert_eq!(slots.reserve(), Some(7));
        assert!(slots.reserve().is_none());
    }
}
