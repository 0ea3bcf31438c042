//! What an import could not see: output that was not collected, by the word a record keeps for it in `NotCollected`.
//!
//! Where such output decides, the answer is `unknown`; what AWS would assume is never put in its place.

use vpcanvas_model::{ResourceId, kind::TargetGroup};
use vpcanvas_network::Network;

use crate::{Code, Explanation};

/// Whether a list of a resource was not collected.
pub(crate) fn lacks(network: &Network, id: &ResourceId, list: &str) -> bool {
    network.resource(id).is_some_and(|resource| {
        let words = resource.properties.not_collected();
        words.iter().any(|word| word == list)
    })
}

/// Whether the ranges of a prefix list used in a VPC were not collected.
pub(crate) fn lacks_ranges(network: &Network, vpc: &ResourceId, list: &ResourceId) -> bool {
    let is_empty = network
        .prefix_list(list)
        .is_none_or(|list| list.entries.is_empty());
    is_empty && lacks(network, vpc, "Entries")
}

/// Whether the targets of a group were not collected.
pub(crate) fn lacks_targets(network: &Network, id: &ResourceId, group: &TargetGroup) -> bool {
    group.targets.is_empty() && lacks(network, id, "TargetHealthDescriptions")
}

/// The load balancer or group of which the attributes, which decide about targets in other zones, were not collected (ES-19).
pub(crate) fn lacks_cross_zone<'a>(
    network: &Network,
    balancer: &'a ResourceId,
    (id, group): (&'a ResourceId, &TargetGroup),
) -> Option<&'a ResourceId> {
    let lacks = |id| lacks(network, id, "Attributes");
    if lacks(id) {
        return Some(id);
    }
    // A group that says on or off overrides its balancer.
    let inherits = group.cross_zone(true) != group.cross_zone(false);
    (inherits && lacks(balancer)).then_some(balancer)
}

/// Leaves a question open: `what` is what is not known.
pub(crate) fn open(component: &ResourceId, what: &str, reference: &'static str) -> Explanation {
    Explanation::new(Code::CfgIncomplete, component, message(what), reference)
}

/// The sentence that says so.
pub(crate) fn message(what: &str) -> String {
    format!(
        "not known is {what}, which was not collected: collect it and import again, or take the word out of NotCollected"
    )
}
