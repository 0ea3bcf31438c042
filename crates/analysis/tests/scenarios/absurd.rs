//! Designs that contradict themselves or go to absurd lengths: each is answered, and says what is wrong.

use std::fmt::Write;

use crate::doors::{check_drawn, document};
use vpcanvas_analysis::findings;
use vpcanvas_network::resolve;

const MANY: usize = 10_000;

/// Two subnets with an instance each, and groups that let everything pass; what is absurd is for the case.
const PLAIN: &str = "
vpc vpc-a 10.1.0.0/16
  subnet subnet-a 10.1.1.0/24 use1-az1
    instance i-a 10.1.1.10 sg-a
  subnet subnet-b 10.1.2.0/24 use1-az1
    instance i-b 10.1.2.10 sg-a SourceDestCheck=false
  sg sg-a
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
";

fn check(parts: &[&str], asked: &str, expected: &[&str]) {
    check_drawn(&parts.concat(), asked, expected);
}

/// The codes of what is found about a component of a design.
fn found_about(text: &str, component: &str) -> Vec<&'static str> {
    let network = resolve(&document(text));
    let found = findings(&network);
    let about = found
        .iter()
        .filter(|finding| finding.component.as_str() == component);
    about.map(|finding| finding.code.as_str()).collect()
}

#[test]
fn an_endpoint_with_subnets_of_two_vpcs_is_told() {
    let other = "
vpc vpc-b 10.1.0.0/16
  subnet subnet-c 10.1.1.0/24 use1-az2
endpoint vpce-k -> com.amazonaws.us-east-1.kms subnet-a@10.1.1.50 subnet-c@10.1.1.51 VpcId=vpc-a SecurityGroupIds=[\"sg-a\"]
";
    let text = [PLAIN, other].concat();
    assert!(found_about(&text, "vpce-k").contains(&"CFG_ENDPOINT_INVALID"));
}

#[test]
fn a_route_to_who_sends_ends() {
    let itself = "table rtb-b subnet-b VpcId=vpc-a\n  route 0.0.0.0/0 i-b\n";
    check(
        &[PLAIN, itself],
        "i-b -> 198.51.100.1 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  PL_ROUTING_LOOP i-b [RT-03]",
        ],
    );
}

