//! What has no security group written gets one of its VPC, rather than the default one that admits only its own members (IE-31).

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use crate::{
    Code, Explanation, Fix, Question,
    finding::{each, edit::edit},
};

pub(super) fn suggest(network: &Network, _: &Question, explanation: &Explanation) -> Vec<Fix> {
    let id = &explanation.component;
    let refused = matches!(
        explanation.code,
        Code::EniSgRulesMismatch | Code::SgHasNoRules
    );
    let Some(interface) = network.interfaces_of(id).next().filter(|_| refused) else {
        return Vec::new();
    };
    if !interface.groups.is_empty() {
        return Vec::new();
    }
    each::security_groups(network)
        .filter(|(_, group)| group.vpc_id.as_ref() == Some(&interface.vpc))
        .filter_map(|(group, _)| {
            let title = format!("Give {id} the security group {group}");
            edit(network, id, title, |properties| give(properties, group))
        })
        .collect()
}

fn give(properties: &mut Properties, group: &ResourceId) {
    let groups = match properties {
        Properties::Instance(instance) => &mut instance.security_group_ids,
        Properties::NetworkInterface(interface) => &mut interface.groups,
        Properties::VpcEndpoint(endpoint) => &mut endpoint.security_group_ids,
        Properties::LoadBalancer(balancer) => &mut balancer.security_groups,
        Properties::ResourceGateway(gateway) => &mut gateway.security_group_ids,
        _ => return,
    };
    groups.push(group.clone());
}
