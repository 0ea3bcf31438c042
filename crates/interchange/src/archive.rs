//! Zip archives, entry by entry, within limits: what a small archive unpacks to is bounded before it is unpacked.

use std::{
    fmt,
    io::{Cursor, Read as _},
};

use zip::ZipArchive;

/// The most entries looked at.
const MOST_ENTRIES: usize = 200_000;
/// The most bytes of one entry.
const LARGEST_ENTRY: u64 = 512 << 20;
/// The most bytes of all entries together.
const LARGEST_TOTAL: u64 = 2 << 30;
/// The most bytes one packed byte may become in an entry that is larger than [`FREE_OF_RATIO`].
const HIGHEST_RATIO: u64 = 250;
/// What may be packed as tightly as it likes.
const FREE_OF_RATIO: u64 = 8 << 20;

/// Why an archive or an entry of it was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveError {
    /// The entry; empty for the archive as a whole.
    pub entry: String,
    /// What is wrong with it.
    pub reason: String,
}

impl fmt::Display for ArchiveError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.entry.is_empty() {
            return formatter.write_str(&self.reason);
        }
        write!(formatter, "{}: {}", self.entry, self.reason)
    }
}

impl std::error::Error for ArchiveError {}

/// Whether bytes are a zip archive.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files in an archive with their paths, in the order of the archive. Folders, and what a desktop adds to an archive, are
/// left out.
pub fn entries(bytes: &[u8]) -> impl Iterator<Item = Result<(String, Vec<u8>), ArchiveError>> + '_ {
    let whole = |reason: String| ArchiveError {
        entry: String::new(),
        reason,
    };
    let (mut archive, error) = match ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) if archive.len() > MOST_ENTRIES => {
            let reason = format!(
                "it has {} entries, expected at most {MOST_ENTRIES}",
                archive.len()
            );
            (None, Some(whole(reason)))
        }
        Ok(archive) => (Some(archive), None),
        Err(error) => (
            None,
            Some(whole(format!(
                "not a zip archive that can be read: {error}"
            ))),
        ),
    };
    let count = archive.as_ref().map_or(0, ZipArchive::len);
    let mut left = LARGEST_TOTAL;
    let read = (0..count).filter_map(move |index| {
        let entry = entry(archive.as_mut()?, index, &mut left).transpose()?;
        Some(entry)
    });
    error.map(Err).into_iter().chain(read)
}

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

fn entry(
    archive: &mut Archive<'_>,
    index: usize,
    left: &mut u64,
) -> Result<Option<(String, Vec<u8>)>, ArchiveError> {
    let numbered = || format!("entry {index}");
    let file = archive.by_index(index).map_err(|error| ArchiveError {
        entry: numbered(),
        reason: error.to_string(),
    })?;
    let name = file.name().map_err(|error| ArchiveError {
        entry: numbered(),
        reason: error.to_string(),
    })?;
    let name = name.replace('\\', "/");
    if file.is_dir() || is_of_desktop(&name) {
        return Ok(None);
    }
    let refuse = |reason: String| ArchiveError {
        entry: name.clone(),
        reason,
    };
    let most = most_of(file.compressed_size()).min(*left);
    let mut bytes = Vec::new();
    file.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| refuse(error.to_string()))?;
    let size = bytes.len() as u64;
    if size > most {
        // What is refused counts too, so that a thousand bombs cost no more than one.
        *left = left.saturating_sub(most);
        return Err(refuse(format!(
            "it unpacks to more than {most} bytes, which is more than an archive of this size may hold: unpack it yourself and open the folder"
        )));
    }
    *left -= size;
    Ok(Some((name, bytes)))
}

/// How much an entry of so many packed bytes may become.
fn most_of(packed: u64) -> u64 {
    packed
        .saturating_mul(HIGHEST_RATIO)
        .clamp(FREE_OF_RATIO, LARGEST_ENTRY)
}

fn is_of_desktop(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or_default();
    name.starts_with("__MACOSX/")
        || last.starts_with("._")
        || [".DS_Store", "Thumbs.db"].contains(&last)
}

#[cfg(test)]
mod tests;
