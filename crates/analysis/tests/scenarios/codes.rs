//! Each code of Reachability Analyzer in a design that brings it about, or in the table of those that no design does.

use std::collections::BTreeSet;

use crate::doors::{Change, document, network, question, tcp_rule};
use serde_json::{Value, json};
use vpcanvas_analysis::{Code, Trace, trace};
use vpcanvas_network::{Network, resolve};

/// The codes for paths, configurations and details, in AWS's order (sections 6.3 and 6.4).
const OF_AWS: &str = "
BAD_STATE BAD_STATE_ATTACHMENT BAD_STATE_ROUTE BAD_STATE_VPN CANNOT_ROUTE ELB_ACL_RESTRICTION ELB_INSTALLED_AZ_RESTRICTION
ELB_LISTENER_PORT_RESTRICTION ELB_LISTENERS_MISMATCH ELB_NOT_CROSSZONE ELBV2_LISTENER_HAS_NO_TG ELBV2_LISTENER_PORT_RESTRICTION
ELBV2_LISTENER_REQUIRES_TG_ACCEPT ELBV2_LISTENERS_MISMATCH ELBV2_NO_TARGETS_IN_AZ ELBV2_SOURCE_ADDRESS_PRESERVATION
ENI_ADDRESS_RESTRICTION ENI_SG_RULES_MISMATCH ENI_SOURCE_DEST_CHECK_RESTRICTION FIREWALL_RULES_RESTRICTION
GATEWAY_REJECTS_SPOOFED_TRAFFIC GWLB_DESTINATION_PORT_RESTRICTION GWLB_PROTOCOL_RESTRICTION HIGHER_PRIORITY_ROUTE
IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS
IGW_NAT_REFLECTION IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS
IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS INGRESS_RTB_NO_PUBLIC_IP
INGRESS_RTB_TRAFFIC_REDIRECTION MORE_SPECIFIC_ROUTE NGW_DEST_ADDRESS_PRESERVATION NGW_REQUIRES_SOURCE_IN_VPC
NGW_SOURCE_ADDRESS_REASSIGN NO_POSSIBLE_DESTINATION NO_ROUTE_TO_DESTINATION PCX_REQUIRES_ADDRESS_IN_VPC_CIDR PROTOCOL_RESTRICTION
REGIONAL_NGW_ROUTE_AZ_RESTRICTION REMAP_EPHEMERAL_PORT SG_HAS_NO_RULES SG_REFERENCES_NOT_PRESERVED SG_REFERENCING_SUPPORT
SUBNET_ACL_RESTRICTION TARGET_ADDRESS_RESTRICTION TARGET_PORT_RESTRICTION TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION
TGW_ATTACH_VPC_AZ_RESTRICTION TGW_BAD_STATE_VPN TGW_ROUTE_AZ_RESTRICTION TGW_RTB_BAD_STATE_ROUTE TGW_RTB_CANNOT_ROUTE
TGW_RTB_HIGHER_PRIORITY_ROUTE TGW_RTB_MORE_SPECIFIC_ROUTE TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT TGW_RTB_ROUTES_ARE_UNKNOWN
UNKNOWN_DESTINATION UNKNOWN_PEERED_SGS UNKNOWN_RESOURCE VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS
VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS VPC_BLOCK_PUBLIC_ACCESS_ENABLED VPC_LOCAL_ROUTE_CIDR_RESTRICTION
VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION VPCE_GATEWAY_PROTOCOL_RESTRICTION VPCE_INTRA_VPC_TRAFFIC
VPCE_SERVICE_NOT_INSTALLED_IN_AZ
DISCONNECTED_VPCS NO_PATH NO_SOURCE_OR_DESTINATION UNASSOCIATED_COMPONENT UNSUPPORTED_COMPONENT
ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED AVAILABILITY_ZONE_CROSSED
FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES FIREWALL_UNSUPPORTED_RULE_OPTIONS
MISSING_TARGET_GROUP_ATTRIBUTES PATH_THROUGH_GWLB_NOT_CHECKED RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY
TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED UNIDIRECTIONAL_PATH_ANALYSIS_ONLY";

const NOT_PRODUCED: &str = include_str!("../../../../docs/explanation-codes.md");

