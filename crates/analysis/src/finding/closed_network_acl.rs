//! A network ACL of one's own denies everything until rules are added (NACL-05).

use vpcanvas_model::kind::{NetworkAcl, network_acl::RuleAction};
use vpcanvas_network::Network;

use super::{Finding, each};
use crate::{Code, Direction};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::network_acls(network)
        .filter(|(_, acl)| !acl.associations.is_empty() && acl.is_default != Some(true))
        .flat_map(|(id, acl)| {
            [Direction::Ingress, Direction::Egress]
                .into_iter()
                .filter(|direction| !allows_anything(acl, *direction))
                .map(move |direction| {
                    let (way, needed) = match direction {
                        Direction::Ingress => ("into", "requests and replies that enter"),
                        Direction::Egress => ("out of", "requests and replies that leave"),
                    };
                    let message =
                        format!("{id} lets nothing {way} its subnets: add rules for the {needed}");
                    Finding::warning(Code::CfgNetworkAclDeniesAll, id, message, "NACL-05")
                })
        })
        .collect()
}

fn allows_anything(acl: &NetworkAcl, direction: Direction) -> bool {
    acl.entries.iter().any(|entry| {
        entry.egress.unwrap_or(false) == (direction == Direction::Egress)
            && entry.rule_action == Some(RuleAction::Allow)
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    #[test]
    fn a_new_network_acl_denies_both_ways() {
        let acl = |fields: &str| {
            format!(r#""acl-x": {{"Kind": "NetworkAcl", "VpcId": "vpc-c"{fields}}}"#)
        };
        check_findings(&acl(""), &[]);
        let used = r#", "Associations": [{"SubnetId": "subnet-c-a"}]"#;
        let warning = "warning CFG_NETWORK_ACL_DENIES_ALL acl-x NACL-05";
        check_findings(&acl(used), &[warning, warning]);
        let one_way = format!(
            r#"{used}, "Entries": [{{"RuleNumber": 100, "Egress": true, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}}]"#
        );
        check_findings(&acl(&one_way), &[warning]);
    }
}
