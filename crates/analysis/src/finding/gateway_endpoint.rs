//! Gateway endpoints: in which tables (GW-02, GW-03, GW-04), for which Region (GW-06) and which address family (GW-15, GW-16).

use std::collections::BTreeMap;

use vpcanvas_model::{
    Properties, ResourceId,
    kind::{
        VpcEndpoint,
        vpc_endpoint::{IpAddressType, VpcEndpointType},
    },
};
use vpcanvas_network::{Network, Service};

use super::{
    Finding, each,
    edit::edit,
    ways::{in_words, routes, tables_by_vpc, without_route},
};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let tables = tables_by_vpc(network);
    let mut first: BTreeMap<(&ResourceId, &str), &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, endpoint) in each::endpoints_of(network, VpcEndpointType::Gateway) {
        let Some(vpc) = network.document().parent(id) else {
            continue;
        };
        if endpoint.route_table_ids.is_empty() {
            let of_vpc = tables.get(vpc).map(Vec::as_slice).unwrap_or_default();
            let main = of_vpc
                .iter()
                .find(|(_, table)| table.is_main())
                .or(of_vpc.first());
            findings.push(without_table(network, id, main.map(|(table, _)| *table)));
        }
        for table in &endpoint.route_table_ids {
            findings.extend(foreign_table(network, id, vpc, table));
            let service = endpoint.service_name.as_deref().unwrap_or_default();
            let before = *first.entry((table, service)).or_insert(id);
            if before != id {
                findings.push(table_twice(network, id, before, table));
            }
        }
        findings.extend(region(network, id, vpc));
        findings.extend(family(network, id, vpc, endpoint));
    }
    findings.extend(written_by_hand(network));
    findings
}

fn without_table(network: &Network, id: &ResourceId, table: Option<&ResourceId>) -> Finding {
    let message = format!(
        "{id} is in no route table, so nothing uses it: add the tables of the subnets that are to use it to RouteTableIds"
    );
    let add = table.and_then(|table| {
        change(network, id, format!("Add {table} to {id}"), |endpoint| {
            endpoint.route_table_ids.push(table.clone());
        })
    });
    Finding::warning(Code::CfgIncomplete, id, message, "GW-03").mended_by(add)
}

fn foreign_table(
    network: &Network,
    id: &ResourceId,
    vpc: &ResourceId,
    table: &ResourceId,
) -> Option<Finding> {
    network.route_table(table)?;
    let other = network
        .document()
        .parent(table)
        .filter(|other| *other != vpc)?;
    let message = format!("{id} of {vpc} is in {table} of {other}: choose a table of {vpc}");
    let error = Finding::error(Code::CfgEndpointInvalid, id, message, "GW-02");
    Some(error.mended_by(leave_table(network, id, table)))
}

fn table_twice(
    network: &Network,
    id: &ResourceId,
    before: &ResourceId,
    table: &ResourceId,
) -> Finding {
    let message =
        format!("{id} and {before} serve the same service in {table}: leave one of the two in it");
    Finding::error(Code::CfgDuplicate, id, message, "GW-04")
        .mended_by(leave_table(network, id, table))
}

fn leave_table(network: &Network, id: &ResourceId, table: &ResourceId) -> Option<Fix> {
    change(
        network,
        id,
        format!("Take {id} out of {table}"),
        |endpoint| {
            endpoint.route_table_ids.retain(|other| other != table);
        },
    )
}

fn change(
    network: &Network,
    id: &ResourceId,
    title: String,
    change: impl FnOnce(&mut VpcEndpoint),
) -> Option<Fix> {
    edit(network, id, title, |properties| {
        if let Properties::VpcEndpoint(endpoint) = properties {
            change(endpoint);
        }
    })
}

fn region(network: &Network, id: &ResourceId, vpc: &ResourceId) -> Option<Finding> {
    let own = network.document().region(vpc)?;
    let Some(Service::Aws { region, name, .. }) = network.service_of(id) else {
        return None;
    };
    let message = format!(
        "{id} in {own} names {name} of {region}, but gateway endpoints serve their own Region: name com.amazonaws.{own}.{name}"
    );
    let rename = format!("com.amazonaws.{own}.{name}");
    (region != own).then(|| {
        let fix = change(network, id, format!("Let {id} name {rename}"), |endpoint| {
            endpoint.service_name = Some(rename);
        });
        Finding::error(Code::CfgCrossRegion, id, message, "GW-06").mended_by(fix)
    })
}

