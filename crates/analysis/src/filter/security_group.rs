//! Security groups: stateful allow rules around an interface (section 4.8 of the specification).
//!
//! Replies to an allowed flow are never asked about (SG-03). References match the private addresses of interfaces that carry
//! the group, and nothing whose source was rewritten (SG-04).

use std::net::IpAddr;

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{SecurityGroup, security_group::SecurityGroupRule},
};
use vpcanvas_network::{Interface, Network};

use crate::{
    Direction,
    not_collected::lacks_ranges,
    packet::{Packet, covers, covers_code},
    route::is_list_of,
    trace::WrittenRule,
};

/// The other side of a packet, as far as a filter can know it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer<'a> {
    pub(crate) address: IpAddr,
    /// The interface the address belongs to; `None` where the identity is lost on the way (SG-04, ES-57).
    pub(crate) interface: Option<&'a Interface>,
    /// The load balancer node the packet comes through with the client's address kept; a reference to a group of the
    /// node matches too (section 2.8).
    pub(crate) through: Option<&'a Interface>,
    /// The service of AWS the address stands for, where its own are not in the design (GW-08).
    pub(crate) service: Option<&'a str>,
}

/// What the groups of an interface say.
#[derive(Clone, Debug)]
pub(crate) enum Decision<'a> {
    /// There are no groups and none are implied: a load balancer made without any (NLB-20).
    Unfiltered,
    /// A rule allows it.
    Allowed {
        group: &'a ResourceId,
        rule: WrittenRule,
    },
    /// No group is written, so the default group of the VPC holds, which lets everything out and only itself in (SG-02, IE-31).
    DefaultGroup { allowed: bool },
    /// No group that is drawn allows it, and one that is written, or a prefix list in one, is not in the design.
    Missing { group: &'a ResourceId },
    /// No group allows it, unless a prefix list of which the ranges were not collected holds the other side.
    Unlisted { list: &'a ResourceId },
    /// There is no rule in this direction at all (SG-06).
    NoRules { groups: Vec<&'a ResourceId> },
    /// There are rules and none fits (SG-06).
    NoMatch { groups: Vec<&'a ResourceId> },
}

/// Asks the groups of an interface about a packet.
pub(crate) fn decide<'a>(
    network: &'a Network,
    interface: &'a Interface,
    direction: Direction,
    packet: &Packet,
    peer: Peer<'_>,
) -> Decision<'a> {
    if interface.groups.is_empty() {
        if interface.role.is_open_without_group() {
            return Decision::Unfiltered;
        }
        return by_default(network, interface, direction, packet, peer);
    }
    by_groups(network, &interface.groups, direction, packet, peer)
}

/// The groups written on a thing, whether or not it is an interface.
pub(crate) fn by_groups<'a>(
    network: &'a Network,
    groups: &'a [ResourceId],
    direction: Direction,
    packet: &Packet,
    peer: Peer<'_>,
) -> Decision<'a> {
    let mut any = false;
    let (mut missing, mut unlisted) = (None, None);
    for id in groups {
        let record = network.shared_resource(id);
        let Some((record, Properties::SecurityGroup(group))) =
            record.map(|record| (record, &record.properties))
        else {
            missing = Some(id);
            continue;
        };
        for (place, rule) in rules(group, direction) {
            any = true;
            if allows(network, rule, packet, peer) {
                let rule = WrittenRule::new(record, place);
                return Decision::Allowed { group: id, rule };
            }
            let lists = rule.prefix_list_id.iter();
            let absent = |list: &&ResourceId| {
                let mut vpc = group.vpc_id.iter();
                network.prefix_list(list).is_none()
                    && !vpc.any(|vpc| lacks_ranges(network, vpc, list))
            };
            if serves(rule, packet) {
                missing = missing.or(lists.clone().find(absent));
            }
            unlisted = unlisted.or_else(|| {
                let fits = serves(rule, packet);
                lists
                    .zip(&group.vpc_id)
                    .find(|(list, vpc)| fits && lacks_ranges(network, vpc, list))
                    .map(|(list, _)| list)
            });
        }
    }
    if let Some(group) = missing {
        return Decision::Missing { group };
    }
    if let Some(list) = unlisted {
        return Decision::Unlisted { list };
    }
    let groups = groups.iter().collect();
    if any {
        Decision::NoMatch { groups }
    } else {
        Decision::NoRules { groups }
    }
}

/// The default group of the VPC: the one drawn under the name `default`, else the one AWS makes (SG-02).
fn by_default<'a>(
    network: &'a Network,
    interface: &'a Interface,
    direction: Direction,
    packet: &Packet,
    peer: Peer<'_>,
) -> Decision<'a> {
    let drawn = network.default_security_group(&interface.vpc);
    if let Some(id) = drawn {
        return by_groups(network, std::slice::from_ref(id), direction, packet, peer);
    }
    let allowed = match direction {
        Direction::Egress => true,
        Direction::Ingress => peer.interface.is_some_and(|other| {
            other.groups.is_empty()
                && other.vpc == interface.vpc
                && !other.role.is_open_without_group()
        }),
    };
    Decision::DefaultGroup { allowed }
}

