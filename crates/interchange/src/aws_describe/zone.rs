//! Availability Zone names to ids: a name such as us-east-1a means another zone in every account, an id does not (ES-11).

use std::collections::BTreeMap;

/// The ids of zones by account and name.
#[derive(Default)]
pub(super) struct Zones(BTreeMap<(String, String), String>);

impl Zones {
    /// Learns what a name means in an account; the first word counts.
    pub(super) fn learn(&mut self, account: &str, name: &str, id: &str) {
        self.0
            .entry((account.to_owned(), name.to_owned()))
            .or_insert_with(|| id.to_owned());
    }

    /// The id of a name in an account. A local zone's name is its id's own pattern and is not guessed.
    pub(super) fn id(&self, account: &str, name: &str) -> Option<&str> {
        let key = (account.to_owned(), name.to_owned());
        self.0.get(&key).map(String::as_str)
    }
}

/// The Region of a zone by its name: us-east-1 for us-east-1a.
pub(super) fn region_of(name: &str) -> Option<&str> {
    let region = name.strip_suffix(|last: char| last.is_ascii_lowercase())?;
    region
        .ends_with(|last: char| last.is_ascii_digit())
        .then_some(region)
}
