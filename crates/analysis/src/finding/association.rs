//! A subnet has one table and one network ACL, both of its own VPC, and a VPC one main table (RT-01, NACL-01).

use std::collections::BTreeMap;

use vpcanvas_model::{Properties, ResourceId};
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::{Code, Fix};

pub(super) fn check(network: &Network) -> Vec<Finding> {
    let mut findings = mains(network);
    let tables = each::route_tables(network).flat_map(|(id, table)| {
        let subnets = table
            .associations
            .iter()
            .filter_map(|association| association.subnet_id.as_ref());
        subnets.map(move |subnet| (id, subnet))
    });
    findings.extend(of(network, "RT-01", "route table", tables));
    let acls = each::network_acls(network).flat_map(|(id, acl)| {
        let subnets = acl
            .associations
            .iter()
            .filter_map(|association| association.subnet_id.as_ref());
        subnets.map(move |subnet| (id, subnet))
    });
    findings.extend(of(network, "NACL-01", "network ACL", acls));
    findings
}

fn mains(network: &Network) -> Vec<Finding> {
    let mut first: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    each::route_tables(network)
        .filter(|(_, table)| table.is_main())
        .filter_map(|(id, _)| {
            let vpc = network.document().parent(id)?;
            let before = *first.entry(vpc).or_insert(id);
            let message = format!("{id} is a main table of {vpc}, which has {before} as its main table: leave one of the two");
            let title = format!("Make {id} no main table");
            let other = edit(network, id, title, |properties| {
                if let Properties::RouteTable(table) = properties {
                    table.associations.retain(|association| association.main != Some(true));
                }
            });
            (before != id)
                .then(|| Finding::error(Code::CfgDuplicate, id, message, "RT-01").mended_by(other))
        })
        .collect()
}

fn of<'a>(
    network: &'a Network,
    reference: &'static str,
    kind: &str,
    associations: impl Iterator<Item = (&'a ResourceId, &'a ResourceId)>,
) -> Vec<Finding> {
    let mut first: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    let document = network.document();
    associations
        .filter_map(|(id, subnet)| {
            let before = *first.entry(subnet).or_insert(id);
            let (own, other) = (document.parent(id)?, document.parent(subnet)?);
            let message = if own != other {
                format!("{id} of {own} is associated with {subnet} of {other}: choose a {kind} of {other}")
            } else if before != id {
                format!("{id} and {before} are both associated with {subnet}: leave one {kind}")
            } else {
                return None;
            };
            let code = Code::CfgAssociationInvalid;
            let finding = Finding::error(code, id, message, reference);
            Some(finding.mended_by(dissociated(network, id, subnet)))
        })
        .collect()
}

fn dissociated(network: &Network, id: &ResourceId, subnet: &ResourceId) -> Option<Fix> {
    let title = format!("Dissociate {id} from {subnet}");
    edit(network, id, title, |properties| match properties {
        Properties::RouteTable(table) => {
            table
                .associations
                .retain(|association| association.subnet_id.as_ref() != Some(subnet));
        }
        Properties::NetworkAcl(acl) => {
            acl.associations
                .retain(|association| association.subnet_id.as_ref() != Some(subnet));
        }
        _ => {}
    })
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::{INTERNET, check_beside, check_findings};

    #[test]
    fn a_subnet_has_one_table_of_its_vpc() {
        check_beside(
            INTERNET,
            r#""rtb-c": {"Associations": [{"Main": true}, {"SubnetId": "subnet-c-a"}]}"#,
            &[],
        );
        check_beside(
            INTERNET,
            r#""rtb-zzz": {"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-pub"}]}"#,
            &["error CFG_ASSOCIATION_INVALID rtb-zzz RT-01"],
        );
        check_findings(
            r#""rtb-c": {"Associations": [{"Main": true}, {"SubnetId": "subnet-p-a"}]}"#,
            &["error CFG_ASSOCIATION_INVALID rtb-c RT-01"],
        );
    }

    #[test]
    fn a_subnet_has_one_network_acl() {
        let acl = r#"{"Kind": "NetworkAcl", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-a"}],
            "Entries": [{"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"},
                {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0", "Egress": true}]}"#;
        check_findings(&format!(r#""acl-1": {acl}"#), &[]);
        check_findings(
            &format!(r#""acl-1": {acl}, "acl-2": {acl}"#),
            &["error CFG_ASSOCIATION_INVALID acl-2 NACL-01"],
        );
    }

    #[test]
    fn a_vpc_has_one_main_table() {
        check_findings(
            r#""rtb-main": {"Kind": "RouteTable", "VpcId": "vpc-c", "Associations": [{"Main": true}]}"#,
            &["error CFG_DUPLICATE rtb-main RT-01"],
        );
    }
}
