//! The editors made for one job in the inspector: the address plan of a VPC.

use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use vpcanvas_model::{Properties, ResourceId};

use crate::harness::{check_seen, click, open, open_bytes, press};

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
    let mut harness = open();
    click(&mut harness, "VPC, Consumer VPC");
    check_seen(&harness, "Address plan of Consumer VPC");
    check_seen(&harness, "65,024 addresses free");
    check_seen(&harness, "use1-az1 · 2 of 251 addresses taken");
    click(&mut harness, "Free 10.0.4.0/22, 1,024 addresses: place");
    click(&mut harness, "Add subnet 10.0.4.0/24");
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
    let mut harness = open();
    click(&mut harness, "VPC, Consumer VPC");
    click(&mut harness, "Private A");
    click(&mut harness, "Another range of the subnet");
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
    click(&mut harness, "Change range");
    assert_eq!(
        block(&harness, "subnet-consumer-a").as_deref(),
        Some("10.0.7.0/24")
    );
    check_seen(&harness, "10.0.7.10");
}

/// Types into the field of a name, in place of what stands there, and leaves it.
fn fill(harness: &mut egui_kittest::Harness<'_, vpcanvas::App>, field: &str, text: &str) {
    click(harness, field);
    press(harness, Modifiers::COMMAND, Key::A);
    harness.get_by_label(field).type_text(text);
    harness.run();
    press(harness, Modifiers::NONE, Key::Tab);
}

#[test]
fn a_packet_is_tried_on_the_rules_of_a_group() {
    let mut harness = open();
    click(&mut harness, "Security group, Endpoint");
    fill(&mut harness, "The other side of the packet", "i-app");
    check_seen(&harness, "Allowed by tcp/443 from sg-app (SG-01)");
    check_seen(&harness, "Lets the packet pass");
    fill(&mut harness, "Service of the packet", "ssh");
    check_seen(&harness, "Dropped: no ingress rule fits (SG-06)");
    fill(&mut harness, "Protocol and ports of Rule 1", "ssh");
    check_seen(&harness, "Allowed by tcp/22 from sg-app (SG-01)");
    click(&mut harness, "Add an inbound rule");
    fill(&mut harness, "Other side of Rule 2", "sg-app");
    fill(&mut harness, "Protocol and ports of Rule 2", "22");
    check_seen(&harness, "The same as another rule");
    fill(&mut harness, "Other side of Rule 2", "nobody");
    check_seen(
        &harness,
        "expected a range such as 10.0.0.0/16, or a security group",
    );
}

#[test]
fn the_winner_of_a_route_table_is_shown_for_an_address() {
    let mut harness = open();
    click(&mut harness, "Route table, Consumer routes");
    check_seen(&harness, "10.0.0.0/16 → local");
    click(&mut harness, "Add a route");
    fill(&mut harness, "Destination of Route 1", "0.0.0.0/0");
    fill(&mut harness, "Target of Route 1", "i-app");
    fill(&mut harness, "Address to find the route of", "10.0.1.5");
    check_seen(&harness, "Wins");
    check_seen(&harness, "Not taken: /0 is shorter than /16 (RT-03)");
}

#[test]
fn the_first_rule_of_a_network_acl_decides_there_and_back() {
    let design = r#"{"version": 1, "layout": {}, "checks": [], "resources": {
        "vpc-a": {"Kind": "Vpc", "CidrBlock": "10.0.0.0/16"},
        "acl-a": {"Kind": "NetworkAcl", "VpcId": "vpc-a", "Entries": [
            {"RuleNumber": 7, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "10.0.0.0/8",
             "PortRange": {"From": 443, "To": 443}},
            {"RuleNumber": 9, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}]}}}"#;
    let mut harness = open_bytes("acl", design.as_bytes().to_vec());
    click(&mut harness, "Network ACL, acl-a");
    fill(&mut harness, "The other side of the packet", "10.1.2.3");
    check_seen(&harness, "Request: rule 7 allows tcp/443");
    check_seen(&harness, "Reply: the last rule, *, denies tcp/32768-60999");
    check_seen(&harness, "1024-65535 covers every client");
    check_seen(&harness, "Decides first: lets it pass");
    click(&mut harness, "Number by 100");
    check_seen(&harness, "Request: rule 100 allows tcp/443");
    click(&mut harness, "Add an outbound rule");
    fill(
        &mut harness,
        "Protocol and ports of Outbound rule 100",
        "Ephemeral ports",
    );
    fill(&mut harness, "Other side of Outbound rule 100", "0.0.0.0/0");
    check_seen(&harness, "Reply: rule 100 allows tcp/32768-60999");
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    check_seen(&harness, "Reply: the last rule, *, denies tcp/32768-60999");
}
