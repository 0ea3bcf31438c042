//! Rules that are exceptions from the general ones: designs drawn in lines.

use crate::doors::check_drawn;

/// Three subnets of a VPC with an instance each, and groups that let everything pass.
const SITE: &str = "
vpc vpc-a 10.0.0.0/16 Region=us-east-1 Ipv6CidrBlocks=[\"2600:1f18:a::/56\"]
  subnet subnet-a 10.0.1.0/24 use1-az1 Ipv6CidrBlock=2600:1f18:a:1::/64
    instance i-a 10.0.1.10 sg-a Ipv6Address=2600:1f18:a:1::10
  subnet subnet-b 10.0.2.0/24 use1-az2 Ipv6CidrBlock=2600:1f18:a:2::/64
    instance i-b 10.0.2.200 sg-a Ipv6Address=2600:1f18:a:2::10
  subnet subnet-f 10.0.3.0/24 use1-az1
    instance i-f 10.0.3.10 sg-a SourceDestCheck=false
  sg sg-a
    in -1 0.0.0.0/0
    in -1 ::/0
    out -1 0.0.0.0/0
    out -1 ::/0
  igw igw-a
";

fn check(parts: &[&str], asked: &str, expected: &[&str]) {
    check_drawn(&parts.concat(), asked, expected);
}

#[test]
fn an_egress_only_gateway_answers_nobody_outside() {
    let only_out = "eigw eigw-a VpcId=vpc-a\ntable rtb-a main VpcId=vpc-a\n  route ::/0 eigw-a\n";
    let outside = "2600:1f18:ffff::1";
    check(
        &[SITE, only_out],
        "internet -> i-a tcp/443",
        &[
            "unreachable",
            "2600:1f18:a:1::10 unreachable",
            "  PL_ASYMMETRIC_PATH eigw-a [IGW-04]",
        ],
    );
    let reached = format!("{outside} reachable");
    check(
        &[SITE, only_out],
        &format!("i-a -> {outside} tcp/443"),
        &["reachable", &reached],
    );
}

#[test]
fn private_addresses_of_ipv6_do_not_come_into_the_internet() {
    let out = "table rtb-a main VpcId=vpc-a\n  route ::/0 igw-a\n";
    check(
        &[SITE, out],
        "i-a -> fd12:3456::1 tcp/443",
        &[
            "unreachable",
            "fd12:3456::1 unreachable",
            "  NO_POSSIBLE_DESTINATION igw-a [IGW-04]",
        ],
    );
    let private = SITE.replace("2600:1f18:a:", "fd00:aaaa:a:");
    check(
        &[&private, out],
        "i-a -> 2600:1f18:ffff::1 tcp/443",
        &[
            "unreachable",
            "2600:1f18:ffff::1 unreachable",
            "  IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS igw-a [IGW-04]",
        ],
    );
}

#[test]
fn a_propagated_route_that_yields_to_the_local_one_hides_no_static_one() {
    let vgw = "vgw vgw-a VpcId=vpc-a\n";
    let propagated = "{\"DestinationCidrBlock\":\"10.0.2.128/25\",\"GatewayId\":\"vgw-a\",\"Origin\":\"EnableVgwRoutePropagation\"}";
    let table = |routes: &str| {
        format!(
            "table rtb-a subnet-a VpcId=vpc-a Routes=[{routes}]\ntable rtb-m main VpcId=vpc-a\n"
        )
    };
    let through = "{\"DestinationCidrBlock\":\"10.0.2.0/24\",\"InstanceId\":\"i-f\"}";
    let asked = "i-a -> i-b tcp/443";
    check(
        &[SITE, vgw, &table(propagated)],
        asked,
        &["reachable", "10.0.2.200 reachable"],
    );
    check(
        &[SITE, vgw, &table(&format!("{propagated},{through}"))],
        asked,
        &[
            "reachable",
            "10.0.2.200 reachable",
            "  ~PL_ASYMMETRIC_PATH i-f [4.2]",
        ],
    );
}

#[test]
fn an_echo_has_the_code_0() {
    let asked = "i-a -> i-b icmp";
    let acl = |code: i8| {
        format!(
            "acl acl-b VpcId=vpc-a Associations=[{{\"SubnetId\":\"subnet-b\"}}] Entries=[{{\"RuleNumber\":90,\"Protocol\":\"1\",\"RuleAction\":\"deny\",\"CidrBlock\":\"0.0.0.0/0\",\"IcmpTypeCode\":{{\"Type\":8,\"Code\":{code}}}}},{{\"RuleNumber\":100,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"}},{{\"RuleNumber\":100,\"Egress\":true,\"Protocol\":\"-1\",\"RuleAction\":\"allow\",\"CidrBlock\":\"0.0.0.0/0\"}}]\n"
        )
    };
    let reachable = ["reachable", "10.0.2.200 reachable"];
    check(&[SITE, &acl(7)], asked, &reachable);
    for code in [0, -1] {
        check(
            &[SITE, &acl(code)],
            asked,
            &[
                "unreachable",
                "10.0.2.200 unreachable",
                "  SUBNET_ACL_RESTRICTION acl-b ingress [NACL-02]",
            ],
        );
    }
    let out = "{\"IsEgress\":true,\"IpProtocol\":\"-1\",\"CidrIpv4\":\"0.0.0.0/0\"}";
    let group = |code: i8| {
        format!(
            "sg sg-b VpcId=vpc-a SecurityGroupRules=[{out},{{\"IpProtocol\":\"icmp\",\"FromPort\":8,\"ToPort\":{code},\"CidrIpv4\":\"10.0.0.0/8\"}}]\n"
        )
    };
    let site = SITE.replace("10.0.2.200 sg-a", "10.0.2.200 sg-b");
    for code in [0, -1] {
        check(&[&site, &group(code)], asked, &reachable);
    }
    check(
        &[&site, &group(1)],
        asked,
        &[
            "unreachable",
            "10.0.2.200 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-b ingress [SG-01]",
        ],
    );
}

#[test]
fn what_has_no_group_is_a_member_of_the_default_one() {
    let without = SITE
        .replace("10.0.1.10 sg-a", "10.0.1.10")
        .replace("10.0.2.200 sg-a", "10.0.2.200");
    let default = "sg sg-d VpcId=vpc-a GroupName=default\n  in -1 sg-d\n  out -1 0.0.0.0/0\n";
    check(
        &[&without, default],
        "i-a -> i-b tcp/443",
        &["reachable", "10.0.2.200 reachable"],
    );
    check(
        &[&without, default],
        "i-f -> i-b tcp/443",
        &[
            "unreachable",
            "10.0.2.200 unreachable",
            "  ENI_SG_RULES_MISMATCH sg-d ingress [SG-01]",
        ],
    );
}

#[test]
fn who_has_ipv6_alone_sends_to_the_address_of_that_family() {
    let alone = SITE
        .replace("instance i-a 10.0.1.10", "instance i-a")
        .replace(
            "i-a sg-a",
            "i-a PrivateIpAddress=null SecurityGroupIds=[\"sg-a\"]",
        )
        .replace("subnet-a 10.0.1.0/24", "subnet-a")
        .replace(
            "subnet-a use1-az1",
            "subnet-a AvailabilityZoneId=use1-az1 Ipv6Native=true",
        );
    check(
        &[&alone],
        "i-a -> i-b tcp/443",
        &["reachable", "2600:1f18:a:2::10 reachable"],
    );
}

#[test]
fn what_stands_beside_every_interface_is_asked_past_every_filter() {
    let closed =
        "sg sg-c VpcId=vpc-a\nacl acl-a VpcId=vpc-a Associations=[{\"SubnetId\":\"subnet-a\"}]\n";
    let site = SITE.replace("10.0.1.10 sg-a", "10.0.1.10 sg-c");
    for asked in [
        "10.0.0.2 udp/53",
        "169.254.169.253 tcp/53",
        "169.254.169.254 tcp/80",
        "169.254.169.123 udp/123",
        "fd00:ec2::253 udp/53",
    ] {
        let (address, _) = asked.split_once(' ').unwrap();
        check(
            &[&site, closed],
            &format!("i-a -> {asked}"),
            &["reachable", &format!("{address} reachable")],
        );
    }
    let deaf = SITE.replace(
        "vpc-a 10.0.0.0/16",
        "vpc-a 10.0.0.0/16 EnableDnsSupport=false",
    );
    check(
        &[&deaf],
        "i-a -> 10.0.0.2 udp/53",
        &[
            "unreachable",
            "10.0.0.2 unreachable",
            "  DNS_RESOLVER_DISABLED vpc-a [DNS-05]",
        ],
    );
}

#[test]
fn no_route_captures_addresses_of_no_network() {
    let out = "table rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 igw-a\n  route ::/0 igw-a\n";
    let public = SITE.replace(
        "i-a 10.0.1.10 sg-a",
        "i-a 10.0.1.10 sg-a PublicIpAddress=203.0.113.10",
    );
    for address in [
        "169.254.169.254",
        "224.0.0.1",
        "127.0.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "fe80::1",
        "ff02::1",
        "fd00:ec2::1",
    ] {
        check(
            &[&public, out],
            &format!("i-a -> {address} tcp/443"),
            &[
                "unreachable",
                &format!("{address} unreachable"),
                "  NO_POSSIBLE_DESTINATION vpc-a [RT-08]",
            ],
        );
    }
    check(
        &[&public, out],
        "i-a -> 169.254.171.1 tcp/443",
        &[
            "unknown",
            "169.254.171.1 unknown",
            "  PL_UNVERIFIED vpc-a [SN-05]",
        ],
    );
}

#[test]
fn of_two_vpns_the_longest_range_leads_and_of_equals_the_one_that_works() {
    let two = |second: &str, state: &str| {
        format!(
            "vgw vgw-a VpcId=vpc-a State=available
on-premises cgw-1 CidrBlocks=[\"172.16.0.0/12\"]
on-premises cgw-2 CidrBlocks=[\"{second}\"]
vpn vpn-1 CustomerGatewayId=cgw-1 VpnGatewayId=vgw-a State={state}
vpn vpn-2 CustomerGatewayId=cgw-2 VpnGatewayId=vgw-a
table rtb-a main VpcId=vpc-a
  route 172.16.0.0/12 vgw-a
"
        )
    };
    let reachable = ["reachable", "172.16.5.9 reachable"];
    let asked = "i-a -> 172.16.5.9 tcp/443";
    check(&[SITE, &two("172.16.5.0/24", "pending")], asked, &reachable);
    check(&[SITE, &two("172.16.0.0/12", "pending")], asked, &reachable);
    check(
        &[SITE, &two("172.16.6.0/24", "pending")],
        asked,
        &[
            "unreachable",
            "172.16.5.9 unreachable",
            "  BAD_STATE_VPN vpn-1 [4.7]",
        ],
    );
}

/// A load balancer with a group of instances by address; `more` goes into the line of the group.
fn balanced(spoken: &str, more: &str) -> String {
    format!(
        "nlb nlb-a subnet-f@10.0.3.50 VpcId=vpc-a Type=network
  listener listener-a {spoken} tg-a
targets tg-a {more} VpcId=vpc-a TargetType=ip Targets=[{{\"Id\":\"10.0.3.10\"}}]
"
    )
}

#[test]
fn a_group_for_udp_and_tcp_always_keeps_the_client() {
    let site = SITE.replace("10.0.3.10 sg-a", "10.0.3.10 sg-b");
    let only_client = "sg sg-b VpcId=vpc-a\n  in tcp/443 10.0.1.10/32\n  out -1 0.0.0.0/0\n";
    let off = "TargetGroupAttributes={\"preserve_client_ip.enabled\":false}";
    let group = format!("tcp_udp/443 {off}");
    check(
        &[&site, only_client, &balanced("tcp/443", &group)],
        "i-a -> 10.0.3.50 tcp/443",
        &[
            "reachable",
            "10.0.3.50 reachable",
            "  ~PL_HEALTH_PREDICTION i-f [HC-05]",
        ],
    );
}

#[test]
fn a_udp_listener_for_both_families_takes_no_targets_of_ipv4() {
    let both = balanced("udp/53", "udp/53")
        .replace("Type=network", "Type=network IpAddressType=dualstack");
    check(
        &[SITE, &both],
        "i-a -> 10.0.3.50 udp/53",
        &[
            "unreachable",
            "10.0.3.50 unreachable",
            "  ELBV2_LISTENER_REQUIRES_TG_ACCEPT tg-a [ES-42]",
        ],
    );
}

#[test]
fn of_two_prefix_lists_with_one_range_any_may_win() {
    let site = SITE.replace(
        "i-a 10.0.1.10 sg-a",
        "i-a 10.0.1.10 sg-a PublicIpAddress=203.0.113.10",
    );
    let lists = "list pl-1 Entries=[{\"Cidr\":\"198.51.100.0/24\"}]\nlist pl-2 Entries=[{\"Cidr\":\"198.51.100.0/24\"}]\n";
    let table = |first: &str, second: &str| {
        format!("table rtb-a subnet-a VpcId=vpc-a\n  route pl-1 {first}\n  route pl-2 {second}\n")
    };
    for (first, second) in [("igw-a", "i-f"), ("i-f", "igw-a")] {
        check(
            &[&site, lists, &table(first, second)],
            "i-a -> 198.51.100.9 tcp/443",
            &[
                "unknown",
                "198.51.100.9 unknown",
                "  CFG_AMBIGUOUS_ROUTE rtb-a [RT-06]",
            ],
        );
    }
    check(
        &[&site, lists, &table("igw-a", "igw-a")],
        "i-a -> 198.51.100.9 tcp/443",
        &["reachable", "198.51.100.9 reachable"],
    );
}

/// Two VPCs at a transit gateway; the ranges of the second are for the case.
fn at_transit_gateway(second: &str, learned: &str) -> String {
    let address = second.replace("0.0/16", "1.10");
    let subnet = second.replace("0.0/16", "1.0/24");
    format!(
        "
vpc vpc-b 10.9.0.0/16 Region=us-east-1
  subnet subnet-9 10.9.1.0/24 use1-az1
    instance i-9 10.9.1.10 sg-9
  sg sg-9
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
vpc vpc-c {second} Region=us-east-1
  subnet subnet-c {subnet} use1-az1
    instance i-c {address} sg-c
  sg sg-c
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
tgw tgw-t
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a\"]
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-9\"]
  attachment att-c ResourceType=vpc ResourceId=vpc-c SubnetIds=[\"subnet-c\"]
  tgw-table tgw-rtb Associations=[{{\"TransitGatewayAttachmentId\":\"att-a\"}},{{\"TransitGatewayAttachmentId\":\"att-b\"}},{{\"TransitGatewayAttachmentId\":\"att-c\"}}] Propagations=[{learned}]
table rtb-a main VpcId=vpc-a
  route 10.0.0.0/8 tgw-t
table rtb-b main VpcId=vpc-b
  route 10.0.0.0/16 tgw-t
table rtb-c main VpcId=vpc-c
  route 10.0.0.0/16 tgw-t
"
    )
}

#[test]
fn of_overlapping_ranges_a_transit_gateway_learns_the_first_it_saw() {
    let learned = |ids: [&str; 3]| {
        ids.map(|id| format!("{{\"TransitGatewayAttachmentId\":\"{id}\"}}"))
            .join(",")
    };
    let orders = [["att-a", "att-b", "att-c"], ["att-c", "att-b", "att-a"]];
    for order in orders {
        check(
            &[SITE, &at_transit_gateway("10.9.0.0/16", &learned(order))],
            "i-a -> 10.9.1.10 tcp/443",
            &[
                "unknown",
                "10.9.1.10 unknown",
                "  CFG_AMBIGUOUS_ROUTE tgw-rtb [TGW-04]",
            ],
        );
        check(
            &[SITE, &at_transit_gateway("10.8.0.0/16", &learned(order))],
            "i-a -> 10.9.1.10 tcp/443",
            &["reachable", "10.9.1.10 reachable"],
        );
    }
}

#[test]
fn a_client_is_not_kept_past_its_region() {
    let far = |region: &str| {
        format!(
            "
vpc vpc-b 10.9.0.0/16 Region={region}
  subnet subnet-9 10.9.1.0/24 use1-az1
    instance i-9 10.9.1.10 sg-9
  sg sg-9
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
peering pcx-1 Status=active RequesterVpcInfo={{\"VpcId\":\"vpc-a\"}} AccepterVpcInfo={{\"VpcId\":\"vpc-b\"}}
table rtb-a main VpcId=vpc-a
  route 10.9.0.0/16 pcx-1
table rtb-b main VpcId=vpc-b
  route 10.0.0.0/16 pcx-1
"
        )
    };
    let keeps = balanced(
        "tcp/443",
        "tcp/443 TargetGroupAttributes={\"preserve_client_ip.enabled\":true}",
    )
    .replace("10.0.3.10", "10.9.1.10");
    let asked = "i-a -> 10.0.3.50 tcp/443";
    check(
        &[SITE, &keeps, &far("us-east-1")],
        asked,
        &["reachable", "10.0.3.50 reachable"],
    );
    check(
        &[SITE, &keeps, &far("eu-west-1")],
        asked,
        &[
            "unreachable",
            "10.0.3.50 unreachable",
            "  ELBV2_SOURCE_ADDRESS_PRESERVATION nlb-a [2.8]",
        ],
    );
}

#[test]
fn appliance_mode_belongs_to_the_attachment_in_front_of_the_appliance() {
    let vpc = |name: &str, range: &str| {
        format!(
            "
vpc vpc-{name} 10.{range}.0.0/16 Region=us-east-1
  subnet subnet-{name}1 10.{range}.1.0/24 use1-az1
    instance i-{name}1 10.{range}.1.10 sg-{name} SourceDestCheck=false
  subnet subnet-{name}2 10.{range}.2.0/24 use1-az2
    instance i-{name}2 10.{range}.2.10 sg-{name} SourceDestCheck=false
  sg sg-{name}
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
"
        )
    };
    let ways = "
vpc vpc-i 10.7.0.0/16 Region=us-east-1
  subnet subnet-i1 10.7.1.0/24 use1-az1
  subnet subnet-i2 10.7.2.0/24 use1-az2
  subnet subnet-f1 10.7.3.0/24 use1-az1
    instance i-f1 10.7.3.10 sg-i SourceDestCheck=false
  subnet subnet-f2 10.7.4.0/24 use1-az2
    instance i-f2 10.7.4.10 sg-i SourceDestCheck=false
  sg sg-i
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
tgw tgw-t
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a1\",\"subnet-a2\"]
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b1\",\"subnet-b2\"]
  attachment att-i ResourceType=vpc ResourceId=vpc-i SubnetIds=[\"subnet-i1\",\"subnet-i2\"]
  tgw-table tgw-rtb-1 Associations=[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"}] Routes=[{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"TransitGatewayAttachmentId\":\"att-i\"}]
  tgw-table tgw-rtb-2 Associations=[{\"TransitGatewayAttachmentId\":\"att-i\"}] Propagations=[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"}]
table rtb-a main VpcId=vpc-a
  route 10.0.0.0/8 tgw-t
table rtb-b main VpcId=vpc-b
  route 10.0.0.0/8 tgw-t
table rtb-i main VpcId=vpc-i
  route 10.0.0.0/8 tgw-t
table rtb-i1 subnet-i1 VpcId=vpc-i
  route 10.0.0.0/8 i-f1
table rtb-i2 subnet-i2 VpcId=vpc-i
  route 10.0.0.0/8 i-f2
";
    check(
        &[&vpc("a", "5"), &vpc("b", "6"), ways],
        "i-a1 -> i-b2 tcp/443",
        &[
            "unreachable",
            "10.6.2.10 unreachable",
            "  TGW_ATTACH_VPC_AZ_RESTRICTION att-i [TGW-06]",
            "  ~TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED att-i [GL-11]",
            "  ~TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED att-i [GL-11]",
        ],
    );
}

#[test]
fn an_address_that_two_vpcs_hold_names_nobody() {
    check(
        &[SITE, &at_transit_gateway("10.9.0.0/16", "")],
        "10.9.1.10 -> i-a tcp/443",
        &["unknown", "  NO_SOURCE_OR_DESTINATION 10.9.1.10 [ENI-01]"],
    );
}

#[test]
fn a_prefix_list_that_is_not_drawn_may_hold_anything() {
    let site = SITE.replace("10.0.2.200 sg-a", "10.0.2.200 sg-b");
    let listed = "sg sg-b VpcId=vpc-a SecurityGroupRules=[{\"IpProtocol\":\"tcp\",\"FromPort\":443,\"ToPort\":443,\"PrefixListId\":\"pl-gone\"}]\n";
    check(
        &[&site, listed],
        "i-a -> i-b tcp/443",
        &[
            "unknown",
            "10.0.2.200 unknown",
            "  UNKNOWN_RESOURCE pl-gone ingress [SG-01]",
        ],
    );
    let table = "table rtb-a subnet-a VpcId=vpc-a\n  route pl-gone igw-a\n";
    check(
        &[SITE, table],
        "i-a -> 198.51.100.9 tcp/443",
        &[
            "unknown",
            "198.51.100.9 unknown",
            "  UNKNOWN_RESOURCE pl-gone [RT-03]",
        ],
    );
}
