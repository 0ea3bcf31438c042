//! Of two attached VPCs with overlapping ranges only one is reached (TGW-04, TGW-16).

use ipnet::IpNet;
use vpcanvas_model::ResourceId;
use vpcanvas_network::Network;

use super::{
    Finding, each,
    transit_attachment::vpc_of,
    ways::{overlap, ranges_of},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut ranges: Vec<(&ResourceId, IpNet, &ResourceId)> = each::transit_attachments(network)
        .filter_map(|(_, attachment)| {
            Some((
                attachment.transit_gateway_id.as_ref()?,
                vpc_of(network, attachment)?,
            ))
        })
        .flat_map(|(gateway, vpc)| {
            let ranges = ranges_of(network, vpc);
            ranges.into_iter().map(move |range| (gateway, range, vpc))
        })
        .collect();
    ranges.sort();
    ranges.dedup();
    let mut findings = Vec::new();
    let mut widest: Option<(&ResourceId, IpNet, &ResourceId)> = None;
    // Sorted by first address, the wider first: a range overlaps what came before or nothing before it.
    for (gateway, range, vpc) in ranges {
        if let Some((before, wide, other)) = widest
            && before == gateway
            && overlap(wide, range)
        {
            if other != vpc {
                findings.push(finding(gateway, (other, wide), (vpc, range)));
            }
            continue;
        }
        widest = Some((gateway, range, vpc));
    }
    findings
}

fn finding(
    gateway: &ResourceId,
    (one, wide): (&ResourceId, IpNet),
    (other, range): (&ResourceId, IpNet),
) -> Finding {
    let message = format!(
        "{one} with {wide} and {other} with {range} hang on {gateway}, which reaches only one of two overlapping ranges: offer what is needed by an endpoint service, or give one other ranges"
    );
    Finding::warning(Code::CfgCidrOverlap, gateway, message, "TGW-16")
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{TRANSIT, check_beside};

    #[test]
    fn attached_vpcs_have_no_range_in_common() {
        let third = |range: &str| {
            format!(
                r#""vpc-y": {{"Kind": "Vpc", "OwnerId": "222222222222", "Region": "us-east-1", "CidrBlock": "{range}"}},
                   "subnet-y": {{"Kind": "Subnet", "VpcId": "vpc-y", "CidrBlock": "{}", "AvailabilityZoneId": "use1-az1"}},
                   "rtb-y": {{"Kind": "RouteTable", "VpcId": "vpc-y", "Associations": [{{"Main": true}}], "Routes": [{{"DestinationCidrBlock": "10.0.0.0/16", "TransitGatewayId": "tgw-1"}}]}},
                   "tgw-attach-y": {{"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-1", "ResourceType": "vpc", "ResourceId": "vpc-y", "SubnetIds": ["subnet-y"]}},
                   "tgw-rtb-1": {{"Associations": [{{"TransitGatewayAttachmentId": "tgw-attach-c"}}, {{"TransitGatewayAttachmentId": "tgw-attach-x"}}, {{"TransitGatewayAttachmentId": "tgw-attach-y"}}]}}"#,
                range.replace("/20", "/24")
            )
        };
        check_beside(TRANSIT, &third("10.8.0.0/20"), &[]);
        check_beside(
            TRANSIT,
            &third("10.9.16.0/20"),
            &["warning CFG_CIDR_OVERLAP tgw-1 TGW-16"],
        );
    }
}
