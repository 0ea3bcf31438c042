//! What a hosted zone says about a name: its records, a wildcard, an alias, or nothing (PHZ-03, PHZ-04, PHZ-11).

use std::net::IpAddr;

use vpcanvas_model::{ResourceId, kind::hosted_zone::ResourceRecordSet};
use vpcanvas_network::Network;

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

/// The records of a hosted zone, found by name.
#[derive(Clone, Copy)]
pub(crate) struct Records<'a> {
    pub(crate) network: &'a Network,
    pub(crate) zone: &'a ResourceId,
}

/// A name below the apex of a zone that is handed over to other name servers.
pub(super) struct Delegation {
    pub(super) owner: Name,
    pub(super) servers: Vec<Name>,
}

impl<'a> Records<'a> {
    /// Looks a name up that lies in the zone.
    pub(super) fn find(self, domain: &Name, name: &Name, record_type: RecordType) -> Found<'a> {
        let own: Vec<_> = self.at(name).collect();
        if !own.is_empty() {
            return choose(&own, name, None, record_type);
        }
        // The zone's own start and name servers are at its apex always.
        if name == domain || self.exist_below(name) {
            return Found::NoData;
        }
        let Some(wildcard) = self.wildcard_for(domain, name) else {
            return Found::NoName;
        };
        let sets: Vec<_> = self.at(&wildcard).collect();
        choose(&sets, name, Some(wildcard), record_type)
    }

    /// Whether the zone has a name, with records of whatever type, names below it or a wildcard for it.
    pub(crate) fn have_name(self, domain: &Name, name: &Name) -> bool {
        self.exist_at(name) || self.exist_below(name) || self.wildcard_for(domain, name).is_some()
    }

    /// The delegation a name falls under, the one nearest to the apex.
    pub(super) fn delegation(self, domain: &Name, name: &Name) -> Option<Delegation> {
        let owners = name
            .and_above()
            .take_while(|owner| owner.is_below(domain))
            .filter_map(|owner| {
                let mut sets = self.at(&owner);
                let set = sets.find(|set| type_of(set) == Some(RecordType::Ns))?;
                Some((owner, set))
            });
        let (owner, set) = owners.last()?;
        let servers = values(set).filter_map(|value| Name::parse(value).ok());
        Some(Delegation {
            owner,
            servers: servers.collect(),
        })
    }

    /// The addresses the zone has for a name of a server, of either family.
    pub(super) fn addresses(self, name: &Name) -> Vec<IpAddr> {
        let sets = self.at(name);
        sets.filter(|set| matches!(type_of(set), Some(RecordType::A | RecordType::Aaaa)))
            .flat_map(values)
            .filter_map(|value| value.parse().ok())
            .collect()
    }

    fn at(self, name: &Name) -> impl Iterator<Item = &'a ResourceRecordSet> + use<'a> {
        self.network.record_sets_at(self.zone, name)
    }

    fn exist_at(self, name: &Name) -> bool {
        self.at(name).next().is_some()
    }

    fn exist_below(self, name: &Name) -> bool {
        self.network.has_records_below(self.zone, name)
    }

    /// The wildcard that covers a name: that of the nearest ancestor the zone has, so that `b.example.com` keeps
    /// `*.example.com` away from the names below it.
    fn wildcard_for(self, domain: &Name, name: &Name) -> Option<Name> {
        let ancestors = name.and_above().skip(1);
        let nearest = ancestors
            .take_while(|ancestor| ancestor.is_within(domain))
            .find(|ancestor| {
                ancestor == domain || self.exist_below(ancestor) || self.exist_at(ancestor)
            })?;
        let wildcard = nearest.child("*")?;
        self.exist_at(&wildcard).then_some(wildcard)
    }
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
