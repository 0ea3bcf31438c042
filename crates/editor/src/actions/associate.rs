//! Gives a subnet a route table or network ACL. It has one of each, so the one before lets it go.

use vpcanvas_model::{
    Document, Properties, Resource, ResourceId, Transaction,
    kind::{network_acl::NetworkAclAssociation, route_table::RouteTableAssociation},
};

/// Records that a subnet uses a route table or network ACL, and no other (RT-01, NACL-01).
pub(crate) fn associate(
    document: &Document,
    transaction: &mut Transaction,
    holder: &ResourceId,
    subnet: &ResourceId,
) {
    let kind = transaction.resource(document, holder).map(Resource::kind);
    let others = document
        .resources()
        .filter(|(id, other)| Some(other.kind()) == kind && *id != holder)
        .map(|(id, _)| id);
    for id in others.chain([holder]) {
        let Some(mut resource) = transaction.resource(document, id).cloned() else {
            continue;
        };
        let holds = id == holder;
        match &mut resource.properties {
            Properties::RouteTable(table) => hold(
                &mut table.associations,
                holds,
                |row| row.subnet_id.as_ref() == Some(subnet),
                || RouteTableAssociation {
                    subnet_id: Some(subnet.clone()),
                    ..RouteTableAssociation::default()
                },
            ),
            Properties::NetworkAcl(acl) => hold(
                &mut acl.associations,
                holds,
                |row| row.subnet_id.as_ref() == Some(subnet),
                || NetworkAclAssociation {
                    subnet_id: Some(subnet.clone()),
                    ..NetworkAclAssociation::default()
                },
            ),
            _ => continue,
        }
        transaction.set_resource(document, id, Some(resource));
    }
}

/// Has a row among others, or has none like it.
fn hold<T>(rows: &mut Vec<T>, holds: bool, is_it: impl Fn(&T) -> bool, new: impl Fn() -> T) {
    if !holds {
        rows.retain(|row| !is_it(row));
    } else if !rows.iter().any(is_it) {
        rows.push(new());
    }
}
