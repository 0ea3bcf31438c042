//! Ways out of a VPC that work, and what stops them: designs drawn in lines.

use crate::doors::check_drawn;

/// A VPC with a private and a public subnet in one zone and an endpoint, and its internet gateway.
const SITE: &str = "
vpc vpc-a 10.1.0.0/16 Region=us-east-1 Ipv6CidrBlocks=[\"2001:db8:a::/56\"]
  subnet subnet-a 10.1.1.0/24 use1-az1 Ipv6CidrBlock=2001:db8:a::/64
    instance i-a 10.1.1.10 sg-a Ipv6Address=2001:db8:a::10
  subnet subnet-p 10.1.2.0/24 use1-az1
    instance i-p 10.1.2.20 sg-a PublicIpAddress=203.0.113.20
    nat nat-a NatGatewayAddresses=[{\"PrivateIp\":\"10.1.2.5\",\"PublicIp\":\"203.0.113.5\"}]
  endpoint vpce-k -> com.amazonaws.us-east-1.kms subnet-a@10.1.1.50 sg-e
  sg sg-a
    in tcp/443 0.0.0.0/0
    out -1 0.0.0.0/0
    out -1 ::/0
  sg sg-e
    in tcp/443 10.0.0.0/8
    in tcp/443 192.168.0.0/16
  igw igw-a
  eigw eigw-a
  table rtb-p subnet-p
    route 0.0.0.0/0 igw-a
";

/// Another VPC, with an instance whose groups let the first in by reference alone.
const OTHER: &str = "
vpc vpc-b 10.2.0.0/16 Region=us-east-1
  subnet subnet-b 10.2.1.0/24 use1-az1
    instance i-b 10.2.1.10 sg-b
  sg sg-b
    in tcp/443 sg-a
    out -1 0.0.0.0/0
";

const PEERED: &str = "
peering pcx-1 Status=active RequesterVpcInfo={\"VpcId\":\"vpc-a\"} AccepterVpcInfo={\"VpcId\":\"vpc-b\"}
";

fn check(parts: &[&str], asked: &str, expected: &[&str]) {
    check_drawn(&parts.concat(), asked, expected);
}

#[test]
fn the_internet_reaches_public_addresses_by_the_internet_gateway() {
    let main = "table rtb-a main VpcId=vpc-a\n";
    check(
        &[SITE, main],
        "internet -> i-p tcp/443",
        &["reachable", "203.0.113.20 reachable"],
    );
    check(
        &[SITE, main],
        "igw-a -> 203.0.113.20 tcp/443",
        &["reachable", "203.0.113.20 reachable"],
    );
    check(
        &[SITE, main],
        "internet -> i-p tcp/22",
        &[
            "unreachable",
            "203.0.113.20 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-a ingress [SG-01]",
        ],
    );
    check(
        &[SITE, main],
        "internet -> vpce-k tcp/443",
        &[
            "unreachable",
            "10.1.1.50 unreachable",
            "  IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS vpce-k [IE-37]",
            "  ENI_SG_RULES_MISMATCH sg-e ingress [IE-30]",
            "  NO_ROUTE_TO_DESTINATION rtb-a [RT-10]",
            "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-a [RT-02]",
        ],
    );
}

#[test]
fn a_public_address_of_the_design_is_reached_through_the_internet() {
    let main = "table rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 nat-a\n";
    check(
        &[SITE, main],
        "i-a -> 203.0.113.20 tcp/443",
        &["reachable", "203.0.113.20 reachable"],
    );
}

#[test]
fn ipv6_goes_out_by_either_gateway_and_comes_in_by_one() {
    let out = "table rtb-a main VpcId=vpc-a\n  route ::/0 eigw-a\n";
    check(
        &[SITE, out],
        "i-a -> 2001:db8:ffff::1 tcp/443",
        &["reachable", "2001:db8:ffff::1 reachable"],
    );
    let both = "table rtb-a main VpcId=vpc-a\n  route ::/0 igw-a\n";
    check(
        &[SITE, both],
        "i-a -> 2001:db8:ffff::1 tcp/443",
        &["reachable", "2001:db8:ffff::1 reachable"],
    );
    check(
        &[SITE, both],
        "internet -> 2001:db8:a::10 tcp/443",
        &[
            "unreachable",
            "2001:db8:a::10 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-a ingress [SG-01]",
        ],
    );
    let four = "table rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 eigw-a\n";
    check(
        &[SITE, four],
        "i-a -> 198.51.100.1 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  PROTOCOL_RESTRICTION eigw-a [IGW-04]",
        ],
    );
}

#[test]
fn a_nat_gateway_translates_addresses_and_finds_back() {
    let main = "table rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 nat-a\n";
    check(
        &[SITE, main],
        "i-a -> 198.51.100.1 tcp/443",
        &["reachable", "198.51.100.1 reachable"],
    );
    check(
        &[SITE, main],
        "i-a -> internet udp/53",
        &["reachable", "192.0.0.8 reachable"],
    );
    let acl = "acl acl-p VpcId=vpc-a Associations=[{\"SubnetId\":\"subnet-p\"}] Entries=[{\"RuleNumber\":100,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"10.1.0.0/16\"},{\"RuleNumber\":110,\"Protocol\":\"6\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\",\"PortRange\":{\"From\":32768,\"To\":60999}},{\"RuleNumber\":100,\"Egress\":true,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"}]\n";
    check(
        &[SITE, main, acl],
        "i-a -> 198.51.100.1 tcp/443",
        &[
            "reachable",
            "198.51.100.1 reachable",
            "  ~SUBNET_ACL_RESTRICTION acl-p ingress [NACL-10]",
            "  ~REMAP_EPHEMERAL_PORT acl-p ingress [NACL-07]",
        ],
    );
}

#[test]
fn a_nat_gateway_over_ipv6_serves_the_addresses_that_hold_ipv4() {
    let main = "table rtb-a main VpcId=vpc-a\n  route 64:ff9b::/96 nat-a\n";
    let destination = "64:ff9b::c633:6401";
    check(
        &[SITE, main],
        &format!("i-a -> {destination} tcp/443"),
        &["reachable", "64:ff9b::c633:6401 reachable"],
    );
}

#[test]
fn a_regional_nat_gateway_stands_in_no_subnet() {
    let regional = "nat nat-r VpcId=vpc-a AvailabilityMode=regional NatGatewayAddresses=[{\"AvailabilityZoneId\":\"use1-az1\",\"PublicIp\":\"203.0.113.6\"}]\ntable rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 nat-r\n";
    check(
        &[SITE, regional],
        "i-a -> 198.51.100.1 tcp/443",
        &["reachable", "198.51.100.1 reachable"],
    );
}

#[test]
fn replies_to_a_nat_gateway_find_back_through_peering_without_a_route() {
    let open = OTHER.replace("in tcp/443 sg-a", "in tcp/443 10.1.0.0/16");
    let tables =
        "table rtb-a main VpcId=vpc-a\n  route 10.2.0.0/16 nat-a\ntable rtb-b main VpcId=vpc-b\n";
    let site = SITE.replace("route 0.0.0.0/0 igw-a", "route 10.2.0.0/16 pcx-1");
    check(
        &[&site, &open, PEERED, tables],
        "i-a -> i-b tcp/443",
        &["reachable", "10.2.1.10 reachable"],
    );
    let direct =
        "table rtb-a main VpcId=vpc-a\n  route 10.2.0.0/16 pcx-1\ntable rtb-b main VpcId=vpc-b\n";
    check(
        &[&site, &open, PEERED, direct],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  NO_ROUTE_TO_DESTINATION rtb-b [RT-10]",
            "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-b [RT-02]",
        ],
    );
}

