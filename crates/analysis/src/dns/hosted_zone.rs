//! What a hosted zone says about a name: its records, a wildcard, an alias, or nothing (PHZ-03, PHZ-04, PHZ-11).

use vpcanvas_model::kind::{HostedZone, hosted_zone::ResourceRecordSet};

use std::net::IpAddr;

use super::{DnsRecord, Name, RecordType, routing_policy};

/// Seconds a record may be kept whose zone does not say.
const DEFAULT_TTL: u32 = 300;

/// What a zone has for a name and type.
pub(super) enum Found<'a> {
    /// Records of the type, as far as their values are of that type.
    Records {
        records: Vec<DnsRecord>,
        /// The wildcard they come from.
        wildcard: Option<Name>,
        /// Values that are not of the type.
        invalid: Vec<&'a str>,
        /// How AWS chooses among them, where the design cannot tell (PHZ-15).
        undecided: Option<&'static str>,
    },
    /// Another name to ask for.
    Cname {
        record: DnsRecord,
        /// That name, or what DNS does not allow about it.
        target: Result<Name, String>,
        /// How AWS chooses among this and others, where the design cannot tell (PHZ-15).
        undecided: Option<&'static str>,
    },
    /// Aliases, and the names they lead to or what DNS does not allow about them; one unless a routing policy chooses.
    Aliases {
        targets: Vec<Result<Name, String>>,
        undecided: Option<&'static str>,
    },
    /// The name exists with other types alone.
    NoData,
    /// The name does not exist.
    NoName,
}

/// Looks a name up in a zone it lies in.
pub(super) fn find<'a>(
    zone: &'a HostedZone,
    domain: &Name,
    name: &Name,
    record_type: RecordType,
) -> Found<'a> {
    let records = Records(zone);
    let own: Vec<_> = records.at(name).collect();
    if !own.is_empty() {
        return choose(&own, name, None, record_type);
    }
    // The zone's own start and name servers are at its apex always.
    if name == domain || records.exists_below(name) {
        return Found::NoData;
    }
    let Some(wildcard) = records.wildcard_for(domain, name) else {
        return Found::NoName;
    };
    let sets: Vec<_> = records.at(&wildcard).collect();
    choose(&sets, name, Some(wildcard), record_type)
}

/// Whether a zone has a name, with records of whatever type, names below it or a wildcard for it.
pub(crate) fn has_name(zone: &HostedZone, domain: &Name, name: &Name) -> bool {
    let records = Records(zone);
    records.at(name).next().is_some()
        || records.exists_below(name)
        || records.wildcard_for(domain, name).is_some()
}

/// A name below the apex of a zone that is handed over to other name servers.
pub(super) struct Delegation {
    pub(super) owner: Name,
    pub(super) servers: Vec<Name>,
}

/// The delegation a name falls under, the one nearest to the apex.
pub(super) fn delegation(zone: &HostedZone, domain: &Name, name: &Name) -> Option<Delegation> {
    let (owner, set) = Records(zone)
        .named(|set| type_of(set) == Some(RecordType::Ns))
        .filter(|(owner, _)| owner.is_below(domain) && name.is_within(owner))
        .min_by_key(|(owner, _)| owner.label_count())?;
    let servers = values(set).filter_map(|value| Name::parse(value).ok());
    Some(Delegation {
        owner,
        servers: servers.collect(),
    })
}

/// The addresses a zone has for a name of a server, of either family.
pub(super) fn addresses(zone: &HostedZone, name: &Name) -> Vec<IpAddr> {
    let records = Records(zone);
    let sets = records.at(name);
    sets.filter(|set| matches!(type_of(set), Some(RecordType::A | RecordType::Aaaa)))
        .flat_map(values)
        .filter_map(|value| value.parse().ok())
        .collect()
}

/// The type of a record set, `None` for a word that is no type.
pub(crate) fn type_of(set: &ResourceRecordSet) -> Option<RecordType> {
    RecordType::parse(set.record_type.as_deref()?)
}

/// Whether a value can stand in a record of a type.
pub(crate) fn is_value_of(record_type: RecordType, value: &str) -> bool {
    match record_type {
        RecordType::A => value.parse::<std::net::Ipv4Addr>().is_ok(),
        RecordType::Aaaa => value.parse::<std::net::Ipv6Addr>().is_ok(),
        RecordType::Cname => Name::parse(value).is_ok(),
        _ => !value.is_empty(),
    }
}

struct Records<'a>(&'a HostedZone);

impl<'a> Records<'a> {
    /// The records that may be meant, with their names. A zone may have thousands: few of their names are worth reading.
    fn named(
        &self,
        may_be_meant: impl Fn(&ResourceRecordSet) -> bool,
    ) -> impl Iterator<Item = (Name, &'a ResourceRecordSet)> {
        let sets = self.0.resource_record_sets.iter();
        sets.filter(move |set| may_be_meant(set))
            .filter_map(|set| Some((Name::parse(set.name.as_deref()?).ok()?, set)))
    }

