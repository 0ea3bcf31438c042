//! What is to be said of a range while it is typed: what is wrong with it where it stands, and the nearest that fits.
//!
//! It speaks of the field alone; what a range does to the rest of the design is said by the findings.

use ipnet::{IpNet, Ipv4Net};
use vpcanvas_model::{
    Document, Properties, ResourceId,
    cidr::{Sizes, free_blocks, meant, nearest_free, overlap},
};

use crate::ranges::{subnets, vpc};

/// What there is to say of a range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RangeAdvice {
    /// The block, where what is typed is one.
    pub block: Option<IpNet>,
    /// What is wrong with it.
    pub problem: Option<String>,
    /// The nearest block that would be right.
    pub offered: Option<IpNet>,
}

/// Judges what is typed into a field of a resource that holds a range.
pub fn range_advice(document: &Document, id: &ResourceId, field: &str, text: &str) -> RangeAdvice {
    let resource = document.resource(id);
    let properties = resource.map(|resource| &resource.properties);
    let sizes = sizes(properties, field);
    let typed: Option<IpNet> = text.trim().parse().ok();
    let Some(block) = typed.filter(|block| block.addr().is_ipv6() == sizes.is_ipv6) else {
        let offered = meant(text, sizes).and_then(|block| fitting(document, id, properties, block));
        return RangeAdvice {
            offered,
            ..RangeAdvice::default()
        };
    };
    let problem = written(block, sizes).or_else(|| placed(document, id, properties, block));
    let offered = problem.as_ref().and_then(|_| {
        let meant = meant(text, sizes)?;
        fitting(document, id, properties, meant).filter(|offered| *offered != block)
    });
    RangeAdvice {
        block: Some(block),
        problem,
        offered,
    }
}

fn sizes(properties: Option<&Properties>, field: &str) -> Sizes {
    match (properties, field.contains("pv6")) {
        (Some(Properties::Vpc(_) | Properties::Subnet(_)), false) => Sizes::IPV4,
        (Some(Properties::Vpc(_)), true) => Sizes::IPV6_OF_VPC,
        (Some(Properties::Subnet(_)), true) => Sizes::IPV6_OF_SUBNET,
        (_, false) => Sizes::ANY_IPV4,
        (_, true) => Sizes::ANY_IPV6,
    }
}

/// What is wrong with a block by itself (VPC-01, VPC-08, VPC-09).
fn written(block: IpNet, sizes: Sizes) -> Option<String> {
    if block != block.trunc() {
        return Some(format!(
            "A /{} block cannot begin at {}",
            block.prefix_len(),
            block.addr()
        ));
    }
    if sizes.admit(block.prefix_len()) {
        return None;
    }
    let steps = if sizes.step > 1 {
        format!(" in steps of {}", sizes.step)
    } else {
        String::new()
    };
    Some(format!(
        "AWS assigns /{} to /{}{steps} here",
        sizes.largest, sizes.smallest
    ))
}

/// What is wrong with a block where it stands (VPC-05, VPC-09).
fn placed(
    document: &Document,
    id: &ResourceId,
    properties: Option<&Properties>,
    block: IpNet,
) -> Option<String> {
    match properties? {
        Properties::Subnet(subnet) => {
            let vpc_id = subnet.vpc_id.as_ref()?;
            let ranges = ranges_of(document, vpc_id, block);
            if !ranges.is_empty() && !ranges.iter().any(|range| range.contains(&block)) {
                let name = document.display_name(vpc_id);
                return Some(format!("It lies in no range of {name}"));
            }
            let (other, taken) = others(document, vpc_id, id)
                .into_iter()
                .find(|(_, taken)| overlap(*taken, block))?;
            let name = document.display_name(&other);
            Some(format!("It overlaps {taken} of {name}"))
        }
        Properties::Vpc(_) => outside_of_vpc(document, id, block),
        _ => None,
    }
}

/// A subnet that lay in the range of its VPC before it was changed and would lie in none.
fn outside_of_vpc(document: &Document, id: &ResourceId, block: IpNet) -> Option<String> {
    let IpNet::V4(block) = block else { return None };
    let covers = |subnet: &Ipv4Net| {
        let vpc = vpc(document, id);
        let mut secondary = vpc.iter().flat_map(|vpc| &vpc.secondary_cidr_blocks);
        block.contains(subnet) || secondary.any(|range| range.contains(subnet))
    };
    let lost: Vec<(&ResourceId, Ipv4Net)> = subnets(document, id)
        .filter_map(|(subnet, record)| Some((subnet, record.cidr_block?)))
        .filter(|(_, range)| !covers(range))
        .collect();
    let (first, range) = lost.first()?;
    let name = document.display_name(first);
    match lost.len() {
        1 => Some(format!("It leaves {name} ({range}) outside")),
        more => Some(format!(
            "It leaves {more} subnets outside, such as {name} ({range})"
        )),
    }
}

