//! A VPC has one Route 53 Profile (section 5.4).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut first_of: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    let mut findings = Vec::new();
    for (id, profile) in each::profiles(network) {
        for vpc in &profile.vpc_ids {
            let first = *first_of.entry(vpc).or_insert(id);
            if first != id {
                let message = format!(
                    "{id} cannot be associated with {vpc}, which has the Profile {first}: put what both bring into one of them"
                );
                let title = format!("Take {vpc} off {id}");
                let dissociate = edit(network, id, title, |properties| {
                    if let Properties::Profile(profile) = properties {
                        profile.vpc_ids.retain(|other| other != vpc);
                    }
                });
                let finding = Finding::error(Code::CfgAssociationInvalid, id, message, "5.4");
                findings.push(finding.mended_by(dissociate));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_vpc_has_one_profile() {
        let profiles = |vpc: &str| {
            format!(
                r#""rp-1": {{"Kind": "Profile", "VPCIds": ["vpc-c"]}}, "rp-2": {{"Kind": "Profile", "VPCIds": ["{vpc}"]}}"#
            )
        };
        check_findings(
            &profiles("vpc-c"),
            &["error CFG_ASSOCIATION_INVALID rp-2 5.4"],
        );
        check_findings(&profiles("vpc-p"), &[]);
    }
}
