//! A VPC has at most one internet gateway (7.1), and one virtual private gateway as far as is generally known (VGW-01).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let internet = seconds(
        each::internet_gateways(network).map(|(id, gateway)| (id, gateway.vpc_id.as_ref())),
    )
    .into_iter()
    .map(|(id, vpc, first)| {
        let message =
            format!("{id} is attached to {vpc}, which has {first} already: detach one of the two");
        let detach = edit(
            network,
            id,
            format!("Detach {id} from {vpc}"),
            |properties| {
                if let Properties::InternetGateway(gateway) = properties {
                    gateway.vpc_id = None;
                }
            },
        );
        Finding::error(Code::CfgDuplicate, id, message, "7.1").mended_by(detach)
    });
    let private = seconds(each::vpn_gateways(network).map(|(id, gateway)| (id, gateway.vpc_id.as_ref())))
        .into_iter()
        .map(|(id, vpc, first)| {
            let message = format!(
                "{id} is attached to {vpc}, which has {first} already: detach one of the two, for no page of AWS says that two are possible"
            );
            Finding::unverified(Code::CfgDuplicate, id, message, "VGW-01")
        });
    internet.chain(private).collect()
}

/// Gateways of a VPC that has one before them.
fn seconds<'a>(
    gateways: impl Iterator<Item = (&'a ResourceId, Option<&'a ResourceId>)>,
) -> Vec<(&'a ResourceId, &'a ResourceId, &'a ResourceId)> {
    let mut first: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    gateways
        .filter_map(|(id, vpc)| {
            let vpc = vpc?;
            let before = *first.entry(vpc).or_insert(id);
            (before != id).then_some((id, vpc, before))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, ON_PREMISES, check_beside};

    #[test]
    fn a_vpc_has_one_internet_gateway() {
        check_beside(
            INTERNET,
            r#""igw-2": {"Kind": "InternetGateway", "VpcId": "vpc-p"}"#,
            &[],
        );
        check_beside(
            INTERNET,
            r#""igw-2": {"Kind": "InternetGateway", "VpcId": "vpc-c"}"#,
            &["error CFG_DUPLICATE igw-2 7.1"],
        );
    }

    #[test]
    fn a_second_virtual_private_gateway_is_not_documented() {
        check_beside(
            ON_PREMISES,
            r#""vgw-2": {"Kind": "VpnGateway", "VpcId": "vpc-c"}"#,
            &["info CFG_DUPLICATE vgw-2 VGW-01"],
        );
    }
}
