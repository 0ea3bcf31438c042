//! How the ranges of a VPC are used: its subnets, what is free between them, and how full each subnet is (VPC-09, VPC-10).
//!
//! What is wrong with that is said by the findings; this says where everything lies.

use std::collections::BTreeSet;

use ipnet::IpNet;
use vpcanvas_model::{
    ResourceId,
    cidr::{address_count, free_blocks, overlap, usable_count},
    kind::Subnet,
};
use vpcanvas_network::{Interface, Network};

/// The ranges of a VPC and what lies in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AddressPlan {
    /// The ranges, IPv4 before IPv6, in the order of the record.
    pub ranges: Vec<PlannedRange>,
    /// Blocks of subnets that lie in none of them (VPC-09).
    pub outside: Vec<PlannedSubnet>,
}

/// One range of a VPC.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRange {
    /// The range.
    pub range: IpNet,
    /// What it is made of, by first address; only where subnets overlap does a part share addresses with another.
    pub parts: Vec<Part>,
}

/// A part of a range.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The block of a subnet.
    Subnet(PlannedSubnet),
    /// A block no subnet has.
    Free(IpNet),
}

/// The block of one family of a subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedSubnet {
    /// The subnet.
    pub id: ResourceId,
    /// Its block.
    pub block: IpNet,
    /// Its zone by id.
    pub zone: Option<String>,
    /// The subnets that share addresses with it (VPC-09).
    pub overlaps: Vec<ResourceId>,
    /// How many addresses interfaces of the design take, chosen or still to be chosen.
    pub taken: u128,
    /// How many there are to give out (VPC-10).
    pub usable: u128,
}

impl Part {
    /// Its block.
    pub fn block(&self) -> IpNet {
        match self {
            Self::Subnet(subnet) => subnet.block,
            Self::Free(block) => *block,
        }
    }
}

impl PlannedRange {
    /// The blocks no subnet has.
    pub fn free(&self) -> impl Iterator<Item = IpNet> {
        self.parts.iter().filter_map(|part| match part {
            Part::Free(block) => Some(*block),
            Part::Subnet(_) => None,
        })
    }

    /// How many addresses no subnet has.
    pub fn free_count(&self) -> u128 {
        let free = self.free().map(address_count);
        free.fold(0, u128::saturating_add)
    }
}

/// How the ranges of a VPC are used.
pub fn address_plan(network: &Network, vpc: &ResourceId) -> AddressPlan {
    let Some(record) = network.vpc(vpc) else {
        return AddressPlan::default();
    };
    let ipv4 = record.ipv4_cidr_blocks().map(IpNet::V4);
    let ipv6 = record.ipv6_cidr_blocks.iter().copied().map(IpNet::V6);
    let mut subnets: Vec<PlannedSubnet> = network
        .subnets(vpc)
        .flat_map(|(id, subnet)| of_subnet(network, id, subnet))
        .collect();
    subnets.sort_by(|left, right| (left.block, &left.id).cmp(&(right.block, &right.id)));
    note_overlaps(&mut subnets);

    let ranges: Vec<IpNet> = ipv4.chain(ipv6).map(|range| range.trunc()).collect();
    let (inside, outside): (Vec<_>, Vec<_>) = subnets
        .into_iter()
        .partition(|subnet| ranges.iter().any(|range| range.contains(&subnet.block)));
    let ranges = ranges.into_iter().map(|range| of_range(range, &inside));
    AddressPlan {
        ranges: ranges.collect(),
        outside,
    }
}

fn of_range(range: IpNet, subnets: &[PlannedSubnet]) -> PlannedRange {
    let inside = subnets
        .iter()
        .filter(|subnet| range.contains(&subnet.block));
    let taken: Vec<IpNet> = inside.clone().map(|subnet| subnet.block).collect();
    let free = free_blocks(range, &taken).into_iter().map(Part::Free);
    let mut parts: Vec<Part> = inside.cloned().map(Part::Subnet).chain(free).collect();
    parts.sort_by_key(Part::block);
    PlannedRange { range, parts }
}

/// Whether a subnet shares addresses with another. They are sorted, so those that do follow each other.
fn note_overlaps(subnets: &mut [PlannedSubnet]) {
    let blocks: Vec<(IpNet, ResourceId)> = subnets
        .iter()
        .map(|subnet| (subnet.block, subnet.id.clone()))
        .collect();
    for (place, (block, id)) in blocks.iter().enumerate() {
        let later = blocks.iter().enumerate().skip(place.saturating_add(1));
        let shared = later.take_while(|(_, (other, _))| overlap(*block, *other));
        for (other_place, (_, other)) in shared {
            if let Some(subnet) = subnets.get_mut(place) {
                subnet.overlaps.push(other.clone());
            }
            if let Some(subnet) = subnets.get_mut(other_place) {
                subnet.overlaps.push(id.clone());
            }
        }
    }
}