#[test]
fn a_nat_gateway_behind_itself_is_told() {
    let nat = "
nat nat-a SubnetId=subnet-b NatGatewayAddresses=[{\"PrivateIp\":\"10.1.2.5\",\"PublicIp\":\"203.0.113.5\"}]
table rtb-a main VpcId=vpc-a
  route 0.0.0.0/0 nat-a
";
    check(
        &[PLAIN, nat],
        "i-a -> 198.51.100.1 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  PL_ROUTING_LOOP nat-a [NAT-02]",
        ],
    );
    assert!(!found_about(&[PLAIN, nat].concat(), "nat-a").is_empty());
}

#[test]
fn peering_with_oneself_and_in_a_ring_ends() {
    let itself = "
peering pcx-1 RequesterVpcInfo={\"VpcId\":\"vpc-a\"} AccepterVpcInfo={\"VpcId\":\"vpc-a\"}
table rtb-a main VpcId=vpc-a
  route 10.9.0.0/16 pcx-1
";
    check(
        &[PLAIN, itself],
        "i-a -> 10.9.0.1 tcp/443",
        &[
            "unreachable",
            "10.9.0.1 unreachable",
            "  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-1 [RT-14]",
        ],
    );
    let mut ring = PLAIN.to_owned();
    for (own, next) in [("a", "b"), ("b", "c"), ("c", "a")] {
        if own != "a" {
            writeln!(
                ring,
                "vpc vpc-{own} 10.{}.0.0/16",
                if own == "b" { 2 } else { 3 }
            )
            .unwrap();
        }
        writeln!(ring, "peering pcx-{own} RequesterVpcInfo={{\"VpcId\":\"vpc-{own}\"}} AccepterVpcInfo={{\"VpcId\":\"vpc-{next}\"}}").unwrap();
        writeln!(
            ring,
            "table rtb-{own} main VpcId=vpc-{own}\n  route 0.0.0.0/0 pcx-{own}"
        )
        .unwrap();
    }
    check(
        &[&ring],
        "i-a -> 10.3.0.1 tcp/443",
        &[
            "unreachable",
            "10.3.0.1 unreachable",
            "  PCX_REQUIRES_ADDRESS_IN_VPC_CIDR pcx-a [PCX-04]",
        ],
    );
}

#[test]
fn transit_gateways_that_lead_to_each_other_end() {
    let pair = "
tgw tgw-1
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a\"]
  attachment att-1 ResourceType=peering ResourceId=tgw-2
  tgw-table tgw-rtb-1 Associations=[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-1\"}] Routes=[{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"TransitGatewayAttachmentId\":\"att-1\"}]
tgw tgw-2
  attachment att-2 ResourceType=peering ResourceId=tgw-1
  tgw-table tgw-rtb-2 Associations=[{\"TransitGatewayAttachmentId\":\"att-1\"},{\"TransitGatewayAttachmentId\":\"att-2\"}] Routes=[{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"TransitGatewayAttachmentId\":\"att-2\"}]
table rtb-a main VpcId=vpc-a
  route 0.0.0.0/0 tgw-1
";
    check(
        &[PLAIN, pair],
        "i-a -> 198.51.100.1 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  PL_ROUTING_LOOP tgw-2 [RT-03]",
        ],
    );
}

#[test]
fn containers_that_contain_each_other_are_told() {
    let text = "
subnet subnet-x 10.1.1.0/24 use1-az1 VpcId=subnet-y
  instance i-x 10.1.1.10
subnet subnet-y 10.1.2.0/24 use1-az1 VpcId=subnet-x
";
    check(
        &[text],
        "i-x -> 10.1.2.10 tcp/443",
        &["unknown", "  CFG_INCOMPLETE i-x [ENI-01]"],
    );
    assert!(!found_about(text, "subnet-x").is_empty());
}

#[test]
fn ten_thousand_rules_entries_routes_and_targets_are_read() {
    let mut text = PLAIN.replace("    in -1 0.0.0.0/0\n", "");
    text.push_str("sg sg-m VpcId=vpc-a\n");
    for number in 0..MANY {
        writeln!(
            text,
            "  in tcp/22 10.{}.{}.0/24",
            number / 256,
            number % 256
        )
        .unwrap();
    }
    text.push_str("  in tcp/443 10.1.1.10/32\ninstance i-m 10.1.2.20 sg-m SubnetId=subnet-b\n");
    text.push_str("table rtb-m main VpcId=vpc-a\n");
    for number in 0..MANY {
        writeln!(
            text,
            "  route 172.{}.{}.0/24 i-b",
            16 + number / 256,
            number % 256
        )
        .unwrap();
    }
    let entries: Vec<String> = (1..=MANY)
        .map(|number| format!("{{\"RuleNumber\":{number},\"Protocol\":\"6\",\"RuleAction\":\"deny\",\"CidrBlock\":\"10.1.1.10/32\",\"PortRange\":{{\"From\":22,\"To\":22}}}}"))
        .collect();
    let open = "{\"RuleNumber\":32000,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"},{\"RuleNumber\":1,\"Egress\":true,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"}";
    writeln!(
        text,
        "acl acl-m VpcId=vpc-a Associations=[{{\"SubnetId\":\"subnet-b\"}}] Entries=[{},{open}]",
        entries.join(",")
    )
    .unwrap();
    check(
        &[&text],
        "i-a -> i-m tcp/443",
        &["reachable", "10.1.2.20 reachable"],
    );
    check(
        &[&text],
        "i-a -> i-m tcp/22",
        &[
            "unreachable",
            "10.1.2.20 unreachable",
            "  SUBNET_ACL_RESTRICTION acl-m ingress [NACL-02]",
        ],
    );
    for component in ["sg-m", "rtb-m", "acl-m"] {
        assert!(
            found_about(&text, component).contains(&"CFG_QUOTA"),
            "{component}"
        );
    }
}

#[test]
fn a_service_of_what_is_no_load_balancer_is_not_reached() {
    let service = |fields: &str| {
        format!(
            "service vpce-svc-x <- i-b\nendpoint vpce-x -> vpce-svc-x subnet-a@10.1.1.60 sg-a VpcId=vpc-a{fields}\n"
        )
    };
    check(
        &[PLAIN, &service("")],
        "i-a -> vpce-x tcp/443",
        &[
            "unreachable",
            "10.1.1.60 unreachable",
            "  VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-svc-x [ES-10]",
        ],
    );
    check(
        &[PLAIN, &service(" ServiceRegion=eu-west-1")],
        "i-a -> vpce-x tcp/443",
        &[
            "unreachable",
            "10.1.1.60 unreachable",
            "  NO_POSSIBLE_DESTINATION vpce-svc-x [IE-84]",
        ],
    );
}