fn family(
    network: &Network,
    id: &ResourceId,
    vpc: &ResourceId,
    endpoint: &VpcEndpoint,
) -> Option<Finding> {
    let mut subnets = network.subnets(vpc).map(|(_, subnet)| subnet);
    match endpoint.ip_address_type {
        Some(IpAddressType::Ipv6) => {
            let fits = subnets.all(|subnet| subnet.cidr_block.is_none());
            let message = format!(
                "{id} is one of IPv6, but subnets of {vpc} have IPv4: make it dualstack or ipv4"
            );
            (!fits).then(|| Finding::error(Code::CfgAddressFamily, id, message, "GW-15"))
        }
        Some(IpAddressType::Dualstack) => {
            let fits = subnets
                .all(|subnet| subnet.cidr_block.is_some() && subnet.ipv6_cidr_block.is_some());
            let message = format!(
                "{id} is dualstack, but not every subnet of {vpc} has both address families: make it ipv4"
            );
            (!fits).then(|| Finding::error(Code::CfgAddressFamily, id, message, "GW-15"))
        }
        Some(IpAddressType::Ipv4) | None => {
            let has_ipv6 = subnets.any(|subnet| subnet.ipv6_cidr_block.is_some());
            let message = format!(
                "{id} carries IPv4 alone, and subnets of {vpc} have IPv6, so clients that ask for AAAA records go past it: make it dualstack, or keep clients to IPv4 names"
            );
            has_ipv6.then(|| Finding::info(Code::CfgAddressFamily, id, message, "GW-16"))
        }
    }
}

/// Routes to a gateway endpoint that its tables do not account for.
fn written_by_hand(network: &Network) -> Vec<Finding> {
    let gateways: Vec<&ResourceId> = each::endpoints_of(network, VpcEndpointType::Gateway)
        .map(|(id, _)| id)
        .collect();
    routes(network)
        .filter(|(_, _, _, route)| route.destination_prefix_list_id.is_none())
        .filter_map(|(table, _, position, route)| {
            let target = [&route.gateway_id, &route.vpc_endpoint_id].into_iter().flatten().find(|target| gateways.contains(target))?;
            let message = format!(
                "The route to {} in {table} leads to the gateway endpoint {target}, whose routes AWS makes: add {table} to its RouteTableIds instead",
                in_words(route)
            );
            let fix = without_route(network, table, position);
            Some(Finding::error(Code::CfgRouteInvalid, table, message, "GW-02").mended_by(fix))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{check_beside, check_findings};

    const ENDPOINT: &str = r#""vpce-s3": {"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c"]}"#;

    #[test]
    fn it_is_in_tables_of_its_vpc() {
        check_findings(ENDPOINT, &[]);
        check_beside(
            ENDPOINT,
            r#""vpce-s3": {"RouteTableIds": null}"#,
            &["warning CFG_INCOMPLETE vpce-s3 GW-03"],
        );
        check_beside(
            ENDPOINT,
            r#""vpce-s3": {"RouteTableIds": ["rtb-c", "rtb-p"]}"#,
            &["error CFG_ENDPOINT_INVALID vpce-s3 GW-02"],
        );
    }

    #[test]
    fn a_table_has_one_for_each_service() {
        let second = |service: &str| {
            format!(
                r#""vpce-z": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.{service}", "RouteTableIds": ["rtb-c"]}}"#
            )
        };
        check_beside(ENDPOINT, &second("dynamodb"), &[]);
        check_beside(
            ENDPOINT,
            &format!(
                r#"{}, "rtb-2": {{"Kind": "RouteTable", "VpcId": "vpc-c"}}, "vpce-z": {{"Kind": "VpcEndpoint", "VpcEndpointType": "Gateway", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.us-east-1.s3", "RouteTableIds": ["rtb-c", "rtb-2"]}}"#,
                second("s3")
            ),
            &["error CFG_DUPLICATE vpce-z GW-04"],
        );
    }

    #[test]
    fn it_serves_its_region_and_family() {
        check_beside(
            ENDPOINT,
            r#""vpce-s3": {"ServiceName": "com.amazonaws.eu-west-1.s3"}"#,
            &["error CFG_CROSS_REGION vpce-s3 GW-06"],
        );
        check_beside(
            ENDPOINT,
            r#""vpce-s3": {"IpAddressType": "dualstack"}"#,
            &["error CFG_ADDRESS_FAMILY vpce-s3 GW-15"],
        );
        check_beside(
            ENDPOINT,
            r#""vpce-s3": {"IpAddressType": "ipv6"}"#,
            &["error CFG_ADDRESS_FAMILY vpce-s3 GW-15"],
        );
        check_beside(
            ENDPOINT,
            r#""subnet-c-a": {"Ipv6CidrBlock": "2001:db8:0:1::/64"}, "vpc-c": {"Ipv6CidrBlocks": ["2001:db8::/56"]}"#,
            &["info CFG_ADDRESS_FAMILY vpce-s3 GW-16"],
        );
    }

    #[test]
    fn its_routes_are_made_by_aws() {
        check_beside(
            ENDPOINT,
            r#""rtb-c": {"Routes": [{"DestinationCidrBlock": "198.51.100.0/24", "GatewayId": "vpce-s3"}]}"#,
            &["error CFG_ROUTE_INVALID rtb-c GW-02"],
        );
    }
}
