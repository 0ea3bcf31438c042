//! A public NAT gateway has an Elastic IP and a private one has none; a regional one is public and stands in no subnet
//! (NAT-01).

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        NatGateway,
        nat_gateway::{AvailabilityMode, ConnectivityType},
    },
};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::nat_gateways(network)
        .flat_map(|(id, gateway)| of(network, id, gateway))
        .collect()
}

fn of(network: &Network, id: &ResourceId, gateway: &NatGateway) -> Vec<Finding> {
    let private = gateway.connectivity_type == Some(ConnectivityType::Private);
    let regional = gateway.availability_mode == Some(AvailabilityMode::Regional);
    let public_address = gateway
        .nat_gateway_addresses
        .iter()
        .any(|address| address.public_ip.is_some());
    let error = |message| Finding::error(Code::CfgGatewayInvalid, id, message, "NAT-01");
    let mut findings = Vec::new();
    if private && public_address {
        let fix = change(
            network,
            id,
            format!("Take the Elastic IPs from {id}"),
            |gateway| {
                for address in &mut gateway.nat_gateway_addresses {
                    address.public_ip = None;
                }
            },
        );
        findings.push(
            error(format!(
                "{id} is private but has an Elastic IP: take it away, or make it public"
            ))
            .mended_by(fix),
        );
    }
    if !private && !regional && !public_address {
        let message = format!(
            "{id} is public but has no Elastic IP: give one of its addresses a PublicIp, or make it private"
        );
        findings.push(Finding::warning(
            Code::CfgGatewayInvalid,
            id,
            message,
            "NAT-01",
        ));
    }
    if regional && private {
        let fix = change(network, id, format!("Make {id} public"), |gateway| {
            gateway.connectivity_type = Some(ConnectivityType::Public);
        });
        findings.push(error(format!("{id} is regional and private, but a regional one is public: make it public or zonal")).mended_by(fix));
    }
    if regional && gateway.subnet_id.is_some() && gateway.vpc_id.is_some() {
        let fix = change(
            network,
            id,
            format!("Take {id} out of its subnet"),
            |gateway| {
                gateway.subnet_id = None;
            },
        );
        findings.push(
            error(format!(
                "{id} is regional but stands in a subnet: take it out, or make it zonal"
            ))
            .mended_by(fix),
        );
    }
    findings
}

fn change(
    network: &Network,
    id: &ResourceId,
    title: String,
    change: impl FnOnce(&mut NatGateway),
) -> Option<Fix> {
    edit(network, id, title, |properties| {
        if let Properties::NatGateway(gateway) = properties {
            change(gateway);
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside};

    #[test]
    fn public_ones_have_an_elastic_ip() {
        check_beside(
            INTERNET,
            r#""nat-1": {"NatGatewayAddresses": [{"PrivateIp": "10.0.9.100"}]}"#,
            &["warning CFG_GATEWAY_INVALID nat-1 NAT-01"],
        );
    }

    #[test]
    fn private_ones_have_none() {
        let private = |public: &str| {
            format!(
                r#""nat-2": {{"Kind": "NatGateway", "SubnetId": "subnet-c-a", "ConnectivityType": "private", "NatGatewayAddresses": [{{"PrivateIp": "10.0.1.99"{public}}}]}}"#
            )
        };
        check_beside(INTERNET, &private(""), &[]);
        check_beside(
            INTERNET,
            &private(r#", "PublicIp": "198.51.100.2""#),
            &["error CFG_GATEWAY_INVALID nat-2 NAT-01"],
        );
    }

    #[test]
    fn regional_ones_are_public_and_in_no_subnet() {
        let regional = |fields: &str| {
            format!(
                r#""nat-2": {{"Kind": "NatGateway", "VpcId": "vpc-c", "AvailabilityMode": "regional"{fields}}}"#
            )
        };
        check_beside(INTERNET, &regional(""), &[]);
        check_beside(
            INTERNET,
            &regional(r#", "ConnectivityType": "private""#),
            &["error CFG_GATEWAY_INVALID nat-2 NAT-01"],
        );
        check_beside(
            INTERNET,
            &regional(
                r#", "SubnetId": "subnet-c-a", "NatGatewayAddresses": [{"PrivateIp": "10.0.1.98"}]"#,
            ),
            &["error CFG_GATEWAY_INVALID nat-2 NAT-01"],
        );
    }
}
