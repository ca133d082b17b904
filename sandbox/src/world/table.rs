//! A map that forgets its oldest entries, so that a benchmark can't fill the memory.

use std::collections::{HashMap, VecDeque};

/// More than any test keeps alive at once.
const MOST: usize = 200_000;

/// Entries by secret, oldest forgotten first.
#[derive(Debug)]
pub(crate) struct Table<V> {
    entries: HashMap<String, V>,
    order: VecDeque<String>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { entries: HashMap::new(), order: VecDeque::new() }
    }
}

impl<V> Table<V> {
    pub fn insert(&mut self, key: String, value: V) {
        if self.entries.insert(key.clone(), value).is_none() {
            self.order.push_back(key);
        }
        while self.order.len() > MOST {
            if let Some(oldest) = self.order.pop_front() {
                self.entries.remove(&oldest);
            }
        }
    }

    pub fn get(&self, key: &str) -> Option<&V> {
        self.entries.get(key)
    }

    pub fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.entries.get_mut(key)
    }

    /// Takes an entry out. Its place in the order stays, so this is cheap.
    pub fn remove(&mut self, key: &str) -> Option<V> {
        self.entries.remove(key)
    }

    pub fn retain(&mut self, mut keep: impl FnMut(&V) -> bool) {
        self.entries.retain(|_, value| keep(value));
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Entries in the order they came.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&String, &V)> {
        self.order.iter().filter_map(|key| self.entries.get(key).map(|value| (key, value)))
    }

    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.values_mut()
    }
}
