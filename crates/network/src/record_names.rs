//! The names in a hosted zone, in the order of the tree of names: what a zone of ten thousand records has for a name is found
//! without reading it through.

use vpcanvas_model::{Properties, Resource, kind::HostedZone};

use crate::DomainName;

/// The record sets of a hosted zone by name. Those whose name DNS does not allow are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RecordNames(Vec<(String, usize)>);

impl RecordNames {
    /// The names in a record; `None` unless it is a hosted zone that has some.
    pub(crate) fn of(record: &Resource) -> Option<Self> {
        match &record.properties {
            Properties::HostedZone(zone) if !zone.resource_record_sets.is_empty() => {
                Some(Self::in_zone(zone))
            }
            _ => None,
        }
    }

    fn in_zone(zone: &HostedZone) -> Self {
        let sets = zone.resource_record_sets.iter().enumerate();
        let mut names: Vec<_> = sets
            .filter_map(|(place, set)| {
                let name = DomainName::parse(set.name.as_deref()?).ok()?;
                Some((from_the_root(&name), place))
            })
            .collect();
        names.sort_unstable();
        Self(names)
    }

    /// The places of the record sets of a name, in the order of the zone.
    pub(crate) fn at(&self, name: &DomainName) -> impl Iterator<Item = usize> + use<'_> {
        let key = from_the_root(name);
        let start = self.0.partition_point(|(name, _)| *name < key);
        let rest = self.0.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(move |(name, _)| *name == key)
            .map(|(_, place)| *place)
    }

    /// Whether there is a name below another.
    pub(crate) fn has_below(&self, name: &DomainName) -> bool {
        let mut key = from_the_root(name);
        if !key.is_empty() {
            key.push('.');
        }
        let start = self.0.partition_point(|(name, _)| *name <= key);
        let next = self.0.get(start);
        next.is_some_and(|(name, _)| name.starts_with(&key))
    }
}

/// A name with its labels turned round, so that what lies below a name follows it.
fn from_the_root(name: &DomainName) -> String {
    let labels: Vec<&str> = name.as_str().rsplit('.').collect();
    labels.join(".")
}

#[cfg(test)]
mod tests {
    use vpcanvas_model::kind::hosted_zone::ResourceRecordSet;

    use super::*;

    fn check(names: &[&str], asked: &str, places: &[usize], has_below: bool) {
        let sets = names.iter().map(|name| ResourceRecordSet {
            name: Some((*name).to_owned()),
            ..ResourceRecordSet::default()
        });
        let zone = HostedZone {
            resource_record_sets: sets.collect(),
            ..HostedZone::default()
        };
        let found = RecordNames::in_zone(&zone);
        let asked = DomainName::parse(asked).unwrap();
        let at: Vec<usize> = found.at(&asked).collect();
        assert_eq!(
            (at.as_slice(), found.has_below(&asked)),
            (places, has_below),
            "{asked}"
        );
    }

    #[test]
    fn names_are_found_however_they_are_written() {
        let names = [
            "b.example",
            "A.example.",
            "a.example",
            "\\052.example",
            "a b",
            "x.a-b.example",
        ];
        check(&names, "a.example", &[1, 2], false);
        check(&names, "*.example", &[3], false);
        check(&names, "example", &[], true);
        check(&names, "a-b.example", &[], true);
        check(&names, "b", &[], false);
        check(&names, ".", &[], true);
        check(&["."], ".", &[0], false);
        check(&[], ".", &[], false);
    }
}
