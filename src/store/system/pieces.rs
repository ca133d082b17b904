//! A record in the entries of a credential store, in one piece or in several.
//!
//! The entry with the key's own name is the head. It holds `=` and the record, where that fits into one entry; else it is
//! `+{generation} {count} {SHA-256}`, and the record lies in the entries `{key}.{generation}{number}`. A save writes the pieces of
//! the generation that the head does not name, then the head: until then the old record is whole, from then on the new one.

use super::Entries;
use crate::error::{Error, Result};
use crate::secret::Secret;
use crate::status::Status;
use crate::store::MAX_RECORD;
use crate::store::key::sha256_hex;
use zeroize::Zeroizing;

const WHOLE: u8 = b'=';
const IN_PIECES: u8 = b'+';
const GENERATIONS: [char; 2] = ['a', 'b'];
/// A reader that holds no lock may see pieces of two saves; then it looks again.
const MAX_LOOKS: usize = 4;

#[derive(PartialEq)]
enum Head {
    Whole(Secret),
    InPieces { generation: char, count: usize, sha256: String },
}

pub(super) fn load(entries: &dyn Entries, key: &str) -> Result<Option<Secret>> {
    let mut head = read_head(entries, key)?;
    for _ in 0..MAX_LOOKS {
        let found = match head {
            None => return Ok(None),
            Some(Head::Whole(record)) => return Ok(Some(record)),
            Some(Head::InPieces { generation, count, ref sha256 }) => gather(entries, key, generation, count, sha256)?,
        };
        if found.is_some() {
            return Ok(found);
        }
        let now = read_head(entries, key)?;
        if now == head {
            break;
        }
        head = now;
    }
    Err(corrupt())
}

pub(super) fn save(entries: &dyn Entries, key: &str, record: &Secret, limit: Option<usize>) -> Result<()> {
    let text = record.expose();
    let Some(limit) = limit.filter(|limit| text.len() >= *limit) else {
        let mut whole = Zeroizing::new(Vec::with_capacity(text.len() + 1));
        whole.push(WHOLE);
        whole.extend_from_slice(text.as_bytes());
        entries.set(key, &whole)?;
        sweep(entries, key, limit, None);
        return Ok(());
    };
    let generation = match read_head(entries, key) {
        Ok(Some(Head::InPieces { generation, .. })) if generation == GENERATIONS[0] => GENERATIONS[1],
        // What a head that can't be read would name is lost anyway.
        Ok(_) => GENERATIONS[0],
        Err(error) if error.status == Status::KINPASS_ERROR_STORE_CORRUPT => GENERATIONS[0],
        Err(error) => return Err(error),
    };
    let pieces = text.as_bytes().chunks(limit);
    let count = pieces.len();
    for (number, piece) in pieces.enumerate() {
        entries.set(&piece_name(key, generation, number), piece)?;
    }
    entries.set(key, format!("+{generation} {count} {}", sha256_hex(text)).as_bytes())?;
    sweep(entries, key, Some(limit), Some((generation, count)));
    Ok(())
}

pub(super) fn erase(entries: &dyn Entries, key: &str, limit: Option<usize>) -> Result<()> {
    // The head first: without it there is no record, whatever comes between.
    entries.delete(key)?;
    all_pieces(key, limit, None).try_for_each(|name| entries.delete(&name))
}

/// Removes the pieces that no head names: of the former record, or left behind by a crash.
fn sweep(entries: &dyn Entries, key: &str, limit: Option<usize>, in_use: Option<(char, usize)>) {
    for name in all_pieces(key, limit, in_use) {
        // The record is saved. What can't be removed now, the next save removes.
        let _ = entries.delete(&name);
    }
}

/// The names that a piece may have, but for those in use.
fn all_pieces(
    key: &str,
    limit: Option<usize>,
    in_use: Option<(char, usize)>,
) -> impl Iterator<Item = String> + use<'_> {
    let most = limit.map_or(0, |limit| MAX_RECORD.div_ceil(limit));
    let names = GENERATIONS.into_iter().flat_map(move |generation| (0..most).map(move |number| (generation, number)));
    names
        .filter(move |(generation, number)| in_use.is_none_or(|(used, count)| *generation != used || *number >= count))
        .map(move |(generation, number)| piece_name(key, generation, number))
}

fn piece_name(key: &str, generation: char, number: usize) -> String {
    format!("{key}.{generation}{number}")
}

fn read_head(entries: &dyn Entries, key: &str) -> Result<Option<Head>> {
    let Some(head) = entries.get(key)? else { return Ok(None) };
    match head.split_first() {
        Some((&WHOLE, record)) => Ok(Some(Head::Whole(text(record)?.into()))),
        Some((&IN_PIECES, named)) => in_pieces(text(named)?).map(Some).ok_or_else(corrupt),
        _ => Err(corrupt()),
    }
}

fn in_pieces(named: &str) -> Option<Head> {
    let mut parts = named.split(' ');
    let generation = parts.next()?.parse().ok().filter(|name| GENERATIONS.contains(name))?;
    let count = parts.next()?.parse().ok().filter(|count| (1..=MAX_RECORD).contains(count))?;
    Some(Head::InPieces { generation, count, sha256: parts.next()?.to_owned() })
}

/// The record that the pieces make; `None` if one is missing, or they are not of one record.
fn gather(entries: &dyn Entries, key: &str, generation: char, count: usize, sha256: &str) -> Result<Option<Secret>> {
    // With room for all of it, so that no part is left behind in memory when it grows.
    let mut record = Zeroizing::new(Vec::with_capacity(MAX_RECORD));
    for number in 0..count {
        match entries.get(&piece_name(key, generation, number))? {
            Some(piece) if record.len() + piece.len() <= MAX_RECORD => record.extend_from_slice(&piece),
            _ => return Ok(None),
        }
    }
    match text(&record) {
        Ok(record) if sha256_hex(record) == sha256 => Ok(Some(record.into())),
        _ => Ok(None),
    }
}

fn text(bytes: &[u8]) -> Result<&str> {
    std::str::from_utf8(bytes).map_err(|_| corrupt())
}

fn corrupt() -> Error {
    Error::new(Status::KINPASS_ERROR_STORE_CORRUPT, "the record in the credential store can't be read")
}
