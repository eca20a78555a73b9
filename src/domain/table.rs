//! Numbers by the hash of what they stand for. The standard library's map would
//! weigh 3 kB in every reader's browser, brotli.

/// A hash table of numbers; who asks knows what each stands for.
#[derive(Debug, Default, PartialEq)]
pub struct Table {
    /// A hash, and the number plus one; room for half as many again.
    slots: Vec<(u32, u32)>,
    count: usize,
}

impl Table {
    /// The number that was put in with this hash and is what is meant.
    #[inline(always)]
    #[must_use]
    pub fn find(&self, hash: u32, is_meant: impl Fn(u32) -> bool) -> Option<u32> {
        // There are powers of two.
        let last = self.slots.len().wrapping_sub(1);
        let mut at = hash as usize & last;
        loop {
            match *self.slots.get(at)? {
                (_, 0) => return None,
                (known, number) if known == hash && is_meant(number - 1) => return Some(number - 1),
                _ => at = (at + 1) & last,
            }
        }
    }

    /// Puts in a number; one that is there already with what it stands for stays as well.
    pub fn insert(&mut self, hash: u32, number: u32) {
        if self.slots.len() * 2 <= self.count * 3 {
            let room = (self.slots.len() * 2).max(64);
            let slots = std::mem::replace(&mut self.slots, vec![(0, 0); room]);
            slots.into_iter().filter(|(_, number)| *number > 0).for_each(|slot| self.put(slot));
        }
        self.count += 1;
        self.put((hash, number + 1));
    }

    fn put(&mut self, slot: (u32, u32)) {
        let last = self.slots.len() - 1;
        let mut at = slot.0 as usize & last;
        while let Some(known) = self.slots.get_mut(at) {
            if known.1 == 0 {
                *known = slot;
                return;
            }
            at = (at + 1) & last;
        }
    }
}

/// The hash of a text: FNV-1a, and a last step by which its low bits, which a
/// table goes by, know of all others.
#[must_use]
pub fn hash(text: &str) -> u32 {
    let hash =
        text.bytes().fold(0x811c_9dc5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash ^ (hash >> 15)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_is_found() {
        let names: Vec<String> = (0..5_000).map(|at| format!("name {at}")).collect();
        let mut table = Table::default();
        assert_eq!(table.find(hash("name 1"), |_| true), None);
        for (at, name) in names.iter().enumerate() {
            table.insert(hash(name), at as u32);
        }
        for (at, name) in names.iter().enumerate() {
            assert_eq!(table.find(hash(name), |at| names[at as usize] == *name), Some(at as u32));
        }
        assert_eq!(table.find(hash("nobody"), |at| names[at as usize] == "nobody"), None);
    }
}