/// Two VPCs, each with an instance that lets everything in and out; what connects them is for the case.
const TWO_VPCS: &str = "
vpc vpc-a 10.1.0.0/16 Region=us-east-1
  subnet subnet-a 10.1.1.0/24 use1-az1
    instance i-a 10.1.1.10 sg-a
  subnet subnet-a2 10.1.2.0/24 use1-az2
    instance i-a2 10.1.2.10 sg-a
  sg sg-a
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
vpc vpc-b 10.2.0.0/16 Region=us-east-1
  subnet subnet-b 10.2.1.0/24 use1-az1
    instance i-b 10.2.1.10 sg-b
  subnet subnet-b2 10.2.2.0/24 use1-az2
    instance i-b2 10.2.2.10 sg-b
  sg sg-b
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
";

/// Both attached to a transit gateway, in their first zones.
const TRANSIT: &str = "
tgw tgw-t
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a\"]
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b\"]
table rtb-a main VpcId=vpc-a
  route 10.2.0.0/16 tgw-t
table rtb-b main VpcId=vpc-b
  route 10.1.0.0/16 tgw-t
";
pub(crate) const BOTH: &str =
    "[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"}]";

/// An internet gateway for the first, and a default route to it.
const INTERNET: &str = "
igw igw-a VpcId=vpc-a
table rtb-a main VpcId=vpc-a
  route 0.0.0.0/0 igw-a
";