/// The blocks of a subnet, one for each family it has.
fn of_subnet(network: &Network, id: &ResourceId, subnet: &Subnet) -> Vec<PlannedSubnet> {
    let ipv4 = subnet.cidr_block.map(IpNet::V4);
    let ipv6 = subnet.ipv6_cidr_block.map(IpNet::V6);
    let blocks = ipv4.into_iter().chain(ipv6).map(|block| block.trunc());
    let planned = blocks.map(|block| PlannedSubnet {
        id: id.clone(),
        block,
        zone: subnet.availability_zone_id.clone(),
        overlaps: Vec::new(),
        taken: taken(network, id, block.addr().is_ipv4()),
        usable: usable_count(block),
    });
    planned.collect()
}

/// The addresses of one family that the interfaces in a subnet take. Only what names the subnet is looked at.
fn taken(network: &Network, subnet: &ResourceId, is_ipv4: bool) -> u128 {
    let named_by = network.referrers(subnet).into_iter();
    let owners: BTreeSet<&ResourceId> = named_by.map(|(owner, _)| owner).collect();
    let interfaces = owners
        .into_iter()
        .flat_map(|owner| network.interfaces_of(owner))
        .filter(|interface| interface.subnet == *subnet);
    let needed = interfaces.map(|interface| u128::from(addresses_needed(interface, is_ipv4)));
    needed.fold(0, u128::saturating_add)
}

/// How many addresses of its subnet an interface takes: of IPv4 at least one, chosen or not (ENI-01).
pub(crate) fn addresses_needed(interface: &Interface, is_ipv4: bool) -> u64 {
    let of_family = interface
        .addresses
        .iter()
        .filter(|address| address.is_ipv4() == is_ipv4);
    let chosen = u64::try_from(of_family.count()).unwrap_or(u64::MAX);
    chosen.max(u64::from(is_ipv4))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_design::t0_with;

    /// A plan in a line for each part: `10.0.1.0/24 subnet-a 3 of 251`.
    fn in_words(plan: &AddressPlan) -> Vec<String> {
        let subnet = |subnet: &PlannedSubnet| {
            let overlaps = subnet.overlaps.iter().map(ToString::to_string);
            let overlaps: Vec<String> = overlaps.collect();
            let overlaps = match overlaps.join(", ") {
                none if none.is_empty() => none,
                some => format!(" overlaps {some}"),
            };
            let PlannedSubnet {
                block,
                id,
                taken,
                usable,
                ..
            } = subnet;
            format!("{block} {id} {taken} of {usable}{overlaps}")
        };
        let parts = plan.ranges.iter().flat_map(|range| &range.parts);
        let parts = parts.map(|part| match part {
            Part::Subnet(planned) => subnet(planned),
            Part::Free(block) => format!("{block} free"),
        });
        let outside = plan.outside.iter();
        let outside = outside.map(|planned| format!("outside {}", subnet(planned)));
        parts.chain(outside).collect()
    }

    #[track_caller]
    fn check_plan(changes: &str, expected: &[&str]) {
        let network = t0_with(changes);
        let plan = address_plan(&network, &ResourceId::from("vpc-c"));
        assert_eq!(in_words(&plan), expected);
    }

    const SMALL: &str = r#""vpc-c": {"CidrBlock": "10.0.0.0/22"}"#;

    #[test]
    fn subnets_and_what_is_free_make_up_the_range() {
        check_plan(
            SMALL,
            &[
                "10.0.0.0/24 free",
                "10.0.1.0/24 subnet-c-a 2 of 251",
                "10.0.2.0/24 subnet-c-b 1 of 251",
                "10.0.3.0/24 free",
            ],
        );
    }

    #[test]
    fn what_overlaps_or_lies_outside_is_named() {
        check_plan(
            &format!(
                r#"{SMALL}, "subnet-x": {{"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.1.128/25"}},
                "subnet-y": {{"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.9.0.0/28"}},
                "i-y": {{"Kind": "Instance", "SubnetId": "subnet-y"}}"#
            ),
            &[
                "10.0.0.0/24 free",
                "10.0.1.0/24 subnet-c-a 2 of 251 overlaps subnet-x",
                "10.0.1.128/25 subnet-x 0 of 123 overlaps subnet-c-a",
                "10.0.2.0/24 subnet-c-b 1 of 251",
                "10.0.3.0/24 free",
                "outside 10.9.0.0/28 subnet-y 1 of 11",
            ],
        );
    }

    #[test]
    fn ipv6_is_planned_too() {
        check_plan(
            r#""vpc-c": {"CidrBlock": null, "Ipv6CidrBlocks": ["2001:db8::/62"]},
               "subnet-c-a": {"CidrBlock": null, "Ipv6CidrBlock": "2001:db8:0:1::/64"}, "subnet-c-b": {"CidrBlock": null}"#,
            &[
                "2001:db8::/64 free",
                "2001:db8:0:1::/64 subnet-c-a 0 of 18446744073709551611",
                "2001:db8:0:2::/63 free",
            ],
        );
    }
}
