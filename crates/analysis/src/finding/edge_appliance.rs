//! An appliance behind an internet gateway has a public address and runs (4.2).

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings: Vec<Finding> = each::route_tables(network)
        .filter(|(_, table)| {
            let mut gateways = table
                .associations
                .iter()
                .filter_map(|association| association.gateway_id.as_ref());
            gateways.any(|gateway| is_internet_gateway(network, gateway))
        })
        .flat_map(|(_, table)| {
            table
                .routes
                .iter()
                .filter_map(|route| route.network_interface_id.as_ref())
        })
        .filter_map(|target| of(network, target))
        .collect();
    findings.dedup();
    findings
}

fn is_internet_gateway(network: &Network, gateway: &ResourceId) -> bool {
    network
        .document()
        .resource(gateway)
        .is_some_and(|gateway| matches!(gateway.properties, Properties::InternetGateway(_)))
}

fn of(network: &Network, id: &ResourceId) -> Option<Finding> {
    let resource = network.document().resource(id)?;
    let Properties::NetworkInterface(interface) = &resource.properties else {
        return None;
    };
    let public = interface
        .private_ip_addresses
        .iter()
        .any(|address| address.public_ip.is_some());
    let message = format!(
        "{id} gets what enters by an internet gateway, but has no public address: give it a PublicIp"
    );
    (!public).then(|| Finding::warning(Code::IngressRtbNoPublicIp, id, message, "4.2"))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside};

    fn check(public: &str, expected: &[&str]) {
        let design = format!(
            r#""rtb-edge": {{"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{{"GatewayId": "igw-1"}}], "Routes": [{{"DestinationCidrBlock": "10.0.2.0/24", "NetworkInterfaceId": "eni-fw"}}]}},
               "eni-fw": {{"Kind": "NetworkInterface", "SubnetId": "subnet-pub", "PrivateIpAddresses": [{{"PrivateIpAddress": "10.0.9.99", "Primary": true{public}}}], "Groups": ["sg-cli"], "SourceDestCheck": false, "Attachment": {{"InstanceId": "i-fw", "DeviceIndex": 0}}}},
               "i-fw": {{"Kind": "Instance", "SubnetId": "subnet-pub"}}"#
        );
        check_beside(INTERNET, &design, expected);
    }

    #[test]
    fn an_appliance_at_the_edge_has_a_public_address() {
        check(r#", "PublicIp": "198.51.100.9""#, &[]);
        check("", &["warning INGRESS_RTB_NO_PUBLIC_IP eni-fw 4.2"]);
    }
}
