//! What an import could not see: output that was not collected, by the word the VPC keeps for it in `NotCollected`.
//!
//! Where such output decides, the answer is `unknown`; what AWS would assume is never put in its place.

use vpcanvas_model::{ResourceId, kind::TargetGroup};
use vpcanvas_network::Network;

use crate::{Code, Explanation};

/// Whether a list of a VPC was not collected.
pub(crate) fn lacks(network: &Network, vpc: &ResourceId, list: &str) -> bool {
    network
        .vpc(vpc)
        .is_some_and(|vpc| vpc.not_collected.iter().any(|word| word == list))
}

/// Whether the ranges of a prefix list used in a VPC were not collected.
pub(crate) fn lacks_ranges(network: &Network, vpc: &ResourceId, list: &ResourceId) -> bool {
    let is_empty = network
        .prefix_list(list)
        .is_none_or(|list| list.entries.is_empty());
    is_empty && lacks(network, vpc, "Entries")
}

/// Whether the targets of a group were not collected.
pub(crate) fn lacks_targets(network: &Network, group: &TargetGroup) -> bool {
    let vpc = group.vpc_id.as_ref();
    group.targets.is_empty()
        && vpc.is_some_and(|vpc| lacks(network, vpc, "TargetHealthDescriptions"))
}

/// Leaves a question open: `what` is what is not known.
pub(crate) fn open(component: &ResourceId, what: &str, reference: &'static str) -> Explanation {
    let message = format!(
        "{what}: it was not collected, so whether this works is not known. Collect it and import again, or take the word out of NotCollected of the VPC"
    );
    Explanation::new(Code::CfgIncomplete, component, message, reference)
}