/// An on-premises network behind a virtual private gateway of the first.
const VPN: &str = "
vgw vgw-a VpcId=vpc-a
on-premises cgw-o CidrBlocks=[\"192.168.0.0/16\"]
vpn vpn-o CustomerGatewayId=cgw-o VpnGatewayId=vgw-a
table rtb-a main VpcId=vpc-a
  route 192.168.0.0/16 vgw-a
";

/// A case: a code, the design that brings it about, the question.
type Case = (&'static str, Network, &'static str);

fn drawn(parts: &[&str]) -> Network {
    resolve(&document(&parts.concat()))
}

fn t0(changes: &[Change<'_>]) -> Network {
    network(changes)
}

/// The transit gateway with a table; `more` are fields of it.
pub(crate) fn transit(more: &str) -> Network {
    drawn(&[
        TWO_VPCS,
        TRANSIT,
        "tgw-table tgw-rtb TransitGatewayId=tgw-t ",
        more,
    ])
}

fn associated(more: &str) -> Network {
    transit(&format!("Associations={BOTH} {more}"))
}

fn internet(more: &str) -> Network {
    drawn(&[TWO_VPCS, INTERNET, more])
}

fn in_a_vpc() -> Vec<Case> {
    let acl = |from: u16| {
        json!({"Kind": "NetworkAcl", "VpcId": "vpc-p", "Associations": [{"SubnetId": "subnet-p-b"}], "Entries": [
            {"RuleNumber": 100, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "10.0.0.0/16"},
            {"RuleNumber": 100, "Egress": true, "Protocol": "6", "RuleAction": "allow", "CidrBlock": "10.0.0.0/16", "PortRange": {"From": from, "To": 61000}}]})
    };
    let cross_zone = (
        "/resources/nlb-n/LoadBalancerAttributes",
        json!({"load_balancing.cross_zone.enabled": true}),
    );
    let only_b = ("/resources/tg-8443/Targets", json!([{"Id": "i-target-b"}]));
    vec![
        (
            "BAD_STATE",
            t0(&[("/resources/i-target-a/State", json!("stopped"))]),
            "i-client -> 10.0.1.50 tcp/443",
        ),
        (
            "CANNOT_ROUTE",
            internet("table rtb-2 subnet-a VpcId=vpc-a\n  route 10.9.0.0/16 igw-a\n"),
            "i-a -> 198.51.100.1 tcp/443",
        ),
        (
            "ENI_ADDRESS_RESTRICTION",
            drawn(&[TWO_VPCS]),
            "i-a -> 2001:db8::1 tcp/443",
        ),
        (
            "ENI_SG_RULES_MISMATCH",
            t0(&[]),
            "i-client -> 10.0.1.50 tcp/80",
        ),
        (
            "SG_HAS_NO_RULES",
            t0(&[("/resources/sg-ep/SecurityGroupRules", json!([]))]),
            "i-client -> 10.0.1.50 tcp/443",
        ),
        (
            "SUBNET_ACL_RESTRICTION",
            t0(&crate::doors::acl_on("subnet-c-b")),
            "i-client -> 10.0.2.50 tcp/443",
        ),
        (
            "NO_ROUTE_TO_DESTINATION",
            drawn(&[TWO_VPCS]),
            "i-a -> 198.51.100.1 tcp/443",
        ),
        (
            "NO_POSSIBLE_DESTINATION",
            drawn(&[TWO_VPCS]),
            "i-a -> 10.1.2.99 tcp/443",
        ),
        (
            "VPC_LOCAL_ROUTE_CIDR_RESTRICTION",
            t0(&[]),
            "i-client -> 198.51.100.1 tcp/443",
        ),
        (
            "PROTOCOL_RESTRICTION",
            t0(&[]),
            "i-client -> 10.0.1.50 icmp",
        ),
        (
            "VPCE_INTRA_VPC_TRAFFIC",
            t0(&[]),
            "vpce-e -> i-client tcp/443",
        ),
        (
            "DISCONNECTED_VPCS",
            drawn(&[TWO_VPCS]),
            "i-a -> i-b tcp/443",
        ),
        (
            "NO_SOURCE_OR_DESTINATION",
            t0(&[]),
            "i-gone -> i-client tcp/443",
        ),
        (
            "UNSUPPORTED_COMPONENT",
            t0(&[]),
            "sg-ep -> i-client tcp/443",
        ),
        (
            "UNKNOWN_RESOURCE",
            t0(&[("/resources/sg-ep", Value::Null)]),
            "i-client -> 10.0.1.50 tcp/443",
        ),
        (
            "REMAP_EPHEMERAL_PORT",
            t0(&[("/resources/acl-p", acl(32768)), only_b, cross_zone]),
            "i-client -> 10.0.1.50 tcp/443",
        ),
    ]
}

/// The base design with a client in the VPC of the load balancer, and something changed.
fn beside_balancer(changes: impl IntoIterator<Item = Change<'static>>) -> Network {
    let mut all: Vec<Change<'static>> = vec![
        (
            "/resources/i-p",
            json!({"Kind": "Instance", "SubnetId": "subnet-p-a", "PrivateIpAddress": "10.0.1.30", "SecurityGroupIds": ["sg-p"]}),
        ),
        (
            "/resources/sg-p",
            json!({"Kind": "SecurityGroup", "VpcId": "vpc-p", "SecurityGroupRules": [
        {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}, {"IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"}]}),
        ),
    ];
    all.extend(changes);
    t0(&all)
}

/// Whether targets see the client's own address.
fn of_clients_addresses() -> Vec<Case> {
    let asked = "i-p -> 10.0.1.100 tcp/443";
    let attributes = "/resources/tg-8443/TargetGroupAttributes";
    let targets = "/resources/tg-8443/Targets";
    let by_address = [
        (attributes, json!({})),
        ("/resources/tg-8443/TargetType", json!("ip")),
        (targets, json!([{"Id": "10.0.1.20"}])),
    ];
    vec![
        (
            "ELBV2_SOURCE_ADDRESS_PRESERVATION",
            beside_balancer([(targets, json!([{"Id": "i-p"}]))]),
            asked,
        ),
        (
            "MISSING_TARGET_GROUP_ATTRIBUTES",
            beside_balancer([(attributes, Value::Null)]),
            asked,
        ),
        (
            "ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED",
            beside_balancer([(attributes, json!({}))]),
            asked,
        ),
        (
            "ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED",
            beside_balancer(by_address),
            asked,
        ),
    ]
}

fn at_load_balancers() -> Vec<Case> {
    let asked = "i-client -> 10.0.1.50 tcp/443";
    let with = |change: Change<'static>| beside_balancer([change]);
    let third_zone = [
        (
            "/resources/subnet-p-c",
            json!({"Kind": "Subnet", "VpcId": "vpc-p", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az3"}),
        ),
        (
            "/resources/i-far",
            json!({"Kind": "Instance", "SubnetId": "subnet-p-c", "PrivateIpAddress": "10.0.3.30", "SecurityGroupIds": ["sg-tgt"]}),
        ),
        ("/resources/tg-8443/Targets", json!([{"Id": "i-far"}])),
    ];
    vec![
        ("ELB_INSTALLED_AZ_RESTRICTION", t0(&third_zone), asked),
        (
            "ELB_NOT_CROSSZONE",
            t0(&[("/resources/tg-8443/Targets", json!([{"Id": "i-target-b"}]))]),
            asked,
        ),
        (
            "ELBV2_NO_TARGETS_IN_AZ",
            t0(&[("/resources/tg-8443/Targets", json!([{"Id": "i-target-b"}]))]),
            asked,
        ),
        (
            "ELBV2_LISTENER_HAS_NO_TG",
            t0(&[("/resources/tg-8443/Targets", json!([]))]),
            asked,
        ),
        (
            "ELBV2_LISTENERS_MISMATCH",
            t0(&[]),
            "i-client -> 10.0.1.50 tcp/8080",
        ),
        (
            "ELBV2_LISTENER_PORT_RESTRICTION",
            t0(&[]),
            "i-client -> 10.0.1.50 tcp/8080",
        ),
        (
            "ELBV2_LISTENER_REQUIRES_TG_ACCEPT",
            t0(&[("/resources/tg-8443/Protocol", json!("UDP"))]),
            asked,
        ),
        (
            "TARGET_ADDRESS_RESTRICTION",
            with(("/resources/tg-8443/Targets", json!([{"Id": "i-target-b"}]))),
            "nlb-n -> i-target-a tcp/8443",
        ),
        (
            "TARGET_PORT_RESTRICTION",
            t0(&[]),
            "nlb-n -> i-target-a tcp/22",
        ),
        (
            "AVAILABILITY_ZONE_CROSSED",
            t0(&[]),
            "i-client -> 10.0.2.50 tcp/443",
        ),
        (
            "VPCE_SERVICE_NOT_INSTALLED_IN_AZ",
            t0(&[(
                "/resources/vpce-svc-s/AvailabilityZoneIds",
                json!(["use1-az2"]),
            )]),
            asked,
        ),
    ]
}

const NAT: &str = "nat nat-a SubnetId=subnet-a2 NatGatewayAddresses=[{\"PrivateIp\":\"10.1.2.5\",\"PublicIp\":\"203.0.113.5\"}]\n";
const THROUGH_NAT: &str = "table rtb-n subnet-a VpcId=vpc-a\n  route 0.0.0.0/0 nat-a\n";
const REGIONAL: &str = "nat nat-r VpcId=vpc-a AvailabilityMode=regional NatGatewayAddresses=[{\"AvailabilityZoneId\":\"use1-az2\",\"PublicIp\":\"203.0.113.6\"}]\ntable rtb-n subnet-a VpcId=vpc-a\n  route 0.0.0.0/0 nat-r\n";
const PUBLIC: &str =
    "instance i-p 10.1.2.20 sg-a SubnetId=subnet-a2 PublicIpAddress=203.0.113.20\n";
const PUBLIC_A: &str =
    "instance i-q 10.1.1.20 sg-a SubnetId=subnet-a PublicIpAddress=203.0.113.21\n";
const EDGE: &str = "instance i-f 10.1.2.30 sg-a SubnetId=subnet-a2 SourceDestCheck=false
table rtb-edge VpcId=vpc-a Associations=[{\"GatewayId\":\"igw-a\"}]
  route 10.1.1.0/24 i-f
";
const CHECKED: &str = "instance i-f 10.1.2.30 sg-a SubnetId=subnet-a2\ntable rtb-n subnet-a VpcId=vpc-a\n  route 0.0.0.0/0 i-f\n";
const TO_PEER: &str = "peering pcx-1 RequesterVpcInfo={\"VpcId\":\"vpc-b\"} AccepterVpcInfo={\"VpcId\":\"vpc-a\"}\ntable rtb-b main VpcId=vpc-b\n  route 0.0.0.0/0 pcx-1\n";
const DETACHED: &str = "igw igw-x\ntable rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 igw-x\n";

fn by_internet_gateways() -> Vec<Case> {
    let account = "account account-a VpcBlockPublicAccessOptions=[{\"InternetGatewayBlockMode\":\"block-bidirectional\"}]\n";
    let owned = TWO_VPCS.replace(
        "vpc vpc-a 10.1.0.0/16",
        "vpc vpc-a 10.1.0.0/16 OwnerId=account-a",
    );
    vec![
        (
            "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
            internet(""),
            "i-a -> 198.51.100.1 tcp/443",
        ),
        (
            "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
            internet(PUBLIC),
            "i-p -> 192.168.1.1 tcp/443",
        ),
        (
            "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
            internet(PUBLIC),
            "i-p -> 100.64.1.1 tcp/443",
        ),
        (
            "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            internet(""),
            "internet -> i-a tcp/443",
        ),
        (
            "IGW_DESTINATION_ADDRESS_IN_VPC_CIDRS",
            internet(""),
            "igw-a -> 10.9.0.1 tcp/443",
        ),
        (
            "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
            internet(PUBLIC),
            "192.168.1.1 -> i-p tcp/443",
        ),
        (
            "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS",
            internet(PUBLIC),
            "100.64.1.1 -> i-p tcp/443",
        ),
        (
            "VPC_BLOCK_PUBLIC_ACCESS_ENABLED",
            drawn(&[account, &owned, INTERNET, PUBLIC]),
            "i-p -> 198.51.100.1 tcp/443",
        ),
        (
            "UNASSOCIATED_COMPONENT",
            drawn(&[TWO_VPCS, DETACHED]),
            "igw-x -> i-a tcp/443",
        ),
        (
            "BAD_STATE_ATTACHMENT",
            drawn(&[TWO_VPCS, DETACHED, PUBLIC]),
            "i-p -> 198.51.100.1 tcp/443",
        ),
    ]
}

fn by_nat_gateways_and_appliances() -> Vec<Case> {
    let edge = || internet(&[EDGE, PUBLIC_A].concat());
    vec![
        (
            "INGRESS_RTB_NO_PUBLIC_IP",
            edge(),
            "internet -> i-q tcp/443",
        ),
        (
            "INGRESS_RTB_TRAFFIC_REDIRECTION",
            edge(),
            "internet -> i-q tcp/443",
        ),
        (
            "ENI_SOURCE_DEST_CHECK_RESTRICTION",
            internet(CHECKED),
            "i-a -> 198.51.100.1 tcp/443",
        ),
        (
            "NGW_DEST_ADDRESS_PRESERVATION",
            internet(NAT),
            "internet -> nat-a tcp/443",
        ),
        (
            "NGW_SOURCE_ADDRESS_REASSIGN",
            internet(&[NAT, THROUGH_NAT, PUBLIC_A].concat()),
            "internet -> i-q tcp/443",
        ),
        (
            "NGW_REQUIRES_SOURCE_IN_VPC",
            internet(&[NAT, TO_PEER].concat()),
            "i-b -> 198.51.100.1 tcp/443",
        ),
        (
            "REGIONAL_NGW_ROUTE_AZ_RESTRICTION",
            internet(REGIONAL),
            "i-a -> 198.51.100.1 tcp/443",
        ),
    ]
}

fn between_vpcs() -> Vec<Case> {
    let peering = |state: &str| {
        let connection = format!(
            "peering pcx-1 RequesterVpcInfo={{\"VpcId\":\"vpc-a\"}} AccepterVpcInfo={{\"VpcId\":\"vpc-b\"}} {state}\n"
        );
        let tables = "table rtb-a main VpcId=vpc-a\n  route 0.0.0.0/0 pcx-1\n  route 10.2.0.0/16 pcx-1\n  route 10.2.0.0/16 vgw-gone\ntable rtb-b main VpcId=vpc-b\n  route 10.1.0.0/16 pcx-1\n";
        connection + tables
    };
    let dead = peering("Status=deleted");
    let blackhole = "table rtb-2 subnet-a VpcId=vpc-a Routes=[{\"DestinationCidrBlock\":\"10.2.0.0/16\",\"VpcPeeringConnectionId\":\"pcx-1\",\"State\":\"blackhole\"},{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"VpcPeeringConnectionId\":\"pcx-1\"}]\n";
    let twice = "table rtb-2 subnet-a VpcId=vpc-a Routes=[{\"DestinationCidrBlock\":\"10.2.0.0/16\",\"VpcPeeringConnectionId\":\"pcx-1\",\"State\":\"blackhole\"},{\"DestinationCidrBlock\":\"10.2.0.0/16\",\"GatewayId\":\"vgw-a\",\"Origin\":\"EnableVgwRoutePropagation\"}]\n";
    let by_group = TWO_VPCS.replacen(
        "  sg sg-b\n    in -1 0.0.0.0/0",
        "  sg sg-b\n    in -1 sg-a",
        1,
    );
    let of_stranger = TWO_VPCS.replacen(
        "  sg sg-b\n    in -1 0.0.0.0/0",
        "  sg sg-b\n    in -1 sg-elsewhere",
        1,
    );
    let far = by_group.replacen(
        "vpc vpc-b 10.2.0.0/16 Region=us-east-1",
        "vpc vpc-b 10.2.0.0/16 Region=eu-west-1",
        1,
    );
    let works = peering("Status=active").replace("  route 10.2.0.0/16 vgw-gone\n", "");
    vec![
        (
            "BAD_STATE_ROUTE",
            drawn(&[TWO_VPCS, &dead]),
            "i-a -> i-b tcp/443",
        ),
        (
            "MORE_SPECIFIC_ROUTE",
            drawn(&[TWO_VPCS, &works, blackhole]),
            "i-a -> i-b tcp/443",
        ),
        (
            "HIGHER_PRIORITY_ROUTE",
            drawn(&[TWO_VPCS, &works, twice]),
            "i-a -> i-b tcp/443",
        ),
        (
            "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
            drawn(&[TWO_VPCS, &works]),
            "i-a -> 198.51.100.1 tcp/443",
        ),
        (
            "SG_REFERENCES_NOT_PRESERVED",
            drawn(&[&far, &works]),
            "i-a -> i-b tcp/443",
        ),
        (
            "UNKNOWN_PEERED_SGS",
            drawn(&[&of_stranger, &works]),
            "i-a -> i-b tcp/443",
        ),
    ]
}

fn through_transit_gateways() -> Vec<Case> {
    let learns = format!("Propagations={BOTH}");
    let by_group = TWO_VPCS.replacen(
        "  sg sg-b\n    in -1 0.0.0.0/0",
        "  sg sg-b\n    in -1 sg-a",
        1,
    );
    let table = format!("tgw-table tgw-rtb TransitGatewayId=tgw-t Associations={BOTH} {learns}\n");
    let static_to = |range: &str, attachment: &str, state: &str| {
        format!(
            "Routes=[{{\"DestinationCidrBlock\":\"{range}\",\"TransitGatewayAttachmentId\":\"{attachment}\",\"State\":\"{state}\"}}]"
        )
    };
    let vpn = "on-premises cgw-o CidrBlocks=[\"192.168.0.0/16\"]\nvpn vpn-t CustomerGatewayId=cgw-o TransitGatewayId=tgw-t VgwTelemetry=[{\"Status\":\"DOWN\"}]\nattachment att-o TransitGatewayId=tgw-t ResourceType=vpn ResourceId=vpn-t\n";
    let all = "[{\"TransitGatewayAttachmentId\":\"att-a\"},{\"TransitGatewayAttachmentId\":\"att-b\"},{\"TransitGatewayAttachmentId\":\"att-o\"}]";
    let with_vpn = format!(
        "{vpn}table rtb-2 subnet-a VpcId=vpc-a\n  route 0.0.0.0/0 tgw-t\ntgw-table tgw-rtb TransitGatewayId=tgw-t Associations={all} Propagations={all}\n"
    );
    let endpoint = "endpoint vpce-b -> com.amazonaws.us-east-1.kms subnet-b@10.2.1.50 sg-b VpcId=vpc-b\ntable rtb-2 subnet-b VpcId=vpc-b\n";
    vec![
        (
            "TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION",
            transit(&learns),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_ROUTE_AZ_RESTRICTION",
            associated(&learns),
            "i-a2 -> i-b tcp/443",
        ),
        (
            "TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT",
            associated(""),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_RTB_CANNOT_ROUTE",
            associated(&static_to("10.9.0.0/16", "att-b", "active")),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_RTB_BAD_STATE_ROUTE",
            associated(&static_to("10.2.0.0/16", "att-b", "blackhole")),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_RTB_HIGHER_PRIORITY_ROUTE",
            associated(&format!(
                "{learns} {}",
                static_to("10.2.0.0/16", "att-b", "blackhole")
            )),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_RTB_MORE_SPECIFIC_ROUTE",
            associated(&format!(
                "{learns} {}",
                static_to("10.2.1.0/24", "att-b", "blackhole")
            )),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_RTB_ROUTES_ARE_UNKNOWN",
            associated("Propagations=[{\"TransitGatewayAttachmentId\":\"att-elsewhere\"}]"),
            "i-a -> i-b tcp/443",
        ),
        (
            "TGW_BAD_STATE_VPN",
            drawn(&[TWO_VPCS, TRANSIT, &with_vpn]),
            "i-a -> cgw-o tcp/443",
        ),
        (
            "SG_REFERENCING_SUPPORT",
            drawn(&[&by_group, TRANSIT, &table]),
            "i-a -> i-b tcp/443",
        ),
        (
            "UNIDIRECTIONAL_PATH_ANALYSIS_ONLY",
            associated(&learns),
            "tgw-t -> i-b tcp/443",
        ),
        (
            "RESPONSE_RTB_HAS_NO_ROUTE_TO_TRANSIT_GATEWAY",
            drawn(&[TWO_VPCS, TRANSIT, &table, endpoint]),
            "i-a -> vpce-b tcp/443",
        ),
        (
            "TGW_ATTACH_VPC_AZ_RESTRICTION",
            inspected("disable"),
            "i-a -> i-b2 tcp/443",
        ),
        (
            "TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED",
            inspected("disable"),
            "i-a -> i-b2 tcp/443",
        ),
    ]
}

/// Both VPCs behind a transit gateway that leads everything through a third with an appliance in each zone.
pub(crate) fn inspected(appliance_mode: &str) -> Network {
    let inspection = format!("
vpc vpc-i 10.3.0.0/16 Region=us-east-1
  subnet subnet-t1 10.3.1.0/24 use1-az1
  subnet subnet-t2 10.3.2.0/24 use1-az2
  subnet subnet-f1 10.3.3.0/24 use1-az1
    instance i-f1 10.3.3.10 sg-f SourceDestCheck=false
  subnet subnet-f2 10.3.4.0/24 use1-az2
    instance i-f2 10.3.4.10 sg-f SourceDestCheck=false
  sg sg-f
    in -1 0.0.0.0/0
    out -1 0.0.0.0/0
  table rtb-t1 subnet-t1
    route 0.0.0.0/0 i-f1
  table rtb-t2 subnet-t2
    route 0.0.0.0/0 i-f2
  table rtb-f subnet-f1 subnet-f2
    route 0.0.0.0/0 tgw-t
tgw tgw-t
  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a\",\"subnet-a2\"]
  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b\",\"subnet-b2\"]
  attachment att-i ResourceType=vpc ResourceId=vpc-i SubnetIds=[\"subnet-t1\",\"subnet-t2\"] ApplianceModeSupport={appliance_mode}
  tgw-table tgw-rtb-spokes Associations={BOTH} Routes=[{{\"DestinationCidrBlock\":\"0.0.0.0/0\",\"TransitGatewayAttachmentId\":\"att-i\"}}]
  tgw-table tgw-rtb-i Associations=[{{\"TransitGatewayAttachmentId\":\"att-i\"}}] Propagations={BOTH}
table rtb-a main VpcId=vpc-a
  route 10.2.0.0/16 tgw-t
table rtb-b main VpcId=vpc-b
  route 10.1.0.0/16 tgw-t
");
    drawn(&[TWO_VPCS, &inspection])
}

fn through_vpns_and_endpoints() -> Vec<Case> {
    let down = VPN.replace("VpnGatewayId=vgw-a", "VpnGatewayId=vgw-a State=deleted");
    let unknown = VPN.replace(" CidrBlocks=[\"192.168.0.0/16\"]", "");
    let overlapping = VPN.replace("192.168.0.0/16\"]", "10.1.128.0/17\"]");
    let transit_in = "tgw tgw-t\n  attachment att-a ResourceType=vpc ResourceId=vpc-a SubnetIds=[\"subnet-a\"]\n  attachment att-b ResourceType=vpc ResourceId=vpc-b SubnetIds=[\"subnet-b\"]\n";
    let tables = format!(
        "tgw-table tgw-rtb TransitGatewayId=tgw-t Associations={BOTH} Propagations={BOTH} Routes=[{{\"DestinationCidrBlock\":\"192.168.0.0/16\",\"TransitGatewayAttachmentId\":\"att-a\"}}]\ntable rtb-b main VpcId=vpc-b\n  route 0.0.0.0/0 tgw-t\n"
    );
    let gateway = "endpoint vpce-s3 -> com.amazonaws.us-east-1.s3 VpcEndpointType=Gateway VpcId=vpc-a RouteTableIds=[\"rtb-a\"]\n";
    let by_hand = "table rtb-a main VpcId=vpc-a\n  route 198.51.100.0/24 vpce-s3\n";
    let inspection = |group: &str| {
        format!("
endpoint vpce-g -> vpce-svc-g VpcId=vpc-a VpcEndpointType=GatewayLoadBalancer SubnetIds=[\"subnet-a2\"]
service vpce-svc-g GatewayLoadBalancerArns=[\"gwlb-g\"]
nlb gwlb-g VpcId=vpc-b Type=gateway
  listener listener-g DefaultActions=[{{\"TargetGroupArn\":\"tg-g\"}}]
targets tg-g VpcId=vpc-b {group}
igw igw-a VpcId=vpc-a
table rtb-a main VpcId=vpc-a
  route 0.0.0.0/0 igw-a
table rtb-2 subnet-a VpcId=vpc-a
  route 0.0.0.0/0 vpce-g
")
    };
    let asked = "i-a -> 198.51.100.1 tcp/443";
    vec![
        (
            "BAD_STATE_VPN",
            drawn(&[TWO_VPCS, &down]),
            "i-a -> cgw-o tcp/443",
        ),
        (
            "UNKNOWN_DESTINATION",
            drawn(&[TWO_VPCS, &unknown]),
            "i-a -> 192.168.1.1 tcp/443",
        ),
        (
            "GATEWAY_REJECTS_SPOOFED_TRAFFIC",
            drawn(&[TWO_VPCS, &overlapping]),
            "cgw-o -> i-a tcp/443",
        ),
        (
            "VGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
            drawn(&[TWO_VPCS, VPN]),
            "cgw-o -> 10.2.1.10 tcp/443",
        ),
        (
            "VGW_PRIVATE_IP_ASSOCIATION_FOR_EGRESS",
            drawn(&[TWO_VPCS, VPN, transit_in, &tables]),
            "i-b -> 192.168.1.1 tcp/443",
        ),
        (
            "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
            drawn(&[TWO_VPCS, gateway, "table rtb-a main VpcId=vpc-a\n"]),
            "i-a -> com.amazonaws.us-east-1.s3 udp/443",
        ),
        (
            "VPCE_GATEWAY_EGRESS_SOURCE_ADDRESS_RESTRICTION",
            drawn(&[TWO_VPCS, gateway, by_hand]),
            asked,
        ),
        (
            "PATH_THROUGH_GWLB_NOT_CHECKED",
            drawn(&[TWO_VPCS, &inspection("Protocol=GENEVE Port=6081")]),
            asked,
        ),
        (
            "GWLB_PROTOCOL_RESTRICTION",
            drawn(&[TWO_VPCS, &inspection("Protocol=TCP Port=6081")]),
            asked,
        ),
        (
            "GWLB_DESTINATION_PORT_RESTRICTION",
            drawn(&[TWO_VPCS, &inspection("Protocol=GENEVE Port=443")]),
            asked,
        ),
    ]
}

fn cases() -> Vec<Case> {
    let mut cases = in_a_vpc();
    cases.extend(at_load_balancers());
    cases.extend(of_clients_addresses());
    cases.extend(by_internet_gateways());
    cases.extend(by_nat_gateways_and_appliances());
    cases.extend(between_vpcs());
    cases.extend(through_transit_gateways());
    cases.extend(through_vpns_and_endpoints());
    cases
}

fn codes(answer: &Trace) -> BTreeSet<&'static str> {
    let warnings = answer.flows.iter().flat_map(|flow| &flow.warnings);
    let all = answer.explanations().chain(warnings);
    all.map(|explanation| explanation.code.as_str()).collect()
}

#[test]
fn every_case_has_its_code() {
    let mut failed = Vec::new();
    for (code, network, asked) in cases() {
        let answer = trace(&network, &question(asked));
        let found = codes(&answer);
        if !found.contains(code) {
            failed.push(format!(
                "{code}: {asked} is {:?} with {found:?}",
                answer.verdict
            ));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_code_of_aws_is_produced_or_accounted_for() {
    let known: BTreeSet<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    let (not_produced, _) = NOT_PRODUCED.split_once("## What warnings add").unwrap();
    let produced: BTreeSet<&str> = cases().iter().map(|(code, ..)| *code).collect();
    for code in OF_AWS.split_whitespace() {
        let excused = not_produced.contains(&format!("| `{code}` |"));
        assert!(
            produced.contains(code) != excused,
            "{code}: produced or in the table, and not both"
        );
        assert_eq!(known.contains(code), produced.contains(code), "{code}");
    }
    assert_eq!(OF_AWS.split_whitespace().count(), 71 + 5 + 11);
}

#[test]
fn appliance_mode_keeps_a_flow_to_one_zone() {
    let answer = trace(&inspected("enable"), &question("i-a -> i-b2 tcp/443"));
    assert_eq!(
        crate::doors::lines(&answer),
        ["reachable", "10.2.2.10 reachable"]
    );
}

#[test]
fn a_rule_by_address_needs_no_identity() {
    let changes = [(
        "/resources/sg-ep/SecurityGroupRules",
        json!([tcp_rule(443, "10.0.1.10/32")]),
    )];
    let answer = trace(&t0(&changes), &question("i-client -> 10.0.1.50 tcp/443"));
    assert_eq!(
        crate::doors::lines(&answer),
        ["reachable", "10.0.1.50 reachable"]
    );
}