#[test]
fn groups_are_known_through_peering_in_a_region_and_not_past_it() {
    let tables = "table rtb-a main VpcId=vpc-a\n  route 10.2.0.0/16 pcx-1\ntable rtb-b main VpcId=vpc-b\n  route 10.1.0.0/16 pcx-1\n";
    check(
        &[SITE, OTHER, PEERED, tables],
        "i-a -> i-b tcp/443",
        &["reachable", "10.2.1.10 reachable"],
    );
    let far = OTHER.replace("us-east-1", "eu-west-1");
    check(
        &[SITE, &far, PEERED, tables],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-b ingress [SG-01]",
            "  SG_REFERENCES_NOT_PRESERVED pcx-1 ingress [PCX-07]",
        ],
    );
    let pending = PEERED.replace("active", "pending-acceptance");
    check(
        &[SITE, OTHER, &pending, tables],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  BAD_STATE pcx-1 [PCX-02]",
        ],
    );
}

/// Both VPCs, attached and learned; `more` goes into the line of the transit gateway.
fn transit(more: &str) -> String {
    let both =
        "[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"}]";
    format!(
        "
tgw tgw-t {more}
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-p\"]
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b\"]
  tgw-table tgw-rtb Associations={both} Propagations={both}
table rtb-a main VpcId=vpc-a
  route 10.2.0.0/16 tgw-t
table rtb-b main VpcId=vpc-b
  route 10.1.0.0/16 tgw-t
"
    )
}

