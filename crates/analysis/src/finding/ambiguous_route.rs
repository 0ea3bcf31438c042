//! Two prefix lists of one table that overlap and lead to different targets: AWS takes one of them at will (RT-06).

use vpcanvas_model::ResourceId;
use vpcanvas_model::kind::RouteTable;
use vpcanvas_network::Network;

use super::{
    Finding, each,
    ways::{destinations, first_overlap},
};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::route_tables(network)
        .filter_map(|(id, table)| of(network, id, table))
        .collect()
}

fn of(network: &Network, id: &ResourceId, table: &RouteTable) -> Option<Finding> {
    let lists: Vec<_> = table
        .routes
        .iter()
        .filter_map(|route| Some((route.destination_prefix_list_id.as_ref()?, route)))
        .map(|(list, route)| (list, route.target(), destinations(network, route)))
        .collect();
    let (one, other, range) = lists.iter().enumerate().find_map(|(position, one)| {
        lists
            .iter()
            .skip(position + 1)
            .filter(|other| other.1 != one.1)
            .find_map(|other| {
                let (range, _) = first_overlap(&one.2, &other.2)?;
                Some((one.0, other.0, range))
            })
    })?;
    let message = format!(
        "{one} and {other} both hold {range} and lead to different targets in {id}, so AWS takes one at will: take the range out of one list, or add a route of its own for it"
    );
    Some(Finding::warning(
        Code::CfgAmbiguousRoute,
        id,
        message,
        "RT-06",
    ))
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{PEERING, check_beside};

    fn check(second: &str, expected: &[&str]) {
        let design = format!(
            r#""pl-1": {{"Kind": "PrefixList", "Entries": [{{"Cidr": "10.9.0.0/16"}}]}},
               "pl-2": {{"Kind": "PrefixList", "Entries": [{{"Cidr": "{second}"}}]}},
               "i-fw": {{"Kind": "Instance", "SubnetId": "subnet-c-b", "PrivateIpAddress": "10.0.2.9", "SecurityGroupIds": ["sg-cli"], "SourceDestCheck": false}},
               "rtb-c": {{"Routes": [{{"DestinationPrefixListId": "pl-1", "VpcPeeringConnectionId": "pcx-1"}}, {{"DestinationPrefixListId": "pl-2", "InstanceId": "i-fw"}}]}}"#
        );
        check_beside(PEERING, &design, expected);
    }

    #[test]
    fn overlapping_lists_lead_to_one_target() {
        check("10.7.0.0/16", &[]);
        check("10.9.1.0/24", &["warning CFG_AMBIGUOUS_ROUTE rtb-c RT-06"]);
    }
}