/// The rules of one direction, each with its place in the group.
pub(super) fn rules(
    group: &SecurityGroup,
    direction: Direction,
) -> impl Iterator<Item = (usize, &SecurityGroupRule)> {
    let egress = direction == Direction::Egress;
    group
        .security_group_rules
        .iter()
        .enumerate()
        .filter(move |(_, rule)| rule.is_egress.unwrap_or(false) == egress)
}

/// Whether a rule lets a packet pass by itself.
pub(super) fn allows(
    network: &Network,
    rule: &SecurityGroupRule,
    packet: &Packet,
    peer: Peer<'_>,
) -> bool {
    serves(rule, packet) && peer_allowed(network, rule, peer)
}

/// Whether a rule is about the protocol and port of a packet.
fn serves(rule: &SecurityGroupRule, packet: &Packet) -> bool {
    let protocol = rule.ip_protocol.as_deref();
    covers(protocol, packet.protocol, packet.is_ipv6()) && port_allowed(rule, packet)
}

fn port_allowed(rule: &SecurityGroupRule, packet: &Packet) -> bool {
    if rule.ip_protocol.as_deref() == Some("-1") {
        return true;
    }
    let from = rule.from_port.unwrap_or(-1);
    if packet.protocol == vpcanvas_model::Protocol::Icmp {
        let is_type = from == i32::from(packet.destination_ports.from);
        return from == -1 || (is_type && covers_code(rule.to_port));
    }
    let to = rule.to_port.unwrap_or(if from == -1 { -1 } else { from });
    let ports = packet.destination_ports;
    (from == -1 && to == -1) || (from <= i32::from(ports.from) && i32::from(ports.to) <= to)
}

fn peer_allowed(network: &Network, rule: &SecurityGroupRule, peer: Peer<'_>) -> bool {
    let by_range = match peer.address {
        IpAddr::V4(address) => rule.cidr_ipv4.is_some_and(|range| range.contains(&address)),
        IpAddr::V6(address) => rule.cidr_ipv6.is_some_and(|range| range.contains(&address)),
    };
    let by_list = rule.prefix_list_id.as_ref().is_some_and(|list| {
        in_prefix_list(network, list, peer.address) || is_list_of(network, list, peer.service)
    });
    let by_reference = rule.referenced_group_id.as_ref().is_some_and(|group| {
        let seen = [peer.interface, peer.through];
        seen.into_iter()
            .flatten()
            .any(|interface| carries(network, interface, group))
    });
    by_range || by_list || by_reference
}

/// Whether an interface has a group: written, or the drawn default one of its VPC where none is written (SG-02).
pub(super) fn carries(network: &Network, interface: &Interface, group: &ResourceId) -> bool {
    let by_default = interface.groups.is_empty() && !interface.role.is_open_without_group();
    interface.groups.contains(group)
        || (by_default && network.default_security_group(&interface.vpc) == Some(group))
}

/// Whether a prefix list holds an address.
pub(crate) fn in_prefix_list(network: &Network, list: &ResourceId, address: IpAddr) -> bool {
    prefix_list_ranges(network, list).any(|range| range.contains(&address))
}

/// The ranges of a prefix list; entries that are not ranges are left out.
pub(crate) fn prefix_list_ranges<'a>(
    network: &'a Network,
    list: &ResourceId,
) -> impl Iterator<Item = ipnet::IpNet> + 'a {
    let entries = match network.resource(list).map(|resource| &resource.properties) {
        Some(Properties::PrefixList(list)) => list.entries.as_slice(),
        _ => &[],
    };
    entries
        .iter()
        .filter_map(|entry| entry.cidr.as_deref()?.parse().ok())
}

/// A rule in words: `tcp/443 from 10.0.0.0/16`.
pub(crate) fn in_words(rule: &SecurityGroupRule) -> String {
    let protocol = rule.ip_protocol.as_deref().unwrap_or("no protocol");
    let service = match (protocol, rule.from_port, rule.to_port) {
        ("-1", ..) => "all traffic".to_owned(),
        (protocol, None | Some(-1), None | Some(-1)) => format!("all {protocol}"),
        (protocol, Some(from), Some(to)) if from != to => format!("{protocol}/{from}-{to}"),
        (protocol, Some(port), _) | (protocol, None, Some(port)) => format!("{protocol}/{port}"),
    };
    let way = if rule.is_egress == Some(true) {
        "to"
    } else {
        "from"
    };
    let peer = rule
        .cidr_ipv4
        .map(|range| range.to_string())
        .or_else(|| rule.cidr_ipv6.map(|range| range.to_string()))
        .or_else(|| rule.prefix_list_id.as_ref().map(ToString::to_string))
        .or_else(|| rule.referenced_group_id.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| "nobody".to_owned());
    format!("{service} {way} {peer}")
}