/// The nearest block of the same size that is free; any, where it stands in nothing.
fn fitting(
    document: &Document,
    id: &ResourceId,
    properties: Option<&Properties>,
    block: IpNet,
) -> Option<IpNet> {
    let Some(Properties::Subnet(subnet)) = properties else {
        return Some(block);
    };
    let Some(vpc_id) = &subnet.vpc_id else {
        return Some(block);
    };
    let taken = others(document, vpc_id, id);
    let taken: Vec<IpNet> = taken.into_iter().map(|(_, taken)| taken).collect();
    let ranges = ranges_of(document, vpc_id, block);
    let free = ranges
        .into_iter()
        .flat_map(|range| free_blocks(range, &taken));
    let free: Vec<IpNet> = free.collect();
    nearest_free(&free, block.prefix_len(), block.addr())
}

/// The ranges of a VPC in the family of a block.
fn ranges_of(document: &Document, vpc_id: &ResourceId, block: IpNet) -> Vec<IpNet> {
    let Some(vpc) = vpc(document, vpc_id) else {
        return Vec::new();
    };
    if block.addr().is_ipv4() {
        vpc.ipv4_cidr_blocks().map(IpNet::V4).collect()
    } else {
        vpc.ipv6_cidr_blocks
            .iter()
            .copied()
            .map(IpNet::V6)
            .collect()
    }
}

/// The blocks of the other subnets of a VPC.
fn others(document: &Document, vpc_id: &ResourceId, id: &ResourceId) -> Vec<(ResourceId, IpNet)> {
    subnets(document, vpc_id)
        .filter(|(other, _)| *other != id)
        .flat_map(|(other, subnet)| {
            let ipv4 = subnet.cidr_block.map(IpNet::V4);
            let ipv6 = subnet.ipv6_cidr_block.map(IpNet::V6);
            [ipv4, ipv6]
                .into_iter()
                .flatten()
                .map(|block| (other.clone(), block))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESIGN: &str = "
        vpc vpc-a 10.0.0.0/16
          subnet subnet-a 10.0.1.0/24 use1-az1
          subnet subnet-b 10.0.2.0/24 use1-az2
          sg sg-a
            in tcp/443 10.0.1.0/24
    ";

    /// Judges `id field text` and says `problem; offered`.
    #[track_caller]
    fn check(id: &str, field: &str, text: &str, expected: &str) {
        let document = vpcanvas_fixture::parse(DESIGN).unwrap();
        let advice = range_advice(&document, &ResourceId::from(id), field, text);
        let offered = advice.offered.map(|block| format!("use {block}"));
        let words: Vec<String> = advice.problem.into_iter().chain(offered).collect();
        assert_eq!(words.join("; "), expected, "{text}");
    }

    #[test]
    fn a_range_that_fits_needs_no_word() {
        check("subnet-a", "CidrBlock", "10.0.1.0/24", "");
        check("subnet-a", "CidrBlock", "10.0.3.0/28", "");
        check("vpc-a", "CidrBlock", "10.0.0.0/20", "");
        check("sg-a", "CidrIpv4", "0.0.0.0/0", "");
    }

    #[test]
    fn what_is_wrong_is_said_with_the_nearest_that_fits() {
        check(
            "subnet-a",
            "CidrBlock",
            "10.0.3.9/24",
            "A /24 block cannot begin at 10.0.3.9; use 10.0.3.0/24",
        );
        check(
            "subnet-a",
            "CidrBlock",
            "10.0.2.128/25",
            "It overlaps 10.0.2.0/24 of subnet-b; use 10.0.3.0/25",
        );
        check(
            "subnet-a",
            "CidrBlock",
            "10.1.0.0/24",
            "It lies in no range of vpc-a; use 10.0.255.0/24",
        );
        check(
            "subnet-a",
            "CidrBlock",
            "10.0.3.0/30",
            "AWS assigns /16 to /28 here; use 10.0.3.0/28",
        );
        check("subnet-a", "CidrBlock", "10.0.3", "use 10.0.3.0/24");
        check("sg-a", "CidrIpv4", "10.0.1.7", "use 10.0.1.7/32");
        check(
            "vpc-a",
            "CidrBlock",
            "10.0.0.0/23",
            "It leaves subnet-b (10.0.2.0/24) outside",
        );
        check("subnet-a", "CidrBlock", "nonsense", "");
    }
}
