//! One name from every VPC of a design, side by side.

use vpcanvas_model::{Kind, ResourceId};
use vpcanvas_network::Network;

use super::{DnsAnswer, DnsQuery, RecordType, lookup};

/// What a name resolves to from each VPC, in the order of ids.
pub fn compare_views(
    network: &Network,
    name: &str,
    record_type: RecordType,
) -> Vec<(ResourceId, DnsAnswer)> {
    let vpcs = network.resources(Kind::Vpc).map(|(id, _)| id.clone());
    vpcs.map(|vpc| {
        let query = DnsQuery {
            from: vpc.clone(),
            name: name.to_owned(),
            record_type,
        };
        let answer = lookup(network, &query);
        (vpc, answer)
    })
    .collect()
}