#[test]
fn groups_are_known_through_a_transit_gateway_where_that_is_enabled() {
    let on = transit("SecurityGroupReferencingSupport=enable");
    check(
        &[SITE, OTHER, &on],
        "i-a -> i-b tcp/443",
        &["reachable", "10.2.1.10 reachable"],
    );
    check(
        &[SITE, OTHER, &transit("")],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-b ingress [SG-01]",
            "  SG_REFERENCING_SUPPORT tgw-t ingress [TGW-10]",
        ],
    );
}

#[test]
fn an_endpoint_takes_no_references_behind_a_transit_gateway() {
    let on = transit("SecurityGroupReferencingSupport=enable");
    let by_range = "i-b -> vpce-k tcp/443";
    check(
        &[SITE, OTHER, &on],
        by_range,
        &["reachable", "10.1.1.50 reachable"],
    );
    let by_group = SITE.replace("in tcp/443 10.0.0.0/8", "in tcp/443 sg-b");
    check(
        &[&by_group, OTHER, &on],
        by_range,
        &[
            "unreachable",
            "10.1.1.50 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-e ingress [IE-30]",
            "  SG_REFERENCES_NOT_PRESERVED vpce-k ingress [IE-38]",
        ],
    );
}

#[test]
fn the_subnet_of_an_attachment_has_its_own_network_acl() {
    let open = OTHER.replace("in tcp/443 sg-a", "in tcp/443 10.1.0.0/16");
    let acl = "acl acl-p VpcId=vpc-a Associations=[{\"SubnetId\":\"subnet-p\"}]\n";
    check(
        &[SITE, &open, &transit(""), acl],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  SUBNET_ACL_RESTRICTION acl-p ingress [NACL-02]",
            "  SUBNET_ACL_RESTRICTION acl-p egress [NACL-03]",
        ],
    );
    // In the subnet of the attachment itself it is asked both ways on the way there, and not on the way back (TGW-09).
    let acl = "acl acl-b VpcId=vpc-b Associations=[{\"SubnetId\":\"subnet-b\"}]\n";
    check(
        &[SITE, &open, &transit(""), acl],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  SUBNET_ACL_RESTRICTION acl-b egress [NACL-03]",
            "  SUBNET_ACL_RESTRICTION acl-b ingress [NACL-03]",
        ],
    );
}

