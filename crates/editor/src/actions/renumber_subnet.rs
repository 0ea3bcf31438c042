//! Gives a subnet another range: what stands in it keeps its address where that still fits, else its distance from the start.
//!
//! What is merely written about the old range elsewhere, in rules and routes, is named and not changed.

use std::{cell::RefCell, net::Ipv4Addr};

use ipnet::Ipv4Net;
use serde_json::Value;
use vpcanvas_model::{Document, Properties, Resource, ResourceId, Transaction, address::is_usable};

use crate::ranges::{each_text, range_of};

/// A subnet with another range.
#[derive(Clone, Debug, PartialEq)]
pub struct Renumbered {
    /// The change, as one step.
    pub transaction: Transaction,
    /// Whose address becomes another, from which to which.
    pub moved: Vec<(ResourceId, Ipv4Addr, Ipv4Addr)>,
    /// Whose address is left outside of the new range, because it has no room for it.
    pub stranded: Vec<(ResourceId, Ipv4Addr)>,
    /// What speaks of the old range or of addresses in it, and still will.
    pub mentions: Vec<ResourceId>,
}

/// Gives a subnet another range; `None` where it has none yet.
pub fn renumber_subnet(
    document: &Document,
    subnet: &ResourceId,
    block: Ipv4Net,
) -> Option<Renumbered> {
    let old = range_of(document, subnet)?;
    let mut changed = document.resource(subnet)?.clone();
    if let Properties::Subnet(properties) = &mut changed.properties {
        properties.cidr_block = Some(block);
    }
    let label = format!("Give {} the range {block}", document.display_name(subnet));
    let mut renumbered = Renumbered {
        transaction: Transaction::new(label),
        moved: Vec::new(),
        stranded: Vec::new(),
        mentions: Vec::new(),
    };
    renumbered
        .transaction
        .set_resource(document, subnet, Some(changed));
    let vpc = document.parent(subnet);
    for (id, resource) in document.resources().filter(|(id, _)| *id != subnet) {
        let stands_in =
            document.parent(id) == Some(subnet) || document.interface_subnets(id).contains(subnet);
        if stands_in {
            renumbered.take_along(document, (id, resource), old, block);
        } else if resource.properties.parent() == vpc && mentions(resource, old, block) {
            renumbered.mentions.push(id.clone());
        }
    }
    Some(renumbered)
}

impl Renumbered {
    fn take_along(
        &mut self,
        document: &Document,
        (id, resource): (&ResourceId, &Resource),
        old: Ipv4Net,
        block: Ipv4Net,
    ) {
        let mut fields = Value::Object(resource.to_fields());
        let (moved, stranded) = (RefCell::new(Vec::new()), RefCell::new(Vec::new()));
        each_text(&mut fields, &|text| {
            let address: Ipv4Addr = text.parse().ok().filter(|at| old.contains(at))?;
            match new_address(address, old, block) {
                Some(new) if new != address => {
                    moved.borrow_mut().push((id.clone(), address, new));
                    return Some(new.to_string());
                }
                Some(_) => {}
                None => stranded.borrow_mut().push((id.clone(), address)),
            }
            None
        });
        if let Value::Object(fields) = fields
            && let Ok(changed) = Resource::from_fields(fields)
        {
            self.transaction.set_resource(document, id, Some(changed));
        }
        self.moved.append(&mut moved.into_inner());
        self.stranded.append(&mut stranded.into_inner());
    }
}

/// The address itself where the new range has it to give out, else the one as far from the start (VPC-10).
fn new_address(address: Ipv4Addr, old: Ipv4Net, block: Ipv4Net) -> Option<Ipv4Addr> {
    let distance = u32::from(address).checked_sub(u32::from(old.network()))?;
    let shifted = u32::from(block.network()).checked_add(distance);
    let candidates = [Some(address), shifted.map(Ipv4Addr::from)];
    let mut candidates = candidates.into_iter().flatten();
    candidates.find(|candidate| is_usable(block, *candidate))
}

/// Whether a record names a block or an address of the old range that the new one does not have.
fn mentions(resource: &Resource, old: Ipv4Net, block: Ipv4Net) -> bool {
    let found = RefCell::new(false);
    let mut fields = Value::Object(resource.to_fields());
    each_text(&mut fields, &|text| {
        let named = text.parse::<Ipv4Net>().ok();
        let address = || text.parse::<Ipv4Addr>().ok().map(Ipv4Net::from);
        if named
            .or_else(address)
            .is_some_and(|named| old.contains(&named) && !block.contains(&named))
        {
            found.replace(true);
        }
        None
    });
    found.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Workspace;

    const DESIGN: &str = "
        vpc vpc-a 10.0.0.0/16
          subnet subnet-a 10.0.1.0/24 use1-az1
            instance i-low 10.0.1.10 sg-a
            instance i-high 10.0.1.200 sg-a
          subnet subnet-b 10.0.2.0/24 use1-az2
            instance i-other 10.0.2.10 sg-a
          endpoint vpce-x -> com.amazonaws.us-east-1.logs subnet-a@10.0.1.50 subnet-b@10.0.2.50 sg-a
          sg sg-a
            in tcp/443 10.0.1.0/24
          sg sg-wide
            in tcp/443 10.0.0.0/16
    ";

    #[track_caller]
    fn check(block: &str, moved: &[&str], stranded: &[&str], mentions: &[&str]) {
        let document = vpcanvas_fixture::parse(DESIGN).unwrap();
        let subnet = ResourceId::from("subnet-a");
        let renumbered = renumber_subnet(&document, &subnet, block.parse().unwrap()).unwrap();
        let words: Vec<String> = renumbered
            .moved
            .iter()
            .map(|(id, from, to)| format!("{id} {from} {to}"))
            .collect();
        assert_eq!(words, moved);
        let words: Vec<String> = renumbered
            .stranded
            .iter()
            .map(|(id, at)| format!("{id} {at}"))
            .collect();
        assert_eq!(words, stranded);
        assert_eq!(
            renumbered.mentions,
            mentions
                .iter()
                .map(|id| ResourceId::from(*id))
                .collect::<Vec<_>>()
        );

        let mut workspace = Workspace::new(document.clone());
        workspace.commit(renumbered.transaction);
        workspace.undo();
        assert_eq!(*workspace.document(), document, "one step");
    }

    #[test]
    fn what_stands_in_a_moved_subnet_moves_along() {
        check(
            "10.0.7.0/24",
            &[
                "i-high 10.0.1.200 10.0.7.200",
                "i-low 10.0.1.10 10.0.7.10",
                "vpce-x 10.0.1.50 10.0.7.50",
            ],
            &[],
            &["sg-a"],
        );
    }

    #[test]
    fn what_has_no_room_in_a_smaller_subnet_is_named() {
        check("10.0.1.0/25", &[], &["i-high 10.0.1.200"], &["sg-a"]);
    }

    #[test]
    fn a_larger_subnet_changes_no_address() {
        check("10.0.0.0/23", &[], &[], &[]);
    }
}