    fn at(&self, name: &Name) -> impl Iterator<Item = &'a ResourceRecordSet> {
        self.named(|set| may_end_in(set, name, 0))
            .filter(move |(owner, _)| owner == name)
            .map(|(_, set)| set)
    }

    fn exists_below(&self, name: &Name) -> bool {
        self.named(|set| may_end_in(set, name, usize::MAX))
            .any(|(owner, _)| owner.is_below(name))
    }

    /// The wildcard that covers a name: that of the nearest ancestor the zone has, so that `b.example.com` keeps
    /// `*.example.com` away from the names below it.
    fn wildcard_for(&self, domain: &Name, name: &Name) -> Option<Name> {
        let ancestors = std::iter::successors(name.parent(), Name::parent);
        let nearest = ancestors
            .take_while(|ancestor| ancestor.is_within(domain))
            .find(|ancestor| {
                ancestor == domain
                    || self.exists_below(ancestor)
                    || self.at(ancestor).next().is_some()
            })?;
        let wildcard = nearest.child("*")?;
        let exists = self.at(&wildcard).next().is_some();
        exists.then_some(wildcard)
    }
}

/// Whether the name of a record may be a name with so many octets more in front: told without reading what may be escaped.
fn may_end_in(set: &ResourceRecordSet, name: &Name, most_in_front: usize) -> bool {
    let owner = set.name.as_deref().unwrap_or_default().as_bytes();
    let end = name.as_str().as_bytes();
    let owner_end = owner.strip_suffix(b".").unwrap_or(owner);
    let is_end = match owner_end.len().checked_sub(end.len()) {
        Some(front) if front <= most_in_front => owner_end
            .get(front..)
            .is_some_and(|tail| tail.eq_ignore_ascii_case(end)),
        _ => false,
    };
    is_end || owner.contains(&b'\\')
}

fn choose<'a>(
    sets: &[&'a ResourceRecordSet],
    name: &Name,
    wildcard: Option<Name>,
    record_type: RecordType,
) -> Found<'a> {
    let of = |wanted| {
        sets.iter()
            .copied()
            .filter(move |set| type_of(set) == Some(wanted))
    };
    let matching: Vec<_> = of(record_type).collect();
    if matching.is_empty() {
        return cname(of(RecordType::Cname).collect(), name);
    }
    let routing_policy::Choice { sets, undecided } = routing_policy::choose(matching);
    let aliases = sets.iter().filter_map(|set| set.alias_target.as_ref());
    let targets: Vec<_> = aliases
        .map(|alias| Name::parse(alias.dns_name.as_deref().unwrap_or_default()))
        .collect();
    if !targets.is_empty() {
        return Found::Aliases { targets, undecided };
    }
    let mut records = Vec::new();
    let mut invalid = Vec::new();
    for set in sets {
        for value in values(set) {
            if is_value_of(record_type, value) {
                records.push(record(set, name, record_type, data_of(record_type, value)));
            } else {
                invalid.push(value);
            }
        }
    }
    Found::Records {
        records,
        wildcard,
        invalid,
        undecided,
    }
}

/// The CNAME of a name, for whatever type is asked.
fn cname<'a>(sets: Vec<&'a ResourceRecordSet>, name: &Name) -> Found<'a> {
    let routing_policy::Choice { sets, undecided } = routing_policy::choose(sets);
    let found = sets.first().and_then(|set| {
        let value = values(set).next()?;
        let target = Name::parse(value);
        let data = target
            .as_ref()
            .map_or_else(|_| value.to_owned(), ToString::to_string);
        Some(Found::Cname {
            record: record(set, name, RecordType::Cname, data),
            target,
            undecided,
        })
    });
    found.unwrap_or(Found::NoData)
}

fn values(set: &ResourceRecordSet) -> impl Iterator<Item = &str> {
    set.resource_records
        .iter()
        .filter_map(|record| record.value.as_deref())
        .map(str::trim)
}

fn data_of(record_type: RecordType, value: &str) -> String {
    match record_type {
        RecordType::Cname | RecordType::Ns | RecordType::Ptr => {
            Name::parse(value).map_or_else(|_| value.to_owned(), |name| name.to_string())
        }
        _ => value.to_owned(),
    }
}

fn record(
    set: &ResourceRecordSet,
    name: &Name,
    record_type: RecordType,
    data: String,
) -> DnsRecord {
    DnsRecord {
        name: name.to_string(),
        record_type,
        ttl: set.ttl.unwrap_or(DEFAULT_TTL),
        data,
    }
}