#[test]
fn transit_gateways_peer_by_static_routes() {
    let open = OTHER.replace("in tcp/443 sg-a", "in tcp/443 10.1.0.0/16");
    let peered = |back: &str| {
        format!("
tgw tgw-1
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-p\"]
  attachment att-12 ResourceType=peering ResourceId=tgw-2
  tgw-table tgw-rtb-1 Associations=[{{\"TransitGatewayAttachmentId\":\"att-a\"}},{{\"TransitGatewayAttachmentId\":\"att-12\"}}] Propagations=[{{\"TransitGatewayAttachmentId\":\"att-a\"}}] Routes=[{{\"DestinationCidrBlock\":\"10.2.0.0/16\",\"TransitGatewayAttachmentId\":\"att-12\"}}]
tgw tgw-2
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b\"]
  tgw-table tgw-rtb-2 Associations=[{{\"TransitGatewayAttachmentId\":\"att-b\"}},{{\"TransitGatewayAttachmentId\":\"att-12\"}}] {back}
table rtb-a main VpcId=vpc-a
  route 10.2.0.0/16 tgw-1
table rtb-b main VpcId=vpc-b
  route 10.1.0.0/16 tgw-2
")
    };
    let both = "Routes=[{\"DestinationCidrBlock\":\"10.1.0.0/16\",\"TransitGatewayAttachmentId\":\"att-12\"},{\"DestinationCidrBlock\":\"10.2.0.0/16\",\"TransitGatewayAttachmentId\":\"att-b\"}]";
    check(
        &[SITE, &open, &peered(both)],
        "i-a -> i-b tcp/443",
        &["reachable", "10.2.1.10 reachable"],
    );
    let circle = "Routes=[{\"DestinationCidrBlock\":\"10.0.0.0/8\",\"TransitGatewayAttachmentId\":\"att-12\"}]";
    check(
        &[SITE, &open, &peered(circle)],
        "i-a -> i-b tcp/443",
        &[
            "unreachable",
            "10.2.1.10 unreachable",
            "  PL_ROUTING_LOOP tgw-2 [RT-03]",
        ],
    );
}

/// A network behind a VPN to the first VPC.
const ON_PREMISES: &str = "
vgw vgw-a VpcId=vpc-a
on-premises cgw-o CidrBlocks=[\"192.168.0.0/16\"]
vpn vpn-o CustomerGatewayId=cgw-o VpnGatewayId=vgw-a
table rtb-a main VpcId=vpc-a
  route 192.168.0.0/16 vgw-a
";

#[test]
fn an_on_premises_network_reaches_endpoints_and_nothing_behind_the_vpc() {
    for from in ["cgw-o", "192.168.7.7", "vgw-a"] {
        check(
            &[SITE, ON_PREMISES],
            &format!("{from} -> vpce-k tcp/443"),
            &["reachable", "10.1.1.50 reachable"],
        );
    }
    check(
        &[SITE, ON_PREMISES],
        "i-a -> cgw-o tcp/443",
        &["reachable", "192.168.0.1 reachable"],
    );
    check(
        &[SITE, ON_PREMISES],
        "cgw-o -> 198.51.100.1 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS vgw-a [VGW-02]",
        ],
    );
    let down = ON_PREMISES.replace(
        "VpnGatewayId=vgw-a",
        "VpnGatewayId=vgw-a VgwTelemetry=[{\"Status\":\"DOWN\"},{\"Status\":\"DOWN\"}]",
    );
    check(
        &[SITE, &down],
        "cgw-o -> vpce-k tcp/443",
        &[
            "unreachable",
            "10.1.1.50 unreachable",
            "  BAD_STATE_VPN vpn-o [4.7]",
        ],
    );
}

#[test]
fn an_on_premises_network_reaches_endpoints_through_a_transit_gateway() {
    let both =
        "[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-o\"}]";
    let vpn = format!(
        "
on-premises cgw-o CidrBlocks=[\"192.168.0.0/16\"]
vpn vpn-o CustomerGatewayId=cgw-o TransitGatewayId=tgw-t
tgw tgw-t
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-p\"]
  attachment att-o ResourceType=vpn ResourceId=vpn-o
  tgw-table tgw-rtb Associations={both} Propagations={both}
table rtb-a main VpcId=vpc-a
  route 192.168.0.0/16 tgw-t
"
    );
    check(
        &[SITE, &vpn],
        "cgw-o -> vpce-k tcp/443",
        &["reachable", "10.1.1.50 reachable"],
    );
    check(
        &[SITE, &vpn],
        "i-a -> 192.168.1.1 tcp/443",
        &["reachable", "192.168.1.1 reachable"],
    );
}

/// A subnet inspected in the zone of the first one: its default route, and what is said of the endpoint's service.
fn inspected(way_out: &str, service: &str) -> String {
    format!("
endpoint vpce-g -> vpce-svc-g VpcId=vpc-a VpcEndpointType=GatewayLoadBalancer SubnetIds=[\"subnet-g\"]
subnet subnet-g 10.1.9.0/24 use1-az1 VpcId=vpc-a
subnet subnet-w 10.1.8.0/24 use1-az1 VpcId=vpc-a
instance i-w 10.1.8.10 sg-a SubnetId=subnet-w PublicIpAddress=203.0.113.30
table rtb-g subnet-g VpcId=vpc-a
  route 0.0.0.0/0 igw-a
table rtb-edge VpcId=vpc-a Associations=[{{\"GatewayId\":\"igw-a\"}}]
  route 10.1.8.0/24 vpce-g
table rtb-w subnet-w VpcId=vpc-a
  route 0.0.0.0/0 {way_out}
{service}")
}

#[test]
fn inspection_has_to_see_both_ways() {
    let unchecked = "  ~PATH_THROUGH_GWLB_NOT_CHECKED vpce-g [GL-07]";
    check(
        &[SITE, &inspected("vpce-g", "")],
        "i-w -> 198.51.100.1 tcp/443",
        &["reachable", "198.51.100.1 reachable", unchecked],
    );
    check(
        &[SITE, &inspected("vpce-g", "")],
        "internet -> i-w tcp/443",
        &["reachable", "203.0.113.30 reachable", unchecked],
    );
    check(
        &[SITE, &inspected("igw-a", "")],
        "internet -> i-w tcp/443",
        &[
            "unreachable",
            "203.0.113.30 unreachable",
            "  INGRESS_RTB_TRAFFIC_REDIRECTION rtb-edge [GL-05]",
            unchecked,
        ],
    );
}

#[test]
fn inspection_takes_a_service_that_works_in_the_zone() {
    let by_service = |fields: &str| {
        let service = format!(
            "service vpce-svc-g GatewayLoadBalancerArns=[\"gwlb-g\"] {fields}\nnlb gwlb-g VpcId=vpc-a Type=gateway\n"
        );
        inspected("vpce-g", &service)
    };
    let unchecked = "  ~PATH_THROUGH_GWLB_NOT_CHECKED vpce-g [GL-07]";
    for (service, code) in [
        ("ServiceState=Failed", "  BAD_STATE vpce-svc-g [2.9]"),
        (
            "AvailabilityZoneIds=[\"use1-az2\"]",
            "  VPCE_SERVICE_NOT_INSTALLED_IN_AZ vpce-svc-g [ES-10]",
        ),
    ] {
        check(
            &[SITE, &by_service(service)],
            "i-w -> 198.51.100.1 tcp/443",
            &["unreachable", "198.51.100.1 unreachable", code, unchecked],
        );
    }
    check(
        &[SITE, &by_service("AvailabilityZoneIds=[\"use1-az1\"]")],
        "i-w -> 198.51.100.1 tcp/443",
        &["reachable", "198.51.100.1 reachable", unchecked],
    );
}

#[test]
fn block_public_access_spares_nat_gateways_and_what_is_excluded() {
    let blocked = |mode: &str, more: &str| {
        let account = format!(
            "account account-a VpcBlockPublicAccessOptions=[{{\"AwsRegion\":\"us-east-1\",\"InternetGatewayBlockMode\":\"{mode}\"}}] {more}\n"
        );
        account
            + &SITE.replace(
                "vpc vpc-a 10.1.0.0/16",
                "vpc vpc-a 10.1.0.0/16 OwnerId=account-a",
            )
    };
    let main = "table rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 nat-a\n";
    let out = "i-a -> 198.51.100.1 tcp/443";
    check(
        &[&blocked("block-ingress", ""), main],
        out,
        &["reachable", "198.51.100.1 reachable"],
    );
    check(
        &[&blocked("block-ingress", ""), main],
        "i-p -> 198.51.100.1 tcp/443",
        &[
            "unknown",
            "198.51.100.1 unknown",
            "  VPC_BLOCK_PUBLIC_ACCESS_ENABLED account-a [IGW-09]",
        ],
    );
    check(
        &[&blocked("block-ingress", ""), main],
        "internet -> i-p tcp/443",
        &[
            "unreachable",
            "203.0.113.20 unreachable",
            "  VPC_BLOCK_PUBLIC_ACCESS_ENABLED account-a [IGW-09]",
        ],
    );
    check(
        &[&blocked("block-bidirectional", ""), main],
        out,
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  VPC_BLOCK_PUBLIC_ACCESS_ENABLED account-a [IGW-08]",
        ],
    );
    let excluded = "VpcBlockPublicAccessExclusions=[{\"ResourceId\":\"vpc-a\",\"InternetGatewayExclusionMode\":\"allow-bidirectional\"}]";
    check(
        &[&blocked("block-bidirectional", excluded), main],
        out,
        &["reachable", "198.51.100.1 reachable"],
    );
}

/// The network ACL lets nothing pass and is not asked; the appliance sends by the same table and has the packet back.
#[test]
fn a_packet_to_an_appliance_in_its_own_subnet_crosses_no_border() {
    let beside = "
instance i-f 10.1.1.30 sg-a SubnetId=subnet-a SourceDestCheck=false
sg sg-o VpcId=vpc-b
table rtb-a main VpcId=vpc-a
  route 10.1.2.0/24 i-f
";
    let acl = "acl acl-a VpcId=vpc-a Associations=[{\"SubnetId\":\"subnet-a\"}]\n";
    let circle = "  PL_ROUTING_LOOP i-f [RT-03]";
    let expected = ["unreachable", "10.1.2.20 unreachable", circle];
    check(&[SITE, OTHER, beside, acl], "i-a -> i-p tcp/443", &expected);
    check(&[SITE, OTHER, beside], "i-a -> i-p tcp/443", &expected);
}

#[test]
fn a_rule_may_name_the_list_of_a_service_without_its_ranges() {
    let s3 = "
endpoint vpce-s3 -> com.amazonaws.us-east-1.s3 VpcEndpointType=Gateway VpcId=vpc-a RouteTableIds=[\"rtb-a\"]
list pl-s3 PrefixListName=com.amazonaws.us-east-1.s3
table rtb-a main VpcId=vpc-a
sg sg-s3 VpcId=vpc-a SecurityGroupRules=[{\"IsEgress\":true,\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"PrefixListId\":\"pl-s3\"}]
instance i-s3 10.1.1.40 sg-s3 SubnetId=subnet-a
";
    check(
        &[SITE, s3],
        "i-s3 -> com.amazonaws.us-east-1.s3 tcp/443",
        &["reachable", "192.0.0.8 reachable"],
    );
    check(
        &[SITE, s3],
        "i-s3 -> com.amazonaws.us-east-1.dynamodb tcp/443",
        &[
            "unreachable",
            "192.0.0.8 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-s3 egress [SG-01]",
            "  NO_ROUTE_TO_DESTINATION rtb-a [RT-10]",
            "  ~VPC_LOCAL_ROUTE_CIDR_RESTRICTION rtb-a [RT-02]",
        ],
    );
}

#[test]
fn an_on_premises_network_has_to_know_a_name_itself() {
    check(
        &[SITE, ON_PREMISES],
        "cgw-o -> nowhere.example tcp/443",
        &["unknown"],
    );
    check(
        &[SITE, ON_PREMISES],
        "internet -> nowhere.example tcp/443",
        &["unknown"],
    );
}

#[test]
fn circles_end() {
    let pair = "
instance i-1 10.1.1.21 sg-o SubnetId=subnet-a SourceDestCheck=false
instance i-2 10.1.2.22 sg-o SubnetId=subnet-p SourceDestCheck=false
sg sg-o VpcId=vpc-a
  in -1 0.0.0.0/0
  out -1 0.0.0.0/0
table rtb-a main VpcId=vpc-a
  route 0.0.0.0/0 i-2
";
    let site = SITE.replace("route 0.0.0.0/0 igw-a", "route 0.0.0.0/0 i-1");
    check(
        &[&site, pair],
        "i-a -> 198.51.100.1 tcp/443",
        &[
            "unreachable",
            "198.51.100.1 unreachable",
            "  PL_ROUTING_LOOP i-2 [RT-03]",
        ],
    );
}
