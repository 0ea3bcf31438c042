//! A private hosted zone does not come along a peering connection (PHZ-08).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{HostedZone, hosted_zone::HostedZoneVpc},
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{
    Code,
    dns::{peerings, sees_privately},
};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (vpc, _) in each::vpcs(network) {
        for (peer, _) in peerings(network, vpc).filter(|(peer, _)| network.vpc(peer).is_some()) {
            findings.extend(zones(network, vpc, peer));
        }
    }
    findings
}

/// The zones the peer sees and the VPC does not.
fn zones(network: &Network, vpc: &ResourceId, peer: &ResourceId) -> Vec<Finding> {
    let is_of = |zone: &HostedZone, vpc: &ResourceId| {
        let mut vpcs = zone.vpcs.iter();
        vpcs.any(|association| association.vpc_id.as_ref() == Some(vpc))
    };
    each::hosted_zones(network)
        .filter(|(_, zone)| zone.is_private() && is_of(zone, peer) && !is_of(zone, vpc))
        .filter(|(_, zone)| {
            let name = zone.name.as_deref().unwrap_or_default();
            !sees_privately(network, vpc, name)
        })
        .map(|(id, zone)| {
            let name = zone.name.as_deref().unwrap_or_default();
            let message = format!(
                "{id} is seen from {peer} and not from its peer {vpc}, because peering does not extend a private zone: associate {vpc} with it if names of {name} are used there"
            );
            let title = format!("Associate {vpc} with {id}");
            let associate = edit(network, id, title, |properties| {
                if let Properties::HostedZone(zone) = properties {
                    zone.vpcs.push(HostedZoneVpc {
                        vpc_id: Some(vpc.clone()),
                        ..HostedZoneVpc::default()
                    });
                }
            });
            Finding::info(Code::DnsPrivateZoneNotVisible, id, message, "PHZ-08")
                .mended_by(associate)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::test_design::t0_with;

    const VPC_D: &str = r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1", "EnableDnsHostnames": true}"#;

    fn peered(vpcs: &str) -> String {
        format!(
            r#"{VPC_D}, "pcx-1": {{"Kind": "VpcPeeringConnection", "RequesterVpcInfo": {{"VpcId": "vpc-d"}}, "AccepterVpcInfo": {{"VpcId": "vpc-c"}}, "Status": "active"}},
               "zone-a": {{"Kind": "HostedZone", "Name": "corp.example", "VPCs": [{vpcs}]}}"#
        )
    }

    #[test]
    fn f50_peering_does_not_extend_a_zone() {
        let check_zones = |changes: &str, expected: &[&str]| {
            let found = check(&t0_with(changes));
            let found: Vec<&str> = found
                .iter()
                .map(|finding| finding.component.as_str())
                .collect();
            assert_eq!(found, expected, "{changes}");
        };
        check_zones(&peered(r#"{"VPCId": "vpc-c"}"#), &["zone-a"]);
        check_zones(&peered(r#"{"VPCId": "vpc-c"}, {"VPCId": "vpc-d"}"#), &[]);
        check_zones(VPC_D, &[]);
    }
}
