//! The editors made for one job in the inspector: the address plan of a VPC.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use vpcanvas_model::{Properties, ResourceId};

use crate::{check_seen, click, open, place, press};

/// The block of a subnet.
fn block(harness: &egui_kittest::Harness<'_, vpcanvas::App>, id: &str) -> Option<String> {
    let document = harness.state().state().workspace().document();
    match &document.resource(&ResourceId::from(id))?.properties {
        Properties::Subnet(subnet) => subnet.cidr_block.map(|block| block.to_string()),
        _ => None,
    }
}

#[test]
fn a_vpc_shows_its_plan_and_takes_a_subnet_where_there_is_room() {
    let mut harness = open("saas-privatelink");
    let vpc = place(&harness, "VPC, Consumer VPC");
    click(&mut harness, vpc);
    check_seen(&harness, "Address plan of Consumer VPC");
    check_seen(&harness, "65,024 addresses free");
    check_seen(&harness, "use1-az1 · 2 of 251 addresses taken");
    let free = place(&harness, "Free 10.0.4.0/22, 1,024 addresses: place");
    click(&mut harness, free);
    let add = place(&harness, "Add subnet 10.0.4.0/24");
    click(&mut harness, add);
    let document = harness.state().state().workspace().document();
    let added = document.resources().find(|(_, resource)| {
        matches!(&resource.properties, Properties::Subnet(subnet)
            if subnet.cidr_block.is_some_and(|block| block.to_string() == "10.0.4.0/24"))
    });
    assert!(added.is_some());
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "65,024 addresses free");
}

#[test]
fn another_range_of_a_subnet_says_what_it_breaks_first() {
    let mut harness = open("saas-privatelink");
    let vpc = place(&harness, "VPC, Consumer VPC");
    click(&mut harness, vpc);
    let subnet = place(&harness, "Private A");
    click(&mut harness, subnet);
    let field = place(&harness, "Another range of the subnet");
    click(&mut harness, field);
    press(&mut harness, Modifiers::COMMAND, Key::A);
    harness
        .get_by_label("Another range of the subnet")
        .type_text("10.0.7.0/24");
    harness.run();
    check_seen(
        &harness,
        "2 addresses become others: App 10.0.1.10 → 10.0.7.10",
    );
    assert_eq!(
        block(&harness, "subnet-consumer-a").as_deref(),
        Some("10.0.1.0/24")
    );
    let change = place(&harness, "Change range");
    click(&mut harness, change);
    assert_eq!(
        block(&harness, "subnet-consumer-a").as_deref(),
        Some("10.0.7.0/24")
    );
    check_seen(&harness, "10.0.7.10");
}
