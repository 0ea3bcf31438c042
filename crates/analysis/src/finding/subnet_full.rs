//! Each interface takes an address, and a subnet has five fewer than its size (VPC-10, IE-04).

use std::collections::BTreeMap;

use ipnet::IpNet;
use vpcanvas_model::{ResourceId, cidr::usable_count};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, address_plan::addresses_needed};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut taken: BTreeMap<&ResourceId, u64> = BTreeMap::new();
    for interface in network.interfaces() {
        *taken.entry(&interface.subnet).or_default() += addresses_needed(interface, true);
    }
    each::subnets(network)
        .filter_map(|(id, subnet)| {
            let usable = usable_count(IpNet::V4(subnet.cidr_block?));
            let usable = u64::try_from(usable).ok()?;
            let taken = *taken.get(id)?;
            of(id, taken, usable)
        })
        .collect()
}

fn of(id: &ResourceId, taken: u64, usable: u64) -> Option<Finding> {
    if taken > usable {
        let message = format!(
            "{id} has {usable} addresses and {taken} are needed: use a larger subnet or move something out"
        );
        return Some(Finding::error(Code::CfgSubnetFull, id, message, "IE-04"));
    }
    let message = format!(
        "All {usable} addresses of {id} are taken, so nothing more can stand there: use a larger subnet for what is to come"
    );
    (taken == usable).then(|| Finding::warning(Code::CfgSubnetFull, id, message, "VPC-10"))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn instances(count: u8) -> String {
        let subnet = r#""subnet-x": {"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.3.0/28", "AvailabilityZoneId": "use1-az1"}"#;
        let instances = (4..).take(count.into()).map(|number| {
            format!(
                r#""i-{number}": {{"Kind": "Instance", "SubnetId": "subnet-x", "PrivateIpAddress": "10.0.3.{number}"}}"#
            )
        });
        let all: Vec<String> = instances.chain([subnet.to_owned()]).collect();
        all.join(", ")
    }

    #[test]
    fn eleven_addresses_of_a_28_can_be_taken() {
        check_findings(&instances(10), &[]);
        check_findings(&instances(11), &["warning CFG_SUBNET_FULL subnet-x VPC-10"]);
        check_findings(
            &instances(12),
            &[
                "error CFG_ADDRESS_INVALID i-15 IE-05",
                "error CFG_SUBNET_FULL subnet-x IE-04",
            ],
        );
    }
}
