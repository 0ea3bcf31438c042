//! A new subnet with the blocks and the zone somebody planned for it.

use ipnet::{Ipv4Net, Ipv6Net};
use vpcanvas_model::{Arrangement, Document, Kind, Properties, ResourceId, Transaction};

use crate::{Template, insert};

/// Adds a subnet to a VPC.
///
/// # Errors
/// Why there can be none in what is named.
pub fn add_subnet(
    document: &Document,
    arrangement: &Arrangement,
    vpc: &ResourceId,
    (ipv4, ipv6): (Option<Ipv4Net>, Option<Ipv6Net>),
    zone: Option<&str>,
) -> Result<Transaction, String> {
    let template = Template::Resource(Kind::Subnet);
    let inserted = insert(document, arrangement, template, Some(vpc), None)?;
    let mut transaction = inserted.transaction;
    let Some(mut resource) = transaction.resource(document, &inserted.id).cloned() else {
        return Ok(transaction);
    };
    if let Properties::Subnet(subnet) = &mut resource.properties {
        (subnet.cidr_block, subnet.ipv6_cidr_block) = (ipv4, ipv6);
        subnet.availability_zone_id = zone.map(str::to_owned);
    }
    transaction.set_resource(document, &inserted.id, Some(resource));
    let blocks = [
        ipv4.map(|block| block.to_string()),
        ipv6.map(|block| block.to_string()),
    ];
    let blocks: Vec<String> = blocks.into_iter().flatten().collect();
    transaction.label = format!("Add subnet {}", blocks.join(" and "));
    Ok(transaction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Workspace;

    #[test]
    fn a_planned_subnet_has_its_blocks_and_its_zone() {
        let document = vpcanvas_fixture::parse("vpc vpc-a 10.0.0.0/16").unwrap();
        let mut workspace = Workspace::new(document);
        let transaction = add_subnet(
            workspace.document(),
            workspace.arrangement(),
            &ResourceId::from("vpc-a"),
            (
                Some("10.0.4.0/22".parse().unwrap()),
                Some("2001:db8::/64".parse().unwrap()),
            ),
            Some("use1-az4"),
        );
        workspace.commit(transaction.unwrap());
        let subnets: Vec<_> = workspace
            .document()
            .resources()
            .filter_map(|(_, resource)| match &resource.properties {
                Properties::Subnet(subnet) => Some(subnet),
                _ => None,
            })
            .collect();
        let [subnet] = subnets.as_slice() else {
            panic!("one subnet was added")
        };
        assert_eq!(subnet.vpc_id, Some(ResourceId::from("vpc-a")));
        assert_eq!(subnet.cidr_block.unwrap().to_string(), "10.0.4.0/22");
        assert_eq!(subnet.ipv6_cidr_block.unwrap().to_string(), "2001:db8::/64");
        assert_eq!(subnet.availability_zone_id.as_deref(), Some("use1-az4"));
    }
}
